"""What the stories share: places, and the papers of a decision."""

from datetime import timedelta

from keukentafel.core.terms import deadline
from keukentafel.demo.cast import TEAMLEIDER
from keukentafel.demo.decisions import ordinance
from keukentafel.demo.market import DE_BRUG, DE_BRUG_PRODUCT
from keukentafel.demo.records.backoffice import ContractRecord, ProductRecord, ToewijzingRecord
from keukentafel.demo.records.casework import (
    AanvraagRecord,
    BesluitRecord,
    HulpcontactRecord,
    OnderzoekRecord,
)
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.demo.sociale_kaart import sociale_kaart
from keukentafel.demo.stories.teller import FEMKE, Storyteller

HOVEN, KERKBUURT, WATERKWARTIER, NIEUWLAND, OOSTERVEEN = "990101", "990102", "990103", "990105", "990106"
HUISHOUDEN = "01A01"


def card(tell: Storyteller, name: str) -> str:
    """The key of an entry of the sociale kaart by its name."""
    return next(entry.sleutel for entry in sociale_kaart(tell.world.options) if entry.naam == name)


def light_contact(tell: Storyteller, solution: str, ago: int, minutes: int) -> HulpcontactRecord:
    """One conversation of light help by Femke."""
    return HulpcontactRecord(solution, tell.day(ago), minutes, "gesprek", FEMKE)


def granted(
    tell: Storyteller,
    who: PersoonRecord,
    talk: OnderzoekRecord,
    solution: str,
    *,
    received: int,
    sent: int,
    volume: int,
) -> str:
    """An application that was granted; returns the number of the decision."""
    day = tell.day(received)
    key = tell.world.keys.next("aanvraag")
    tell.history.aanvragen.append(
        AanvraagRecord(
            key,
            talk.melding,
            talk.sleutel,
            solution,
            who.sleutel,
            "jeugdwet",
            "ondertekend verslag",
            DE_BRUG_PRODUCT,
            day,
            deadline(day, weeks=2),
            "besloten",
        )
    )
    return decision(tell, key, who, DE_BRUG_PRODUCT, volume, "verzonden", sent=sent, first=sent - 7, last=-25)


def product_of(tell: Storyteller, code: str) -> ProductRecord:
    """A product by its code."""
    return next(product for product in tell.world.market.products if product.code == code)


def decision(
    tell: Storyteller,
    aanvraag: str,
    who: PersoonRecord,
    code: str,
    volume: int,
    stand: str,
    *,
    sent: int | None,
    first: int,
    last: int,
) -> str:
    """A decision that grants, in any state; returns its number. Days are counted back from the working date."""
    product = product_of(tell, code)
    number = f"{tell.world.today.year}-{10_000 + tell.world.keys.number('verhaalbesluit')}"
    day = tell.day(sent) if sent is not None else None
    tell.history.besluiten.append(
        BesluitRecord(
            sleutel=tell.world.keys.next("besluit"),
            besluitnummer=number,
            aanvraag=aanvraag,
            persoon=who.sleutel,
            wet=product.wet,
            soort="toegekend",
            stand=stand,
            ondertekenaar=TEAMLEIDER.gebruikersnaam,
            ondertekend_op=day if day is not None else tell.world.today if stand == "ondertekend" else None,
            verzonden_op=day,
            product=code,
            volume=volume,
            eenheid=product.eenheid,
            frequentie=product.frequentie,
            ingangsdatum=tell.day(first),
            einddatum=tell.day(last),
            motivering="Eigen mogelijkheden, netwerk en algemene voorzieningen lossen dit niet genoeg op.",
            verordening=ordinance(tell.world, day or tell.world.today),
            bezwaar_uiterlijk=deadline(day, weeks=6) if day is not None else None,
            aanbieder=_deliverer(tell, product).aanbieder,
        )
    )
    return number


def _deliverer(tell: Storyteller, product: ProductRecord) -> ContractRecord:
    """The contract of De Brug, or the first of what De Brug does not sell."""
    contracts = [row for row, _ in tell.world.market.choices[product.groep]]
    return next((row for row in contracts if row.aanbieder == DE_BRUG), contracts[0])


def allocated(
    tell: Storyteller,
    who: PersoonRecord,
    code: str,
    volume: int,
    decision: str,
    *,
    decided: int,
    first: int,
    last: int,
    started: int | None,
) -> None:
    """An allocation to De Brug, or to the first provider of what De Brug does not sell; not started when ``started`` is None."""
    product = product_of(tell, code)
    chosen = _deliverer(tell, product)
    begun = tell.day(started) if started is not None else None
    record = ToewijzingRecord(
        sleutel=tell.world.keys.next("toewijzing"),
        toewijzingnummer=str(200_000 + tell.world.keys.number("toewijzingnummer")),
        persoon=who.sleutel,
        aanbieder=chosen.aanbieder,
        contract=chosen.sleutel,
        wet=product.wet,
        product=code,
        categorie=product.categorie,
        volume=volume,
        eenheid=product.eenheid,
        frequentie=product.frequentie,
        toewijzingsdatum=tell.day(decided),
        ingangsdatum=tell.day(first),
        einddatum=tell.day(last),
        grond="besluit",
        grondnummer=decision,
        verwijzer="01",
        gestart_op=begun,
        start_gemeld_op=begun + timedelta(days=1) if begun is not None else None,
        gestopt_op=None,
        reden_einde="",
        stand="geleverd" if begun is not None else "toegewezen",
    )
    tell.history.toewijzingen.append(record)
    tell.world.running[who.sleutel, code] = tell.day(last)
