"""Values of the audit room."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HandelingRef:
    """The act under which rows are written; ledger rows carry its id."""

    id: int
    op: datetime


@dataclass(frozen=True, slots=True)
class KijkregelRow:
    """One look at a person: who, what, why, and whether it was refused."""

    id: int
    op: datetime
    account_naam: str
    act: str
    reden: str
    geweigerd: bool


@dataclass(frozen=True, slots=True)
class SealBreak:
    """A stretch of the look log that no longer matches its seal (ids, both inclusive)."""

    van_id: int
    tot_id: int


@dataclass(frozen=True, slots=True)
class Kijkvenster:
    """One account, one person, and the stretch of time (both ends in it) of which one wants to know what was looked at."""

    account_id: UUID
    persoon_id: UUID
    vanaf: datetime
    tot: datetime


@dataclass(frozen=True, slots=True)
class Kijktelling:
    """What was looked at in a stretch of time: the words of the look log, how often, first and last."""

    wat: str
    keer: int
    eerste: datetime
    laatste: datetime
