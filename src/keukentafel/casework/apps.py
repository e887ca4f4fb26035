"""Django plumbing of the casework room."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Registers the room under the label `casework` and the models of each subject."""

    name = "keukentafel.casework"
    label = "casework"
    verbose_name = "Casuswerk"

    def import_models(self) -> None:
        """Load the models of every subject: the package of models itself holds nothing."""
        import keukentafel.casework.models.arrangement
        import keukentafel.casework.models.besluit
        import keukentafel.casework.models.contact
        import keukentafel.casework.models.onderzoek
        import keukentafel.casework.models.reference
        import keukentafel.casework.models.timeline

        super().import_models()
