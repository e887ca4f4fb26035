"""What the models of higher rooms are built on: identity, gemeente, row history, and looking up many values at once."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models
from django.db.models.lookups import Lookup

from keukentafel.core.ids import new_id

Model = TypeVar("Model", bound=models.Model)


@models.Field.register_lookup
class AnyOf(Lookup):
    """`column__any=values`: one of these values, sent as one array; `__in` sends a parameter for each, which is slow for thousands."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column, compared with the array."""
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, list(self.rhs))


class RootModel(models.Model):
    """A row with an id of its own that belongs to one municipality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[type[Model]], type[Model]]:
    """Class decorator that keeps every version of a mutable row.

    The history is written by database triggers, so bulk changes and changes by SQL are in it too. Each
    version must belong to an act: a change outside `audit.operations.handeling` fails.
    """
    decorate: Any = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        attrs={"ledger": True},
        context_field=pghistory.ContextForeignKey(null=False, on_delete=models.PROTECT),
    )

    def decorator(model: type[Model]) -> type[Model]:
        decorated: type[Model] = decorate(model)
        return decorated

    return decorator
