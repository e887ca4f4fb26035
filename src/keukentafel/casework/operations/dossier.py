"""Acts on a dossier: taking it up, notes, tasks and closing it."""

from datetime import datetime
from uuid import UUID

from keukentafel.casework.domain.contact import DOSSIER_STAPPEN, DossierRow, DossierStatus
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort, Zichtbaar
from keukentafel.casework.models.contact import Dossier, Taak
from keukentafel.casework.models.onderzoek import Onderzoek
from keukentafel.casework.operations.keeping import move, note
from keukentafel.casework.queries.closing import open_work, running_help
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.rules import contact as rules
from keukentafel.casework.rules.states import check_step
from keukentafel.core.errors import Conflict, NotAllowed, NotFound, Refusal
from keukentafel.people import operations as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor, Rol
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock


class NotInTeam(NotAllowed):
    """The colleague cannot have this dossier."""

    def __init__(self) -> None:
        super().__init__("Deze collega kan het dossier niet oppakken. Kies een consulent uit het team.")


def take_up(*, actor: Actor, dossier_id: UUID, behandelaar_id: UUID | None = None) -> DossierRow:
    """Give a dossier to a consulent of the team; None takes it oneself.

    Raises `NotInTeam`, and `Conflict` when a colleague took it up first.
    """
    dossier = fetch(
        Dossier,
        actor=actor,
        act=Act.DOSSIER_TOEWIJZEN,
        path="",
        related=("team", "behandelaar"),
        pk=dossier_id,
    )
    chosen_id, chosen_name = _consulent(actor, behandelaar_id)
    with handeling(
        actor=actor,
        act=Act.DOSSIER_TOEWIJZEN,
        object_type="dossier",
        object_id=dossier.pk,
        persoon_id=dossier.persoon_id,
    ) as act:
        rows = Dossier.objects.filter(pk=dossier.pk, gemeente_id=actor.gemeente)
        if behandelaar_id is None:
            rows = rows.filter(behandelaar_id__isnull=True) | rows.filter(behandelaar_id=chosen_id)
        if not rows.update(behandelaar_id=chosen_id):
            raise Conflict("Een collega heeft dit dossier net opgepakt. Ververs de pagina.")
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=dossier.pk,
            soort=GebeurtenisSoort.DOSSIER,
            titel="Dossier opgepakt",
            zichtbaar=Zichtbaar.TEAM,
        )
    return DossierRow(
        id=dossier.pk,
        nummer=dossier.nummer,
        persoon_id=dossier.persoon_id,
        status=DossierStatus(dossier.status),
        geopend_op=dossier.geopend_op,
        team_id=dossier.team_id,
        teamnaam=dossier.team.naam,
        behandelaar_id=chosen_id,
        behandelaarnaam=chosen_name,
    )


def add_note(*, actor: Actor, dossier_id: UUID, tekst: str, zichtbaar: Zichtbaar = Zichtbaar.TEAM) -> None:
    """Write a note in a dossier, for the team or for the family as well."""
    dossier = fetch(Dossier, actor=actor, act=Act.GESPREK_VOEREN, path="", pk=dossier_id)
    if not tekst.strip():
        raise Refusal("De notitie is leeg. Schrijf eerst op wat je wilt bewaren.", field="tekst")
    with handeling(
        actor=actor,
        act=Act.GESPREK_VOEREN,
        object_type="notitie",
        object_id=dossier.pk,
        persoon_id=dossier.persoon_id,
    ) as act:
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=dossier.pk,
            soort=GebeurtenisSoort.NOTITIE,
            titel="Notitie",
            tekst=tekst.strip(),
            zichtbaar=zichtbaar,
        )


def complete_task(*, actor: Actor, taak_id: UUID) -> None:
    """Tick off a task; looking back after doing nothing is recorded with the onderzoek.

    Raises `EndedByAnAct` for what only an act ends, such as signing a besluit.
    """
    task = fetch(Taak, actor=actor, act=Act.GESPREK_VOEREN, pk=taak_id)
    if task.gedaan_op is not None:
        return
    soort = TaakSoort(task.soort)
    rules.check_by_hand(soort, task.tekst)
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="taak", object_id=task.pk) as act:
        Taak.objects.filter(pk=task.pk).update(gedaan_op=clock.today())
        if soort is TaakSoort.TERUGKIJKEN and task.object_id is not None:
            Onderzoek.objects.filter(pk=task.object_id).update(teruggekeken_op=clock.today())
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=task.dossier_id,
            soort=GebeurtenisSoort.EVALUATIE if soort is TaakSoort.TERUGKIJKEN else GebeurtenisSoort.DOSSIER,
            titel=f"Gedaan: {task.tekst}",
            zichtbaar=Zichtbaar.TEAM,
            object_id=task.pk,
        )


def close_dossier(*, actor: Actor, dossier_id: UUID, reden: str) -> None:
    """Close a dossier in which nothing has to be done any more and no help goes on.

    Raises `ReasonMissing`, `StepNotPossible`, `HelpStillRuns`, `WorkLeft`, and `Conflict` when a colleague changed it meanwhile.
    """
    dossier = fetch(Dossier, actor=actor, act=Act.ONDERZOEK_AFRONDEN, path="", pk=dossier_id)
    rules.check_reason(reden, "Schrijf op waarom het dossier dicht kan.")
    status = DossierStatus(dossier.status)
    check_step(DOSSIER_STAPPEN, status, DossierStatus.AFGESLOTEN, "Het dossier")
    with handeling(
        actor=actor,
        act=Act.ONDERZOEK_AFRONDEN,
        object_type="dossier",
        object_id=dossier.pk,
        persoon_id=dossier.persoon_id,
        ground=reden.strip(),
    ) as act:
        closed = DossierStatus.AFGESLOTEN.value
        move(Dossier, dossier.pk, van=status, status=closed, afgesloten_op=clock.today())
        rules.check_close(
            werk=open_work(dossier.pk),
            hulp=running_help(gemeente=actor.gemeente, dossier_id=dossier.pk, persoon_id=dossier.persoon_id),
        )
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=dossier.pk,
            soort=GebeurtenisSoort.DOSSIER,
            titel="Dossier afgesloten",
            tekst=reden.strip(),
        )


def open_in_emergency(*, actor: Actor, dossier_id: UUID, reden: str) -> datetime:
    """Open a closed dossier in an emergency, for reading, and answer until when; it is logged and reviewed.

    Raises `NotFound` and what `people.operations.open_in_emergency` refuses.
    """
    rows = Dossier.objects.filter(pk=dossier_id, gemeente_id=actor.gemeente)
    persoon_id = rows.values_list("persoon_id", flat=True).first()
    if persoon_id is None:
        raise NotFound("Dit dossier staat er niet (meer). Ga terug en zoek de inwoner opnieuw.")
    return people.open_in_emergency(actor=actor, persoon_id=persoon_id, reden=reden)


def _consulent(actor: Actor, behandelaar_id: UUID | None) -> tuple[UUID, str]:
    if behandelaar_id is None or behandelaar_id == actor.account_id:
        if not accounts.may(actor, Act.GESPREK_VOEREN):
            raise NotInTeam
        return actor.account_id, actor.naam
    for colleague in accounts.colleagues(actor):
        if colleague.id == behandelaar_id and Rol.CONSULENT in colleague.rollen:
            return colleague.id, colleague.naam
    raise NotInTeam
