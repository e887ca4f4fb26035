"""Declarations in the database: lines and judgements never change, where a declaration stands does."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.domain import Declaratiestatus, Klasse, Oorzaak, Uitkomst
from keukentafel.people.fields import CaseQuerySet, shielded_reach
from keukentafel.platform.accounts.domain import Scope
from keukentafel.platform.accounts.fields import RootModel, TotalModel, total_triggers, tracked
from keukentafel.platform.audit.fields import LedgerModel, reference_trigger

FINAL = (Uitkomst.TOEGEKEND.value, Uitkomst.AFGEWEZEN.value)


@tracked()
class Declaratie(RootModel):
    """A declaration of one provider for one month, and where it stands.

    Amounts in cents, credit negative. `automatisch` and `automatisch_bedrag` count the lines that were granted by themselves;
    `reden` says why the declaration was refused whole. `bericht` is null only for a loaded declaration of a law whose messages
    cannot be read yet.
    """

    bericht = models.OneToOneField("berichten.Bericht", on_delete=models.PROTECT, null=True, related_name="+")
    antwoord = models.OneToOneField(
        "berichten.Bericht", on_delete=models.PROTECT, null=True, related_name="+"
    )
    aanbieder_agb = models.CharField(max_length=8)
    aanbiedernaam = models.CharField(max_length=80)
    wet = models.CharField(max_length=10, choices=[(wet.value, wet.value) for wet in Wet])
    declaratienummer = models.CharField(max_length=12)
    maand = models.DateField()
    dagtekening = models.DateField()
    status = models.CharField(
        max_length=20, choices=[(status.value, status.value) for status in Declaratiestatus]
    )
    reden = models.TextField(blank=True)
    ontvangen_op = models.DateField()
    antwoord_uiterlijk = models.DateField()
    beantwoord_op = models.DateField(null=True)
    regels = models.PositiveIntegerField()
    ingediend = models.BigIntegerField()
    toegekend = models.BigIntegerField(default=0)
    automatisch = models.PositiveIntegerField(default=0)
    automatisch_bedrag = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "wet", "aanbieder_agb", "declaratienummer"],
                condition=~Q(status="geweigerd"),
                name="declaratienummer_een_keer",
            ),
        ]
        indexes = [
            models.Index(fields=["gemeente", "-id"]),
            models.Index(fields=["gemeente", "ontvangen_op"]),
            models.Index(
                fields=["gemeente", "antwoord_uiterlijk"],
                condition=Q(status="wacht op mens"),
                name="declaratie_wacht",
            ),
        ]

    def __str__(self) -> str:
        return self.declaratienummer


class RegelQuerySet(CaseQuerySet):
    """Lines; rights follow the person, and a line whose person is not known here is open to who may judge."""

    def visible(self, scope: Scope, now: datetime) -> Any:
        """Only what the scope opens: right municipality, not shielded, not one's own household."""
        person = f"{self.prefix}persoon__isnull"
        return self.filter(Q(gemeente_id=scope.gemeente) & (Q(**{person: True}) | self.reach(scope, now)))

    def shielded(self, scope: Scope) -> Any:
        """Lines of shielded residents of the municipality, not of one's own household: to be judged on their figures alone."""
        return self.filter(Q(gemeente_id=scope.gemeente) & shielded_reach(prefix=self.prefix, scope=scope))


class OordeelQuerySet(RegelQuerySet):
    """Judgements; rights follow the person of the line."""

    prefix = "regel__"

    def waiting(self) -> Any:
        """The lines that wait for a person: put before one, and not decided since."""
        final = Regeloordeel.objects.filter(regel_id=OuterRef("regel_id"), uitkomst__in=FINAL)
        waits = Q(uitkomst=Uitkomst.VOORGELEGD.value, declaratie__status=Declaratiestatus.WACHT_OP_MENS.value)
        return self.filter(waits).filter(~Exists(final))


