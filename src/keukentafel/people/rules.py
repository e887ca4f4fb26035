"""How names are written and searched, how old somebody is, how an emergency entry is judged, and who can have custody."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from keukentafel.core.errors import Conflict, NotAllowed, Refusal
from keukentafel.people.domain import GezagRow, Gezagsoort, NewGezag, Noodoordeel, Noodstand

OF_AGE = 18
# From this age on a youth can be the one who decides (OP001).
DECIDES_ALONE = 16
WITHOUT_HOLDER = frozenset({Gezagsoort.JEUGDIGE, Gezagsoort.NIET_TE_BEPALEN})
HOLDERS_AT_MOST = 2


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


class CustodyIncomplete(Refusal):
    """Something of a custody is missing or cannot be; `field` names it."""


class CustodyClashes(Refusal):
    """Somebody else has custody at that time, in a way that the law does not join."""


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


def is_minor(geboortedatum: date, day: date) -> bool:
    """Whether somebody is under custody on a day (BW 1:233, 1:245)."""
    return age_on(geboortedatum, day) < OF_AGE


def same_holder(new: NewGezag, row: GezagRow) -> bool:
    """Whether a new custody is of the same holder as an earlier one: the same person, or the same name."""
    if new.houder_id is not None or row.houder_id is not None:
        return new.houder_id == row.houder_id
    names = ((one.geslachtsnaam, one.voornamen, one.voorvoegsel) for one in (new, row))
    mine, theirs = (fold(" ".join(parts)) for parts in names)
    return bool(mine) and mine == theirs


def check_custody(new: NewGezag, rows: Iterable[GezagRow], geboortedatum: date | None) -> None:
    """Raises `CustodyIncomplete`, or `CustodyClashes` beside what is there: at most two hold it, and a guardian not beside a parent."""
    _check_when(new, geboortedatum)
    _check_holder(new)
    beside = [row for row in rows if row.laatste_dag is None or row.laatste_dag >= new.vanaf]
    if any(same_holder(new, row) for row in beside):
        raise CustodyClashes(
            "Deze persoon staat hier al. Beëindig eerst wat er staat, als er iets verandert."
        )
    if beside and (new.soort in WITHOUT_HOLDER or any(row.soort in WITHOUT_HOLDER for row in beside)):
        raise CustodyClashes("Beëindig eerst wat er nu staat. Dit kan er niet naast staan.")
    if any((row.soort is Gezagsoort.VOOGD) != (new.soort is Gezagsoort.VOOGD) for row in beside):
        raise CustodyClashes(
            "Een voogd heeft het gezag in plaats van een ouder. Beëindig eerst het gezag dat er nu staat."
        )
    if len(beside) >= HOLDERS_AT_MOST:
        raise CustodyClashes(
            "Hoogstens twee mensen hebben samen het gezag. Beëindig eerst dat van een van hen."
        )


def _check_when(new: NewGezag, geboortedatum: date | None) -> None:
    if not new.bron.strip():
        raise CustodyIncomplete("Schrijf op waar je dit van weet, zoals het gezagsregister.", field="bron")
    if geboortedatum is None:
        raise CustodyIncomplete("Vul eerst de geboortedatum van deze inwoner aan.")
    if new.vanaf < geboortedatum:
        raise CustodyIncomplete("Toen was deze inwoner nog niet geboren.", field="vanaf")
    if not is_minor(geboortedatum, new.vanaf):
        raise CustodyIncomplete(
            "Toen was deze inwoner al 18. Over een volwassene heeft niemand gezag.", field="vanaf"
        )
    if new.soort is Gezagsoort.JEUGDIGE and age_on(geboortedatum, new.vanaf) < DECIDES_ALONE:
        raise CustodyIncomplete(
            f"Een jeugdige kan pas vanaf {DECIDES_ALONE} jaar zelf beslissen.", field="soort"
        )


def _check_holder(new: NewGezag) -> None:
    if new.soort in WITHOUT_HOLDER:
        if new.houder_id is not None or new.geslachtsnaam.strip():
            raise CustodyIncomplete("Bij deze keuze hoort geen naam. Maak het veld leeg.", field="houder")
        return
    if new.houder_id is not None:
        if new.houder_id == new.persoon_id:
            raise CustodyIncomplete("Kies iemand anders dan de jeugdige zelf.", field="houder")
        return
    if not new.geslachtsnaam.strip():
        raise CustodyIncomplete("Kies wie het gezag heeft, of vul een naam in.", field="houder")
    if new.organisatie and new.soort is not Gezagsoort.VOOGD:
        raise CustodyIncomplete("Een organisatie kan alleen voogd zijn.", field="soort")
    if not new.telefoon.strip() and not (new.adres.postcode and new.adres.huisnummer is not None):
        raise CustodyIncomplete(
            "Vul een telefoonnummer in, of een postcode met huisnummer.", field="telefoon"
        )


def check_custody_end(laatste: date, since: date) -> None:
    """Raises `CustodyIncomplete` for a last day before the first."""
    if laatste < since:
        raise CustodyIncomplete("Deze dag ligt voor de dag waarop het gezag begon.", field="laatste_dag")
