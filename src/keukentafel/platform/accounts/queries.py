"""Reads of accounts, teams and rights."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from keukentafel.core.errors import NotFound
from keukentafel.platform.accounts import rules
from keukentafel.platform.accounts.domain import AccountRow, Act, Actor, Relatie, Rol, Scope, TeamRow
from keukentafel.platform.accounts.models import Account, Gemeente, Gemeentecode, Team
from keukentafel.platform.prepared.queries import Prepared


def actor_of(account: Account) -> Actor:
    """The actor behind an account that was fetched through its manager; no query."""
    annotated: Any = account
    return Actor(
        account_id=account.pk,
        gemeente=account.gemeente_id,
        gemeentenaam=account.gemeente.naam,
        naam=account.naam,
        rollen=frozenset(Rol(rol) for rol in account.rollen),
        teams=frozenset(annotated.team_ids),
        teamnaam=", ".join(annotated.team_namen),
        persoon_id=account.eigen_persoon,
        huishouden_id=account.eigen_huishouden,
        werkdatum=account.gemeente.werkdatum,
    )


def account(account_id: UUID) -> Account | None:
    """The account itself, for who is logged in: asked at every request, so its SQL is written once; one query."""
    found = _ACCOUNT.rows(account_id)
    return _from_row(found[0]) if found else None


def get_actor(account_id: UUID) -> Actor:
    """The actor with this account id; raises `NotFound` for an unknown or closed account."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise NotFound("Dit account bestaat niet of is gesloten. Vraag het de functioneel beheerder.")
    return actor_of(account)


def get_actor_named(gebruikersnaam: str) -> Actor:
    """The actor with this user name; raises `NotFound`."""
    account = Account.objects.filter(gebruikersnaam=gebruikersnaam, is_active=True).first()
    if account is None:
        raise NotFound(f"Er is geen account {gebruikersnaam}. Controleer de gebruikersnaam.")
    return actor_of(account)


def system_actor(gemeente: str) -> Actor:
    """The actor that jobs and loads of this municipality act as; raises `NotFound`."""
    account = Account.objects.filter(gemeente_id=gemeente, rollen=[Rol.SYSTEEM.value]).first()
    if account is None:
        raise NotFound(f"Gemeente {gemeente} is hier niet ingericht. Laad eerst de gemeente.")
    return actor_of(account)


def scope(actor: Actor, act: Act) -> Scope:
    """What the actor reaches with this act; raises `ActNotPermitted`."""
    return rules.scope_of(actor, act)


def check(actor: Actor, act: Act) -> frozenset[Relatie]:
    """The relations in which the act is permitted; raises `ActNotPermitted` when in none."""
    return rules.check_act(actor, act)


def may(actor: Actor, act: Act) -> bool:
    """Whether the actor may do this act in some relation."""
    return rules.may_act(actor, act)


def gemeente_exists(code: str) -> bool:
    """Whether this installation serves the municipality."""
    return Gemeente.objects.filter(pk=code).exists()


def gemeenten() -> tuple[str, ...]:
    """The codes of all municipalities served."""
    return tuple(Gemeente.objects.order_by("code").values_list("code", flat=True))


def gemeentecodes(*, gemeente: str, day: date, oldest: date) -> frozenset[str]:
    """The codes of gemeenten beside the national list, of which some day from `oldest` up to and including `day` is in force. One query."""
    found = Gemeentecode.objects.filter(
        Q(tot__isnull=True) | Q(tot__gt=oldest), gemeente_id=gemeente, vanaf__lte=day
    )
    return frozenset(found.values_list("code", flat=True))


def teams(gemeente: str) -> tuple[TeamRow, ...]:
    """The teams of a municipality, by name."""
    rows = Team.objects.filter(gemeente_id=gemeente).order_by("naam").values_list("id", "naam")
    return tuple(TeamRow(*row) for row in rows)


def colleagues(actor: Actor) -> tuple[AccountRow, ...]:
    """The people who share a team with the actor, by name."""
    rows = (
        Account.objects.filter(
            teamlidmaatschap__team__in=actor.teams, gemeente_id=actor.gemeente, is_active=True
        )
        .order_by("naam")
        .distinct()
    )
    return tuple(_row(account) for account in rows)


def accounts(actor: Actor) -> tuple[AccountRow, ...]:
    """All accounts of the municipality for the functional manager; raises `ActNotPermitted`."""
    rules.check_act(actor, Act.BEHEER_INZIEN)
    return tuple(
        _row(account) for account in Account.objects.filter(gemeente_id=actor.gemeente).order_by("naam")
    )


def _account_columns(key: UUID) -> "QuerySet[Any]":
    return Account.objects.filter(pk=key).values_list(*_OWN, *_OF_GEMEENTE, "team_ids", "team_namen")


def _from_row(row: tuple[Any, ...]) -> Account:
    """The account as its manager gives it, from the columns of `_account_columns`."""
    own, rest = row[: len(_OWN)], row[len(_OWN) :]
    found: Any = Account.from_db(DEFAULT_DB_ALIAS, _OWN, own)
    code, naam, werkdatum, found.team_ids, found.team_namen = rest
    found.gemeente = Gemeente.from_db(
        DEFAULT_DB_ALIAS, ["code", "naam", "werkdatum"], [code, naam, werkdatum]
    )
    account: Account = found
    return account


_OWN = [field.attname for field in Account._meta.concrete_fields]
_OF_GEMEENTE = ("gemeente__code", "gemeente__naam", "gemeente__werkdatum")
_ACCOUNT = Prepared(_account_columns)


def _row(account: Account) -> AccountRow:
    annotated: Any = account
    return AccountRow(
        id=account.pk,
        gebruikersnaam=account.gebruikersnaam,
        naam=account.naam,
        rollen=tuple(Rol(rol) for rol in account.rollen),
        teams=tuple(annotated.team_namen),
        actief=account.is_active,
    )
