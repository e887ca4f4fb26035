"""Acts on the arrangement: results first, solutions on the ladder, reasons for what is skipped, and light help."""

from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from keukentafel.casework.domain.arrangement import (
    ARRANGEMENT_STAPPEN,
    OPLOSSING_STAPPEN,
    Akkoord,
    ArrangementStatus,
    HulpSoort,
    NewOplossing,
    OplossingStatus,
    RedenOvergeslagen,
    Vorm,
)
from keukentafel.casework.domain.gesprek import SavedInBetween
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort
from keukentafel.casework.domain.reference import Kolom, TredeRow
from keukentafel.casework.models.arrangement import (
    Arrangement,
    Hulpcontact,
    Oplossing,
    OvergeslagenKolom,
    Resultaat,
)
from keukentafel.casework.models.onderzoek import Onderzoek
from keukentafel.casework.operations.gesprek import clock_time
from keukentafel.casework.operations.keeping import finish_tasks, move, note, plan_task
from keukentafel.casework.queries.arrangement import gesprek_of, results
from keukentafel.casework.queries.reach import check_household, fetch
from keukentafel.casework.queries.reference import treden
from keukentafel.casework.rules import arrangement as rules
from keukentafel.casework.rules.states import check_step
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

_RESULTAAT_PATH = "arrangement__dossier__"
_OPLOSSING_PATH = "resultaat__arrangement__dossier__"


def add_resultaat(
    *, actor: Actor, onderzoek_id: UUID, tekst: str, persoon_id: UUID | None = None, reden_spoed: str = ""
) -> UUID:
    """Write down what somebody wants to reach, in their own words; `persoon_id` is theirs, else the resident's.

    Raises `ClarificationMissing` before the question is clear, unless the melding is urgent and a reason is given.
    """
    onderzoek = fetch(
        Onderzoek,
        actor=actor,
        act=Act.ARRANGEMENT_MAKEN,
        related=("dossier__persoon", "melding", "gesprek"),
        pk=onderzoek_id,
    )
    rules.check_result(tekst)
    rules.check_clarified(
        verheldering=gesprek_of(onderzoek).verheldering,
        spoed=onderzoek.melding.spoed,
        reden_spoed=reden_spoed or onderzoek.reden_spoed,
    )
    check_household(actor=actor, resident=onderzoek.dossier.persoon, persoon_id=persoon_id)
    with _act(actor, "onderzoek", onderzoek.pk, reden_spoed) as act:
        if reden_spoed:
            Onderzoek.objects.filter(pk=onderzoek.pk).update(reden_spoed=reden_spoed)
        arrangement, _ = Arrangement.objects.get_or_create(
            onderzoek=onderzoek,
            defaults={
                "gemeente_id": actor.gemeente,
                "dossier_id": onderzoek.dossier_id,
                "bewaard_op": act.op,
                "bewaard_door_id": actor.account_id,
            },
        )
        row: Resultaat = Resultaat.objects.create(
            gemeente_id=actor.gemeente,
            arrangement=arrangement,
            volgorde=Resultaat.objects.filter(arrangement=arrangement).count() + 1,
            persoon_id=persoon_id or onderzoek.dossier.persoon_id,
            tekst=tekst.strip(),
        )
        _touch(actor, act, arrangement.pk)
    return row.pk


def change_resultaat(*, actor: Actor, resultaat_id: UUID, versie: int, tekst: str) -> int:
    """Change the words of a result in the plan opened at `versie`; answers the new version.

    Raises `SavedInBetween` when a colleague changed the plan since and the words differ.
    """
    row = _resultaat(actor, resultaat_id)
    rules.check_result(tekst)
    with _act(actor, "resultaat", row.pk) as act:
        _check_version(row.arrangement_id, versie, "resultaat", {"tekst": tekst}, {"tekst": row.tekst})
        Resultaat.objects.filter(pk=row.pk).update(tekst=tekst.strip(), akkoord=Akkoord.NIET_GEVRAAGD.value)
        return _touch(actor, act, row.arrangement_id)


def set_akkoord(*, actor: Actor, resultaat_id: UUID, akkoord: Akkoord, opmerking: str = "") -> None:
    """Record whether somebody agrees with a result, with their remark; raises `PlanClosed`."""
    row = _resultaat(actor, resultaat_id)
    rules.check_changeable(ArrangementStatus(row.arrangement.status))
    with _act(actor, "resultaat", row.pk):
        Resultaat.objects.filter(pk=row.pk).update(akkoord=akkoord.value, opmerking=opmerking)


def add_oplossing(*, actor: Actor, resultaat_id: UUID, oplossing: NewOplossing) -> UUID:
    """Put a solution under a result, on a rung of the ladder of this day; a solution without a result cannot be said.

    Raises `OplossingIncomplete`.
    """
    row = _resultaat(actor, resultaat_id)
    rung = _rung(actor, oplossing)
    with _act(actor, "resultaat", row.pk) as act:
        solution: Oplossing = Oplossing.objects.create(
            gemeente_id=actor.gemeente, resultaat=row, **_columns(oplossing, rung)
        )
        _plan_evaluation(actor, row.arrangement.dossier_id, solution)
        _touch(actor, act, row.arrangement_id)
    return solution.pk


