"""Django plumbing of the budgets room."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Registers the room under the label `budgets`."""

    name = "keukentafel.backoffice.budgets"
    label = "budgets"
    verbose_name = "Budgetten"
