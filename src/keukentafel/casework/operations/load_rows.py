"""Rows of the tables from the records of a history; each generator yields rows of one model."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from keukentafel.casework.domain.load import (
    CaseHistory,
    LoadLeefgebied,
    LoadMelding,
    LoadOnderzoek,
)
from keukentafel.casework.models.contact import Contact, Melding, Signaal
from keukentafel.casework.models.onderzoek import Gesprek, GesprekLeefgebied, Onderzoek, Verslag, Zitting
from keukentafel.casework.rules.history import Persons
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock.queries import AMSTERDAM

Rows = Iterator[Any]


def contacts(actor: Actor, history: CaseHistory) -> Iterator[Contact]:
    """The contacts."""
    for row in history.contacten:
        yield Contact(
            id=row.id,
            gemeente_id=actor.gemeente,
            moment=row.moment,
            datum=row.moment.astimezone(AMSTERDAM).date(),
            kanaal=row.kanaal,
            herkomst=row.herkomst,
            melder=row.melder,
            toestemming=row.toestemming,
            vraag=row.vraag,
            thema=row.thema,
            wijk_id=row.wijk_id,
            persoon_id=row.persoon_id,
            uitkomst=row.uitkomst,
            antwoord=row.antwoord,
            kaart_id=row.kaart_id,
            kaart_naam=row.kaart_naam,
            spoed=row.spoed,
            door_id=row.door_id,
        )


def cases(
    actor: Actor, history: CaseHistory, persons: Persons, dossiers: Mapping[UUID, UUID], moment: datetime
) -> Iterator[Rows]:
    """Meldingen, onderzoeken with their gesprek, sittings, leefgebieden and verslagen."""
    gesprekken = {row.id: new_id() for row in history.onderzoeken}
    zittingen = {(row.onderzoek_id, row.nummer): new_id() for row in history.zittingen}
    consulenten = {row.id: row.consulent_id for row in history.onderzoeken}
    yield (_melding(actor, row, dossiers[row.persoon_id]) for row in history.meldingen)
    yield (_onderzoek(actor, row, dossiers[persons.onderzoek[row.id]]) for row in history.onderzoeken)
    yield (_gesprek(actor, row, gesprekken[row.id], moment) for row in history.onderzoeken)
    yield (
        Zitting(
            id=zittingen[row.onderzoek_id, row.nummer],
            gemeente_id=actor.gemeente,
            gesprek_id=gesprekken[row.onderzoek_id],
            nummer=row.nummer,
            moment=row.moment,
            minuten=row.minuten,
            plaats=row.plaats,
            aanwezig=list(row.aanwezig),
            status=row.status,
        )
        for row in history.zittingen
    )
    yield (
        _leefgebied(
            actor, row, zittingen[row.onderzoek_id, row.zitting], consulenten[row.onderzoek_id], moment
        )
        for row in history.leefgebieden
    )
    yield (
        Verslag(
            gemeente_id=actor.gemeente,
            onderzoek_id=row.onderzoek_id,
            status=row.status,
            tekst=row.tekst,
            verzonden_op=row.verzonden_op,
            reactie=row.reactie,
            opmerking=row.opmerking,
            reactie_op=row.reactie_op,
            ondertekend_op=row.ondertekend_op,
        )
        for row in history.verslagen
    )


def signals(actor: Actor, history: CaseHistory) -> Iterator[Signaal]:
    """The signals."""
    for row in history.signalen:
        yield Signaal(
            id=row.id,
            gemeente_id=actor.gemeente,
            soort=row.soort,
            persoon_id=row.persoon_id,
            wijk_id=row.wijk_id,
            team_id=row.team_id,
            van=row.van,
            datum=row.datum,
            tekst=row.tekst,
            status=row.status,
        )


def _melding(actor: Actor, row: LoadMelding, dossier_id: UUID) -> Melding:
    return Melding(
        id=row.id,
        gemeente_id=actor.gemeente,
        dossier_id=dossier_id,
        contact_id=row.contact_id,
        wet=row.wet,
        thema=row.thema,
        wijk_id=row.wijk_id,
        spoed=row.spoed,
        ontvangen_op=row.ontvangen_op,
        bevestigen_uiterlijk=row.bevestigen_uiterlijk,
        bevestigd_op=row.bevestigd_op,
        onderzoek_uiterlijk=row.onderzoek_uiterlijk,
        clientondersteuning_gewezen_op=row.clientondersteuning_gewezen_op,
        clientondersteuner=row.clientondersteuner,
        persoonlijk_plan_gewezen_op=row.persoonlijk_plan_gewezen_op,
        persoonlijk_plan_ontvangen_op=row.persoonlijk_plan_ontvangen_op,
        status=row.status,
        ingetrokken_op=row.ingetrokken_op,
        reden_intrekking=row.reden_intrekking,
    )


def _onderzoek(actor: Actor, row: LoadOnderzoek, dossier_id: UUID) -> Onderzoek:
    return Onderzoek(
        id=row.id,
        gemeente_id=actor.gemeente,
        dossier_id=dossier_id,
        melding_id=row.melding_id,
        consulent_id=row.consulent_id,
        begonnen_op=row.begonnen_op,
        status=row.status,
        afgerond_op=row.afgerond_op,
        uitkomst=row.uitkomst,
        motivering=row.motivering,
        terugkijken_op=row.terugkijken_op,
        teruggekeken_op=row.teruggekeken_op,
    )


def _gesprek(actor: Actor, row: LoadOnderzoek, identity: UUID, moment: datetime) -> Gesprek:
    return Gesprek(
        id=identity,
        gemeente_id=actor.gemeente,
        onderzoek_id=row.id,
        versie=1,
        bewaard_op=moment,
        eigen_woorden=row.eigen_woorden,
        eigen_woorden_versie=1,
        eigen_woorden_op=moment,
        eigen_woorden_door_id=row.consulent_id,
        verheldering=row.verheldering,
        verheldering_versie=1 if row.verheldering else 0,
        verheldering_op=moment,
        verheldering_door_id=row.consulent_id,
    )


def _leefgebied(
    actor: Actor, row: LoadLeefgebied, zitting_id: UUID, consulent_id: UUID, moment: datetime
) -> GesprekLeefgebied:
    return GesprekLeefgebied(
        gemeente_id=actor.gemeente,
        zitting_id=zitting_id,
        leefgebied=row.leefgebied,
        status=row.status,
        gaat_goed=row.gaat_goed,
        situatie=row.situatie,
        wens=row.wens,
        behoefte=row.behoefte,
        verschil=row.verschil,
        score_inwoner=row.score_inwoner,
        score_professional=row.score_professional,
        bewaard_op=moment,
        bewaard_door_id=consulent_id,
    )
