"""What the municipality may answer to a request, and on what ground it grants."""

from collections.abc import Iterable, Set
from datetime import date

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.facts import REFUSED, UNDER_INVESTIGATION
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Grond, Grondsoort
from keukentafel.backoffice.verzoeken.domain import (
    ANTWOORD_TRANSITIONS,
    GEMEENTE,
    RECHTER,
    TRANSITIONS,
    WOONPLAATS,
    Antwoordstatus,
    Verwijzing,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.core.errors import Conflict, Refusal

# WJ001: nothing to remark.
NO_REMARK = "0200"
_REASONS = CODELISTS["WJ759"]


class WrongStatus(Conflict):
    """The request is no longer in the state that this step needs."""

    def __init__(self, status: Verzoekstatus) -> None:
        super().__init__(
            f"Dit verzoek is nu '{status.value}'. Vernieuw de pagina en kijk wat er is veranderd."
        )


class AnswerNotValid(Refusal):
    """A refusal that the standard or the law does not carry."""


class AlreadyAnswered(Conflict):
    """The answer breaks a rule of the standard on the order of answers (TR355, TR359, TR360, TR365)."""


class ProviderUnknown(Refusal):
    """Nothing can be allocated to a provider without a contract."""

    def __init__(self) -> None:
        super().__init__(
            "Met deze aanbieder is er geen contract. Wijs het verzoek af met de reden 'geen contract', "
            "of laat eerst het contract vastleggen."
        )


def check_transition(current: Verzoekstatus, new: Verzoekstatus) -> None:
    """Raises `WrongStatus` when a request cannot go from one state to the other."""
    if new not in TRANSITIONS[current]:
        raise WrongStatus(current)


def after_320(current: Antwoordstatus, *, refused: bool) -> Antwoordstatus | None:
    """What a 320 makes of an answer; None when that answer has its 320 already."""
    new = Antwoordstatus.AFGEWEZEN if refused else Antwoordstatus.BEVESTIGD
    return new if new in ANTWOORD_TRANSITIONS[current] else None


def status_after(antwoorden: Iterable[str]) -> Verzoekstatus:
    """Where a request stands by the answers that count (WJ760)."""
    given = set(antwoorden)
    if REFUSED in given:
        return Verzoekstatus.AFGEWEZEN
    return Verzoekstatus.IN_ONDERZOEK if UNDER_INVESTIGATION in given else Verzoekstatus.ONTVANGEN


def reasons(wet: Wet, soort: Verzoeksoort) -> dict[str, str]:
    """The reasons to refuse (WJ759) with their meaning; the woonplaatsbeginsel only for youth care that is asked for (OP359)."""
    moved = wet is Wet.JEUGDWET and soort is Verzoeksoort.TOEWIJZING
    return {code.code: code.meaning for code in _REASONS.codes if code.code != WOONPLAATS or moved}


def check_refusal(
    reden: str, woonplaats: str, *, wet: Wet, soort: Verzoeksoort, gemeente: str, gemeenten: Set[str]
) -> None:
    """Refuse a reason that does not fit, or a woonplaatsbeginsel without the gemeente that is responsible (TR377, TR409, IV095).

    Jeugdwet art. 1.1: who is responsible follows from the woonplaats. It must be one of the `gemeenten` that exist today (TR378),
    and naming oneself refuses nothing.
    """
    if reden not in reasons(wet, soort):
        raise AnswerNotValid("Kies waarom het verzoek wordt afgewezen.", field="reden")
    if reden != WOONPLAATS:
        if woonplaats:
            raise AnswerNotValid(
                "Een andere gemeente hoort alleen bij de reden woonplaatsbeginsel.", field="woonplaats"
            )
        return
    if woonplaats == gemeente:
        raise AnswerNotValid(
            "Dit is de code van onze eigen gemeente. Vul de gemeente in die verantwoordelijk is.",
            field="woonplaats",
        )
    if woonplaats not in gemeenten:
        raise AnswerNotValid(
            "Deze code hoort bij geen gemeente. Vul de vier cijfers in van de gemeente die verantwoordelijk is, zoals 0363.",
            field="woonplaats",
        )


def reason_text(reden: str) -> str:
    """A reason to refuse (WJ759) in words."""
    return _REASONS.meaning(reden)


def ground(verwijzing: Verwijzing, referentie: str, dagtekening: date) -> Grond:
    """The ground on which a request is granted: a court, an open decision, or a legal referral (Jeugdwet art. 2.6 lid 1 onder e).

    A referral has no number of its own; the reference of the request tells which one it is.
    """
    if verwijzing.type == RECHTER:
        return Grond(Grondsoort.RECHTER, referentie, dagtekening)
    if verwijzing.beschikkingnummer is not None:
        return Grond(Grondsoort.BESLUIT, str(verwijzing.beschikkingnummer), verwijzing.beschikking_op)
    if verwijzing.type == GEMEENTE:
        return Grond(Grondsoort.BESLUIT, referentie, dagtekening)
    return Grond(Grondsoort.VERWIJZING, referentie, dagtekening)
