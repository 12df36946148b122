"""What settlements do to SOFR: a planted effect is found, and too short a statement says nothing."""

from dataclasses import replace

import numpy as np
import pytest

from tidegauge.frame import Frame, days
from tidegauge.models.spreads.drivers import on_calendar
from tidegauge.reference import figures
from tidegauge.scenarios.estimates import known
from tidegauge.scenarios.estimates.curve_figures import curve_figures
from tidegauge.scenarios.estimates.settlement import INPUTS, UNIT_USD, of_settlements
from tidegauge.store import Store


@pytest.fixture(scope="module")
def frame() -> Frame:
    """Return all bundled figures."""
    return Store(figures.FOLDER).frame(known.INPUTS, as_of=figures.LAST_MOMENT)


def test_the_program_has_what_the_statement_gives(frame: Frame) -> None:
    (found,) = of_settlements(frame, curve_figures(frame))
    assert found.standard_error is not None
    assert abs(found.value - 0.5) < found.standard_error < 0.25


def test_a_planted_effect_of_four_points_is_found(frame: Frame) -> None:
    shown = curve_figures(frame)
    numbers = np.array([days(day) for day in shown.dates], np.int32)
    _, issued, redeemed = (on_calendar(frame[series], numbers) for series in INPUTS)
    pushed = replace(shown, sofr=np.cumsum(4 * np.nan_to_num(issued - redeemed) / UNIT_USD))
    (found,) = of_settlements(frame, pushed)
    assert found.value == pytest.approx(4.0)


def test_a_statement_without_debt_lines_gives_no_estimate(frame: Frame) -> None:
    issues = frame["dts_debt_issues"]
    without = Frame(frame.as_of, {**frame.tracks, "dts_debt_issues": replace(issues, values=issues.values * np.nan)})
    assert of_settlements(without, curve_figures(without)) == []