def change_oplossing(*, actor: Actor, oplossing_id: UUID, versie: int, oplossing: NewOplossing) -> int:
    """Change a solution in the plan opened at `versie`; answers the new version.

    Raises `SavedInBetween` when a colleague changed the plan since and this solution differs.
    """
    row = _oplossing(actor, oplossing_id)
    rung = _rung(actor, oplossing)
    arrangement = row.resultaat.arrangement
    with _act(actor, "oplossing", row.pk) as act:
        _check_version(arrangement.pk, versie, "oplossing", asdict(oplossing), _stored(row))
        for name, value in _columns(oplossing, rung).items():
            setattr(row, name, value)
        row.save()
        _plan_evaluation(actor, arrangement.dossier_id, row)
        return _touch(actor, act, arrangement.pk)


def set_oplossing_status(*, actor: Actor, oplossing_id: UUID, status: OplossingStatus) -> None:
    """Record that a solution runs, is done or was stopped; individual help begins after a besluit."""
    row = _oplossing(actor, oplossing_id)
    check_step(OPLOSSING_STAPPEN, OplossingStatus(row.status), status, "Deze oplossing")
    rules.check_begin(status, met_besluit=row.met_besluit, toegewezen=row.toewijzing_id is not None)
    with _act(actor, "oplossing", row.pk) as act:
        move(Oplossing, row.pk, van=OplossingStatus(row.status), status=status.value)
        if status is not OplossingStatus.LOOPT:
            finish_tasks(gemeente=actor.gemeente, object_id=row.pk, soorten=(TaakSoort.EVALUATIE,))
        _note(
            actor,
            act,
            row.resultaat.arrangement.dossier_id,
            f"{row.trede.capitalize()}: {status.value}",
            row.pk,
        )


def explain_skip(
    *, actor: Actor, resultaat_id: UUID, kolom: Kolom, reden: RedenOvergeslagen, toelichting: str = ""
) -> None:
    """Say why a column stays empty under a result; saying it again replaces the reason."""
    row = _resultaat(actor, resultaat_id)
    rules.check_skip(reden, toelichting)
    with _act(actor, "resultaat", row.pk) as act:
        OvergeslagenKolom.objects.update_or_create(
            resultaat=row,
            kolom=kolom.value,
            defaults={"gemeente_id": actor.gemeente, "reden": reden.value, "toelichting": toelichting},
        )
        _touch(actor, act, row.arrangement_id)


def share_arrangement(*, actor: Actor, onderzoek_id: UUID) -> None:
    """Share the plan with the resident; raises `ArrangementIncomplete` with everything that is missing."""
    arrangement = _arrangement(actor, onderzoek_id)
    rows = results(Resultaat.objects.filter(arrangement_id=arrangement.pk))
    rules.check_share(rules.stand_of(row) for row in rows)
    check_step(
        ARRANGEMENT_STAPPEN, ArrangementStatus(arrangement.status), ArrangementStatus.GEDEELD, "Het plan"
    )
    with _act(actor, "arrangement", arrangement.pk) as act:
        move(
            Arrangement,
            arrangement.pk,
            van=ArrangementStatus(arrangement.status),
            status=ArrangementStatus.GEDEELD.value,
            gedeeld_op=clock.today(),
        )
        _note(actor, act, arrangement.dossier_id, "Plan gedeeld", arrangement.pk)


def close_arrangement(*, actor: Actor, onderzoek_id: UUID) -> None:
    """Close the plan; every result has agreement or recorded disagreement, else `AgreementMissing`."""
    arrangement = _arrangement(actor, onderzoek_id)
    rows = results(Resultaat.objects.filter(arrangement_id=arrangement.pk))
    rules.check_close(rules.stand_of(row) for row in rows)
    check_step(
        ARRANGEMENT_STAPPEN, ArrangementStatus(arrangement.status), ArrangementStatus.AFGESLOTEN, "Het plan"
    )
    with _act(actor, "arrangement", arrangement.pk) as act:
        move(
            Arrangement,
            arrangement.pk,
            van=ArrangementStatus(arrangement.status),
            status=ArrangementStatus.AFGESLOTEN.value,
            afgesloten_op=clock.today(),
        )
        _note(actor, act, arrangement.dossier_id, "Plan afgesloten", arrangement.pk)


