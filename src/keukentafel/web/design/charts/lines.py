"""Lines over time: own line with its group, a norm or ceiling, an expectation with its band, and the small line beside a figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from keukentafel.web.design.charts.svg import (
    NARROW,
    WIDE,
    Chart,
    Label,
    Point,
    Table,
    circle,
    drawing,
    every,
    line,
    margin,
    nice_ticks,
    path,
    scale,
    text,
)
from keukentafel.web.design.markup import Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a value per moment, `None` where there is none. `own` is drawn strong, others grey; `expected` is dotted."""

    name: str
    values: Sequence[float | None]
    own: bool = True
    expected: bool = False
    end: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The range around an expectation: lowest and highest per moment, `None` where there is none."""

    low: Sequence[float | None]
    high: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A level across the chart: a norm (broken line) or, when `hard`, a ceiling in red."""

    value: float
    name: str
    hard: bool = False


def line_chart(
    conclusion: str,
    moments: Sequence[str],
    lines: Sequence[Line],
    *,
    label: Label,
    heading: str = "",
    start: float = 0,
    band: Band | None = None,
    level: Mark | None = None,
    caption: str = "",
    missing: str = "–",
) -> Chart:
    """Lines over moments. `start` is where the axis begins: say so in the caption when it is not zero."""
    table = [
        [name, *(missing if one.values[at] is None else label(one.values[at] or 0) for one in lines)]
        for at, name in enumerate(moments)
    ]
    drawn = [
        _lines(conclusion, moments, lines, label, start, band, level, wide=wide) for wide in (True, False)
    ]
    legend = [(_kind(one), one.name) for one in lines] if len(lines) > 1 else ()
    return Chart(
        conclusion, drawn[0], drawn[1], Table([heading, *(one.name for one in lines)], table), caption, legend
    )


def _kind(one: Line) -> str:
    return ("lijn" if one.own else "lijn2") + (" straks" if one.expected else "")


def _top(lines: Sequence[Line], band: Band | None, level: Mark | None) -> float:
    values = [value for one in lines for value in one.values if value is not None]
    values += [value for value in band.high if value is not None] if band else []
    return max([*values, *([level.value] if level else [])], default=1)


def _lines(
    conclusion: str,
    moments: Sequence[str],
    lines: Sequence[Line],
    label: Label,
    start: float,
    band: Band | None,
    level: Mark | None,
    *,
    wide: bool,
) -> Markup:
    width, height = (WIDE, 280) if wide else (NARROW, 250)
    ticks = nice_ticks(_top(lines, band, level), start)
    left = margin(map(label, ticks), 34, width / 3)
    right = margin([*(one.end for one in lines), level.name if level and wide else ""], 20, width / 3)
    x = scale(0, max(len(moments) - 1, 1), left, width - right)
    y = scale(ticks[0], ticks[-1], height - 30, 24)
    marks = []
    for tick in ticks:
        marks.append(line(left, y(tick), width - right, y(tick), "as nul" if tick == ticks[0] else "as"))
        marks.append(text(left - 8, y(tick) + 4, label(tick), "end"))
    step = every(len(moments), width - left - right, max(map(len, moments), default=1))
    marks += [text(x(at), height - 8, name, "middle") for at, name in enumerate(moments) if at % step == 0]
    if band:
        above = [(x(at), y(value)) for at, value in enumerate(band.high) if value is not None]
        below = [(x(at), y(value)) for at, value in enumerate(band.low) if value is not None]
        marks.append(path([*above, *reversed(below)], "band", closed=True))
    if level:
        marks.append(
            line(left, y(level.value), width - right, y(level.value), "grens" if level.hard else "norm")
        )
    paths = [
        (one, [(x(at), y(value)) for at, value in enumerate(one.values) if value is not None])
        for one in lines
    ]
    for one, points in paths:
        marks.append(path(points, _kind(one)))
    marks += _ends(paths, level, left, width - right, y(level.value) if level else 0, wide)
    return drawing(width, height, conclusion, marks, wide=wide)


def _ends(
    paths: Sequence[tuple[Line, list[Point]]],
    level: Mark | None,
    left: float,
    right: float,
    level_y: float,
    wide: bool,
) -> list[str]:
    """Draw the dot and words at the end of each line, and the name of the level; words that would touch move apart."""
    marks, wanted = [], []
    for one, points in paths:
        if points and one.end:
            marks.append(circle(*points[-1], 5, "punt" if one.own else "punt2"))
            wanted.append((points[-1][1] + 4, points[-1][0] + 10, one.end, "lab"))
    if level and wide:
        wanted.append((level_y + 4, right + 10, level.name, "tfout" if level.hard else ""))
    elif level:
        marks.append(text(left + 4, level_y - 6, level.name, "start", "tfout" if level.hard else ""))
    lowest = float("-inf")
    for y, x, words, kind in sorted(wanted):
        lowest = max(y, lowest + 15)
        marks.append(text(x, lowest, words, "start", kind))
    return marks


def sparkline(conclusion: str, values: Sequence[float], *, level: float | None = None) -> Markup:
    """A line of 132 by 36 units beside a figure, with its norm; the figure itself stands in the row."""
    width, height = 132, 36
    known = [*values, *([] if level is None else [level])]
    low, high = min(known, default=0), max(known, default=1)
    x = scale(0, max(len(values) - 1, 1), 4, width - 8)
    y = scale(low, high if high > low else low + 1, height - 5, 5)
    points = [(x(at), y(value)) for at, value in enumerate(values)]
    marks = [line(0, y(level), width, y(level), "norm")] if level is not None else []
    marks.append(path(points, "lijn"))
    marks += [circle(*points[-1], 4, "punt")] if points else []
    return Markup(drawing(width, height, conclusion, marks, wide=False).replace("kt-narrow", "kt-vonk", 1))
