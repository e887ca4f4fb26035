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
    condition = _relation(prefix, scope) & _not_shielded(prefix, scope, now)
    if scope.eigen_persoon is not None:
        condition &= ~Q(**{f"{prefix}persoon_id": scope.eigen_persoon})
    if scope.eigen_huishouden is not None:
        other_household = ~Q(**{f"{prefix}persoon__huishouden_id": scope.eigen_huishouden})
        condition &= other_household | Q(**{f"{prefix}persoon__huishouden_id__isnull": True})
    return condition


def _relation(prefix: str, scope: Scope) -> Q:
    if scope.everywhere:
        return Q()
    relation = Q(**{f"{prefix}team_id__in": list(scope.teams)})
    return relation | Q(**{f"{prefix}behandelaar_id": scope.account_id}) if scope.own else relation


def _not_shielded(prefix: str, scope: Scope, now: datetime) -> Q:
    """Shielded files are open to who is on their list; found by name because models stand above this module."""
    lists: models.QuerySet[Any] = apps.get_model("people", "Toegang")._default_manager.all()
    admitted = lists.filter(
        persoon_id=OuterRef(f"{prefix}persoon_id"), account_id=scope.account_id, tot__gt=now
    )
    return Q(**{f"{prefix}persoon__afgeschermd": False}) | Q(Exists(admitted))
