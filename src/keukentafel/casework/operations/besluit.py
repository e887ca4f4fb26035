"""Acts of the aanvraag and the besluit: a person prepares, another signs, and it takes effect when it is sent."""

from dataclasses import asdict
from typing import TypeVar
from uuid import UUID

from keukentafel.backoffice.toewijzingen.domain.toewijzing import Grond, Grondsoort, NewToewijzing
from keukentafel.backoffice.toewijzingen.operations import grant_toewijzing
from keukentafel.casework.domain.besluit import (
    AANVRAAG_STAPPEN,
    BESLUIT_STAPPEN,
    AanvraagRow,
    AanvraagStatus,
    AanvraagWeg,
    BesluitRow,
    BesluitSoort,
    BesluitStatus,
    NewAanvraag,
    NewBesluit,
)
from keukentafel.casework.domain.gesprek import OnderzoekStatus
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort, Zichtbaar
from keukentafel.casework.domain.reference import TermijnSoort, VerordeningRow
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.besluit import Aanvraag, Besluit
from keukentafel.casework.models.contact import Melding
from keukentafel.casework.operations.gesprek import clock_time
from keukentafel.casework.operations.keeping import (
    BESLUIT_SERIES,
    finish_tasks,
    move,
    next_number,
    note,
    plan_task,
)
from keukentafel.casework.queries.besluit import RELATED, aanvraag_row, besluit_row
from keukentafel.casework.queries.gesprek import onderzoek_of, verslag_of
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.queries.reference import termijnen, verordening
from keukentafel.casework.rules import besluit as rules
from keukentafel.casework.rules.states import check_step
from keukentafel.casework.rules.terms import required
from keukentafel.core.errors import Refusal
from keukentafel.platform.accounts.domain import Act, Actor, Relatie
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

Value = TypeVar("Value")


def register_aanvraag(*, actor: Actor, melding_id: UUID, aanvraag: NewAanvraag) -> AanvraagRow:
    """Register an aanvraag, which starts the clock of the besluit (Wmo 2015 art. 2.3.5 lid 2).

    Raises `AanvraagTooEarly` before the end of the onderzoek, unless its term has passed or a signed verslag counts.
    """
    melding = fetch(
        Melding,
        actor=actor,
        act=Act.AANVRAAG_REGISTREREN,
        related=("dossier", "onderzoek__verslag"),
        pk=melding_id,
    )
    weg = _road(actor, melding)
    received = aanvraag.ontvangen_op or clock.today()
    uiterlijk = required(termijnen(gemeente=actor.gemeente), TermijnSoort.BESLISSEN, melding.wet, received)
    solution = _solution_of(melding, aanvraag.oplossing_id)
    onderzoek = onderzoek_of(melding)
    with handeling(
        actor=actor,
        act=Act.AANVRAAG_REGISTREREN,
        object_type="melding",
        object_id=melding.pk,
        persoon_id=melding.dossier.persoon_id,
    ) as act:
        _check_first(melding, solution)
        row: Aanvraag = Aanvraag.objects.create(
            gemeente_id=actor.gemeente,
            dossier_id=melding.dossier_id,
            melding=melding,
            onderzoek=onderzoek,
            oplossing=solution,
            wet=melding.wet,
            weg=weg.value,
            product_id=aanvraag.product_id or (solution.product_id if solution else None),
            productnaam=aanvraag.productnaam or (solution.productnaam if solution else ""),
            ontvangen_op=received,
            beslis_uiterlijk=uiterlijk,
        )
        _plan(actor, row, TaakSoort.BESLUIT, "Besluit voorbereiden", row.pk)
        _note(
            actor, act, row.dossier_id, GebeurtenisSoort.AANVRAAG, f"Aanvraag ontvangen, {weg.value}", row.pk
        )
    return aanvraag_row(row)


