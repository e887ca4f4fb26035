"""Allocations, reported starts and commitments in the database.

The period of an allocation is two columns: `vanaf`, the first day, and `tot`, the day after the last (null: no end yet).
"""

from string import Template
from typing import Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import VERWIJDERD, Grondsoort, Toewijzingstatus
from keukentafel.people.fields import CaseQuerySet
from keukentafel.platform.accounts.fields import (
    ADDED,
    REMOVED,
    RootModel,
    TotalModel,
    total_trigger,
    total_triggers,
    tracked,
)
from keukentafel.platform.audit.fields import LedgerModel

WETTEN = [(wet.value, wet.value) for wet in Wet]
_PER_YEAR: dict[str, Any] = {"keys": ("gemeente_id", "wet", "productcategorie", "jaar"), "sums": ("bedrag",)}
_TOTAL = "toewijzingen_verplichtingtotaal"
# A refused or removed allocation commits to nothing.
_COUNTS = f"(status <> '{Toewijzingstatus.AFGEWEZEN}' AND reden_wijziging <> '{VERWIJDERD}')"
# The allocation is held meanwhile, so that it does not begin or cease to count unseen.
_COUNTED = Template("""
    SELECT * FROM (
        SELECT v.*, a.status, a.reden_wijziging
        FROM $moved AS v JOIN toewijzingen_toewijzing AS a ON a.id = v.toewijzing_id FOR SHARE OF a
    ) AS v WHERE $counts
""")
_BEGAN_OR_CEASED = Template("""
    SELECT v.gemeente_id, v.wet, v.productcategorie, v.jaar, CASE WHEN nu.telt THEN v.bedrag ELSE -v.bedrag END AS bedrag
    FROM (SELECT id, $counts AS telt FROM $added) AS nu
    JOIN (SELECT id, $counts AS telt FROM $removed) AS eerst ON eerst.id = nu.id AND eerst.telt <> nu.telt
    JOIN toewijzingen_verplichting AS v ON v.toewijzing_id = nu.id
""")
_MAY_OVERLAP = Q(wet=Wet.WMO.value, productcategorie__in=["11", "12", "13", "14"])


class ToewijzingQuerySet(CaseQuerySet):
    """Allocations; rights follow the person, for who may reach every case of the municipality."""