class Declaratieregel(LedgerModel):
    """One declared line (Prestatie), as it came; `van` up to, not including, `tot`; `bedrag` negative for a credit.

    `persoon` and `toewijzing` are null when the message names one that is not known here. `uitkomst` is what became of the line by
    itself; all else about it stands in its judgements, and a line that was granted by itself has none.

    Lines come by the thousand, so the database checks their references per statement: that to the allocation, which holds the person,
    and that to the declaration, which with its gemeente and handeling is written in the same act.
    """

    gemeente = models.ForeignKey(
        "accounts.Gemeente", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    handeling = models.ForeignKey(
        "audit.Handeling", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    declaratie = models.ForeignKey(
        Declaratie, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="lijst"
    )
    volgnummer = models.PositiveIntegerField()
    persoon = models.ForeignKey(
        "people.Persoon",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
    )
    toewijzing = models.ForeignKey(
        "toewijzingen.Toewijzing",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
    )
    toewijzingnummer = models.PositiveIntegerField()
    productcategorie = models.CharField(max_length=2)
    productcode = models.CharField(max_length=5)
    van = models.DateField()
    tot = models.DateField()
    volume = models.PositiveIntegerField()
    eenheid = models.CharField(max_length=2)
    tarief = models.PositiveIntegerField(null=True)
    bedrag = models.BigIntegerField()
    referentienummer = models.CharField(max_length=20)
    vorigreferentienummer = models.CharField(max_length=20, null=True)
    uitkomst = models.CharField(max_length=15, choices=[(u.value, u.value) for u in Uitkomst])

    objects = RegelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["declaratie", "volgnummer"], name="declaratieregel_volgnummer"),
            models.CheckConstraint(condition=Q(tot__gt=F("van")), name="declaratieregel_periode"),
        ]
        indexes = [
            # What tells most lines apart comes first: an index is kept faster when its first column decides.
            models.Index(fields=["referentienummer", "gemeente"]),
            # With the month, so that years of lines on an allocation are no work when one month is asked for.
            models.Index(fields=["toewijzingnummer", "gemeente", "van"]),
        ]
        triggers = [
            reference_trigger(toewijzing_id="toewijzingen_toewijzing", declaratie_id="declaraties_declaratie")
        ]

    def __str__(self) -> str:
        return self.referentienummer


class Regeloordeel(LedgerModel):
    """What was found on a line, and what a person (`door`) decided about it; a line gets one final judgement.

    A line that was granted by itself has no judgement: its own `uitkomst` says so.

    `bevindingen` are the rules that were broken, with their codes and figures; `oorzaak` is the group of the first one.
    `werkdatum` is the working date of the judgement, `op` the real time.
    """

    regel = models.ForeignKey(Declaratieregel, on_delete=models.PROTECT, related_name="oordelen")
    declaratie = models.ForeignKey(Declaratie, on_delete=models.PROTECT, related_name="+")
    uitkomst = models.CharField(max_length=15, choices=[(u.value, u.value) for u in Uitkomst])
    klasse = models.CharField(
        max_length=10, choices=[(k.value, k.value) for k in Klasse], default=Klasse.PRESTATIE
    )
    oorzaak = models.CharField(max_length=12, choices=[(o.value, o.value) for o in Oorzaak], blank=True)
    overtreden = models.CharField(max_length=8, blank=True)
    retourcodes = ArrayField(models.CharField(max_length=4), default=list)
    bevindingen = models.JSONField(default=list)
    reden = models.TextField(blank=True)
    door = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, null=True, related_name="+")
    werkdatum = models.DateField()
    op = models.DateTimeField()

    objects = OordeelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regel"], condition=Q(uitkomst__in=FINAL), name="regeloordeel_een_keer_beslist"
            ),
            models.UniqueConstraint(
                fields=["regel"], condition=Q(uitkomst="voorgelegd"), name="regeloordeel_een_keer_voorgelegd"
            ),
        ]
        indexes = [
            models.Index(
                fields=["declaratie"], condition=Q(uitkomst="voorgelegd"), name="regeloordeel_voorgelegd"
            ),
        ]

    def __str__(self) -> str:
        return self.uitkomst


@tracked()
class Declaratietotaal(RootModel):
    """Per declaration, calendar year of delivery and product category: declared and not refused, and granted, in cents."""

    declaratie = models.ForeignKey(Declaratie, on_delete=models.PROTECT, related_name="totalen")
    jaar = models.PositiveSmallIntegerField()
    wet = models.CharField(max_length=10, choices=[(wet.value, wet.value) for wet in Wet])
    productcategorie = models.CharField(max_length=2)
    gedeclareerd = models.BigIntegerField()
    goedgekeurd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["declaratie", "jaar", "productcategorie"], name="declaratietotaal_uniek"
            ),
        ]
        triggers = total_triggers(
            "declaraties_declaratiejaartotaal",
            keys=("gemeente_id", "jaar", "wet", "productcategorie"),
            sums=("gedeclareerd", "goedgekeurd"),
        )

    def __str__(self) -> str:
        return f"{self.jaar} {self.productcategorie}"


class Declaratiejaartotaal(TotalModel):
    """Over all declarations, by calendar year of delivery, law and product category: declared and not refused, and granted, in cents."""

    jaar = models.PositiveSmallIntegerField()
    wet = models.CharField(max_length=10, choices=[(wet.value, wet.value) for wet in Wet])
    productcategorie = models.CharField(max_length=2)
    gedeclareerd = models.BigIntegerField()
    goedgekeurd = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["gemeente", "jaar", "wet", "productcategorie"])]

    def __str__(self) -> str:
        return f"{self.jaar} {self.productcategorie}"


@tracked()
class Oordeelregel(RootModel):
    """That lines which break this rule of the standard wait for a person, from `vanaf` up to, not including, `tot`."""

    regel = models.CharField(max_length=8)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "regel", "vanaf"], name="oordeelregel_uniek"),
        ]

    def __str__(self) -> str:
        return self.regel