def prepare_besluit(*, actor: Actor, aanvraag_id: UUID, besluit: NewBesluit) -> BesluitRow:
    """Write the concept of a besluit under the verordening of today; preparing again replaces the concept.

    Raises `NoRuleInForce`, `BesluitIncomplete` and `StepNotPossible`.
    """
    aanvraag = fetch(
        Aanvraag, actor=actor, act=Act.BESLUIT_VOORBEREIDEN, related=("dossier",), pk=aanvraag_id
    )
    check_step(AANVRAAG_STAPPEN, AanvraagStatus(aanvraag.status), AanvraagStatus.BESLOTEN, "De aanvraag")
    rule = _rule(actor, aanvraag.wet)
    rules.check_besluit(besluit, rule, clock.today())
    if besluit.soort in rules.GRANTS:
        rules.check_product_law(aanvraag.wet)
    with handeling(
        actor=actor,
        act=Act.BESLUIT_VOORBEREIDEN,
        object_type="aanvraag",
        object_id=aanvraag.pk,
        persoon_id=aanvraag.dossier.persoon_id,
    ) as act:
        row = _concept_of(aanvraag)
        for name, value in {**asdict(besluit), "soort": besluit.soort.value}.items():
            setattr(row, name, value)
        row.status, row.ondertekenaar, row.ondertekend_op = BesluitStatus.CONCEPT.value, None, None
        row.opsteller_id, row.verordening_id = actor.account_id, rule.id
        row.bezwaarclausule = rule.bezwaarclausule
        row.versie, row.opgesteld_op = row.versie + 1, act.op
        row.save()
        finish_tasks(gemeente=actor.gemeente, object_id=aanvraag.pk, soorten=(TaakSoort.BESLUIT,))
        _plan(actor, aanvraag, TaakSoort.ONDERTEKENEN, "Besluit ondertekenen", row.pk)
    return besluit_row(Besluit.objects.select_related(*RELATED).get(pk=row.pk))


def sign_besluit(*, actor: Actor, besluit_id: UUID, versie: int) -> BesluitRow:
    """Sign the concept that was read as `versie` and that a colleague prepared.

    Raises `SamePerson`, `AlreadySigned` when somebody was first, and `ConceptChanged` when it was written anew since. Who sign
    at once, or sign while it is prepared again, wait for each other.
    """
    row = fetch(Besluit, actor=actor, act=Act.BESLUIT_ONDERTEKENEN, related=RELATED, pk=besluit_id)
    with handeling(
        actor=actor,
        act=Act.BESLUIT_ONDERTEKENEN,
        object_type="besluit",
        object_id=row.pk,
        persoon_id=row.dossier.persoon_id,
    ) as act:
        row = _concept_read(row.pk, versie)
        rules.check_signer(row.opsteller_id, actor.account_id)
        move(
            Besluit,
            row.pk,
            van=BesluitStatus.CONCEPT,
            status=BesluitStatus.ONDERTEKEND.value,
            ondertekend_op=clock.today(),
            ondertekenaar_id=actor.account_id,
        )
        finish_tasks(gemeente=actor.gemeente, object_id=row.pk, soorten=(TaakSoort.ONDERTEKENEN,))
        _plan(actor, row.aanvraag, TaakSoort.VERZENDEN, "Besluit verzenden", row.pk)
        _note(
            actor,
            act,
            row.dossier_id,
            GebeurtenisSoort.BESLUIT,
            "Besluit ondertekend",
            row.pk,
            Zichtbaar.TEAM,
        )
    return besluit_row(Besluit.objects.select_related(*RELATED).get(pk=row.pk))


def send_besluit(*, actor: Actor, besluit_id: UUID) -> BesluitRow:
    """Send a signed besluit: it takes effect today (Awb art. 3:40 and 3:41), and a grant becomes a toewijzing.

    The term for bezwaar runs from the day after sending (Awb art. 6:7 and 6:8). Besluit and toewijzing stand or fall
    together: raises `NoRuleInForce`, and what the toewijzing refuses, such as a date without a message release.
    """
    row = fetch(Besluit, actor=actor, act=Act.BESLUIT_ONDERTEKENEN, related=RELATED, pk=besluit_id)
    check_step(BESLUIT_STAPPEN, BesluitStatus(row.status), BesluitStatus.VERZONDEN, "Het besluit")
    today = clock.today()
    _rule(actor, row.aanvraag.wet)
    bezwaar = required(termijnen(gemeente=actor.gemeente), TermijnSoort.BEZWAAR, row.aanvraag.wet, today)
    with handeling(
        actor=actor,
        act=Act.BESLUIT_ONDERTEKENEN,
        object_type="besluit",
        object_id=row.pk,
        persoon_id=row.dossier.persoon_id,
    ) as act:
        row.verzonden_op = today
        move(
            Besluit,
            row.pk,
            van=BesluitStatus(row.status),
            status=BesluitStatus.VERZONDEN.value,
            verzonden_op=today,
            bezwaar_uiterlijk=bezwaar,
        )
        Aanvraag.objects.filter(pk=row.aanvraag_id).update(status=AanvraagStatus.BESLOTEN.value)
        finish_tasks(gemeente=actor.gemeente, object_id=row.pk, soorten=(TaakSoort.VERZENDEN,))
        titel = f"Besluit {row.nummer} verzonden: {row.soort}"
        _note(actor, act, row.dossier_id, GebeurtenisSoort.BESLUIT, titel, row.pk)
        if BesluitSoort(row.soort) in rules.GRANTS:
            _grant(actor, row)
    return besluit_row(Besluit.objects.select_related(*RELATED).get(pk=row.pk))


