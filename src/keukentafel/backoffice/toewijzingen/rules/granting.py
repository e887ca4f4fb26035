"""What may be allocated: a contract, an extent the standard allows, no second allocation of the same product, a release in force."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain import (
    DAGDEEL,
    ETMAAL,
    EURO,
    INSPANNING,
    MINUUT,
    OUTPUT,
    PER_DAG,
    PER_MAAND,
    PER_WEEK,
    REDENEN_WIJZIGING,
    TOTAAL,
    TRANSITIONS,
    UUR,
    NewToewijzing,
    Omvang,
    ToewijzingRow,
    Toewijzingstatus,
)
from keukentafel.core.dutch import day_year
from keukentafel.core.errors import Conflict, Refusal
from keukentafel.core.period import Period

MAX_VOLUME = 99_999_999
_ANY = frozenset({PER_DAG, PER_WEEK, PER_MAAND, TOTAAL})
_NOT_PER_DAY = _ANY - {PER_DAG}
FREQUENTIES = {
    MINUUT: _ANY,
    UUR: _ANY,
    OUTPUT: _ANY,
    ETMAAL: _NOT_PER_DAY,
    DAGDEEL: _NOT_PER_DAY,
    EURO: _NOT_PER_DAY,
    INSPANNING: _NOT_PER_DAY,
}
MINUTES_PER = {MINUUT: 1, UUR: 60, DAGDEEL: 240}
# Aids and adaptations: several of them can be needed at once.
MAY_OVERLAP = frozenset({"11", "12", "13", "14"})
_NAME = {Wet.WMO: "de Wmo", Wet.JEUGDWET: "de Jeugdwet"}


class NoMessageRelease(Refusal):
    """No release of the message standard is in force on the working date, so nothing can be sent."""

    def __init__(self, wet: Wet, day: date) -> None:
        super().__init__(
            f"Op {day_year(day)} is er voor {_NAME[wet]} geen berichtenversie in gebruik waarmee we kunnen versturen. "
            "Daarom kan er op deze datum geen toewijzing naar een aanbieder."
        )


class NotContracted(Refusal):
    """The provider has no contract and price for the product on the first day."""


class OmvangNotValid(Refusal):
    """The extent is not one of the variants of the standard."""


class AlreadyAllocated(Refusal):
    """The client already has this product from this provider on some of these days."""

    def __init__(self) -> None:
        super().__init__(
            "Deze inwoner heeft dit product bij deze aanbieder al in (een deel van) deze periode. "
            "Pas de bestaande toewijzing aan, of kies een andere periode.",
            field="ingangsdatum",
        )


class ChangeNotValid(Refusal):
    """An end date that cannot be changed in this way."""


class PersonNotComplete(Refusal):
    """A message needs facts about the client that are missing."""


class WrongStatus(Conflict):
    """The allocation is no longer in the state that this step needs."""

    def __init__(self, status: Toewijzingstatus) -> None:
        super().__init__(
            f"Deze toewijzing is nu '{status.value}'. Vernieuw de pagina en kijk wat er is veranderd."
        )


def check_release(sendable: bool, wet: Wet, day: date) -> None:
    """Refuse when no release of the message standard in which we can send is in force on `day` (messages are sent in one release only)."""
    if not sendable:
        raise NoMessageRelease(wet, day)


def check_contracted(units: Iterable[str], new: NewToewijzing) -> str:
    """The unit of the price that holds on the first day and can price the extent; `units` are those the contract has a price in.

    Refuses when there is no such price (contract in force on the first day; TR341: the unit of delivery is that of the allocation,
    hours and minutes may stand for each other).
    """
    known = tuple(units)
    if not known:
        raise NotContracted(
            f"Deze aanbieder heeft op {day_year(new.ingangsdatum)} geen contract voor dit product. Kies een andere aanbieder.",
            field="aanbieder",
        )
    fitting = [unit for unit in known if can_price(unit, new.eenheid)]
    if not fitting:
        raise NotContracted(
            "Het contract heeft voor dit product geen tarief in deze eenheid. Kies een andere eenheid.",
            field="eenheid",
        )
    return new.eenheid if new.eenheid in fitting else fitting[0]


def can_price(tariff_unit: str, unit: str) -> bool:
    """Whether a price per `tariff_unit` gives a price per `unit`: the same unit, both a time, or euros (which need no price)."""
    return unit in (EURO, tariff_unit) or (unit in MINUTES_PER and tariff_unit in MINUTES_PER)


def check_omvang(omvang: Omvang, einddatum: date | None) -> None:
    """Refuse an extent that is no variant of a specific allocation (Toewijzingsvarianten; CS338, CD076).

    Minutes, hours and pieces of output go per day, week, month or in total; day parts, days, euros and pieces of effort not per day.
    Per week needs an end date.
    """
    if not 1 <= omvang.volume <= MAX_VOLUME:
        raise OmvangNotValid("Vul een hoeveelheid in van 1 of meer.", field="volume")
    if omvang.eenheid not in FREQUENTIES:
        raise OmvangNotValid(
            "Deze eenheid bestaat niet in de berichten. Kies een eenheid uit de lijst.", field="eenheid"
        )
    if omvang.frequentie not in FREQUENTIES[omvang.eenheid]:
        raise OmvangNotValid(
            "Deze eenheid gaat niet samen met deze frequentie. Kies per week, per maand of in totaal.",
            field="frequentie",
        )
    if omvang.frequentie == PER_WEEK and einddatum is None:
        raise OmvangNotValid(
            "Een hoeveelheid per week heeft een einddatum nodig. Vul de laatste dag in.", field="einddatum"
        )


def period_of(ingangsdatum: date, einddatum: date | None) -> Period:
    """The period with both days in it; refuses an end before the start (CS003)."""
    try:
        return Period.inclusive(ingangsdatum, einddatum)
    except ValueError as error:
        raise OmvangNotValid(str(error), field="einddatum") from error


def check_overlap(period: Period, others: Iterable[Period], *, wet: Wet, productcategorie: str) -> None:
    """Refuse a second allocation of the same product to the same provider on the same day (TR302, OP259).

    Under the Wmo aids and adaptations (categories 11 to 14) may overlap.
    """
    if not overlap_allowed(wet, productcategorie) and any(period.overlaps(other) for other in others):
        raise AlreadyAllocated


def overlap_allowed(wet: Wet, productcategorie: str) -> bool:
    """Whether several allocations of this category may run side by side (TR302, exception of the Wmo)."""
    return wet is Wet.WMO and productcategorie in MAY_OVERLAP


def check_change(row: ToewijzingRow, einddatum: date | None, reden: str, today: date) -> Period:
    """The period with its new end; refuses a change that the standard does not carry.

    Of an allocation that was sent only the end date may change here, with a reason (OP033x2, OP257, JZ002); not when it was taken back,
    not without a difference, not before its first day (CS003), and not to open what goes per week (CD076). An end that has passed
    cannot be moved: that is a new allocation (OP257).
    """
    check_transition(row.status, Toewijzingstatus.VERSTUURD)
    if row.verwijderd or (row.einddatum is not None and row.einddatum < today):
        raise ChangeNotValid("Deze toewijzing is al afgelopen of ingetrokken. Maak een nieuwe toewijzing.")
    if reden not in REDENEN_WIJZIGING:
        raise ChangeNotValid("Kies waarom de einddatum verandert.", field="reden_wijziging")
    if einddatum == row.einddatum:
        raise ChangeNotValid("Dit is al de einddatum. Vul een andere datum in.", field="einddatum")
    check_omvang(row.omvang, einddatum)
    return period_of(row.ingangsdatum, einddatum)


def check_transition(current: Toewijzingstatus, new: Toewijzingstatus) -> None:
    """Raises `WrongStatus` when an allocation cannot go from one state to the other."""
    if new not in TRANSITIONS[current]:
        raise WrongStatus(current)


def passed_ceilings(
    committed: dict[tuple[UUID, int], int], ceilings: dict[tuple[UUID, int], int], contract_id: UUID
) -> tuple[int, ...]:
    """The years in which what is committed under a contract is more than its ceiling.

    A ceiling binds provider and municipality, never the resident: it is reported and stops no allocation (Wmo 2015 art. 2.3.5,
    Jeugdwet art. 2.3).
    """
    return tuple(
        sorted(
            year
            for (contract, year), ceiling in ceilings.items()
            if contract == contract_id and committed.get((contract, year), 0) > ceiling
        )
    )
