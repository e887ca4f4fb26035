"""Drawing lots."""

from collections import Counter
from datetime import date

import pytest

from keukentafel.demo.draw import chance, day_between, few, one, pick, stream, waiting, whole


def test_streams_are_apart_and_repeat() -> None:
    assert stream(1, "a", 2).random() == stream(1, "a", 2).random()
    assert len({stream(1, "a").random(), stream(1, "b").random(), stream(2, "a").random()}) == 3


def test_pick_follows_the_weights() -> None:
    rng = stream(1, "pick")
    found = Counter(pick(rng, (("a", 70.0), ("b", 30.0), ("c", 0.0))) for _ in range(4000))
    assert found["a"] / 4000 == pytest.approx(0.7, abs=0.03)
    assert found["c"] == 0
    with pytest.raises(IndexError):
        pick(rng, ())


def test_other_draws_stay_within_their_bounds() -> None:
    rng = stream(1, "rest")
    assert {whole(rng, 2, 4) for _ in range(200)} == {2, 3, 4}
    assert {one(rng, "ab") for _ in range(50)} == {"a", "b"}
    assert len(few(rng, (1, 2, 3), 2)) == len(set(few(rng, (1, 2, 3), 2))) == 2
    assert sorted(few(rng, (1, 2), 5)) == [1, 2]
    assert not any(chance(rng, 0) for _ in range(50))
    assert all(chance(rng, 1) for _ in range(50))
    days = {day_between(rng, date(2026, 1, 1), date(2026, 1, 3)) for _ in range(100)}
    assert days == {date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)}
    assert sum(waiting(rng, 100) for _ in range(4000)) / 4000 == pytest.approx(100, rel=0.1)
