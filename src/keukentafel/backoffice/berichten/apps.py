"""Django plumbing of the berichten room."""

from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    """Registers the room under the label `berichten`."""

    name = "keukentafel.backoffice.berichten"
    label = "berichten"
    verbose_name = "Berichten"
