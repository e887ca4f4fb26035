"""Acts of the gesprek: its sittings and the autosaved notes, where nobody ever overwrites a colleague."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from keukentafel.casework.domain.gesprek import (
    ZITTING_STAPPEN,
    GebiedStatus,
    GesprekDeel,
    LeefgebiedInvoer,
    NewZitting,
    OnderzoekStatus,
    SavedInBetween,
    SavedPart,
    ZittingRow,
    ZittingStatus,
)
from keukentafel.casework.domain.overview import GebeurtenisSoort
from keukentafel.casework.models.onderzoek import Gesprek, GesprekLeefgebied, Zitting
from keukentafel.casework.operations.keeping import note
from keukentafel.casework.queries.gesprek import zitting_row
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.queries.reference import leefgebieden
from keukentafel.casework.rules import gesprek as rules
from keukentafel.casework.rules.states import check_step
from keukentafel.core.errors import Refusal
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

_GESPREK_PATH = "onderzoek__dossier__"
_ZITTING_PATH = "gesprek__onderzoek__dossier__"


def plan_zitting(*, actor: Actor, onderzoek_id: UUID, zitting: NewZitting) -> ZittingRow:
    """Plan a sitting, or record one that was held; a gesprek may have as many as it needs."""
    gesprek = _gesprek(actor, onderzoek_id)
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="gesprek", object_id=gesprek.pk) as act:
        Gesprek.objects.select_for_update().get(pk=gesprek.pk)
        row: Zitting = Zitting.objects.create(
            gemeente_id=actor.gemeente,
            gesprek=gesprek,
            nummer=Zitting.objects.filter(gesprek=gesprek).count() + 1,
            moment=zitting.moment,
            minuten=zitting.minuten,
            plaats=zitting.plaats,
            aanwezig=list(zitting.aanwezig),
            status=zitting.status.value,
        )
        held = zitting.status is ZittingStatus.GEHOUDEN
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=gesprek.onderzoek.dossier_id,
            soort=GebeurtenisSoort.GESPREK,
            titel=f"Gesprek {row.nummer} gehouden" if held else f"Gesprek {row.nummer} gepland",
            tekst=row.plaats,
            object_id=row.pk,
        )
    return zitting_row(row)


def set_zitting_status(*, actor: Actor, zitting_id: UUID, status: ZittingStatus) -> ZittingRow:
    """Record that a sitting was held or is off; raises `StepNotPossible`."""
    row = fetch(
        Zitting,
        actor=actor,
        act=Act.GESPREK_VOEREN,
        path=_ZITTING_PATH,
        related=("gesprek__onderzoek",),
        pk=zitting_id,
    )
    check_step(ZITTING_STAPPEN, ZittingStatus(row.status), status, "Dit gesprek")
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="zitting", object_id=row.pk) as act:
        row.status = status.value
        row.save(update_fields=["status"])
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=row.gesprek.onderzoek.dossier_id,
            soort=GebeurtenisSoort.GESPREK,
            titel=f"Gesprek {row.nummer} {status.value}",
            object_id=row.pk,
        )
    return zitting_row(row)


def save_tekst(*, actor: Actor, onderzoek_id: UUID, deel: GesprekDeel, versie: int, tekst: str) -> SavedPart:
    """Save one text of the gesprek, opened at `versie`; the two texts never stand in each other's way.

    Raises `SavedInBetween`, with both texts, when a colleague saved this text since. Saving what stands there
    already changes nothing.
    """
    opened = _gesprek(actor, onderzoek_id)
    column = deel.value.replace(" ", "_")
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="gesprek", object_id=opened.pk) as act:
        row = Gesprek.objects.select_for_update().get(pk=opened.pk)
        stored, current = getattr(row, column), getattr(row, f"{column}_versie")
        if stored == tekst:
            return SavedPart(current, getattr(row, f"{column}_op") or act.op)
        if current != versie:
            raise SavedInBetween(
                door=getattr(row, f"{column}_door").naam,
                op=clock_time(getattr(row, f"{column}_op")),
                deel=deel.value,
                eigen={"tekst": tekst},
                opgeslagen={"tekst": stored},
                versie=current,
            )
        changed = {column: tekst, "_versie": current + 1, "_op": act.op, "_door_id": actor.account_id}
        for suffix, value in changed.items():
            setattr(row, suffix if suffix == column else f"{column}{suffix}", value)
        row.versie, row.bewaard_op = row.versie + 1, act.op
        row.save()
    return SavedPart(current + 1, act.op)


def save_leefgebied(
    *, actor: Actor, zitting_id: UUID, leefgebied: str, versie: int, invoer: LeefgebiedInvoer
) -> SavedPart:
    """Save what one sitting notes about one leefgebied, opened at `versie` (0 when nothing was noted yet).

    Raises `SavedInBetween`, with both versions, when a colleague saved it since, and `ScoreOutOfRange`.
    """
    zitting = fetch(
        Zitting,
        actor=actor,
        act=Act.GESPREK_VOEREN,
        path=_ZITTING_PATH,
        related=("gesprek__onderzoek",),
        pk=zitting_id,
    )
    rules.check_open(OnderzoekStatus(zitting.gesprek.onderzoek.status))
    rules.check_scores(invoer)
    if leefgebied not in {row.code for row in leefgebieden(gemeente=actor.gemeente, day=clock.today())}:
        raise Refusal("Dit leefgebied staat niet op de lijst. Ververs de pagina.", field="leefgebied")
    with handeling(
        actor=actor, act=Act.GESPREK_VOEREN, object_type="gesprek", object_id=zitting.gesprek_id
    ) as act:
        gesprek = Gesprek.objects.select_for_update().get(pk=zitting.gesprek_id)
        rows = GesprekLeefgebied.objects.filter(zitting_id=zitting.pk, leefgebied=leefgebied)
        stored = rows.select_related("bewaard_door").first()
        if stored is not None and (_invoer(stored) == invoer or stored.versie != versie):
            return _kept(stored, invoer, leefgebied)
        row = stored or GesprekLeefgebied(
            gemeente_id=actor.gemeente, zitting_id=zitting.pk, leefgebied=leefgebied, versie=0
        )
        for name, value in asdict(invoer).items():
            setattr(row, name, value)
        row.versie, row.bewaard_op, row.bewaard_door_id = row.versie + 1, act.op, actor.account_id
        row.save()
        gesprek.versie, gesprek.bewaard_op = gesprek.versie + 1, act.op
        gesprek.save(update_fields=["versie", "bewaard_op"])
    return SavedPart(row.versie, act.op)


def clock_time(moment: datetime) -> datetime:
    """A stored moment as people here read the clock."""
    return moment.astimezone(clock.AMSTERDAM)


def _kept(stored: GesprekLeefgebied, invoer: LeefgebiedInvoer, leefgebied: str) -> SavedPart:
    saved = _invoer(stored)
    if saved == invoer:
        return SavedPart(stored.versie, stored.bewaard_op)
    raise SavedInBetween(
        door=stored.bewaard_door.naam,
        op=clock_time(stored.bewaard_op),
        deel=leefgebied,
        eigen=asdict(invoer),
        opgeslagen=asdict(saved),
        versie=stored.versie,
    )


def _invoer(row: GesprekLeefgebied) -> LeefgebiedInvoer:
    return LeefgebiedInvoer(
        status=GebiedStatus(row.status),
        gaat_goed=row.gaat_goed,
        situatie=row.situatie,
        wens=row.wens,
        behoefte=row.behoefte,
        verschil=row.verschil,
        score_inwoner=row.score_inwoner,
        score_professional=row.score_professional,
    )


def _gesprek(actor: Actor, onderzoek_id: UUID) -> Gesprek:
    row = fetch(
        Gesprek,
        actor=actor,
        act=Act.GESPREK_VOEREN,
        path=_GESPREK_PATH,
        related=("onderzoek",),
        onderzoek_id=onderzoek_id,
    )
    rules.check_open(OnderzoekStatus(row.onderzoek.status))
    return row
