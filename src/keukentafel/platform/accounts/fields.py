"""What the models of higher rooms are built on: identity, gemeente, row history, totals, and looking up many values at once."""

from collections.abc import Callable, Iterable, Sequence
from string import Template
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models.lookups import Lookup

from keukentafel.core.ids import new_id

Model = TypeVar("Model", bound=models.Model)
_BETWEEN = "\0"


@models.Field.register_lookup
class AnyOf(Lookup):
    """`column__any=values`: one of these values, sent as one array; `__in` sends a parameter for each, which is slow for thousands."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column, compared with the array.

        Texts and numbers come by the thousand and are written here, since a driver looks at each several times; an array of ids goes as it
        is, so that a prepared query can put another in its place.
        """
        left, params = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.rel_db_type(connection).partition("(")[0]
        if kind == "uuid":
            return f"{left} = ANY(%s)", (*params, list(self.rhs))
        return f"{left} = ANY(%s::{kind}[])", (*params, _array_text(self.rhs))


def _array_text(values: Iterable[object]) -> str:
    """Values as the text of an array, all escaped at once: no text of a database holds the character between them."""
    texts = list(map(str, values))
    if not texts:
        return "{}"
    escaped = _BETWEEN.join(texts).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + escaped.replace(_BETWEEN, '","') + '"}'


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


class TotalModel(models.Model):
    """Sums that the database keeps while rows come and go (`total_triggers`); they hold no facts of their own, so no history.

    A key may have some rows: who finds the one row of a key taken by somebody else adds another rather than wait. So nobody
    waits for a total and none is part of a deadlock; a reader takes the sum.
    """

    technical = True

    id: Any = models.BigAutoField(primary_key=True)
    gemeente = models.ForeignKey("accounts.Gemeente", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


ADDED, REMOVED = "rij_erbij", "rij_eraf"
_SEEN: Any = pgtrigger.Referencing
_ROWS = "SELECT * FROM $moved"
_MOVED = Template("SELECT $columns FROM ($rows) AS verplaatst")
_ADD = Template("""
    FOR regel IN SELECT $keys, $added FROM ($moved) AS bij GROUP BY $keys LOOP
        UPDATE $total SET $changes
        WHERE id = (SELECT t.id FROM $total AS t WHERE $same LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO $total ($columns) VALUES ($values);
        END IF;
    END LOOP;
    RETURN NULL;
""")


def total_triggers(
    total: str, *, keys: Sequence[str], sums: Sequence[str], rows: str = _ROWS
) -> list[pgtrigger.Trigger]:
    """Triggers for the model of the rows, which keep the table `total` of a `TotalModel` true, once per statement.

    `keys` and `sums` are columns of both tables; `rows` selects what counts of `$moved`, the rows that came or went.
    """
    chosen = Template(rows)
    columns = {ADDED: [*keys, *sums], REMOVED: [*keys, *(f"-{each} AS {each}" for each in sums)]}
    came, went = (
        _MOVED.substitute(columns=", ".join(columns[moved]), rows=chosen.substitute(moved=moved))
        for moved in (ADDED, REMOVED)
    )
    return [
        total_trigger(f"totaal_{name}", total, operation, moved=moved, keys=keys, sums=sums)
        for name, operation, moved in (
            ("insert", pgtrigger.Insert, came),
            ("delete", pgtrigger.Delete, went),
            ("update", pgtrigger.Update, f"{came} UNION ALL {went}"),
        )
    ]


def total_trigger(
    name: str,
    total: str,
    operation: pgtrigger.Operation,
    *,
    moved: str,
    keys: Sequence[str],
    sums: Sequence[str],
) -> pgtrigger.Trigger:
    """One such trigger, which adds `moved`: a SELECT of the keys and of what is added to each sum, from `ADDED` and `REMOVED`."""
    columns = [*keys, *sums]
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=_SEEN(
            new=None if operation is pgtrigger.Delete else ADDED,
            old=None if operation is pgtrigger.Insert else REMOVED,
        ),
        declare=[("regel", "RECORD")],
        func=_ADD.substitute(
            total=total,
            moved=moved,
            keys=", ".join(keys),
            columns=", ".join(columns),
            added=", ".join(f"sum({each})::bigint AS {each}" for each in sums),
            changes=", ".join(f"{each} = {each} + regel.{each}" for each in sums),
            values=", ".join(f"regel.{each}" for each in columns),
            same=" AND ".join(f"t.{each} = regel.{each}" for each in keys),
        ),
    )
