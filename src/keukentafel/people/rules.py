"""How names are written and searched, how old somebody is, and how an emergency entry is judged."""

import unicodedata
from datetime import date, datetime
from uuid import UUID

from keukentafel.core.errors import Conflict, NotAllowed, Refusal
from keukentafel.people.domain import Noodoordeel, Noodstand


class OwnFile(NotAllowed):
    """Nobody opens their own file or that of their household, not in an emergency either."""

    def __init__(self) -> None:
        super().__init__(
            "Dit is je eigen dossier of dat van een huisgenoot. Dat blijft dicht, ook in een noodgeval. Vraag een collega."
        )


class EmergencyReasonMissing(Refusal):
    """An emergency entry needs a reason."""

    def __init__(self) -> None:
        super().__init__(
            "Schrijf op waarom je dit dossier nu moet zien. De inwoner kan je reden lezen.", field="reden"
        )


class OwnAdmission(NotAllowed):
    """Nobody puts themselves on the list of a shielded file."""

    def __init__(self) -> None:
        super().__init__(
            "Je kunt jezelf niet toelaten. Vraag een andere teamleider, of open het dossier in een noodgeval."
        )


class AdmissionIncomplete(Refusal):
    """An admission needs a reason and an end; `field` names what is missing."""


class OwnEntry(NotAllowed):
    """Who opened a file does not judge it."""

    def __init__(self) -> None:
        super().__init__("Dit is je eigen noodtoegang. Laat een collega haar beoordelen.")


class EntryAlreadyJudged(Conflict):
    """A colleague judged the entry first."""

    def __init__(self, beoordelaar: str, oordeel: Noodoordeel) -> None:
        super().__init__(
            f"{beoordelaar} heeft deze noodtoegang al beoordeeld: {oordeel.value}. Jouw oordeel is niet bewaard."
        )


class EntryStillRuns(Refusal):
    """What still goes on cannot be found justified yet."""

    def __init__(self, tot: datetime) -> None:
        super().__init__(
            f"Deze noodtoegang loopt nog tot {tot:%H.%M} uur. Wacht tot zij voorbij is, of kies 'niet gerechtvaardigd': "
            "dan stopt zij meteen.",
            field="oordeel",
        )


class JudgementUnexplained(Refusal):
    """Not justified needs words."""

    def __init__(self) -> None:
        super().__init__("Schrijf op waarom deze toegang niet nodig was.", field="toelichting")


def full_name(voornamen: str, voorvoegsel: str, geslachtsnaam: str) -> str:
    """The name as it is written above a letter: first names, prefix, surname."""
    return " ".join(part for part in (voornamen, voorvoegsel, geslachtsnaam) if part)


def sort_key(geslachtsnaam: str, voornamen: str) -> str:
    """Surname first, lower case and without accents, so that every server sorts alike."""
    return fold(f"{geslachtsnaam} {voornamen}")


def fold(text: str) -> str:
    """Lower case without accents and with single spaces."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    return " ".join(plain.casefold().split())


def age_on(geboortedatum: date, day: date) -> int:
    """Age in whole years on this day; who is born on 29 February has a birthday on 1 March."""
    return day.year - geboortedatum.year - ((day.month, day.day) < (geboortedatum.month, geboortedatum.day))


def emergency_state(*, tot: datetime, beoordeeld_op: datetime | None, now: datetime) -> Noodstand:
    """Where an emergency entry stands."""
    if beoordeeld_op is not None:
        return Noodstand.BEOORDEELD
    return Noodstand.LOOPT if tot > now else Noodstand.AFGELOPEN


def is_own(
    *, persoon_id: UUID, huishouden_id: UUID | None, eigen_persoon: UUID | None, eigen_huishouden: UUID | None
) -> bool:
    """Whether a person is the employee as a resident, or lives in the same household."""
    return persoon_id == eigen_persoon or (huishouden_id is not None and huishouden_id == eigen_huishouden)


def check_emergency_reason(reden: str) -> None:
    """Raise `EmergencyReasonMissing` when there are no words."""
    if not reden.strip():
        raise EmergencyReasonMissing


def check_admission(*, reden: str, tot: datetime, now: datetime, eigen: bool) -> None:
    """Raise `OwnAdmission`, or `AdmissionIncomplete` without words or with an end that has passed."""
    if eigen:
        raise OwnAdmission
    if not reden.strip():
        raise AdmissionIncomplete("Schrijf op waarom deze collega het dossier nodig heeft.", field="reden")
    if tot <= now:
        raise AdmissionIncomplete("Deze dag is al voorbij. Kies vandaag of later.", field="tot_en_met")


def check_judgement(*, oordeel: Noodoordeel, toelichting: str, stand: Noodstand, tot: datetime) -> None:
    """Raise `EntryStillRuns` or `JudgementUnexplained`; `tot` is the end as people here read the clock."""
    if stand is Noodstand.LOOPT and oordeel is Noodoordeel.GERECHTVAARDIGD:
        raise EntryStillRuns(tot)
    if oordeel is Noodoordeel.NIET_GERECHTVAARDIGD and not toelichting.strip():
        raise JudgementUnexplained
