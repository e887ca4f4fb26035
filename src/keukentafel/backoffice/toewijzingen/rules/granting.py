"""What may be allocated: a contract, an extent the standard allows, no second allocation of the same product, a release in force."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    REDENEN_WIJZIGING,
    TRANSITIONS,
    Beslag,
    NewToewijzing,
    Omvang,
    ToewijzingRow,
    Toewijzingstatus,
    Variant,
    Wijziging,
)
from keukentafel.core.dutch import day_year
from keukentafel.core.eenheden import (
    DAGDEEL,
    EENHEDEN,
    EURO,
    FREQUENTIES,
    MINUUT,
    NOT_PER_DAY,
    PER_DAG,
    PER_WEEK,
    TOTAAL,
    UUR,
)
from keukentafel.core.errors import Conflict, Refusal
from keukentafel.core.period import Period

MAX_VOLUME = 99_999_999
MINUTES_PER = {MINUUT: 1, UUR: 60, DAGDEEL: 240}
# Aids and adaptations: several of them can be needed at once.
MAY_OVERLAP = frozenset({"11", "12", "13", "14"})
_NAME = {Wet.WMO: "de Wmo", Wet.JEUGDWET: "de Jeugdwet"}


class CustodyUnknown(Refusal):
    """Nobody recorded who has custody of a minor to whom youth care is allocated."""

    def __init__(self) -> None:
        super().__init__(
            "Van deze jeugdige is niet vastgelegd wie het gezag heeft, en dat moet mee naar de aanbieder. Laat de consulent het "
            "vastleggen in het dossier bij 'Gezag'. Is het niet te bepalen, dan kan dat daar ook worden gezegd."
        )


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
        raise no_contract(new.ingangsdatum)
    fitting = [unit for unit in known if can_price(unit, new.eenheid)]
    if not fitting:
        raise NotContracted(
            "Het contract heeft voor dit product geen tarief in deze eenheid. Kies een andere eenheid.",
            field="eenheid",
        )
    return new.eenheid if new.eenheid in fitting else fitting[0]


def no_contract(day: date) -> NotContracted:
    """The refusal of a provider that may not deliver this on `day`."""
    return NotContracted(
        f"Deze aanbieder heeft op {day_year(day)} geen contract voor dit product. Kies een andere aanbieder.",
        field="aanbieder",
    )


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
    if omvang.eenheid not in EENHEDEN:
        raise OmvangNotValid(
            "Deze eenheid bestaat niet in de berichten. Kies een eenheid uit de lijst.", field="eenheid"
        )
    never = omvang.frequentie == PER_DAG and omvang.eenheid in NOT_PER_DAY
    if never or omvang.frequentie not in FREQUENTIES:
        raise OmvangNotValid(
            "Deze eenheid gaat niet samen met deze frequentie. Kies per week, per maand of in totaal.",
            field="frequentie",
        )
    if omvang.frequentie == PER_WEEK and einddatum is None:
        raise OmvangNotValid(
            "Een hoeveelheid per week heeft een einddatum nodig. Vul de laatste dag in.", field="einddatum"
        )


def check_variant(new: NewToewijzing) -> None:
    """Refuse what is none of the variants of the standard (Toewijzingsvarianten; CD041, CD075 to CD080).

    A product needs an extent and has no budget; a category alone has no extent; a budget, alone or with a category, needs an end date.
    """
    omvang = new.omvang
    if new.variant is Variant.SPECIFIEK:
        if new.budget is not None:
            raise OmvangNotValid("Een product krijgt een hoeveelheid en geen budget.", field="budget")
        if omvang is None:
            raise OmvangNotValid("Vul in hoeveel hulp het is.", field="volume")
        check_omvang(omvang, new.einddatum)
        return
    if omvang is not None:
        raise OmvangNotValid("Zonder product kan er geen hoeveelheid bij. Kies een product.", field="product")
    if new.budget is None:
        if new.variant is Variant.GENERIEK:
            raise OmvangNotValid("Kies een product, een categorie of een budget.", field="product")
        return
    if not 1 <= new.budget <= MAX_VOLUME:
        raise OmvangNotValid("Vul een budget in van meer dan 0 euro.", field="budget")
    if new.einddatum is None:
        raise OmvangNotValid(
            "Een budget heeft een einddatum nodig. Vul de laatste dag in.", field="einddatum"
        )


def period_of(ingangsdatum: date, einddatum: date | None) -> Period:
    """The period with both days in it; refuses an end before the start (CS003)."""
    try:
        return Period.inclusive(ingangsdatum, einddatum)
    except ValueError as error:
        raise OmvangNotValid(str(error), field="einddatum") from error


def check_overlap(new: Beslag, others: Iterable[Beslag], *, wet: Wet) -> None:
    """Refuse a second allocation of the same product to the same provider on the same day (TR302, OP259).

    Without a code the whole category is taken, without a category everything. Under the Wmo aids and adaptations (categories 11 to
    14) may overlap.
    """
    if any(_same_product(new, other, wet) and new.periode.overlaps(other.periode) for other in others):
        raise AlreadyAllocated


def _same_product(one: Beslag, other: Beslag, wet: Wet) -> bool:
    if wet is Wet.WMO and (one.categorie in MAY_OVERLAP or other.categorie in MAY_OVERLAP):
        return False
    if not one.categorie or not other.categorie:
        return True
    if one.categorie != other.categorie:
        return False
    return not one.code or not other.code or one.code == other.code


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
    if row.omvang is not None:
        check_omvang(row.omvang, einddatum)
    if row.budget is not None and einddatum is None:
        raise OmvangNotValid(
            "Een budget heeft een einddatum nodig. Vul de laatste dag in.", field="einddatum"
        )
    return period_of(row.ingangsdatum, einddatum)


def needs_new_number(row: ToewijzingRow, wijziging: Wijziging) -> bool:
    """Whether a changed extent makes it another allocation: always, except a total over the period (IV066, OP257)."""
    return wijziging.omvang != row.omvang and (row.omvang is None or row.omvang.frequentie != TOTAAL)


def check_requested(row: ToewijzingRow, wijziging: Wijziging) -> None:
    """Refuse a change that a running allocation cannot take (OP257, TR373, TR411, TR412; CD075, CD076)."""
    check_transition(row.status, Toewijzingstatus.VERSTUURD)
    if row.verwijderd:
        raise ChangeNotValid("Deze toewijzing is ingetrokken. Maak een nieuwe toewijzing.")
    if (wijziging.omvang is None) != (row.omvang is None) or (wijziging.budget is None) != (
        row.budget is None
    ):
        raise ChangeNotValid("Een toewijzing kan niet wisselen tussen een hoeveelheid en een budget.")
    if wijziging.omvang is not None:
        check_omvang(wijziging.omvang, wijziging.einddatum)
        total = row.omvang is not None and row.omvang.frequentie == TOTAAL
        if total and wijziging.omvang.frequentie != TOTAAL:
            raise ChangeNotValid(
                "Een totaal over de hele periode blijft een totaal. Vraag een nieuwe toewijzing."
            )
    if wijziging.budget is not None and wijziging.einddatum is None:
        raise OmvangNotValid(
            "Een budget heeft een einddatum nodig. Vul de laatste dag in.", field="einddatum"
        )


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
