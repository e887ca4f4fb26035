"""The drawing board: marks of SVG as strings, scales, and the value that a finished chart is. No Django here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Final, TypeAlias

from keukentafel.web.design.markup import Markup

WIDE: Final = 720
NARROW: Final = 340
SIGNS_PER_UNIT: Final = 6.6
SMALLEST: Final = 1e-9

Label: TypeAlias = Callable[[float], str]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart: headings, then rows whose first cell is their heading. All cells are text as it is shown."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart, as the tag `chart` draws it.

    `conclusion` is its name for who cannot see it: the message, not the kind of chart. `legend` holds (class of the mark, words);
    `caption` says unit, source, date and where an axis does not begin at zero.
    """

    conclusion: str
    wide: Markup
    narrow: Markup
    table: Table
    caption: str = ""
    legend: Sequence[tuple[str, str]] = ()
    small: bool = False


def number(value: float) -> str:
    """Write a coordinate with at most one decimal and no trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, anchor: str = "start", name: str = "") -> str:
    """Draw words; `anchor` is start, middle or end."""
    kind = f' class="{name}"' if name else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{number(x)}" y="{number(y)}"{where}{kind}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, name: str = "as") -> str:
    """Draw a straight line."""
    return f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" class="{name}"/>'


def rect(x: float, y: float, width: float, height: float, name: str, radius: float = 2) -> str:
    """Draw a bar; a width or height below zero becomes zero."""
    sizes = f'width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
    return f'<rect x="{number(x)}" y="{number(y)}" {sizes} rx="{number(radius)}" class="{name}"/>'


def circle(x: float, y: float, radius: float, name: str) -> str:
    """Draw a dot."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" class="{name}"/>'


def path(points: Iterable[Point], name: str, *, closed: bool = False) -> str:
    """Draw a line through the points, or a surface when `closed`."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="M{steps}{"Z" if closed else ""}" class="{name}"/>' if steps else ""


def drawing(width: int, height: float, conclusion: str, marks: Iterable[str], *, wide: bool) -> Markup:
    """Put the marks on a board of `width` by `height` units, as an image named by its conclusion."""
    kind = "kt-svg kt-wide" if wide else "kt-svg kt-narrow"
    head = f'<svg class="{kind}" viewBox="0 0 {width} {number(height)}" role="img" aria-label="{escape(conclusion)}">'
    return Markup(head + "".join(marks) + "</svg>")


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """Give the function that takes a value between low and high to a coordinate between start and end. A scale of nothing gives `start`."""
    span = high - low
    return lambda value: start + (end - start) * (value - low) / span if span else start


def nice_ticks(high: float, low: float = 0, about: int = 5) -> list[float]:
    """Choose about `about` round marks from `low` up to at least `high`: steps of 1, 2, 2.5 or 5 times a power of ten."""
    span = high - low
    if span < SMALLEST:
        return [low, low + 1]
    power = 10.0 ** floor(log10(span / about))
    step = next(
        power * factor for factor in (1, 2, 2.5, 5, 10, 20) if power * factor * about >= span * (1 - SMALLEST)
    )
    steps = ceil(span / step * (1 - SMALLEST))
    return [float(f"{low + step * at:.12g}") for at in range(steps + 1)]


def fits(words: str, width: float) -> bool:
    """Tell whether words of 12 units are likely to fit in `width`."""
    return len(words) * SIGNS_PER_UNIT <= width


def margin(words: Iterable[str], least: float, most: float) -> float:
    """Room beside the board for the longest of these words, between `least` and `most` units."""
    return min(max(least, max(map(len, words), default=0) * SIGNS_PER_UNIT + 14), most)


def every(count: int, room: float, longest: int) -> int:
    """How many labels to step over so that labels of `longest` signs fit side by side in `room` units."""
    per_label = max(longest, 2) * SIGNS_PER_UNIT + 10
    return max(1, -(-count * int(per_label) // max(int(room), 1)))
