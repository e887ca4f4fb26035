"""When an aanvraag is possible, and what a besluit must hold."""

from datetime import date, datetime
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet as ProductWet
from keukentafel.casework.domain.besluit import AanvraagWeg, BesluitSoort, BesluitStatus, NewBesluit
from keukentafel.casework.domain.gesprek import OnderzoekStatus
from keukentafel.casework.domain.reference import VerordeningRow
from keukentafel.core import dutch
from keukentafel.core.errors import Conflict, NotAllowed, Refusal

GRANTS = frozenset({BesluitSoort.TOEGEKEND, BesluitSoort.DEELS_TOEGEKEND})


class AanvraagTooEarly(Refusal):
    """The onderzoek is not finished and its term has not passed."""

    def __init__(self, uiterlijk: date) -> None:
        super().__init__(
            f"Een aanvraag kan pas na het onderzoek, of als de termijn daarvoor voorbij is (na {dutch.day_year(uiterlijk)}). "
            "Rond eerst het onderzoek af."
        )


class NoRuleInForce(Refusal):
    """No verordening holds on the day, so nothing can be decided under it."""

    def __init__(self, wet: str, day: date) -> None:
        super().__init__(
            f"Op {dutch.day_year(day)} is er geen verordening van kracht voor '{wet}'. Zonder regels kan er geen besluit komen."
        )


class BesluitIncomplete(Refusal):
    """A field of the besluit is missing or does not fit; `field` names it."""


class SamePerson(NotAllowed):
    """Who prepares a besluit does not sign it."""

    def __init__(self) -> None:
        super().__init__("Je hebt dit besluit zelf voorbereid. Laat een collega tekenen.")


class AlreadySigned(Conflict):
    """Somebody else signed first."""

    def __init__(self, ondertekenaar: str) -> None:
        super().__init__(
            f"{ondertekenaar} heeft dit besluit al ondertekend. Jij hoeft dat niet meer te doen."
        )


class ConceptChanged(Conflict):
    """The concept was written anew since it was read; nothing was signed."""

    def __init__(self, opsteller: str, op: datetime) -> None:
        super().__init__(
            f"{opsteller} heeft dit besluit op {dutch.day(op.date())} om {op:%H.%M} uur opnieuw opgesteld, nadat jij het opende. "
            "Er is niets ondertekend. Lees het opnieuw en onderteken als het klopt."
        )


def road(
    *,
    today: date,
    onderzoek: OnderzoekStatus | None,
    verslag_ondertekend: bool,
    verslag_is_aanvraag: bool,
    onderzoek_uiterlijk: date,
) -> AanvraagWeg:
    """By which road an aanvraag is possible; raises `AanvraagTooEarly` (Wmo 2015 art. 2.3.2 lid 9).

    After the onderzoek; with a signed verslag when the verordening says that it counts; or from the day after the
    last day of the six weeks.
    """
    if onderzoek is OnderzoekStatus.AFGEROND:
        return AanvraagWeg.NA_ONDERZOEK
    if verslag_ondertekend and verslag_is_aanvraag:
        return AanvraagWeg.ONDERTEKEND_VERSLAG
    if today > onderzoek_uiterlijk:
        return AanvraagWeg.NA_ZES_WEKEN
    raise AanvraagTooEarly(onderzoek_uiterlijk)


def may_apply(
    *,
    today: date,
    onderzoek: OnderzoekStatus | None,
    verslag_ondertekend: bool,
    verslag_is_aanvraag: bool,
    onderzoek_uiterlijk: date,
) -> bool:
    """Whether an aanvraag is possible."""
    try:
        road(
            today=today,
            onderzoek=onderzoek,
            verslag_ondertekend=verslag_ondertekend,
            verslag_is_aanvraag=verslag_is_aanvraag,
            onderzoek_uiterlijk=onderzoek_uiterlijk,
        )
    except AanvraagTooEarly:
        return False
    return True


def check_rule_in_force(verordening: VerordeningRow | None, wet: str, day: date) -> VerordeningRow:
    """The verordening of that day; raises `NoRuleInForce` when there is none."""
    if verordening is None:
        raise NoRuleInForce(wet, day)
    return verordening


def check_besluit(besluit: NewBesluit, verordening: VerordeningRow, today: date) -> None:
    """Raise `BesluitIncomplete` at the first part that is missing.

    Awb art. 3:46 and 3:47: motivation and legal basis. Extent in volume, unit and frequency with a period: a result
    alone is no decision (court rulings of 2018). Wmo 2015 art. 2.3.9: a day to review.
    """
    if not besluit.motivering.strip():
        raise BesluitIncomplete("Schrijf op waarom je dit besluit neemt.", field="motivering")
    if besluit.grondslag not in verordening.artikelen:
        raise BesluitIncomplete("Kies het artikel waar het besluit op rust.", field="grondslag")
    if besluit.soort in GRANTS:
        _check_grant(besluit)
        if besluit.heronderzoek_op is None or besluit.heronderzoek_op <= today:
            raise BesluitIncomplete(
                "Kies een dag na vandaag waarop je opnieuw kijkt of de hulp past.", field="heronderzoek_op"
            )


def _check_grant(besluit: NewBesluit) -> None:
    if besluit.product_id is None:
        raise BesluitIncomplete("Kies welke hulp het is.", field="product")
    if besluit.aanbieder_id is None:
        raise BesluitIncomplete("Kies wie de hulp geeft.", field="aanbieder")
    if besluit.volume is None or besluit.volume < 1:
        raise BesluitIncomplete("Vul in hoeveel hulp het is.", field="volume")
    if not besluit.eenheid or not besluit.frequentie:
        raise BesluitIncomplete("Kies een eenheid en hoe vaak, bijvoorbeeld uren per week.", field="eenheid")
    if besluit.ingangsdatum is None:
        raise BesluitIncomplete("Kies wanneer de hulp begint.", field="ingangsdatum")
    if besluit.einddatum is not None and besluit.einddatum < besluit.ingangsdatum:
        raise BesluitIncomplete(
            "De einddatum ligt voor de begindatum. Controleer de twee datums.", field="einddatum"
        )


def may_decide(besluit: NewBesluit, verordening: VerordeningRow, today: date) -> bool:
    """Whether the besluit holds everything it must."""
    try:
        check_besluit(besluit, verordening, today)
    except BesluitIncomplete:
        return False
    return True


def check_product_law(wet: str) -> ProductWet:
    """The law as the contracts know it; raises `BesluitIncomplete` when no care is bought under it."""
    try:
        return ProductWet(wet)
    except ValueError:
        raise BesluitIncomplete(
            f"Onder '{wet}' kopen we geen hulp in. Kies een afwijzing of registreer een nieuwe melding.",
            field="soort",
        ) from None


def check_signer(opsteller_id: UUID, ondertekenaar_id: UUID) -> None:
    """Raise `SamePerson` when the preparer would sign."""
    if opsteller_id == ondertekenaar_id:
        raise SamePerson


def check_concept(
    *, status: BesluitStatus, ondertekenaar: str, gelezen: int, versie: int, opsteller: str, op: datetime
) -> None:
    """Raise `AlreadySigned` when it is no concept any more, and `ConceptChanged` when it is not the one that was read."""
    if status is not BesluitStatus.CONCEPT:
        raise AlreadySigned(ondertekenaar)
    if gelezen != versie:
        raise ConceptChanged(opsteller, op)


def may_sign(opsteller_id: UUID, ondertekenaar_id: UUID) -> bool:
    """Whether this colleague may sign what the other prepared."""
    try:
        check_signer(opsteller_id, ondertekenaar_id)
    except SamePerson:
        return False
    return True
