"""What a module imports, as full dotted names with their lines."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from checks.house import PACKAGE_NAME, Module

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class Import:
    """One imported thing: the module it comes from, the name taken from it ("" for the module itself), and where."""

    module: str
    name: str
    line: int
    in_function: bool


def imports_of(module: Module, known: Collection[str] = ()) -> Iterator[Import]:
    """Yield the imports of `module`.

    `from package import part` is the import of `package.part` when that is one of the `known` modules.
    """
    for node, in_function in _import_nodes(module.tree, in_function=False):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno, in_function)
            continue
        source = _absolute(module, node)
        for alias in node.names:
            full = f"{source}.{alias.name}"
            if full in known:
                yield Import(full, "", node.lineno, in_function)
            else:
                yield Import(source, alias.name, node.lineno, in_function)


def house_imports(module: Module, known: Collection[str]) -> Iterator[Import]:
    """Yield the imports of our own modules only."""
    return (found for found in imports_of(module, known) if found.module.split(".")[0] == PACKAGE_NAME)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    """Give the module that `from … import` names, dots resolved."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    base = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*base, *([node.module] if node.module else [])])


def _import_nodes(node: ast.AST, *, in_function: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Yield the import statements under a node and whether a function stands around them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, in_function
        else:
            yield from _import_nodes(child, in_function=in_function or isinstance(child, _FUNCTIONS))
