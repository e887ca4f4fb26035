"""The page of a dossier: at most ten queries, however much is in it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from keukentafel.casework.domain.arrangement import OplossingStatus, ResultaatRow
from keukentafel.casework.domain.contact import (
    DossierRow,
    DossierStatus,
    GeslotenDossier,
    GeslotenReden,
    GeslotenRow,
    MeldingRow,
    MeldingStatus,
    Wet,
)
from keukentafel.casework.domain.gesprek import (
    OnderzoekRow,
    OnderzoekStatus,
    OnderzoekUitkomst,
    VerslagStatus,
)
from keukentafel.casework.domain.overview import (
    DossierPage,
    GebeurtenisRow,
    GebeurtenisSoort,
    TaakRow,
    Timeline,
    Traject,
    Zichtbaar,
)
from keukentafel.casework.models.contact import Dossier, Melding, Taak
from keukentafel.casework.models.onderzoek import Zitting
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.casework.queries.arrangement import named, results_of_dossier
from keukentafel.casework.queries.besluit import of_dossier
from keukentafel.casework.queries.home import task_row
from keukentafel.casework.queries.reach import Columns
from keukentafel.casework.rules import keyset
from keukentafel.people.domain import PersoonRow
from keukentafel.people.queries import emergency_until, get_person, household
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import Prepared

EVENTS_SHOWN = 20
_COVER = Columns(
    Dossier, "nummer", "persoon_id", "status", "geopend_op", "team_id", "team__naam", "behandelaar_id", "behandelaar__naam",
    "persoon__huishouden_id", path="",
)  # fmt: skip
_PERSON = Columns(Dossier, "persoon_id", path="")
_MELDING = (
    "id", "dossier_id", "wet", "thema", "status", "spoed", "ontvangen_op", "bevestigen_uiterlijk", "bevestigd_op",
    "clientondersteuning_gewezen_op", "clientondersteuner", "persoonlijk_plan_gewezen_op",
    "persoonlijk_plan_ontvangen_op", "onderzoek_uiterlijk",
)  # fmt: skip
_ONDERZOEK = (
    "id", "dossier_id", "melding_id", "status", "begonnen_op", "afgerond_op", "uitkomst", "motivering", "terugkijken_op",
)  # fmt: skip
_AROUND = (
    "contact__vraag", "onderzoek__gesprek__eigen_woorden", "onderzoek__verslag__status",
    "onderzoek__arrangement__status", "sittings",
)  # fmt: skip
_EVENT = ("id", "datum", "soort", "titel", "tekst", "bron", "zichtbaar", "bedrag", "object_id")
_TASK = ("id", "soort", "tekst", "uiterlijk", "object_id")
_SHOWN_HELP = frozenset({OplossingStatus.VOORGESTELD, OplossingStatus.LOOPT, OplossingStatus.KLAAR})


def get_dossier(*, actor: Actor, dossier_id: UUID, reason: str = "") -> DossierPage:
    """A dossier with the household, everything that was done and what waits; each resident shown is logged as seen.

    Raises `NotFound` when the actor's municipality has no such dossier, `GeslotenDossier` when it is closed to them.
    """
    by_emergency, cover = _COVER.fetch(actor=actor, key=dossier_id)
    nummer, persoon_id, status, opened, team_id, team, behandelaar_id, behandelaar, huishouden_id = cover
    dossier = DossierRow(
        dossier_id,
        nummer,
        persoon_id,
        DossierStatus(status),
        opened,
        team_id,
        team,
        behandelaar_id,
        behandelaar or "",
    )
    person, members = _household(actor, persoon_id, huishouden_id)
    record_look(
        actor=actor,
        persoon_ids=[person.id, *(member.id for member in members)],
        act=Act.DOSSIER_INZIEN,
        reason=reason or "Dossier bekeken",
    )
    plan = _plan(dossier_id, {row.id: row.naam for row in (person, *members)})
    tracks = tuple(_track(row) for row in _TRACKS.rows(dossier_id))
    applications = of_dossier(dossier_id)
    return DossierPage(
        dossier=dossier,
        persoon=person,
        huishouden=members,
        trajecten=tracks,
        resultaten=plan,
        hulp=tuple(row for result in plan for row in result.oplossingen if row.status in _SHOWN_HELP),
        aanvragen=tuple(application for application, _ in applications),
        besluiten=tuple(besluit for _, besluit in applications if besluit is not None),
        taken=_tasks(dossier, person),
        tijdlijn=_stretch(_NEWEST.rows(dossier_id)),
        alleen_lezen=by_emergency,
        noodtoegang_tot=emergency_until(actor=actor, persoon_id=person.id)
        if by_emergency or person.afgeschermd
        else None,
    )


def closed_dossier(*, actor: Actor, dossier_id: UUID) -> GeslotenRow | None:
    """Why a dossier is closed to the actor, None when it is open to them; names nobody, so no look is logged.

    Raises `NotFound` when the actor's municipality has no such dossier.
    """
    accounts.check(actor, Act.NOODTOEGANG_OPENEN)
    try:
        _PERSON.fetch(actor=actor, key=dossier_id)
    except GeslotenDossier:
        columns = ("persoon_id", "persoon__huishouden_id", "persoon__afgeschermd", "team__naam")
        person, home, shielded, team = Dossier.objects.values_list(*columns).get(pk=dossier_id)
    else:
        return None
    om = GeslotenReden.AFGESCHERMD if shielded else GeslotenReden.ANDER_TEAM
    if person == actor.persoon_id or (home is not None and home == actor.huishouden_id):
        om = GeslotenReden.EIGEN
    return GeslotenRow(dossier_id, om, team)


def get_timeline(
    *, actor: Actor, dossier_id: UUID, after: str | None = None, soorten: Iterable[GebeurtenisSoort] = ()
) -> Timeline:
    """A stretch of the timeline, newest first; `soorten` keeps only these kinds."""
    _, persoon_ids = _PERSON.fetch(actor=actor, key=dossier_id)
    record_look(actor=actor, persoon_ids=persoon_ids, act=Act.DOSSIER_INZIEN, reason="Tijdlijn bekeken")
    return _events(dossier_id, after, soorten)


def dossier_of_person(*, actor: Actor, persoon_id: UUID) -> UUID | None:
    """The dossier of a person when the actor may open it, else None; shows nothing and logs nothing."""
    scope = accounts.scope(actor, Act.DOSSIER_INZIEN)
    rows = Dossier.objects.within(scope, clock.now()).filter(persoon_id=persoon_id)
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def dossier_row(dossier: Dossier) -> DossierRow:
    """The cover of a dossier; team and behandelaar must have been fetched with it."""
    return DossierRow(
        id=dossier.pk,
        nummer=dossier.nummer,
        persoon_id=dossier.persoon_id,
        status=DossierStatus(dossier.status),
        geopend_op=dossier.geopend_op,
        team_id=dossier.team_id,
        teamnaam=dossier.team.naam,
        behandelaar_id=dossier.behandelaar_id,
        behandelaarnaam=dossier.behandelaar.naam if dossier.behandelaar else "",
    )


def _household(
    actor: Actor, persoon_id: UUID, huishouden_id: UUID | None
) -> tuple[PersoonRow, tuple[PersoonRow, ...]]:
    together: tuple[PersoonRow, ...] = ()
    if huishouden_id is not None:
        together = household(gemeente=actor.gemeente, huishouden_id=huishouden_id)
    person = next((row for row in together if row.id == persoon_id), None)
    if person is None:
        person = get_person(gemeente=actor.gemeente, persoon_id=persoon_id)
    return person, tuple(row for row in together if row.id != persoon_id)


def _track_columns(dossier_id: UUID) -> "QuerySet[Any]":
    sittings = (
        Zitting.objects.filter(gesprek__onderzoek__melding_id=OuterRef("pk"))
        .order_by()
        .values("gesprek__onderzoek__melding_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = Melding.objects.filter(dossier_id=dossier_id).annotate(sittings=Subquery(sittings))
    columns = (*_MELDING, *(f"onderzoek__{name}" for name in _ONDERZOEK), *_AROUND)
    shown: QuerySet[Any] = rows.order_by("-ontvangen_op", "-id").values_list(*columns)
    return shown


def _track(row: tuple[Any, ...]) -> Traject:
    end = len(_MELDING) + len(_ONDERZOEK)
    melding: dict[str, Any] = dict(zip(_MELDING, row, strict=False))
    melding["wet"] = Wet(melding["wet"])
    melding["status"] = MeldingStatus(melding["status"])
    onderzoek: dict[str, Any] = dict(zip(_ONDERZOEK, row[len(_MELDING) : end], strict=True))
    vraag, eigen_woorden, verslag, arrangement, sittings = row[end:]
    started = onderzoek["id"] is not None
    if started:
        onderzoek["status"] = OnderzoekStatus(onderzoek["status"])
        onderzoek["uitkomst"] = OnderzoekUitkomst(onderzoek["uitkomst"])
    return Traject(
        melding=MeldingRow(**melding),
        onderzoek=OnderzoekRow(**onderzoek) if started else None,
        eigen_woorden=eigen_woorden if started else vraag,
        zittingen=sittings or 0,
        verslag_status=None if verslag is None else VerslagStatus(verslag),
        arrangement_status=arrangement or "",
    )


def _plan(dossier_id: UUID, names: Mapping[UUID, str]) -> tuple[ResultaatRow, ...]:
    return tuple(named(row, names) for row in results_of_dossier(dossier_id))


def _tasks(dossier: DossierRow, person: PersoonRow) -> tuple[TaakRow, ...]:
    today = clock.today()
    return tuple(
        task_row(
            (key, soort, tekst, uiterlijk, dossier.id, dossier.nummer, object_id, person.id),
            {person.id: person},
            today,
        )
        for key, soort, tekst, uiterlijk, object_id in _OPEN_TASKS.rows(dossier.id)
    )


def _events(dossier_id: UUID, after: str | None, soorten: Iterable[GebeurtenisSoort]) -> Timeline:
    rows = Gebeurtenis.objects.filter(dossier_id=dossier_id)
    kinds = [soort.value for soort in soorten]
    if kinds:
        rows = rows.filter(soort__in=kinds)
    if after is not None:
        day, number = keyset.day_and_number(after)
        rows = rows.filter(Q(datum__lt=day) | Q(datum=day, id__lt=number))
    return _stretch(list(_event_columns(rows)))


def _event_columns(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    shown: QuerySet[Any] = rows.order_by("-datum", "-id").values_list(*_EVENT)[: EVENTS_SHOWN + 1]
    return shown


def _stretch(found: list[tuple[Any, ...]]) -> Timeline:
    shown = found[:EVENTS_SHOWN]
    return Timeline(
        gebeurtenissen=tuple(_event(row) for row in shown),
        volgende=keyset.cursor(shown[-1][1], shown[-1][0]) if len(found) > EVENTS_SHOWN else None,
    )


def _event(row: tuple[Any, ...]) -> GebeurtenisRow:
    identity, datum, soort, titel, tekst, bron, zichtbaar, bedrag, object_id = row
    return GebeurtenisRow(
        identity, datum, GebeurtenisSoort(soort), titel, tekst, bron, Zichtbaar(zichtbaar), bedrag, object_id
    )


_TRACKS = Prepared(_track_columns)
_OPEN_TASKS = Prepared(
    lambda key: (
        Taak.objects.filter(dossier_id=key, gedaan_op__isnull=True)
        .order_by("uiterlijk", "id")
        .values_list(*_TASK)
    )
)
_NEWEST = Prepared(lambda key: _event_columns(Gebeurtenis.objects.filter(dossier_id=key)))
