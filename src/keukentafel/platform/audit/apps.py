"""Django plumbing of the audit room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the room under the label `audit`."""

    name = "keukentafel.platform.audit"
    label = "audit"
    verbose_name = "Audit"
