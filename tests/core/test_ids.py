"""Keys are unique, of version 7, and sort in the order in which they were made."""

import time
from uuid import RFC_4122, UUID

import pytest

from keukentafel.core import ids

pytestmark = pytest.mark.pure


def test_a_key_has_the_layout_of_version_seven() -> None:
    key = ids.new_id()
    assert key.version == 7
    assert key.variant == RFC_4122


def test_ten_thousand_keys_are_all_different() -> None:
    assert len({ids.new_id() for _ in range(10_000)}) == 10_000


def test_a_key_starts_with_its_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_123_999_999)
    assert ids.new_id().int >> 80 == 1_700_000_000_123
    assert ids.new_id().int >> 64 & 0xFFF == 0xFFF


def test_later_keys_sort_later(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(1_700_000_000_000_000_000, 1_700_000_000_001_000_000, 250))
    monkeypatch.setattr(time, "time_ns", lambda: next(moments))
    keys: list[UUID] = [ids.new_id() for _ in range(4_000)]
    assert [key.int >> 64 for key in keys] == sorted(key.int >> 64 for key in keys)
    assert keys[0] < keys[-1]
