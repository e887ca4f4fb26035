"""The timeline of a dossier: written once, by operations and by reactions to other rooms."""

from django.db import models

from keukentafel.casework.domain.overview import GebeurtenisSoort, Zichtbaar
from keukentafel.casework.models.contact import Dossier, DossierChildQuerySet
from keukentafel.platform.audit.fields import LedgerModel


class Gebeurtenis(LedgerModel):
    """Something that happened; the texts name no persons, so that they stay right when names are taken out."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    datum = models.DateField()
    soort = models.CharField(max_length=20, choices=[(v.value, v.value) for v in GebeurtenisSoort])
    titel = models.CharField(max_length=300)
    tekst = models.TextField(blank=True)
    bron = models.CharField(max_length=120, blank=True)
    zichtbaar = models.CharField(
        max_length=6, choices=[(v.value, v.value) for v in Zichtbaar], default=Zichtbaar.TEAM.value
    )
    bedrag = models.BigIntegerField(null=True, blank=True)
    object_id = models.UUIDField(null=True, blank=True)

    objects = DossierChildQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["dossier", "-datum", "-id"])]

    def __str__(self) -> str:
        return f"{self.datum} {self.titel}"
