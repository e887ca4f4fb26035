"""Level 2 for what only a request for an allocation (315) has: the decision it names, who referred the client, and its reference."""

from keukentafel.backoffice.berichten.codec.records.basis import Verwijzer
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Bericht315
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, at, find_at

_LINE = "Client/AangevraagdeProducten/AangevraagdProduct"
# COD327: huisarts, jeugdarts, gecertificeerde instelling, medisch specialist. Only they may have an AGB code here.
_PROFESSIONALS = frozenset({"02", "03", "04", "05"})


def _decision_day(line: AangevraagdProduct) -> bool:
    return (line.beschikkingnummer is None) != (line.beschikkingingangsdatum is None)


def _name_beside_code(verwijzer: Verwijzer) -> bool:
    return (
        verwijzer.type in _PROFESSIONALS
        and verwijzer.zorgverlenercode is not None
        and verwijzer.naam is not None
    )


def _nameless(verwijzer: Verwijzer) -> bool:
    return verwijzer.type in _PROFESSIONALS and verwijzer.zorgverlenercode is None and verwijzer.naam is None


def _code_of_nobody(verwijzer: Verwijzer) -> bool:
    return verwijzer.type not in _PROFESSIONALS and verwijzer.zorgverlenercode is not None


def _reference_twice(bericht: Bericht315) -> Paths:
    seen: set[str] = set()
    for path, reference in find_at(bericht, f"{_LINE}/ReferentieAanbieder"):
        if reference in seen:
            yield path
        seen.add(reference)


_VERZOEK = frozenset({315})

RULES = (
    Rule(
        "CD043",
        _VERZOEK,
        "Bij een beschikkingnummer hoort de ingangsdatum van de beschikking, en zonder nummer geen datum.",
        at(_LINE, _decision_day, "BeschikkingIngangsdatum"),
    ),
    Rule(
        "CD066",
        _VERZOEK,
        "Naast de AGB-code van de verwijzer mag geen naam staan.",
        at(f"{_LINE}/Verwijzer", _name_beside_code, "Naam"),
    ),
    Rule(
        "CD067",
        _VERZOEK,
        "Bij deze verwijzer hoort een AGB-code of een naam.",
        at(f"{_LINE}/Verwijzer", _nameless, "Naam"),
    ),
    Rule(
        "CD068",
        _VERZOEK,
        "Alleen een huisarts, jeugdarts, gecertificeerde instelling of medisch specialist heeft hier een AGB-code.",
        at(f"{_LINE}/Verwijzer", _code_of_nobody, "ZorgverlenerCode"),
    ),
    Rule(
        "TR383",
        _VERZOEK,
        "Deze referentie van de aanbieder staat twee keer in het bericht.",
        _reference_twice,
    ),
)
