"""Entries of the sociale kaart in the database."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from keukentafel.platform.accounts.fields import RootModel, tracked

TEXT = SearchVector("naam", "thema", "organisatie", "omschrijving", config="dutch")


@tracked()
class Vermelding(RootModel):
    """Something in town that helps without a decision: a group, a meal, a volunteer, an advice desk."""

    naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=120, blank=True)
    omschrijving = models.TextField(blank=True)
    thema = models.CharField(max_length=80)
    trede = models.CharField(max_length=40)
    wijk = models.ForeignKey("people.Wijk", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    plekken_vrij = models.PositiveIntegerField(null=True, blank=True)
    wachttijd_weken = models.PositiveSmallIntegerField(default=0)
    prijs = models.PositiveIntegerField(null=True, blank=True)
    prijs_tekst = models.CharField(max_length=80, blank=True)
    wanneer = models.CharField(max_length=200, blank=True)
    rolstoel = models.BooleanField(default=False)
    avond = models.BooleanField(default=False)
    telefoon = models.CharField(max_length=20, blank=True)
    nagekeken_op = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["gemeente", "naam", "id"]),
            models.Index(fields=["gemeente", "thema", "naam"]),
            GinIndex(TEXT, name="vermelding_tekst"),
            GinIndex(fields=["naam"], opclasses=["gin_trgm_ops"], name="vermelding_naam_trgm"),
        ]

    def __str__(self) -> str:
        return self.naam
