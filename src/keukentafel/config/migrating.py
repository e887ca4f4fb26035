"""Migrating, with a short way for a new database.

Every root points at its municipality, so each model is a neighbour of all others. Django draws all neighbours of a model
again after each operation on it, which makes a first migration grow with the square of the number of models: minutes
instead of seconds. On the way from an empty database neighbours are drawn again only when columns change.
"""

from __future__ import annotations

from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState

from keukentafel.config.grants import grant_app_role

BESIDE_THE_COLUMNS = frozenset({"indexes", "constraints", "triggers"})


class FirstState(ProjectState):
    """The state of the models on the way from nothing, drawn as little as possible."""

    def add_model(self, model_state: ModelState) -> None:
        """Draw the new model and leave those that it points to as they are."""
        key = model_state.app_label, model_state.name_lower
        self.models[key] = model_state
        if vars(self).get("_relations") is not None:
            self.resolve_model_relations(key)
        if "apps" in self.__dict__:
            self.apps.render_multiple([model_state])
        self._drawn()[key] = columns(model_state)

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        """Draw a model again, with its neighbours only when its columns changed."""
        key = app_label, model_name.lower()
        now = columns(self.models[key])
        if self._drawn().get(key) != now:
            super().reload_model(app_label, model_name, delay=delay)
            self._drawn()[key] = now
        elif "apps" in self.__dict__:
            self.apps.unregister_model(*key)
            self.apps.render_multiple([self.models[key]])

    def _drawn(self) -> dict[tuple[str, str], object]:
        """How the columns of each model were when it was last drawn."""
        drawn: dict[tuple[str, str], object] = self.__dict__.setdefault("drawn_columns", {})
        return drawn


def columns(model: ModelState) -> object:
    """What the drawing of a model depends on, comparable."""
    fields = [(name, id(field)) for name, field in model.fields.items()]
    options = {name: value for name, value in model.options.items() if name not in BESIDE_THE_COLUMNS}
    return fields, model.bases, repr(options)


def migrate(connection: BaseDatabaseWrapper, *, app_role: str, verbosity: int = 1) -> None:
    """Bring the database of `connection`, the owner's, to the newest state and grant `app_role` what it needs."""
    migrate_new(connection)
    call_command("migrate", database=connection.alias, interactive=False, verbosity=verbosity)
    grant_app_role(connection, app_role=app_role)


def migrate_new(connection: BaseDatabaseWrapper) -> None:
    """Migrate a database without tables the short way; any other is left to Django."""
    if connection.introspection.table_names():
        return
    executor = MigrationExecutor(connection)
    state = FirstState(real_apps=executor.loader.unmigrated_apps)
    executor.migrate(executor.loader.graph.leaf_nodes(), state=state)
