"""Django plumbing of the contracts room."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Registers the room under the label `contracts`."""

    name = "keukentafel.backoffice.contracts"
    label = "contracts"
    verbose_name = "Contracten"
