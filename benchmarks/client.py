"""A small client: logs in as a user does, follows the links of lists, and asks for pages with one or more users at once."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from itertools import count as counter
from urllib.parse import urlencode, urljoin

from keukentafel.demo.domain import WACHTWOORD

HOST = "127.0.0.1"
LOGIN = "/account/login/"
EMPTY = "/leeg/"
PATIENCE = 60.0
FEWEST, MOST_REQUESTS = 60, 5_000
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_NEXT = re.compile(r'<a[^>]*href="([^"]+)"[^>]*rel="next"|<a[^>]*rel="next"[^>]*href="([^"]+)"')
_LINK = re.compile(r'href="([^"#]+)"')
_UUID = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}/$")


@dataclass(frozen=True)
class Answer:
    """What came back: status, text, and the number of queries when it was asked for."""

    status: int
    text: str
    queries: int


@dataclass
class Visitor:
    """Somebody with a session."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, *, count: bool = False) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address, "", {"X-Count": "1"} if count else {})

    def post(self, address: str, values: dict[str, str]) -> Answer:
        """Send a form."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://{HOST}:{self.port}{address}",
        }
        return self._ask("POST", address, urlencode(values), headers)

    def _ask(self, method: str, address: str, body: str, extra: dict[str, str]) -> Answer:
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, address, body or None, {"Cookie": cookie, **extra})
            response = connection.getresponse()
            text = response.read().decode()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.update({key: each.value for key, each in SimpleCookie(value).items()})
            return Answer(response.status, text, int(response.getheader("X-Queries") or 0))
        finally:
            connection.close()


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; SystemExit when it stops or stays away."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The web server did not start.")


def log_in(port: int, name: str) -> Visitor:
    """A member of the cast with a session; SystemExit when the house does not let them in."""
    visitor = Visitor(port)
    token = _TOKEN.search(visitor.get(LOGIN).text)
    values = {"csrfmiddlewaretoken": token.group(1) if token else "", "login": name, "password": WACHTWOORD}
    if visitor.post(LOGIN, values).status != 302:
        raise SystemExit(f"{name} cannot log in.")
    return visitor


@dataclass(frozen=True)
class Walk:
    """The pages of a list after the first, and everything they link to."""

    later: list[str]
    found: list[str]

    def links(self, start: str) -> list[str]:
        """The linked pages of one object each whose address begins so."""
        return [link for link in dict.fromkeys(self.found) if link.startswith(start) and _UUID.search(link)]


def walk(visitor: Visitor, address: str, depth: int) -> Walk:
    """Follow a list from page to page, at most `depth` times."""
    later: list[str] = []
    found: list[str] = []
    for _ in range(depth):
        text = visitor.get(address).text
        found += [unescape(link) for link in _LINK.findall(text)]
        following = _NEXT.search(text)
        if following is None:
            break
        address = urljoin(address, unescape(following.group(1) or following.group(2)))
        later.append(address)
    return Walk(later, found)


def burst(visitor: Visitor, addresses: Sequence[str], *, users: int, seconds: float) -> list[float]:
    """Ask for the addresses in turn with so many users for so long, without pauses; the seconds of each request.

    With a least and a most number of requests. SystemExit when a page answers anything but 200.
    """
    numbers = counter()
    taken: list[float] = []
    wrong: list[int] = []
    limit = time.perf_counter() + seconds

    def ask() -> None:
        while (
            (len(taken) < FEWEST or time.perf_counter() < limit) and len(taken) < MOST_REQUESTS and not wrong
        ):
            address = addresses[next(numbers) % len(addresses)]
            start = time.perf_counter()
            status = visitor.get(address).status
            taken.append(time.perf_counter() - start)
            if status != 200:
                wrong.append(status)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{addresses[0]} answered {wrong[0]}.")
    return taken
