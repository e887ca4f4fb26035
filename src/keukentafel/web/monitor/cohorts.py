"""The chart of the 20% norm: bars per quarter on both denominators, with the norm across them."""

from collections.abc import Sequence

from keukentafel.monitor.domain import CohortCijfer, Norm
from keukentafel.web.design.charts.svg import (
    NARROW,
    WIDE,
    Chart,
    Table,
    drawing,
    line,
    nice_ticks,
    rect,
    scale,
    text,
)
from keukentafel.web.design.markup import Markup
from keukentafel.web.monitor import words

_KINDS = ("s1", "s3")
_NAMES = ("van alle contacten", "van de meldingen")
_HEADINGS = (
    "Kwartaal",
    "Contacten",
    "Meldingen",
    "Naar individueel",
    *(name.capitalize() for name in _NAMES),
    "Stand",
)
_BAR = 0.38
RIPE, UNRIPE = "rijp", "nog niet rijp"
Pair = tuple[CohortCijfer, CohortCijfer]


def cohort_bars(
    conclusion: str, pairs: Sequence[Pair], *, norm: Norm | None, venster: int, caption: str = ""
) -> Chart:
    """Two bars per quarter: share of all contacts and share of the meldingen that led to an individual provision.

    A quarter whose window has not passed is drawn light with a broken edge and called "nog niet rijp" in the table.
    """
    rows = [
        [
            words.quarter(alle.cohort),
            words.count(alle.aantal),
            words.count(meldingen.aantal),
            words.count(alle.individueel),
            words.percent(alle.percentage),
            words.percent(meldingen.percentage),
            RIPE if alle.rijp else UNRIPE,
        ]
        for alle, meldingen in pairs
    ]
    return Chart(
        conclusion,
        _bars(conclusion, pairs, norm, wide=True),
        _bars(conclusion, pairs, norm, wide=False),
        Table(_HEADINGS, rows),
        caption,
        [
            *zip(_KINDS, _NAMES, strict=True),
            ("s1 onrijp", f"nog niet rijp: binnen {venster} maanden kan het nog stijgen"),
        ],
    )


def _bars(conclusion: str, pairs: Sequence[Pair], norm: Norm | None, *, wide: bool) -> Markup:
    width, height = (WIDE, 280) if wide else (NARROW, 250)
    shown = [one.percentage for pair in pairs for one in pair if one.percentage is not None]
    ticks = nice_ticks(max([*shown, float(norm.waarde) if norm else 0.0, 10.0]))
    left, right = 44, width - (74 if wide else 4)
    y = scale(ticks[0], ticks[-1], height - 30, 16 if wide else 26)
    room = (right - left) / max(len(pairs), 1)
    marks = []
    for tick in ticks:
        marks.append(line(left, y(tick), right, y(tick), "as nul" if tick == ticks[0] else "as"))
        marks.append(text(left - 8, y(tick) + 4, words.percent(tick), "end"))
    for at, pair in enumerate(pairs):
        start = left + room * at + room * (0.5 - _BAR)
        for place, one in enumerate(pair):
            if one.percentage:
                kind = _KINDS[place] + ("" if one.rijp else " onrijp")
                top = y(one.percentage)
                marks.append(rect(start + room * _BAR * place, top, room * _BAR, y(0) - top, kind, 1))
        if wide or at % 2 == len(pairs) % 2:
            marks.append(text(left + room * (at + 0.5), height - 10, words.quarter(pair[0].cohort), "middle"))
    if norm:
        level, said = y(norm.waarde), f"norm {norm.waarde}%"
        marks.append(line(left, level, right, level, "norm"))
        if wide:
            marks.append(text(right + 6, level + 4, said, "start", "lab"))
        else:
            marks.append(line(right - 94, 8, right - 68, 8, "norm"))
            marks.append(text(right, 12, said, "end", "lab"))
    return drawing(width, height, conclusion, marks, wide=wide)
