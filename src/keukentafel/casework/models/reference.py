"""Dated reference data in the database: every row holds from a day up to, not including, another."""

from django.db import models
from django.db.models import F, Q

from keukentafel.casework.domain.reference import Kolom, TermijnEenheid, TermijnSoort
from keukentafel.platform.accounts.fields import RootModel, tracked


class DatedModel(RootModel):
    """A row that holds from `geldig_vanaf` up to `geldig_tot`, with the source that says so."""

    geldig_vanaf = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)

    class Meta:
        abstract = True


def in_order(name: str) -> models.CheckConstraint:
    """The constraint that a row holds for at least one day."""
    return models.CheckConstraint(
        condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=F("geldig_vanaf")), name=name
    )


@tracked()
class Termijn(DatedModel):
    """How long somebody has for something."""

    soort = models.CharField(max_length=40, choices=[(v.value, v.value) for v in TermijnSoort])
    wet = models.CharField(max_length=20, blank=True)
    aantal = models.PositiveSmallIntegerField()
    eenheid = models.CharField(max_length=10, choices=[(v.value, v.value) for v in TermijnEenheid])

    class Meta:
        constraints = [
            in_order("termijn_geldigheid"),
            models.UniqueConstraint(
                fields=["gemeente", "soort", "wet", "geldig_vanaf"], name="termijn_uniek"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort}: {self.aantal} {self.eenheid}"


@tracked()
class Leefgebied(DatedModel):
    """A domain of life; `gemeenschappelijk` maps it to the shared frame, for comparison between municipalities."""

    code = models.CharField(max_length=40)
    naam = models.CharField(max_length=60)
    omschrijving = models.CharField(max_length=300, blank=True)
    volgorde = models.PositiveSmallIntegerField()
    gemeenschappelijk = models.CharField(max_length=40)

    class Meta:
        constraints = [
            in_order("leefgebied_geldigheid"),
            models.UniqueConstraint(fields=["gemeente", "code", "geldig_vanaf"], name="leefgebied_uniek"),
        ]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Trede(DatedModel):
    """A rung of the ladder, the column of the plan it is shown in, whether help on it needs a besluit or is given by the team."""

    code = models.CharField(max_length=40)
    naam = models.CharField(max_length=60)
    volgorde = models.PositiveSmallIntegerField()
    kolom = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Kolom])
    met_besluit = models.BooleanField(default=False)
    door_team = models.BooleanField(default=False)

    class Meta:
        constraints = [
            in_order("trede_geldigheid"),
            models.UniqueConstraint(fields=["gemeente", "code", "geldig_vanaf"], name="trede_uniek"),
        ]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Verordening(DatedModel):
    """A version of the local rules; a besluit stores the version it was taken under."""

    wet = models.CharField(max_length=20)
    versie = models.CharField(max_length=120)
    naam = models.CharField(max_length=200)
    artikelen = models.JSONField(default=list)
    verslag_is_aanvraag = models.BooleanField(default=False)
    evaluatie_maanden = models.PositiveSmallIntegerField()
    bezwaarclausule = models.TextField()

    class Meta:
        constraints = [
            in_order("verordening_geldigheid"),
            models.UniqueConstraint(fields=["gemeente", "wet", "versie"], name="verordening_uniek"),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.versie}"
