"""Progress of long work."""

from django.db import models

from keukentafel.platform.accounts.fields import RootModel
from keukentafel.platform.jobs.domain import VoortgangStatus


class Voortgang(RootModel):
    """How far a job is. It holds no facts of its own and keeps no history: it is a dial, not a record."""

    technical = True

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    taak = models.CharField(max_length=80)
    omschrijving = models.CharField(max_length=200)
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.value) for status in VoortgangStatus],
        default=VoortgangStatus.WACHT,
    )
    gedaan = models.PositiveIntegerField(default=0)
    totaal = models.PositiveIntegerField(null=True, blank=True)
    melding = models.TextField(blank=True)
    aangemaakt_op = models.DateTimeField()
    klaar_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["gemeente", "-aangemaakt_op", "-id"])]

    def __str__(self) -> str:
        return self.omschrijving
