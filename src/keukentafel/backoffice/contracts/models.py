"""Providers, products, contracts, ceilings and prices in the database.

A period is two columns: `vanaf`, the first day, and `tot`, the day after the last (null: no end yet).
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.platform.accounts.fields import RootModel, tracked

WETTEN = [(wet.value, wet.value) for wet in Wet]


def _days() -> Any:
    """The days of a row as a PostgreSQL range."""
    return Func(F("vanaf"), F("tot"), Value("[)"), function="DATERANGE")


def _period_holds_a_day(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(tot__isnull=True) | Q(tot__gt=F("vanaf")), name=name)


@tracked()
class Aanbieder(RootModel):
    """A provider of care, known to everybody by its AGB code."""

    agb = models.CharField(max_length=8)
    naam = models.CharField(max_length=80)
    contactpersoon = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "agb"], name="aanbieder_agb_uniek"),
            models.CheckConstraint(condition=Q(agb__regex=r"^[0-9]{8}$"), name="aanbieder_agb_acht_cijfers"),
        ]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Product(RootModel):
    """A product that can be allocated, with the codes of the message standard."""

    wet = models.CharField(max_length=10, choices=WETTEN)
    categorie = models.CharField(max_length=2)
    code = models.CharField(max_length=5)
    naam = models.CharField(max_length=120)
    groep = models.CharField(max_length=60, blank=True)
    eenheid = models.CharField(max_length=2)
    frequentie = models.CharField(max_length=1)
    trede = models.CharField(max_length=40)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="product_code_per_dag_uniek",
                expressions=[
                    ("gemeente", RangeOperators.EQUAL),
                    ("wet", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
            _period_holds_a_day("product_periode"),
        ]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Contract(RootModel):
    """What was agreed with one provider for one law; `taakgericht`: a task for a population, and the provider decides who gets help."""

    nummer = models.CharField(max_length=40)
    aanbieder = models.ForeignKey(Aanbieder, on_delete=models.PROTECT)
    wet = models.CharField(max_length=10, choices=WETTEN)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    taakgericht = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "nummer"], name="contract_nummer_uniek"),
            _period_holds_a_day("contract_periode"),
        ]

    def __str__(self) -> str:
        return self.nummer


@tracked()
class Plafond(RootModel):
    """The most that may be spent under a contract in one calendar year."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE)
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "jaar"], name="plafond_per_jaar")]

    def __str__(self) -> str:
        return str(self.jaar)


@tracked()
class Tarief(RootModel):
    """The price of a product in a contract during a period; the database refuses a second one on the same day."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE)
    product = models.ForeignKey(Product, on_delete=models.PROTECT)
    eenheid = models.CharField(max_length=2)
    bedrag = models.BigIntegerField()
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="tarief_een_per_dag",
                expressions=[
                    ("contract", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    ("eenheid", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(bedrag__gte=0), name="tarief_niet_negatief"),
            _period_holds_a_day("tarief_periode"),
        ]

    def __str__(self) -> str:
        return f"{self.bedrag} {self.vanaf:%Y-%m-%d}"
