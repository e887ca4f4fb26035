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
        p = self.prefix
        relation = Q()
        if not scope.everywhere:
            relation = Q(**{f"{p}team_id__in": list(scope.teams)})
            if scope.own:
                relation |= Q(**{f"{p}behandelaar_id": scope.account_id})
        admitted = Exists(
            _toegang().filter(persoon_id=OuterRef(f"{p}persoon_id"), account_id=scope.account_id, tot__gt=now)
        )
        condition = relation & (Q(**{f"{p}persoon__afgeschermd": False}) | admitted)
        if scope.eigen_persoon is not None:
            condition &= ~Q(**{f"{p}persoon_id": scope.eigen_persoon})
        if scope.eigen_huishouden is not None:
            other_household = ~Q(**{f"{p}persoon__huishouden_id": scope.eigen_huishouden})
            condition &= other_household | Q(**{f"{p}persoon__huishouden_id__isnull": True})
        return condition


def _toegang() -> models.QuerySet[Any]:
    """The lists of who may open shielded files; found by name because models stand above this module."""
    rows: models.QuerySet[Any] = apps.get_model("people", "Toegang")._default_manager.all()
    return rows
