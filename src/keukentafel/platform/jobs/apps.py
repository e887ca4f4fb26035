"""Django plumbing of the jobs room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers the room under the label `jobs`."""

    name = "keukentafel.platform.jobs"
    label = "jobs"
    verbose_name = "Jobs"