def withdraw_aanvraag(*, actor: Actor, aanvraag_id: UUID, reden: str) -> None:
    """Close an aanvraag that the resident takes back before it was decided."""
    aanvraag = fetch(
        Aanvraag, actor=actor, act=Act.AANVRAAG_REGISTREREN, related=("dossier",), pk=aanvraag_id
    )
    check_step(AANVRAAG_STAPPEN, AanvraagStatus(aanvraag.status), AanvraagStatus.INGETROKKEN, "De aanvraag")
    with handeling(
        actor=actor,
        act=Act.AANVRAAG_REGISTREREN,
        object_type="aanvraag",
        object_id=aanvraag.pk,
        persoon_id=aanvraag.dossier.persoon_id,
        ground=reden,
    ) as act:
        move(
            Aanvraag,
            aanvraag.pk,
            van=AanvraagStatus(aanvraag.status),
            status=AanvraagStatus.INGETROKKEN.value,
        )
        written = Besluit.objects.filter(aanvraag_id=aanvraag.pk).values_list("pk", flat=True)
        for object_id in (aanvraag.pk, *written):
            finish_tasks(gemeente=actor.gemeente, object_id=object_id, soorten=tuple(TaakSoort))
        titel = "Aanvraag ingetrokken door de inwoner"
        _note(actor, act, aanvraag.dossier_id, GebeurtenisSoort.AANVRAAG, titel, aanvraag.pk)


def _concept_of(aanvraag: Aanvraag) -> Besluit:
    """The besluit on this aanvraag while it may still change, or a new one; who prepares at once waits here."""
    Aanvraag.objects.select_for_update().get(pk=aanvraag.pk)
    row: Besluit | None = Besluit.objects.select_for_update().filter(aanvraag_id=aanvraag.pk).first()
    if row is None:
        return Besluit(
            gemeente_id=aanvraag.gemeente_id,
            dossier_id=aanvraag.dossier_id,
            aanvraag=aanvraag,
            nummer=next_number(gemeente=aanvraag.gemeente_id, soort=BESLUIT_SERIES),
        )
    if row.status != BesluitStatus.CONCEPT.value:
        check_step(BESLUIT_STAPPEN, BesluitStatus(row.status), BesluitStatus.CONCEPT, "Het besluit")
    return row


def _concept_read(besluit_id: UUID, gelezen: int) -> Besluit:
    """The besluit, locked, when it still is the concept that was read."""
    row: Besluit = Besluit.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=besluit_id)
    rules.check_concept(
        status=BesluitStatus(row.status),
        ondertekenaar=row.ondertekenaar.naam if row.ondertekenaar else "",
        gelezen=gelezen,
        versie=row.versie,
        opsteller=row.opsteller.naam,
        op=clock_time(row.opgesteld_op),
    )
    return row


def _road(actor: Actor, melding: Melding) -> AanvraagWeg:
    onderzoek = onderzoek_of(melding)
    verslag = None if onderzoek is None else verslag_of(onderzoek)
    rule = verordening(gemeente=actor.gemeente, wet=melding.wet, day=clock.today())
    return rules.road(
        today=clock.today(),
        onderzoek=None if onderzoek is None else OnderzoekStatus(onderzoek.status),
        verslag_ondertekend=verslag is not None and verslag.ondertekend_op is not None,
        verslag_is_aanvraag=rule is not None and rule.verslag_is_aanvraag,
        onderzoek_uiterlijk=melding.onderzoek_uiterlijk,
    )


