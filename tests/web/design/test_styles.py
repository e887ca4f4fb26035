"""The style sheets: every token exists, colours that carry words have contrast, and no page brings its own style or script."""

import re
from itertools import pairwise, product
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "src/keukentafel/web"
STATIC = WEB / "static/web"
SHEETS = sorted([*(STATIC / "css").glob("*.css"), *(STATIC / "theme").glob("*.css")])
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
TOKENS = dict(re.findall(r"(--kt-[\w-]+): ([^;]+);", (STATIC / "theme/keukentafel.css").read_text()))
OWN = {"--t", "--tr", "--ti"}

pytestmark = pytest.mark.pure


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    channels = [int(pair, 16) / 255 for pair in pairs]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast between two tokens of the theme."""
    light, dark = sorted((luminance(TOKENS[f"--kt-{name}"]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_uses_only_tokens_that_exist(sheet: Path) -> None:
    used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text()))
    assert used - set(TOKENS) - OWN == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_fits_one_subject_and_asks_nobody_else(sheet: Path) -> None:
    text = sheet.read_text()
    assert text.count("\n") <= 400
    assert text.count("{") == text.count("}")
    assert "http" not in text
    assert "@import" not in text


@pytest.mark.parametrize(
    ("words", "ground", "least"),
    [
        *(
            (ink, paper, 6.0)
            for ink, paper in product(("inkt", "inkt-2"), ("papier", "papier-ruim", "vel", "vel-2"))
        ),
        *((colour, f"{colour}-licht", 4.5) for colour in ("doen", "fout", "let-op", "goed", "weet")),
        *((colour, "vel", 4.5) for colour in ("doen", "doen-donker", "fout", "let-op", "goed", "weet")),
        *((colour, "papier", 4.5) for colour in ("doen", "fout", "let-op", "goed")),
        ("op-doen", "doen", 4.5),
        ("op-doen", "doen-donker", 4.5),
        ("inkt", "trede-1", 4.5),
        ("inkt", "trede-2", 4.5),
        ("inkt", "trede-3", 4.5),
        ("vel", "trede-4", 4.5),
        ("vel", "stem-donker", 4.5),
        ("inkt-2", "stem-licht", 4.5),
        ("inkt", "rust", 4.5),
        ("inkt", "focus", 4.5),
        *((f"trede-{rung}-rand", "vel", 3.0) for rung in (1, 2, 3, 4)),
        ("lijn-2", "vel", 3.0),
        ("lijn-2", "papier", 3.0),
    ],
)
def test_contrast(words: str, ground: str, least: float) -> None:
    assert contrast(words, ground) >= least


def test_the_ladder_gets_darker_with_every_rung() -> None:
    ramp = [luminance(TOKENS[f"--kt-trede-{rung}"]) for rung in (1, 2, 3, 4)]
    assert ramp == sorted(ramp, reverse=True)
    assert all(light - dark > 0.08 for light, dark in pairwise(ramp))


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix()
)
def test_a_template_keeps_to_the_content_security_policy(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix()
)
def test_a_template_speaks_plainly(template: Path) -> None:
    words = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|<[^>]+>|<!doctype html>", " ", template.read_text(), flags=re.DOTALL
    )
    assert "succesvol" not in words.lower()
    assert "!" not in words


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(WEB / "templates").as_posix()
)
def test_a_template_uses_only_classes_that_exist(template: Path) -> None:
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", template.read_text())
    used = {name for names in re.findall(r"class=\"([^\"]*)\"", text) for name in names.split()}
    known = {name for sheet in SHEETS for name in re.findall(r"\.([a-zA-Z][\w-]*)", sheet.read_text())}
    ours = {name for name in used if name.startswith("kt-") and not name.endswith("-")}
    assert ours - known == set()
