"""Loading a whole history at once, in one handeling."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

from keukentafel.casework.domain.contact import DossierStatus
from keukentafel.casework.domain.load import CaseHistory, LoadGebeurtenis, LoadMelding
from keukentafel.casework.models.contact import Dossier, Taak
from keukentafel.casework.models.reference import Verordening
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.casework.operations import load_plans, load_rows
from keukentafel.casework.operations.keeping import DOSSIER_SERIES, next_numbers
from keukentafel.casework.queries.reference import treden
from keukentafel.casework.rules import history as rules
from keukentafel.core.batches import batches
from keukentafel.core.ids import new_id
from keukentafel.people.queries import persons as people_of
from keukentafel.people.queries import wijken
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

BATCH = 2000
Row = TypeVar("Row", bound=models.Model)
Progress = Callable[[int], None]


def load_history(*, actor: Actor, history: CaseHistory, on_progress: Progress | None = None) -> int:
    """Load all records with the dossiers, tasks and timeline that follow from them; answers the number of rows.

    Reference data, persons and accounts must be there. `on_progress` hears the number of rows so far.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    persons = rules.persons_of(history)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="historie") as act:
        loader = _Loader(on_progress)
        dossiers = _dossiers(actor, history, persons)
        known = _known(actor, history)
        _reopen(actor, history, persons, known)
        by_person = known | {row.persoon_id: row.pk for row in dossiers}
        loader.store(load_rows.contacts(actor, history))
        loader.store(dossiers)
        for rows in load_rows.cases(actor, history, persons, by_person, act.op):
            loader.store(rows)
        ladder = {row.code: row for row in treden(gemeente=actor.gemeente, day=clock.today())}
        for rows in load_plans.plans(actor, history, persons, by_person, ladder, act.op):
            loader.store(rows)
        rules_by_version = _verordeningen(actor)
        for rows in load_plans.decisions(actor, history, persons, by_person, rules_by_version):
            loader.store(rows)
        loader.store(load_rows.signals(actor, history))
        loader.store(_tasks(actor, rules.open_tasks(history, persons), by_person))
        loader.store(_events(actor, act.id, rules.timeline(history, persons), by_person))
    return loader.done


class _Loader:
    """Stores rows by COPY, a batch at a time, and tells how far it is; made inside the handeling of the load."""

    def __init__(self, on_progress: Progress | None) -> None:
        self.done = 0
        self._tell = on_progress
        with connection.cursor() as cursor:
            # COPY passes by the hook that ties versions of rows to their act; an ordinary statement before it does not.
            cursor.execute("VALUES (1)")

    def store(self, rows: Iterable[Row]) -> None:
        """Insert these rows, all of one model."""
        for batch in batches(rows, BATCH):
            _copy(batch)
            self.done += len(batch)
            if self._tell is not None:
                self._tell(self.done)


def _copy(rows: Sequence[models.Model]) -> None:
    fields: list[Any] = [
        field for field in rows[0]._meta.concrete_fields if not isinstance(field, models.BigAutoField)
    ]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    statement = f"COPY {quote(rows[0]._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            )


def _dossiers(actor: Actor, history: CaseHistory, persons: rules.Persons) -> list[Dossier]:
    """A dossier for each person who has none, in the order of opening, so that the numbers run with the years."""
    known = _known(actor, history)
    onderzoeken = {row.melding_id: row for row in history.onderzoeken}
    rows = [
        _dossier(
            actor, meldingen, rules.dossier_status(meldingen, onderzoeken, helped=person in persons.helped)
        )
        for person, meldingen in rules.meldingen_by_person(history).items()
        if person not in known
    ]
    rows += _referred(actor, history, {row.persoon_id for row in rows} | set(known))
    rows.sort(key=lambda row: (row.geopend_op, row.pk))
    years: dict[int, list[Dossier]] = {}
    for row in rows:
        years.setdefault(row.geopend_op.year, []).append(row)
    for year, opened in years.items():
        numbers = next_numbers(gemeente=actor.gemeente, soort=DOSSIER_SERIES, jaar=year, aantal=len(opened))
        for row, number in zip(opened, numbers, strict=True):
            row.nummer = number
    return rows


