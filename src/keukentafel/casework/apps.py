"""Django plumbing of the casework room."""

from importlib import import_module

from django.apps import AppConfig

SUBJECTS = ("reference", "contact", "onderzoek", "arrangement", "besluit", "timeline")


class CaseworkConfig(AppConfig):
    """Registers the room under the label `casework`, with the models of each subject."""

    name = "keukentafel.casework"
    label = "casework"
    verbose_name = "Casuswerk"

    def import_models(self) -> None:
        """Load the models of every subject: the package of models itself holds nothing."""
        super().import_models()
        for subject in SUBJECTS:
            import_module(f"{self.name}.models.{subject}")
