"""What a loaded history means today: the state of each dossier, the tasks that are open, and the timeline."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.casework.domain.arrangement import OplossingStatus
from keukentafel.casework.domain.besluit import AanvraagStatus, BesluitStatus
from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    DossierStatus,
    Herkomst,
    MeldingStatus,
    Toestemming,
)
from keukentafel.casework.domain.gesprek import OnderzoekUitkomst, VerslagStatus, ZittingStatus
from keukentafel.casework.domain.load import (
    CaseHistory,
    LoadBesluit,
    LoadGebeurtenis,
    LoadMelding,
    LoadOnderzoek,
)
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort

_NEW = frozenset({MeldingStatus.ONTVANGEN.value, MeldingStatus.BEVESTIGD.value})
_TALKING = frozenset({MeldingStatus.IN_ONDERZOEK.value, MeldingStatus.VERSLAG_VERSTREKT.value})
_RUNNING = frozenset({OplossingStatus.VOORGESTELD.value, OplossingStatus.LOOPT.value})
_PLANNED, _HELD = "gepland", "gehouden"
_K = GebeurtenisSoort
_ATTENTION = (
    DossierStatus.AFGESLOTEN,
    DossierStatus.EVEN_NIETS_DOEN,
    DossierStatus.HULP_LOOPT,
    DossierStatus.NIEUW,
    DossierStatus.IN_GESPREK,
)


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that the history leaves open."""

    persoon_id: UUID
    soort: TaakSoort
    tekst: str
    uiterlijk: date
    object_id: UUID


@dataclass(frozen=True, slots=True)
class Persons:
    """Whose melding, onderzoek or aanvraag it is, and who has help that runs."""

    melding: Mapping[UUID, UUID]
    onderzoek: Mapping[UUID, UUID]
    aanvraag: Mapping[UUID, UUID]
    helped: frozenset[UUID]


def persons_of(history: CaseHistory) -> Persons:
    """Follow the references of the records to the person they are about."""
    melding = {row.id: row.persoon_id for row in history.meldingen}
    onderzoek = {row.id: melding[row.melding_id] for row in history.onderzoeken}
    result = {row.id: onderzoek[row.onderzoek_id] for row in history.resultaten}
    return Persons(
        melding=melding,
        onderzoek=onderzoek,
        aanvraag={row.id: melding[row.melding_id] for row in history.aanvragen},
        helped=frozenset(result[row.resultaat_id] for row in history.oplossingen if row.status in _RUNNING),
    )


def meldingen_by_person(history: CaseHistory) -> dict[UUID, list[LoadMelding]]:
    """The meldingen of each person, oldest first."""
    rows: dict[UUID, list[LoadMelding]] = defaultdict(list)
    for row in sorted(history.meldingen, key=lambda row: (row.ontvangen_op, row.id)):
        rows[row.persoon_id].append(row)
    return rows


def dossier_status(
    meldingen: list[LoadMelding], onderzoeken: Mapping[UUID, LoadOnderzoek], *, helped: bool
) -> DossierStatus:
    """Where the work with a person stands: talk that is going on first, then a new melding, help, or looking back."""
    states = {row.status for row in meldingen}
    if states & _TALKING:
        return DossierStatus.IN_GESPREK
    if states & _NEW:
        return DossierStatus.NIEUW
    if helped:
        return DossierStatus.HULP_LOOPT
    found = [onderzoeken[row.id] for row in meldingen if row.id in onderzoeken]
    if any(row.terugkijken_op is not None and row.teruggekeken_op is None for row in found):
        return DossierStatus.EVEN_NIETS_DOEN
    return DossierStatus.AFGESLOTEN


def calmer_than(status: DossierStatus) -> frozenset[DossierStatus]:
    """The states that ask for less attention than this one."""
    return frozenset(_ATTENTION[: _ATTENTION.index(status)])


