"""Keys of the database from keys of the records."""

from datetime import date

from keukentafel.demo.identity import record_id
from tests.demo.conftest import Made


def test_the_same_record_gets_the_same_key() -> None:
    day = date(2026, 1, 2)
    assert record_id("9901", "melding-000001", day) == record_id("9901", "melding-000001", day)
    assert record_id("9901", "melding-000001", day) != record_id("9902", "melding-000001", day)
    assert record_id("9901", "melding-000001", day) != record_id("9901", "melding-000002", day)


def test_the_layout_is_version_7_and_later_days_sort_later() -> None:
    early, late = record_id("9901", "b", date(2026, 1, 2)), record_id("9901", "a", date(2026, 1, 3))
    assert (early.version, late.version) == (7, 7)
    assert early.variant == late.variant
    assert early < late


def test_all_records_of_two_municipalities_have_a_key_of_their_own(lindewaard: Made, elsbeek: Made) -> None:
    day = date(2026, 1, 2)
    made = [
        record_id(town.options.gemeente, row.sleutel, day)
        for town in (lindewaard, elsbeek)
        for rows in town.records.values()
        for row in rows
        if hasattr(row, "sleutel")
    ]
    assert len(set(made)) == len(made)
