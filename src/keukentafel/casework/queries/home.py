"""The page of today: a fixed number of queries, none of which reads more rows when there are more cases of others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from keukentafel.casework.domain.contact import ContactUitkomst, DossierStatus
from keukentafel.casework.domain.gesprek import ZittingStatus
from keukentafel.casework.domain.overview import (
    AfspraakRow,
    Caseload,
    Home,
    SignaalRow,
    SignaalSoort,
    SignaalStatus,
    TaakRow,
    TaakSoort,
    Urgentie,
)
from keukentafel.casework.domain.reference import Termijn
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.besluit import Besluit
from keukentafel.casework.models.contact import TO_SIGN, Contact, Dossier, Signaal, Taak, case_rows
from keukentafel.casework.models.onderzoek import Zitting
from keukentafel.casework.queries.reference import termijnen
from keukentafel.casework.rules import home as rules
from keukentafel.casework.rules.terms import shown_until, urgency
from keukentafel.people.domain import PersoonRow
from keukentafel.people.queries import persons
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor, Scope
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import Prepared

TASKS_SHOWN = 40
SIGNALS_SHOWN = 8
_URGENT = frozenset({Urgentie.TE_LAAT, Urgentie.VANDAAG, Urgentie.BIJNA})
_AGENDA = "zitting"
_ANSWERED = "meteen beantwoord"
_TASK = (
    "id",
    "soort",
    "tekst",
    "uiterlijk",
    "dossier_id",
    "dossier__nummer",
    "object_id",
    "dossier__persoon_id",
)
_NOTICE = ("key", "kind", "case", "person", "day", "text", "source", "at")
_TO_CASE = "resultaat__arrangement__dossier__"
_SITTING_TO_CASE = "gesprek__onderzoek__dossier__"


@dataclass(frozen=True, slots=True)
class _Found:
    """What the queries brought, before names are put in."""

    tasks: list[tuple[Any, ...]] = field(default_factory=list)
    signing: list[tuple[Any, ...]] = field(default_factory=list)
    notices: list[tuple[Any, ...]] = field(default_factory=list)


def get_home(*, actor: Actor) -> Home:
    """What waits for the actor today: tasks by date, signals, sittings, own cases and questions answered at once.

    Who may not open dossiers sees only the questions answered. Every resident named on the page is logged as seen.
    """
    accounts.check(actor, Act.VANDAAG_BEKIJKEN)
    today = clock.today()
    found = _Found()
    if accounts.may(actor, Act.DOSSIER_INZIEN):
        scope = accounts.scope(actor, Act.DOSSIER_INZIEN)
        terms = termijnen(gemeente=actor.gemeente)
        found = _Found(
            _TASKS.rows(scope, actor.account_id, shown_until(today), clock.now()),
            _signing(actor, scope),
            _notices(actor, scope, today, terms),
        )
    counts: dict[str, int] = dict(_COUNTS.rows(actor.gemeente, actor.account_id, today.replace(day=1), today))
    people = _people(actor, found)
    tasks = [task_row(row, people, today) for row in found.tasks[:TASKS_SHOWN]]
    signing = [task_row(row, people, today) for row in found.signing]
    urgent = [task for task in (*tasks, *signing) if _cannot_wait(task)]
    return Home(
        vandaag=today,
        kan_niet_wachten=tuple(sorted(urgent, key=_first_things_first)),
        deze_week=tuple(task for task in tasks if not _cannot_wait(task)),
        te_tekenen=tuple(task for task in signing if not _cannot_wait(task)),
        meer_deze_week=len(found.tasks) > TASKS_SHOWN,
        signalen=tuple(_signal(row, people, today) for row in found.notices if row[1] != _AGENDA),
        agenda=tuple(_appointment(row, people) for row in found.notices if row[1] == _AGENDA),
        caseload=Caseload(
            nieuw=counts.get(DossierStatus.NIEUW.value, 0),
            in_gesprek=counts.get(DossierStatus.IN_GESPREK.value, 0),
            hulp_loopt=counts.get(DossierStatus.HULP_LOOPT.value, 0),
            even_niets_doen=counts.get(DossierStatus.EVEN_NIETS_DOEN.value, 0),
        ),
        meteen_beantwoord=counts.get(_ANSWERED, 0),
    )


def _cannot_wait(task: TaakRow) -> bool:
    """What is late or due within two days, and haste however the weekend falls."""
    return task.urgentie in _URGENT or task.soort is TaakSoort.SPOED


def _first_things_first(task: TaakRow) -> tuple[bool, date, UUID]:
    return task.soort is not TaakSoort.SPOED, task.uiterlijk, task.id


def task_row(row: tuple[Any, ...], people: Mapping[UUID, PersoonRow], today: date) -> TaakRow:
    """A task as a value, with the name, age and neighbourhood of its person."""
    identity, soort, tekst, uiterlijk, dossier_id, nummer, object_id, persoon_id = row
    person = people.get(persoon_id)
    return TaakRow(
        id=identity,
        soort=TaakSoort(soort),
        tekst=tekst,
        uiterlijk=uiterlijk,
        dagen=(uiterlijk - today).days,
        urgentie=urgency(uiterlijk, today),
        dossier_id=dossier_id,
        dossiernummer=nummer,
        object_id=object_id,
        persoon_id=persoon_id,
        persoonnaam=person.naam if person else "",
        leeftijd=rules.age(person.geboortedatum, today) if person else None,
        wijknaam=person.wijknaam if person else "",
    )


def _open_tasks(tasks: "QuerySet[Any]") -> "QuerySet[Any]":
    """Open tasks, first things first; one more than is shown."""
    shown: QuerySet[Any] = tasks.order_by("uiterlijk", "id").values_list(*_TASK)[: TASKS_SHOWN + 1]
    return shown


def _task_columns(scope: Scope, account: UUID, until: date, now: datetime) -> "QuerySet[Any]":
    """Tasks in cases of this account, and of each team those in cases that nobody has yet; each read from its own index."""
    found = Taak.objects.within(scope, now).filter(
        ~Q(soort__in=TO_SIGN), gedaan_op__isnull=True, uiterlijk__lte=until
    )
    unclaimed = [
        _open_tasks(found.filter(team_id=team, behandelaar_id__isnull=True)) for team in sorted(scope.teams)
    ]
    both = _open_tasks(found.filter(behandelaar_id=account)).union(*unclaimed, all=True)
    return both.order_by("uiterlijk", "id")[: TASKS_SHOWN + 1]


def _signing_columns(scope: Scope, account: UUID, now: datetime) -> "QuerySet[Any]":
    """Besluiten of the teams that wait for a signature or for sending, however late; not those that this account wrote."""
    own = Besluit.objects.filter(pk=OuterRef("object_id"), opsteller_id=account)
    found = Taak.objects.within(scope, now).filter(
        ~Exists(own), soort__in=TO_SIGN, gedaan_op__isnull=True, team_id__in=scope.teams
    )
    return _open_tasks(found)


def _signing(actor: Actor, scope: Scope) -> list[tuple[Any, ...]]:
    if not accounts.may(actor, Act.BESLUIT_ONDERTEKENEN):
        return []
    return _SIGNING.rows(scope, actor.account_id, clock.now())[:TASKS_SHOWN]


def _notices(actor: Actor, scope: Scope, today: date, terms: tuple[Termijn, ...]) -> list[tuple[Any, ...]]:
    """Signals and today's sittings in one query: key, kind, case, person, day, text, source, moment."""
    start = datetime.combine(today, time(), clock.AMSTERDAM)
    born_from, born_to = rules.births_turning_eighteen(today, terms)
    rows = _NOTICES.rows(
        scope,
        actor.account_id,
        clock.now(),
        today,
        start,
        start + timedelta(days=1),
        born_from,
        born_to,
        rules.started_before(today, terms),
    )
    return sorted(rows, key=lambda row: (row[7] is None, row[7] or row[4], str(row[0])))