def open_tasks(history: CaseHistory, persons: Persons) -> Iterator[OpenTask]:
    """What still has to be done, from the states of the records."""
    without_consent = {
        row.id
        for row in history.contacten
        if row.herkomst == Herkomst.GEMELD.value and row.toestemming != Toestemming.JA.value
    }
    for melding in history.meldingen:
        if melding.status == MeldingStatus.ONTVANGEN.value:
            text = "Ontvangst van de melding bevestigen"
            yield _task(
                melding.persoon_id, TaakSoort.BEVESTIGEN, text, melding.bevestigen_uiterlijk, melding.id
            )
        if melding.status in _NEW and melding.spoed_uiterlijk is not None:
            text = "Spoed: contact opnemen"
            yield _task(melding.persoon_id, TaakSoort.SPOED, text, melding.spoed_uiterlijk, melding.id)
        if melding.status in _NEW and melding.contact_id in without_consent:
            text = "Vragen of de inwoner de melding goed vindt"
            yield _task(
                melding.persoon_id, TaakSoort.TOESTEMMING, text, melding.bevestigen_uiterlijk, melding.id
            )
        if melding.status in _NEW | _TALKING:
            text = "Onderzoek afronden en verslag sturen"
            yield _task(
                melding.persoon_id, TaakSoort.ONDERZOEK, text, melding.onderzoek_uiterlijk, melding.id
            )
    for onderzoek in history.onderzoeken:
        if onderzoek.terugkijken_op is not None and onderzoek.teruggekeken_op is None:
            text = "Bewust niets doen: samen terugkijken"
            person = persons.onderzoek[onderzoek.id]
            yield _task(person, TaakSoort.TERUGKIJKEN, text, onderzoek.terugkijken_op, onderzoek.id)
    for row in history.evaluaties:
        if row.status == _PLANNED:
            person = persons.onderzoek[row.onderzoek_id]
            yield _task(person, TaakSoort.EVALUATIE, "Samen terugkijken op de hulp", row.gepland_op, row.id)
    yield from _decision_tasks(history, persons)


def _decision_tasks(history: CaseHistory, persons: Persons) -> Iterator[OpenTask]:
    besluiten = {row.aanvraag_id: row for row in history.besluiten}
    for row in history.aanvragen:
        if row.status == AanvraagStatus.ONTVANGEN.value:
            besluit = besluiten.get(row.id)
            soort, tekst = _next_step(besluit)
            subject = besluit.id if besluit else row.id
            yield _task(persons.aanvraag[row.id], soort, tekst, row.besluit_uiterlijk, subject)


def _next_step(besluit: LoadBesluit | None) -> tuple[TaakSoort, str]:
    if besluit is None:
        return TaakSoort.BESLUIT, "Besluit voorbereiden"
    if besluit.status == BesluitStatus.CONCEPT.value:
        return TaakSoort.ONDERTEKENEN, "Besluit ondertekenen"
    return TaakSoort.VERZENDEN, "Besluit verzenden"


def _task(persoon_id: UUID, soort: TaakSoort, tekst: str, uiterlijk: date, object_id: UUID) -> OpenTask:
    return OpenTask(persoon_id, soort, tekst, uiterlijk, object_id)


def timeline(history: CaseHistory, persons: Persons) -> list[LoadGebeurtenis]:
    """The lines that the acts would have written, with the notes and the lines of other rooms, oldest first."""
    lines = [
        *_contact_lines(history),
        *_onderzoek_lines(history, persons),
        *_decision_lines(history, persons),
        *history.gebeurtenissen,
    ]
    return sorted(lines, key=lambda line: line.datum)


