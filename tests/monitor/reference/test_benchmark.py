"""The published figures of real municipalities, and the choice of peers."""

from decimal import Decimal

import pytest

from keukentafel.monitor.reference.benchmark import (
    GemeenteCijfers,
    Kengetal,
    definities,
    gemeente,
    gemeenten,
    peers,
    vergelijk,
)


@pytest.mark.parametrize(
    ("code", "naam", "wmo", "jeugd"),
    [
        ("GM1509", "Oude IJsselstreek", "74", "12.7"),
        ("GM0193", "Zwolle", "88", "10.2"),
        ("GM0150", "Deventer", "82", "9.3"),
        ("GM0214", "Buren", "46", "12.3"),
    ],
)
def test_known_figures(code: str, naam: str, wmo: str, jeugd: str) -> None:
    row = gemeente(code)
    assert row is not None
    assert (row.naam, row.wmo_per_1000, row.pct_jeugdzorg, row.jaar) == (
        naam,
        Decimal(wmo),
        Decimal(jeugd),
        2022,
    )


def test_counts_of_the_source() -> None:
    rows = gemeenten()
    assert sum(row.inwoners_2022 is not None for row in rows) == 345
    assert sum(row.inwoners_2023 is not None for row in rows) == 342
    assert sum(row.wmo_per_1000 is not None for row in rows) == 324
    assert sum(row.pct_jeugdzorg is not None for row in rows) == 345
    assert len({row.gm_code for row in rows}) == len(rows) == 346


def test_every_row_has_year_and_source() -> None:
    assert all(row.jaar == 2022 and "CBS" in row.bron for row in gemeenten())
    assert all(item.jaar and item.bron and item.definitie and item.verschil for item in definities().values())


def test_unknown_is_never_zero() -> None:
    weesp = gemeente("GM0457")
    assert weesp is not None
    assert weesp.wmo_per_1000 is None
    assert weesp.inwoners_2023 is None
    assert all(row.waarde(kengetal) != 0 for row in gemeenten() for kengetal in Kengetal)


def test_a_municipality_that_began_in_2023_has_inhabitants_and_no_figures() -> None:
    voorne = gemeente("GM1992")
    assert voorne is not None
    assert voorne.inwoners_2022 is None
    assert voorne.inwoners == voorne.inwoners_2023
    assert [voorne.waarde(kengetal) for kengetal in Kengetal] == [None, None]


def test_a_municipality_that_does_not_exist() -> None:
    assert gemeente("GM9901") is None


def test_a_row_without_any_inhabitants_says_so() -> None:
    row = GemeenteCijfers("GM0000", "Nergens", None, None, 3, None, None, 2022, "geen")
    with pytest.raises(ValueError, match="Nergens"):
        _ = row.inwoners


def test_peers_are_of_like_size_and_urbanity() -> None:
    group = peers(inwoners=40_000, stedelijkheid=3, aantal=7)
    assert len(group) == 7
    assert all(row.stedelijkheid in {2, 3, 4} and 35_000 < row.inwoners < 46_000 for row in group)
    nearest = [abs(row.inwoners - 40_000) for row in group]
    assert nearest[0] <= nearest[-1]


def test_peers_leave_out_the_own_municipality() -> None:
    zwolle = gemeente("GM0193")
    assert zwolle is not None
    assert zwolle in peers(inwoners=zwolle.inwoners, stedelijkheid=zwolle.stedelijkheid)
    assert zwolle not in peers(inwoners=zwolle.inwoners, stedelijkheid=zwolle.stedelijkheid, behalve="GM0193")


def test_peers_refuse_senseless_questions() -> None:
    with pytest.raises(ValueError, match="inwoners"):
        peers(inwoners=0, stedelijkheid=3)
    with pytest.raises(ValueError, match="stedelijkheid"):
        peers(inwoners=40_000, stedelijkheid=6)


def test_comparison_carries_definition_and_keeps_the_unknown_apart() -> None:
    weesp, zwolle, buren = gemeente("GM0457"), gemeente("GM0193"), gemeente("GM0214")
    assert weesp is not None
    assert zwolle is not None
    assert buren is not None
    result = vergelijk(Kengetal.WMO_PER_1000, (weesp, zwolle, buren))
    assert [row.naam for row, _ in result.gemeenten] == ["Buren", "Zwolle", "Weesp"]
    assert (result.laagste, result.middelste, result.hoogste, result.zonder_cijfer) == (
        Decimal(46),
        Decimal(67),
        Decimal(88),
        1,
    )
    assert result.definitie.jaar == 2022
    assert "in natura" in result.definitie.definitie


def test_comparison_of_only_unknown_figures() -> None:
    weesp = gemeente("GM0457")
    assert weesp is not None
    result = vergelijk(Kengetal.WMO_PER_1000, (weesp,))
    assert (result.laagste, result.middelste, result.hoogste, result.zonder_cijfer) == (None, None, None, 1)
