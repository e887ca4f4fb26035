"""Django plumbing of the socialmap room."""

from django.apps import AppConfig


class SocialmapConfig(AppConfig):
    """Registers the room under the label `socialmap`."""

    name = "keukentafel.socialmap"
    label = "socialmap"
    verbose_name = "Sociale kaart"
