"""Filling an empty house with the synthetic municipality, through the same doors as everybody."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from keukentafel.backoffice.budgets.operations import load_budget
from keukentafel.backoffice.declaraties.operations import load_declaraties
from keukentafel.backoffice.toewijzingen.operations import load_toewijzingen
from keukentafel.casework.domain.load import CaseHistory
from keukentafel.casework.operations.load import load_history
from keukentafel.demo.fill import care, cases
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.fill.town import load_town
from keukentafel.demo.generate import Generator, Town
from keukentafel.demo.history import History
from keukentafel.demo.options import LINDEWAARD, Options
from keukentafel.demo.records.backoffice import ToewijzingRecord
from keukentafel.people.operations import load_persons
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.operations import link_resident
from keukentafel.platform.clock.operations import working_date

Progress = Callable[[str, int], None]
DECLARATIONS_AT_ONCE = 200
EVENTS_OF_MONEY_FROM_DECLARATIONS = 3


@dataclass(slots=True)
class _Filling:
    """What one filling has at hand, and how many rows it made."""

    actor: Actor
    ids: Ids
    names: cases.Names
    town: Town
    tell: Progress
    rows: int = 0
    allocations: dict[str, ToewijzingRecord] = field(default_factory=dict)

    def add(self, what: str, rows: int) -> None:
        """Count rows and tell how far it is."""
        self.rows += rows
        self.tell(what, self.rows)


def fill(options: Options = LINDEWAARD, tell: Progress | None = None) -> int:
    """Make and load a municipality with two years of history; answers the number of rows.

    The caller gives the transaction: a municipality is loaded whole or not at all.
    """
    maker = Generator(options)
    with working_date(options.working_date):
        filling = _begin(options, maker.town(), tell or _bar)
        for part in maker.histories():
            _load_part(filling, part)
        _load_declarations(filling, maker)
        posts = [care.begrotingspost(filling.ids, row) for row in maker.begroting()]
        filling.add("begroting", load_budget(actor=filling.actor, posten=posts))
    return filling.rows


def _begin(options: Options, town: Town, tell: Progress) -> _Filling:
    ids = Ids(options.gemeente, options.first_day)
    actor = load_town(ids=ids, town=town, working_date=options.working_date)
    names = cases.Names(
        products={row.code: row.naam for row in town.producten},
        providers={row.sleutel: row.naam for row in town.aanbieders},
        kaart={row.sleutel: row.naam for row in town.sociale_kaart},
        teams={team.naam: team.id for team in accounts.teams(options.gemeente)},
    )
    filling = _Filling(actor, ids, names, town, tell)
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
    loaded = [care.toewijzing(ids, row) for row in part.toewijzingen]
    if loaded:
        filling.add("toewijzingen", load_toewijzingen(actor=actor, toewijzingen=loaded))
    filling.allocations.update((row.sleutel, row) for row in part.toewijzingen)
    history = cases.case_history(ids, filling.names, part)
    events = tuple(care.care_events(ids, filling.names, part.toewijzingen))
    whole = CaseHistory(
        **{name: getattr(history, name) for name in CaseHistory.__slots__} | {"gebeurtenissen": events}
    )
    filling.add("dossiers", load_history(actor=actor, history=whole))


def _load_declarations(filling: _Filling, maker: Generator) -> None:
    providers = {row.sleutel: row for row in filling.town.aanbieders}
    source = (
        care.declaratie(
            filling.ids,
            providers[message.aanbieder],
            message,
            [line for line in lines if line.declaratie == message.sleutel],
            filling.allocations,
        )
        for messages, lines in maker.declarations()
        for message in messages
    )
    for batch in _batches(source):
        filling.add("declaraties", load_declaraties(actor=filling.actor, declaraties=batch))


def _batches(source: Iterable[care.NewDeclaratie]) -> Iterable[list[care.NewDeclaratie]]:
    items = iter(source)
    while batch := list(islice(items, DECLARATIONS_AT_ONCE)):
        yield batch


def _bar(what: str, rows: int) -> None:
    """One line on the terminal that counts along."""
    sys.stderr.write(f"\rVullen: {rows:>7} rijen, {what:<14}")
    sys.stderr.flush()
