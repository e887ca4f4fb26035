"""A part of the history: the records of some hundreds of cases, to be loaded together, and the keys they get."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import count
from typing import Any

from keukentafel.demo.records import casework, people
from keukentafel.demo.records.backoffice import ToewijzingRecord


@dataclass(slots=True)
class History:
    """Records per type, in the order in which they can be loaded:

    nothing refers to a record of a later list or a later part, save persons of earlier parts.
    """

    huishoudens: list[people.HuishoudenRecord] = field(default_factory=list)
    personen: list[people.PersoonRecord] = field(default_factory=list)
    relaties: list[people.RelatieRecord] = field(default_factory=list)
    contacten: list[casework.ContactRecord] = field(default_factory=list)
    meldingen: list[casework.MeldingRecord] = field(default_factory=list)
    onderzoeken: list[casework.OnderzoekRecord] = field(default_factory=list)
    zittingen: list[casework.ZittingRecord] = field(default_factory=list)
    leefgebieden: list[casework.LeefgebiedRecord] = field(default_factory=list)
    verslagen: list[casework.VerslagRecord] = field(default_factory=list)
    resultaten: list[casework.ResultaatRecord] = field(default_factory=list)
    oplossingen: list[casework.OplossingRecord] = field(default_factory=list)
    trederedenen: list[casework.TredeRedenRecord] = field(default_factory=list)
    hulpcontacten: list[casework.HulpcontactRecord] = field(default_factory=list)
    aanvragen: list[casework.AanvraagRecord] = field(default_factory=list)
    besluiten: list[casework.BesluitRecord] = field(default_factory=list)
    verwijzingen: list[casework.VerwijzingRecord] = field(default_factory=list)
    toewijzingen: list[ToewijzingRecord] = field(default_factory=list)
    evaluaties: list[casework.EvaluatieRecord] = field(default_factory=list)
    notities: list[casework.NotitieRecord] = field(default_factory=list)
    signalen: list[casework.SignaalRecord] = field(default_factory=list)

    def lists(self) -> Iterator[tuple[str, list[Any]]]:
        """Each list with its name, in loading order."""
        for item in fields(self):
            yield item.name, getattr(self, item.name)


class Keys:
    """Hands out keys: a word with a number that counts up, each word on its own."""

    def __init__(self) -> None:
        self._counters: dict[str, count[int]] = {}

    def number(self, word: str) -> int:
        """The next number of a word, from 1."""
        return next(self._counters.setdefault(word, count(1)))

    def next(self, word: str) -> str:
        """The next key of a word, such as ``melding-000001``."""
        return f"{word}-{self.number(word):06}"
