"""The ladder: which columns need a reason, and when an arrangement may be shared or closed."""

from collections.abc import Iterable
from datetime import date

from keukentafel.casework.domain.arrangement import (
    Akkoord,
    ArrangementIncomplete,
    ArrangementStatus,
    NewOplossing,
    OplossingStatus,
    RedenOvergeslagen,
    ResultaatRow,
    Stand,
)
from keukentafel.casework.domain.reference import KOLOMMEN, Kolom
from keukentafel.core.errors import Refusal


class ClarificationMissing(Refusal):
    """Results come after the question behind the question is clear."""

    def __init__(self) -> None:
        super().__init__(
            "Vul eerst 'de vraag achter de vraag' in. Pas daarna kies je resultaten en oplossingen. "
            "Is er spoed? Schrijf dan op waarom het niet kan wachten.",
            field="verheldering",
        )


class ResultaatEmpty(Refusal):
    """A result has words."""

    def __init__(self) -> None:
        super().__init__("Schrijf het resultaat op in de woorden van de inwoner.", field="tekst")


class OplossingIncomplete(Refusal):
    """A field of the solution is missing or does not fit; `field` names it."""


class ExplanationMissing(Refusal):
    """The reason 'anders' explains itself."""

    def __init__(self) -> None:
        super().__init__("Schrijf op waarom jullie deze trede overslaan.", field="toelichting")


class AgreementMissing(Refusal):
    """An arrangement is closed with agreement or with recorded disagreement."""

    def __init__(self, tekst: str) -> None:
        super().__init__(f"Vraag of de inwoner het eens is met '{tekst}'.", field="akkoord")


class PlanClosed(Refusal):
    """A closed arrangement does not change; the help in it may still run and end."""

    def __init__(self) -> None:
        super().__init__(
            "Dit plan is afgesloten en verandert niet meer. Is er een nieuwe vraag? Schrijf dan een nieuwe melding op."
        )


class NotLightHelp(Refusal):
    """Contacts of light help belong to a solution that the team itself gives."""

    def __init__(self) -> None:
        super().__init__("Contacten met tijd horen bij lichte hulp van het team. Kies zo'n oplossing.")


class HelpContactWrong(Refusal):
    """Minutes or date of a contact do not fit; `field` names it."""


class BesluitNeeded(Refusal):
    """Individual help starts after a besluit."""

    def __init__(self) -> None:
        super().__init__("Hulp op maat begint pas na een besluit. Maak eerst een aanvraag.")


def check_clarified(*, verheldering: str, spoed: bool, reden_spoed: str) -> None:
    """Raise `ClarificationMissing` unless the question is clear, or the melding is urgent and a reason is given."""
    if verheldering.strip() or (spoed and reden_spoed.strip()):
        return
    raise ClarificationMissing


def may_enter_results(*, verheldering: str, spoed: bool, reden_spoed: str) -> bool:
    """Whether results and solutions may be entered."""
    try:
        check_clarified(verheldering=verheldering, spoed=spoed, reden_spoed=reden_spoed)
    except ClarificationMissing:
        return False
    return True


def check_result(tekst: str) -> None:
    """Raise `ResultaatEmpty` when a result has no words."""
    if not tekst.strip():
        raise ResultaatEmpty


def check_solution(oplossing: NewOplossing, *, rungs: Iterable[str]) -> None:
    """Raise `OplossingIncomplete` at the first field that is missing or does not fit."""
    if oplossing.trede not in set(rungs):
        raise OplossingIncomplete("Kies een trede van de ladder.", field="trede")
    if not oplossing.omschrijving.strip():
        raise OplossingIncomplete("Schrijf op wat er gebeurt.", field="omschrijving")
    if not oplossing.verantwoordelijke.strip():
        raise OplossingIncomplete("Schrijf op wie dit doet.", field="verantwoordelijke")
    start, end = oplossing.ingangsdatum, oplossing.einddatum
    if end is not None and (start is None or end < start):
        raise OplossingIncomplete(
            "De einddatum ligt voor de begindatum. Controleer de twee datums.", field="einddatum"
        )
    if start is not None and oplossing.evaluatie_op is not None and oplossing.evaluatie_op < start:
        raise OplossingIncomplete(
            "Jullie kijken terug voor de hulp begint. Kies een latere dag.", field="evaluatie_op"
        )


