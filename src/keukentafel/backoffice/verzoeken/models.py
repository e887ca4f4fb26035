"""Requests, their lines and the answers to them in the database."""

from django.db import models
from django.db.models import Q

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.verzoeken.domain import Antwoordstatus, Regelsoort, Verzoeksoort, Verzoekstatus
from keukentafel.people.fields import CaseQuerySet
from keukentafel.platform.accounts.fields import RootModel, tracked
from keukentafel.platform.audit.fields import LedgerModel


class VerzoekQuerySet(CaseQuerySet):
    """Requests; rights follow the person, for who may reach every case of the municipality."""


@tracked()
class Verzoek(RootModel):
    """What a provider asked under one reference, and how far the decision is.

    `uiterlijk` is the last day for the next answer, empty after the final one. `uit_bericht`: the client was not known and was
    registered from this message. The referral belongs to a request for an allocation only.
    """

    wet = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Wet])
    soort = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Verzoeksoort])
    persoon = models.ForeignKey("people.Persoon", on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey(
        "contracts.Aanbieder", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aanbieder_agb = models.CharField(max_length=8)
    aanbiedernaam = models.CharField(max_length=200)
    referentieaanbieder = models.CharField(max_length=36)
    bericht = models.ForeignKey(
        "berichten.Bericht", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dagtekening = models.DateField()
    ontvangen_op = models.DateField()
    hulp = models.CharField(max_length=300)
    status = models.CharField(max_length=12, choices=[(value.value, value.value) for value in Verzoekstatus])
    uiterlijk = models.DateField(null=True, blank=True)
    reden_verzoek = models.CharField(max_length=1, blank=True)
    verwijzer_type = models.CharField(max_length=2, blank=True)
    verwijzer_naam = models.CharField(max_length=64, blank=True)
    verwijzer_agb = models.CharField(max_length=8, blank=True)
    beschikkingnummer = models.PositiveIntegerField(null=True, blank=True)
    beschikking_op = models.DateField(null=True, blank=True)
    gezagsdrager_bekend = models.BooleanField(null=True, blank=True)
    commentaar = models.TextField(blank=True)
    uit_bericht = models.BooleanField(default=False)

    objects = VerzoekQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "wet", "aanbieder_agb", "referentieaanbieder"],
                name="verzoek_referentie_uniek",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ontvangen", "in onderzoek"], uiterlijk__isnull=False)
                | Q(status__in=["toegewezen", "afgewezen"], uiterlijk__isnull=True),
                name="verzoek_open_heeft_termijn",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gemeente", "uiterlijk", "id"],
                condition=Q(uiterlijk__isnull=False),
                name="verzoek_open",
            ),
            models.Index(fields=["gemeente", "-ontvangen_op", "-id"]),
            models.Index(fields=["gemeente", "persoon"]),
        ]

    def __str__(self) -> str:
        return self.referentieaanbieder


class Verzoekregel(LedgerModel):
    """One product of a request as the provider asked for it; never changed. `budget` in cents; days inclusive."""

    verzoek = models.ForeignKey(Verzoek, on_delete=models.PROTECT, related_name="regels")
    soort = models.CharField(max_length=12, choices=[(value.value, value.value) for value in Regelsoort])
    toewijzing = models.ForeignKey(
        "toewijzingen.Toewijzing", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    product = models.ForeignKey(
        "contracts.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    productcategorie = models.CharField(max_length=2, blank=True)
    productcode = models.CharField(max_length=5, blank=True)
    productnaam = models.CharField(max_length=200)
    volume = models.PositiveIntegerField(default=0)
    eenheid = models.CharField(max_length=2, blank=True)
    frequentie = models.CharField(max_length=1, blank=True)
    budget = models.BigIntegerField(null=True, blank=True)
    ingangsdatum = models.DateField()
    einddatum = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["verzoek", "id"])]

    def __str__(self) -> str:
        return f"{self.soort} {self.productnaam}"


@tracked()
class Verzoekantwoord(RootModel):
    """A 319 on a request and what the provider said of it; `antwoord` is a code of WJ760, `reden` one of WJ759."""

    verzoek = models.ForeignKey(Verzoek, on_delete=models.PROTECT, related_name="antwoorden")
    antwoord = models.CharField(max_length=1, choices=[("1", "afgewezen"), ("2", "in onderzoek")])
    reden = models.CharField(max_length=1, blank=True)
    woonplaats = models.CharField(max_length=4, blank=True)
    bericht = models.ForeignKey(
        "berichten.Bericht", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Antwoordstatus])
    gegeven_op = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(antwoord="1") & ~Q(reden="") | Q(antwoord="2", reden=""),
                name="verzoekantwoord_reden",
            ),
            models.CheckConstraint(
                condition=Q(reden="8") & ~Q(woonplaats="") | ~Q(reden="8") & Q(woonplaats=""),
                name="verzoekantwoord_woonplaats",
            ),
        ]
        indexes = [models.Index(fields=["verzoek", "id"]), models.Index(fields=["bericht"])]

    def __str__(self) -> str:
        return self.antwoord
