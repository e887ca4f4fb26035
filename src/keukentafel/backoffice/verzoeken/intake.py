"""From a message to requests: what each reference asks, and keeping it.

Everything here runs inside a handeling that an operation opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.backoffice.berichten.codec.records.basis import Omvang as BerichtOmvang
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import AanbiederRow, ProductRow, Wet
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Omvang, ToewijzingRow
from keukentafel.backoffice.verzoeken import queries
from keukentafel.backoffice.verzoeken.domain import (
    GevraagdeHulp,
    LoadedVerzoek,
    Regel,
    Regelsoort,
    Verwijzing,
    VerzoekOntvangen,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.backoffice.verzoeken.models import Verzoek, Verzoekregel
from keukentafel.core.ids import new_id
from keukentafel.platform.clock import queries as clock

LONGEST_HELP = 300
YES = "1"


@dataclass(frozen=True, slots=True)
class Afzender:
    """Who sent the message and about whom; `uit_bericht` when the client was registered from it."""

    wet: Wet
    agb: str
    aanbieder: AanbiederRow | None
    persoon_id: UUID
    uit_bericht: bool = False

    @property
    def naam(self) -> str:
        """The provider's name, or its AGB code when it is unknown here."""
        return self.aanbieder.naam if self.aanbieder else f"Aanbieder {self.agb}"


def keep_315(
    event: BerichtOntvangen, bericht: Bericht315, afzender: Afzender, handeling_id: int
) -> VerzoekOntvangen:
    """Write every requested product as a request of its own (OP350), and make the news of it."""
    client = bericht.client
    products = _products(
        event.gemeente, afzender.wet, (item.product for item in client.aangevraagdeproducten)
    )
    kept = [
        _request(event, bericht, afzender, item, products.get(_pair(item.product)))
        for item in client.aangevraagdeproducten
    ]
    write(event.gemeente, kept, handeling_id)
    verwijzer = client.aangevraagdeproducten[0]
    return _news(event, afzender, Verzoeksoort.TOEWIJZING, kept, _verwijzing(verwijzer))


def _request(
    event: BerichtOntvangen,
    bericht: Bericht315,
    afzender: Afzender,
    item: AangevraagdProduct,
    product: ProductRow | None,
) -> tuple[Verzoek, tuple[Regel, ...]]:
    client = bericht.client
    line = _regel(
        Regelsoort.AANGEVRAAGD, afzender.wet, item.product, product, item.omvang, item.budget,
        item.toewijzingingangsdatum, item.toewijzingeinddatum,
    )  # fmt: skip
    remarks = (client.commentaar, item.commentaar)
    verwijzing = _verwijzing(item)
    row = _verzoek(event, bericht, afzender, Verzoeksoort.TOEWIJZING, item.referentieaanbieder, (line,))
    row.verwijzer_type, row.verwijzer_naam = verwijzing.type, verwijzing.naam
    row.verwijzer_agb = verwijzing.agb
    row.beschikkingnummer, row.beschikking_op = verwijzing.beschikkingnummer, verwijzing.beschikking_op
    row.gezagsdrager_bekend = None if client.gezagsdragerbekend is None else client.gezagsdragerbekend == YES
    row.commentaar = "\n".join(remark for remark in remarks if remark)
    return row, (line,)


def keep_317(
    event: BerichtOntvangen,
    bericht: Bericht317,
    afzender: Afzender,
    rows: Mapping[int, ToewijzingRow],
    handeling_id: int,
) -> VerzoekOntvangen:
    """Write the whole situation that is asked for as one request (OP350), and make the news of it."""
    verzoek = bericht.client.verzoek
    lines = (*_existing(bericht, rows), *_new(event.gemeente, bericht, afzender.wet))
    row = _verzoek(event, bericht, afzender, Verzoeksoort.WIJZIGING, verzoek.referentieaanbieder, lines)
    row.reden_verzoek = verzoek.redenverzoek
    kept = [(row, lines)]
    write(event.gemeente, kept, handeling_id)
    return _news(event, afzender, Verzoeksoort.WIJZIGING, kept, None)


