"""Bars: stacked per month, spending against a budget, share per rung of the ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keukentafel.web.design.charts.svg import (
    NARROW,
    WIDE,
    Chart,
    Label,
    Table,
    drawing,
    every,
    fits,
    line,
    margin,
    nice_ticks,
    rect,
    scale,
    text,
)
from keukentafel.web.design.markup import Markup

SERIES: Final = ("s1", "s2", "s3", "s4")
BUDGET_WORDS: Final = ("Uitgegeven", "Vastgelegd", "Nog vrij", "Te veel", "Begroot")


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of stacked bars: its name and a value per category, `None` where the figure is hidden or not there yet."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One budget line: the budget, and what of it is spent and committed on top of that, in the same unit."""

    name: str
    budget: float
    spent: float
    committed: float = 0


def stacked_bars(
    conclusion: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    label: Label,
    heading: str = "",
    immature: Sequence[bool] = (),
    caption: str = "",
    hidden: str = "minder dan 10",
) -> Chart:
    """Bars per category (month, wijk), layered by series (at most four).

    `immature` marks categories whose figure may still change: their bars are lighter with a broken edge. A value of `None` is left out
    of the bar and shown as `hidden` in the table.
    """
    rows = [
        [name, *(hidden if one.values[at] is None else label(one.values[at] or 0) for one in series)]
        for at, name in enumerate(categories)
    ]
    return Chart(
        conclusion,
        _stacked(conclusion, categories, series, label, immature, wide=True),
        _stacked(conclusion, categories, series, label, immature, wide=False),
        Table([heading, *(one.name for one in series)], rows),
        caption,
        [(SERIES[at], one.name) for at, one in enumerate(series)] if len(series) > 1 else (),
    )


def _stacked(
    conclusion: str,
    categories: Sequence[str],
    series: Sequence[Series],
    label: Label,
    immature: Sequence[bool],
    *,
    wide: bool,
) -> Markup:
    width, height = (WIDE, 280) if wide else (NARROW, 250)
    ticks = nice_ticks(
        max((sum(one.values[at] or 0 for one in series) for at in range(len(categories))), default=0)
    )
    left = margin(map(label, ticks), 34, width / 3)
    y = scale(ticks[0], ticks[-1], height - 30, 16)
    room = (width - left - 4) / max(len(categories), 1)
    step = every(len(categories), width - left, max(map(len, categories), default=1))
    marks = []
    for tick in ticks:
        marks.append(line(left, y(tick), width - 4, y(tick), "as nul" if tick == ticks[0] else "as"))
        marks.append(text(left - 8, y(tick) + 4, label(tick), "end"))
    for at, name in enumerate(categories):
        ground = y(0)
        for layer, one in enumerate(series):
            size = y(0) - y(one.values[at] or 0)
            ground -= size
            if size > 0:
                kind = SERIES[layer] + (" onrijp" if at < len(immature) and immature[at] else "")
                marks.append(rect(left + room * (at + 0.14), ground, room * 0.72, size, kind, 1))
        if at % step == 0:
            marks.append(text(left + room * (at + 0.5), height - 10, name, "middle"))
    return drawing(width, height, conclusion, marks, wide=wide)


def budget_bars(
    conclusion: str,
    lines: Sequence[BudgetLine],
    *,
    label: Label,
    heading: str = "Budget",
    caption: str = "",
    words: Sequence[str] = (),
) -> Chart:
    """One bar per budget line against its budget: spent, committed, and in red what lies over it.

    `words` name spent, committed, left, too much and budget, in that order.
    """
    spent, committed, left, over, budget = words or BUDGET_WORDS
    rows = [
        [
            one.name,
            label(one.budget),
            label(one.spent),
            label(one.committed),
            label(one.budget - one.spent - one.committed),
        ]
        for one in lines
    ]
    legend = [("s1", spent), ("s3", committed), ("rest", left)]
    if any(one.spent + one.committed > one.budget for one in lines):
        legend.append(("over", over))
    return Chart(
        conclusion,
        _budgets(conclusion, lines, label, (left, over), wide=True),
        _budgets(conclusion, lines, label, (left, over), wide=False),
        Table([heading, budget, spent, committed, left], rows),
        caption,
        legend,
    )


def _budgets(
    conclusion: str, lines: Sequence[BudgetLine], label: Label, words: tuple[str, str], *, wide: bool
) -> Markup:
    width, right, row = (WIDE, 150, 40) if wide else (NARROW, 4, 64)
    left = margin((one.name for one in lines), 190, WIDE / 3) if wide else 0
    height = row * len(lines) + 6
    top = max((max(one.budget, one.spent + one.committed) for one in lines), default=1)
    x = scale(0, top, left, width - right)
    marks = []
    for at, one in enumerate(lines):
        y = row * at + (6 if wide else 22)
        within = min(one.spent, one.budget)
        both = min(one.spent + one.committed, one.budget)
        too_much = one.spent + one.committed - one.budget
        marks.append(text(0, y + 17 if wide else y - 6, one.name, "start", "lab"))
        marks.append(rect(left, y, x(one.budget) - left, 24, "rest"))
        marks.append(rect(left, y, x(within) - left, 24, "s1"))
        if both > within:
            marks.append(rect(x(within), y, x(both) - x(within), 24, "s3", 0))
        if too_much > 0:
            marks.append(rect(x(one.budget), y, x(one.budget + too_much) - x(one.budget), 24, "over", 0))
        marks.append(line(x(one.budget), y - 3, x(one.budget), y + 27, "norm"))
        said = (
            f"{words[1].lower()} {label(too_much)}"
            if too_much > 0
            else f"{words[0].lower()} {label(-too_much)}"
        )
        kind = "tfout" if too_much > 0 else "lab"
        marks.append(
            text(width - right + 12, y + 17, said, "start", kind)
            if wide
            else text(width - 2, y - 6, said, "end", kind)
        )
    return drawing(width, height, conclusion, marks, wide=wide)


def rung_bars(
    conclusion: str,
    rows: Sequence[tuple[str, Sequence[float]]],
    names: Sequence[str],
    *,
    caption: str = "",
    small: bool = True,
) -> Chart:
    """Share of the four rungs per year or wijk, in the colours of the ladder. Shares are percentages that add up to 100."""
    table = [[name, *(f"{round(share)}%" for share in shares)] for name, shares in rows]
    return Chart(
        conclusion,
        _rungs(conclusion, rows, wide=True),
        _rungs(conclusion, rows, wide=False),
        Table(["", *names], table),
        caption,
        [(f"trede-{at}", name) for at, name in enumerate(names, 1)],
        small,
    )


def _rungs(conclusion: str, rows: Sequence[tuple[str, Sequence[float]]], *, wide: bool) -> Markup:
    width = WIDE if wide else NARROW
    longest = max((len(name) for name, _ in rows), default=0)
    left = min(longest * 7.2 + 12, width / 3)
    marks = []
    for at, (name, shares) in enumerate(rows):
        y, x = 38.0 * at + 2, left
        marks.append(text(0, y + 19, name, "start", "lab"))
        for rung, share in enumerate(shares, 1):
            part = (width - left - 2) * share / 100
            marks.append(rect(x, y, part, 28, f"t{rung}f", 0))
            said = f"{round(share)}%"
            if fits(said, part - 4):
                marks.append(text(x + part / 2, y + 19, said, "middle", "lab wit" if rung == 4 else "lab"))
            x += part
    return drawing(width, 38 * len(rows) + 4, conclusion, marks, wide=wide)
