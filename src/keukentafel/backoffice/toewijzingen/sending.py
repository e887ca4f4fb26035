"""The steps behind the acts: giving out numbers, storing, computing commitments, and sending a 301.

Everything here runs inside a handeling that an operation opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from keukentafel.backoffice.berichten.codec.facts import Facts301, KnownToewijzing, KnownVerzoek
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, ToegewezenProduct
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.operations import next_identificatie, post
from keukentafel.backoffice.berichten.queries import known_bericht, read_in
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import ProductRow, Wet
from keukentafel.backoffice.toewijzingen import gezag, message, queries
from keukentafel.backoffice.toewijzingen.domain.events import ToewijzingenIngetrokken
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    VERWIJDERD,
    NewToewijzing,
    Omvang,
    ToewijzingRow,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.models import Nummering, Toewijzing, Verplichting
from keukentafel.backoffice.toewijzingen.rules import commitment, granting, judging
from keukentafel.core.period import Period
from keukentafel.people import queries as people
from keukentafel.people.domain import BerichtPersoon
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.events.operations import announce

FIRST_NUMBER = 100_001


def next_number(*, gemeente: str, wet: Wet) -> int:
    """A toewijzingnummer that was never used for this law (TR332, OP275).

    Whoever takes one locks the counter until the act is done: allocations of one gemeente and law are granted one after the other,
    so that two 301s for one client never miss each other's products. A number of an act that fails is not lost.
    """
    counter, _ = Nummering.objects.get_or_create(
        gemeente_id=gemeente, wet=wet.value, defaults={"laatste": FIRST_NUMBER - 1}
    )
    Nummering.objects.filter(pk=counter.pk).update(laatste=F("laatste") + 1)
    return Nummering.objects.values_list("laatste", flat=True).get(pk=counter.pk)


def raise_number(*, gemeente: str, wet: Wet, used: int) -> None:
    """Have the counter go on after a number that was loaded."""
    Nummering.objects.get_or_create(gemeente_id=gemeente, wet=wet.value, defaults={"laatste": used})
    Nummering.objects.filter(gemeente_id=gemeente, wet=wet.value, laatste__lt=used).update(laatste=used)


def store(
    *, gemeente: str, new: NewToewijzing, product: ProductRow | None, contract_id: UUID, number: int
) -> Toewijzing:
    """Write a new allocation; raises `AlreadyAllocated` when the database finds one beside it."""
    row = model_of(gemeente=gemeente, new=new, product=product, contract_id=contract_id, number=number)
    row.te_versturen = True
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise granting.AlreadyAllocated from error
    return row


def set_end(*, toewijzing_id: UUID, end: date | None, reden: str) -> None:
    """Write another end, to be sent; raises `AlreadyAllocated` when the database finds an allocation beside it then."""
    try:
        with transaction.atomic():
            Toewijzing.objects.filter(pk=toewijzing_id).update(
                tot=end, reden_wijziging=reden, te_versturen=True
            )
    except IntegrityError as error:
        raise granting.AlreadyAllocated from error


def model_of(
    *, gemeente: str, new: NewToewijzing, product: ProductRow | None, contract_id: UUID, number: int
) -> Toewijzing:
    """The row of an allocation, not yet written."""
    period = granting.period_of(new.ingangsdatum, new.einddatum)
    return Toewijzing(
        id=new.id,
        gemeente_id=gemeente,
        wet=new.wet.value,
        toewijzingnummer=number,
        persoon_id=new.persoon_id,
        aanbieder_id=new.aanbieder_id,
        contract_id=contract_id,
        product_id=new.product_id,
        productcategorie=product.categorie if product else new.productcategorie,
        productcode=product.code if product else "",
        budget=new.budget,
        volume=new.volume,
        eenheid=new.eenheid,
        frequentie=new.frequentie,
        vanaf=period.start,
        tot=period.end,
        grond_soort=new.grond.soort.value,
        grond_nummer=new.grond.nummer,
        grond_datum=new.grond.datum,
        status=Toewijzingstatus.CONCEPT.value,
    )


def commitments_of(
    toewijzingen: Iterable[Toewijzing],
    *,
    prices: Mapping[tuple[UUID, UUID], Sequence[commitment.Prijs]],
    terms: Mapping[UUID, Period],
) -> list[Verplichting]:
    """What these allocations will cost per year, not yet written; `prices` by contract and product, `terms` by contract."""
    return [
        Verplichting(
            gemeente_id=row.gemeente_id,
            toewijzing_id=row.pk,
            wet=row.wet,
            productcategorie=row.productcategorie,
            jaar=year,
            bedrag=cents,
        )
        for row in toewijzingen
        for year, cents in _cost_per_year(row, prices, terms).items()
    ]


def _cost_per_year(
    row: Toewijzing,
    prices: Mapping[tuple[UUID, UUID], Sequence[commitment.Prijs]],
    terms: Mapping[UUID, Period],
) -> dict[int, int]:
    """Of a product by its price, of a budget the budget itself; a category without either commits to no amount."""
    period, term = Period(row.vanaf, row.tot), terms[row.contract_id]
    if row.product_id is not None:
        omvang = Omvang(row.volume, row.eenheid, row.frequentie)
        return commitment.commitment(omvang, period, prices.get((row.contract_id, row.product_id), ()), term)
    return {} if row.budget is None else commitment.of_budget(row.budget, period, term)


def prices_of(
    *, gemeente: str, contract_ids: Iterable[UUID]
) -> dict[tuple[UUID, UUID], list[commitment.Prijs]]:
    """Every price of these contracts by contract and product, in one query."""
    result: dict[tuple[UUID, UUID], list[commitment.Prijs]] = {}
    for row in contracts.contract_tariffs(gemeente=gemeente, contract_ids=contract_ids):
        key = (row.contract_id, row.product_id)
        result.setdefault(key, []).append(commitment.Prijs(row.eenheid, row.bedrag, row.periode))
    return result


def commit(*, gemeente: str, row: Toewijzing) -> tuple[int, ...]:
    """Write what an allocation will cost per year; answers the years in which the contract's ceiling is passed now."""
    prices = prices_of(gemeente=gemeente, contract_ids=[row.contract_id])
    terms = contracts.contract_periods(gemeente=gemeente, contract_ids=[row.contract_id])
    Verplichting.objects.filter(toewijzing_id=row.pk).delete()
    Verplichting.objects.bulk_create(commitments_of([row], prices=prices, terms=terms))
    ceilings = contracts.ceilings(gemeente=gemeente, contract_ids=[row.contract_id])
    committed = (
        queries.committed_by_contract(gemeente=gemeente, contract_ids=[row.contract_id]) if ceilings else {}
    )
    return granting.passed_ceilings(committed, ceilings, row.contract_id)


