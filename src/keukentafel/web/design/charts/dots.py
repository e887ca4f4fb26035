"""Dots: one's own figure among those of comparable municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from keukentafel.web.design.charts.svg import (
    NARROW,
    WIDE,
    Chart,
    Label,
    Table,
    circle,
    drawing,
    line,
    nice_ticks,
    scale,
    text,
)
from keukentafel.web.design.markup import Markup


@dataclass(frozen=True, slots=True)
class DotRow:
    """One figure: its name, the values of the peers, one's own value (`None` when it is hidden or unknown) and words such as "2e van 8"."""

    name: str
    peers: Sequence[float]
    own: float | None
    words: str = ""


def dot_strip(
    conclusion: str,
    rows: Sequence[DotRow],
    *,
    label: Label,
    own_name: str,
    start: float | None = None,
    end: float | None = None,
    caption: str = "",
    heading: str = "Cijfer",
) -> Chart:
    """Rows of open dots (peers) with one filled dot (own); the axis runs from `start` to `end`, or over the values.

    Peers are comparable municipalities, shown together and without names or order of merit.
    """
    table = [
        [
            row.name,
            "–" if row.own is None else label(row.own),
            *(label(pick(row.peers)) if row.peers else "–" for pick in (min, median, max)),
        ]
        for row in rows
    ]
    low, high = _range(rows, start, end)
    drawn = [_strip(conclusion, rows, label, low, high, wide=wide) for wide in (True, False)]
    headings = [heading, own_name, "Laagste", "Middelste", "Hoogste"]
    return Chart(
        conclusion,
        drawn[0],
        drawn[1],
        Table(headings, table),
        caption,
        [("punt", own_name), ("peer", "vergelijkbare gemeenten")],
    )


def _range(rows: Sequence[DotRow], start: float | None, end: float | None) -> tuple[float, float]:
    known = [value for row in rows for value in (*row.peers, *(() if row.own is None else (row.own,)))]
    ticks = nice_ticks(max(known, default=1) if end is None else end, 0 if start is None else start, about=4)
    return ticks[0], ticks[-1]


def _strip(
    conclusion: str, rows: Sequence[DotRow], label: Label, low: float, high: float, *, wide: bool
) -> Markup:
    width, left, right, row_height = (WIDE, 230.0, 92.0, 46) if wide else (NARROW, 8.0, 70.0, 62)
    height = row_height * len(rows) + 24
    x = scale(low, high, left, width - right)
    marks = []
    for tick in nice_ticks(high, low, about=4):
        marks.append(
            line(x(tick), 6, x(tick), height - 22) + text(x(tick), height - 6, label(tick), "middle")
        )
    for at, row in enumerate(rows):
        y = row_height * at + (24 if wide else 42)
        marks.append(text(0 if wide else left, y + (4 if wide else -18), row.name, "start", "lab"))
        if row.peers:
            marks.append(line(x(min(row.peers)), y, x(max(row.peers)), y, "lijn2"))
        marks += [circle(x(value), y, 4.5, "peer") for value in row.peers]
        if row.own is not None:
            marks.append(circle(x(row.own), y, 8, "punt"))
        marks.append(text(width - right + 16, y + 4, row.words, "start", "lab"))
    return drawing(width, height, conclusion, marks, wide=wide)
