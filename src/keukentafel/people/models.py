"""Persons, households, neighbourhoods and shielding in the database."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from keukentafel.core.ids import new_id
from keukentafel.people.domain import Geslacht, Gezagsoort, Noodoordeel
from keukentafel.platform.accounts.fields import RootModel, tracked


@tracked()
class Wijk(RootModel):
    """A neighbourhood, the team that serves it and its boundary (GeoJSON geometry)."""

    code = models.CharField(max_length=12)
    naam = models.CharField(max_length=80)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, related_name="+")
    postcodes = models.JSONField(default=list)
    geometrie = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gemeente", "code"], name="wijk_code_uniek")]

    def __str__(self) -> str:
        return self.naam


@tracked()
class Inwonertal(RootModel):
    """Inhabitants of a neighbourhood by age band and household type: a count, never persons."""

    wijk = models.ForeignKey(Wijk, on_delete=models.CASCADE)
    peildatum = models.DateField()
    leeftijdsgroep = models.CharField(max_length=20)
    huishoudtype = models.CharField(max_length=40)
    aantal = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wijk", "peildatum", "leeftijdsgroep", "huishoudtype"], name="inwonertal_uniek"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leeftijdsgroep} {self.aantal}"


@tracked()
class Huishouden(RootModel):
    """People who live together."""

    class Meta:
        indexes = [models.Index(fields=["gemeente"])]

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class Persoon(RootModel):
    """Somebody who had contact with the municipality.

    `sorteernaam` is surname and first names folded to plain lower case; `datumgebruik` says which part of the
    birth date is unknown (COD170). `afgeschermd` closes the file to everyone who is not on its list.
    """

    bsn = models.CharField(max_length=9, null=True, blank=True)
    voornamen = models.CharField(max_length=200, blank=True)
    voorvoegsel = models.CharField(max_length=10, blank=True)
    geslachtsnaam = models.CharField(max_length=200)
    sorteernaam = models.CharField(max_length=410)
    geboortedatum = models.DateField(null=True, blank=True)
    geslacht = models.CharField(
        max_length=1,
        choices=[(value.value, value.name.lower()) for value in Geslacht],
        default=Geslacht.ONBEKEND,
    )
    straat = models.CharField(max_length=80, blank=True)
    huisnummer = models.PositiveIntegerField(null=True, blank=True)
    huisletter = models.CharField(max_length=1, blank=True)
    toevoeging = models.CharField(max_length=4, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    woonplaats = models.CharField(max_length=80, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, null=True, blank=True)
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, null=True, blank=True)
    afgeschermd = models.BooleanField(default=False)
    geheim_adres = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "bsn"], condition=models.Q(bsn__isnull=False), name="persoon_bsn_uniek"
            ),
            models.CheckConstraint(
                condition=models.Q(bsn__isnull=True) | models.Q(bsn__regex=r"^[0-9]{9}$"),
                name="persoon_bsn_negen_cijfers",
            ),
        ]
        indexes = [
            models.Index(fields=["gemeente", "sorteernaam", "geboortedatum"]),
            models.Index(fields=["gemeente", "postcode", "huisnummer"]),
            GinIndex(fields=["sorteernaam"], opclasses=["gin_trgm_ops"], name="persoon_sorteernaam_trgm"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


_WITHOUT_HOLDER = [Gezagsoort.JEUGDIGE.value, Gezagsoort.NIET_TE_BEPALEN.value]


@tracked()
class Gezag(RootModel):
    """Who has custody of a minor, from `vanaf` up to `tot` (null: still), and by which source that is known (BW 1:245).

    `houder` is a known person; else the name and the ways to reach somebody stand in the row itself. `nummer` tells the relation apart
    among those of this child, and somebody who comes back keeps it (OP071).
    """

    persoon = models.ForeignKey(Persoon, on_delete=models.CASCADE, related_name="gezagen")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=20, choices=[(value.value, value.value) for value in Gezagsoort])
    houder = models.ForeignKey(Persoon, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    geslachtsnaam = models.CharField(max_length=200, blank=True)
    voornamen = models.CharField(max_length=200, blank=True)
    voorvoegsel = models.CharField(max_length=10, blank=True)
    organisatie = models.BooleanField(default=False)
    straat = models.CharField(max_length=80, blank=True)
    huisnummer = models.PositiveIntegerField(null=True, blank=True)
    huisletter = models.CharField(max_length=1, blank=True)
    toevoeging = models.CharField(max_length=4, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    woonplaats = models.CharField(max_length=80, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(soort__in=_WITHOUT_HOLDER, houder__isnull=True, geslachtsnaam="")
                | ~models.Q(soort__in=_WITHOUT_HOLDER)
                & (
                    models.Q(houder__isnull=False, geslachtsnaam="", organisatie=False)
                    | models.Q(houder__isnull=True) & ~models.Q(geslachtsnaam="")
                ),
                name="gezag_houder",
            ),
            models.CheckConstraint(
                condition=models.Q(houder__isnull=True) | ~models.Q(houder=models.F("persoon")),
                name="gezag_houder_is_een_ander",
            ),
            models.CheckConstraint(
                condition=models.Q(tot__isnull=True) | models.Q(tot__gt=models.F("vanaf")),
                name="gezag_periode",
            ),
            models.CheckConstraint(condition=~models.Q(bron=""), name="gezag_met_bron"),
        ]
        indexes = [models.Index(fields=["persoon", "vanaf"])]

    def __str__(self) -> str:
        return f"{self.soort} {self.vanaf:%Y-%m-%d}"


@tracked()
class Toegang(models.Model):
    """That an account may open a closed file, until when and why; an emergency entry must be reviewed.

    `verleend_door` is who put the account on the list of a shielded file; empty for an emergency entry. `oordeel` is empty
    until somebody judged it; `toelichting` is what they wrote with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    persoon = models.ForeignKey(Persoon, on_delete=models.CASCADE)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    reden = models.TextField()
    noodtoegang = models.BooleanField(default=False)
    vanaf = models.DateTimeField()
    tot = models.DateTimeField()
    verleend_door = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    beoordeeld_door = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    oordeel = models.CharField(
        max_length=25, choices=[(value.value, value.value) for value in Noodoordeel], blank=True
    )
    toelichting = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(oordeel="", beoordeeld_op__isnull=True, beoordeeld_door__isnull=True)
                | (
                    ~models.Q(oordeel="")
                    & models.Q(beoordeeld_op__isnull=False, beoordeeld_door__isnull=False)
                ),
                name="toegang_oordeel_met_wie_en_wanneer",
            ),
            models.CheckConstraint(
                condition=models.Q(beoordeeld_door__isnull=True)
                | ~models.Q(beoordeeld_door=models.F("account")),
                name="toegang_vier_ogen",
            ),
            models.CheckConstraint(
                condition=models.Q(verleend_door__isnull=True)
                | (models.Q(noodtoegang=False) & ~models.Q(verleend_door=models.F("account"))),
                name="toegang_verleend_door_een_ander",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "persoon", "tot"]),
            models.Index(
                fields=["id"],
                condition=models.Q(noodtoegang=True, beoordeeld_op__isnull=True),
                name="toegang_te_beoordelen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} tot {self.tot:%Y-%m-%d}"
