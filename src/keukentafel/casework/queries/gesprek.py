"""Reads of the gesprek and the verslag."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from keukentafel.casework.domain.gesprek import (
    GebiedRow,
    GebiedStatus,
    GesprekPage,
    LeefgebiedInvoer,
    OnderzoekRow,
    OnderzoekStatus,
    OnderzoekUitkomst,
    Reactie,
    VerslagRow,
    VerslagStatus,
    ZittingRow,
    ZittingStatus,
)
from keukentafel.casework.domain.reference import LeefgebiedRow
from keukentafel.casework.models.arrangement import Resultaat
from keukentafel.casework.models.contact import Melding
from keukentafel.casework.models.onderzoek import Gesprek, GesprekLeefgebied, Onderzoek, Verslag, Zitting
from keukentafel.casework.queries.arrangement import results
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.queries.reference import leefgebieden
from keukentafel.core.errors import NotFound
from keukentafel.people.queries import get_person
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock

_INVOER = (
    "status", "gaat_goed", "situatie", "wens", "behoefte", "verschil", "score_inwoner", "score_professional",
)  # fmt: skip
_ZITTING = ("id", "nummer", "moment", "minuten", "plaats", "aanwezig", "status")


def get_gesprek(*, actor: Actor, onderzoek_id: UUID, zitting_id: UUID | None = None) -> GesprekPage:
    """The gesprek of an onderzoek with one sitting open: the one asked for, else the last; the look is logged.

    Every leefgebied of the municipality is there, noted or not. Raises `NotFound`, `GeslotenDossier` or
    `ActNotPermitted`.
    """
    gesprek = fetch(
        Gesprek,
        actor=actor,
        act=Act.DOSSIER_INZIEN,
        path="onderzoek__dossier__",
        related=("onderzoek__dossier", "onderzoek__melding__contact", "onderzoek__verslag"),
        onderzoek_id=onderzoek_id,
    )
    person = get_person(gemeente=actor.gemeente, persoon_id=gesprek.onderzoek.dossier.persoon_id)
    sittings = _sittings(gesprek.pk)
    chosen = _choose(sittings, zitting_id)
    areas = leefgebieden(gemeente=actor.gemeente, day=clock.today())
    noted = _noted(gesprek.pk, {area.code: area.naam for area in areas})
    texts = Resultaat.objects.filter(arrangement__onderzoek_id=onderzoek_id).order_by("volgorde", "id")
    record_look(actor=actor, persoon_ids=[person.id], act=Act.DOSSIER_INZIEN, reason="Gesprek bekeken")
    return _page(
        gesprek, person.naam, sittings, chosen, areas, noted, tuple(texts.values_list("tekst", flat=True))
    )


def get_verslag(*, actor: Actor, onderzoek_id: UUID) -> VerslagRow:
    """The verslag: as it was sent, or with the content of this moment while it is a concept; the look is logged.

    Before a word was written it is an empty concept, without an id, around that content.
    """
    onderzoek = fetch(
        Onderzoek, actor=actor, act=Act.DOSSIER_INZIEN, related=("dossier", "verslag"), pk=onderzoek_id
    )
    verslag = verslag_of(onderzoek)
    record_look(
        actor=actor,
        persoon_ids=[onderzoek.dossier.persoon_id],
        act=Act.DOSSIER_INZIEN,
        reason="Verslag bekeken",
    )
    if verslag is None:
        return empty_verslag(onderzoek.pk, snapshot(gemeente=actor.gemeente, onderzoek_id=onderzoek_id))
    gegevens = verslag.gegevens
    if verslag.status == VerslagStatus.CONCEPT.value:
        gegevens = snapshot(gemeente=actor.gemeente, onderzoek_id=onderzoek_id)
    return verslag_row(verslag, gegevens)


def empty_verslag(onderzoek_id: UUID, gegevens: Mapping[str, object]) -> VerslagRow:
    """The verslag that nobody began yet."""
    return VerslagRow(
        id=None,
        onderzoek_id=onderzoek_id,
        status=VerslagStatus.CONCEPT,
        tekst="",
        gegevens=gegevens,
        verzonden_op=None,
        reactie=Reactie.GEEN,
        opmerking="",
        reactie_op=None,
        ondertekend_op=None,
    )


def onderzoek_row(row: Onderzoek) -> OnderzoekRow:
    """An onderzoek as a value."""
    return OnderzoekRow(
        id=row.pk,
        dossier_id=row.dossier_id,
        melding_id=row.melding_id,
        status=OnderzoekStatus(row.status),
        begonnen_op=row.begonnen_op,
        afgerond_op=row.afgerond_op,
        uitkomst=OnderzoekUitkomst(row.uitkomst),
        motivering=row.motivering,
        terugkijken_op=row.terugkijken_op,
    )


def verslag_row(row: Verslag, gegevens: Mapping[str, object]) -> VerslagRow:
    """A verslag as a value, with this content."""
    return VerslagRow(
        id=row.pk,
        onderzoek_id=row.onderzoek_id,
        status=VerslagStatus(row.status),
        tekst=row.tekst,
        gegevens=gegevens,
        verzonden_op=row.verzonden_op,
        reactie=Reactie(row.reactie),
        opmerking=row.opmerking,
        reactie_op=row.reactie_op,
        ondertekend_op=row.ondertekend_op,
    )


def verslag_of(onderzoek: Onderzoek) -> Verslag | None:
    """The verslag of an onderzoek, if it was started."""
    verslag: Verslag | None = getattr(onderzoek, "verslag", None)
    return verslag


def onderzoek_of(melding: Melding) -> Onderzoek | None:
    """The onderzoek after a melding, if it was started."""
    onderzoek: Onderzoek | None = getattr(melding, "onderzoek", None)
    return onderzoek


def zitting_row(row: Zitting) -> ZittingRow:
    """A sitting as a value."""
    return ZittingRow(
        row.pk,
        row.nummer,
        row.moment,
        row.minuten,
        row.plaats,
        tuple(row.aanwezig),
        ZittingStatus(row.status),
    )


def snapshot(*, gemeente: str, onderzoek_id: UUID) -> dict[str, object]:
    """What gesprek and arrangement hold now, as plain lists and texts without names; for a caller that checked."""
    gesprek = Gesprek.objects.get(onderzoek_id=onderzoek_id, gemeente_id=gemeente)
    names = {area.code: area.naam for area in leefgebieden(gemeente=gemeente, day=clock.today())}
    plan = results(Resultaat.objects.filter(arrangement__onderzoek_id=onderzoek_id))
    return {
        "eigen_woorden": gesprek.eigen_woorden,
        "verheldering": gesprek.verheldering,
        "zittingen": [
            {"moment": row.moment.isoformat(), "plaats": row.plaats, "aanwezig": list(row.aanwezig)}
            for row in _sittings(gesprek.pk)
            if row.status is ZittingStatus.GEHOUDEN
        ],
        "leefgebieden": [_area_snapshot(row) for row in _latest(_noted(gesprek.pk, names))],
        "resultaten": [
            {
                "tekst": row.tekst,
                "oplossingen": [
                    {
                        "trede": solution.trede,
                        "omschrijving": solution.omschrijving,
                        "verantwoordelijke": solution.verantwoordelijke,
                    }
                    for solution in row.oplossingen
                ],
            }
            for row in plan
        ],
    }


def _sittings(gesprek_id: UUID) -> tuple[ZittingRow, ...]:
    rows = Zitting.objects.filter(gesprek_id=gesprek_id).order_by("nummer").values_list(*_ZITTING)
    return tuple(
        ZittingRow(identity, nummer, moment, minuten, plaats, tuple(aanwezig), ZittingStatus(status))
        for identity, nummer, moment, minuten, plaats, aanwezig, status in rows
    )


def _choose(sittings: tuple[ZittingRow, ...], zitting_id: UUID | None) -> ZittingRow | None:
    if zitting_id is None:
        return sittings[-1] if sittings else None
    for row in sittings:
        if row.id == zitting_id:
            return row
    raise NotFound("Dit gesprek is er niet (meer). Ga terug naar het dossier.")


def _noted(gesprek_id: UUID, names: Mapping[str, str]) -> tuple[GebiedRow, ...]:
    rows = GesprekLeefgebied.objects.filter(zitting__gesprek_id=gesprek_id).order_by("zitting__nummer", "id")
    columns = ("zitting_id", "leefgebied", "versie", "bewaard_op", "bewaard_door__naam", *_INVOER)
    return tuple(_area(row, names) for row in rows.values_list(*columns))


def _area(row: tuple[Any, ...], names: Mapping[str, str]) -> GebiedRow:
    zitting_id, code, versie, bewaard_op, door, status, *rest = row
    return GebiedRow(
        zitting_id=zitting_id,
        leefgebied=code,
        naam=names.get(code, code),
        invoer=LeefgebiedInvoer(GebiedStatus(status), *rest),
        versie=versie,
        bewaard_op=bewaard_op,
        bewaard_door=door,
    )


def _latest(noted: Iterable[GebiedRow]) -> tuple[GebiedRow, ...]:
    return tuple(
        {row.leefgebied: row for row in noted if row.invoer.status is GebiedStatus.BESPROKEN}.values()
    )


def _area_snapshot(row: GebiedRow) -> dict[str, object]:
    invoer = row.invoer
    return {
        "naam": row.naam,
        "gaat_goed": invoer.gaat_goed,
        "situatie": invoer.situatie,
        "wens": invoer.wens,
        "behoefte": invoer.behoefte,
        "verschil": invoer.verschil,
        "score_inwoner": invoer.score_inwoner,
        "score_professional": invoer.score_professional,
    }


def _page(
    gesprek: Gesprek,
    naam: str,
    sittings: tuple[ZittingRow, ...],
    chosen: ZittingRow | None,
    areas: tuple[LeefgebiedRow, ...],
    noted: tuple[GebiedRow, ...],
    texts: tuple[str, ...],
) -> GesprekPage:
    onderzoek = gesprek.onderzoek
    dossier, melding, verslag = onderzoek.dossier, onderzoek.melding, verslag_of(onderzoek)
    numbers = {row.id: row.nummer for row in sittings}
    current = numbers[chosen.id] if chosen else 0
    return GesprekPage(
        onderzoek=onderzoek_row(onderzoek),
        dossier_id=dossier.pk,
        dossiernummer=dossier.nummer,
        persoon_id=dossier.persoon_id,
        persoonnaam=naam,
        spoed=melding.spoed,
        vraag=melding.contact.vraag,
        clientondersteuning_gewezen_op=melding.clientondersteuning_gewezen_op,
        clientondersteuner=melding.clientondersteuner,
        persoonlijk_plan_gewezen_op=melding.persoonlijk_plan_gewezen_op,
        persoonlijk_plan_ontvangen_op=melding.persoonlijk_plan_ontvangen_op,
        onderzoek_uiterlijk=melding.onderzoek_uiterlijk,
        eigen_woorden=gesprek.eigen_woorden,
        eigen_woorden_versie=gesprek.eigen_woorden_versie,
        verheldering=gesprek.verheldering,
        verheldering_versie=gesprek.verheldering_versie,
        bewaard_op=gesprek.bewaard_op,
        zittingen=sittings,
        zitting=chosen,
        gebieden=_areas_of(chosen, areas, noted),
        vorige=_latest(row for row in noted if numbers[row.zitting_id] < current),
        resultaten=texts,
        verslag_status=VerslagStatus(verslag.status) if verslag else None,
    )


def _areas_of(
    chosen: ZittingRow | None, areas: tuple[LeefgebiedRow, ...], noted: tuple[GebiedRow, ...]
) -> tuple[GebiedRow, ...]:
    if chosen is None:
        return ()
    known = {row.leefgebied: row for row in noted if row.zitting_id == chosen.id}
    empty = LeefgebiedInvoer(status=GebiedStatus.OPEN)
    return tuple(known.get(area.code) or GebiedRow(chosen.id, area.code, area.naam, empty) for area in areas)
