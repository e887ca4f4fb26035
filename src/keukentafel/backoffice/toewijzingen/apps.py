"""Django plumbing of the toewijzingen room."""

from django.apps import AppConfig


class ToewijzingenConfig(AppConfig):
    """Registers the room under the label `toewijzingen`."""

    name = "keukentafel.backoffice.toewijzingen"
    label = "toewijzingen"
    verbose_name = "Toewijzingen"
