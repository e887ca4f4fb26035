"""What may be noted in a gesprek, and when an onderzoek may end."""

from collections.abc import Mapping
from datetime import date

from keukentafel.casework.domain.gesprek import (
    LeefgebiedInvoer,
    NewAfronding,
    OnderzoekStatus,
    OnderzoekUitkomst,
    Reactie,
    VerslagStatus,
)
from keukentafel.core.errors import Refusal

LOWEST, HIGHEST = 1, 5
_OUTCOME = ("verheldering", "leefgebieden", "resultaten")


class ScoreOutOfRange(Refusal):
    """A score is not on the scale."""

    def __init__(self, field: str) -> None:
        super().__init__("Kies een cijfer van 1 tot en met 5, of laat het leeg.", field=field)


class OnderzoekClosed(Refusal):
    """The onderzoek is finished; its gesprek is kept as it was."""

    def __init__(self) -> None:
        super().__init__(
            "Dit onderzoek is afgerond. Wat er staat blijft staan. Is er iets nieuws? Maak een melding."
        )


class NotFinishable(Refusal):
    """Something stands between the onderzoek and its end; `field` names the part."""


class ReactionMissing(Refusal):
    """A reaction says whether the resident agrees."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message, field=field)


class VerslagEmpty(Refusal):
    """A verslag says something of the onderzoek."""

    def __init__(self) -> None:
        super().__init__(
            "Er is nog niets vastgelegd. Schrijf hier wat jullie bespraken, of leg het vast in het gesprek of het plan.",
            field="tekst",
        )


def check_open(status: OnderzoekStatus) -> None:
    """Raise `OnderzoekClosed` when the onderzoek is finished."""
    if status is OnderzoekStatus.AFGEROND:
        raise OnderzoekClosed


def check_scores(invoer: LeefgebiedInvoer) -> None:
    """Raise `ScoreOutOfRange` for a score off the scale; no score is fine (no leefgebied is forced)."""
    for field, score in (
        ("score_inwoner", invoer.score_inwoner),
        ("score_professional", invoer.score_professional),
    ):
        if score is not None and not LOWEST <= score <= HIGHEST:
            raise ScoreOutOfRange(field)


def check_reaction(reactie: Reactie, opmerking: str) -> None:
    """Raise `ReactionMissing` when it is empty, or when a remark was announced and not given."""
    if reactie is Reactie.GEEN:
        raise ReactionMissing("Geef aan of de inwoner het eens is met het verslag.", "reactie")
    if reactie is not Reactie.EENS and not opmerking.strip():
        raise ReactionMissing("Schrijf de opmerking van de inwoner op.", "opmerking")


def check_verslag(tekst: str, gegevens: Mapping[str, object]) -> None:
    """Raise `VerslagEmpty` when there is nothing to send: no words, and nothing noted in gesprek or plan.

    What was noted is the written account of Wmo 2015 art. 2.3.2 lid 8; words above it are for who wants them. The question
    with which the resident came is no outcome of an onderzoek.
    """
    if not tekst.strip() and not any(gegevens.get(part) for part in _OUTCOME):
        raise VerslagEmpty


def check_finish(
    afronding: NewAfronding,
    *,
    today: date,
    verslag: VerslagStatus | None,
    clientondersteuning_gewezen: bool,
    individueel: bool,
) -> None:
    """Raise `NotFinishable` with the first reason why this onderzoek may not end like this.

    * Wmo 2015 art. 2.3.2 lid 3: the resident was pointed to client support.
    * Wmo 2015 art. 2.3.2 lid 8: the verslag was sent.
    * Doing nothing asks a motivation and a day to look back; the outcome must fit the plan (`individueel`: it holds
      an individual solution).
    """
    if not clientondersteuning_gewezen:
        raise NotFinishable(
            "Wijs de inwoner eerst op gratis cliëntondersteuning en noteer dat.", field="clientondersteuning"
        )
    if verslag is None or verslag is VerslagStatus.CONCEPT:
        raise NotFinishable("Het verslag is nog niet verzonden. Verstuur het eerst.", field="verslag")
    if afronding.uitkomst is OnderzoekUitkomst.NIETS_DOEN:
        _check_nothing(afronding, today)
    elif afronding.uitkomst is OnderzoekUitkomst.NOG_OPEN:
        raise NotFinishable("Kies wat er uit het onderzoek kwam.", field="uitkomst")
    elif individueel != (afronding.uitkomst is OnderzoekUitkomst.MET_INDIVIDUEEL):
        raise NotFinishable(
            "De uitkomst past niet bij het plan. Kijk of er hulp op maat in het plan staat.", field="uitkomst"
        )


def _check_nothing(afronding: NewAfronding, today: date) -> None:
    if not afronding.motivering.strip():
        raise NotFinishable("Schrijf op waarom niets doen nu het beste is.", field="motivering")
    if afronding.terugkijken_op is None or afronding.terugkijken_op <= today:
        raise NotFinishable("Kies een dag na vandaag om terug te kijken.", field="terugkijken_op")


def may_finish(
    afronding: NewAfronding,
    *,
    today: date,
    verslag: VerslagStatus | None,
    clientondersteuning_gewezen: bool,
    individueel: bool,
) -> bool:
    """Whether the onderzoek may end like this."""
    try:
        check_finish(
            afronding,
            today=today,
            verslag=verslag,
            clientondersteuning_gewezen=clientondersteuning_gewezen,
            individueel=individueel,
        )
    except NotFinishable:
        return False
    return True
