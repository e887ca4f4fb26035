"""Samples of the rules that only requests (315, 317) and their answer (319) have."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.antwoord import Woonplaatsbeginsel
from keukentafel.backoffice.berichten.codec.records.basis import Verwijzer
from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.level2.case import Case, below
from tests.backoffice.berichten.codec.messages import DAY

ASKED = "client__aangevraagdeproducten__0"
_CHANGE = "client__verzoek"
_NEW = f"{_CHANGE}__nieuweproducten__0"
_AGB, _NAME = "99999902", "Huisarts aan de Lindelaan"
_JW = frozenset({Law.JW})
_ELSEWHERE = Woonplaatsbeginsel(gemeente="9902")


def _referred(type_: str, naam: str | None = None, code: str | None = None) -> dict[str, Verwijzer]:
    return {f"{ASKED}__verwijzer": Verwijzer(type=type_, naam=naam, zorgverlenercode=code)}


VERZOEK_CASES = [
    Case(
        "CD043",
        below(ASKED, beschikkingnummer=7, beschikkingingangsdatum=DAY),
        below(ASKED, beschikkingnummer=7),
    ),
    Case("CD043", below(ASKED, beschikkingnummer=None), below(ASKED, beschikkingingangsdatum=DAY)),
    *(
        Case("CD066", _referred(type_, code=_AGB), _referred(type_, _NAME, _AGB))
        for type_ in ("02", "03", "04", "05")
    ),
    *(Case("CD067", _referred(type_, _NAME), _referred(type_)) for type_ in ("02", "03", "04", "05")),
    *(Case("CD068", _referred(type_, _NAME), _referred(type_, _NAME, _AGB)) for type_ in ("01", "06", "08")),
    Case("CD067", _referred("06"), _referred("02")),
    Case(
        "TR383",
        {f"{ASKED}__referentieaanbieder": "VOT-3"},
        {f"{ASKED}__referentieaanbieder": "VOT-2"},
        frozenset({"TR101"}),
    ),
    Case(
        "TR101",
        {f"{ASKED}__referentieaanbieder": "vot-2"},
        {f"{ASKED}__referentieaanbieder": "VOT-2"},
        frozenset({"TR383"}),
    ),
]

WIJZIGING_CASES = [
    Case(
        "TR352",
        below(_CHANGE, tewijzigenproducten=()),
        below(_CHANGE, tewijzigenproducten=(), ongewijzigdeproducten=()),
    ),
    Case(
        "TR352",
        below(_CHANGE, ongewijzigdeproducten=()),
        below(_CHANGE, ongewijzigdeproducten=(), tewijzigenproducten=()),
    ),
    Case(
        "TR353",
        below(_CHANGE, tewijzigenproducten=()),
        below(_CHANGE, tewijzigenproducten=(), nieuweproducten=()),
    ),
    Case(
        "TR353",
        below(_CHANGE, nieuweproducten=()),
        below(_CHANGE, nieuweproducten=(), tewijzigenproducten=()),
    ),
    Case(
        "TR380",
        below(_NEW, gewensteingangsdatum=date(2026, 10, 6)),
        below(_NEW, gewensteingangsdatum=DAY),
    ),
    Case(
        "TR101",
        below(
            _NEW, product__code="02A06", gewensteingangsdatum=date(2026, 10, 6), einddatum=date(2026, 10, 31)
        ),
        below(_NEW, product__code="02A06"),
        frozenset({"TR410"}),
    ),
]

ANTWOORD_CASES = [
    Case("CD085", {"antwoord__redenafwijzingverzoek": "9"}, {"antwoord__redenafwijzingverzoek": None}),
    Case(
        "CD086",
        below("antwoord", verzoekantwoord="2", redenafwijzingverzoek=None),
        below("antwoord", verzoekantwoord="2"),
    ),
    Case(
        "TR377",
        below("antwoord", redenafwijzingverzoek="8", woonplaatsbeginsel=_ELSEWHERE),
        below("antwoord", redenafwijzingverzoek="8"),
        laws=_JW,
    ),
    Case(
        "TR409",
        below("antwoord", redenafwijzingverzoek="8", woonplaatsbeginsel=_ELSEWHERE),
        below("antwoord", redenafwijzingverzoek="5", woonplaatsbeginsel=_ELSEWHERE),
        laws=_JW,
    ),
]
