"""Messages in the database: the message itself never changes, where it stands does."""

from uuid import uuid4

from django.db import models

from keukentafel.backoffice.berichten.domain.berichten import (
    Afleverstand,
    Berichtstatus,
    Bron,
    Richting,
    Verdict,
)
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.berichten.fields import PackedField
from keukentafel.platform.accounts.fields import RootModel, tracked
from keukentafel.platform.audit.fields import LedgerModel


class Bericht(LedgerModel):
    """A file that came in or goes out, byte for byte, with the verdict at the door.

    `op` is the real time of receipt or of making, `werkdatum` the working date of then. `inhoud` is empty only for a file
    that was too large to take in. `bevonden` holds the faults, without personal data. `inhoudssleutel` is the same for messages
    that differ in their header only; empty for an answer and for what could not be read.
    """

    richting = models.CharField(max_length=3, choices=[(value.value, value.value) for value in Richting])
    wet = models.CharField(max_length=3, blank=True)
    nummer = models.PositiveSmallIntegerField(null=True)
    release = models.CharField(max_length=5, blank=True)
    berichtcode = models.CharField(max_length=3, blank=True)
    afzender = models.CharField(max_length=8, blank=True)
    ontvanger = models.CharField(max_length=8, blank=True)
    identificatie = models.CharField(max_length=12, blank=True)
    dagtekening = models.DateField(null=True)
    bestandsnaam = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    grootte = models.PositiveIntegerField()
    inhoud = PackedField()
    inhoudssleutel = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=20, choices=[(value.value, value.value) for value in Verdict])
    bevonden = models.JSONField(default=list)
    antwoord_op = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="antwoord")
    op = models.DateTimeField()
    werkdatum = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "sha256"],
                condition=models.Q(richting="in"),
                name="bericht_bestand_een_keer",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "wet", "nummer", "afzender", "identificatie"],
                condition=models.Q(verdict="aangenomen"),
                name="bericht_identificatie_een_keer",
            ),
        ]
        indexes = [
            models.Index(fields=["gemeente", "richting", "-id"]),
            models.Index(
                fields=["gemeente", "inhoudssleutel"],
                condition=~models.Q(inhoudssleutel=""),
                name="bericht_zelfde_inhoud",
            ),
            models.Index(
                fields=["gemeente", "bestandsnaam"],
                condition=models.Q(richting="uit"),
                name="bericht_uit_naam",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wet.upper()}{self.nummer or ''} {self.identificatie}"


@tracked()
class BerichtStatus(RootModel):
    """Where a message stands."""

    bericht = models.OneToOneField(Bericht, on_delete=models.PROTECT, related_name="stand")
    status = models.CharField(max_length=20, choices=[(value.value, value.value) for value in Berichtstatus])

    def __str__(self) -> str:
        return self.status


@tracked()
class Verwachting(RootModel):
    """What must be done about a message, by whom and until when; open while `vervuld_op` is empty.

    `referentie` names the request when one message holds several. `vervuld_door` is the message that met it: when that one is
    refused, the expectation stands again.
    """

    bericht = models.ForeignKey(Bericht, on_delete=models.PROTECT, related_name="verwachtingen")
    wat = models.CharField(max_length=20, choices=[(value.value, value.value) for value in Wat])
    wie = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Wie])
    referentie = models.CharField(max_length=36, blank=True)
    uiterlijk = models.DateField()
    vervuld_op = models.DateField(null=True)
    vervuld_door = models.ForeignKey(Bericht, on_delete=models.PROTECT, null=True, related_name="vervulde")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bericht", "wat", "referentie"],
                condition=models.Q(vervuld_op=None),
                name="verwachting_een_keer_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gemeente", "uiterlijk", "id"],
                condition=models.Q(vervuld_op=None),
                name="verwachting_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wat} uiterlijk {self.uiterlijk}"


@tracked()
class Verzending(RootModel):
    """One sending of a message of ours; `kenmerk` is the reference of its envelope, the same when the job is done again."""

    bericht = models.ForeignKey(Bericht, on_delete=models.PROTECT, related_name="verzendingen")
    kenmerk = models.UUIDField(default=uuid4, unique=True)
    stand = models.CharField(
        max_length=16,
        choices=[(value.value, value.value) for value in Afleverstand],
        default=Afleverstand.KLAAR,
    )
    code = models.CharField(max_length=20, blank=True)
    tekst = models.CharField(max_length=500, blank=True)
    op = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bericht", "-id"])]

    def __str__(self) -> str:
        return self.stand


class BerichtToewijzing(LedgerModel):
    """That a message is about an allocation, a request (by its ReferentieAanbieder) or both; as the message has it.

    `aanlevering` and `sleutel` stand at a start or stop: its StatusAanlevering, and the rest of its logical key. Of a declaration the lines
    say so, and only one that was refused whole has these: thousands, in the act that takes it in. The database need not check each.
    """

    gemeente = models.ForeignKey(
        "accounts.Gemeente", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    handeling = models.ForeignKey(
        "audit.Handeling", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    bericht = models.ForeignKey(
        Bericht, on_delete=models.PROTECT, db_constraint=False, related_name="toewijzingen"
    )
    toewijzingnummer = models.PositiveIntegerField(null=True)
    referentie = models.CharField(max_length=36, blank=True)
    aanlevering = models.CharField(max_length=1, blank=True)
    sleutel = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["gemeente", "toewijzingnummer", "bericht"]),
            models.Index(
                fields=["gemeente", "referentie", "bericht"],
                condition=~models.Q(referentie=""),
                name="bericht_over_verzoek",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.toewijzingnummer or ''} {self.referentie}".strip()


class Ontvangst(LedgerModel):
    """That a file came in; `dubbel` when it had been booked before."""

    bericht = models.ForeignKey(Bericht, on_delete=models.PROTECT, related_name="ontvangsten")
    bestandsnaam = models.CharField(max_length=255)
    bron = models.CharField(max_length=6, choices=[(value.value, value.value) for value in Bron])
    dubbel = models.BooleanField(default=False)
    op = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["gemeente", "-id"], condition=models.Q(bron="upload"), name="ontvangst_upload"
            ),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam


class Berichtteller(models.Model):
    """The last identification that a municipality gave out. It holds no facts of its own and keeps no history."""

    technical = True

    gemeente = models.OneToOneField(
        "accounts.Gemeente", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    laatste = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.laatste)
