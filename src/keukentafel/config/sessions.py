"""Django's sessions in the database, read with SQL that is written once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import Prepared

_DATA = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
)


class SessionStore(db.SessionStore):
    """A session that every page reads and few write."""

    def load(self) -> dict[str, Any]:
        """What the session holds; one that ended or never was is empty, and loses its key."""
        found = _DATA.rows(self.session_key, clock.now())
        if not found:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0][0])
        return held
