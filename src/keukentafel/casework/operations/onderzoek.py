"""Acts of the onderzoek: starting it, its verslag, and how it ends."""

from datetime import date
from uuid import UUID

from keukentafel.casework.domain.contact import DOSSIER_STAPPEN, MELDING_STAPPEN, DossierStatus, MeldingStatus
from keukentafel.casework.domain.gesprek import (
    VERSLAG_STAPPEN,
    NewAfronding,
    OnderzoekRow,
    OnderzoekStatus,
    OnderzoekUitkomst,
    Reactie,
    VerslagRow,
    VerslagStatus,
)
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort, Zichtbaar
from keukentafel.casework.domain.reference import TermijnSoort
from keukentafel.casework.models.arrangement import Resultaat
from keukentafel.casework.models.contact import Dossier, Melding
from keukentafel.casework.models.onderzoek import Gesprek, Onderzoek, Verslag
from keukentafel.casework.operations.keeping import finish_tasks, move, note, plan_task
from keukentafel.casework.queries.arrangement import results
from keukentafel.casework.queries.gesprek import onderzoek_row, snapshot, verslag_of, verslag_row
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.queries.reference import term
from keukentafel.casework.rules import arrangement as ladder
from keukentafel.casework.rules import contact as contact_rules
from keukentafel.casework.rules import gesprek as rules
from keukentafel.casework.rules.states import check_step, may_step
from keukentafel.casework.rules.terms import last_day
from keukentafel.core.dutch import day
from keukentafel.core.errors import NotFound
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock


def start_onderzoek(*, actor: Actor, melding_id: UUID, reden_vroeg: str = "") -> OnderzoekRow:
    """Start the onderzoek after a melding, with a gesprek that opens with the resident's own words.

    Raises `TooEarly` inside the week for a persoonlijk plan unless it came in, there is haste, or a reason is given.
    """
    melding = fetch(
        Melding, actor=actor, act=Act.GESPREK_VOEREN, related=("dossier", "contact"), pk=melding_id
    )
    check_step(MELDING_STAPPEN, MeldingStatus(melding.status), MeldingStatus.IN_ONDERZOEK, "De melding")
    contact_rules.check_start(
        today=clock.today(),
        plan_tot=_plan_until(actor, melding),
        plan_ontvangen=melding.persoonlijk_plan_ontvangen_op is not None,
        spoed=melding.spoed,
        reden=reden_vroeg,
    )
    with handeling(
        actor=actor,
        act=Act.GESPREK_VOEREN,
        object_type="melding",
        object_id=melding.pk,
        persoon_id=melding.dossier.persoon_id,
        ground=reden_vroeg,
    ) as act:
        move(Melding, melding.pk, van=MeldingStatus(melding.status), status=MeldingStatus.IN_ONDERZOEK.value)
        onderzoek: Onderzoek = Onderzoek.objects.create(
            gemeente_id=actor.gemeente,
            dossier_id=melding.dossier_id,
            melding=melding,
            consulent_id=actor.account_id,
            begonnen_op=clock.today(),
            reden_vroeg=reden_vroeg,
        )
        Gesprek.objects.create(
            gemeente_id=actor.gemeente,
            onderzoek=onderzoek,
            eigen_woorden=melding.contact.vraag,
            eigen_woorden_versie=1,
            eigen_woorden_op=act.op,
            eigen_woorden_door_id=actor.account_id,
        )
        _move_dossier(melding.dossier, DossierStatus.IN_GESPREK, behandelaar_id=actor.account_id)
        finish_tasks(gemeente=actor.gemeente, object_id=melding.pk, soorten=(TaakSoort.SPOED,))
        _note(actor, act, melding.dossier_id, GebeurtenisSoort.GESPREK, "Onderzoek begonnen", onderzoek.pk)
    return onderzoek_row(onderzoek)


