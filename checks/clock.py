"""Nobody reads a clock but the room `platform.clock`: the working date can be set, and rules get "now" as a value."""

import ast
from collections.abc import Iterable, Iterator

from checks.house import Module, read_modules
from checks.verdict import Verdict

READS = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "django.db.models.functions.Now",
        "django.utils.timezone.localdate",
        "django.utils.timezone.now",
        "time.ctime",
        "time.gmtime",
        "time.localtime",
        "time.time",
        "time.time_ns",
    }
)
# Reads the clock only when it is called without a value.
READS_WHEN_EMPTY = "django.utils.timezone.localtime"
# Judged in the models; migrations repeat them, also those of the history tables that the database fills itself.
AUTOMATIC = frozenset({"auto_now", "auto_now_add"})
# core.ids puts the order of time into a key, and no rule may read it back.
KEEPERS = ("keukentafel.platform.clock", "keukentafel.core.ids")


def check() -> Verdict:
    """Judge every module of the house."""
    return judge(read_modules())


def judge(modules: Iterable[Module]) -> Verdict:
    """Fail on every use of a clock outside its keepers, also as a field default."""
    faults: list[str] = []
    for module in modules:
        if not f"{module.name}.".startswith(tuple(f"{keeper}." for keeper in KEEPERS)):
            faults += [
                f"{module.at(line)} {what}: ask platform.clock" for line, what in sorted(set(_reads(module)))
            ]
    return Verdict(tuple(faults))


def _reads(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each read of a clock."""
    names = _imported_names(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name) and _full_name(node, names) in READS:
            yield node.lineno, f"{_full_name(node, names)} reads the clock"
        elif isinstance(node, ast.keyword) and node.arg in AUTOMATIC and ".migrations." not in module.name:
            yield node.value.lineno, f"{node.arg} reads the clock"
        elif (
            isinstance(node, ast.Call) and not node.args and _full_name(node.func, names) == READS_WHEN_EMPTY
        ):
            yield node.lineno, f"{READS_WHEN_EMPTY}() reads the clock"


def _imported_names(tree: ast.Module) -> dict[str, str]:
    """Map each imported name of a module to what it stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _full_name(node: ast.AST, names: dict[str, str]) -> str:
    """Write `a.b.c` in full by what `a` was imported as; empty for anything that was not imported."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in names:
        return ""
    return ".".join([names[node.id], *reversed(parts)])
