"""What this municipality holds the figures against: norms and choices with the dates they hold on and their source."""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from keukentafel.monitor.domain import Norm


class Normsoort(StrEnum):
    """What is laid down: the norm of 20%, the follow-up window in months, the class of urbanity."""

    INDIVIDUEEL = "individueel"
    VENSTER = "venster"
    STEDELIJKHEID = "stedelijkheid"


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    gemeente: str
    vanaf: date
    tot: date | None
    norm: Norm


def norm(soort: Normsoort, *, gemeente: str, day: date) -> Norm | None:
    """The norm of a municipality on a day; its own goes before the one for all. None where none is in force."""
    found = [
        row
        for row in _rows()
        if row.code == soort
        and row.gemeente in {"", gemeente}
        and row.vanaf <= day
        and (row.tot is None or day < row.tot)
    ]
    return max(found, key=lambda row: (row.gemeente, row.vanaf)).norm if found else None


@cache
def _rows() -> tuple[_Row, ...]:
    text = files("keukentafel.monitor").joinpath("normen.csv").read_text(encoding="utf-8")
    return tuple(
        _Row(
            code=row["code"],
            gemeente=row["gemeente"],
            vanaf=date.fromisoformat(row["vanaf"]),
            tot=date.fromisoformat(row["tot"]) if row["tot"] else None,
            norm=Norm(int(row["waarde"]), date.fromisoformat(row["vanaf"]), row["bron"]),
        )
        for row in csv.DictReader(text.splitlines())
    )
