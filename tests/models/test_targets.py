"""Targets: outcomes read exactly, or not at all."""

from datetime import UTC, date, datetime

import numpy as np

from tidegauge.frame import Frame, days, track
from tidegauge.models.targets import TARGETS
from tidegauge.units import UNITS

KNOWN = datetime(2024, 1, 1, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = date(2024, 1, 8), date(2024, 1, 9), date(2024, 1, 10)


def frame(**series: dict[date, float]) -> Frame:
    """Return a frame of some series."""
    unit = {"sofr": "pct", "iorb": "pct"}
    return Frame(KNOWN, {i: track(i, UNITS[unit.get(i, "usd")], p.items(), KNOWN) for i, p in series.items()})


def outcome(target: str, found: Frame, origin: date, day: date) -> float:
    """Return one outcome."""
    one, other = (np.array([days(moment)], np.int32) for moment in (origin, day))
    return float(TARGETS[target].realised(TARGETS[target].track(found), one, other)[0])


def test_net_non_debt_flow_is_the_change_of_cash_less_issues_plus_redemptions() -> None:
    found = frame(
        tga={MONDAY: 100.0, TUESDAY: 130.0, WEDNESDAY: 90.0},
        dts_debt_issues={TUESDAY: 50.0, WEDNESDAY: 10.0},
        dts_debt_redemptions={TUESDAY: 5.0, WEDNESDAY: 20.0},
    )
    assert outcome("net_non_debt_flow", found, MONDAY, TUESDAY) == 30 - 50 + 5
    assert outcome("net_non_debt_flow", found, MONDAY, WEDNESDAY) == -15 + (-40 - 10 + 20)


def test_a_flow_with_a_day_missing_is_missing_and_never_a_partial_sum() -> None:
    found = frame(
        tga={MONDAY: 100.0, TUESDAY: 130.0, WEDNESDAY: 90.0},
        dts_debt_issues={WEDNESDAY: 10.0},
        dts_debt_redemptions={WEDNESDAY: 20.0},
    )
    assert np.isnan(outcome("net_non_debt_flow", found, MONDAY, WEDNESDAY))


def test_a_spread_is_whole_basis_points_over_the_rate_in_force() -> None:
    found = frame(sofr={TUESDAY: 5.32}, iorb={date(2023, 7, 27): 5.4})
    assert outcome("sofr_iorb_bp", found, MONDAY, TUESDAY) == -8


def test_reserves_have_no_outcome_on_a_thursday() -> None:
    found = frame(reserves={WEDNESDAY: 3e12})
    assert outcome("reserves", found, MONDAY, WEDNESDAY) == 3e12
    assert np.isnan(outcome("reserves", found, MONDAY, date(2024, 1, 11)))


def test_net_liquidity_is_assets_less_cash_less_on_rrp() -> None:
    found = frame(
        fed_assets={WEDNESDAY: 70.0}, tga_wednesday={WEDNESDAY: 7.0},
        reverse_repos={WEDNESDAY: 9.0}, foreign_repo_pool={WEDNESDAY: 3.0},
    )  # fmt: skip
    assert outcome("net_liquidity", found, MONDAY, WEDNESDAY) == 70 - 7 - (9 - 3)
