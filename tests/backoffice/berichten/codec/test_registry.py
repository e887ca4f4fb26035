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
        assert release is None or release.implemented is (name == "3.2" and law is Law.WMO)


def test_releases_follow_each_other() -> None:
    for releases in RELEASES.values():
        starts = [release.start for release in releases]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize("nummer", [301, 302, 305, 306, 323, 325])
def test_a_message_tells_its_kind(nummer: int) -> None:
    soort = find_soort(Law.WMO, nummer)
    assert soort_of(sample(nummer)) is soort
    assert soort_of_namespace(soort.namespace) is soort
    assert soort.label == f"WMO{nummer}"
    if soort.antwoord:
        assert find_soort(Law.WMO, soort.antwoord).antwoord_op == nummer


def test_codes_and_senders() -> None:
    table = {(s.nummer, s.berichtcode, s.afzender) for s in REGISTRY.values()}
    gemeente, aanbieder = Partij.GEMEENTE, Partij.AANBIEDER
    assert table == {
        (301, "414", gemeente),
        (302, "415", aanbieder),
        (305, "418", aanbieder),
        (306, "419", gemeente),
        (323, "484", aanbieder),
        (325, "485", gemeente),
    }


def test_unknown_kinds() -> None:
    with pytest.raises(KeyError):
        find_soort(Law.WMO, 303)
    with pytest.raises(KeyError):
        sample(303)
    assert soort_of_namespace("urn:x") is None
