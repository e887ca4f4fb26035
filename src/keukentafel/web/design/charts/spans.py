"""Who gets which help when: bars over months in the colours of the ladder, with today as a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from keukentafel.web.design.charts.svg import (
    NARROW,
    SIGNS_PER_UNIT,
    WIDE,
    Chart,
    Table,
    drawing,
    fits,
    line,
    margin,
    rect,
    scale,
    text,
)
from keukentafel.web.design.markup import Markup

MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Span:
    """One help: for whom and what, from and to (half-open, `None` goes on), its rung (1 to 4) and words on the bar."""

    name: str
    start: date
    end: date | None
    rung: int
    words: str = ""


def month_starts(first: date, last: date) -> list[date]:
    """The first days of the months from that of `first` to before `last`."""
    months = (
        date(first.year + at // 12, at % 12 + 1, 1) for at in range(first.month - 1, first.month + 1200)
    )
    return list(takewhile(lambda day: day < last, months))


def care_spans(
    conclusion: str,
    spans: Sequence[Span],
    *,
    first: date,
    last: date,
    today: date,
    rungs: Sequence[str],
    day: Callable[[date], str],
    caption: str = "",
    headings: Sequence[str] = ("Hulp", "Van", "Tot", "Trede"),
) -> Chart:
    """Bars between `first` and `last`; what lies outside is cut off. `rungs` names the four rungs, `day` writes a date in the table."""
    rows = [
        [one.name, day(one.start), day(one.end) if one.end else "loopt", rungs[one.rung - 1]] for one in spans
    ]
    used = sorted({one.rung for one in spans})
    drawn = [_spans(conclusion, spans, first, last, today, wide=wide) for wide in (True, False)]
    legend = [(f"trede-{rung}", rungs[rung - 1]) for rung in used]
    return Chart(conclusion, drawn[0], drawn[1], Table(headings, rows), caption, legend)


def _spans(
    conclusion: str, spans: Sequence[Span], first: date, last: date, today: date, *, wide: bool
) -> Markup:
    width, row = (WIDE, 32) if wide else (NARROW, 46)
    left = margin((one.name for one in spans), 90, width / 3) if wide else 0.0
    x = scale(first.toordinal(), last.toordinal(), left, width - 6)
    bottom = 26 + row * len(spans)
    months = month_starts(first, last)
    step = max(1, -(-len(months) // (12 if wide else 5)))
    marks = []
    for at, start in enumerate(months):
        if at % step == 0 and start >= first:
            marks.append(line(x(start.toordinal()), 20, x(start.toordinal()), bottom))
            marks.append(text(x(start.toordinal()) + 3, 14, MONTHS[start.month - 1]))
    for at, one in enumerate(spans):
        y = 26 + row * at + (4 if wide else 20)
        begin = x(max(one.start, first).toordinal())
        end = x(min(one.end or last, last).toordinal())
        marks.append(text(0, y + 15 if wide else y - 5, one.name, "start", "lab"))
        marks.append(rect(begin, y, end - begin, 21, f"t{one.rung}f", 4))
        if fits(one.words, end - begin - 14):
            marks.append(
                text(begin + 8, y + 15, one.words, "start", "kl lab wit" if one.rung == 4 else "kl lab")
            )
        elif end + len(one.words) * SIGNS_PER_UNIT < width:
            marks.append(text(end + 6, y + 15, one.words, "start", "kl"))
    if first <= today < last:
        now = x(today.toordinal())
        marks.append(line(now, 20, now, bottom + 2, "grens"))
        marks.append(text(min(max(now, left + 24), width - 26), bottom + 15, "vandaag", "middle", "tfout"))
    return drawing(width, bottom + 20, conclusion, marks, wide=wide)
