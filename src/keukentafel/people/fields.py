"""The queryset base of every list of cases: what an actor may reach, as part of the fetch itself."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from keukentafel.platform.accounts.domain import Scope


class CaseQuerySet(models.QuerySet[Any]):
    """For models with a `persoon`, a `team` and a `behandelaar`; `prefix` leads to the row that has them."""

    prefix = ""

    def within(self, scope: Scope, now: datetime) -> Any:
        """Only what the scope opens: right municipality, right relation, not shielded, not one's own household."""
        return self.filter(Q(**{f"{self.prefix}gemeente_id": scope.gemeente}) & self.reach(scope, now))

    def reach(self, scope: Scope, now: datetime) -> Q:
        """The condition under which a row of the municipality is open, for `filter` or for `annotate`."""
        return case_reach(prefix=self.prefix, scope=scope, now=now)


def case_reach(*, prefix: str, scope: Scope, now: datetime) -> Q:
    """The condition under which a case of the municipality is open; `prefix` leads to it, with its last `__`."""
    return _relation(prefix, scope) & person_reach(prefix=f"{prefix}persoon__", scope=scope, now=now)


def relation_reach(*, prefix: str, scope: Scope) -> Q:
    """The condition under which a case belongs to the scope, shielded or not; their own file never does."""
    return _relation(prefix, scope) & _not_own(f"{prefix}persoon__", scope)


def person_reach(*, prefix: str, scope: Scope, now: datetime) -> Q:
    """The condition under which a person is not closed to the scope, whoever has the case: not shielded, not their own."""
    return _not_shielded(prefix, scope, now) & _not_own(prefix, scope)


def shielded_reach(*, prefix: str, scope: Scope) -> Q:
    """The condition under which a row is about a shielded person who is not of the scope's own household: for figures alone."""
    person = f"{prefix}persoon__"
    return Q(**{f"{person}afgeschermd": True}) & _not_own(person, scope)


def emergency_reach(*, prefix: str, scope: Scope, now: datetime) -> Q:
    """The condition under which an emergency entry of this account that still runs opens a case, whoever has it."""
    person = f"{prefix}persoon__"
    entered = _entries(person, scope, now).filter(noodtoegang=True)
    return Q(Exists(entered)) & _not_own(person, scope)


def _relation(prefix: str, scope: Scope) -> Q:
    if scope.everywhere:
        return Q()
    relation = Q(**{f"{prefix}team_id__in": list(scope.teams)})
    return relation | Q(**{f"{prefix}behandelaar_id": scope.account_id}) if scope.own else relation


def _not_own(prefix: str, scope: Scope) -> Q:
    condition = Q()
    if scope.eigen_persoon is not None:
        condition &= ~Q(**{f"{prefix}id": scope.eigen_persoon})
    if scope.eigen_huishouden is not None:
        other_household = ~Q(**{f"{prefix}huishouden_id": scope.eigen_huishouden})
        condition &= other_household | Q(**{f"{prefix}huishouden_id__isnull": True})
    return condition


def _not_shielded(prefix: str, scope: Scope, now: datetime) -> Q:
    """Shielded files are open to who is on their list."""
    return Q(**{f"{prefix}afgeschermd": False}) | Q(Exists(_entries(prefix, scope, now)))


def _entries(prefix: str, scope: Scope, now: datetime) -> models.QuerySet[Any]:
    """The entries of this account to the person; found by name because models stand above this module."""
    entries: models.QuerySet[Any] = apps.get_model("people", "Toegang")._default_manager.all()
    return entries.filter(persoon_id=OuterRef(f"{prefix}id"), account_id=scope.account_id, tot__gt=now)
