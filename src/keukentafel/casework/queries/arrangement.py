"""Reads of arrangements: results with their solutions on the ladder, and light help."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from keukentafel.casework.domain.arrangement import (
    Akkoord,
    ArrangementPage,
    ArrangementStatus,
    HulpcontactRow,
    HulpSoort,
    OplossingRow,
    OplossingStatus,
    OverslagRow,
    RedenOvergeslagen,
    ResultaatRow,
    Vorm,
)
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.models.arrangement import (
    Arrangement,
    Hulpcontact,
    Oplossing,
    OvergeslagenKolom,
    Resultaat,
)
from keukentafel.casework.models.onderzoek import Gesprek, Onderzoek
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.rules import arrangement as rules
from keukentafel.people.queries import persons
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.prepared.queries import Prepared

_OPLOSSING = (
    "id", "resultaat_id", "trede", "kolom", "met_besluit", "door_team", "omschrijving", "verantwoordelijke", "vorm",
    "ingangsdatum", "einddatum", "evaluatie_op", "status", "kaart_id", "kaart_naam", "product_id", "productnaam",
    "toewijzing_id", "toegewezen_op", "gestart_op", "hulpcontacten", "hulpminuten",
)  # fmt: skip
_RESULTAAT = ("id", "volgorde", "tekst", "persoon_id", "akkoord", "opmerking", "redenen")


def get_arrangement(*, actor: Actor, onderzoek_id: UUID) -> ArrangementPage:
    """The arrangement of an onderzoek, empty when it has none yet; the look is logged.

    Raises `NotFound`, `GeslotenDossier` or `ActNotPermitted`.
    """
    onderzoek = fetch(
        Onderzoek,
        actor=actor,
        act=Act.DOSSIER_INZIEN,
        related=("dossier", "melding", "gesprek"),
        pk=onderzoek_id,
    )
    dossier = onderzoek.dossier
    arrangement = Arrangement.objects.filter(onderzoek_id=onderzoek.pk).first()
    rows = results(Resultaat.objects.filter(arrangement__onderzoek_id=onderzoek.pk))
    named = _with_names(actor, rows, dossier.persoon_id)
    record_look(actor=actor, persoon_ids=[dossier.persoon_id], act=Act.DOSSIER_INZIEN, reason="Plan bekeken")
    return ArrangementPage(
        arrangement_id=arrangement.pk if arrangement else None,
        onderzoek_id=onderzoek.pk,
        dossier_id=dossier.pk,
        dossiernummer=dossier.nummer,
        persoon_id=dossier.persoon_id,
        persoonnaam=named[0],
        verheldering_klaar=bool(gesprek_of(onderzoek).verheldering.strip()),
        spoed=onderzoek.melding.spoed,
        status=ArrangementStatus(arrangement.status) if arrangement else ArrangementStatus.CONCEPT,
        versie=arrangement.versie if arrangement else 0,
        resultaten=named[1],
        ontbreekt=rules.missing(rules.stand_of(row) for row in rows),
    )


def results(resultaten: "QuerySet[Any]") -> tuple[ResultaatRow, ...]:
    """These results in order with solutions and reasons, in two queries and without names; for a caller that checked."""
    found = list(_result_columns(resultaten))
    solutions = Oplossing.objects.filter(resultaat_id__in=[row[0] for row in found])
    return _together(found, _solution_columns(solutions) if found else ())


def results_of_dossier(dossier_id: UUID) -> tuple[ResultaatRow, ...]:
    """As `results`, of all plans of a dossier."""
    found = _OF_DOSSIER.rows(dossier_id)
    return _together(found, _SOLUTIONS_OF_DOSSIER.rows(dossier_id) if found else ())


def _result_columns(resultaten: "QuerySet[Any]") -> "QuerySet[Any]":
    reasons = (
        OvergeslagenKolom.objects.filter(resultaat_id=OuterRef("pk"))
        .order_by()
        .values("resultaat_id")
        .annotate(all=JSONBAgg(JSONObject(kolom=F("kolom"), reden=F("reden"), toelichting=F("toelichting"))))
        .values("all")
    )
    rows = resultaten.annotate(redenen=Subquery(reasons)).order_by("volgorde", "id")
    shown: QuerySet[Any] = rows.values_list(*_RESULTAAT)
    return shown


def _together(
    found: Iterable[tuple[Any, ...]], solutions: Iterable[tuple[Any, ...]]
) -> tuple[ResultaatRow, ...]:
    under: dict[UUID, list[OplossingRow]] = defaultdict(list)
    for solution in map(_solution, solutions):
        under[solution.resultaat_id].append(solution)
    return tuple(_result(row, tuple(under[row[0]])) for row in found)


def hulpcontacten(*, actor: Actor, oplossing_id: UUID) -> tuple[HulpcontactRow, ...]:
    """The contacts of a solution that the team gives, newest first."""
    oplossing = fetch(
        Oplossing,
        actor=actor,
        act=Act.DOSSIER_INZIEN,
        path="resultaat__arrangement__dossier__",
        pk=oplossing_id,
    )
    rows = Hulpcontact.objects.filter(oplossing_id=oplossing.pk).order_by("-datum", "-id")
    return tuple(
        HulpcontactRow(identity, datum, minuten, HulpSoort(soort), notitie, door)
        for identity, datum, minuten, soort, notitie, door in rows.values_list(
            "id", "datum", "minuten", "soort", "notitie", "door__naam"
        )
    )


def _solution_columns(oplossingen: "QuerySet[Any]") -> "QuerySet[Any]":
    contacts = Hulpcontact.objects.filter(oplossing_id=OuterRef("pk")).order_by().values("oplossing_id")
    rows = oplossingen.annotate(
        hulpcontacten=Coalesce(Subquery(contacts.annotate(n=Count("pk")).values("n")), 0),
        hulpminuten=Coalesce(Subquery(contacts.annotate(n=Sum("minuten")).values("n")), 0),
    )
    shown: QuerySet[Any] = rows.order_by("id").values_list(*_OPLOSSING)
    return shown


_OF_DOSSIER = Prepared(lambda key: _result_columns(Resultaat.objects.filter(arrangement__dossier_id=key)))
_SOLUTIONS_OF_DOSSIER = Prepared(
    lambda key: _solution_columns(Oplossing.objects.filter(resultaat__arrangement__dossier_id=key))
)


def _solution(row: tuple[Any, ...]) -> OplossingRow:
    values = dict(zip(_OPLOSSING, row, strict=True))
    values["kolom"] = Kolom(values["kolom"])
    values["vorm"] = Vorm(values["vorm"])
    values["status"] = OplossingStatus(values["status"])
    return OplossingRow(**values)


def _result(row: tuple[Any, ...], oplossingen: tuple[OplossingRow, ...]) -> ResultaatRow:
    identity, volgorde, tekst, persoon_id, akkoord, opmerking, redenen = row
    skipped = tuple(
        OverslagRow(Kolom(item["kolom"]), RedenOvergeslagen(item["reden"]), item["toelichting"])
        for item in redenen or ()
    )
    return ResultaatRow(
        id=identity,
        volgorde=volgorde,
        tekst=tekst,
        persoon_id=persoon_id,
        persoonnaam="",
        akkoord=Akkoord(akkoord),
        opmerking=opmerking,
        oplossingen=oplossingen,
        overgeslagen=skipped,
        reden_nodig=rules.reasons_needed(
            frozenset(solution.kolom for solution in oplossingen), frozenset(skip.kolom for skip in skipped)
        ),
        met_besluit=any(solution.met_besluit for solution in oplossingen),
    )


def _with_names(
    actor: Actor, rows: tuple[ResultaatRow, ...], persoon_id: UUID
) -> tuple[str, tuple[ResultaatRow, ...]]:
    wanted = {persoon_id, *(row.persoon_id for row in rows if row.persoon_id is not None)}
    names = {key: person.naam for key, person in persons(gemeente=actor.gemeente, persoon_ids=wanted).items()}
    return names.get(persoon_id, ""), tuple(named(row, names) for row in rows)


def named(row: ResultaatRow, names: Mapping[UUID, str]) -> ResultaatRow:
    """The result with the name of whose words they are."""
    return replace(row, persoonnaam=names.get(row.persoon_id, "") if row.persoon_id else "")


def gesprek_of(onderzoek: Onderzoek) -> Gesprek:
    """The gesprek of an onderzoek; each has one from its start."""
    gesprek: Gesprek = onderzoek.gesprek
    return gesprek