def _existing(bericht: Bericht317, rows: Mapping[int, ToewijzingRow]) -> Iterable[Regel]:
    verzoek = bericht.client.verzoek
    for same in verzoek.ongewijzigdeproducten:
        row = rows[same.toewijzingnummer]
        yield _of_allocation(
            Regelsoort.ONGEWIJZIGD, row, row.omvang, row.budget, row.ingangsdatum, row.einddatum
        )
    for change in verzoek.tewijzigenproducten:
        row = rows[change.toewijzingnummer]
        omvang, first = _omvang(change.omvang), change.gewensteingangsdatum
        yield _of_allocation(Regelsoort.TE_WIJZIGEN, row, omvang, change.budget, first, change.einddatum)


def _new(gemeente: str, bericht: Bericht317, wet: Wet) -> Iterable[Regel]:
    new = bericht.client.verzoek.nieuweproducten
    products = _products(gemeente, wet, (item.product for item in new))
    for item in new:
        yield _regel(
            Regelsoort.NIEUW, wet, item.product, products.get(_pair(item.product)), item.omvang, item.budget,
            item.gewensteingangsdatum, item.einddatum,
        )  # fmt: skip


def _of_allocation(
    soort: Regelsoort,
    row: ToewijzingRow,
    omvang: Omvang | None,
    budget: int | None,
    first: date,
    last: date | None,
) -> Regel:
    return Regel(
        soort=soort,
        productcategorie=row.productcategorie,
        productcode=row.productcode,
        productnaam=row.productnaam,
        omvang=omvang,
        budget=budget,
        ingangsdatum=first,
        einddatum=last,
        product_id=row.product_id,
        toewijzing_id=row.id,
        toewijzingnummer=row.toewijzingnummer,
    )


def _regel(
    soort: Regelsoort,
    wet: Wet,
    product: Product | None,
    known: ProductRow | None,
    omvang: BerichtOmvang | None,
    budget: int | None,
    first: date,
    last: date | None,
) -> Regel:
    categorie, code = _pair(product)
    return Regel(
        soort=soort,
        productcategorie=categorie,
        productcode=code,
        productnaam=known.naam if known else toewijzingen.category_name(wet, categorie),
        omvang=_omvang(omvang),
        budget=budget,
        ingangsdatum=first,
        einddatum=last,
        product_id=known.id if known else None,
    )


def _pair(product: Product | None) -> tuple[str, str]:
    return ("", "") if product is None else (product.categorie, product.code or "")


def _omvang(omvang: BerichtOmvang | None) -> Omvang | None:
    return None if omvang is None else Omvang(omvang.volume, omvang.eenheid, omvang.frequentie)


def _products(
    gemeente: str, wet: Wet, products: Iterable[Product | None]
) -> dict[tuple[str, str], ProductRow]:
    codes = {_pair(product) for product in products if product is not None and product.code}
    return contracts.products_by_code(gemeente=gemeente, wet=wet, codes=codes)


def _verwijzing(item: AangevraagdProduct) -> Verwijzing:
    verwijzer = item.verwijzer
    return Verwijzing(
        type=verwijzer.type,
        naam=verwijzer.naam or "",
        agb=verwijzer.zorgverlenercode or "",
        beschikkingnummer=item.beschikkingnummer,
        beschikking_op=item.beschikkingingangsdatum,
    )


def _verzoek(
    event: BerichtOntvangen,
    bericht: Bericht315 | Bericht317,
    afzender: Afzender,
    soort: Verzoeksoort,
    referentie: str,
    lines: tuple[Regel, ...],
) -> Verzoek:
    today = clock.today()
    return Verzoek(
        id=new_id(),
        gemeente_id=event.gemeente,
        wet=afzender.wet.value,
        soort=soort.value,
        persoon_id=afzender.persoon_id,
        aanbieder_id=afzender.aanbieder.id if afzender.aanbieder else None,
        aanbieder_agb=afzender.agb,
        aanbiedernaam=afzender.naam,
        referentieaanbieder=referentie,
        bericht_id=event.bericht_id,
        dagtekening=bericht.header.berichtidentificatie.dagtekening,
        ontvangen_op=today,
        hulp=help_in_words(lines),
        status=Verzoekstatus.ONTVANGEN.value,
        uiterlijk=queries.due(
            Verzoekstatus.ONTVANGEN,
            ontvangen_op=today,
            dagtekening=bericht.header.berichtidentificatie.dagtekening,
        ),
        uit_bericht=afzender.uit_bericht,
    )


