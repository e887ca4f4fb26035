"""Small manners that keep the house readable: no late import, no code in a package, no vague name, no silenced tool."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator

from checks.house import Module, read_modules
from checks.imports import imports_of
from checks.verdict import Verdict

VAGUE = frozenset(
    {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "manager", "misc"}
)
SILENCED = re.compile(
    r"type:\s*ignore|\bnoqa\b|pragma:\s*no\s*cover|\bTODO\b|\bFIXME\b|\bXXX\b|ruff:\s*(?:disable|ignore)|mypy:"
)
LATE_IMPORTERS = ("keukentafel.wiring", "keukentafel.cli")
# The launcher starts before Django may be loaded, so it finds programs by name; `late` is how a room reaches a part of its own.
FINDERS_BY_NAME = (*LATE_IMPORTERS, "keukentafel.config.", "keukentafel.core.late")
DYNAMIC = frozenset({"import_module", "__import__", "import_string"})

Manner = Callable[[Module], Iterator[tuple[int, str]]]


def check() -> Verdict:
    """Judge every module of the house."""
    return judge(read_modules())


def judge(modules: Iterable[Module]) -> Verdict:
    """Fail on every breach of the manners below."""
    read = list(modules)
    faults = folders_without_package_file(read) + [
        f"{module.at(line)} {what}"
        for module in read
        for manner in (
            late_imports,
            imports_by_name,
            late_doors,
            full_package_files,
            vague_names,
            silenced_tools,
        )
        for line, what in manner(module)
    ]
    return Verdict(tuple(faults))


def folders_without_package_file(modules: list[Module]) -> list[str]:
    """A folder of modules is a package: without its file the import contracts would not see what lies in it."""
    packages = {module.path.parent for module in modules if module.is_package}
    loose = sorted({module.path.parent for module in modules} - packages)
    return [f"{folder.name}/ has no __init__.py; write one with a docstring ({folder})" for folder in loose]


def late_imports(module: Module) -> Iterator[tuple[int, str]]:
    """Imports stand at the top: only `apps`, `wiring` and `cli` may load something later."""
    if module.name.startswith(LATE_IMPORTERS) or module.name.endswith(".apps"):
        return
    for found in imports_of(module):
        if found.in_function:
            yield found.line, f"import of {found.module} inside a function"


def imports_by_name(module: Module) -> Iterator[tuple[int, str]]:
    """An import by name would pass by the contracts: only the launcher, `apps`, `wiring` and `cli` find things so."""
    if module.name.startswith(FINDERS_BY_NAME) or module.name.endswith(".apps"):
        return
    for node in ast.walk(module.tree):
        called = node.func if isinstance(node, ast.Call) else None
        name = (
            called.id
            if isinstance(called, ast.Name)
            else called.attr
            if isinstance(called, ast.Attribute)
            else ""
        )
        if name in DYNAMIC and isinstance(node, ast.Call):
            yield node.lineno, f"{name} hides an import"


def late_doors(module: Module) -> Iterator[tuple[int, str]]:
    """What is reached late, by a dotted path, stands in a module of the same folder: the contracts do not see it."""
    folder = module.name.rpartition(".")[0]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "late":
            (target,) = node.args
            path = target.value if isinstance(target, ast.Constant) else ""
            if not re.fullmatch(rf"{re.escape(folder)}\.\w+\.\w+", str(path)):
                yield node.lineno, f"`late` names no function in a module of {folder}"


def full_package_files(module: Module) -> Iterator[tuple[int, str]]:
    """The file of a package holds a docstring and nothing else."""
    if not module.is_package:
        return
    if ast.get_docstring(module.tree) is None and ".migrations" not in module.name:
        yield 1, "a package says in a docstring what it holds"
    for node in module.tree.body[bool(ast.get_docstring(module.tree)) :]:
        yield node.lineno, "a package file holds a docstring and nothing else"


def vague_names(module: Module) -> Iterator[tuple[int, str]]:
    """A module is named after its subject."""
    for part in VAGUE.intersection(module.name.split(".")):
        yield 1, f"`{part}` names no subject"


def silenced_tools(module: Module) -> Iterator[tuple[int, str]]:
    """No comment tells a tool to look away, and no work is left for later in a comment."""
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        found = SILENCED.search(token.string) if token.type == tokenize.COMMENT else None
        if found:
            yield token.start[0], f"comment with `{found[0]}`"
