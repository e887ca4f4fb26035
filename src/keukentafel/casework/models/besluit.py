"""Aanvragen, besluiten and referrals in the database."""

from django.db import models
from django.db.models import F, Q

from keukentafel.casework.domain.besluit import AanvraagStatus, AanvraagWeg, BesluitSoort, BesluitStatus
from keukentafel.casework.domain.contact import Wet
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.contact import Dossier, DossierChildQuerySet, Melding
from keukentafel.casework.models.onderzoek import Onderzoek
from keukentafel.casework.models.reference import Verordening
from keukentafel.platform.accounts.fields import RootModel, tracked


@tracked()
class Aanvraag(RootModel):
    """An application for an individual provision."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    melding = models.ForeignKey(Melding, on_delete=models.PROTECT)
    onderzoek = models.ForeignKey(Onderzoek, on_delete=models.PROTECT, null=True, blank=True)
    oplossing = models.ForeignKey(Oplossing, on_delete=models.PROTECT, null=True, blank=True)
    wet = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Wet])
    weg = models.CharField(max_length=20, choices=[(v.value, v.value) for v in AanvraagWeg])
    product_id = models.UUIDField(null=True, blank=True)
    productnaam = models.CharField(max_length=200, blank=True)
    ontvangen_op = models.DateField()
    beslis_uiterlijk = models.DateField()
    status = models.CharField(
        max_length=12,
        choices=[(v.value, v.value) for v in AanvraagStatus],
        default=AanvraagStatus.ONTVANGEN.value,
    )

    objects = DossierChildQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.wet} {self.ontvangen_op}"


@tracked()
class Besluit(RootModel):
    """A decision on an aanvraag. It takes effect on `verzonden_op` (Awb art. 3:40 and 3:41); `einddatum` is the last day."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT)
    nummer = models.CharField(max_length=20)
    soort = models.CharField(max_length=20, choices=[(v.value, v.value) for v in BesluitSoort])
    status = models.CharField(
        max_length=12,
        choices=[(v.value, v.value) for v in BesluitStatus],
        default=BesluitStatus.CONCEPT.value,
    )
    opsteller = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    ondertekenaar = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ondertekend_op = models.DateField(null=True, blank=True)
    verzonden_op = models.DateField(null=True, blank=True)
    bezwaar_uiterlijk = models.DateField(null=True, blank=True)
    product_id = models.UUIDField(null=True, blank=True)
    productnaam = models.CharField(max_length=200, blank=True)
    aanbieder_id = models.UUIDField(null=True, blank=True)
    aanbiedernaam = models.CharField(max_length=200, blank=True)
    volume = models.PositiveIntegerField(null=True, blank=True)
    eenheid = models.CharField(max_length=2, blank=True)
    frequentie = models.CharField(max_length=2, blank=True)
    ingangsdatum = models.DateField(null=True, blank=True)
    einddatum = models.DateField(null=True, blank=True)
    grondslag = models.CharField(max_length=200)
    motivering = models.TextField()
    verordening = models.ForeignKey(Verordening, on_delete=models.PROTECT)
    heronderzoek_op = models.DateField(null=True, blank=True)
    bezwaarclausule = models.TextField()
    toewijzing_id = models.UUIDField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=0)
    opgesteld_op = models.DateTimeField()

    objects = DossierChildQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "nummer"], name="besluit_nummer_uniek"),
            models.CheckConstraint(
                condition=Q(ondertekenaar__isnull=True) | ~Q(ondertekenaar=F("opsteller")),
                name="besluit_vier_ogen",
            ),
            models.CheckConstraint(
                condition=Q(status=BesluitStatus.CONCEPT.value) | Q(ondertekend_op__isnull=False),
                name="besluit_ondertekend_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(status=BesluitStatus.VERZONDEN.value) | Q(verzonden_op__isnull=False),
                name="besluit_verzonden_met_datum",
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "verzonden_op"])]

    def __str__(self) -> str:
        return self.nummer


@tracked()
class Verwijzing(RootModel):
    """A legal referral that passed by the municipal access; `type` is a code of COD327."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    type = models.CharField(max_length=2)
    naam = models.CharField(max_length=120, blank=True)
    verwezen_op = models.DateField()
    ontvangen_op = models.DateField()
    aanbieder_id = models.UUIDField(null=True, blank=True)
    product_id = models.UUIDField(null=True, blank=True)
    productnaam = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20)

    objects = DossierChildQuerySet.as_manager()

    def __str__(self) -> str:
        return f"verwijzing {self.type}"
