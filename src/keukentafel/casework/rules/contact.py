"""When a contact may be registered, where it goes, and when an onderzoek may start."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    DossierStatus,
    Herkomst,
    NewContact,
    Toestemming,
)
from keukentafel.casework.domain.overview import TaakSoort
from keukentafel.core.dutch import day
from keukentafel.core.errors import Refusal


class ContactIncomplete(Refusal):
    """A field of the contact is missing or does not fit; `field` names it."""


class WijkUnknown(Refusal):
    """Nobody knows which team this is for."""

    def __init__(self) -> None:
        super().__init__(
            "Kies de wijk waar de inwoner woont. Dan weten we welk team dit oppakt.", field="wijk"
        )


class TooEarly(Refusal):
    """The week for a persoonlijk plan has not passed (Wmo 2015 art. 2.3.2 lid 2)."""

    def __init__(self, tot: date) -> None:
        super().__init__(
            f"De inwoner mag tot en met {day(tot)} een persoonlijk plan inleveren. "
            "Begin je eerder? Schrijf dan op waarom, of noteer dat het plan er is.",
            field="reden_vroeg",
        )


class ReasonMissing(Refusal):
    """The act asks for a reason."""

    def __init__(self, message: str = "Schrijf op waarom.") -> None:
        super().__init__(message, field="reden")


class WorkLeft(Refusal):
    """A dossier closes when nothing has to be done in it."""

    def __init__(self, werk: Sequence[str]) -> None:
        super().__init__(f"Er is nog iets te doen: {'; '.join(werk)}. Rond dat eerst af.")


class EndedByAnAct(Refusal):
    """A task that an act ends is not ticked off by hand: it would look done while it is not."""

    def __init__(self, tekst: str) -> None:
        super().__init__(f"'{tekst}' gaat vanzelf van de lijst als het gedaan is. Doe eerst wat er staat.")


class HelpStillRuns(Refusal):
    """Help that goes on needs somebody who directs it, so its dossier stays open."""

    def __init__(self, hulp: Sequence[str]) -> None:
        super().__init__(
            f"Er loopt nog hulp: {'; '.join(hulp)}. Zolang die loopt, houdt iemand van het team de regie. "
            "Sluit het dossier als de hulp klaar is. Kan jij niet verder? Laat een collega het dossier oppakken."
        )


def check_by_hand(soort: TaakSoort, tekst: str) -> None:
    """Raise `EndedByAnAct` for a task that only its act ends."""
    if not soort.met_de_hand:
        raise EndedByAnAct(tekst)


def check_contact(contact: NewContact, today: date) -> None:
    """Raise `ContactIncomplete` at the first field that is missing or does not fit."""
    if not contact.vraag.strip():
        raise ContactIncomplete("Schrijf de vraag op in de woorden van de inwoner.", field="vraag")
    if contact.ontvangen_op is not None and contact.ontvangen_op > today:
        raise ContactIncomplete(
            "De datum ligt in de toekomst. Kies vandaag of een dag ervoor.", field="ontvangen_op"
        )
    if contact.herkomst is Herkomst.GEMELD and contact.toestemming is Toestemming.NVT:
        raise ContactIncomplete(
            "Iemand anders meldt. Geef aan of de inwoner dat goed vindt.", field="toestemming"
        )
    if contact.uitkomst is ContactUitkomst.MELDING:
        _check_melding(contact)
    elif contact.spoed:
        raise ContactIncomplete(
            "Spoed is altijd een melding. Kies 'melding' of haal de spoed weg.", field="uitkomst"
        )
    elif contact.uitkomst is ContactUitkomst.METEEN_BEANTWOORD:
        _check_answer(contact)


def _check_melding(contact: NewContact) -> None:
    known = contact.persoon_id is not None
    if not known and (contact.persoon is None or not contact.persoon.geslachtsnaam.strip()):
        raise ContactIncomplete(
            "Een melding hoort bij iemand. Vul de naam in of kies een bekende inwoner.", field="naam"
        )


def _check_answer(contact: NewContact) -> None:
    if not contact.antwoord.strip() and contact.kaart_id is None:
        raise ContactIncomplete(
            "Schrijf op wat je hebt geantwoord, of kies iets uit de sociale kaart.", field="antwoord"
        )


def may_register(contact: NewContact, today: date) -> bool:
    """Whether the contact is complete."""
    try:
        check_contact(contact, today)
    except ContactIncomplete:
        return False
    return True


def team_for(wijk_ids: tuple[UUID | None, ...], teams: Mapping[UUID, UUID | None]) -> tuple[UUID, UUID]:
    """The first of these neighbourhoods that a team serves, and that team; raises `WijkUnknown`."""
    for wijk_id in wijk_ids:
        team_id = teams.get(wijk_id) if wijk_id is not None else None
        if wijk_id is not None and team_id is not None:
            return wijk_id, team_id
    raise WijkUnknown


def status_after_melding(status: DossierStatus) -> DossierStatus:
    """A dossier that rested is new again; one that is being worked on stays as it is."""
    if status in (DossierStatus.AFGESLOTEN, DossierStatus.EVEN_NIETS_DOEN):
        return DossierStatus.NIEUW
    return status


def check_start(*, today: date, plan_tot: date | None, plan_ontvangen: bool, spoed: bool, reden: str) -> None:
    """Raise `TooEarly` inside the week for a persoonlijk plan, unless it came in, there is haste, or a reason is given.

    `plan_tot` is the last day of that week, None when no such term holds (Wmo 2015 art. 2.3.2 lid 2).
    """
    if plan_tot is None or today > plan_tot:
        return
    if not (plan_ontvangen or spoed or reden.strip()):
        raise TooEarly(plan_tot)


def may_start(*, today: date, plan_tot: date | None, plan_ontvangen: bool, spoed: bool, reden: str) -> bool:
    """Whether an onderzoek may start on this day."""
    try:
        check_start(today=today, plan_tot=plan_tot, plan_ontvangen=plan_ontvangen, spoed=spoed, reden=reden)
    except TooEarly:
        return False
    return True


def check_close(*, werk: Sequence[str], hulp: Sequence[str]) -> None:
    """Raise `HelpStillRuns` while help goes on and `WorkLeft` while something has to be done; both are told in words."""
    if hulp:
        raise HelpStillRuns(hulp)
    if werk:
        raise WorkLeft(werk)


def check_reason(reden: str, message: str) -> None:
    """Raise `ReasonMissing` with this sentence when no reason is given."""
    if not reden.strip():
        raise ReasonMissing(message)