def _notice_columns(
    scope: Scope,
    account: UUID,
    now: datetime,
    today: date,
    start: datetime,
    end: datetime,
    born_from: date,
    born_to: date,
    latest: date,
) -> "QuerySet[Any]":
    """What the house finds out by itself is about the cases of this account, what somebody reported is for the team."""
    parts = (
        _stored_signals(scope),
        _sittings(_own(Zitting, scope, account, now, _SITTING_TO_CASE), today, start, end),
        _turning_eighteen(_own(Dossier, scope, account, now, ""), born_from, born_to),
        _not_started(_own(Oplossing, scope, account, now, _TO_CASE), latest),
    )
    first, *others = parts
    return first.union(*others, all=True)


def _own(model: Any, scope: Scope, account: UUID, now: datetime, path: str) -> "QuerySet[Any]":
    found: QuerySet[Any] = (
        case_rows(model, path).within(scope, now).filter(**{f"{path}behandelaar_id": account})
    )
    return found


def _shape(rows: "QuerySet[Any]", **columns: Any) -> "QuerySet[Any]":
    empty = {
        "key": Value(None, UUIDField()),
        "case": Value(None, UUIDField()),
        "text": Value("", TextField()),
        "source": Value("", CharField()),
        "at": Value(None, DateTimeField()),
    }
    shaped: QuerySet[Any] = rows.annotate(**{**empty, **columns}).values_list(*_NOTICE)[:SIGNALS_SHOWN]
    return shaped


def _sittings(found: "QuerySet[Any]", today: date, start: datetime, end: datetime) -> "QuerySet[Any]":
    rows = found.filter(status=ZittingStatus.GEPLAND.value, moment__gte=start, moment__lt=end)
    return _shape(
        rows.order_by("moment"),
        key=F("gesprek__onderzoek_id"),
        kind=Value(_AGENDA, CharField()),
        case=F("gesprek__onderzoek__dossier_id"),
        person=F("gesprek__onderzoek__dossier__persoon_id"),
        day=Value(today, DateField()),
        text=Cast(F("plaats"), TextField()),
        at=F("moment"),
    )


