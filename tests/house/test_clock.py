"""Every way to read a clock is found, and only the clock's own room may use one."""

import pytest

from checks import clock
from tests.house.samples import module

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\nday = date.today()",
        "from datetime import datetime, UTC\nnow = datetime.now(UTC)",
        "import datetime as dt\nnow = dt.datetime.utcnow()",
        "from django.utils import timezone\nnow = timezone.now()",
        "from django.utils.timezone import now as moment\nx = moment()",
        "from django.utils import timezone\nfield = DateTimeField(default=timezone.now)",
        "from django.utils import timezone\nnow = timezone.localtime()",
        "import time\nnow = time.time()",
        "from time import time_ns\nnow = time_ns()",
        "from django.db.models.functions import Now\nq = Now()",
        "field = DateTimeField(auto_now_add=True)",
        "def act():\n    import time\n    return time.time()",
    ],
)
def test_a_read_of_the_clock_fails_outside_its_room(text: str) -> None:
    assert len(clock.judge([module("keukentafel.people.operations", text)]).faults) == 1
    assert clock.judge([module("keukentafel.platform.clock.queries", text)]).passed


@pytest.mark.parametrize(
    "text",
    [
        "from keukentafel.platform.clock.queries import today\nday = today()",
        "import time\nstart = time.perf_counter()",
        "from django.utils import timezone\nlocal = timezone.localtime(moment)",
        "today = room.today()",
        "from datetime import date\nday = date(2026, 1, 1)",
    ],
)
def test_what_reads_no_clock_passes(text: str) -> None:
    assert clock.judge([module("keukentafel.people.operations", text)]).passed


def test_a_room_whose_name_begins_like_the_clock_is_not_the_clock() -> None:
    text = "import time\nnow = time.time()"
    assert not clock.judge([module("keukentafel.platform.clockwork", text)]).passed


def test_a_migration_may_repeat_what_the_model_was_judged_for() -> None:
    text = "field = DateTimeField(auto_now_add=True)"
    assert clock.judge([module("keukentafel.people.migrations.0001_initial", text)]).passed
