"""Compare the models with the migrations, without a database: `python -m checks.migrations`."""

import sys

import django
from django.apps import apps
from django.apps.registry import Apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation

from checks.house import PACKAGE_NAME


def missing(registry: Apps = apps) -> list[str]:
    """Give one line per change of a model in `registry` that no migration makes yet. Django must be set up."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    conflicts = [
        f"{app}: two last migrations, {' and '.join(names)}"
        for app, names in loader.detect_conflicts().items()
    ]
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(f"{PACKAGE_NAME}.")}
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(registry),
        NonInteractiveMigrationQuestioner(specified_apps=ours),
    )
    changes = detector.changes(graph=loader.graph, trim_to_apps=ours or None, convert_apps=ours or None)
    return conflicts + [
        f"{app}: {operation.describe()}; run makemigrations"
        for app, migrations in sorted(changes.items())
        for migration in migrations
        for operation in migration.operations
    ]


if __name__ == "__main__":
    django.setup()
    # As makemigrations does: a translated label is no change of a model.
    with translation.override(None):
        found = missing()
    print("\n".join(found))
    sys.exit(bool(found))