def _stored_signals(scope: Scope) -> "QuerySet[Any]":
    seen = Q(persoon_id__isnull=True) | Q(persoon__afgeschermd=False)
    if scope.eigen_persoon is not None:
        seen &= Q(persoon_id__isnull=True) | ~Q(persoon_id=scope.eigen_persoon)
    if scope.eigen_huishouden is not None:
        seen &= Q(persoon__huishouden_id__isnull=True) | ~Q(persoon__huishouden_id=scope.eigen_huishouden)
    rows = Signaal.objects.filter(
        seen, gemeente_id=scope.gemeente, team_id__in=scope.teams, status=SignaalStatus.OPEN.value
    )
    return _shape(
        rows.order_by("-datum", "id"),
        key=F("id"),
        kind=F("soort"),
        person=F("persoon_id"),
        day=F("datum"),
        text=F("tekst"),
        source=F("van"),
    )


def _turning_eighteen(found: "QuerySet[Any]", born_from: date, born_to: date) -> "QuerySet[Any]":
    rows = found.filter(persoon__geboortedatum__range=(born_from, born_to)).exclude(
        status=DossierStatus.AFGESLOTEN.value
    )
    return _shape(
        rows.order_by("persoon__geboortedatum", "id"),
        kind=Value(SignaalSoort.WORDT_ACHTTIEN.value, CharField()),
        case=F("id"),
        person=F("persoon_id"),
        day=F("persoon__geboortedatum"),
    )


def _not_started(found: "QuerySet[Any]", latest: date) -> "QuerySet[Any]":
    rows = found.filter(toegewezen_op__lte=latest, ingangsdatum__lte=latest, gestart_op__isnull=True)
    return _shape(
        rows.order_by("toegewezen_op", "id"),
        kind=Value(SignaalSoort.NIET_GESTART.value, CharField()),
        case=F("resultaat__arrangement__dossier_id"),
        person=F("resultaat__arrangement__dossier__persoon_id"),
        day=F("toegewezen_op"),
        text=F("omschrijving"),
        source=F("verantwoordelijke"),
    )


def _count_columns(gemeente: str, account: UUID, first: date, last: date) -> "QuerySet[Any]":
    """Own cases by state and the questions answered at once in a period, in one query."""
    cases = Dossier.objects.filter(gemeente_id=gemeente, behandelaar_id=account).order_by()
    answered = Contact.objects.filter(
        gemeente_id=gemeente,
        door_id=account,
        uitkomst=ContactUitkomst.METEEN_BEANTWOORD.value,
        datum__range=(first, last),
    ).order_by()
    by_state = cases.annotate(label=F("status")).values_list("label").annotate(n=Count("pk"))
    by_label = answered.annotate(label=F("uitkomst")).values_list("label").annotate(n=Count("pk"))
    rows: QuerySet[Any] = by_state.union(by_label, all=True)
    return rows


def _people(actor: Actor, found: _Found) -> dict[UUID, PersoonRow]:
    wanted = {row[7] for row in (*found.tasks[:TASKS_SHOWN], *found.signing)}
    wanted |= {row[3] for row in found.notices}
    wanted.discard(None)
    if not wanted:
        return {}
    people = persons(gemeente=actor.gemeente, persoon_ids=wanted)
    record_look(
        actor=actor, persoon_ids=sorted(people), act=Act.VANDAAG_BEKIJKEN, reason="Op de pagina Vandaag"
    )
    return people


def _signal(row: tuple[Any, ...], people: Mapping[UUID, PersoonRow], today: date) -> SignaalRow:
    key, kind, case, person_id, day, text, source, _ = row
    soort = SignaalSoort(kind)
    eighteen = soort is SignaalSoort.WORDT_ACHTTIEN and key is None
    person = people.get(person_id)
    return SignaalRow(
        id=key,
        soort=soort,
        dossier_id=case,
        persoon_id=person_id,
        persoonnaam=person.naam if person else "",
        datum=rules.eighteenth_birthday(day) if eighteen else day,
        tekst=text,
        van=source,
    )


def _appointment(row: tuple[Any, ...], people: Mapping[UUID, PersoonRow]) -> AfspraakRow:
    key, _, case, person_id, _, text, _, at = row
    person = people.get(person_id)
    return AfspraakRow(
        moment=at.astimezone(clock.AMSTERDAM),
        plaats=text,
        onderzoek_id=key,
        dossier_id=case,
        persoon_id=person_id,
        persoonnaam=person.naam if person else "",
    )


_TASKS = Prepared(_task_columns)
_SIGNING = Prepared(_signing_columns)
# A consulent has tens of cases; who has thousands, such as a team leader who stands in, needs another plan.
_NOTICES = Prepared(_notice_columns, skewed=True)
_COUNTS = Prepared(_count_columns)
