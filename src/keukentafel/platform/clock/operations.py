"""Setting the working date for the length of a request, a job or a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from keukentafel.platform.clock.queries import working_date_override


@contextmanager
def working_date(day: date | None) -> Iterator[None]:
    """Let `clock.queries.today()` answer `day` inside the block; None means the real date."""
    token = working_date_override.set(day)
    try:
        yield
    finally:
        working_date_override.reset(token)