@tracked()
class Toewijzing(RootModel):
    """Care allocated to one provider for one client, and how far the messages about it are.

    `toewijzingsdatum` and `toewijzingstijd` are those of the last 301 in which it was new or changed (IV013), `bericht` is the last
    301 that held it. `te_versturen`: new or changed since that 301. `begindatum` is the start that holds now, from an accepted 305;
    `gestopt_op` (the last day) and `reden_beeindiging` are of the stop after it. Without a product the allocation is aspecific (a
    category) or generic (a budget in cents alone).
    """

    wet = models.CharField(max_length=10, choices=WETTEN)
    toewijzingnummer = models.PositiveIntegerField()
    persoon = models.ForeignKey("people.Persoon", on_delete=models.PROTECT, related_name="+")
    aanbieder = models.ForeignKey("contracts.Aanbieder", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("contracts.Contract", on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(
        "contracts.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    productcategorie = models.CharField(max_length=2, blank=True)
    productcode = models.CharField(max_length=5, blank=True)
    volume = models.PositiveIntegerField(default=0)
    eenheid = models.CharField(max_length=2, blank=True)
    frequentie = models.CharField(max_length=1, blank=True)
    budget = models.BigIntegerField(null=True, blank=True)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    grond_soort = models.CharField(
        max_length=12, choices=[(value.value, value.value) for value in Grondsoort]
    )
    grond_nummer = models.CharField(max_length=40, blank=True)
    grond_datum = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=12, choices=[(value.value, value.value) for value in Toewijzingstatus]
    )
    reden_wijziging = models.CharField(max_length=2, blank=True)
    toewijzingsdatum = models.DateField(null=True, blank=True)
    toewijzingstijd = models.TimeField(null=True, blank=True)
    te_versturen = models.BooleanField(default=False)
    bericht = models.ForeignKey(
        "berichten.Bericht", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    begindatum = models.DateField(null=True, blank=True)
    gestopt_op = models.DateField(null=True, blank=True)
    reden_beeindiging = models.CharField(max_length=2, blank=True)

    objects = ToewijzingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "wet", "toewijzingnummer"], name="toewijzingnummer_uniek"
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gt=F("vanaf")), name="toewijzing_periode"
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=False, budget__isnull=True, volume__gt=0)
                | Q(product__isnull=True, volume=0, productcode="")
                & (~Q(productcategorie="") | Q(budget__isnull=False, tot__isnull=False)),
                name="toewijzing_variant",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op__isnull=True, reden_beeindiging="")
                | Q(begindatum__isnull=False, gestopt_op__isnull=False) & ~Q(reden_beeindiging=""),
                name="toewijzing_stop_na_start",
            ),
            ExclusionConstraint(
                name="toewijzing_product_per_dag_uniek",
                expressions=[
                    ("persoon", RangeOperators.EQUAL),
                    ("aanbieder", RangeOperators.EQUAL),
                    ("product", RangeOperators.EQUAL),
                    (Func(F("vanaf"), F("tot"), Value("[)"), function="DATERANGE"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(reden_wijziging=VERWIJDERD) & ~_MAY_OVERLAP,
            ),
        ]
        indexes = [
            models.Index(fields=["gemeente", "-vanaf", "-id"]),
            models.Index(fields=["gemeente", "status", "-vanaf", "-id"]),
            models.Index(fields=["gemeente", "persoon", "-vanaf"]),
            models.Index(fields=["gemeente", "aanbieder", "-vanaf", "-id"]),
            models.Index(
                fields=["gemeente", "vanaf", "id"],
                condition=Q(begindatum__isnull=True, status__in=["verstuurd", "bevestigd"]),
                name="toewijzing_niet_gestart",
            ),
            models.Index(
                fields=["gemeente", "-vanaf", "-id"],
                condition=Q(begindatum__isnull=False, gestopt_op__isnull=True, tot__isnull=False),
                name="toewijzing_niet_gestopt",
            ),
        ]
        triggers = [
            total_trigger(
                "totaal_telt",
                _TOTAL,
                pgtrigger.Update,
                moved=_BEGAN_OR_CEASED.substitute(counts=_COUNTS, added=ADDED, removed=REMOVED),
                **_PER_YEAR,
            )
        ]

    def __str__(self) -> str:
        return str(self.toewijzingnummer)


# Who has a task reports without an allocation, so that the row itself tells whose help it is and who gives it.
_OF_ALLOCATION_OR_TASK = Q(toewijzing__isnull=False, persoon__isnull=True, aanbieder__isnull=True) | Q(
    toewijzing__isnull=True, persoon__isnull=False, aanbieder__isnull=False
)


class StartMelding(LedgerModel):
    """A start as a provider reported it (status 1) or took it back (status 3); nothing is ever changed in it (OP033x1).

    Number of the allocation, product and first day are its key (IV008); the product is kept as the provider wrote it, empty without one.
    A provider with a task starts without an allocation (IV096): then `persoon` and `aanbieder` tell whose help it is.
    """

    toewijzing = models.ForeignKey(
        Toewijzing, on_delete=models.PROTECT, null=True, blank=True, related_name="startmeldingen"
    )
    persoon = models.ForeignKey(
        "people.Persoon", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aanbieder = models.ForeignKey(
        "contracts.Aanbieder", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    productcategorie = models.CharField(max_length=2, blank=True)
    productcode = models.CharField(max_length=5, blank=True)
    begindatum = models.DateField()
    statusaanlevering = models.CharField(max_length=1, choices=[("1", "eerste"), ("3", "verwijderen")])
    bericht = models.ForeignKey(
        "berichten.Bericht", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gemeld_op = models.DateField()

    objects = ToewijzingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_OF_ALLOCATION_OR_TASK, name="startmelding_toewijzing_of_taak")
        ]
        indexes = [
            models.Index(fields=["toewijzing", "id"]),
            models.Index(
                fields=["persoon", "id"], condition=Q(toewijzing__isnull=True), name="startmelding_taak"
            ),
            models.Index(
                fields=["gemeente", "-begindatum", "-id"],
                condition=Q(toewijzing__isnull=True),
                name="startmelding_taak_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begindatum:%Y-%m-%d}"


class StopMelding(LedgerModel):
    """A stop as a provider reported it (status 1) or took it back (status 3); nothing is ever changed in it (OP033x1).

    Number, product, first and last day and reason are its key (IV008); up to the first day it is that of the start (TR382).
    """

    toewijzing = models.ForeignKey(
        Toewijzing, on_delete=models.PROTECT, null=True, blank=True, related_name="stopmeldingen"
    )
    persoon = models.ForeignKey(
        "people.Persoon", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aanbieder = models.ForeignKey(
        "contracts.Aanbieder", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    productcategorie = models.CharField(max_length=2, blank=True)
    productcode = models.CharField(max_length=5, blank=True)
    begindatum = models.DateField()
    einddatum = models.DateField()
    reden_beeindiging = models.CharField(max_length=2)
    statusaanlevering = models.CharField(max_length=1, choices=[("1", "eerste"), ("3", "verwijderen")])
    bericht = models.ForeignKey(
        "berichten.Bericht", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gemeld_op = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_OF_ALLOCATION_OR_TASK, name="stopmelding_toewijzing_of_taak")
        ]
        indexes = [
            models.Index(fields=["toewijzing", "id"]),
            models.Index(
                fields=["persoon", "id"], condition=Q(toewijzing__isnull=True), name="stopmelding_taak"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.einddatum} ({self.statusaanlevering})"


@tracked()
class Verplichting(RootModel):
    """What an allocation is expected to cost in one calendar year, in cents; law and category are those of the allocation."""

    toewijzing = models.ForeignKey(Toewijzing, on_delete=models.CASCADE, related_name="verplichtingen")
    wet = models.CharField(max_length=10, choices=WETTEN)
    productcategorie = models.CharField(max_length=2, blank=True)
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["toewijzing", "jaar"], name="verplichting_per_jaar")]
        triggers = total_triggers(_TOTAL, rows=_COUNTED.safe_substitute(counts=_COUNTS), **_PER_YEAR)

    def __str__(self) -> str:
        return str(self.jaar)


class Verplichtingtotaal(TotalModel):
    """What the allocations that count are expected to cost together, by law, category and calendar year, in cents."""

    wet = models.CharField(max_length=10, choices=WETTEN)
    productcategorie = models.CharField(max_length=2, blank=True)
    jaar = models.PositiveSmallIntegerField()
    bedrag = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["gemeente", "jaar", "wet", "productcategorie"])]

    def __str__(self) -> str:
        return f"{self.jaar} {self.productcategorie}"


@tracked()
class Starttermijn(RootModel):
    """The municipality's own term for a missing start, in working days, from `vanaf` on."""

    werkdagen = models.PositiveSmallIntegerField()
    vanaf = models.DateField()
    bron = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gemeente", "vanaf"], name="starttermijn_per_dag")]

    def __str__(self) -> str:
        return str(self.werkdagen)


class Nummering(models.Model):
    """The last toewijzingnummer given out per law; the row is locked by who takes a number until that act is done.

    It holds no facts of its own and keeps no history: the numbers stand on the allocations.
    """

    technical = True

    id: Any = models.BigAutoField(primary_key=True)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")
    wet = models.CharField(max_length=10, choices=WETTEN)
    laatste = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gemeente", "wet"], name="nummering_per_wet")]

    def __str__(self) -> str:
        return str(self.laatste)
