"""Setting up a municipality: itself, its teams and its accounts.

These rows come before anybody can act, so this is the one place that opens a history context of its own:
the municipality's system account is the actor.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pghistory
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Act, Actor, NewGemeentecode, Rol
from keukentafel.platform.accounts.models import Account, Gemeente, Gemeentecode, Team, Teamlidmaatschap
from keukentafel.platform.accounts.queries import system_actor
from keukentafel.platform.accounts.rules import check_act


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be opened: user name, name, roles, names of teams, and a password (None: cannot log in)."""

    gebruikersnaam: str
    naam: str
    rollen: tuple[Rol, ...]
    teams: tuple[str, ...] = ()
    wachtwoord: str | None = None
    email: str = ""
    id: UUID = field(default_factory=new_id)


@contextmanager
def history_of(account_id: UUID, **act: int | str) -> Iterator[None]:
    """The transaction of an act: every version of a row written inside points to this account and this act.

    The pointer ends with the block, also within a larger transaction, so that nothing later can borrow it.
    """
    with transaction.atomic():
        with pghistory.context(account=str(account_id), **act):
            yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


def load_gemeente(
    *,
    code: str,
    naam: str,
    teams: tuple[str, ...],
    accounts: tuple[NewAccount, ...],
    werkdatum: date | None = None,
) -> Actor:
    """Set up a municipality that is not there yet and answer its system actor.

    Raises `django.db.IntegrityError` when the code or a user name is taken.
    """
    system = Account(
        gemeente_id=code,
        gebruikersnaam=f"systeem-{code}",
        naam="Keukentafel",
        rollen=[Rol.SYSTEEM.value],
        password=make_password(None),
    )
    with history_of(system.pk, act=Act.GEGEVENS_LADEN.value):
        Gemeente.objects.create(code=code, naam=naam, werkdatum=werkdatum)
        system.save(force_insert=True)
        rows = {team: Team(gemeente_id=code, naam=team) for team in teams}
        Team.objects.bulk_create(rows.values())
        for new in accounts:
            _open_account(code, new, rows)
    return system_actor(code)


def load_gemeentecodes(*, actor: Actor, codes: Iterable[NewGemeentecode]) -> int:
    """Load codes of gemeenten beside the national list; answers how many. Raises `ActNotPermitted`."""
    check_act(actor, Act.GEGEVENS_LADEN)
    with history_of(actor.account_id, act=Act.GEGEVENS_LADEN.value):
        rows = Gemeentecode.objects.bulk_create(
            Gemeentecode(
                gemeente_id=actor.gemeente,
                code=new.code,
                naam=new.naam,
                vanaf=new.vanaf,
                tot=new.tot,
                bron=new.bron,
            )
            for new in codes
        )
    return len(rows)


def set_working_date(*, actor: Actor, werkdatum: date | None) -> None:
    """Set the working date of the actor's municipality, or return it to the real date with None."""
    with history_of(actor.account_id, act=Act.GEGEVENS_LADEN.value):
        Gemeente.objects.filter(pk=actor.gemeente).update(werkdatum=werkdatum)


def link_resident(*, actor: Actor, account_id: UUID, persoon_id: UUID, huishouden_id: UUID | None) -> None:
    """Close an employee's own file and household to them; the ids are values from the people room."""
    with history_of(actor.account_id, act=Act.GEGEVENS_LADEN.value):
        Account.objects.filter(pk=account_id, gemeente_id=actor.gemeente).update(
            eigen_persoon=persoon_id, eigen_huishouden=huishouden_id
        )


def _open_account(code: str, new: NewAccount, teams: dict[str, Team]) -> None:
    account = Account.objects.create(
        id=new.id,
        gemeente_id=code,
        gebruikersnaam=new.gebruikersnaam,
        email=new.email,
        naam=new.naam,
        rollen=[rol.value for rol in new.rollen],
        password=make_password(new.wachtwoord),
    )
    Teamlidmaatschap.objects.bulk_create(
        Teamlidmaatschap(account=account, team=teams[team]) for team in new.teams
    )
