"""Acts of the first contact and the melding."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.casework.domain.contact import (
    MELDING_STAPPEN,
    ContactRow,
    ContactUitkomst,
    DossierStatus,
    Herkomst,
    MeldingStatus,
    NewContact,
    Rechten,
    Toestemming,
)
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort
from keukentafel.casework.domain.reference import Termijn, TermijnSoort
from keukentafel.casework.models.contact import Contact, Dossier, Melding
from keukentafel.casework.operations.keeping import (
    DOSSIER_SERIES,
    finish_tasks,
    move,
    next_number,
    note,
    plan_task,
)
from keukentafel.casework.queries.reach import fetch
from keukentafel.casework.queries.reference import termijnen
from keukentafel.casework.rules import contact as rules
from keukentafel.casework.rules.states import check_step
from keukentafel.casework.rules.terms import required
from keukentafel.core.ids import new_id
from keukentafel.people.domain import GeslotenInwoner, PersoonRow
from keukentafel.people.operations import register_person
from keukentafel.people.queries import get_person, wijken
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

RIGHTS = (
    "clientondersteuning_gewezen_op",
    "clientondersteuner",
    "persoonlijk_plan_gewezen_op",
    "persoonlijk_plan_ontvangen_op",
)


@dataclass(frozen=True, slots=True)
class _Clocks:
    """The three dates that a melding sets."""

    bevestigen: date
    onderzoek: date
    spoed: date


def register_contact(*, actor: Actor, contact: NewContact) -> ContactRow:
    """Register a question; answered at once is done and counted, a melding opens or reopens the person's dossier.

    A melding gets its receipt date and clocks and goes to the team of the neighbourhood. Raises `ContactIncomplete`,
    `WijkUnknown`, `GeslotenInwoner` for the actor's own household or a shielded person, and `Conflict` for a new
    person whose BSN is known.
    """
    accounts.check(actor, Act.CONTACT_REGISTREREN)
    rules.check_contact(contact, clock.today())
    contact_id = new_id()
    new = contact.persoon
    persoon_id = contact.persoon_id or (new.id if new is not None else None)
    with handeling(
        actor=actor,
        act=Act.CONTACT_REGISTREREN,
        object_type="contact",
        object_id=contact_id,
        persoon_id=persoon_id,
    ) as act:
        if new is not None and contact.persoon_id is None:
            register_person(actor=actor, person=new)
        person = None if persoon_id is None else _person(actor, persoon_id)
        row = _save_contact(actor, contact, contact_id, person)
        if contact.uitkomst is ContactUitkomst.MELDING and person is not None:
            return _open_melding(actor, act, row, contact, person)
        if person is not None:
            _note_answer(actor, act, contact, contact_id, person.id)
    return ContactRow(id=contact_id, uitkomst=contact.uitkomst, persoon_id=persoon_id)


def confirm_melding(*, actor: Actor, melding_id: UUID) -> None:
    """Record that the receipt of a melding was confirmed (Wmo 2015 art. 2.3.2 lid 1).

    Who began the onderzoek before that still owes it: the melding then keeps its state.
    """
    melding = fetch(Melding, actor=actor, act=Act.GESPREK_VOEREN, pk=melding_id)
    status = MeldingStatus(melding.status)
    begun = (MeldingStatus.IN_ONDERZOEK, MeldingStatus.VERSLAG_VERSTREKT)
    late = status in begun and melding.bevestigd_op is None
    if not late:
        check_step(MELDING_STAPPEN, status, MeldingStatus.BEVESTIGD, "De melding")
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="melding", object_id=melding.pk) as act:
        move(
            Melding,
            melding.pk,
            van=status,
            status=status.value if late else MeldingStatus.BEVESTIGD.value,
            bevestigd_op=clock.today(),
        )
        finish_tasks(gemeente=actor.gemeente, object_id=melding.pk, soorten=(TaakSoort.BEVESTIGEN,))
        _note(actor, act, melding.dossier_id, "Ontvangst van de melding bevestigd", melding.pk)


def note_rights(*, actor: Actor, melding_id: UUID, rechten: Rechten) -> None:
    """Record what the resident was told about their rights; a date that stands stays (Wmo 2015 art. 2.3.2 lid 2 and 3)."""
    melding = fetch(Melding, actor=actor, act=Act.GESPREK_VOEREN, pk=melding_id)
    today = clock.today()
    with handeling(actor=actor, act=Act.GESPREK_VOEREN, object_type="melding", object_id=melding.pk) as act:
        if rechten.clientondersteuning and melding.clientondersteuning_gewezen_op is None:
            melding.clientondersteuning_gewezen_op = today
            _note(actor, act, melding.dossier_id, "Gewezen op gratis cliëntondersteuning", melding.pk)
        if rechten.persoonlijk_plan and melding.persoonlijk_plan_gewezen_op is None:
            melding.persoonlijk_plan_gewezen_op = today
            _note(actor, act, melding.dossier_id, "Gewezen op het persoonlijk plan", melding.pk)
        if rechten.plan_ontvangen and melding.persoonlijk_plan_ontvangen_op is None:
            melding.persoonlijk_plan_ontvangen_op = today
            _note(actor, act, melding.dossier_id, "Persoonlijk plan ontvangen", melding.pk)
        melding.clientondersteuner = rechten.clientondersteuner or melding.clientondersteuner
        melding.save(update_fields=RIGHTS)


def withdraw_melding(*, actor: Actor, melding_id: UUID, reden: str) -> None:
    """Close a melding that the resident no longer wants; this is no besluit."""
    melding = fetch(Melding, actor=actor, act=Act.GESPREK_VOEREN, pk=melding_id)
    rules.check_reason(reden, "Schrijf op waarom de inwoner de melding intrekt.")
    check_step(MELDING_STAPPEN, MeldingStatus(melding.status), MeldingStatus.INGETROKKEN, "De melding")
    with handeling(
        actor=actor, act=Act.GESPREK_VOEREN, object_type="melding", object_id=melding.pk, ground=reden
    ) as act:
        move(
            Melding,
            melding.pk,
            van=MeldingStatus(melding.status),
            status=MeldingStatus.INGETROKKEN.value,
            ingetrokken_op=clock.today(),
            reden_intrekking=reden,
        )
        finish_tasks(
            gemeente=actor.gemeente,
            object_id=melding.pk,
            soorten=(TaakSoort.BEVESTIGEN, TaakSoort.ONDERZOEK, TaakSoort.SPOED, TaakSoort.TOESTEMMING),
        )
        _note(actor, act, melding.dossier_id, "Melding ingetrokken door de inwoner", melding.pk)


def _person(actor: Actor, persoon_id: UUID) -> PersoonRow:
    person = get_person(gemeente=actor.gemeente, persoon_id=persoon_id)
    own_household = person.huishouden_id is not None and person.huishouden_id == actor.huishouden_id
    if person.afgeschermd or person.id == actor.persoon_id or own_household:
        raise GeslotenInwoner(person.id)
    return person


def _save_contact(actor: Actor, contact: NewContact, contact_id: UUID, person: PersoonRow | None) -> Contact:
    return Contact.objects.create(
        id=contact_id,
        gemeente_id=actor.gemeente,
        moment=clock.now(),
        datum=contact.ontvangen_op or clock.today(),
        kanaal=contact.kanaal.value,
        herkomst=contact.herkomst.value,
        melder=contact.melder,
        toestemming=contact.toestemming.value,
        vraag=contact.vraag.strip(),
        thema=contact.thema,
        wijk_id=contact.wijk_id or (person.wijk_id if person else None),
        persoon_id=person.id if person else None,
        uitkomst=contact.uitkomst.value,
        antwoord=contact.antwoord.strip(),
        kaart_id=contact.kaart_id,
        kaart_naam=contact.kaart_naam,
        spoed=contact.spoed,
        door_id=actor.account_id,
    )


def _open_melding(
    actor: Actor, act: HandelingRef, row: Contact, contact: NewContact, person: PersoonRow
) -> ContactRow:
    places = {wijk.id: wijk.team_id for wijk in wijken(gemeente=actor.gemeente)}
    wijk_id, team_id = rules.team_for((person.wijk_id, contact.wijk_id), places)
    dossier = _dossier(actor, person.id, wijk_id, team_id)
    clocks = _clocks(termijnen(gemeente=actor.gemeente), contact.wet.value, row.datum)
    melding = _save_melding(actor, dossier, row, contact, clocks)
    _plan_tasks(actor, dossier.pk, melding, contact, clocks)
    titel = "Melding ontvangen, met spoed" if contact.spoed else "Melding ontvangen"
    note(
        gemeente=actor.gemeente,
        handeling=act,
        dossier_id=dossier.pk,
        soort=GebeurtenisSoort.MELDING,
        titel=titel,
        bron=contact.kanaal.value,
        object_id=melding.pk,
        datum=row.datum,
    )
    return ContactRow(
        id=row.pk,
        uitkomst=contact.uitkomst,
        persoon_id=person.id,
        melding_id=melding.pk,
        dossier_id=dossier.pk,
        dossiernummer=dossier.nummer,
        teamnaam=dossier.team.naam,
        onderzoek_uiterlijk=clocks.onderzoek,
    )


def _dossier(actor: Actor, persoon_id: UUID, wijk_id: UUID, team_id: UUID) -> Dossier:
    rows = Dossier.objects.filter(gemeente_id=actor.gemeente, persoon_id=persoon_id)
    dossier: Dossier | None = rows.select_for_update().first()
    if dossier is None:
        return Dossier.objects.create(
            gemeente_id=actor.gemeente,
            nummer=next_number(gemeente=actor.gemeente, soort=DOSSIER_SERIES),
            persoon_id=persoon_id,
            team_id=team_id,
            wijk_id=wijk_id,
            geopend_op=clock.today(),
        )
    status = rules.status_after_melding(DossierStatus(dossier.status))
    if dossier.status == DossierStatus.AFGESLOTEN.value:
        dossier.team_id, dossier.wijk_id, dossier.behandelaar, dossier.afgesloten_op = (
            team_id,
            wijk_id,
            None,
            None,
        )
    dossier.status = status.value
    dossier.save()
    return dossier


def _clocks(terms: tuple[Termijn, ...], wet: str, start: date) -> _Clocks:
    return _Clocks(
        bevestigen=required(terms, TermijnSoort.BEVESTIGEN, wet, start),
        onderzoek=required(terms, TermijnSoort.ONDERZOEK, wet, start),
        spoed=required(terms, TermijnSoort.SPOED, wet, start),
    )


def _save_melding(
    actor: Actor, dossier: Dossier, row: Contact, contact: NewContact, clocks: _Clocks
) -> Melding:
    today = clock.today()
    melding: Melding = Melding.objects.create(
        gemeente_id=actor.gemeente,
        dossier=dossier,
        contact=row,
        wet=contact.wet.value,
        thema=contact.thema,
        wijk_id=row.wijk_id,
        spoed=contact.spoed,
        ontvangen_op=row.datum,
        bevestigen_uiterlijk=clocks.bevestigen,
        bevestigd_op=today if contact.bevestigd else None,
        onderzoek_uiterlijk=clocks.onderzoek,
        clientondersteuning_gewezen_op=today if contact.clientondersteuning_gewezen else None,
        persoonlijk_plan_gewezen_op=today if contact.persoonlijk_plan_gewezen else None,
        status=(MeldingStatus.BEVESTIGD if contact.bevestigd else MeldingStatus.ONTVANGEN).value,
    )
    return melding


def _plan_tasks(
    actor: Actor, dossier_id: UUID, melding: Melding, contact: NewContact, clocks: _Clocks
) -> None:
    planned = [(TaakSoort.ONDERZOEK, "Onderzoek afronden en verslag sturen", clocks.onderzoek)]
    if not contact.bevestigd:
        planned.append((TaakSoort.BEVESTIGEN, "Ontvangst van de melding bevestigen", clocks.bevestigen))
    if contact.spoed:
        planned.append((TaakSoort.SPOED, "Spoed: contact opnemen", clocks.spoed))
    if contact.herkomst is Herkomst.GEMELD and contact.toestemming is not Toestemming.JA:
        planned.append(
            (TaakSoort.TOESTEMMING, "Vragen of de inwoner de melding goed vindt", clocks.bevestigen)
        )
    for soort, tekst, uiterlijk in planned:
        plan_task(
            gemeente=actor.gemeente,
            dossier_id=dossier_id,
            soort=soort,
            tekst=tekst,
            uiterlijk=uiterlijk,
            object_id=melding.pk,
        )


def _note_answer(
    actor: Actor, act: HandelingRef, contact: NewContact, contact_id: UUID, persoon_id: UUID
) -> None:
    dossier_id = (
        Dossier.objects.filter(gemeente_id=actor.gemeente, persoon_id=persoon_id)
        .values_list("pk", flat=True)
        .first()
    )
    if dossier_id is None:
        return
    answered = contact.uitkomst is ContactUitkomst.METEEN_BEANTWOORD
    note(
        gemeente=actor.gemeente,
        handeling=act,
        dossier_id=dossier_id,
        soort=GebeurtenisSoort.CONTACT,
        titel="Vraag meteen beantwoord" if answered else "Vraag was niet voor ons",
        bron=contact.kanaal.value,
        object_id=contact_id,
    )


def _note(actor: Actor, act: HandelingRef, dossier_id: UUID, titel: str, melding_id: UUID) -> None:
    note(
        gemeente=actor.gemeente,
        handeling=act,
        dossier_id=dossier_id,
        soort=GebeurtenisSoort.MELDING,
        titel=titel,
        object_id=melding_id,
    )
