"""Who may import which part of a room: the table inside a room, and the doors between rooms.

import-linter polices the order of the rooms; what may be seen of a lower room, and by which part, it cannot say
without a list per room that somebody would forget to extend.
"""

from collections.abc import Iterable, Iterator

from checks.house import PURE_PARTS, Module, Order, Place, read_modules, read_order
from checks.imports import Import, house_imports
from checks.verdict import Verdict

# Own part -> parts of the own room it may import.
_LOW = frozenset({"domain", "rules", "fields", "models"})
INSIDE = {
    "domain": frozenset[str](),
    "rules": frozenset({"domain"}),
    "fields": frozenset({"domain"}),
    "models": frozenset({"domain", "fields"}),
    "queries": frozenset({"domain", "rules", "fields", "models"}),
    "operations": _LOW | {"queries"},
    "jobs": _LOW | {"queries", "operations"},
    "apps": _LOW | {"queries", "operations", "jobs"},
    "migrations": _LOW | {"queries", "operations"},
}
# Parts that compute and read nothing may lean on the pure parts of their room (a codec, measures).
PURE_SPECIALS = PURE_PARTS - {"domain", "rules"}
# Decision 0002: the codec of the message standard is a door of its own.
SEEN_BY_ALL = frozenset({"domain", "queries", "operations", "codec"})
SEES_FIELDS = frozenset({"models", "migrations"})
# Which doors of a lower room the low parts may use; the others may use all three.
OUTSIDE = {
    "domain": frozenset({"domain", "codec"}),
    "rules": frozenset({"domain", "codec"}),
    "fields": frozenset({"domain"}),
    "models": frozenset({"domain", "fields"}),
}


def check() -> Verdict:
    """Judge the house."""
    return judge(list(read_modules()), read_order())


def judge(modules: list[Module], order: Order) -> Verdict:
    """Fail on an import that the table inside a room or its door forbids."""
    known = {module.name for module in modules}
    faults = [fault for module in modules for fault in _faults(module, known, order)]
    return Verdict(tuple(dict.fromkeys(faults)), f"{len(known)} modules")


def _faults(module: Module, known: Iterable[str], order: Order) -> Iterator[str]:
    """Yield the forbidden imports of one module."""
    importer = order.place(module.name)
    for found in house_imports(module, set(known)):
        imported = order.place(found.module)
        if imported.room in {"", "core"} or (importer.is_composer and imported.is_composer):
            continue
        reason = _reason(importer, imported, found)
        if reason:
            yield f"{module.at(found.line)} imports {found.module}: {reason}"


def _reason(importer: Place, imported: Place, found: Import) -> str:
    """Say why an import is forbidden; empty when it is not."""
    if importer.room == imported.room:
        return _inside(importer.part, imported.part)
    if found.name == "subscribe" and imported == Place("platform.events", "operations"):
        return "" if importer.room == "wiring" else "only wiring.py says who reacts to what"
    return _outside(importer, imported)


def _inside(importer: str, imported: str) -> str:
    """Judge an import within one room; parts that the table does not name stand where operations stand."""
    if importer == imported or importer == "":
        return ""
    if imported in PURE_SPECIALS or importer in PURE_SPECIALS:
        allowed = importer in PURE_SPECIALS or importer not in {"fields", "models"}
        return "" if allowed else f"`{importer}` builds on domain and fields only"
    if imported not in INSIDE:
        return "" if importer not in _LOW else f"`{importer}` may not know `{imported}`"
    allowed_parts = INSIDE.get(importer, _LOW | {"queries"})
    return "" if imported in allowed_parts else f"`{importer}` may not know `{imported}` of its own room"


def _outside(importer: Place, imported: Place) -> str:
    """Judge an import from a lower room (that it is lower, import-linter watches)."""
    if imported.part == "fields":
        return "" if importer.part in SEES_FIELDS else "`fields` is for models and migrations of higher rooms"
    if imported.part not in SEEN_BY_ALL:
        return "other rooms see only domain, queries, operations and a codec"
    if imported.part not in OUTSIDE.get(importer.part, SEEN_BY_ALL) and not importer.is_composer:
        return f"`{importer.part}` of a room may not use `{imported.part}` of another"
    if (
        importer.room == "monitor"
        and imported.part == "operations"
        and not imported.room.startswith("platform.")
    ):
        return "the monitor reads the rooms below and never acts on them"
    return ""
