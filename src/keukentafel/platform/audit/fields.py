"""What append-only models of higher rooms are built on."""

from django.db import models


class LedgerModel(models.Model):
    """A row that is written once: UPDATE and DELETE are revoked, and it carries its handeling."""

    ledger = True

    id = models.BigAutoField(primary_key=True)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")
    handeling = models.ForeignKey("audit.Handeling", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
