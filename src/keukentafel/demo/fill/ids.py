"""From the keys of the records to the keys of the database, for one municipality."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.demo.identity import record_id


@dataclass(frozen=True, slots=True)
class Ids:
    """Gives each key its id; `word` tells apart records of different types whose keys could be equal."""

    gemeente: str
    day: date

    def of(self, word: str, key: str) -> UUID:
        """The id of this record."""
        return record_id(self.gemeente, f"{word}/{key}", self.day)

    def maybe(self, word: str, key: str | None) -> UUID | None:
        """The id of this record, None without a key."""
        return self.of(word, key) if key else None
