"""Django plumbing of the accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the room under the label `accounts`."""

    name = "keukentafel.platform.accounts"
    label = "accounts"
    verbose_name = "Accounts"
