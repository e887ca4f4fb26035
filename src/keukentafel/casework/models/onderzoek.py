"""Onderzoek, gesprek, sittings, leefgebieden and verslag in the database."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from keukentafel.casework.domain.gesprek import (
    GebiedStatus,
    OnderzoekStatus,
    OnderzoekUitkomst,
    Reactie,
    VerslagStatus,
    ZittingStatus,
)
from keukentafel.casework.models.contact import Dossier, DossierChildQuerySet, Melding
from keukentafel.platform.accounts.fields import RootModel, tracked

SCORE = Q(score_inwoner__isnull=True) | Q(score_inwoner__range=(1, 5))
SCORE_PROFESSIONAL = Q(score_professional__isnull=True) | Q(score_professional__range=(1, 5))


@tracked()
class Onderzoek(RootModel):
    """The enquiry after a melding (Wmo 2015 art. 2.3.2)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    melding = models.OneToOneField(Melding, on_delete=models.PROTECT)
    consulent = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    begonnen_op = models.DateField()
    reden_vroeg = models.TextField(blank=True)
    reden_spoed = models.TextField(blank=True)
    status = models.CharField(
        max_length=10,
        choices=[(v.value, v.value) for v in OnderzoekStatus],
        default=OnderzoekStatus.LOPEND.value,
    )
    afgerond_op = models.DateField(null=True, blank=True)
    uitkomst = models.CharField(
        max_length=40, blank=True, choices=[(v.value, v.value) for v in OnderzoekUitkomst]
    )
    motivering = models.TextField(blank=True)
    terugkijken_op = models.DateField(null=True, blank=True)
    teruggekeken_op = models.DateField(null=True, blank=True)

    objects = DossierChildQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=OnderzoekStatus.LOPEND.value, uitkomst="")
                | (Q(status=OnderzoekStatus.AFGEROND.value, afgerond_op__isnull=False) & ~Q(uitkomst="")),
                name="onderzoek_afgerond_met_uitkomst",
            ),
            models.CheckConstraint(
                condition=~Q(uitkomst=OnderzoekUitkomst.NIETS_DOEN.value)
                | (Q(terugkijken_op__isnull=False) & ~Q(motivering="")),
                name="niets_doen_met_motivering_en_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.begonnen_op}"


@tracked()
class Gesprek(RootModel):
    """The conversation of an onderzoek; each text carries its own version, so that two people may each save another."""

    onderzoek = models.OneToOneField(Onderzoek, on_delete=models.PROTECT)
    versie = models.PositiveIntegerField(default=0)
    bewaard_op = models.DateTimeField(null=True, blank=True)
    eigen_woorden = models.TextField(blank=True)
    eigen_woorden_versie = models.PositiveIntegerField(default=0)
    eigen_woorden_op = models.DateTimeField(null=True, blank=True)
    eigen_woorden_door = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verheldering = models.TextField(blank=True)
    verheldering_versie = models.PositiveIntegerField(default=0)
    verheldering_op = models.DateTimeField(null=True, blank=True)
    verheldering_door = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"versie {self.versie}"


@tracked()
class Zitting(RootModel):
    """One sitting of a conversation."""

    gesprek = models.ForeignKey(Gesprek, on_delete=models.PROTECT)
    nummer = models.PositiveSmallIntegerField()
    moment = models.DateTimeField()
    minuten = models.PositiveSmallIntegerField(default=60)
    plaats = models.CharField(max_length=120, blank=True)
    aanwezig = ArrayField(models.CharField(max_length=120), default=list)
    status = models.CharField(
        max_length=20,
        choices=[(v.value, v.value) for v in ZittingStatus],
        default=ZittingStatus.GEPLAND.value,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gesprek", "nummer"], name="zitting_nummer_uniek")]
        indexes = [models.Index(fields=["gemeente", "moment"])]

    def __str__(self) -> str:
        return f"zitting {self.nummer}"


@tracked()
class GesprekLeefgebied(RootModel):
    """What was noted about one leefgebied in one sitting."""

    zitting = models.ForeignKey(Zitting, on_delete=models.PROTECT)
    leefgebied = models.CharField(max_length=40)
    status = models.CharField(
        max_length=12, choices=[(v.value, v.value) for v in GebiedStatus], default=GebiedStatus.OPEN.value
    )
    gaat_goed = models.TextField(blank=True)
    situatie = models.TextField(blank=True)
    wens = models.TextField(blank=True)
    behoefte = models.TextField(blank=True)
    verschil = models.TextField(blank=True)
    score_inwoner = models.PositiveSmallIntegerField(null=True, blank=True)
    score_professional = models.PositiveSmallIntegerField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)
    bewaard_op = models.DateTimeField()
    bewaard_door = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zitting", "leefgebied"], name="gesprekleefgebied_uniek"),
            models.CheckConstraint(condition=SCORE & SCORE_PROFESSIONAL, name="score_een_tot_vijf"),
        ]

    def __str__(self) -> str:
        return f"{self.leefgebied} {self.status}"


@tracked()
class Verslag(RootModel):
    """The verslag of an onderzoek (Wmo 2015 art. 2.3.2 lid 8); what was sent cannot be changed any more."""

    onderzoek = models.OneToOneField(Onderzoek, on_delete=models.PROTECT)
    status = models.CharField(
        max_length=12,
        choices=[(v.value, v.value) for v in VerslagStatus],
        default=VerslagStatus.CONCEPT.value,
    )
    tekst = models.TextField(blank=True)
    gegevens = models.JSONField(default=dict)
    verzonden_op = models.DateField(null=True, blank=True)
    reactie = models.CharField(max_length=20, blank=True, choices=[(v.value, v.value) for v in Reactie])
    opmerking = models.TextField(blank=True)
    reactie_op = models.DateField(null=True, blank=True)
    ondertekend_op = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=VerslagStatus.CONCEPT.value, verzonden_op__isnull=True)
                | (~Q(status=VerslagStatus.CONCEPT.value) & Q(verzonden_op__isnull=False)),
                name="verslag_verzonden_met_datum",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="verzonden_verslag_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.verzonden_op IS NOT NULL AND (NEW.tekst, NEW.gegevens, NEW.verzonden_op)"
                    " IS DISTINCT FROM (OLD.tekst, OLD.gegevens, OLD.verzonden_op)"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"verslag {self.status}"
