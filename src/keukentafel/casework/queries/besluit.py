"""Reads of aanvragen and besluiten."""

from typing import Any
from uuid import UUID

from keukentafel.casework.domain.besluit import (
    AanvraagRow,
    AanvraagStatus,
    AanvraagWeg,
    BesluitPage,
    BesluitRow,
    BesluitSoort,
    BesluitStatus,
)
from keukentafel.casework.models.besluit import Aanvraag, Besluit
from keukentafel.casework.queries.reach import fetch
from keukentafel.people.queries import get_person
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.prepared.queries import Prepared

RELATED = ("aanvraag", "dossier", "verordening", "opsteller", "ondertekenaar")
_AANVRAAG = (
    "id", "dossier_id", "melding_id", "oplossing_id", "wet", "weg", "status", "product_id", "productnaam",
    "ontvangen_op", "beslis_uiterlijk",
)  # fmt: skip
_BESLUIT = (
    "id", "dossier_id", "nummer", "soort", "status", "product_id", "productnaam", "aanbieder_id", "aanbiedernaam", "volume",
    "eenheid", "frequentie", "ingangsdatum", "einddatum", "grondslag", "motivering", "heronderzoek_op", "bezwaarclausule",
    "opsteller_id", "ondertekend_op", "verzonden_op", "bezwaar_uiterlijk", "toewijzing_id", "versie",
)  # fmt: skip
_NAMES = ("verordening__naam", "verordening__versie", "opsteller__naam", "ondertekenaar__naam")
_OF_DOSSIER = Prepared(
    lambda key: (
        Aanvraag.objects.filter(dossier_id=key)
        .order_by("-ontvangen_op", "-id")
        .values_list(*_AANVRAAG, *(f"besluit__{name}" for name in (*_BESLUIT, *_NAMES)))
    )
)


def get_besluit(*, actor: Actor, besluit_id: UUID) -> BesluitPage:
    """A besluit as it is printed, with the address of the resident; the look is logged.

    Raises `NotFound`, `GeslotenDossier` or `ActNotPermitted`.
    """
    besluit = fetch(Besluit, actor=actor, act=Act.DOSSIER_INZIEN, related=RELATED, pk=besluit_id)
    person = get_person(gemeente=actor.gemeente, persoon_id=besluit.dossier.persoon_id)
    record_look(actor=actor, persoon_ids=[person.id], act=Act.DOSSIER_INZIEN, reason="Besluit bekeken")
    return BesluitPage(
        besluit=besluit_row(besluit),
        aanvraag=aanvraag_row(besluit.aanvraag),
        dossiernummer=besluit.dossier.nummer,
        persoon_id=person.id,
        persoonnaam=person.naam,
        adresregel=person.adresregel,
        postcode=person.postcode,
        woonplaats=person.woonplaats,
    )


def get_aanvraag(*, actor: Actor, aanvraag_id: UUID) -> AanvraagRow:
    """An aanvraag; the look is logged."""
    aanvraag = fetch(Aanvraag, actor=actor, act=Act.DOSSIER_INZIEN, related=("dossier",), pk=aanvraag_id)
    record_look(
        actor=actor,
        persoon_ids=[aanvraag.dossier.persoon_id],
        act=Act.DOSSIER_INZIEN,
        reason="Aanvraag bekeken",
    )
    return aanvraag_row(aanvraag)


def of_dossier(dossier_id: UUID) -> tuple[tuple[AanvraagRow, BesluitRow | None], ...]:
    """The aanvragen of a dossier, newest first, each with its besluit, in one query; for a caller that checked."""
    return tuple(_pair(row) for row in _OF_DOSSIER.rows(dossier_id))


def _pair(row: tuple[Any, ...]) -> tuple[AanvraagRow, BesluitRow | None]:
    aanvraag: dict[str, Any] = dict(zip(_AANVRAAG, row, strict=False))
    aanvraag["weg"] = AanvraagWeg(aanvraag["weg"])
    aanvraag["status"] = AanvraagStatus(aanvraag["status"])
    besluit: dict[str, Any] = dict(zip((*_BESLUIT, *_NAMES), row[len(_AANVRAAG) :], strict=True))
    naam, versie, opsteller, ondertekenaar = (besluit.pop(name) for name in _NAMES)
    if besluit["id"] is None:
        return AanvraagRow(**aanvraag), None
    besluit["soort"] = BesluitSoort(besluit["soort"])
    besluit["status"] = BesluitStatus(besluit["status"])
    return AanvraagRow(**aanvraag), BesluitRow(
        **besluit,
        aanvraag_id=aanvraag["id"],
        wet=aanvraag["wet"],
        verordening_naam=naam,
        verordening_versie=versie,
        opsteller=opsteller,
        ondertekenaar=ondertekenaar or "",
    )


def aanvraag_row(row: Aanvraag) -> AanvraagRow:
    """An aanvraag as a value."""
    return AanvraagRow(
        id=row.pk,
        dossier_id=row.dossier_id,
        melding_id=row.melding_id,
        oplossing_id=row.oplossing_id,
        wet=row.wet,
        weg=AanvraagWeg(row.weg),
        status=AanvraagStatus(row.status),
        product_id=row.product_id,
        productnaam=row.productnaam,
        ontvangen_op=row.ontvangen_op,
        beslis_uiterlijk=row.beslis_uiterlijk,
    )


def besluit_row(row: Besluit) -> BesluitRow:
    """A besluit as a value; the row must have been fetched with `RELATED`."""
    return BesluitRow(
        id=row.pk,
        aanvraag_id=row.aanvraag_id,
        dossier_id=row.dossier_id,
        nummer=row.nummer,
        soort=BesluitSoort(row.soort),
        status=BesluitStatus(row.status),
        wet=row.aanvraag.wet,
        product_id=row.product_id,
        productnaam=row.productnaam,
        aanbieder_id=row.aanbieder_id,
        aanbiedernaam=row.aanbiedernaam,
        volume=row.volume,
        eenheid=row.eenheid,
        frequentie=row.frequentie,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        grondslag=row.grondslag,
        motivering=row.motivering,
        verordening_naam=row.verordening.naam,
        verordening_versie=row.verordening.versie,
        heronderzoek_op=row.heronderzoek_op,
        bezwaarclausule=row.bezwaarclausule,
        opsteller=row.opsteller.naam,
        opsteller_id=row.opsteller_id,
        ondertekenaar=row.ondertekenaar.naam if row.ondertekenaar else "",
        ondertekend_op=row.ondertekend_op,
        verzonden_op=row.verzonden_op,
        bezwaar_uiterlijk=row.bezwaar_uiterlijk,
        toewijzing_id=row.toewijzing_id,
        versie=row.versie,
    )
