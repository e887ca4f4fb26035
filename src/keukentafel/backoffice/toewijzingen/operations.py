"""Acts on allocations: granting and changing, what a provider answers (302) and reports (305, 307), and loading many."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from keukentafel.backoffice.berichten import operations as berichten
from keukentafel.backoffice.berichten.codec.facts import Facts305, Facts307, KnownStop, KnownVerzoek
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, StopProduct
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, Bericht302
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.rules.stop import judge_307
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.berichten.queries import known_bericht, read_in
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import ProductRow, Wet
from keukentafel.backoffice.toewijzingen import changing, delivering, message, queries, sending
from keukentafel.backoffice.toewijzingen.domain.events import (
    Afwijzing,
    HulpGestart,
    HulpGestopt,
    ToewijzingAfgewezen,
    ToewijzingVerstuurd,
)
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    LoadedToewijzing,
    NewToewijzing,
    Signaaltermijn,
    ToewijzingRow,
    Toewijzingstatus,
    Wijziging,
)
from keukentafel.backoffice.toewijzingen.models import Starttermijn, Toewijzing, Verplichting
from keukentafel.backoffice.toewijzingen.rules import granting
from keukentafel.core.period import Period
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, ActNotPermitted, Actor, Relatie, Scope
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.events.operations import announce

BATCH = 2000


# --- granting ---------------------------------------------------------------------------------------------------------


def grant_toewijzing(
    *,
    actor: Actor,
    new: NewToewijzing,
    relatie: Relatie = Relatie.GEEN,
    verzoek: KnownVerzoek | None = None,
) -> ToewijzingRow:
    """Allocate care to a contracted provider, commit its cost per year, send the 301 and announce `ToewijzingVerstuurd`.

    All in one transaction. Refuses when no release of the messages is in force on the working date, when the provider has no contract
    and price for the product on the first day, when the extent is no variant of the standard, when the client has the product already,
    or when facts about the client are missing. `relatie` is how the actor stands to the case, as the room that holds it found when it
    fetched it; without a case only who may reach all of them grants. Raises `ActNotPermitted`, and `GeslotenInwoner` for a client
    whose file is closed to the actor. `verzoek` is the request it grants, whose reference it carries (IV097). Raises `CustodyUnknown` for
    a minor under the Jeugdwet of whom nobody recorded who has custody. The 301 is judged before it leaves: raises `WouldBeRefused`.
    """
    scope = _check_relation(actor, relatie)
    people.check_open(scope=scope, persoon_id=new.persoon_id)
    gemeente, today = actor.gemeente, clock.today()
    granting.check_release(message.soort_301(new.wet, today) is not None, new.wet, today)
    with handeling(
        actor=actor,
        act=Act.TOEWIJZING_VERSTUREN,
        object_type="toewijzing",
        object_id=new.id,
        persoon_id=new.persoon_id,
        ground=f"{new.grond.soort.value} {new.grond.nummer}".strip(),
    ):
        stored, passed = changing.add(gemeente=gemeente, new=new, verzoek=verzoek)
        referenties = {stored.pk: verzoek.referentieaanbieder} if verzoek else None
        return _send(actor, stored.pk, passed, referenties, verzoek)


def change_as_requested(
    *,
    actor: Actor,
    persoon_id: UUID,
    verzoek: KnownVerzoek,
    wijzigingen: Sequence[Wijziging],
    nieuw: Sequence[NewToewijzing],
) -> tuple[ToewijzingRow, ...]:
    """Change and add allocations of one client at one provider as that provider asked (317), and send them in one 301 (OP348).

    Every allocation in that 301 carries the reference of the request (IV094). Answers what was changed and what is new. Raises
    `NotFound` for an allocation that is not there, what granting and changing refuse, and `WouldBeRefused`; then nothing was done.
    """
    _check_everywhere(actor)
    gemeente, today = actor.gemeente, clock.today()
    with handeling(
        actor=actor,
        act=Act.TOEWIJZING_VERSTUREN,
        object_type="toewijzing",
        persoon_id=persoon_id,
        ground=f"verzoek om wijziging {verzoek.referentieaanbieder}",
    ):
        touched: list[UUID] = []
        for wijziging in wijzigingen:
            row = changing.fetch(gemeente=gemeente, toewijzing_id=wijziging.toewijzing_id)
            touched += changing.apply(gemeente=gemeente, row=row, wijziging=wijziging)
        touched += [changing.add(gemeente=gemeente, new=new, verzoek=verzoek)[0].pk for new in nieuw]
        (first, *_) = queries.rows_of(Toewijzing.objects.filter(pk__in=touched))
        granting.check_release(message.soort_301(first.wet, today) is not None, first.wet, today)
        sending.send(actor=actor, row=first, allemaal=verzoek.referentieaanbieder, verzoek=verzoek)
        return queries.rows_of(Toewijzing.objects.filter(pk__in=touched).order_by("toewijzingnummer"))


def _check_everywhere(actor: Actor) -> None:
    """An allocation stands under no team: changing one is for who may reach them all."""
    _check_relation(actor, Relatie.GEEN)


def _check_relation(actor: Actor, relatie: Relatie) -> Scope:
    """What the actor reaches; raises `ActNotPermitted` when sending is not for them in this relation."""
    if relatie not in accounts.check(actor, Act.TOEWIJZING_VERSTUREN):
        raise ActNotPermitted(Act.TOEWIJZING_VERSTUREN)
    return accounts.scope(actor, Act.TOEWIJZING_VERSTUREN)


def send_again(*, actor: Actor, toewijzing_id: UUID) -> ToewijzingRow:
    """Send an allocation again that the provider refused, after what was wrong has been mended; raises `WrongStatus`.

    A refused 301 counts as never sent (OP286), so it goes out as new: no RedenWijziging, date and time of now. When it answered a
    request, all that it held goes out again under the reference of that request.
    """
    _check_everywhere(actor)
    row = changing.fetch(gemeente=actor.gemeente, toewijzing_id=toewijzing_id)
    found = Toewijzing.objects.filter(pk=toewijzing_id)
    with handeling(
        actor=actor,
        act=Act.TOEWIJZING_VERSTUREN,
        object_type="toewijzing",
        object_id=toewijzing_id,
        persoon_id=row.persoon_id,
        ground="opnieuw versturen",
    ):
        if not found.filter(status=Toewijzingstatus.AFGEWEZEN.value).update(te_versturen=True):
            raise granting.WrongStatus(row.status)
        bericht_id = found.values_list("bericht_id", flat=True).get()
        references = sending.references_of(gemeente=actor.gemeente, bericht_id=bericht_id)
        Toewijzing.objects.filter(
            pk__in=references, bericht_id=bericht_id, status=Toewijzingstatus.AFGEWEZEN.value
        ).update(te_versturen=True)
        return _send(actor, toewijzing_id, (), references)


def change_end(*, actor: Actor, toewijzing_id: UUID, einddatum: date | None, reden: str) -> ToewijzingRow:
    """Give an allocation that was sent another last day (None: none yet), compute its cost anew and send the 301.

    The number stays (IV066); `reden` is a code of JZ002/WMO002. Raises `ChangeNotValid`, `OmvangNotValid`, `WrongStatus`,
    `AlreadyAllocated` when the longer period meets another allocation of the product, and `NotFound`.
    """
    _check_everywhere(actor)
    row = changing.fetch(gemeente=actor.gemeente, toewijzing_id=toewijzing_id)
    period = granting.check_change(row, einddatum, reden, clock.today())
    with handeling(
        actor=actor,
        act=Act.TOEWIJZING_VERSTUREN,
        object_type="toewijzing",
        object_id=toewijzing_id,
        persoon_id=row.persoon_id,
        ground=f"einddatum gewijzigd, reden {reden}",
    ):
        sending.set_end(toewijzing_id=toewijzing_id, end=period.end, reden=reden)
        passed = sending.commit(gemeente=actor.gemeente, row=Toewijzing.objects.get(pk=toewijzing_id))
        return _send(actor, toewijzing_id, passed)


def _send(
    actor: Actor,
    toewijzing_id: UUID,
    passed: tuple[int, ...],
    referenties: Mapping[UUID, str] | None = None,
    verzoek: KnownVerzoek | None = None,
) -> ToewijzingRow:
    (row,) = queries.rows_of(Toewijzing.objects.filter(pk=toewijzing_id))
    bericht_id = sending.send(actor=actor, row=row, referenties=referenties, verzoek=verzoek)
    (sent,) = queries.rows_of(Toewijzing.objects.filter(pk=toewijzing_id))
    announce(
        ToewijzingVerstuurd(
            gemeente=actor.gemeente,
            account_id=actor.account_id,
            toewijzing_id=sent.id,
            persoon_id=sent.persoon_id,
            toewijzingnummer=sent.toewijzingnummer,
            wet=sent.wet,
            grond_soort=sent.grond.soort,
            grond_nummer=sent.grond.nummer,
            aanbieder_id=sent.aanbieder_id,
            aanbiedernaam=sent.aanbiedernaam,
            product_id=sent.product_id,
            productnaam=sent.productnaam,
            hoeveel=sent.hoeveel,
            ingangsdatum=sent.ingangsdatum,
            einddatum=sent.einddatum,
            verstuurd_op=clock.today(),
            bericht_id=bericht_id,
            boven_plafond=passed,
            reden_wijziging=sent.reden_wijziging,
        )
    )
    return sent


# --- what comes back --------------------------------------------------------------------------------------------------


def receive_302(event: BerichtOntvangen) -> None:
    """Take in a provider's answer to our 301, in the transaction that books it.

    A header without faults confirms; a fault anywhere refuses the whole message, and then nothing in it counts as sent (OP286). What
    was confirmed before, or sent once more since, keeps its state.
    """
    retour = event.inhoud
    if not isinstance(retour, Bericht302) or event.antwoord_op is None:
        return
    actor = accounts.get_actor(event.account_id)
    heen = read_in(gemeente=event.gemeente, bericht_id=event.antwoord_op)
    numbers = (
        [p.toewijzingnummer for p in heen.client.toegewezenproducten] if isinstance(heen, Bericht301) else []
    )
    refused = message.is_refused(retour)
    waiting = Toewijzing.objects.filter(
        gemeente_id=event.gemeente,
        wet=message.WET[event.wet].value,
        toewijzingnummer__in=numbers,
        status=Toewijzingstatus.VERSTUURD.value,
    )
    if refused:
        waiting = waiting.filter(bericht_id=event.antwoord_op)
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="toewijzing"):
        rows = queries.rows_of(waiting.order_by("toewijzingnummer"))
        state = Toewijzingstatus.AFGEWEZEN if refused else Toewijzingstatus.BEVESTIGD
        Toewijzing.objects.filter(pk__in=[row.id for row in rows]).update(status=state.value)
        if refused and rows:
            announce(_refusal(event, retour, rows))


def _refusal(
    event: BerichtOntvangen, retour: Bericht302, rows: tuple[ToewijzingRow, ...]
) -> ToewijzingAfgewezen:
    above, at = message.refused_codes(retour), message.refused_by_number(retour)
    return ToewijzingAfgewezen(
        gemeente=event.gemeente,
        account_id=event.account_id,
        bericht_id=event.bericht_id,
        aanbiedernaam=rows[0].aanbiedernaam,
        toewijzingen=tuple(
            Afwijzing(
                toewijzing_id=row.id,
                persoon_id=row.persoon_id,
                toewijzingnummer=row.toewijzingnummer,
                grond_soort=row.grond.soort,
                grond_nummer=row.grond.nummer,
                retourcodes=above + at.get(row.toewijzingnummer, ()),
            )
            for row in rows
        ),
    )


def receive_305(event: BerichtOntvangen) -> None:
    """Judge a provider's start message and answer it with a 306, in the transaction that books it.

    Any fault refuses the whole message, with the codes at the classes that fail (OP286, IV028). Otherwise its starts are stored, also
    those without an allocation of a provider with a task (IV096), a
    start with status 3 takes an earlier one back (OP033x1), the 306 is a header without codes, and `HulpGestart` is announced once.
    """
    bericht = event.inhoud
    if isinstance(bericht, Bericht305):
        keeping = ("start", delivering.store_starts, delivering.started)
        lines = bericht.client.startproducten
        _receive(event, bericht, lines, lambda facts, _: judge_305(bericht, Facts305(**facts)), keeping)


def receive_307(event: BerichtOntvangen) -> None:
    """Judge a provider's stop message and answer it with a 308, in the transaction that books it.

    Any fault refuses the whole message (OP286, IV028). Otherwise its stops are stored, temporary ones (reason 20) and definitive ones;
    a stop with status 3 takes an earlier one back (OP033x1). The delivery of the allocations follows and `HulpGestopt` is announced once.
    """
    bericht = event.inhoud
    if isinstance(bericht, Bericht307):
        keeping = ("stop", delivering.store_stops, delivering.stopped)
        lines = bericht.client.stopproducten
        _receive(
            event,
            bericht,
            lines,
            lambda facts, stops: judge_307(bericht, Facts307(stops=stops, **facts)),
            keeping,
        )


def _receive(
    event: BerichtOntvangen,
    bericht: Bericht305 | Bericht307,
    lines: tuple[StartProduct, ...] | tuple[StopProduct, ...],
    judge: Callable[[dict[str, Any], tuple[KnownStop, ...]], BerichtOordeel],
    keeping: tuple[str, Callable[..., None], Callable[..., HulpGestart | HulpGestopt]],
) -> None:
    """Judge what a provider reports and answer it; what is accepted is kept and told (`keeping`: as what, how, and its news)."""
    object_type, store, news = keeping
    known, rows = delivering.known_allocations(event, lines)
    taak = delivering.task_of(event)
    starts, stops = delivering.known_reports(rows, known, taak, bericht.client.bsn)
    facts = {"toewijzingen": known, "starts": starts, "taakgericht": taak is not None, **_around(event)}
    oordeel = judge(facts, stops)
    actor = accounts.get_actor(event.account_id)
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type=object_type) as done:
        if oordeel.akkoord:
            taak = delivering.with_client(event, bericht.client, taak)
            store(event, lines, rows, taak, done.id)
            rows = delivering.settle(rows, known)
        berichten.answer(event=event, bericht=bericht, oordeel=oordeel)
        if oordeel.akkoord:
            announce(news(event, lines, rows, taak))


def _around(event: BerichtOntvangen) -> dict[str, Any]:
    """What a report is judged against beside the allocations: the header, and the products that exist."""
    return {
        "bericht": known_bericht(clock.today(), gemeente=event.gemeente),
        "producten": contracts.product_codes(gemeente=event.gemeente, wet=message.WET[event.wet]),
    }


# --- loading ----------------------------------------------------------------------------------------------------------


def load_toewijzingen(
    *, actor: Actor, toewijzingen: Iterable[LoadedToewijzing], termijnen: Iterable[Signaaltermijn] = ()
) -> int:
    """Load allocations in the state they have reached, with their starts and commitments, in one handeling.

    Nothing is sent and nothing is announced; the numbering goes on after the highest number loaded. Answers the number of allocations.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    loaded = list(toewijzingen)
    gemeente = actor.gemeente
    contract_ids = {item.contract_id for item in loaded}
    products = contracts.products_by_id(
        gemeente=gemeente, product_ids={item.new.product_id for item in loaded if item.new.product_id}
    )
    prices = sending.prices_of(gemeente=gemeente, contract_ids=contract_ids)
    terms: dict[UUID, Period] = contracts.contract_periods(gemeente=gemeente, contract_ids=contract_ids)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="toewijzing") as done:
        # A queue of postponed checks of foreign keys makes every next row with a history slower.
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        rows = [
            _loaded(gemeente, item, products[item.new.product_id] if item.new.product_id else None)
            for item in loaded
        ]
        Toewijzing.objects.bulk_create(rows, batch_size=BATCH)
        Verplichting.objects.bulk_create(
            sending.commitments_of(rows, prices=prices, terms=terms), batch_size=BATCH
        )
        delivering.load(gemeente=gemeente, handeling_id=done.id, loaded=loaded, products=products)
        Starttermijn.objects.bulk_create(
            Starttermijn(gemeente_id=gemeente, werkdagen=term.werkdagen, vanaf=term.vanaf, bron=term.bron)
            for term in termijnen
        )
        for wet in Wet:
            numbers = [item.toewijzingnummer for item in loaded if item.new.wet is wet]
            if numbers:
                sending.raise_number(gemeente=gemeente, wet=wet, used=max(numbers))
    return len(rows)


def _loaded(gemeente: str, item: LoadedToewijzing, product: ProductRow | None) -> Toewijzing:
    row = sending.model_of(
        gemeente=gemeente,
        new=item.new,
        product=product,
        contract_id=item.contract_id,
        number=item.toewijzingnummer,
    )
    row.status = item.status.value
    row.toewijzingsdatum = item.toewijzingsdatum
    row.toewijzingstijd = None if item.toewijzingsdatum is None else item.toewijzingstijd
    row.reden_wijziging = item.reden_wijziging
    row.begindatum = item.begindatum
    row.gestopt_op = item.gestopt_op
    row.reden_beeindiging = item.reden_beeindiging
    return row