def send(
    *,
    actor: Actor,
    row: ToewijzingRow,
    referenties: Mapping[UUID, str] | None = None,
    allemaal: str = "",
    verzoek: KnownVerzoek | None = None,
) -> int:
    """Send a 301 with everything of this client at this provider, and answer the id of the message.

    It holds all current allocations and those that changed since the last 301 (OP087). What is new or changed gets this moment as its
    date and time of allocation; the others keep theirs (IV013). Refused ones stay out until they are sent again themselves.
    `referenties` are the ReferentieAanbieder of a request by the id of each allocation that answers it (IV097); `allemaal` is the one
    that all of them carry, changed or not (IV094). `verzoek` is that request as the provider knows it. Under the Jeugdwet who has custody
    of a minor goes along (OP002).

    The 301 is judged before it leaves: raises `WouldBeRefused` when the provider would refuse it.
    """
    today, moment = clock.today(), clock.now().time().replace(microsecond=0)
    soort = message.soort_301(row.wet, today)
    if soort is None:
        raise granting.NoMessageRelease(row.wet, today)
    included = _of_client_and_provider(actor.gemeente, row, today)
    references = {item.pk: allemaal for item in included} if allemaal else referenties or {}
    persoon = _person(actor.gemeente, row.persoon_id)
    bericht = message.compose_301(
        soort,
        gemeente=actor.gemeente,
        agb=row.agb,
        identificatie=next_identificatie(gemeente=actor.gemeente),
        dagtekening=today,
        persoon=persoon,
        producten=_products(included, today, moment, references),
        relaties=gezag.relations(gemeente=actor.gemeente, wet=row.wet, persoon=persoon, verzoek=verzoek),
    )
    _check(actor, row.wet, bericht, verzoek, _as_sent(actor.gemeente, included))
    bericht_id = post(actor=actor, bericht=bericht).id
    _mark_sent(included, bericht_id, today, moment)
    return bericht_id


def _as_sent(gemeente: str, included: Iterable[Toewijzing]) -> dict[int, KnownToewijzing]:
    """What the provider was told before under these numbers (TR332): each allocation as the last 301 that held it says.

    One that was refused while it was new counts as never sent (OP286), and of one that was loaded no message is kept. One query per such
    message; a 301 holds everything of the client at the provider, so that is one, rarely two.
    """
    refused_as_new = Toewijzingstatus.AFGEWEZEN.value, ""
    told = {
        item.toewijzingnummer: item.bericht_id
        for item in included
        if item.bericht_id is not None and (item.status, item.reden_wijziging) != refused_as_new
    }
    found: dict[int, KnownToewijzing] = {}
    for bericht_id in set(told.values()):
        earlier = read_in(gemeente=gemeente, bericht_id=bericht_id)
        if isinstance(earlier, Bericht301):
            lines = (
                message.known_line(earlier.client.bsn, line) for line in earlier.client.toegewezenproducten
            )
            found |= {
                line.toewijzingnummer: line for line in lines if told.get(line.toewijzingnummer) == bericht_id
            }
    return found


