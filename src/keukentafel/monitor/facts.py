"""The facts of the mart, made from what the rooms below answer: ids become pseudonyms, days become months.

Everything streams: of each batch of rows the ages of its persons are asked in one query, so that memory does not grow
with the municipality. Facts on which a person acts who refreshes the monitor are read with that person's rights.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.budgets import queries as budgets
from keukentafel.backoffice.declaraties import queries as declaraties
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Toewijzingstatus
from keukentafel.casework.queries import facts as casework
from keukentafel.core.batches import batches
from keukentafel.monitor.domain import (
    ONBEKEND,
    BegrotingFact,
    BesluitFact,
    ClientFact,
    ContactFact,
    InwonersFact,
    OplossingFact,
    UitgaveFact,
    UitkomstFact,
)
from keukentafel.monitor.mart import Pseudonyms
from keukentafel.monitor.rules import dates
from keukentafel.people import queries as people
from keukentafel.platform.accounts.domain import Actor

BATCH = 5000
Birth = tuple[date | None, str]
_IN_FORCE = frozenset({Toewijzingstatus.VERSTUURD.value, Toewijzingstatus.BEVESTIGD.value})


class FactMaker:
    """Makes the facts of one municipality on a reference date, with its own pseudonyms."""

    def __init__(self, *, actor: Actor, key: str, peildatum: date) -> None:
        """Derive the pseudonyms of persons."""
        self.actor, self.gemeente, self.peildatum = actor, actor.gemeente, peildatum
        self.month = dates.month_of(peildatum)
        self.persons = Pseudonyms(key, actor.gemeente, "persoon")

    def tables(self) -> dict[type[Any], Callable[[], Iterable[Any]]]:
        """What makes the facts of each table, in the order in which they are written."""
        return {
            ContactFact: self.contacts,
            UitkomstFact: self.outcomes,
            BesluitFact: self.besluiten,
            OplossingFact: self.solutions,
            UitgaveFact: self.spend,
            ClientFact: self.clients,
            BegrotingFact: self.budget,
            InwonersFact: self.inhabitants,
        }

    def contacts(self) -> Iterator[ContactFact]:
        """First contacts by month of receipt; -1 when no provision followed yet."""
        rows = casework.contact_facts(actor=self.actor)
        for row, birth in self._with_birth(rows, person=7):
            day, wijk, kanaal, herkomst, _, uitkomst, _, person, wet, first = row
            month = dates.month_of(day)
            yield ContactFact(
                pseudoniem=self.persons.of(person),
                maand=month,
                wijk=wijk or birth[1] or ONBEKEND,
                wet=wet or "",
                kanaal=kanaal,
                herkomst=herkomst,
                uitkomst=uitkomst,
                leeftijdsgroep=dates.age_band(birth[0], month),
                maanden_tot_individueel=max(0, dates.months_between(day, first)) if first else -1,
            )

    def outcomes(self) -> Iterator[UitkomstFact]:
        """Finished onderzoeken by the month in which they ended."""
        place = {name: at for at, name in enumerate(casework.MELDING_COLUMNS)}
        ended = (row for row in casework.melding_facts(actor=self.actor) if row[place["afgerond_op"]])
        for row, birth in self._with_birth(ended, person=place["persoon_id"]):
            month = dates.month_of(row[place["afgerond_op"]])
            yield UitkomstFact(
                pseudoniem=self.persons.of(row[place["persoon_id"]]),
                maand=month,
                wijk=row[place["wijk"]] or ONBEKEND,
                wet=row[place["wet"]],
                uitkomst=row[place["uitkomst"]],
                leeftijdsgroep=dates.age_band(birth[0], month),
            )

    def besluiten(self) -> Iterator[BesluitFact]:
        """Besluiten by the month in which they were sent."""
        for day, wijk, wet, soort, person in casework.besluit_facts(actor=self.actor):
            yield BesluitFact(self.persons.of(person), dates.month_of(day), wijk or ONBEKEND, wet, soort)

    def solutions(self) -> Iterator[OplossingFact]:
        """Solutions of shared arrangements by the month of sharing."""
        place = {name: at for at, name in enumerate(casework.OPLOSSING_COLUMNS)}
        for row in casework.oplossing_facts(actor=self.actor):
            shared = row[place["gedeeld_op"]]
            if shared is not None:
                yield OplossingFact(
                    pseudoniem=self.persons.of(row[place["persoon_id"]]),
                    maand=dates.month_of(shared),
                    wijk=row[place["wijk"]] or ONBEKEND,
                    wet=row[place["wet"]],
                    trede=row[place["trede"]],
                    kolom=row[place["kolom"]],
                )

    def spend(self) -> Iterator[UitgaveFact]:
        """Declared lines by the month in which delivery began."""
        for line in declaraties.facts(gemeente=self.gemeente):
            granted = line.bedrag if line.uitkomst == Uitkomst.TOEGEKEND else 0
            yield UitgaveFact(
                pseudoniem=self.persons.of(line.persoon_id),
                maand=dates.month_of(line.van),
                wet=line.wet,
                categorie=line.productcategorie,
                ingediend=line.bedrag,
                toegekend=granted,
            )

    def clients(self) -> Iterator[ClientFact]:
        """Who had help on some day of the year up to the reference date; once per person and law."""
        seen: set[tuple[UUID, str]] = set()
        for row, birth in self._with_birth(self._helped(), person=0):
            if row not in seen:
                seen.add(row)
                person, wet = row
                band = dates.age_band(birth[0], self.month)
                yield ClientFact(self.persons.of(person), birth[1] or ONBEKEND, wet, band)

    def budget(self) -> Iterator[BegrotingFact]:
        """Budget lines; what was approved besides the declared lines is the rest of what the budget counts."""
        declared: dict[int, dict[tuple[Any, str], tuple[int, int]]] = {}
        for jaar, row in budgets.facts(gemeente=self.gemeente):
            if jaar not in declared:
                declared[jaar] = dict(declaraties.sums(gemeente=self.gemeente, jaar=jaar))
            by_line = sum(declared[jaar].get((row.wet, code), (0, 0))[1] for code in row.categorieen)
            yield BegrotingFact(
                jaar=jaar,
                wet=row.wet.value if row.wet else "",
                naam=row.naam,
                categorieen=",".join(row.categorieen),
                begroot=row.begroot,
                verplicht=row.verplicht,
                eerder_geboekt=row.goedgekeurd - by_line,
            )

    def inhabitants(self) -> Iterator[InwonersFact]:
        """The latest counts of inhabitants that are not of after the reference date."""
        rows = [row for row in people.inhabitants(gemeente=self.gemeente) if row.peildatum <= self.peildatum]
        latest = max((row.peildatum for row in rows), default=None)
        for row in rows:
            if row.peildatum == latest:
                yield InwonersFact(row.wijk, row.leeftijdsgroep, row.aantal)

    def _helped(self) -> Iterator[tuple[UUID, str]]:
        """Person and law of each allocation of which care was given in the year; what never started is no care."""
        since = dates.year_until(self.peildatum)
        for row in toewijzingen.facts(gemeente=self.gemeente):
            begun = row.begindatum is not None and row.begindatum <= self.peildatum
            ends = [day for day in (row.einddatum, row.gestopt_op) if day is not None]
            if begun and row.status in _IN_FORCE and all(day >= since for day in ends):
                yield row.persoon_id, row.wet

    def _with_birth(
        self, rows: Iterable[tuple[Any, ...]], *, person: int
    ) -> Iterator[tuple[tuple[Any, ...], Birth]]:
        """Each row with month of birth and neighbourhood of the person in column `person`; one query per batch."""
        for batch in batches(rows, BATCH):
            ids = {row[person] for row in batch if row[person] is not None}
            births = people.birth_months(gemeente=self.gemeente, persoon_ids=ids)
            for row in batch:
                yield row, births.get(row[person], (None, ""))