def draft_verslag(*, actor: Actor, onderzoek_id: UUID, tekst: str) -> VerslagRow:
    """Write or rewrite the words of the verslag while it is a concept."""
    onderzoek = _onderzoek(actor, onderzoek_id, Act.GESPREK_VOEREN)
    verslag = verslag_of(onderzoek)
    if verslag is not None:
        check_concept(VerslagStatus(verslag.status))
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="verslag", object_id=onderzoek.pk):
        if verslag is None:
            verslag = Verslag(gemeente_id=actor.gemeente, onderzoek=onderzoek)
        verslag.tekst = tekst.strip()
        verslag.save()
    return verslag_row(verslag, snapshot(gemeente=actor.gemeente, onderzoek_id=onderzoek.pk))


def check_concept(status: VerslagStatus) -> None:
    """Raise `StepNotPossible` when the verslag was sent: it stays as the resident got it."""
    check_step(VERSLAG_STAPPEN, status, VerslagStatus.VERZONDEN, "Het verslag")


def send_verslag(*, actor: Actor, onderzoek_id: UUID) -> VerslagRow:
    """Send the verslag: its words and the content of gesprek and arrangement are fixed (Wmo 2015 art. 2.3.2 lid 8).

    Words of the consulent may be left out; raises `VerslagEmpty` when there is nothing at all to send.
    """
    onderzoek = _onderzoek(actor, onderzoek_id, Act.GESPREK_VOEREN)
    verslag = verslag_of(onderzoek) or Verslag(gemeente_id=actor.gemeente, onderzoek=onderzoek)
    check_concept(VerslagStatus(verslag.status))
    content = snapshot(gemeente=actor.gemeente, onderzoek_id=onderzoek.pk)
    rules.check_verslag(verslag.tekst, content)
    melding = onderzoek.melding
    check_step(MELDING_STAPPEN, MeldingStatus(melding.status), MeldingStatus.VERSLAG_VERSTREKT, "De melding")
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="verslag", object_id=verslag.pk) as act:
        sent = MeldingStatus.VERSLAG_VERSTREKT.value
        move(Melding, melding.pk, van=MeldingStatus(melding.status), status=sent)
        verslag.gegevens = content
        verslag.status = VerslagStatus.VERZONDEN.value
        verslag.verzonden_op = clock.today()
        verslag.save()
        _note(actor, act, onderzoek.dossier_id, GebeurtenisSoort.VERSLAG, "Verslag verzonden", verslag.pk)
    return verslag_row(verslag, verslag.gegevens)


def record_reaction(
    *, actor: Actor, onderzoek_id: UUID, reactie: Reactie, opmerking: str = "", ondertekend: bool = False
) -> VerslagRow:
    """Record what the resident says of the verslag that was sent, and whether they signed it."""
    onderzoek = _onderzoek(actor, onderzoek_id, Act.GESPREK_VOEREN)
    verslag = verslag_of(onderzoek)
    if verslag is None:
        raise NotFound("Er is nog geen verslag. Verstuur het eerst.")
    rules.check_reaction(reactie, opmerking)
    check_step(VERSLAG_STAPPEN, VerslagStatus(verslag.status), VerslagStatus.GEREAGEERD, "Het verslag")
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="verslag", object_id=verslag.pk) as act:
        verslag.status, verslag.reactie, verslag.opmerking = (
            VerslagStatus.GEREAGEERD.value,
            reactie.value,
            opmerking,
        )
        verslag.reactie_op = clock.today()
        verslag.ondertekend_op = clock.today() if ondertekend else None
        verslag.save()
        titel = f"Reactie op het verslag: {reactie.value}"
        _note(actor, act, onderzoek.dossier_id, GebeurtenisSoort.VERSLAG, titel, verslag.pk)
    return verslag_row(verslag, verslag.gegevens)