def help_in_words(lines: Iterable[Regel]) -> str:
    """What is asked, in one line: the products, for a change with what happens to each."""
    words = {
        Regelsoort.AANGEVRAAGD: "{}",
        Regelsoort.TE_WIJZIGEN: "{} anders",
        Regelsoort.NIEUW: "{} erbij",
    }
    told = [words[line.soort].format(line.productnaam) for line in lines if line.soort in words]
    return ", ".join(told)[:LONGEST_HELP]


def write(
    gemeente: str, kept: Iterable[tuple[Verzoek, tuple[Regel, ...]]], handeling_id: int, batch: int = 2000
) -> None:
    """Write requests with their lines."""
    pairs = list(kept)
    Verzoek.objects.bulk_create([row for row, _ in pairs], batch_size=batch)
    Verzoekregel.objects.bulk_create(
        (
            Verzoekregel(
                gemeente_id=gemeente,
                handeling_id=handeling_id,
                verzoek_id=row.pk,
                soort=line.soort.value,
                toewijzing_id=line.toewijzing_id,
                product_id=line.product_id,
                productcategorie=line.productcategorie,
                productcode=line.productcode,
                productnaam=line.productnaam,
                volume=line.omvang.volume if line.omvang else 0,
                eenheid=line.omvang.eenheid if line.omvang else "",
                frequentie=line.omvang.frequentie if line.omvang else "",
                budget=line.budget,
                ingangsdatum=line.ingangsdatum,
                einddatum=line.einddatum,
            )
            for row, lines in pairs
            for line in lines
        ),
        batch_size=batch,
    )


def _news(
    event: BerichtOntvangen,
    afzender: Afzender,
    soort: Verzoeksoort,
    kept: list[tuple[Verzoek, tuple[Regel, ...]]],
    verwijzing: Verwijzing | None,
) -> VerzoekOntvangen:
    return VerzoekOntvangen(
        gemeente=event.gemeente,
        account_id=event.account_id,
        bericht_id=event.bericht_id,
        wet=afzender.wet,
        soort=soort,
        persoon_id=afzender.persoon_id,
        aanbieder_id=afzender.aanbieder.id if afzender.aanbieder else None,
        aanbiedernaam=afzender.naam,
        dagtekening=kept[0][0].dagtekening,
        ontvangen_op=kept[0][0].ontvangen_op,
        verwijzing=verwijzing,
        hulp=tuple(
            GevraagdeHulp(
                verzoek_id=row.pk,
                productnaam=row.hulp,
                product_id=lines[0].product_id,
                hoeveel=lines[0].hoeveel,
                ingangsdatum=lines[0].ingangsdatum,
            )
            for row, lines in kept
        ),
    )


def loaded(gemeente: str, item: LoadedVerzoek) -> Verzoek:
    """The unsaved row of a request of the load."""
    verwijzing = item.verwijzing or Verwijzing("")
    return Verzoek(
        id=item.id,
        gemeente_id=gemeente,
        wet=item.wet.value,
        soort=item.soort.value,
        persoon_id=item.persoon_id,
        aanbieder_id=item.aanbieder_id,
        aanbieder_agb=item.agb,
        aanbiedernaam=item.aanbiedernaam,
        referentieaanbieder=item.referentieaanbieder,
        dagtekening=item.dagtekening,
        ontvangen_op=item.ontvangen_op,
        hulp=help_in_words(item.regels),
        status=item.status.value,
        uiterlijk=queries.due(item.status, ontvangen_op=item.ontvangen_op, dagtekening=item.dagtekening),
        reden_verzoek=item.reden_verzoek,
        verwijzer_type=verwijzing.type,
        verwijzer_naam=verwijzing.naam,
        verwijzer_agb=verwijzing.agb,
        beschikkingnummer=verwijzing.beschikkingnummer,
        beschikking_op=verwijzing.beschikking_op,
    )
