"""Django plumbing of the verzoeken room."""

from django.apps import AppConfig


class VerzoekenConfig(AppConfig):
    """Registers the room under the label `verzoeken`."""

    name = "keukentafel.backoffice.verzoeken"
    label = "verzoeken"
    verbose_name = "Verzoeken"
