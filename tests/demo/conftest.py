"""One generated Lindewaard and one Elsbeek for all tests of the demo."""

from dataclasses import dataclass
from typing import Any

import pytest

from keukentafel.demo.generate import Generator, Town
from keukentafel.demo.options import ELSBEEK, LINDEWAARD, Options
from keukentafel.demo.records.backoffice import BegrotingsregelRecord, DeclaratieRecord, PrestatieRecord


@dataclass(frozen=True)
class Made:
    """A whole municipality, its parts joined per list."""

    options: Options
    town: Town
    records: dict[str, list[Any]]
    parts: int
    declaraties: list[DeclaratieRecord]
    prestaties: list[PrestatieRecord]
    begroting: tuple[BegrotingsregelRecord, ...]


def make(options: Options) -> Made:
    generator = Generator(options)
    town = generator.town()
    records: dict[str, list[Any]] = {}
    parts = 0
    for part in generator.histories():
        parts += 1
        for name, found in part.lists():
            records.setdefault(name, []).extend(found)
    declaraties: list[DeclaratieRecord] = []
    prestaties: list[PrestatieRecord] = []
    for messages, lines in generator.declarations():
        declaraties += messages
        prestaties += lines
    return Made(options, town, records, parts, declaraties, prestaties, generator.begroting())


@pytest.fixture(scope="session")
def lindewaard() -> Made:
    """The default municipality."""
    return make(LINDEWAARD)


@pytest.fixture(scope="session")
def elsbeek() -> Made:
    """The small second municipality."""
    return make(ELSBEEK)
