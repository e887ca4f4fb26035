"""The connection to the database; Django finds it by the name of this module."""

from __future__ import annotations

from select import POLLIN, POLLPRI, poll
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

NOW = 0
# What is prepared by name is short and looked up by key: planning it anew for each value costs more than running it.
PLAN_ONCE = "-c plan_cache_mode=force_generic_plan"


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it, with a cheaper look at a connection that was kept from an earlier request."""

    def get_connection_params(self) -> dict[str, Any]:
        """Those of Django, with one plan for all values of a prepared statement."""
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters | {"options": f"{parameters.get('options', '')} {PLAN_ONCE}".strip()}

    def is_usable(self) -> bool:
        """Whether the connection stands.

        A server that stopped or hung up has said so, and that lies waiting on the socket. While nothing waits there, the
        server need not be asked; it is when something does, and when a statement of the open transaction failed.
        """
        if (
            self.connection is not None
            and not self.connection.closed
            and self.connection.info.transaction_status != TransactionStatus.INERROR
            and not _waiting(self.connection.fileno())
        ):
            return True
        usable: bool = super().is_usable()
        return usable


def _waiting(socket: int) -> bool:
    """Whether there is something to read on a socket, or an error, or its end (these two are always reported)."""
    look = poll()
    look.register(socket, POLLIN | POLLPRI)
    return bool(look.poll(NOW))
