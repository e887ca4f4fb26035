"""How people come in: accounts are made by the functional manager, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """allauth's account rules with sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: an account is given, not taken."""
        return False
