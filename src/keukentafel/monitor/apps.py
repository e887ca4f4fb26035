"""Django plumbing of the monitor room."""

from django.apps import AppConfig


class MonitorConfig(AppConfig):
    """Registers the room under the label `monitor`."""

    name = "keukentafel.monitor"
    label = "monitor"
    verbose_name = "Monitor"
