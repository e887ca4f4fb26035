"""Filling an empty house with the synthetic municipality, through the same doors as everybody."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.queries import chain, file_name, read_in
from keukentafel.backoffice.budgets.operations import load_budget
from keukentafel.backoffice.declaraties.operations import load_declaraties
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Toewijzingstatus
from keukentafel.backoffice.toewijzingen.operations import load_toewijzingen, send_again
from keukentafel.backoffice.verzoeken.operations import load_verzoeken
from keukentafel.casework.domain.load import CaseHistory
from keukentafel.casework.operations.load import load_history
from keukentafel.core.batches import batches
from keukentafel.demo import cast, changes, provider_files
from keukentafel.demo.declarations import BEANTWOORD, months
from keukentafel.demo.fill import care, cases, custody, requests
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.fill.town import load_town
from keukentafel.demo.generate import Generator, Town
from keukentafel.demo.history import History
from keukentafel.demo.options import LINDEWAARD, Options
from keukentafel.demo.provider_files import Books, Delivered, ProviderFile
from keukentafel.demo.provisions import add_months
from keukentafel.demo.records.backoffice import DeclaratieRecord, PrestatieRecord, ToewijzingRecord
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.demo.records.town import MedewerkerRecord
from keukentafel.monitor.operations import refresh
from keukentafel.people.domain import NewNoodtoegang, Noodoordeel
from keukentafel.people.operations import (
    judge_emergency,
    load_custody,
    load_emergencies,
    load_persons,
    open_in_emergency,
)
from keukentafel.people.queries import emergencies
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.operations import link_resident
from keukentafel.platform.accounts.queries import system_actor
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date

Progress = Callable[[str, int], None]
DECLARATIONS_AT_ONCE = 200
LEFT_FOR_THE_INBOX = 7
LONGEST_LEFT = 130
SENT_AGAIN = 8
TOLD_MONTHS = 3
_REPORTED = (provider_files.delivered, provider_files.not_delivered)


@dataclass(frozen=True, slots=True)
class Filled:
    """A municipality that was loaded up to a day: how many rows, and what is on the way.

    `files` are of its providers, `reports` are what the transport has to say of messages that left.
    """

    gemeente: str
    peildatum: date
    rows: int
    files: tuple[ProviderFile, ...]
    reports: tuple[ProviderFile, ...] = ()


@dataclass(slots=True)
class _Filling:
    """What one filling has at hand, and how many rows it made."""

    options: Options
    actor: Actor
    ids: Ids
    names: cases.Names
    town: Town
    tell: Progress
    rows: int = 0
    allocations: dict[str, ToewijzingRecord] = field(default_factory=dict)
    persons: dict[str, PersoonRecord] = field(default_factory=dict)
    refused: list[ToewijzingRecord] = field(default_factory=list)
    delivered: list[Delivered] = field(default_factory=list)
    reports: list[ProviderFile] = field(default_factory=list)

    def add(self, what: str, rows: int) -> None:
        """Count rows and tell how far it is."""
        self.rows += rows
        self.tell(what, self.rows)

    def status_of(self, row: ToewijzingRecord) -> Toewijzingstatus:
        """How far the exchange about this allocation is."""
        return care.status_on(row, self.options.working_date)


def fill(options: Options = LINDEWAARD, tell: Progress | None = None) -> Filled:
    """Make and load a municipality with two years of history.

    The caller gives the transaction: a municipality is loaded whole or not at all. Once it is committed, the caller hands
    the answer to `finish`.
    """
    maker = Generator(options)
    with working_date(options.working_date):
        filling = _begin(options, maker.town(), tell or _bar)
        for part in maker.histories():
            _load_part(filling, part)
        _load_declarations(filling, maker)
        _load_requests(filling)
        _enter_in_emergency(filling)
        posts = [care.begrotingspost(filling.ids, row) for row in maker.begroting()]
        filling.add("begroting", load_budget(actor=filling.actor, posten=posts))
        files = tuple(_provider_files(filling))
    if tell is None:
        sys.stderr.write("\n")
    return Filled(options.gemeente, options.working_date, filling.rows, files, tuple(filling.reports))


def finish(filled: Filled) -> None:
    """What follows once a filling is committed: the files of the providers in the inbox, and the figures of the monitor."""
    leave_provider_files(filled)
    with working_date(filled.peildatum):
        refresh(actor=system_actor(filled.gemeente))


def leave_provider_files(filled: Filled) -> int:
    """Put the files of the providers in the inbox folder, as what carries them would, with its reports; answers how many files.

    Each file is complete from the moment it has its name. Doing it again gives the same files.
    """
    for name, files in (("terug", filled.reports), ("in", filled.files)):
        folder = Path(settings.DATA) / "berichten" / filled.gemeente / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in files:
            partial = folder / f".{file.naam}"
            partial.write_bytes(file.inhoud)
            partial.replace(folder / file.naam)
    return len(filled.files)


def _begin(options: Options, town: Town, tell: Progress) -> _Filling:
    ids = Ids(options.gemeente, options.first_day)
    actor = load_town(ids=ids, town=town, working_date=options.working_date)
    people: dict[str, PersoonRecord] = {}
    names = cases.Names(
        products={row.code: row.naam for row in town.producten},
        providers={row.sleutel: row.naam for row in town.aanbieders},
        kaart={row.sleutel: row.naam for row in town.sociale_kaart},
        teams={team.naam: team.id for team in accounts.teams(options.gemeente)},
        staff={member.gebruikersnaam: member.naam for member in town.medewerkers},
        people=people,
    )
    filling = _Filling(options, actor, ids, names, town, tell, persons=people)
    filling.add("gemeente", len(town.medewerkers) + len(town.sociale_kaart) + len(town.tarieven))
    return filling


def _load_part(filling: _Filling, part: History) -> None:
    actor, ids = filling.actor, filling.ids
    people = cases.persons(ids, part)
    if people:
        filling.add("inwoners", load_persons(actor=actor, persons=people))
    for person in part.personen:
        if person.medewerker:
            link_resident(
                actor=actor,
                account_id=ids.of("account", person.medewerker),
                persoon_id=ids.of("persoon", person.sleutel),
                huishouden_id=ids.of("huishouden", person.huishouden),
            )
    filling.persons.update((row.sleutel, row) for row in part.personen)
    holders = custody.custody(
        ids,
        part,
        filling.persons,
        filling.names.providers,
        day=filling.options.working_date,
        seed=filling.options.seed,
    )
    if holders:
        filling.add("gezag", load_custody(actor=actor, gezagen=holders))
    filling.allocations.update((row.sleutel, row) for row in part.toewijzingen)
    _load_allocations(filling, part)
    history = cases.case_history(ids, filling.names, part)
    sent = [row for row in part.toewijzingen if filling.status_of(row) is not Toewijzingstatus.CONCEPT]
    events = tuple(care.care_events(ids, filling.names, sent))
    whole = CaseHistory(
        **{name: getattr(history, name) for name in CaseHistory.__slots__} | {"gebeurtenissen": events}
    )
    filling.add("dossiers", load_history(actor=actor, history=whole))


def _load_allocations(filling: _Filling, part: History) -> None:
    day = filling.options.working_date
    loaded = [
        care.toewijzing(filling.ids, row, filling.status_of(row), changes.paused_on(row, day))
        for row in part.toewijzingen
    ]
    if loaded:
        filling.add("toewijzingen", load_toewijzingen(actor=filling.actor, toewijzingen=loaded))
    filling.refused += [
        row for row in part.toewijzingen if filling.status_of(row) is Toewijzingstatus.AFGEWEZEN
    ]


def _load_requests(filling: _Filling) -> None:
    agbs = {row.sleutel: row.agb for row in filling.town.aanbieders}
    market = requests.Market(filling.ids, filling.names, agbs)
    rows = (row for row in filling.allocations.values() if not filling.persons[row.persoon].bescherming)
    waiting = requests.waiting(market, rows, filling.options.working_date)
    filling.add("verzoeken", load_verzoeken(actor=filling.actor, verzoeken=waiting))


def _enter_in_emergency(filling: _Filling) -> None:
    """A shielded file was opened in an emergency three times: rightly last week, and today by two colleagues, one of them wrongly."""
    shielded = [row for row in filling.persons.values() if row.bescherming == cases.SHIELDED]
    if not filling.options.stories or not shielded:
        return
    person = filling.ids.of("persoon", shielded[0].sleutel)
    officer, before = _member(filling, cast.PRIVACYFUNCTIONARIS), clock.now() - timedelta(days=7)
    rightly = "Zij belde in paniek: hij stond voor de deur. Ik zocht het nummer van de opvang."
    opened = NewNoodtoegang(person, _member(filling, cast.CONSULENT_ZUID).account_id, rightly, before)
    load_emergencies(actor=filling.actor, toegangen=[opened])
    _judge_newest(officer, Noodoordeel.GERECHTVAARDIGD, "")
    for colleague, reason in (
        (cast.TEAMLEIDER_ZUID, "De politie belt: zij staat nu op straat en de consulent is niet bereikbaar."),
        (cast.CONSULENT_ZUID, "Ik dacht dat zij naar mijn wijk verhuisde."),
    ):
        open_in_emergency(actor=_member(filling, colleague), persoon_id=person, reden=reason)
    explained = "Er was geen spoed. Vraag het de volgende keer aan de consulent of de teamleider."
    _judge_newest(officer, Noodoordeel.NIET_GERECHTVAARDIGD, explained)


def _judge_newest(officer: Actor, oordeel: Noodoordeel, toelichting: str) -> None:
    newest = emergencies(actor=officer).rows[-1]
    judge_emergency(actor=officer, toegang_id=newest.id, oordeel=oordeel, toelichting=toelichting)


def _member(filling: _Filling, who: MedewerkerRecord) -> Actor:
    return accounts.get_actor(filling.ids.of("account", who.gebruikersnaam))


def _load_declarations(filling: _Filling, maker: Generator) -> None:
    """Load what was declared, except some declarations of the last month, which are still on their way."""
    providers = {row.sleutel: row for row in filling.town.aanbieders}
    made = [
        Delivered(providers[message.aanbieder].agb, message, mine)
        for messages, lines in maker.declarations()
        for message, mine in _with_lines(messages, lines)
    ]
    filling.delivered = _on_their_way(made, months(filling.options)[-1])
    left = {item.message.sleutel for item in filling.delivered}
    booked = [item for item in made if item.message.sleutel not in left]
    source = (
        care.declaratie(
            filling.ids, providers[item.message.aanbieder], item.message, item.lines, filling.allocations
        )
        for item in booked
    )
    for batch in batches(source, DECLARATIONS_AT_ONCE):
        filling.add("declaraties", load_declaraties(actor=filling.actor, declaraties=batch))
    told = months(filling.options)[-TOLD_MONTHS]
    events = tuple(
        event
        for item in booked
        if item.message.begindatum >= told
        for event in care.paid_events(
            filling.ids, providers[item.message.aanbieder], item.message, item.lines, filling.allocations
        )
    )
    filling.add("tijdlijn", load_history(actor=filling.actor, history=CaseHistory(gebeurtenissen=events)))


def _with_lines(
    messages: Iterable[DeclaratieRecord], lines: Iterable[PrestatieRecord]
) -> Iterable[tuple[DeclaratieRecord, list[PrestatieRecord]]]:
    of_message: dict[str, list[PrestatieRecord]] = {}
    for line in lines:
        of_message.setdefault(line.declaratie, []).append(line)
    return ((message, of_message[message.sleutel]) for message in messages)


def _on_their_way(made: Sequence[Delivered], month: date) -> list[Delivered]:
    """The largest Wmo declarations of this month of at most some length, without those that a person still judges.

    Only of providers that declared the month before too: a skipped month is refused while their help ran on (TR318).
    """
    wmo = [item for item in made if item.message.wet == "wmo"]
    before = {item.agb for item in wmo if item.message.begindatum == add_months(month, -1)}
    found = [
        item
        for item in wmo
        if item.agb in before
        and item.message.begindatum == month
        and item.message.stand == BEANTWOORD
        and len(item.lines) <= LONGEST_LEFT
    ]
    return sorted(found, key=lambda item: -len(item.lines))[:LEFT_FOR_THE_INBOX]


def _provider_files(filling: _Filling) -> Iterable[ProviderFile]:
    """What providers sent in the last days: answers to what was just sent to them, starts, stops, requests and declarations."""
    books = Books(
        filling.options.gemeente,
        filling.options.working_date,
        filling.persons,
        filling.allocations,
        {row.sleutel: row.agb for row in filling.town.aanbieders},
    )
    yield from _answers(filling, books)
    yield from provider_files.starts(books)
    yield from provider_files.stops(books)
    yield from provider_files.requests(books)
    tasked = [contract.aanbieder for contract in filling.town.contracten if contract.taakgericht]
    for provider in tasked:
        yield from provider_files.by_task(books, provider)
    yield from changes.restarts(books)
    yield from changes.changes(books)
    yield from provider_files.declarations(books, filling.delivered)


def _answers(filling: _Filling, books: Books) -> Iterable[ProviderFile]:
    """Send again what providers refused, all but one; they answer all but the last of what they got.

    Of these last one is on its way, one was delivered and one did not arrive.
    """
    mended = [row for row in filling.refused if not filling.persons[row.persoon].bescherming][
        1 : 1 + SENT_AGAIN
    ]
    for place, row in enumerate(mended):
        sent = send_again(actor=filling.actor, toewijzing_id=filling.ids.of("toewijzing", row.sleutel))
        message = chain(gemeente=books.gemeente, wet=row.wet, toewijzingnummer=sent.toewijzingnummer)[-1]
        left = len(mended) - place
        if 1 < left <= len(_REPORTED) + 1 < len(mended):
            name = file_name(gemeente=books.gemeente, bericht_id=message.id)
            filling.reports.append(_REPORTED[left - 2](name))
        if left <= len(_REPORTED) + 1 < len(mended) or left == 1 < len(mended):
            continue
        content = write(read_in(gemeente=books.gemeente, bericht_id=message.id))
        yield provider_files.answer(content, agb=sent.agb, number=sent.toewijzingnummer, day=books.day)


def _bar(what: str, rows: int) -> None:
    """One line on the terminal that counts along."""
    sys.stderr.write(f"\rVullen: {rows:>7} rijen, {what:<14}")
    sys.stderr.flush()
