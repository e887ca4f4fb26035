"""Which releases and kinds of message there are."""

from datetime import date

import pytest

from keukentafel.backoffice.berichten.codec.registry import (
    REGISTRY,
    RELEASES,
    Partij,
    find_soort,
    release_in_force,
    soort_of,
    soort_of_namespace,
)
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law

pytestmark = pytest.mark.pure

# COD002-VEKT: number, code in iWmo, code in iJw, made by the municipality.
CODES = {
    301: ("414", "436", True), 302: ("415", "437", False), 305: ("418", "438", False), 306: ("419", "439", True),
    307: ("420", "440", False), 308: ("421", "441", True), 315: ("444", "446", False), 316: ("445", "447", True),
    317: ("480", "486", False), 318: ("481", "487", True), 319: ("482", "488", True), 320: ("483", "489", False),
    323: ("484", "490", False), 325: ("485", "491", True),
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2013, 6, 1), None),
        (date(2017, 6, 11), None),
        (date(2017, 6, 12), "2.1"),
        (date(2021, 1, 1), "3.0"),
        (date(2023, 4, 2), "3.1"),
        (date(2023, 4, 3), "3.2"),
        (date(2026, 11, 22), "3.2"),
    ],
)
def test_release_in_force(day: date, name: str | None) -> None:
    for law in Law:
        release = release_in_force(law, day)
        assert (release.name if release else None) == name
        assert release is None or release.implemented is (name == "3.2")


def test_releases_follow_each_other() -> None:
    for releases in RELEASES.values():
        starts = [release.start for release in releases]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize("nummer", CODES)
def test_a_kind_and_its_answer_name_each_other(nummer: int, law: Law) -> None:
    soort = find_soort(law, nummer)
    assert soort_of_namespace(soort.namespace) is soort
    assert soort.label == f"{law.value.upper()}{nummer}"
    if soort.antwoord:
        assert find_soort(law, soort.antwoord).antwoord_op == nummer
    if soort.antwoord_op:
        assert find_soort(law, soort.antwoord_op).antwoord == nummer


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize("nummer", CODES)
def test_a_message_tells_its_kind(nummer: int, law: Law) -> None:
    assert soort_of(sample(nummer, law)) is find_soort(law, nummer)


def test_codes_and_senders() -> None:
    assert len(REGISTRY) == 28
    table = {(s.law, s.nummer): (s.berichtcode, s.afzender is Partij.GEMEENTE) for s in REGISTRY.values()}
    for nummer, (wmo, jw, from_gemeente) in CODES.items():
        assert table[Law.WMO, nummer] == (wmo, from_gemeente)
        assert table[Law.JW, nummer] == (jw, from_gemeente)


def test_unknown_kinds() -> None:
    with pytest.raises(KeyError):
        find_soort(Law.WMO, 303)
    with pytest.raises(KeyError):
        sample(303)
    assert soort_of_namespace("urn:x") is None
