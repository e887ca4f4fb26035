"""The house as the checks see it: its modules as syntax trees, its rooms, and the order in which they may import.

The order is read from the import contracts in pyproject.toml, so that it stands in one place only.
"""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE_NAME = "keukentafel"
PACKAGE = ROOT / "src" / PACKAGE_NAME

# Packages that compose the rooms below them; they have no inside of domain, rules, models and so on.
COMPOSERS = frozenset({"cli", "config", "wiring", "demo", "web"})
# Parts of a room, beside `domain` and `rules`, that must stay pure (ARCHITECTURE: pure modules).
PURE_PARTS = frozenset({"domain", "rules", "codec", "measures", "model", "forecast"})


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name (`keukentafel.people.domain`), its path and its text."""

    name: str
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, filename=str(self.path))

    @property
    def is_package(self) -> bool:
        """Tell whether it is the `__init__` of a folder."""
        return self.path.name == "__init__.py"

    def at(self, line: int) -> str:
        """Give the place of a fault as editors understand it."""
        shown = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{shown}:{line}"


@dataclass(frozen=True)
class Place:
    """Where a module stands: its room (`people`, `platform.audit`) and its part (`models`; "" for the room itself)."""

    room: str
    part: str

    @property
    def is_composer(self) -> bool:
        """Tell whether it stands above the rooms: web, demo, wiring, config or cli."""
        return self.room in COMPOSERS

    @property
    def is_pure(self) -> bool:
        """Tell whether it may not reach Django, a clock or the network."""
        return self.room == "core" or (not self.is_composer and self.part in PURE_PARTS)


def read_modules(folder: Path = PACKAGE, name: str = PACKAGE_NAME) -> Iterator[Module]:
    """Yield every module under `folder`, whose package is called `name`, in the order of their paths."""
    for path in sorted(folder.rglob("*.py")):
        parts = [name, *path.relative_to(folder).with_suffix("").parts]
        yield Module(".".join(parts).removesuffix(".__init__"), path, path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Order:
    """The order of the house and of the rooms on each shelf (platform, backoffice), the top first.

    Rooms in one layer are siblings: neither knows the other.
    """

    house: tuple[frozenset[str], ...]
    shelves: Mapping[str, tuple[frozenset[str], ...]]

    def place(self, module: str) -> Place:
        """Tell where a module of the house stands, by its dotted name."""
        parts = module.split(".")[1:]
        size = 2 if parts and parts[0] in self.shelves else 1
        return Place(".".join(parts[:size]), parts[size] if len(parts) > size else "")

    def is_above(self, room: str, other: str) -> bool:
        """Tell whether `room` may know `other`; KeyError for a room that stands in no contract."""
        top, other_top = room.split(".")[0], other.split(".")[0]
        if top != other_top:
            return _height(self.house, top) > _height(self.house, other_top)
        if room == other:
            return False
        inner = self.shelves[top]
        return _height(inner, room.split(".")[1]) > _height(inner, other.split(".")[1])


def _height(layers: tuple[frozenset[str], ...], name: str) -> int:
    """Give the number of the layer that holds `name`, counted from the bottom."""
    for height, layer in enumerate(reversed(layers)):
        if name in layer:
            return height
    raise KeyError(name)


@lru_cache(maxsize=1)
def read_order(pyproject: Path = ROOT / "pyproject.toml") -> Order:
    """Read the order from the layers contracts in pyproject.toml."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    inside = {c["containers"][0]: _layers(c["layers"]) for c in contracts if c["type"] == "layers"}
    house = inside.pop(PACKAGE_NAME)
    return Order(house, {container.split(".")[1]: layers for container, layers in inside.items()})


def _layers(lines: list[str]) -> tuple[frozenset[str], ...]:
    """Turn the lines of a contract into sets of names, without the marks for optional layers."""
    return tuple(frozenset(name.strip(" ()") for name in line.split("|")) for line in lines)
