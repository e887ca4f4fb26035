"""Arrangement, results, solutions, skipped columns and light help in the database."""

from django.db import models
from django.db.models import F, Q

from keukentafel.casework.domain.arrangement import (
    Akkoord,
    ArrangementStatus,
    HulpSoort,
    OplossingStatus,
    RedenOvergeslagen,
    Vorm,
)
from keukentafel.casework.domain.reference import Kolom
from keukentafel.casework.models.contact import Dossier, DossierChildQuerySet
from keukentafel.casework.models.onderzoek import Onderzoek
from keukentafel.platform.accounts.fields import RootModel, tracked


@tracked()
class Arrangement(RootModel):
    """The plan that an onderzoek leads to; `versie` goes up with every change in it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    onderzoek = models.OneToOneField(Onderzoek, on_delete=models.PROTECT)
    versie = models.PositiveIntegerField(default=1)
    status = models.CharField(
        max_length=12,
        choices=[(v.value, v.value) for v in ArrangementStatus],
        default=ArrangementStatus.CONCEPT.value,
    )
    bewaard_op = models.DateTimeField()
    bewaard_door = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    gedeeld_op = models.DateField(null=True, blank=True)
    afgesloten_op = models.DateField(null=True, blank=True)

    objects = DossierChildQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.status} versie {self.versie}"


@tracked()
class Resultaat(RootModel):
    """What somebody wants to reach, in their own words."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT)
    volgorde = models.PositiveSmallIntegerField()
    persoon = models.ForeignKey(
        "people.Persoon", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    tekst = models.TextField()
    akkoord = models.CharField(max_length=10, blank=True, choices=[(v.value, v.value) for v in Akkoord])
    opmerking = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(tekst=""), name="resultaat_met_tekst")]

    def __str__(self) -> str:
        return f"resultaat {self.volgorde}"


@tracked()
class Oplossing(RootModel):
    """A solution under a result, on one rung; `kolom` is the column of that rung on the day it was made.

    Entry of the sociale kaart, product and toewijzing are values of other rooms. `einddatum` is the last day.
    """

    resultaat = models.ForeignKey(Resultaat, on_delete=models.PROTECT)
    trede = models.CharField(max_length=40)
    kolom = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Kolom])
    met_besluit = models.BooleanField(default=False)
    door_team = models.BooleanField(default=False)
    omschrijving = models.TextField()
    verantwoordelijke = models.CharField(max_length=200)
    vorm = models.CharField(
        max_length=12, choices=[(v.value, v.value) for v in Vorm], default=Vorm.INDIVIDUEEL.value
    )
    ingangsdatum = models.DateField(null=True, blank=True)
    einddatum = models.DateField(null=True, blank=True)
    evaluatie_op = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=12,
        choices=[(v.value, v.value) for v in OplossingStatus],
        default=OplossingStatus.VOORGESTELD.value,
    )
    kaart_id = models.UUIDField(null=True, blank=True)
    kaart_naam = models.CharField(max_length=200, blank=True)
    product_id = models.UUIDField(null=True, blank=True)
    productnaam = models.CharField(max_length=200, blank=True)
    toewijzing_id = models.UUIDField(null=True, blank=True)
    toegewezen_op = models.DateField(null=True, blank=True)
    gestart_op = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(einddatum__isnull=True) | Q(einddatum__gte=F("ingangsdatum")),
                name="oplossing_periode",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gemeente", "toegewezen_op"],
                condition=Q(toegewezen_op__isnull=False, gestart_op__isnull=True),
                name="oplossing_niet_gestart",
            ),
            models.Index(fields=["toewijzing_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.trede}: {self.status}"


@tracked()
class OvergeslagenKolom(RootModel):
    """Why a lighter column stays empty under a heavier one."""

    resultaat = models.ForeignKey(Resultaat, on_delete=models.PROTECT)
    kolom = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Kolom])
    reden = models.CharField(max_length=30, choices=[(v.value, v.value) for v in RedenOvergeslagen])
    toelichting = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resultaat", "kolom"], name="overgeslagenkolom_uniek")]

    def __str__(self) -> str:
        return f"{self.kolom}: {self.reden}"


@tracked()
class Hulpcontact(RootModel):
    """One contact of light help by the team."""

    oplossing = models.ForeignKey(Oplossing, on_delete=models.PROTECT)
    datum = models.DateField()
    minuten = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=20, choices=[(v.value, v.value) for v in HulpSoort])
    notitie = models.TextField(blank=True)
    door = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minuten__gte=1), name="hulpcontact_minuten")]
        indexes = [models.Index(fields=["gemeente", "datum"])]

    def __str__(self) -> str:
        return f"{self.soort} {self.datum}"


@tracked()
class Evaluatie(RootModel):
    """Looking back on a plan with the resident."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    onderzoek = models.ForeignKey(Onderzoek, on_delete=models.PROTECT)
    gepland_op = models.DateField()
    gehouden_op = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12)
    doel = models.CharField(max_length=20, blank=True)
    geholpen = models.PositiveSmallIntegerField(null=True, blank=True)
    vervolg = models.CharField(max_length=20, blank=True)
    scores = models.JSONField(default=list)
    tekst = models.TextField(blank=True)

    objects = DossierChildQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.status} {self.gepland_op}"
