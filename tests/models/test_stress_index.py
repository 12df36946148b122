"""The stress index: additive, blind to the future, and judged against single gauges by an honest area."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.clock import parse_moment
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, from_days
from tidegauge.indicators import funding_state
from tidegauge.models import stress_index
from tidegauge.models.stress_index import Index
from tidegauge.reference import figures
from tidegauge.store import Store

STORE = Store(figures.FOLDER)
FIRST = date(2019, 6, 3)


def index(moment: str) -> Index:
    frame = STORE.frame(funding_state.inputs(), as_of=parse_moment(moment))
    return stress_index.index(funding_state.state(frame))


WHOLE = index("2026-03-31")


def test_the_weights_are_whole() -> None:
    assert sum(stress_index.WEIGHTS.values()) == pytest.approx(1)


def test_the_contributions_of_every_day_add_up_to_the_index() -> None:
    present = ~np.isnan(WHOLE.values)
    assert present.sum() > 1_700
    np.testing.assert_allclose(np.nansum(WHOLE.contributions[:, present], axis=0), WHOLE.values[present])
    assert WHOLE.values[present].min() >= 0 and WHOLE.values[present].max() <= stress_index.FULL


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2_480), st.integers(0, 23))
def test_figures_that_come_later_leave_every_past_value_as_it_was(day: int, hour: int) -> None:
    then = index(f"{FIRST + timedelta(days=day)}T{hour:02}:30")
    start = int(np.searchsorted(WHOLE.days, then.days[0]))
    assert then.values.tobytes() == WHOLE.values[start : start + len(then.days)].tobytes()


def test_the_minutes_between_the_treasurys_cash_and_the_h41_change_nothing_later() -> None:
    then = index("2025-10-30T16:10-04:00")  # the Wednesday has every daily gauge, its reserves come out at 16:30
    start = int(np.searchsorted(WHOLE.days, then.days[0]))
    assert from_days(int(then.days[-1])) == date(2025, 10, 29)
    assert then.values.tobytes() == WHOLE.values[start : start + len(then.days)].tobytes()


def test_a_rank_looks_at_nothing_after_its_own_day() -> None:
    state = funding_state.state(STORE.frame(funding_state.inputs(), as_of=parse_moment("2020-01-31")))
    track = state["sofr_iorb_bp"]
    whole = stress_index.ranks(track)
    cut = stress_index.ranks(track.between(date(2018, 1, 1), date(2019, 9, 16)))
    assert whole[: len(cut)].tobytes() == cut.tobytes()


def test_a_test_of_one_million_of_standing_repo_leaves_the_index_as_it_was() -> None:
    state = funding_state.state(STORE.frame(funding_state.inputs(), as_of=parse_moment("2026-03-31")))
    ends = []
    for amount in (0.0, 1e6, 2e9):
        values = state["srf"].values.copy()
        values[-5:] = amount
        tracks = {**state.tracks, "srf": replace(state["srf"], values=values)}
        ends.append(stress_index.index(Frame(state.as_of, tracks)).values[-1])
    assert ends[0] == ends[1] < ends[2]


def test_scarce_reserves_are_stress_and_plenty_is_not() -> None:
    state = funding_state.state(STORE.frame(funding_state.inputs(), as_of=parse_moment("2020-01-31")))
    high, low = (stress_index.ranks(state["reserves_to_bank_assets"], is_low_stress=low) for low in (False, True))
    known = ~np.isnan(high)
    np.testing.assert_allclose(high[known] + low[known], 1)


def test_the_spike_of_2019_is_the_highest_index_so_far() -> None:
    found = index("2019-09-20")
    assert from_days(int(found.days[np.nanargmax(found.values)])) == date(2019, 9, 17)
    assert found.known[-1] == pytest.approx(0.8)  # no standing repo yet: its weight goes to the others
    assert np.nanmax(found.values) > 95


def test_less_than_a_year_of_figures_makes_no_index() -> None:
    with pytest.raises(TooLittleHistory):
        index("2019-01-31")


@pytest.mark.parametrize(
    ("stress", "area"),
    [([False, False, True, True], 1.0), ([True, True, False, False], 0.0), ([True, False] * 2, 0.25)],
)
def test_the_area_is_the_chance_that_a_stress_day_lies_above_another(stress: list[bool], area: float) -> None:
    assert stress_index.area(np.array([1.0, 2.0, 3.0, 4.0]), np.array(stress)) == area


def test_without_stress_days_nothing_is_told() -> None:
    assert all(np.isnan(line.area) for line in stress_index.separations(WHOLE, ()))


def test_a_day_is_judged_by_what_was_out_the_evening_before_when_asked() -> None:
    ten = np.arange(10.0)
    lines = Index(("srf",), np.arange(18_000, 18_010, dtype=np.int32), ten, ten[None], np.ones(10), -ten[None])
    last = [date(1970, 1, 1) + timedelta(days=18_009)]
    same, before = (stress_index.separations(lines, last, lag=lag) for lag in (0, 2))
    assert [(line.name, line.area) for line in same] == [("index", 1.0), ("srf", 0.0)]
    assert [(line.name, line.area) for line in before] == [("index", 1.0), ("srf", 0.0)]
