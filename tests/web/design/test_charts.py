"""Charts: the geometry is right, nothing is drawn outside the board, and the table says the same."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.web.design.charts.bars import BudgetLine, Series, budget_bars, rung_bars, stacked_bars
from keukentafel.web.design.charts.dots import DotRow, dot_strip
from keukentafel.web.design.charts.lines import Band, Line, Mark, line_chart, sparkline
from keukentafel.web.design.charts.spans import Span, care_spans, month_starts
from keukentafel.web.design.charts.svg import Chart, every, fits, nice_ticks, number, path, scale
from keukentafel.web.design.markup import Markup

pytestmark = pytest.mark.pure

MONTHS = ["jan", "feb", "mrt"]
AMOUNTS = st.lists(st.floats(0, 1e7, allow_nan=False) | st.none(), min_size=3, max_size=3)


def whole(value: float) -> str:
    """A number without decimals."""
    return f"{value:.0f}"


def drawn(chart: Chart) -> list[ElementTree.Element]:
    """Both drawings, read as XML."""
    return [ElementTree.fromstring(chart.wide), ElementTree.fromstring(chart.narrow)]


def bars(drawing: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    """The bars of one kind."""
    return [mark for mark in drawing.iter("rect") if kind in mark.attrib["class"].split()]


def size(mark: ElementTree.Element, name: str) -> float:
    """A measure of a mark."""
    return float(mark.attrib[name])


def inside(chart: Chart) -> bool:
    """Tell whether every bar and dot lies on its board."""
    for drawing in drawn(chart):
        _, _, width, height = map(float, drawing.attrib["viewBox"].split())
        for mark in drawing.iter("rect"):
            if (
                size(mark, "x") + size(mark, "width") > width + 0.2
                or size(mark, "y") + size(mark, "height") > height + 0.2
            ):
                return False
        if any(not 0 <= size(mark, "cx") <= width for mark in drawing.iter("circle")):
            return False
    return True


@pytest.mark.parametrize(
    ("high", "low", "ticks"),
    [
        (75, 0, [0, 20, 40, 60, 80]),
        (63, 40, [40, 45, 50, 55, 60, 65]),
        (0, 0, [0, 1]),
        (0.9, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (2_400_000, 0, [0, 500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000]),
    ],
)
def test_ticks_are_round(high: float, low: float, ticks: list[float]) -> None:
    assert nice_ticks(high, low) == ticks


@given(high=st.floats(1e-6, 1e12), about=st.integers(2, 8))
def test_ticks_cover_the_value_and_stay_few(high: float, about: int) -> None:
    ticks = nice_ticks(high, 0, about)
    assert ticks[-1] >= high * (1 - 1e-6)
    assert 2 <= len(ticks) <= 3 * about


def test_a_scale_of_nothing_stays_at_its_start() -> None:
    assert scale(3, 3, 10, 90)(3) == 10
    assert scale(0, 10, 100, 0)(2.5) == 75


def test_small_marks() -> None:
    assert number(12.0) == "12"
    assert number(12.34) == "12.3"
    assert path([], "lijn") == ""
    assert fits("48%", 30)
    assert not fits("48%", 10)
    assert every(12, 700, 3) == 1
    assert every(12, 260, 3) == 2


def test_a_drawing_is_markup_with_an_escaped_name() -> None:
    chart = stacked_bars('Meer "vragen" <dan> vorig jaar', MONTHS, [Series("Vragen", [1, 2, 3])], label=whole)
    assert isinstance(chart.wide, Markup)
    assert chart.wide.__html__() == chart.wide
    assert [drawing.attrib["aria-label"] for drawing in drawn(chart)] == [
        'Meer "vragen" <dan> vorig jaar'
    ] * 2
    assert all(drawing.attrib["role"] == "img" for drawing in drawn(chart))
    assert "style" not in chart.wide


def test_stacked_bars_rise_with_their_values() -> None:
    chart = stacked_bars(
        "x",
        MONTHS,
        [Series("A", [10, 20, None]), Series("B", [30, 0, 5])],
        label=whole,
        heading="Maand",
        immature=[False, False, True],
    )
    for drawing in drawn(chart):
        first, second = bars(drawing, "s1")
        assert size(second, "height") == pytest.approx(2 * size(first, "height"), abs=0.2)
        on_top = bars(drawing, "s2")[0]
        assert size(on_top, "y") + size(on_top, "height") == pytest.approx(size(first, "y"), abs=0.2)
        assert len(bars(drawing, "onrijp")) == 1
    assert chart.table.headings == ["Maand", "A", "B"]
    assert chart.table.rows[2] == ["mrt", "minder dan 10", "5"]
    assert chart.legend == [("s1", "A"), ("s2", "B")]


def test_one_series_needs_no_legend_and_nothing_draws_an_axis() -> None:
    assert stacked_bars("x", MONTHS, [Series("A", [1, 2, 3])], label=whole).legend == ()
    assert "<rect" not in stacked_bars("x", [], [], label=whole).wide


@given(one=AMOUNTS, other=AMOUNTS)
def test_stacked_bars_stay_on_the_board(one: list[float | None], other: list[float | None]) -> None:
    assert inside(stacked_bars("x", MONTHS, [Series("A", one), Series("B", other)], label=whole))


def test_a_budget_that_is_exceeded_is_said_in_words() -> None:
    chart = budget_bars("x", [BudgetLine("Wmo", 100, 40, 30), BudgetLine("Jeugd", 100, 90, 30)], label=whole)
    assert ("over", "Te veel") in chart.legend
    assert chart.table.rows == [["Wmo", "100", "40", "30", "30"], ["Jeugd", "100", "90", "30", "-20"]]
    for drawing in drawn(chart):
        words = [mark.text for mark in drawing.iter("text")]
        assert "nog vrij 30" in words
        assert "te veel 20" in words
        wmo, jeugd = bars(drawing, "s1")
        assert size(wmo, "width") / size(jeugd, "width") == pytest.approx(40 / 90, abs=0.01)
        (over,) = bars(drawing, "over")
        assert size(over, "width") == pytest.approx(size(jeugd, "width") * 20 / 90, abs=0.3)


def test_a_budget_spent_beyond_itself_and_no_budget_at_all() -> None:
    chart = budget_bars("x", [BudgetLine("Jeugd", 100, 130)], label=whole, words=["a", "b", "c", "d", "e"])
    assert chart.table.headings == ["Budget", "e", "a", "b", "c"]
    assert all(not bars(drawing, "s3") for drawing in drawn(chart))
    assert inside(chart)
    assert budget_bars("x", [], label=whole).legend == [
        ("s1", "Uitgegeven"),
        ("s3", "Vastgelegd"),
        ("rest", "Nog vrij"),
    ]


def test_shares_per_rung_fill_the_row_and_small_ones_keep_silent() -> None:
    chart = rung_bars(
        "x", [("2026", [1, 19, 40, 40])], ["Eigen kracht", "Netwerk", "Algemeen", "Individueel"]
    )
    for drawing in drawn(chart):
        widths = [size(mark, "width") for mark in drawing.iter("rect")]
        assert widths[2] == widths[3]
        assert [mark.text for mark in drawing.iter("text")] == ["2026", "19%", "40%", "40%"]
    assert chart.table.rows == [["2026", "1%", "19%", "40%", "40%"]]
    assert chart.legend[0] == ("trede-1", "Eigen kracht")
    assert chart.small


def test_a_line_skips_what_is_missing_and_ends_with_its_words() -> None:
    chart = line_chart(
        "x",
        MONTHS,
        [Line("Eigen", [50, None, 63], end="63%"), Line("Groep", [50, 52, 62], own=False, end="62% groep")],
        label=whole,
        start=40,
        level=Mark(60, "norm 60%"),
    )
    wide, narrow = drawn(chart)
    first = next(mark.attrib["d"] for mark in wide.iter("path") if mark.attrib["class"] == "lijn")
    assert first.count("L") == 1
    ends = [
        float(mark.attrib["y"]) for mark in wide.iter("text") if mark.text in {"63%", "62% groep", "norm 60%"}
    ]
    assert all(abs(one - other) > 14.8 for at, one in enumerate(ends) for other in ends[at + 1 :])
    assert "norm 60%" in [mark.text for mark in narrow.iter("text")]
    assert chart.table.rows[1] == ["feb", "–", "52"]
    assert chart.legend == [("lijn", "Eigen"), ("lijn2", "Groep")]


def test_an_expectation_is_dotted_inside_its_band_and_a_ceiling_is_red() -> None:
    chart = line_chart(
        "x",
        MONTHS,
        [Line("Nu", [1, 2, None]), Line("Verwacht", [None, 2, 3], expected=True)],
        label=whole,
        band=Band([None, 2, 2.5], [None, 2, 3.5]),
        level=Mark(2.4, "plafond", hard=True),
    )
    for drawing in drawn(chart):
        kinds = [mark.attrib["class"] for mark in drawing.iter("path")]
        assert kinds == ["band", "lijn", "lijn straks"]
        assert any(mark.attrib["class"] == "grens" for mark in drawing.iter("line"))
        assert any(mark.attrib.get("class") == "tfout" for mark in drawing.iter("text"))


def test_one_line_without_values_is_an_empty_board() -> None:
    chart = line_chart("x", ["jan"], [Line("Leeg", [None], end="niets")], label=whole)
    assert "<path" not in chart.wide
    assert chart.legend == ()


def test_a_sparkline_shows_its_norm() -> None:
    assert 'class="norm"' in sparkline("x", [1, 2, 3], level=2)
    assert 'class="norm"' not in sparkline("x", [1, 2, 3])
    assert "<circle" not in sparkline("x", [])
    assert re.search(r'viewBox="0 0 132 36"', sparkline("x", [2, 2]))


def test_peers_are_shown_together_and_a_hidden_own_figure_stays_hidden() -> None:
    chart = dot_strip(
        "x",
        [DotRow("Cliënten", [20, 40, 60], 50, "2e van 4"), DotRow("Hulp", [], None)],
        label=whole,
        own_name="Lindewaard",
        start=0,
        end=100,
    )
    for drawing in drawn(chart):
        dots = list(drawing.iter("circle"))
        assert [dot.attrib["class"] for dot in dots] == ["peer", "peer", "peer", "punt"]
        left, middle, right = (size(dot, "cx") for dot in dots[:3])
        assert middle - left == pytest.approx(right - middle, abs=0.2)
        assert size(dots[3], "cx") == pytest.approx((middle + right) / 2, abs=0.2)
    assert chart.table.rows == [["Cliënten", "50", "20", "40", "60"], ["Hulp", "–", "–", "–", "–"]]


@given(
    peers=st.lists(st.floats(0, 5000, allow_nan=False), max_size=8),
    own=st.floats(0, 5000, allow_nan=False) | st.none(),
)
def test_dots_stay_on_the_board(peers: list[float], own: float | None) -> None:
    assert inside(dot_strip("x", [DotRow("Rij", peers, own)], label=whole, own_name="Wij"))


def test_months_start_where_they_should() -> None:
    assert month_starts(date(2026, 11, 20), date(2027, 2, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]


def test_help_is_cut_off_at_the_edges_of_the_year_and_today_is_a_line() -> None:
    chart = care_spans(
        "x",
        [
            Span("Daan · begeleiding", date(2025, 1, 1), date(2026, 7, 2), 4, "4 uur per week"),
            Span("Karin · maatje", date(2026, 12, 1), None, 2, "wekelijks en nog veel meer"),
            Span("Noor · tante", date(2026, 1, 1), date(2026, 1, 8), 2, "elke week"),
        ],
        first=date(2026, 1, 1),
        last=date(2027, 1, 1),
        today=date(2026, 7, 2),
        rungs=["Eigen kracht", "Netwerk", "Algemeen", "Individueel"],
        day=date.isoformat,
    )
    assert inside(chart)
    assert chart.table.rows[1] == ["Karin · maatje", "2026-12-01", "loopt", "Netwerk"]
    assert chart.legend == [("trede-2", "Netwerk"), ("trede-4", "Individueel")]
    for drawing in drawn(chart):
        (now,) = [mark for mark in drawing.iter("line") if mark.attrib["class"] == "grens"]
        (heavy,) = bars(drawing, "t4f")
        assert size(now, "x1") == pytest.approx(size(heavy, "x") + size(heavy, "width"), abs=0.2)
        words = [mark.text for mark in drawing.iter("text")]
        assert "elke week" in words
        assert "wekelijks en nog veel meer" not in words


def test_today_outside_the_year_is_not_drawn() -> None:
    start, end = date(2026, 1, 1), date(2027, 1, 1)
    chart = care_spans("x", [], first=start, last=end, today=end, rungs=[], day=date.isoformat)
    assert "vandaag" not in chart.wide
