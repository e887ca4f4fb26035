"""Rows of plans and decisions from the records of a history; each generator yields rows of one model."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.casework.domain.arrangement import ArrangementStatus
from keukentafel.casework.domain.load import CaseHistory, LoadBesluit, LoadOnderzoek, LoadOplossing
from keukentafel.casework.domain.reference import TredeRow
from keukentafel.casework.models.arrangement import (
    Arrangement,
    Evaluatie,
    Hulpcontact,
    Oplossing,
    OvergeslagenKolom,
    Resultaat,
)
from keukentafel.casework.models.besluit import Aanvraag, Besluit, Verwijzing
from keukentafel.casework.models.reference import Verordening
from keukentafel.casework.rules.history import Persons
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock import queries as clock

Rows = Iterator[Any]


def plans(
    actor: Actor,
    history: CaseHistory,
    persons: Persons,
    dossiers: Mapping[UUID, UUID],
    ladder: Mapping[str, TredeRow],
    moment: datetime,
) -> Iterator[Rows]:
    """Arrangements of the onderzoeken that have results, with results, solutions, skipped columns and light help."""
    finished = {row.id: row for row in history.onderzoeken}
    with_results = {row.onderzoek_id: new_id() for row in history.resultaten}
    yield (
        _arrangement(
            actor, finished[onderzoek_id], identity, dossiers[persons.onderzoek[onderzoek_id]], moment
        )
        for onderzoek_id, identity in with_results.items()
    )
    yield (
        Resultaat(
            id=row.id,
            gemeente_id=actor.gemeente,
            arrangement_id=with_results[row.onderzoek_id],
            volgorde=row.volgorde,
            persoon_id=row.persoon_id,
            tekst=row.tekst,
            akkoord=row.akkoord,
            opmerking=row.opmerking,
        )
        for row in history.resultaten
    )
    yield (_oplossing(actor, row, ladder[row.trede]) for row in history.oplossingen)
    yield (
        OvergeslagenKolom(
            gemeente_id=actor.gemeente,
            resultaat_id=row.resultaat_id,
            kolom=row.kolom,
            reden=row.reden,
            toelichting=row.toelichting,
        )
        for row in history.trede_redenen
    )
    yield (
        Hulpcontact(
            gemeente_id=actor.gemeente,
            oplossing_id=row.oplossing_id,
            datum=row.datum,
            minuten=row.minuten,
            soort=row.soort,
            door_id=row.door_id,
        )
        for row in history.hulpcontacten
    )


def decisions(
    actor: Actor,
    history: CaseHistory,
    persons: Persons,
    dossiers: Mapping[UUID, UUID],
    rules: Mapping[tuple[str, str], Verordening],
) -> Iterator[Rows]:
    """Aanvragen, besluiten, legal referrals and evaluations."""
    laws = {row.id: row.wet for row in history.aanvragen}
    yield (
        Aanvraag(
            id=row.id,
            gemeente_id=actor.gemeente,
            dossier_id=dossiers[persons.aanvraag[row.id]],
            melding_id=row.melding_id,
            onderzoek_id=row.onderzoek_id,
            oplossing_id=row.oplossing_id,
            wet=row.wet,
            weg=row.weg,
            product_id=row.product_id,
            productnaam=row.productnaam,
            ontvangen_op=row.ontvangen_op,
            beslis_uiterlijk=row.besluit_uiterlijk,
            status=row.status,
        )
        for row in history.aanvragen
    )
    yield (
        _besluit(
            actor,
            row,
            dossiers[persons.aanvraag[row.aanvraag_id]],
            rules[laws[row.aanvraag_id], row.verordening],
        )
        for row in history.besluiten
    )
    yield (
        Verwijzing(
            id=row.id,
            gemeente_id=actor.gemeente,
            dossier_id=dossiers[row.persoon_id],
            type=row.type,
            naam=row.naam,
            verwezen_op=row.verwezen_op,
            ontvangen_op=row.ontvangen_op,
            aanbieder_id=row.aanbieder_id,
            product_id=row.product_id,
            productnaam=row.productnaam,
            status=row.status,
        )
        for row in history.verwijzingen
        if row.persoon_id in dossiers
    )
    yield (
        Evaluatie(
            id=row.id,
            gemeente_id=actor.gemeente,
            dossier_id=dossiers[persons.onderzoek[row.onderzoek_id]],
            onderzoek_id=row.onderzoek_id,
            gepland_op=row.gepland_op,
            gehouden_op=row.gehouden_op,
            status=row.status,
            doel=row.doel,
            geholpen=row.geholpen,
            vervolg=row.vervolg,
            scores=[list(score) for score in row.scores],
            tekst=row.tekst,
        )
        for row in history.evaluaties
    )


def _arrangement(
    actor: Actor, row: LoadOnderzoek, identity: UUID, dossier_id: UUID, moment: datetime
) -> Arrangement:
    status = ArrangementStatus.CONCEPT if row.afgerond_op is None else ArrangementStatus.GEDEELD
    if row.plan_afgesloten_op is not None:
        status = ArrangementStatus.AFGESLOTEN
    return Arrangement(
        id=identity,
        gemeente_id=actor.gemeente,
        dossier_id=dossier_id,
        onderzoek_id=row.id,
        status=status.value,
        gedeeld_op=row.afgerond_op,
        afgesloten_op=row.plan_afgesloten_op,
        bewaard_op=moment,
        bewaard_door_id=row.consulent_id,
    )


def _oplossing(actor: Actor, row: LoadOplossing, rung: TredeRow) -> Oplossing:
    return Oplossing(
        id=row.id,
        gemeente_id=actor.gemeente,
        resultaat_id=row.resultaat_id,
        trede=row.trede,
        kolom=rung.kolom.value,
        met_besluit=rung.met_besluit,
        door_team=rung.door_team,
        omschrijving=row.omschrijving,
        verantwoordelijke=row.verantwoordelijke,
        vorm=row.vorm,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        evaluatie_op=row.evaluatie_op,
        status=row.status,
        kaart_id=row.kaart_id,
        kaart_naam=row.kaart_naam,
        product_id=row.product_id,
        productnaam=row.productnaam,
        toewijzing_id=row.toewijzing_id,
        toegewezen_op=row.toegewezen_op,
        gestart_op=row.gestart_op,
    )


def _besluit(actor: Actor, row: LoadBesluit, dossier_id: UUID, rule: Verordening) -> Besluit:
    return Besluit(
        id=row.id,
        gemeente_id=actor.gemeente,
        dossier_id=dossier_id,
        aanvraag_id=row.aanvraag_id,
        nummer=row.nummer,
        soort=row.soort,
        status=row.status,
        opsteller_id=row.opsteller_id,
        ondertekenaar_id=row.ondertekenaar_id,
        ondertekend_op=row.ondertekend_op,
        verzonden_op=row.verzonden_op,
        bezwaar_uiterlijk=row.bezwaar_uiterlijk,
        product_id=row.product_id,
        productnaam=row.productnaam,
        aanbieder_id=row.aanbieder_id,
        aanbiedernaam=row.aanbiedernaam,
        volume=row.volume,
        eenheid=row.eenheid,
        frequentie=row.frequentie,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        grondslag=row.grondslag or next(iter(rule.artikelen), ""),
        motivering=row.motivering,
        verordening_id=rule.pk,
        heronderzoek_op=row.heronderzoek_op,
        bezwaarclausule=rule.bezwaarclausule,
        toewijzing_id=row.toewijzing_id,
        versie=1,
        opgesteld_op=clock.now(),
    )
