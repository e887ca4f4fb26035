"""Django plumbing of the declaraties room."""

from django.apps import AppConfig


class DeclaratiesConfig(AppConfig):
    """Registers the room under the label `declaraties`."""

    name = "keukentafel.backoffice.declaraties"
    label = "declaraties"
    verbose_name = "Declaraties"
