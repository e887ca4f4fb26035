"""Level 2 for the answer to a request (319): the reason of a refusal, and the municipality that is responsible instead.

The facts give TR377 and TR409 as one sentence (there is a Woonplaatsbeginsel if and only if the reason is 8). Which of the two says
which half is inferred: here TR377 asks it at reason 8, and TR409 forbids it at any other.
"""

from keukentafel.backoffice.berichten.codec.facts import REFUSED, UNDER_INVESTIGATION
from keukentafel.backoffice.berichten.codec.records.antwoord import Antwoord
from keukentafel.backoffice.berichten.codec.rules.base import Rule, at
from keukentafel.backoffice.berichten.codec.types import Law

# WJ759: another municipality is responsible under the woonplaatsbeginsel (Jeugdwet art. 1.1).
ELSEWHERE = "8"


def _reason_missing(antwoord: Antwoord) -> bool:
    return antwoord.verzoekantwoord == REFUSED and antwoord.redenafwijzingverzoek is None


def _reason_too_soon(antwoord: Antwoord) -> bool:
    return antwoord.verzoekantwoord == UNDER_INVESTIGATION and antwoord.redenafwijzingverzoek is not None


def _municipality_missing(antwoord: Antwoord) -> bool:
    return antwoord.redenafwijzingverzoek == ELSEWHERE and antwoord.woonplaatsbeginsel is None


def _municipality_too_many(antwoord: Antwoord) -> bool:
    return antwoord.redenafwijzingverzoek != ELSEWHERE and antwoord.woonplaatsbeginsel is not None


_ANTWOORD = frozenset({319})
_JW = frozenset({Law.JW})

RULES = (
    Rule(
        "CD085",
        _ANTWOORD,
        "Bij een afwijzing hoort een reden.",
        at("Antwoord", _reason_missing, "RedenAfwijzingVerzoek"),
    ),
    Rule(
        "CD086",
        _ANTWOORD,
        "Zolang het verzoek in onderzoek is, hoort er geen reden van afwijzing te staan.",
        at("Antwoord", _reason_too_soon, "RedenAfwijzingVerzoek"),
    ),
    Rule(
        "TR377",
        _ANTWOORD,
        "Bij een afwijzing om het woonplaatsbeginsel hoort de gemeente die verantwoordelijk is.",
        at("Antwoord", _municipality_missing, "Woonplaatsbeginsel"),
        laws=_JW,
    ),
    Rule(
        "TR409",
        _ANTWOORD,
        "Alleen bij een afwijzing om het woonplaatsbeginsel mag er een andere gemeente staan.",
        at("Antwoord", _municipality_too_many, "Woonplaatsbeginsel"),
        laws=_JW,
    ),
)
