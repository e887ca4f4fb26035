"""What every page may use: who is acting, and the rooms that this person may enter."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One room of the house in the main menu: the route it opens and the act that lets somebody see it."""

    key: str
    route: str
    label: str
    act: Act


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of the main menu as the shell draws it."""

    key: str
    url: str
    label: str
    current: bool


NAVIGATION: Final[tuple[NavEntry, ...]] = (
    NavEntry("vandaag", "vandaag", "Vandaag", Act.DOSSIER_INZIEN),
    NavEntry("contact", "contact", "Nieuw contact", Act.CONTACT_REGISTREREN),
    NavEntry("inwoners", "inwoners", "Inwoners", Act.DOSSIER_ZOEKEN),
    NavEntry("kaart", "sociale-kaart", "Sociale kaart", Act.SOCIALE_KAART_INZIEN),
    NavEntry("backoffice", "declaraties", "Backoffice", Act.BERICHTEN_INZIEN),
    NavEntry("contracten", "contracten", "Contracten", Act.CONTRACT_INZIEN),
    NavEntry("budget", "budget", "Budget", Act.BUDGET_INZIEN),
    NavEntry("cijfers", "cijfers", "Declaraties op cijfers", Act.REGEL_OP_CIJFERS_BEOORDELEN),
    NavEntry("monitor", "monitor", "Monitor", Act.MONITOR_INZIEN),
    NavEntry("beheer", "beheer", "Beheer", Act.BEHEER_INZIEN),
    NavEntry("kijklog", "kijklog", "Wie keek mee", Act.KIJKLOG_INZIEN),
)
_FIRST: Final = (
    "vandaag",
    "declaraties",
    "monitor",
    "budget",
    "contracten",
    "beheer",
    "kijklog",
    "contact",
    "sociale-kaart",
)


def navigation(actor: Actor, path: str) -> list[NavItem]:
    """The rooms this actor may enter; the one whose address the path begins with (the longest) is current."""
    entries = [(entry, _address(entry.route)) for entry in NAVIGATION if accounts.may(actor, entry.act)]
    here = max(
        (url for _, url in entries if path == url or (url != "/" and path.startswith(url))),
        key=len,
        default="",
    )
    return [NavItem(entry.key, url, entry.label, url == here) for entry, url in entries]


@cache
def _address(route: str) -> str:
    """The address of a room, looked up once: it is on every page."""
    return reverse(route)


def first_page(actor: Actor) -> str:
    """The route at which this actor starts the day: the first room of the list that they may enter."""
    open_routes = {entry.route for entry in NAVIGATION if accounts.may(actor, entry.act)}
    return next(route for route in _FIRST if route in open_routes)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context of the base templates: `actor` (or None), `actor_label`, `gemeente_naam`, `navigation`."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"actor": None, "navigation": []}
    return {
        "actor": actor,
        "actor_label": actor.teamnaam or ", ".join(sorted(actor.rollen)),
        "gemeente_naam": actor.gemeentenaam,
        "navigation": navigation(actor, request.path),
        "search_url": _address("inwoners-zoeken") if accounts.may(actor, Act.DOSSIER_ZOEKEN) else "",
        "search_method": "post",
    }
