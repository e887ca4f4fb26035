"""Every name in the domain is a word of the glossary.

Class names and the stored values of enums, in `domain` and `models`, are made of words that GLOSSARY.md lists as the
code form of a term, or of words in its list of English technical words. A compound is one word in Dutch: it may be
joined from listed words of four letters or more, with the binding letters s or en between them.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from checks.house import ROOT, Module, read_modules, read_order
from checks.verdict import Verdict

GLOSSARY = ROOT / "GLOSSARY.md"
ENGLISH_HEADING = "English technical words"
ENUM_BASES = frozenset({"StrEnum", "TextChoices", "Enum"})
CHECKED_PARTS = frozenset({"domain", "models"})
SHORTEST_IN_COMPOUND = 4
BINDING = ("", "s", "en", "e")

_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Vocabulary:
    """The code forms of terms (one or more words each) and the single words allowed beside them."""

    phrases: frozenset[tuple[str, ...]]

    def covers(self, words: tuple[str, ...]) -> bool:
        """Tell whether `words`, in lower case, are a sequence of listed phrases."""
        if not words:
            return True
        return any(
            (words[:size] in self.phrases or (size == 1 and self._is_compound(words[0])))
            and self.covers(words[size:])
            for size in range(len(words), 0, -1)
        )

    def unknown(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Give the words that stand nowhere on their own, or all of them when only their combination is unknown."""
        loose = tuple(word for word in words if not self.covers((word,)))
        return loose or words

    def _is_compound(self, word: str) -> bool:
        """Tell whether a word is joined from listed words."""
        for size in range(SHORTEST_IN_COMPOUND, len(word) - SHORTEST_IN_COMPOUND + 1):
            if (word[:size],) not in self.phrases:
                continue
            for binding in BINDING:
                rest = word[size:].removeprefix(binding) if word[size:].startswith(binding) else ""
                if len(rest) >= SHORTEST_IN_COMPOUND and ((rest,) in self.phrases or self._is_compound(rest)):
                    return True
        return False


def check() -> Verdict:
    """Judge the domain and the models of the house."""
    return judge(read_modules(), read_vocabulary(GLOSSARY))


def judge(modules: Iterable[Module], vocabulary: Vocabulary) -> Verdict:
    """Fail on a name that holds a word without a place in the glossary."""
    order = read_order()
    faults: list[str] = []
    seen = 0
    for module in modules:
        place = order.place(module.name)
        if place.part not in CHECKED_PARTS or place.is_composer:
            continue
        for line, name, words in names(module.tree):
            seen += 1
            if not vocabulary.covers(words):
                unknown = ", ".join(vocabulary.unknown(words))
                faults.append(f"{module.at(line)} {name}: not in GLOSSARY.md: {unknown}")
    return Verdict(tuple(faults), f"{seen} names")


def names(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield line, name and words of each class and of each stored value of an enum."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name == "Meta":
            continue
        yield node.lineno, node.name, tuple(word.lower() for word in _CAMEL.findall(node.name))
        if any(_last_name(base) in ENUM_BASES for base in node.bases):
            for statement in node.body:
                value = _stored_value(statement)
                if value:
                    yield statement.lineno, f"{node.name} {value!r}", _words(value)


@lru_cache(maxsize=4)
def read_vocabulary(path: Path) -> Vocabulary:
    """Read GLOSSARY.md: the code forms in the last column of each table, and the list of English words."""
    phrases: set[tuple[str, ...]] = set()
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.strip("# ")
        elif line.startswith("|") and not line.startswith(("|-", "| -")):
            forms = line.strip().strip("|").split("|")[-1]
            phrases |= {_words(form) for form in re.findall(r"`([^`]+)`", forms)}
        elif heading == ENGLISH_HEADING:
            phrases |= {(word.lower(),) for word in re.findall(r"`([^`]+)`", line)}
    return Vocabulary(frozenset(phrase for phrase in phrases if phrase))


def _words(text: str) -> tuple[str, ...]:
    """Give the words of three letters or more, in lower case: `niet_ontvangen` and "niet ontvangen" are the same."""
    return tuple(word.lower() for word in _LETTERS.findall(text.replace("_", " ")) if len(word) > 2)


def _last_name(base: ast.expr) -> str:
    """Give `TextChoices` for `models.TextChoices`."""
    return base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""


def _stored_value(statement: ast.stmt) -> str:
    """Give the text that an enum member stores; empty when the statement is no member with a text."""
    value = statement.value if isinstance(statement, ast.Assign) else None
    if isinstance(value, ast.Tuple) and value.elts:
        value = value.elts[0]
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
