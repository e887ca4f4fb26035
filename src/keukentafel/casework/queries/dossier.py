"""The page of a dossier: at most ten queries, however much is in it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from keukentafel.casework.domain.arrangement import OplossingStatus, ResultaatRow
from keukentafel.casework.domain.besluit import AanvraagRow, BesluitRow
from keukentafel.casework.domain.contact import DossierRow, DossierStatus, MeldingRow, MeldingStatus, Wet
from keukentafel.casework.domain.gesprek import VerslagStatus
from keukentafel.casework.domain.overview import (
    DossierPage,
    GebeurtenisRow,
    GebeurtenisSoort,
    TaakRow,
    Timeline,
    Traject,
    Zichtbaar,
)
from keukentafel.casework.models.arrangement import Resultaat
from keukentafel.casework.models.besluit import Aanvraag
from keukentafel.casework.models.contact import Dossier, Melding, Taak
from keukentafel.casework.models.onderzoek import Zitting
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.casework.queries.arrangement import gesprek_of, named, results
from keukentafel.casework.queries.besluit import aanvraag_row, besluit_row
from keukentafel.casework.queries.gesprek import onderzoek_of, onderzoek_row, verslag_of
from keukentafel.casework.queries.home import task_row
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.rules import keyset
from keukentafel.people.domain import PersoonRow
from keukentafel.people.queries import get_person, household
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock

EVENTS_SHOWN = 20
_EVENT = ("id", "datum", "soort", "titel", "tekst", "bron", "zichtbaar", "bedrag", "object_id")
_TASK = ("id", "soort", "tekst", "uiterlijk", "object_id")
_SHOWN_HELP = frozenset({OplossingStatus.VOORGESTELD, OplossingStatus.LOOPT, OplossingStatus.KLAAR})


def get_dossier(*, actor: Actor, dossier_id: UUID, reason: str = "") -> DossierPage:
    """A dossier with the household, everything that was done and what waits; each resident shown is logged as seen.

    Raises `NotFound` when the actor's municipality has no such dossier, `GeslotenDossier` when it is closed to them.
    """
    dossier = fetch(
        Dossier,
        actor=actor,
        act=Act.DOSSIER_INZIEN,
        path="",
        related=("team", "behandelaar", "persoon"),
        pk=dossier_id,
    )
    person, members = _household(actor, dossier)
    record_look(
        actor=actor,
        persoon_ids=[person.id, *(member.id for member in members)],
        act=Act.DOSSIER_INZIEN,
        reason=reason or "Dossier bekeken",
    )
    plan = _plan(dossier.pk, {row.id: row.naam for row in (person, *members)})
    applications = _applications(dossier.pk)
    return DossierPage(
        dossier=dossier_row(dossier),
        persoon=person,
        huishouden=members,
        trajecten=_tracks(dossier.pk),
        resultaten=plan,
        hulp=tuple(row for result in plan for row in result.oplossingen if row.status in _SHOWN_HELP),
        aanvragen=tuple(application for application, _ in applications),
        besluiten=tuple(besluit for _, besluit in applications if besluit is not None),
        taken=_tasks(dossier, person),
        tijdlijn=_events(dossier.pk, None, ()),
    )


def get_timeline(
    *, actor: Actor, dossier_id: UUID, after: str | None = None, soorten: Iterable[GebeurtenisSoort] = ()
) -> Timeline:
    """A stretch of the timeline, newest first; `soorten` keeps only these kinds."""
    dossier = fetch(Dossier, actor=actor, act=Act.DOSSIER_INZIEN, path="", pk=dossier_id)
    record_look(
        actor=actor, persoon_ids=[dossier.persoon_id], act=Act.DOSSIER_INZIEN, reason="Tijdlijn bekeken"
    )
    return _events(dossier.pk, after, soorten)


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


def melding_row(row: Melding) -> MeldingRow:
    """A melding as a value."""
    return MeldingRow(
        id=row.pk,
        dossier_id=row.dossier_id,
        wet=Wet(row.wet),
        thema=row.thema,
        status=MeldingStatus(row.status),
        spoed=row.spoed,
        ontvangen_op=row.ontvangen_op,
        bevestigen_uiterlijk=row.bevestigen_uiterlijk,
        bevestigd_op=row.bevestigd_op,
        clientondersteuning_gewezen_op=row.clientondersteuning_gewezen_op,
        clientondersteuner=row.clientondersteuner,
        persoonlijk_plan_gewezen_op=row.persoonlijk_plan_gewezen_op,
        persoonlijk_plan_ontvangen_op=row.persoonlijk_plan_ontvangen_op,
        onderzoek_uiterlijk=row.onderzoek_uiterlijk,
    )


def _household(actor: Actor, dossier: Dossier) -> tuple[PersoonRow, tuple[PersoonRow, ...]]:
    together: tuple[PersoonRow, ...] = ()
    if dossier.persoon.huishouden_id is not None:
        together = household(gemeente=actor.gemeente, huishouden_id=dossier.persoon.huishouden_id)
    person = next((row for row in together if row.id == dossier.persoon_id), None)
    if person is None:
        person = get_person(gemeente=actor.gemeente, persoon_id=dossier.persoon_id)
    return person, tuple(row for row in together if row.id != dossier.persoon_id)


def _tracks(dossier_id: UUID) -> tuple[Traject, ...]:
    sittings = (
        Zitting.objects.filter(gesprek__onderzoek__melding_id=OuterRef("pk"))
        .order_by()
        .values("gesprek__onderzoek__melding_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows: Any = (
        Melding.objects.filter(dossier_id=dossier_id)
        .select_related("contact", "onderzoek__gesprek", "onderzoek__verslag", "onderzoek__arrangement")
        .annotate(sittings=Subquery(sittings))
        .order_by("-ontvangen_op", "-id")
    )
    return tuple(_track(row) for row in rows)


def _track(row: Any) -> Traject:
    onderzoek = onderzoek_of(row)
    verslag = None if onderzoek is None else verslag_of(onderzoek)
    arrangement = getattr(onderzoek, "arrangement", None)
    return Traject(
        melding=melding_row(row),
        onderzoek=None if onderzoek is None else onderzoek_row(onderzoek),
        eigen_woorden=row.contact.vraag if onderzoek is None else gesprek_of(onderzoek).eigen_woorden,
        zittingen=row.sittings or 0,
        verslag_status=None if verslag is None else VerslagStatus(verslag.status),
        arrangement_status=arrangement.status if arrangement else "",
    )


def _plan(dossier_id: UUID, names: Mapping[UUID, str]) -> tuple[ResultaatRow, ...]:
    rows = results(Resultaat.objects.filter(arrangement__dossier_id=dossier_id))
    return tuple(named(row, names) for row in rows)


def _applications(dossier_id: UUID) -> tuple[tuple[AanvraagRow, BesluitRow | None], ...]:
    rows = (
        Aanvraag.objects.filter(dossier_id=dossier_id)
        .select_related("besluit__verordening", "besluit__opsteller", "besluit__ondertekenaar")
        .order_by("-ontvangen_op", "-id")
    )
    pairs = []
    for row in rows:
        besluit = getattr(row, "besluit", None)
        pairs.append((aanvraag_row(row), None if besluit is None else besluit_row(besluit)))
    return tuple(pairs)


def _tasks(dossier: Dossier, person: PersoonRow) -> tuple[TaakRow, ...]:
    rows = Taak.objects.filter(dossier_id=dossier.pk, gedaan_op__isnull=True).order_by("uiterlijk", "id")
    today = clock.today()
    return tuple(
        task_row(
            (key, soort, tekst, uiterlijk, dossier.pk, dossier.nummer, object_id, person.id),
            {person.id: person},
            today,
        )
        for key, soort, tekst, uiterlijk, object_id in rows.values_list(*_TASK)
    )


def _events(dossier_id: UUID, after: str | None, soorten: Iterable[GebeurtenisSoort]) -> Timeline:
    rows = Gebeurtenis.objects.filter(dossier_id=dossier_id)
    kinds = [soort.value for soort in soorten]
    if kinds:
        rows = rows.filter(soort__in=kinds)
    if after is not None:
        day, number = keyset.day_and_number(after)
        rows = rows.filter(Q(datum__lt=day) | Q(datum=day, id__lt=number))
    found = list(rows.order_by("-datum", "-id").values_list(*_EVENT)[: EVENTS_SHOWN + 1])
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