def finish_onderzoek(*, actor: Actor, onderzoek_id: UUID, afronding: NewAfronding) -> OnderzoekRow:
    """End an onderzoek. Doing nothing plans a task to look back; the right to apply stays.

    Raises `NotFinishable`, and `ArrangementIncomplete` when the plan misses a reason, a date or a solution.
    """
    onderzoek = _onderzoek(actor, onderzoek_id, Act.ONDERZOEK_AFRONDEN)
    rules.check_open(OnderzoekStatus(onderzoek.status))
    plan = results(Resultaat.objects.filter(arrangement__onderzoek_id=onderzoek.pk))
    verslag = verslag_of(onderzoek)
    rules.check_finish(
        afronding,
        today=clock.today(),
        verslag=None if verslag is None else VerslagStatus(verslag.status),
        clientondersteuning_gewezen=onderzoek.melding.clientondersteuning_gewezen_op is not None,
        individueel=any(row.met_besluit for row in plan),
    )
    if afronding.uitkomst is not OnderzoekUitkomst.NIETS_DOEN:
        ladder.check_share(ladder.stand_of(row) for row in plan)
    with handeling(
        actor=actor,
        act=Act.ONDERZOEK_AFRONDEN,
        object_type="onderzoek",
        object_id=onderzoek.pk,
        persoon_id=onderzoek.dossier.persoon_id,
        ground=afronding.motivering,
    ) as act:
        _finish(actor, act, onderzoek, afronding)
    return onderzoek_row(onderzoek)


def _finish(actor: Actor, act: HandelingRef, onderzoek: Onderzoek, afronding: NewAfronding) -> None:
    nothing = afronding.uitkomst is OnderzoekUitkomst.NIETS_DOEN
    afgerond = MeldingStatus.AFGEROND.value
    move(Melding, onderzoek.melding_id, van=MeldingStatus(onderzoek.melding.status), status=afgerond)
    onderzoek.status = OnderzoekStatus.AFGEROND.value
    onderzoek.afgerond_op = clock.today()
    onderzoek.uitkomst = afronding.uitkomst.value
    onderzoek.motivering = afronding.motivering
    onderzoek.terugkijken_op = afronding.terugkijken_op
    onderzoek.save()
    finish_tasks(gemeente=actor.gemeente, object_id=onderzoek.melding_id, soorten=tuple(TaakSoort))
    _move_dossier(onderzoek.dossier, DossierStatus.EVEN_NIETS_DOEN if nothing else DossierStatus.HULP_LOOPT)
    if nothing and afronding.terugkijken_op is not None:
        plan_task(
            gemeente=actor.gemeente,
            dossier_id=onderzoek.dossier_id,
            soort=TaakSoort.TERUGKIJKEN,
            tekst="Bewust niets doen: samen terugkijken",
            uiterlijk=afronding.terugkijken_op,
            object_id=onderzoek.pk,
        )
        titel = f"Samen besloten om nu niets te doen, terugkijken op {day(afronding.terugkijken_op)}"
    else:
        titel = f"Onderzoek afgerond: {afronding.uitkomst.value}"
    _note(actor, act, onderzoek.dossier_id, GebeurtenisSoort.GESPREK, titel, onderzoek.pk)


def _plan_until(actor: Actor, melding: Melding) -> date | None:
    found = term(
        gemeente=actor.gemeente,
        soort=TermijnSoort.PERSOONLIJK_PLAN,
        wet=melding.wet,
        day=melding.ontvangen_op,
    )
    return None if found is None else last_day(found, melding.ontvangen_op)


def _move_dossier(dossier: Dossier, status: DossierStatus, *, behandelaar_id: UUID | None = None) -> None:
    if may_step(DOSSIER_STAPPEN, DossierStatus(dossier.status), status):
        dossier.status = status.value
    if dossier.behandelaar_id is None and behandelaar_id is not None:
        dossier.behandelaar_id = behandelaar_id
    dossier.save(update_fields=["status", "behandelaar"])


def _onderzoek(actor: Actor, onderzoek_id: UUID, act: Act) -> Onderzoek:
    return fetch(Onderzoek, actor=actor, act=act, related=("dossier", "melding", "verslag"), pk=onderzoek_id)


def _note(
    actor: Actor,
    act: HandelingRef,
    dossier_id: UUID,
    soort: GebeurtenisSoort,
    titel: str,
    object_id: UUID,
) -> None:
    note(
        gemeente=actor.gemeente,
        handeling=act,
        dossier_id=dossier_id,
        soort=soort,
        titel=titel,
        zichtbaar=Zichtbaar.GEZIN,
        object_id=object_id,
    )
