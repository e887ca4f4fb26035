"""Who is logged in, fetched with SQL that is written once."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from keukentafel.platform.accounts import queries as accounts


class Backend(ModelBackend):
    """Logging in by allauth; the account of a running session is read at every request."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Any:
        """The open account that these credentials belong to, else None."""
        found: Any = AuthenticationBackend().authenticate(
            request, username=username, password=password, **more
        )
        return found

    def get_user(self, user_id: Any) -> Any:
        """The account with this id while it is open, else None."""
        account = accounts.account(user_id)
        return account if self.user_can_authenticate(account) else None