def record_hulpcontact(
    *, actor: Actor, oplossing_id: UUID, datum: date, minuten: int, soort: HulpSoort, notitie: str = ""
) -> UUID:
    """Record a contact of light help by the team, in whole minutes; the first one starts the help. No besluit is needed.

    Raises `NotLightHelp` and `HelpContactWrong`.
    """
    row = _oplossing(actor, oplossing_id, Act.LICHTE_HULP_GEVEN)
    rules.check_help_contact(door_team=row.door_team, minuten=minuten, datum=datum, today=clock.today())
    with _act(actor, "oplossing", row.pk, act=Act.LICHTE_HULP_GEVEN) as act:
        contact: Hulpcontact = Hulpcontact.objects.create(
            gemeente_id=actor.gemeente,
            oplossing=row,
            datum=datum,
            minuten=minuten,
            soort=soort.value,
            notitie=notitie,
            door_id=actor.account_id,
        )
        started = {"status": OplossingStatus.LOOPT.value, "gestart_op": datum}
        Oplossing.objects.filter(pk=row.pk, status=OplossingStatus.VOORGESTELD.value).update(**started)
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=row.resultaat.arrangement.dossier_id,
            soort=GebeurtenisSoort.LICHTE_HULP,
            titel=f"Lichte hulp: {soort.value}, {minuten} minuten",
            object_id=contact.pk,
            datum=datum,
        )
    return contact.pk


def _act(
    actor: Actor, object_type: str, object_id: UUID, ground: str = "", *, act: Act = Act.ARRANGEMENT_MAKEN
) -> AbstractContextManager[HandelingRef]:
    return handeling(actor=actor, act=act, object_type=object_type, object_id=object_id, ground=ground)


def _touch(actor: Actor, act: HandelingRef, arrangement_id: UUID) -> int:
    """A change makes a shared plan a concept again; answers the new version. Raises `PlanClosed`."""
    row: Arrangement = Arrangement.objects.select_for_update().get(pk=arrangement_id)
    rules.check_changeable(ArrangementStatus(row.status))
    row.versie, row.bewaard_op, row.bewaard_door_id = row.versie + 1, act.op, actor.account_id
    if row.status == ArrangementStatus.GEDEELD.value:
        row.status, row.gedeeld_op = ArrangementStatus.CONCEPT.value, None
    versie: int = row.versie
    row.save()
    return versie


def _check_version(
    arrangement_id: UUID, versie: int, deel: str, eigen: dict[str, object], opgeslagen: dict[str, object]
) -> None:
    row = (
        Arrangement.objects.select_for_update(of=("self",))
        .select_related("bewaard_door")
        .get(pk=arrangement_id)
    )
    if row.versie != versie and eigen != opgeslagen:
        raise SavedInBetween(
            door=row.bewaard_door.naam,
            op=clock_time(row.bewaard_op),
            deel=deel,
            eigen=eigen,
            opgeslagen=opgeslagen,
            versie=row.versie,
        )


def _rung(actor: Actor, oplossing: NewOplossing) -> TredeRow:
    rungs = {row.code: row for row in treden(gemeente=actor.gemeente, day=clock.today())}
    rules.check_solution(oplossing, rungs=rungs)
    return rungs[oplossing.trede]


def _columns(oplossing: NewOplossing, rung: TredeRow) -> dict[str, Any]:
    ladder = {"kolom": rung.kolom.value, "met_besluit": rung.met_besluit, "door_team": rung.door_team}
    return {**asdict(oplossing), "vorm": oplossing.vorm.value, **ladder}


def _stored(row: Oplossing) -> dict[str, object]:
    values = {name: getattr(row, name) for name in NewOplossing.__slots__}
    return {**values, "vorm": Vorm(row.vorm)}


def _plan_evaluation(actor: Actor, dossier_id: UUID, row: Oplossing) -> None:
    if row.evaluatie_op is None:
        return
    plan_task(
        gemeente=actor.gemeente,
        dossier_id=dossier_id,
        soort=TaakSoort.EVALUATIE,
        tekst="Samen terugkijken op de hulp",
        uiterlijk=row.evaluatie_op,
        object_id=row.pk,
    )


def _resultaat(actor: Actor, resultaat_id: UUID) -> Resultaat:
    return fetch(
        Resultaat,
        actor=actor,
        act=Act.ARRANGEMENT_MAKEN,
        path=_RESULTAAT_PATH,
        related=("arrangement",),
        pk=resultaat_id,
    )


def _oplossing(actor: Actor, oplossing_id: UUID, act: Act = Act.ARRANGEMENT_MAKEN) -> Oplossing:
    related = ("resultaat__arrangement",)
    return fetch(Oplossing, actor=actor, act=act, path=_OPLOSSING_PATH, related=related, pk=oplossing_id)


def _arrangement(actor: Actor, onderzoek_id: UUID) -> Arrangement:
    return fetch(Arrangement, actor=actor, act=Act.ARRANGEMENT_MAKEN, onderzoek_id=onderzoek_id)


def _note(actor: Actor, act: HandelingRef, dossier_id: UUID, titel: str, object_id: UUID) -> None:
    note(
        gemeente=actor.gemeente,
        handeling=act,
        dossier_id=dossier_id,
        soort=GebeurtenisSoort.PLAN,
        titel=titel,
        object_id=object_id,
    )
