"""How long a function and a module may be."""

import ast
from collections.abc import Iterable

from checks.house import Module, read_modules
from checks.verdict import Verdict

FUNCTION_ASKED = 40
FUNCTION_LIMIT = 80
MODULE_LIMIT = 400


def check() -> Verdict:
    """Measure every module of the house; migrations and data by their functions only."""
    return judge(list(read_modules()))


def judge(modules: Iterable[Module]) -> Verdict:
    """Fail on a function over 80 lines or a module over 400; count the functions over 40."""
    faults: list[str] = []
    long = 0
    for module in modules:
        lines = module.text.count("\n")
        if lines > MODULE_LIMIT and not is_data(module):
            faults.append(f"{module.at(1)} {lines} lines; split it by subject (limit {MODULE_LIMIT})")
        for name, line, length in functions(module):
            long += length > FUNCTION_ASKED
            if length > FUNCTION_LIMIT:
                faults.append(f"{module.at(line)} {name} has {length} lines (limit {FUNCTION_LIMIT})")
    return Verdict(tuple(faults), f"{long} functions over {FUNCTION_ASKED} lines")


def is_data(module: Module) -> bool:
    """Tell whether a module only declares values, or is a migration: length is no trouble there."""
    declares = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return ".migrations." in module.name or not any(isinstance(node, declares) for node in module.tree.body)


def functions(module: Module) -> Iterable[tuple[str, int, int]]:
    """Yield name, first line and length (decorators left out) of each function, nested ones included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1