def _check_first(melding: Melding, solution: Oplossing | None) -> None:
    """One open aanvraag for the same help; two people who register at once wait for each other here."""
    Melding.objects.select_for_update().get(pk=melding.pk)
    open_ones = Aanvraag.objects.filter(
        melding=melding, oplossing=solution, status=AanvraagStatus.ONTVANGEN.value
    )
    if open_ones.exists():
        raise Refusal("Er loopt al een aanvraag voor deze hulp. Open die in het dossier.")


def _rule(actor: Actor, wet: str) -> VerordeningRow:
    today = clock.today()
    return rules.check_rule_in_force(verordening(gemeente=actor.gemeente, wet=wet, day=today), wet, today)


def _solution_of(melding: Melding, oplossing_id: UUID | None) -> Oplossing | None:
    if oplossing_id is None:
        return None
    row = Oplossing.objects.filter(
        pk=oplossing_id, resultaat__arrangement__dossier_id=melding.dossier_id, met_besluit=True
    ).first()
    if row is None:
        raise Refusal(
            "Deze oplossing staat niet als hulp op maat in het plan. Kies een andere.", field="oplossing"
        )
    return row


def _grant(actor: Actor, row: Besluit) -> None:
    """Make the toewijzing that this besluit grants, and let the solution of the plan point to it."""
    new = NewToewijzing(
        persoon_id=row.dossier.persoon_id,
        aanbieder_id=present(row.aanbieder_id),
        product_id=present(row.product_id),
        wet=rules.check_product_law(row.aanvraag.wet),
        volume=present(row.volume),
        eenheid=row.eenheid,
        frequentie=row.frequentie,
        ingangsdatum=present(row.ingangsdatum),
        einddatum=row.einddatum,
        grond=Grond(soort=Grondsoort.BESLUIT, nummer=row.nummer, datum=row.verzonden_op),
    )
    # The solution points to the toewijzing before it is announced, so that reactions find their way.
    Besluit.objects.filter(pk=row.pk).update(toewijzing_id=new.id)
    if row.aanvraag.oplossing_id is not None:
        Oplossing.objects.filter(pk=row.aanvraag.oplossing_id).update(
            toewijzing_id=new.id,
            toegewezen_op=clock.today(),
            ingangsdatum=row.ingangsdatum,
            einddatum=row.einddatum,
            verantwoordelijke=row.aanbiedernaam,
        )
    mine = row.dossier.behandelaar_id == actor.account_id
    grant_toewijzing(actor=actor, new=new, relatie=Relatie.EIGEN if mine else Relatie.TEAM)
    plan_task(
        gemeente=actor.gemeente,
        dossier_id=row.dossier_id,
        soort=TaakSoort.EVALUATIE,
        tekst="Kijken of de hulp nog past",
        uiterlijk=present(row.heronderzoek_op),
        object_id=row.pk,
    )


def present(value: Value | None) -> Value:
    """The value of a part that every grant has; a besluit that lost one is refused."""
    if value is None:
        raise rules.BesluitIncomplete("In dit besluit ontbreekt de omvang. Laat het opnieuw voorbereiden.")
    return value


def _plan(actor: Actor, aanvraag: Aanvraag, soort: TaakSoort, tekst: str, object_id: UUID) -> None:
    """The next step on an aanvraag, before the term of its besluit; `object_id` is the row that the step is taken on."""
    plan_task(
        gemeente=actor.gemeente,
        dossier_id=aanvraag.dossier_id,
        soort=soort,
        tekst=tekst,
        uiterlijk=aanvraag.beslis_uiterlijk,
        object_id=object_id,
    )


def _note(
    actor: Actor,
    act: HandelingRef,
    dossier_id: UUID,
    soort: GebeurtenisSoort,
    titel: str,
    object_id: UUID,
    zichtbaar: Zichtbaar = Zichtbaar.GEZIN,
) -> None:
    note(
        gemeente=actor.gemeente,
        handeling=act,
        dossier_id=dossier_id,
        soort=soort,
        titel=titel,
        object_id=object_id,
        zichtbaar=zichtbaar,
    )
