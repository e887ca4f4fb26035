"""Handelingen and the look log; all append-only."""

from django.db import models


class Handeling(models.Model):
    """One row per act, written by the operation that did it (who, what, on which object, on what ground).

    `op` is the real time; `werkdatum` the working date on which the act was done.
    """

    ledger = True

    id = models.BigAutoField(primary_key=True)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True, blank=True)
    persoon_id = models.UUIDField(null=True, blank=True)
    grond = models.TextField(blank=True)
    werkdatum = models.DateField()
    op = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["gemeente", "object_id"]),
            models.Index(fields=["gemeente", "persoon_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.object_type}"


class Kijkregel(models.Model):
    """One look at one person, or the refusal of one; readable by the privacy officer and by the resident."""

    ledger = True

    id = models.BigAutoField(primary_key=True)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    persoon_id = models.UUIDField(null=True, blank=True)
    act = models.CharField(max_length=40)
    reden = models.TextField(blank=True)
    geweigerd = models.BooleanField(default=False)
    op = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gemeente", "persoon_id", "-id"])]

    def __str__(self) -> str:
        return f"{self.act} {self.op:%Y-%m-%d}"


class Kijkzegel(models.Model):
    """A seal over a stretch of the look log, chained to the seal before it."""

    ledger = True

    id = models.BigAutoField(primary_key=True)
    van_id = models.BigIntegerField(unique=True)
    tot_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    op = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.van_id}-{self.tot_id}"
