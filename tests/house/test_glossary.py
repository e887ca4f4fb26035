"""The glossary check knows its words, joins compounds and finds what is not listed."""

from pathlib import Path

import pytest

from checks import glossary
from tests.house.samples import module

pytestmark = pytest.mark.pure

_PAGE = """
# Glossary

| term | plural | source | code |
|---|---|---|---|
| leefgebied | leefgebieden | verordening | `leefgebied`, `leefgebieden` |
| score | scores | – | `score` |
| sociale kaart | – | – | `sociale kaart` |
| toewijzing | – | iWmo | `toewijzing` |
| nummer | – | – | `nummer` |
| open | – | – | `open` |
| `column` that is not the last | – | – | – |

## English technical words

`row` `new`

## Something else

`other`
"""


@pytest.fixture
def vocabulary(tmp_path: Path) -> glossary.Vocabulary:
    """Read the small page above."""
    page = tmp_path / "GLOSSARY.md"
    page.write_text(_PAGE, encoding="utf-8")
    return glossary.read_vocabulary(page)


@pytest.mark.parametrize(
    "text",
    [
        "class Leefgebied: ...",
        "class LeefgebiedRow: ...",
        "class NewLeefgebiedscore: ...",
        "class Toewijzingsnummer: ...",
        "class SocialeKaart: ...",
        "class Score(StrEnum):\n    A = 'open'\n    B = 'sociale_kaart'\n    C = 'sociale kaart', 'Sociale kaart'\n    D = '01'",
        "class Leefgebied:\n    class Meta: ...",
        "class Score:\n    BLUE = 'blue'",
    ],
)
def test_names_of_listed_words_pass(vocabulary: glossary.Vocabulary, text: str) -> None:
    assert glossary.judge([module("keukentafel.people.domain", text)], vocabulary).passed


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("class Levensgebied: ...", "levensgebied"),
        ("class LeefgebiedBlue: ...", "blue"),
        ("class Other: ...", "other"),
        ("class Column: ...", "column"),
        ("class Kaart: ...", "kaart"),
        ("class Score(StrEnum):\n    A = 'blauw'", "blauw"),
        ("class Score(models.TextChoices):\n    A = 'blauw', 'Blauw'", "blauw"),
    ],
)
@pytest.mark.parametrize("part", ["domain", "models", "models.score"])
def test_a_word_without_a_line_fails(
    vocabulary: glossary.Vocabulary, text: str, unknown: str, part: str
) -> None:
    (fault,) = glossary.judge([module(f"keukentafel.people.{part}", text)], vocabulary).faults
    assert fault.endswith(f"not in GLOSSARY.md: {unknown}")


@pytest.mark.parametrize(
    "name", ["keukentafel.people.queries", "keukentafel.core.money", "keukentafel.web.models"]
)
def test_only_domain_and_models_of_rooms_are_read(vocabulary: glossary.Vocabulary, name: str) -> None:
    assert glossary.judge([module(name, "class Blue: ...")], vocabulary).passed


def test_the_real_glossary_has_a_long_list() -> None:
    assert len(glossary.read_vocabulary(glossary.GLOSSARY).phrases) > 300
