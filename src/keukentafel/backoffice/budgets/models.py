"""Budget lines in the database."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.platform.accounts.fields import RootModel, tracked


@tracked()
class Begrotingspost(RootModel):
    """A line of the budget of one calendar year and the product categories that are booked on it; amounts in cents."""

    jaar = models.PositiveSmallIntegerField()
    wet = models.CharField(max_length=10, choices=[(wet.value, wet.value) for wet in Wet])
    naam = models.CharField(max_length=120)
    taakveld = models.CharField(max_length=10, blank=True)
    categorieen = ArrayField(models.CharField(max_length=2))
    bedrag = models.BigIntegerField()
    eerder_geboekt = models.BigIntegerField(default=0)
    bron = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "jaar", "naam"], name="begrotingspost_naam_per_jaar")
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.jaar}"
