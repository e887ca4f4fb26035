"""The documents that show what the domain says: states, permissions and folders."""

import ast
import importlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import ModuleType
from typing import Any

from checks.house import Module, read_modules, read_order
from keukentafel.platform.accounts.domain import PERMISSIONS, Relatie, Rol

StateTable = Mapping[StrEnum, frozenset[StrEnum]]


def rooms(modules: Iterable[Module] | None = None) -> str:
    """Give one line per folder of the house: what its docstring says."""
    packages = [m for m in (read_modules() if modules is None else modules) if m.is_package]
    lines = [f"| `{_folder(m)}` | {_summary(m)} |" for m in packages if ".migrations" not in m.name]
    return "\n".join(["# What every folder holds", "", "| folder | holds |", "|---|---|", *lines, ""])


def states(modules: Iterable[ModuleType] | None = None) -> str:
    """Draw every state table in a `domain`: a mapping from each state to the set of states that may follow it."""
    lines = ["# States", "", "Which state may follow which, as the rules check it.", ""]
    for module in _domains() if modules is None else modules:
        place = read_order().place(module.__name__)
        for table in _state_tables(module):
            lines += [f"## {place.room}: {type(next(iter(table))).__name__}", "", *_diagram(table), ""]
            lines += ["| from | to |", "|---|---|"]
            lines += [
                f"| {state} | {', '.join(sorted(following)) or '(end)'} |"
                for state, following in table.items()
            ]
            lines.append("")
    return "\n".join(lines)


def permissions() -> str:
    """Show the permission table: for each act and role, how somebody must stand to the case."""
    roles = list(Rol)
    lines = [
        "# Permissions",
        "",
        "Who may do what. A cell names how somebody must stand to the case: their own, their team's, or no tie to it.",
        "An empty cell is a refusal. Own file, own household and protected dossiers stay closed whatever the cell says.",
        "",
        f"| act | {' | '.join(roles)} |",
        f"|---|{'---|' * len(roles)}",
    ]
    for act, cells in PERMISSIONS.items():
        shown = [", ".join(r for r in Relatie if r in cells.get(role, frozenset())) for role in roles]
        lines.append(f"| {act} | {' | '.join(shown)} |")
    return "\n".join([*lines, ""])


def _domains() -> Iterator[ModuleType]:
    """Import every domain module of the rooms; they are pure, so this needs no settings."""
    order = read_order()
    for module in read_modules():
        place = order.place(module.name)
        if place.part == "domain" and not place.is_composer and place.room != "core":
            yield importlib.import_module(module.name)


def _state_tables(module: ModuleType) -> Iterator[StateTable]:
    """Yield the public state tables that a module itself declares, in its order."""
    for name, value in vars(module).items():
        if not name.startswith("_") and _is_state_table(value, module.__name__):
            yield value


def _is_state_table(value: Any, module: str) -> bool:
    """Tell whether a value maps each state of one enum of `module` to a set of states of that enum."""
    if not isinstance(value, Mapping) or not value:
        return False
    enum = type(next(iter(value)))
    if not issubclass(enum, StrEnum) or enum.__module__ != module:
        return False
    return all(isinstance(s, enum) and isinstance(f, frozenset) and f <= set(enum) for s, f in value.items())


def _diagram(table: StateTable) -> list[str]:
    """Draw a state table as a Mermaid diagram; states that nothing leads to are where it starts."""
    names = {state: f"s{number}" for number, state in enumerate(table)}
    reached = set().union(*table.values())
    lines = [f'    state "{state}" as {name}' for state, name in names.items()]
    lines += [f"    [*] --> {name}" for state, name in names.items() if state not in reached]
    for state, following in table.items():
        lines += [f"    {names[state]} --> {names[other]}" for other in table if other in following]
        lines += [] if following else [f"    {names[state]} --> [*]"]
    return ["```mermaid", "stateDiagram-v2", *lines, "```"]


def _folder(module: Module) -> str:
    """Give the folder of a package as it stands under src/."""
    return module.name.replace(".", "/") + "/"


def _summary(module: Module) -> str:
    """Give the first paragraph of a package's docstring on one line."""
    text = ast.get_docstring(module.tree) or "(nothing said yet)"
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")