def _contact_lines(history: CaseHistory) -> Iterator[LoadGebeurtenis]:
    for contact in history.contacten:
        if contact.persoon_id is not None and contact.uitkomst != ContactUitkomst.MELDING.value:
            answered = contact.uitkomst == ContactUitkomst.METEEN_BEANTWOORD.value
            title = "Vraag meteen beantwoord" if answered else "Vraag was niet voor ons"
            yield _line(
                contact.persoon_id, contact.moment.date(), _K.CONTACT, title, contact.id, contact.kanaal
            )
    for row in history.meldingen:
        title = "Melding ontvangen, met spoed" if row.spoed else "Melding ontvangen"
        yield _line(row.persoon_id, row.ontvangen_op, _K.MELDING, title, row.id)
        if row.bevestigd_op is not None:
            title = "Ontvangst van de melding bevestigd"
            yield _line(row.persoon_id, row.bevestigd_op, _K.MELDING, title, row.id)
        if row.ingetrokken_op is not None:
            title = "Melding ingetrokken door de inwoner"
            yield _line(row.persoon_id, row.ingetrokken_op, _K.MELDING, title, row.id)
    for note in history.notities:
        yield LoadGebeurtenis(
            persoon_id=note.persoon_id,
            datum=note.datum,
            soort=_K.NOTITIE.value,
            titel="Notitie",
            tekst=note.tekst,
            zichtbaar=note.zichtbaar,
        )


def _onderzoek_lines(history: CaseHistory, persons: Persons) -> Iterator[LoadGebeurtenis]:
    for row in history.onderzoeken:
        person = persons.onderzoek[row.id]
        yield _line(person, row.begonnen_op, _K.GESPREK, "Onderzoek begonnen", row.id)
        if row.afgerond_op is not None:
            nothing = row.uitkomst == OnderzoekUitkomst.NIETS_DOEN.value
            title = "Samen besloten om nu niets te doen" if nothing else f"Onderzoek afgerond: {row.uitkomst}"
            yield _line(person, row.afgerond_op, _K.GESPREK, title, row.id)
        if row.plan_afgesloten_op is not None:
            yield _line(person, row.plan_afgesloten_op, _K.PLAN, "Plan afgesloten", row.id)
    for sitting in history.zittingen:
        if sitting.status == ZittingStatus.GEHOUDEN.value:
            person = persons.onderzoek[sitting.onderzoek_id]
            title = f"Gesprek {sitting.nummer} gehouden"
            yield _line(person, sitting.moment.date(), _K.GESPREK, title, sitting.onderzoek_id)
    for verslag in history.verslagen:
        person = persons.onderzoek[verslag.onderzoek_id]
        if verslag.verzonden_op is not None:
            yield _line(person, verslag.verzonden_op, _K.VERSLAG, "Verslag verzonden", verslag.onderzoek_id)
        if verslag.reactie_op is not None and verslag.status == VerslagStatus.GEREAGEERD.value:
            title = f"Reactie op het verslag: {verslag.reactie}"
            yield _line(person, verslag.reactie_op, _K.VERSLAG, title, verslag.onderzoek_id)
    for evaluatie in history.evaluaties:
        if evaluatie.status == _HELD and evaluatie.gehouden_op is not None:
            person = persons.onderzoek[evaluatie.onderzoek_id]
            title = f"Samen teruggekeken: doel {evaluatie.doel}"
            yield _line(person, evaluatie.gehouden_op, _K.EVALUATIE, title, evaluatie.id)


def _decision_lines(history: CaseHistory, persons: Persons) -> Iterator[LoadGebeurtenis]:
    for row in history.aanvragen:
        person = persons.aanvraag[row.id]
        yield _line(person, row.ontvangen_op, _K.AANVRAAG, f"Aanvraag ontvangen, {row.weg}", row.id)
    for besluit in history.besluiten:
        if besluit.verzonden_op is not None:
            person = persons.aanvraag[besluit.aanvraag_id]
            title = f"Besluit {besluit.nummer} verzonden: {besluit.soort}"
            yield _line(person, besluit.verzonden_op, _K.BESLUIT, title, besluit.id)
    for verwijzing in history.verwijzingen:
        title = "Verwijzing ontvangen"
        yield _line(verwijzing.persoon_id, verwijzing.ontvangen_op, _K.VERWIJZING, title, verwijzing.id)


def _line(
    persoon_id: UUID, datum: date, soort: GebeurtenisSoort, titel: str, object_id: UUID, bron: str = ""
) -> LoadGebeurtenis:
    return LoadGebeurtenis(
        persoon_id=persoon_id,
        datum=datum,
        soort=soort.value,
        titel=titel,
        bron=bron,
        zichtbaar="gezin",
        object_id=object_id,
    )
