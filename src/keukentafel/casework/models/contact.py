"""Contacts, dossiers and meldingen in the database."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    DossierStatus,
    Herkomst,
    Kanaal,
    MeldingStatus,
    Toestemming,
    Wet,
)
from keukentafel.casework.domain.overview import SignaalSoort, SignaalStatus, TaakSoort
from keukentafel.people.fields import CaseQuerySet
from keukentafel.platform.accounts.fields import RootModel, tracked

TO_SIGN = (TaakSoort.ONDERTEKENEN.value, TaakSoort.VERZENDEN.value)


class DossierChildQuerySet(CaseQuerySet):
    """Rows that lead to their dossier."""

    prefix = "dossier__"


def case_rows(model: type[models.Model], path: str) -> CaseQuerySet:
    """The rows of a model with the rights of their dossier, to which `path` leads."""
    rows = CaseQuerySet(model)
    rows.prefix = path
    return rows


class Nummerreeks(models.Model):
    """The last number given out of a series of a municipality in a year.

    Technical: the numbers themselves stand on dossiers and besluiten, whose history is kept.
    """

    technical = True

    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=10)
    jaar = models.PositiveSmallIntegerField()
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "soort", "jaar"], name="nummerreeks_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.soort}-{self.jaar}-{self.laatste}"


@tracked()
class Contact(RootModel):
    """A question that came in and what happened with it.

    `moment` is the real time, `datum` the working date. The entry of the sociale kaart that was the answer is a value.
    """

    moment = models.DateTimeField()
    datum = models.DateField()
    kanaal = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Kanaal])
    herkomst = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Herkomst])
    melder = models.CharField(max_length=120, blank=True)
    toestemming = models.CharField(
        max_length=15, blank=True, choices=[(v.value, v.value) for v in Toestemming]
    )
    vraag = models.TextField()
    thema = models.CharField(max_length=60, blank=True)
    wijk = models.ForeignKey("people.Wijk", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    persoon = models.ForeignKey(
        "people.Persoon", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uitkomst = models.CharField(max_length=20, choices=[(v.value, v.value) for v in ContactUitkomst])
    antwoord = models.TextField(blank=True)
    kaart_id = models.UUIDField(null=True, blank=True)
    kaart_naam = models.CharField(max_length=200, blank=True)
    spoed = models.BooleanField(default=False)
    door = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["gemeente", "door", "uitkomst", "datum"]),
            models.Index(fields=["gemeente", "datum"]),
        ]

    def __str__(self) -> str:
        return f"{self.kanaal} {self.datum}"


@tracked()
class Dossier(RootModel):
    """All work with one person: one dossier a person, with the team and the colleague who have it now."""

    nummer = models.CharField(max_length=20)
    persoon = models.ForeignKey("people.Persoon", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    behandelaar = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wijk = models.ForeignKey("people.Wijk", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(
        max_length=20, choices=[(v.value, v.value) for v in DossierStatus], default=DossierStatus.NIEUW.value
    )
    geopend_op = models.DateField()
    afgesloten_op = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "nummer"], name="dossier_nummer_uniek"),
            models.UniqueConstraint(fields=["persoon"], name="dossier_een_per_persoon"),
        ]
        indexes = [
            models.Index(fields=["gemeente", "-geopend_op", "-id"]),
            models.Index(fields=["team", "-geopend_op", "-id"]),
            models.Index(fields=["behandelaar", "-geopend_op", "-id"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="open_taken_volgen",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.team_id, OLD.behandelaar_id) IS DISTINCT FROM (NEW.team_id, NEW.behandelaar_id))"
                ),
                func="""
                UPDATE casework_taak SET team_id = NEW.team_id, behandelaar_id = NEW.behandelaar_id
                WHERE dossier_id = NEW.id AND gedaan_op IS NULL;
                RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.nummer


@tracked()
class Melding(RootModel):
    """A report that starts the clocks of Wmo 2015 art. 2.3.2."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT)
    wet = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Wet])
    thema = models.CharField(max_length=60, blank=True)
    wijk = models.ForeignKey("people.Wijk", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    spoed = models.BooleanField(default=False)
    ontvangen_op = models.DateField()
    bevestigen_uiterlijk = models.DateField()
    bevestigd_op = models.DateField(null=True, blank=True)
    onderzoek_uiterlijk = models.DateField()
    clientondersteuning_gewezen_op = models.DateField(null=True, blank=True)
    clientondersteuner = models.CharField(max_length=120, blank=True)
    persoonlijk_plan_gewezen_op = models.DateField(null=True, blank=True)
    persoonlijk_plan_ontvangen_op = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=20,
        choices=[(v.value, v.value) for v in MeldingStatus],
        default=MeldingStatus.ONTVANGEN.value,
    )
    ingetrokken_op = models.DateField(null=True, blank=True)
    reden_intrekking = models.TextField(blank=True)

    objects = DossierChildQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(onderzoek_uiterlijk__gte=F("ontvangen_op")), name="melding_termijn_na_ontvangst"
            ),
        ]
        indexes = [models.Index(fields=["gemeente", "ontvangen_op"])]

    def __str__(self) -> str:
        return f"{self.wet} {self.ontvangen_op}"


@tracked()
class Taak(RootModel):
    """Something to do in a dossier before a date; `object_id` is the row that it is about.

    `team` and `behandelaar` say who has the dossier while the task is open, so that what somebody has to do is read from
    one index. Only the database writes them; it holds the dossier meanwhile, so that two acts at once agree.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE)
    team = models.ForeignKey(
        "accounts.Team", on_delete=models.PROTECT, editable=False, db_index=False, related_name="+"
    )
    behandelaar = models.ForeignKey(
        "accounts.Account",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    soort = models.CharField(max_length=30, choices=[(v.value, v.value) for v in TaakSoort])
    tekst = models.CharField(max_length=300)
    uiterlijk = models.DateField()
    object_id = models.UUIDField(null=True, blank=True)
    gedaan_op = models.DateField(null=True, blank=True)

    objects = DossierChildQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["dossier", "uiterlijk"], condition=Q(gedaan_op__isnull=True), name="taak_open_dossier"
            ),
            models.Index(
                fields=["behandelaar", "team", "uiterlijk", "id"],
                condition=Q(gedaan_op__isnull=True),
                name="taak_open_van_wie",
            ),
            models.Index(
                fields=["team", "uiterlijk", "id"],
                condition=Q(gedaan_op__isnull=True, soort__in=TO_SIGN),
                name="taak_open_tekenen",
            ),
            models.Index(fields=["object_id"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="van_wie_het_dossier_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF NEW.gedaan_op IS NULL OR NEW.team_id IS NULL THEN
                    SELECT team_id, behandelaar_id INTO NEW.team_id, NEW.behandelaar_id
                    FROM casework_dossier WHERE id = NEW.dossier_id FOR NO KEY UPDATE;
                END IF;
                RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.uiterlijk}"


@tracked()
class Signaal(RootModel):
    """A warning that is not work yet; it may be about a place and no person."""

    soort = models.CharField(max_length=30, choices=[(v.value, v.value) for v in SignaalSoort])
    persoon = models.ForeignKey(
        "people.Persoon", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wijk = models.ForeignKey("people.Wijk", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    van = models.CharField(max_length=120, blank=True)
    datum = models.DateField()
    tekst = models.TextField()
    status = models.CharField(
        max_length=12, choices=[(v.value, v.value) for v in SignaalStatus], default=SignaalStatus.OPEN.value
    )

    class Meta:
        indexes = [models.Index(fields=["team", "status", "-datum"])]

    def __str__(self) -> str:
        return f"{self.soort} {self.datum}"
