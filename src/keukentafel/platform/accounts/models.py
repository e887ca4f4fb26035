"""Municipalities, teams and accounts in the database."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models

from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Rol
from keukentafel.platform.accounts.fields import RootModel, tracked


@tracked()
class Gemeente(models.Model):
    """A municipality served by this installation, under its four-digit CBS code."""

    code = models.CharField(max_length=4, primary_key=True)
    naam = models.CharField(max_length=80)
    werkdatum = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{4}$"), name="gemeente_code_vier_cijfers"
            ),
        ]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Gemeentecode(RootModel):
    """A gemeente that this municipality knows beside the national list, such as a new one: its code from `vanaf` up to `tot`."""

    code = models.CharField(max_length=4)
    naam = models.CharField(max_length=80)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "code", "vanaf"], name="gemeentecode_per_dag"),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{4}$"), name="gemeentecode_vier_cijfers"
            ),
            models.CheckConstraint(
                condition=models.Q(tot__isnull=True) | models.Q(tot__gt=models.F("vanaf")),
                name="gemeentecode_periode",
            ),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class Team(models.Model):
    """A neighbourhood team or an office team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT)
    naam = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gemeente", "naam"], name="team_naam_uniek")]

    def __str__(self) -> str:
        return self.naam


class AccountManager(BaseUserManager["Account"]):
    """Fetches an account with its municipality and teams in one query."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        """Accounts with `team_ids` and `team_namen` in the same row."""
        memberships = Teamlidmaatschap.objects.filter(account=models.OuterRef("pk")).order_by("team__naam")
        return (
            super()
            .get_queryset()
            .select_related("gemeente")
            .annotate(
                team_ids=ArraySubquery(memberships.values("team_id")),
                team_namen=ArraySubquery(memberships.values("team__naam")),
            )
        )

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this user name."""
        return self.get(gebruikersnaam=username)


@tracked(exclude=("password",))
class Account(AbstractBaseUser):
    """Somebody who logs in, or the system itself when it works for a municipality.

    `eigen_persoon` and `eigen_huishouden` are the ids of the employee as a resident (values, set by the
    people room): that file stays closed to this account.
    """

    last_login: Any = None
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT)
    gebruikersnaam = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True)
    naam = models.CharField(max_length=120)
    rollen = ArrayField(models.CharField(max_length=30, choices=[(rol.value, rol.value) for rol in Rol]))
    eigen_persoon = models.UUIDField(null=True, blank=True)
    eigen_huishouden = models.UUIDField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "gebruikersnaam"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente"],
                condition=models.Q(rollen=["systeem"]),
                name="account_een_systeem_per_gemeente",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Teamlidmaatschap(models.Model):
    """That an account belongs to a team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "team"], name="teamlidmaatschap_uniek")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.team_id}"