def _check(
    actor: Actor,
    wet: Wet,
    bericht: Bericht301,
    verzoek: KnownVerzoek | None,
    told: Mapping[int, KnownToewijzing],
) -> None:
    """Judge a 301 as the provider will; what declarations hold against taking an allocation back, their room says (TR385)."""
    lines = bericht.client.toegewezenproducten
    facts = Facts301(
        bericht=known_bericht(
            clock.today(), gemeente=actor.gemeente, begint=[line.ingangsdatum for line in lines]
        ),
        toewijzingen=told,
        verzoeken=_asked(bericht, verzoek),
        producten=contracts.product_codes(gemeente=actor.gemeente, wet=wet),
    )
    judging.check_301(judge_301(bericht, facts))
    taken_back = [line.toewijzingnummer for line in lines if line.redenwijziging == VERWIJDERD]
    if taken_back:
        announce(ToewijzingenIngetrokken(actor.gemeente, actor.account_id, wet, tuple(taken_back)))


def _asked(bericht: Bericht301, verzoek: KnownVerzoek | None) -> dict[str, KnownVerzoek]:
    """The request that a 301 answers; one sent again answers what the refused one did, which left that request open (OP286)."""
    if verzoek is not None:
        return {verzoek.referentieaanbieder: verzoek}
    client = bericht.client
    references = {line.referentieaanbieder or "" for line in client.toegewezenproducten} - {""}
    return {reference: KnownVerzoek(reference, client.bsn) for reference in references}


def references_of(*, gemeente: str, bericht_id: int | None) -> dict[UUID, str]:
    """The references that a 301 carried, by the id of the allocation; empty when it answered no request."""
    if bericht_id is None:
        return {}
    bericht = read_in(gemeente=gemeente, bericht_id=bericht_id)
    if not isinstance(bericht, Bericht301):
        return {}
    carried = {
        line.toewijzingnummer: line.referentieaanbieder
        for line in bericht.client.toegewezenproducten
        if line.referentieaanbieder
    }
    rows = Toewijzing.objects.filter(
        gemeente_id=gemeente, bericht_id=bericht_id, toewijzingnummer__in=carried
    )
    return {identity: carried[number] for identity, number in rows.values_list("pk", "toewijzingnummer")}


def _of_client_and_provider(gemeente: str, row: ToewijzingRow, today: date) -> list[Toewijzing]:
    """What a 301 about this allocation holds, by number."""
    current = (
        Q(status__in=[Toewijzingstatus.VERSTUURD.value, Toewijzingstatus.BEVESTIGD.value])
        & (Q(tot__isnull=True) | Q(tot__gt=today))
        & ~Q(reden_wijziging=VERWIJDERD)
    )
    found = Toewijzing.objects.filter(
        current | Q(te_versturen=True),
        gemeente_id=gemeente,
        wet=row.wet.value,
        persoon_id=row.persoon_id,
        aanbieder_id=row.aanbieder_id,
    )
    return list(found.order_by("toewijzingnummer"))


def _products(
    included: Sequence[Toewijzing], today: date, moment: time, referenties: Mapping[UUID, str]
) -> list[ToegewezenProduct]:
    rows = {
        row.id: row
        for row in queries.rows_of(Toewijzing.objects.filter(pk__in=[item.pk for item in included]))
    }
    return [
        message.product_of(
            rows[item.pk],
            datum=today if item.te_versturen or item.toewijzingsdatum is None else item.toewijzingsdatum,
            tijd=moment if item.te_versturen or item.toewijzingstijd is None else item.toewijzingstijd,
            changed=item.te_versturen,
            referentie=referenties.get(item.pk),
        )
        for item in included
    ]


def _mark_sent(included: Sequence[Toewijzing], bericht_id: int, today: date, moment: time) -> None:
    changed = [item.pk for item in included if item.te_versturen]
    for item in included:
        if item.te_versturen:
            granting.check_transition(Toewijzingstatus(item.status), Toewijzingstatus.VERSTUURD)
    Toewijzing.objects.filter(pk__in=[item.pk for item in included]).update(bericht_id=bericht_id)
    Toewijzing.objects.filter(pk__in=changed).update(
        status=Toewijzingstatus.VERSTUURD.value,
        toewijzingsdatum=today,
        toewijzingstijd=moment,
        te_versturen=False,
    )


def _person(gemeente: str, persoon_id: UUID) -> BerichtPersoon:
    found = people.message_persons(gemeente=gemeente, persoon_ids=[persoon_id])
    if persoon_id not in found:
        raise granting.PersonNotComplete(
            "Deze inwoner heeft nog geen BSN of geboortedatum. Vul die eerst aan."
        )
    return found[persoon_id]
