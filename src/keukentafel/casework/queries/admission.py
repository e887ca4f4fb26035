"""Shielded dossiers for who decides on admission: a number, a team and who may open it, and nothing of the resident."""

from typing import Any
from uuid import UUID

from keukentafel.casework.domain.contact import GeslotenDossier
from keukentafel.casework.domain.overview import AfgeschermdRow, ToelatingPage
from keukentafel.casework.models.contact import Dossier
from keukentafel.core.errors import NotFound
from keukentafel.people import queries as people
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import AccountRow, Act, Actor, Rol

SHOWN = 100
_COLUMNS = ("id", "nummer", "team__naam", "behandelaar__naam", "persoon_id", "persoon__afgeschermd")


def shielded_dossiers(*, actor: Actor) -> tuple[AfgeschermdRow, ...]:
    """The shielded dossiers of the actor's teams, newest first, at most a hundred; two queries.

    Nothing of the person stands in a row, so no look is logged.
    """
    scope = accounts.scope(actor, Act.TOELATING_GEVEN)
    found = Dossier.objects.filter(
        people.relation_reach(prefix="", scope=scope), gemeente_id=actor.gemeente, persoon__afgeschermd=True
    )
    rows = list(found.order_by("-geopend_op", "-id").values_list(*_COLUMNS)[:SHOWN])
    counts = people.count_admitted(persoon_ids=[row[4] for row in rows])
    return tuple(_row(row, counts.get(row[4], 0)) for row in rows)


def get_admissions(*, actor: Actor, dossier_id: UUID) -> ToelatingPage:
    """Who may open one dossier of the actor's teams; raises `NotFound` and `GeslotenDossier`. Four queries."""
    row = dossier_to_admit(actor=actor, dossier_id=dossier_id)
    admitted = people.admissions(persoon_id=row[4])
    return ToelatingPage(
        dossier=_row(row, len(admitted)),
        afgeschermd=row[5],
        rijen=admitted,
        collegas=admissible(actor),
    )


def dossier_to_admit(*, actor: Actor, dossier_id: UUID) -> tuple[Any, ...]:
    """The columns of a dossier of the actor's teams, shielded or not; raises `NotFound` and `GeslotenDossier`."""
    scope = accounts.scope(actor, Act.TOELATING_GEVEN)
    here = Dossier.objects.filter(pk=dossier_id, gemeente_id=actor.gemeente)
    reach = people.relation_reach(prefix="", scope=scope)
    row: tuple[Any, ...] | None = here.filter(reach).values_list(*_COLUMNS).first()
    if row is not None:
        return row
    persoon_id = here.values_list("persoon_id", flat=True).first()
    if persoon_id is None:
        raise NotFound("Dit dossier staat er niet (meer). Ga terug naar de lijst.")
    raise GeslotenDossier(dossier_id=dossier_id, persoon_id=persoon_id)


def admissible(actor: Actor) -> tuple[AccountRow, ...]:
    """Colleagues of the actor's teams whose work is with residents."""
    works = {Rol.CONSULENT, Rol.TEAMLEIDER}
    return tuple(
        row for row in accounts.colleagues(actor) if row.id != actor.account_id and works & set(row.rollen)
    )


def _row(row: tuple[Any, ...], admitted: int) -> AfgeschermdRow:
    identity, nummer, team, behandelaar, *_ = row
    return AfgeschermdRow(identity, nummer, team, behandelaar or "", admitted)
