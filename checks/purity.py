"""Pure modules reach the standard library, and of third parties only what stands here: directly or through others.

What could be disputed by a lawyer, a controller or a standard is computed without Django, clock, network or file of
its own. The list names what is allowed, so a new library is refused until somebody thinks about it.
"""

import sys
from collections.abc import Iterator

import grimp

from checks.house import PACKAGE_NAME, Order, Place, read_order
from checks.verdict import Verdict

# Part of the house -> third parties it may reach.
THIRD_PARTIES = {
    "core": {"stdnum"},
    "codec": {"lxml", "stdnum"},
    "measures": {"ibis", "stdnum"},
    "model": {"numpy", "stdnum"},
    "forecast": {"numpy", "stdnum"},
}
# Standard library modules through which a decision could depend on the outside world.
WORLD = frozenset(
    {
        "asyncio",
        "ctypes",
        "ftplib",
        "getpass",
        "http",
        "imaplib",
        "logging",
        "multiprocessing",
        "os",
        "poplib",
    }
    | {
        "random",
        "sched",
        "select",
        "selectors",
        "shelve",
        "signal",
        "smtplib",
        "socket",
        "socketserver",
        "sqlite3",
    }
    | {"ssl", "subprocess", "tempfile", "threading", "time", "urllib", "webbrowser", "wsgiref", "xmlrpc"}
)
# The order of time in a key is no clock for a rule (see the docstring there).
# Nor do a lock around libxml2, and a file for it to read, decide anything.
EXCEPTIONS = {
    ("keukentafel.core.ids", "time"),
    ("keukentafel.backoffice.berichten.codec.xsd", "threading"),
    ("keukentafel.backoffice.berichten.codec.xsd", "tempfile"),
}


def check() -> Verdict:
    """Build the import graph of the house and judge it."""
    return judge(grimp.build_graph(PACKAGE_NAME, include_external_packages=True), read_order())


def judge(graph: grimp.ImportGraph, order: Order) -> Verdict:
    """Fail on a pure module that reaches what it may not, with the chain of imports that leads there."""
    root = PACKAGE_NAME
    pure = sorted(m for m in graph.modules if m.startswith(f"{root}.") and order.place(m).is_pure)
    faults = [fault for module in pure for fault in _faults(graph, module, order.place(module))]
    return Verdict(tuple(faults), f"{len(pure)} pure modules")


def _faults(graph: grimp.ImportGraph, module: str, place: Place) -> Iterator[str]:
    """Yield what one pure module reaches and may not, by the shortest chain."""
    allowed = THIRD_PARTIES["core"] | THIRD_PARTIES.get(place.part, set())
    for reached in sorted(graph.find_upstream_modules(module)):
        top = reached.split(".")[0]
        if top == PACKAGE_NAME or top in allowed or (top in sys.stdlib_module_names and top not in WORLD):
            continue
        chain = graph.find_shortest_chain(module, reached) or (module, reached)
        if (chain[-2], top) in EXCEPTIONS:
            continue
        yield f"{' -> '.join(chain)}: a pure module may not reach {reached}"