def reasons_needed(filled: frozenset[Kolom], explained: frozenset[Kolom]) -> tuple[Kolom, ...]:
    """The columns that are empty under a filled heavier one and have no reason yet, lightest first.

    As light as possible, as heavy as needed: every column that was passed over asks one reason.
    """
    heaviest = max((KOLOMMEN.index(kolom) for kolom in filled), default=0)
    return tuple(kolom for kolom in KOLOMMEN[:heaviest] if kolom not in filled and kolom not in explained)


def stand_of(resultaat: ResultaatRow) -> Stand:
    """What the rules need to know of a result; a solution that was stopped still counts as tried."""
    open_ones = [row for row in resultaat.oplossingen if row.status is not OplossingStatus.GESTOPT]
    return Stand(
        tekst=resultaat.tekst,
        akkoord=resultaat.akkoord,
        kolommen=frozenset(row.kolom for row in resultaat.oplossingen),
        redenen=frozenset(row.kolom for row in resultaat.overgeslagen),
        zonder_evaluatie=tuple(row.omschrijving for row in open_ones if row.evaluatie_op is None),
        zonder_periode=tuple(row.omschrijving for row in open_ones if row.ingangsdatum is None),
    )


def missing(standen: Iterable[Stand]) -> tuple[str, ...]:
    """What stands between these results and a shared arrangement, one sentence each."""
    rows = tuple(standen)
    if not rows:
        return ("Schrijf eerst minstens één resultaat op.",)
    return tuple(sentence for stand in rows for sentence in _missing(stand))


def _missing(stand: Stand) -> Iterable[str]:
    if not stand.kolommen:
        yield f"'{stand.tekst}' heeft nog geen oplossing."
    for kolom in reasons_needed(stand.kolommen, stand.redenen):
        yield f"Waarom slaan jullie '{kolom.value}' over bij '{stand.tekst}'?"
    for omschrijving in stand.zonder_periode:
        yield f"Kies wanneer '{omschrijving}' begint."
    for omschrijving in stand.zonder_evaluatie:
        yield f"Kies wanneer jullie terugkijken op '{omschrijving}'."


def check_share(standen: Iterable[Stand]) -> None:
    """Raise `ArrangementIncomplete` with everything that is missing."""
    sentences = missing(standen)
    if sentences:
        raise ArrangementIncomplete(sentences)


def may_share(standen: Iterable[Stand]) -> bool:
    """Whether the arrangement may be shared."""
    try:
        check_share(standen)
    except ArrangementIncomplete:
        return False
    return True


def check_close(standen: Iterable[Stand]) -> None:
    """Raise `AgreementMissing` for the first result of which nobody asked whether the resident agrees."""
    for stand in standen:
        if stand.akkoord is Akkoord.NIET_GEVRAAGD:
            raise AgreementMissing(stand.tekst)


def check_changeable(status: ArrangementStatus) -> None:
    """Raise `PlanClosed` when the arrangement was closed."""
    if status is ArrangementStatus.AFGESLOTEN:
        raise PlanClosed


def check_skip(reden: RedenOvergeslagen, toelichting: str) -> None:
    """Raise `ExplanationMissing` when the reason is 'anders' without words."""
    if reden is RedenOvergeslagen.ANDERS and not toelichting.strip():
        raise ExplanationMissing


def check_help_contact(*, door_team: bool, minuten: int, datum: date, today: date) -> None:
    """Raise when the solution is not light help, the minutes are not positive, or the day is still to come."""
    if not door_team:
        raise NotLightHelp
    if minuten < 1:
        raise HelpContactWrong("Vul het aantal minuten in, minstens 1.", field="minuten")
    if datum > today:
        raise HelpContactWrong("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", field="datum")


def check_begin(status: OplossingStatus, *, met_besluit: bool, toegewezen: bool) -> None:
    """Raise `BesluitNeeded` when individual help would begin without a toewijzing."""
    if status is OplossingStatus.LOOPT and met_besluit and not toegewezen:
        raise BesluitNeeded
