"""The two times of the house.

The working date is the day on which work is done and on which terms are counted; it can be set, so that
a walk of June 2013 can be run. The real time stamps handelingen, the look log, logins and jobs, and
cannot be set by anything in the product.
"""

from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

working_date_override: ContextVar[date | None] = ContextVar("working_date_override", default=None)


def today() -> date:
    """The working date: the one set for this request or job, else the real date in Amsterdam."""
    return working_date_override.get() or real_today()


def real_today() -> date:
    """The real date in Amsterdam, whatever working date is set."""
    return now().date()


def now() -> datetime:
    """The real time in Amsterdam, aware."""
    return datetime.now(AMSTERDAM)