def _known(actor: Actor, history: CaseHistory) -> dict[UUID, UUID]:
    """The dossiers that the people of this history have already."""
    named = (
        history.contacten,
        history.meldingen,
        history.verwijzingen,
        history.notities,
        history.gebeurtenissen,
    )
    people = {row.persoon_id for rows in named for row in rows if row.persoon_id is not None}
    found = Dossier.objects.filter(gemeente_id=actor.gemeente, persoon_id__in=people)
    return dict(found.values_list("persoon_id", "pk"))


def _reopen(actor: Actor, history: CaseHistory, persons: rules.Persons, known: dict[UUID, UUID]) -> None:
    """A dossier of an earlier part follows a melding of this part when that asks for more attention."""
    onderzoeken = {row.melding_id: row for row in history.onderzoeken}
    for person, meldingen in rules.meldingen_by_person(history).items():
        if person in known:
            status = rules.dossier_status(meldingen, onderzoeken, helped=person in persons.helped)
            calmer = [state.value for state in rules.calmer_than(status)]
            Dossier.objects.filter(pk=known[person], gemeente_id=actor.gemeente, status__in=calmer).update(
                status=status.value, behandelaar_id=meldingen[-1].consulent_id, afgesloten_op=None
            )


def _dossier(actor: Actor, meldingen: list[LoadMelding], status: DossierStatus) -> Dossier:
    first, last = meldingen[0], meldingen[-1]
    return Dossier(
        id=new_id(),
        gemeente_id=actor.gemeente,
        persoon_id=first.persoon_id,
        team_id=last.team_id,
        behandelaar_id=last.consulent_id,
        wijk_id=last.wijk_id,
        status=status.value,
        geopend_op=first.ontvangen_op,
        afgesloten_op=clock.today() if status is DossierStatus.AFGESLOTEN else None,
    )


def _referred(actor: Actor, history: CaseHistory, known: set[UUID]) -> Iterator[Dossier]:
    """Dossiers of people who came by a legal referral only, with the team of their neighbourhood."""
    first = {
        row.persoon_id: row
        for row in sorted(history.verwijzingen, key=lambda row: row.ontvangen_op, reverse=True)
    }
    wanted = {person: row for person, row in first.items() if person not in known}
    teams = {wijk.id: wijk.team_id for wijk in wijken(gemeente=actor.gemeente)}
    people = people_of(gemeente=actor.gemeente, persoon_ids=wanted)
    for person, row in wanted.items():
        wijk_id = people[person].wijk_id
        team_id = teams.get(wijk_id) if wijk_id is not None else None
        if team_id is not None:
            yield Dossier(
                id=new_id(),
                gemeente_id=actor.gemeente,
                persoon_id=person,
                team_id=team_id,
                wijk_id=wijk_id,
                status=DossierStatus.HULP_LOOPT.value,
                geopend_op=row.ontvangen_op,
            )


def _verordeningen(actor: Actor) -> dict[tuple[str, str], Verordening]:
    rows = Verordening.objects.filter(gemeente_id=actor.gemeente)
    return {(row.wet, row.versie): row for row in rows}


def _tasks(actor: Actor, tasks: Iterable[rules.OpenTask], dossiers: dict[UUID, UUID]) -> Iterator[Taak]:
    for task in tasks:
        yield Taak(
            gemeente_id=actor.gemeente,
            dossier_id=dossiers[task.persoon_id],
            soort=task.soort.value,
            tekst=task.tekst,
            uiterlijk=task.uiterlijk,
            object_id=task.object_id,
        )


def _events(
    actor: Actor, handeling_id: int, lines: Iterable[LoadGebeurtenis], dossiers: dict[UUID, UUID]
) -> Iterator[Gebeurtenis]:
    for line in lines:
        if line.persoon_id in dossiers:
            yield Gebeurtenis(
                gemeente_id=actor.gemeente,
                handeling_id=handeling_id,
                dossier_id=dossiers[line.persoon_id],
                datum=line.datum,
                soort=line.soort,
                titel=line.titel,
                tekst=line.tekst,
                bron=line.bron,
                zichtbaar=line.zichtbaar,
                bedrag=line.bedrag,
                object_id=line.object_id,
            )
