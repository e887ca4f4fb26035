"""The map of an invented municipality: neighbourhoods, streets and counted inhabitants.

Nothing lies where it could be taken for a real place: coordinates are metres from the town's own corner,
postcodes come from 1290 to 1299, for which
no delivery area is known, and streets are invented.
"""

from functools import cache
from math import cos, pi, sin

from keukentafel.demo.calibration import distribution, value
from keukentafel.demo.draw import stream, whole
from keukentafel.demo.options import Options
from keukentafel.demo.records.town import BevolkingRecord, GemeenteRecord, Punt, StraatRecord, WijkRecord
from keukentafel.demo.tables import rows

_FIRST_POSTCODE = 1290
_LETTERS = "ABCDEGHJKLMNPRTVWXZ"
_OUTLINE_CORNERS = 24
_YOUNG = frozenset({"0-3", "4-11", "12-17", "18-22"})
_OLD = frozenset({"65-74", "75-84", "85+"})
BANDEN = tuple(band for band, _ in distribution("bevolking.band"))
_GROWTH = {0: 1.0, 1: 0.994, 2: 0.988}


def gemeente(options: Options) -> GemeenteRecord:
    """The municipality itself."""
    return GemeenteRecord(
        options.gemeente, options.naam, options.inwoners, int(value("bevolking.stedelijkheid"))
    )


@cache
def wijken(options: Options) -> tuple[WijkRecord, ...]:
    """The neighbourhoods, with borders that together cover the town without gap or overlap."""
    plan = [row for row in rows("wijken.csv") if row["gemeente"] == options.gemeente]
    total = sum(float(row["aandeel"]) for row in plan)
    centres = [(float(row["oost"]) * 1000, float(row["noord"]) * 1000) for row in plan]
    size = value("bevolking.huishoudgrootte")
    result = []
    for index, row in enumerate(plan):
        people = round(options.inwoners * float(row["aandeel"]) / total)
        border = _cell(centres, index)
        result.append(
            WijkRecord(
                row["code"], row["naam"], row["team"], people, round(people / size), (*border, border[0])
            )
        )
    return tuple(result)


@cache
def straten(options: Options) -> dict[str, tuple[StraatRecord, ...]]:
    """The streets per neighbourhood code; each street has one postcode, and no two streets share one."""
    rng = stream(options.seed, "straten")
    codes = [wijk.code for wijk in wijken(options)]
    result = {}
    for row in rows("straten.csv"):
        if row["wijk"] not in codes:
            continue
        number = _FIRST_POSTCODE + int(row["wijk"][-1]) - 1 + (8 if row["wijk"].startswith("9902") else 0)
        result[row["wijk"]] = tuple(
            StraatRecord(
                name,
                row["wijk"],
                f"{number} {_LETTERS[1 + index // 6]}{_LETTERS[index % 6 * 3]}",
                whole(rng, 40, 180),
            )
            for index, name in enumerate(row["straat"].split("|"))
        )
    return result


@cache
def bevolking(options: Options) -> tuple[BevolkingRecord, ...]:
    """Inhabitants on 1 January of each year of the history, per neighbourhood, age band and household type."""
    last = options.working_date.year
    plan = {row["code"]: row for row in rows("wijken.csv")}
    counted = []
    for year in range(options.first_day.year, last + 1):
        for wijk in wijken(options):
            for band, weight in _band_weights(float(plan[wijk.code]["jong"]), float(plan[wijk.code]["oud"])):
                people = wijk.inwoners * _GROWTH.get(last - year, 0.98) * weight
                counted += [
                    BevolkingRecord(year, wijk.code, band, kind, round(people * share / 100))
                    for kind, share in distribution(f"bevolking.huishouden_{band}")
                    if share
                ]
    return tuple(counted)


def inwoners(options: Options, wijk: str | None = None, banden: frozenset[str] | None = None) -> int:
    """Inhabitants on 1 January of the year of the working date, of one neighbourhood or all, of some age bands or all."""
    return sum(
        row.aantal
        for row in bevolking(options)
        if row.jaar == options.working_date.year
        and (wijk is None or row.wijk == wijk)
        and (banden is None or row.leeftijd in banden)
    )


def _band_weights(young: float, old: float) -> list[tuple[str, float]]:
    """Age bands of one neighbourhood as shares of its inhabitants; ``young`` and ``old`` say how much more or less than the town."""
    raw = [
        (band, weight * (young if band in _YOUNG else old if band in _OLD else 1))
        for band, weight in distribution("bevolking.band")
    ]
    total = sum(weight for _, weight in raw)
    return [(band, weight / total) for band, weight in raw]


def outline() -> tuple[Punt, ...]:
    """The border of the town: an uneven ring of about nine by seven kilometres."""
    ring = []
    for corner in range(_OUTLINE_CORNERS):
        angle = 2 * pi * corner / _OUTLINE_CORNERS
        reach = 1 + 0.07 * sin(3 * angle) + 0.05 * cos(5 * angle)
        ring.append((round(4600 + 4500 * reach * cos(angle)), round(4200 + 3500 * reach * sin(angle))))
    return tuple((float(east), float(north)) for east, north in ring)


def _cell(centres: list[Punt], index: int) -> tuple[Punt, ...]:
    """The part of the town that lies nearer to one centre than to any other (a Voronoi cell), by cutting the outline with each bisector."""
    ring = list(outline())
    own = centres[index]
    for other in centres:
        if other != own:
            ring = _cut(ring, own, other)
    return tuple((round(east, 1), round(north, 1)) for east, north in ring)


def _cut(ring: list[Punt], own: Punt, other: Punt) -> list[Punt]:
    """The part of a ring on the side of ``own`` of the line halfway between ``own`` and ``other``."""
    normal = (other[0] - own[0], other[1] - own[1])
    middle = ((own[0] + other[0]) / 2, (own[1] + other[1]) / 2)

    def side(point: Punt) -> float:
        return (point[0] - middle[0]) * normal[0] + (point[1] - middle[1]) * normal[1]

    kept = []
    for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
        a, b = side(start), side(end)
        if a <= 0:
            kept.append(start)
        if (a < 0 < b) or (b < 0 < a):
            part = a / (a - b)
            kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
    return kept
