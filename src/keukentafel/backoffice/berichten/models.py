"""Messages in the database: the message itself never changes, where it stands does."""

from django.db import models

from keukentafel.backoffice.berichten.domain import Berichtstatus, Bron, Richting, Verdict
from keukentafel.platform.accounts.fields import RootModel, tracked
from keukentafel.platform.audit.fields import LedgerModel


class Bericht(LedgerModel):
    """A file that came in or goes out, byte for byte, with the verdict at the door.

    `op` is the real time of receipt or of making, `werkdatum` the working date of then. `inhoud` is empty only for a file
    that was too large to take in. `bevonden` holds the faults, without personal data.
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
    inhoud = models.BinaryField()
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
        indexes = [models.Index(fields=["gemeente", "richting", "-id"])]

    def __str__(self) -> str:
        return f"{self.wet.upper()}{self.nummer or ''} {self.identificatie}"


@tracked()
class BerichtStatus(RootModel):
    """Where a message stands, and until when the answer to it may take."""

    bericht = models.OneToOneField(Bericht, on_delete=models.PROTECT, related_name="stand")
    status = models.CharField(max_length=20, choices=[(value.value, value.value) for value in Berichtstatus])
    antwoord_uiterlijk = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["gemeente", "antwoord_uiterlijk", "bericht"],
                condition=models.Q(status__in=["klaar", "verstuurd", "ontvangen", "wacht op mens"]),
                name="berichtstatus_wacht",
            ),
        ]

    def __str__(self) -> str:
        return self.status


class BerichtToewijzing(LedgerModel):
    """That a message is about an allocation; the number as the message has it."""

    bericht = models.ForeignKey(Bericht, on_delete=models.PROTECT, related_name="toewijzingen")
    toewijzingnummer = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["gemeente", "toewijzingnummer", "bericht"])]

    def __str__(self) -> str:
        return str(self.toewijzingnummer)


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
