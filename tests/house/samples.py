"""Small pieces of a house that do not exist, to show that each check fails on what it should."""

from pathlib import Path
from textwrap import dedent

from checks.house import ROOT, Module


def module(name: str, text: str = "") -> Module:
    """Make a module of the sample house; a name that ends in `.__init__` makes the file of a package."""
    path = ROOT.joinpath("src", *name.split(".")).with_suffix(".py")
    return Module(name.removesuffix(".__init__"), path, dedent(text).lstrip("\n"))


def write_house(folder: Path, files: dict[str, str]) -> Path:
    """Write a sample package under `folder`: paths to texts; every folder gets its package file."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        for parent in path.relative_to(folder).parents[:-1]:
            (folder / parent / "__init__.py").touch()
    return folder
