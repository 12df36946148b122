"""The size of daily surprises: one in the year the calendars were fitted to, two where flows stray twice as far."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tidegauge.clock import end_of_day
from tidegauge.frame import Frame, from_days
from tidegauge.reference import figures
from tidegauge.scenarios.estimates import flow_noise
from tidegauge.store import Store

STORE = Store(figures.FOLDER)


def test_the_year_the_calendars_were_fitted_to_gives_one() -> None:
    (found,) = flow_noise.of_flows(STORE.frame(flow_noise.INPUTS, as_of=figures.LAST_MOMENT))
    assert found.standard_error is not None
    assert found.value == pytest.approx(1.0, abs=2 * found.standard_error)
    assert found.sample.end == date(2025, 9, 2)  # the statement's debt lines end there


def test_surprises_of_twice_their_size_give_two() -> None:
    """Planted: every day's flow is the calendars' own plus a normal surprise of twice their standard deviation."""
    frame = STORE.frame(flow_noise.INPUTS, as_of=figures.LAST_MOMENT)
    days = flow_noise.TARGET.track(frame).present().periods
    draws = np.random.default_rng(5).standard_normal(len(days))
    expected = np.array([flow_noise.scheduled(from_days(int(day))) for day in days[-flow_noise.DAYS :]])
    flows = np.zeros(len(days))
    flows[-flow_noise.DAYS :] = expected[:, 0] + 2 * expected[:, 1] * draws[-flow_noise.DAYS :]
    cash, place = frame["tga"].present(), np.isin(frame["tga"].present().periods, days)
    issued, redeemed = (frame[series].present() for series in flow_noise.INPUTS[1:])
    none = [replace(track, values=np.zeros(len(track))) for track in (issued, redeemed)]
    moved = np.zeros(len(cash))
    moved[place] = flows
    tracks = dict(zip(flow_noise.INPUTS, (replace(cash, values=np.cumsum(moved)), *none), strict=True))
    (found,) = flow_noise.of_flows(Frame(frame.as_of, tracks))
    assert found.standard_error is not None
    assert found.value == pytest.approx(2.0, abs=3 * found.standard_error)


def test_less_than_a_year_of_flows_gives_no_estimate() -> None:
    assert flow_noise.of_flows(STORE.frame(flow_noise.INPUTS, as_of=end_of_day(date(2023, 6, 1)))) == []
