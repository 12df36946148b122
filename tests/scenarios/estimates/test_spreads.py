"""The curve estimated from a store: what the program's own estimates say, a planted slope found, no look ahead."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, days
from tidegauge.reference import figures
from tidegauge.scenarios.estimates import curve_figures, spreads
from tidegauge.scenarios.estimates.curve_figures import CurveFigures
from tidegauge.scenarios.estimates.estimate import Estimate
from tidegauge.scenarios.parameters import catalogue, load
from tidegauge.store import Store

STORE = Store(figures.FOLDER)


@pytest.fixture(scope="module")
def frame() -> Frame:
    """Return all bundled figures."""
    return STORE.frame(curve_figures.INPUTS, as_of=figures.LAST_MOMENT)


@pytest.fixture(scope="module")
def found(frame: Frame) -> CurveFigures:
    """Return the days behind the curve."""
    return curve_figures.curve_figures(frame)


def of(found: CurveFigures, regime: str) -> dict[str, Estimate]:
    """Return the estimates of a regime by key."""
    curve = spreads.curve(figures.LAST_MOMENT, found, regime)
    return {one.key: one for one in spreads.of_spreads(curve, regime)}


@pytest.mark.parametrize("regime", ["2018-2020", "2021-2024"])
def test_years_that_are_over_give_what_the_program_has(found: CurveFigures, regime: str) -> None:
    """The program's values were made by a script of their own (`fit_spreads.py`) from the publishers' files."""
    for key, one in of(found, regime).items():
        held = catalogue()[key].by_regime[regime]
        off = 0.1 * (one.standard_error or 0.5 * one.value) + 0.03
        assert one.value == pytest.approx(held.value, abs=off), key


def test_the_calendar_of_the_regime_that_runs_is_what_the_command_gives(found: CurveFigures) -> None:
    made = {key: one for key, one in of(found, "2025-2026").items() if key.startswith("period_ends.")}
    assert made["period_ends.quarter_end_bp"].sample.end == date(2026, 3, 31)
    for key, one in made.items():
        held = load(date(2026, 4, 1)).period_ends
        assert getattr(held, key.partition(".")[2]) == pytest.approx(one.value, abs=0.06), key


def test_a_slope_of_a_sign_the_behaviour_cannot_have_is_held_at_nothing(found: CurveFigures) -> None:
    slope = of(found, "2021-2024")["funds_rate.slope_bp"]
    assert (slope.value, slope.low, slope.is_held) == (0.0, 0.0, True)
    assert of(found, "2018-2020")["funds_rate.slope_bp"].value > 0


def test_a_planted_slope_is_found_within_its_error(found: CurveFigures) -> None:
    noise = np.random.default_rng(3).normal(0, 1, len(found.dates))
    planted = replace(found, sofr=5 * found.shortage + 20 * found.calendar["quarter_end"] + noise)
    made = of(planted, "2018-2020")
    for key, truth in (("reserve_demand.slope_bp", 5.0), ("period_ends.quarter_end_bp", 20.0)):
        error = made[key].standard_error
        assert error is not None
        assert abs(made[key].value - truth) < 3 * error < 2
    assert made["reserve_demand.residual_sd_bp"].value == pytest.approx(1.0, abs=0.1)
    assert abs(made["reserve_demand.persistence"].value) < 0.15


def test_the_error_of_a_slope_that_rests_on_the_turn_itself_is_not_handed_over(found: CurveFigures) -> None:
    assert "reserve_demand.slope_error_bp" in of(found, "2018-2020")
    assert "reserve_demand.slope_error_bp" not in of(found, "2025-2026")


def test_nothing_known_later_enters(frame: Frame) -> None:
    early = STORE.frame(curve_figures.INPUTS, as_of=end_of_day(date(2019, 9, 13)))
    curve = spreads.curve(early.as_of, curve_figures.curve_figures(early), "2018-2020")
    assert curve.sample.end < date(2019, 9, 13)  # a rate is published on the next morning
    late = frame["sofr"]
    doubled = replace(late, values=np.where(late.periods >= days(date(2019, 9, 13)), 2 * late.values, late.values))
    shaken = curve_figures.curve_figures(Frame(frame.as_of, {**frame.tracks, "sofr": doubled}))
    upto = np.array([day <= curve.sample.end for day in shaken.dates])
    assert np.array_equal(shaken.sofr[upto], curve_figures.curve_figures(frame).sofr[upto])


def test_too_few_days_of_a_regime_are_refused_with_their_number(found: CurveFigures) -> None:
    short = replace(
        found,
        **{name: getattr(found, name)[:150] for name in ("dates", "sofr", "effr", "shortage", "on_rrp")},
        calendar={name: column[:150] for name, column in found.calendar.items()},
    )
    with pytest.raises(TooLittleHistory, match="200 figures of sofr"):
        spreads.curve(figures.LAST_MOMENT, short, "2018-2020")


def test_a_wider_grid_of_the_shortage_fits_the_days_seen_no_better(
    found: CurveFigures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its edge binds because nothing beyond it was seen: all that grows is what is said of days that never came."""
    seen = np.array([day.year >= 2025 for day in found.dates])
    assert np.nanmax(found.shortage[seen]) < spreads.FULL_GRID[-1]
    narrow = spreads.curve(figures.LAST_MOMENT, found, "2025-2026")
    monkeypatch.setattr(spreads, "FULL_GRID", (*spreads.FULL_GRID, 2.4, 3.2))
    wide = spreads.curve(figures.LAST_MOMENT, found, "2025-2026")
    assert wide.sofr.squares > 0.999 * narrow.sofr.squares
