"""Django configuration of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and static files. Stands before allauth in INSTALLED_APPS: its login templates replace those of allauth."""

    name = "keukentafel.web"
    label = "web"
    verbose_name = "Schermen"
