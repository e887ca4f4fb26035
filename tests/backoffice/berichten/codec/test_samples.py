"""The sample messages: between them they hold everything that the standard knows, and each is valid."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317
from keukentafel.backoffice.berichten.codec.registry import REGISTRY, find_soort, soort_of
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.spec import spec_under
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write

pytestmark = pytest.mark.pure

KINDS = [(law, nummer) for law, nummer, release in REGISTRY if release == "3.2"]
SEEDS = 250


@cache
def _samples(law: Law, nummer: int) -> list[Any]:
    return [sample(nummer, law, lines=1 + seed % 5, seed=seed) for seed in range(SEEDS)]


def _declared(law: Law, record: type, path: str = "") -> Iterator[tuple[str, set[bool]]]:
    """The path of every element that a record may hold, with whether it must occur filled, absent or both."""
    for element in spec_under(record, law).elements:
        below = f"{path}/{element.name}"
        yield below, {True, False} if element.optional else {True}
        if element.record is not None:
            yield from _declared(law, element.record, below)


def _held(law: Law, value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The path and value of every element that a message might fill; None or () for one that it leaves out."""
    for element in spec_under(value.__class__, law).elements:
        held, below = getattr(value, element.attribute), f"{path}/{element.name}"
        yield below, held
        if element.record is not None and held is not None:
            for item in held if element.item else (held,):
                yield from _held(law, item, below)


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_every_element_occurs_and_every_optional_one_is_left_out_at_times(law: Law, nummer: int) -> None:
    found: dict[str, set[bool]] = {}
    for bericht in _samples(law, nummer):
        for path, held in _held(law, bericht):
            found.setdefault(path, set()).add(held is not None and held != ())
    assert found == dict(_declared(law, find_soort(law, nummer).root))


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_every_list_holds_one_item_and_several(law: Law, nummer: int) -> None:
    sizes: dict[str, set[bool]] = {}
    for bericht in _samples(law, nummer):
        for path, held in _held(law, bericht):
            if isinstance(held, tuple) and held:
                sizes.setdefault(path.rpartition("/")[2], set()).add(len(held) > 1)
    assert sizes == {name: {True, False} for name in sizes}


# Expired, or not to be sent: RedenWijziging 01 (CS336), StatusAanlevering 2 and 9 (CS058), NaamGebruik 5 (CS050).
UNSENT = {("WMO002", "01"), ("JZ002", "01"), ("COD467", "2"), ("COD467", "9"), ("COD700", "5")}
# Lists of which samples show a few codes only.
SHOWN_IN_PART = {"COD032", "WJ001", "WMO020", "JZ020"}


@pytest.mark.parametrize("law", Law)
def test_every_code_occurs(law: Law) -> None:
    found: dict[str, set[str]] = {}
    for nummer in {nummer for _, nummer in KINDS}:
        for bericht in _samples(law, nummer):
            for name, code in _codes(law, bericht):
                found.setdefault(name, set()).add(code)
    # woonplaatsbeginsel is a ground under the Jeugdwet alone.
    unsent = UNSENT | ({("WJ759", "8")} if law is Law.WMO else set())
    for name, codes in found.items():
        known = {item.code for item in CODELISTS[name].codes}
        assert codes <= known
        if name not in SHOWN_IN_PART:
            assert codes == {code for code in known if (name, code) not in unsent}


def _codes(law: Law, value: Any) -> Iterator[tuple[str, str]]:
    for element in spec_under(value.__class__, law).elements:
        held = getattr(value, element.attribute)
        if element.simple is not None and element.simple.codelists is not None and held is not None:
            for code in held if element.item else (held,):
                yield element.simple.codelists[law], code
        elif element.record is not None and held is not None:
            for item in held if element.item else (held,):
                yield from _codes(law, item)


@pytest.mark.parametrize("law", Law)
def test_every_variant_of_an_allocation_occurs(law: Law) -> None:
    """The variants of the standard, with a code, a category, or neither; with an extent, a budget, or neither."""
    wanted = {(2, True, False), (1, False, False), (1, False, True), (0, False, True), (1, True, False)}
    shown = {
        nummer: {_variant(line) for bericht in _samples(law, nummer) for line in _lines(bericht)}
        for nummer in (301, 315, 317)
    }
    assert shown == {301: wanted, 315: wanted, 317: wanted - {(1, True, False)}}


def _lines(bericht: Any) -> tuple[Any, ...]:
    if isinstance(bericht, Bericht301):
        return bericht.client.toegewezenproducten
    if isinstance(bericht, Bericht315):
        return bericht.client.aangevraagdeproducten
    assert isinstance(bericht, Bericht317)
    return bericht.client.verzoek.nieuweproducten


def _variant(line: Any) -> tuple[int, bool, bool]:
    depth = 0 if line.product is None else 1 + (line.product.code is not None)
    return depth, line.omvang is not None, line.budget is not None


@pytest.mark.parametrize(("law", "nummer"), KINDS)
def test_samples_are_valid_and_tell_their_kind(law: Law, nummer: int) -> None:
    for bericht in _samples(law, nummer)[::10]:
        result = read(write(bericht))
        assert result.faults == ()
        assert result.bericht == bericht
        assert soort_of(bericht) is find_soort(law, nummer)


@pytest.mark.parametrize("nummer", [301, 305, 307, 315, 317, 323])
def test_the_number_of_lines_is_what_was_asked(nummer: int) -> None:
    for lines in (1, 7, 60):
        bericht = sample(nummer, lines=lines, seed=lines)
        held = _held(Law.WMO, bericht)
        assert (
            sum(
                len(items) for path, items in held if path.endswith(("producten", "Producten", "/Prestaties"))
            )
            == lines
        )


def test_the_same_seed_gives_the_same_message() -> None:
    for law, nummer in KINDS:
        assert sample(nummer, law, lines=3, seed=4) == sample(nummer, law, lines=3, seed=4)
        assert len({write(sample(nummer, law, seed=seed)) for seed in range(9)}) > 5


def test_many_lines_do_not_clash() -> None:
    for law in Law:
        for nummer in (301, 315, 317):
            assert read(write(sample(nummer, law, lines=400, seed=2))).valid
