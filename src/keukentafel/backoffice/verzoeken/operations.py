"""Acts on requests: taking them in (315, 317), answering them (301, 319), taking in what the provider says of that (320), and loading."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from keukentafel.backoffice.berichten import operations as berichten
from keukentafel.backoffice.berichten.codec.facts import (
    REFUSED,
    UNDER_INVESTIGATION,
    Facts315,
    Facts317,
)
from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht320
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.codec.rules.verzoek import judge_315
from keukentafel.backoffice.berichten.codec.rules.wijziging import judge_317
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.berichten.queries import gemeenten, known_bericht
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import WET_OF_LAW
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.verzoeken import answering, intake, queries, rules
from keukentafel.backoffice.verzoeken.domain import LoadedVerzoek, Verzoekstatus
from keukentafel.backoffice.verzoeken.intake import Afzender
from keukentafel.backoffice.verzoeken.models import Verzoekantwoord
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, ActNotPermitted, Actor, Relatie
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.events.operations import announce

BATCH = 2000


# --- taking in --------------------------------------------------------------------------------------------------------


def receive_315(event: BerichtOntvangen) -> None:
    """Judge a request for allocations and answer it with a 316, in the transaction that books it.

    Any fault refuses the whole message. Otherwise each product becomes a request of its own, a client who is not known is registered
    from the message, and `VerzoekOntvangen` is announced once.
    """
    bericht = event.inhoud
    if not isinstance(bericht, Bericht315):
        return
    actor, wet = accounts.get_actor(event.account_id), WET_OF_LAW[event.wet]
    client = bericht.client
    known = people.ids_by_bsn(gemeente=event.gemeente, bsns=[client.bsn]).get(client.bsn)
    facts = Facts315(
        bericht=known_bericht(
            clock.today(),
            gemeente=event.gemeente,
            begint=[item.toewijzingingangsdatum for item in client.aangevraagdeproducten],
        ),
        referenties=queries.used_references(
            gemeente=event.gemeente,
            wet=wet,
            agb=event.afzender,
            referenties=[item.referentieaanbieder for item in client.aangevraagdeproducten],
        ),
        verzoeken=queries.known_requests(
            gemeente=event.gemeente, wet=wet, agb=event.afzender, bsn=client.bsn, persoon_id=known
        ),
        producten=contracts.product_codes(gemeente=event.gemeente, wet=wet),
    )
    oordeel = judge_315(bericht, facts)
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="verzoek") as done:
        berichten.answer(event=event, bericht=bericht, oordeel=oordeel)
        if oordeel.akkoord:
            # A legal referral needs no earlier contact with the municipality (Jeugdwet art. 2.6).
            persoon_id, new = berichten.client_of(
                actor=actor, client=client, bericht_id=event.bericht_id, nummer=event.nummer
            )
            provider = contracts.provider_by_agb(gemeente=event.gemeente, agb=event.afzender)
            afzender = Afzender(wet, event.afzender, provider, persoon_id, new)
            announce(intake.keep_315(event, bericht, afzender, done.id))


def receive_317(event: BerichtOntvangen) -> None:
    """Judge a request for a change against all current allocations and answer it with a 318, in the transaction that books it.

    Any fault refuses the whole message. Otherwise it becomes one request with all its lines, and `VerzoekOntvangen` is announced once.
    """
    bericht = event.inhoud
    if not isinstance(bericht, Bericht317):
        return
    gemeente, wet, agb = event.gemeente, WET_OF_LAW[event.wet], event.afzender
    bsn, verzoek = bericht.client.bsn, bericht.client.verzoek
    persoon_id = people.ids_by_bsn(gemeente=gemeente, bsns=[bsn]).get(bsn)
    rows = (
        {}
        if persoon_id is None
        else toewijzingen.of_client_and_provider(gemeente=gemeente, wet=wet, persoon_id=persoon_id, agb=agb)
    )
    facts = Facts317(
        bericht=known_bericht(clock.today(), gemeente=gemeente),
        bsns=frozenset() if persoon_id is None else frozenset({bsn}),
        toewijzingen=toewijzingen.known(gemeente=gemeente, wet=wet, nummers=rows, agb=agb),
        referenties=queries.used_references(
            gemeente=gemeente, wet=wet, agb=agb, referenties=[verzoek.referentieaanbieder]
        ),
        verzoeken=queries.known_requests(gemeente=gemeente, wet=wet, agb=agb, bsn=bsn, persoon_id=persoon_id),
        producten=contracts.product_codes(gemeente=gemeente, wet=wet),
    )
    oordeel = judge_317(bericht, facts)
    actor = accounts.get_actor(event.account_id)
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="verzoek") as done:
        berichten.answer(event=event, bericht=bericht, oordeel=oordeel)
        if oordeel.akkoord and persoon_id is not None:
            provider = contracts.provider_by_agb(gemeente=gemeente, agb=agb)
            afzender = Afzender(wet, agb, provider, persoon_id)
            announce(intake.keep_317(event, bericht, afzender, rows, done.id))


def receive_320(event: BerichtOntvangen) -> None:
    """Take in what a provider says of our 319, in the transaction that books it.

    A header without faults confirms. A refused answer counts as never sent (OP286): the request stands where it stood before, with its
    term, and `VerzoekBeantwoord` tells that. A 320 on no answer of ours never comes this far: the mailbox does not accept it.
    """
    retour = event.inhoud
    if not isinstance(retour, Bericht320) or event.antwoord_op is None:
        return
    found = Verzoekantwoord.objects.filter(gemeente_id=event.gemeente, bericht_id=event.antwoord_op).first()
    if found is None:
        return
    codes = retour.header.retourcodes
    refused = retour.antwoord is not None or any(code != rules.NO_REMARK for code in codes)
    actor = accounts.get_actor(event.account_id)
    with handeling(actor=actor, act=Act.BERICHTEN_INLEZEN, object_type="verzoek", object_id=found.verzoek_id):
        answering.settle(event, found, refused=refused)


# --- answering --------------------------------------------------------------------------------------------------------


def investigate(*, actor: Actor, verzoek_id: UUID) -> None:
    """Tell the provider that the request is under investigation (319, answer 2): once, and before any other answer (TR360).

    The final answer is due within eight weeks of the date on the request (OP274, OP346). Raises `WrongStatus` and `AlreadyAnswered`.
    """
    _check(actor)
    with _act(actor, verzoek_id, "in onderzoek"):
        answering.send_answer(
            actor=actor,
            detail=queries.detail_of(gemeente=actor.gemeente, verzoek_id=verzoek_id),
            status=Verzoekstatus.IN_ONDERZOEK,
            antwoord=UNDER_INVESTIGATION,
        )


def refuse(*, actor: Actor, verzoek_id: UUID, reden: str, woonplaats: str = "") -> None:
    """Refuse a request (319, answer 1) for a reason of WJ759, a request for a change as a whole (OP350).

    `woonplaats` is the code of the gemeente that is responsible, only and always with reason 8 (Jeugdwet art. 1.1, OP359). Raises
    `AnswerNotValid`, `WrongStatus` and `AlreadyAnswered`.
    """
    _check(actor)
    detail = queries.detail_of(gemeente=actor.gemeente, verzoek_id=verzoek_id)
    row = detail.row
    today = clock.today()
    rules.check_refusal(
        reden,
        woonplaats,
        wet=row.wet,
        soort=row.soort,
        gemeente=actor.gemeente,
        gemeenten=gemeenten(gemeente=actor.gemeente, day=today, oldest=today),
    )
    with _act(actor, verzoek_id, f"afgewezen, reden {reden}"):
        answering.send_answer(
            actor=actor,
            detail=detail,
            status=Verzoekstatus.AFGEWEZEN,
            antwoord=REFUSED,
            reden=reden,
            woonplaats=woonplaats,
        )


def honour(*, actor: Actor, verzoek_id: UUID) -> tuple[UUID, ...]:
    """Grant a request one to one (OP348) and send the 301 with its reference; answers the ids of the allocations that it made or changed.

    A requested product becomes an allocation on the ground of its referral, court or decision (IV097). A request for a change ends,
    changes and adds as a whole (IV093, IV094). Raises `WrongStatus`, `ProviderUnknown` and what granting refuses; then nothing was done.
    """
    _check(actor)
    detail = queries.detail_of(gemeente=actor.gemeente, verzoek_id=verzoek_id)
    with _act(actor, verzoek_id, "toegewezen"):
        return answering.grant(actor=actor, detail=detail)


def _check(actor: Actor) -> None:
    """A request stands under no team: deciding on one is for who may reach them all."""
    if Relatie.GEEN not in accounts.check(actor, Act.TOEWIJZING_VERSTUREN):
        raise ActNotPermitted(Act.TOEWIJZING_VERSTUREN)


def _act(actor: Actor, verzoek_id: UUID, ground: str) -> AbstractContextManager[HandelingRef]:
    return handeling(
        actor=actor,
        act=Act.TOEWIJZING_VERSTUREN,
        object_type="verzoek",
        object_id=verzoek_id,
        ground=ground,
    )


# --- loading ----------------------------------------------------------------------------------------------------------


def load_verzoeken(*, actor: Actor, verzoeken: Iterable[LoadedVerzoek]) -> int:
    """Load requests in the state they have reached, with their lines and answers, in one handeling; answers their number.

    Nothing is sent and nothing is announced.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    items = list(verzoeken)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="verzoek") as done:
        intake.write(
            actor.gemeente, [(intake.loaded(actor.gemeente, item), item.regels) for item in items], done.id
        )
        Verzoekantwoord.objects.bulk_create(
            (
                answering.loaded(actor.gemeente, item.id, antwoord)
                for item in items
                for antwoord in item.antwoorden
            ),
            batch_size=BATCH,
        )
    return len(items)
