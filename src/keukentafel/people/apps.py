"""Django plumbing of the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room under the label `people`."""

    name = "keukentafel.people"
    label = "people"
    verbose_name = "Personen"
