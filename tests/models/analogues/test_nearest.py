"""Nearest evenings: apart, published by then, near by the stated metric, and a range that is compared with chance."""

import numpy as np
import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame
from tidegauge.indicators import funding_state
from tidegauge.models.analogues import judged, nearest, states
from tidegauge.models.analogues.states import Evenings
from tidegauge.reference import figures
from tidegauge.store import Store

STORE = Store(figures.FOLDER)
SERIES = dict.fromkeys((*funding_state.inputs(), "reserves"))


def evenings(moment: str) -> Evenings:
    frame = STORE.frame(SERIES, as_of=parse_moment(moment))
    reserves = {"reserves": frame["reserves"].present()}
    return states.evenings(Frame(frame.as_of, {**funding_state.state(frame).tracks, **reserves}))


WHOLE = evenings("2026-03-31")


def test_the_neighbours_of_a_past_evening_are_those_that_were_chosen_then() -> None:
    for day in ("2020-03-13", "2023-03-10", "2025-10-30"):
        then = evenings(day)
        row = len(then.days) - 1
        chosen = nearest.neighbours(then, row)
        assert chosen == nearest.neighbours(WHOLE, row)
        assert nearest.sequels(then, row, chosen) == nearest.sequels(WHOLE, row, chosen)
        rows = [one.row for one in chosen]
        assert not any(np.isnan(came[rows]).any() for came in then.outcomes.values())


def test_neighbours_are_apart_and_in_order_of_distance() -> None:
    chosen = nearest.neighbours(WHOLE, len(WHOLE.days) - 1)
    rows = sorted(one.row for one in chosen)
    assert len(rows) == nearest.COUNT
    assert min(np.diff(rows)) >= nearest.APART
    assert [one.distance for one in chosen] == sorted(one.distance for one in chosen)


def test_an_evening_knows_no_figure_of_its_own_day_that_is_published_later() -> None:
    row = [WHOLE.day(n).isoformat() for n in range(len(WHOLE.days))].index("2025-10-31")
    assert WHOLE.levels[row] == 14  # SOFR of the 30th; that of the 31st, +32, came out on 3 November
    assert WHOLE.outcomes["sofr_iorb_highest"][row - 1, 0] == 32


def test_what_followed_is_not_known_before_its_last_day_is_published() -> None:
    then = evenings("2025-10-31")
    for outcome in ("sofr_iorb_change", "sofr_iorb_highest"):
        assert np.isnan(then.outcomes[outcome][-6:, 0]).all()  # SOFR of the 31st is not out
    assert not np.isnan(then.outcomes["sofr_iorb_change"][-8:-6, 0]).any()


def test_a_gauge_that_either_evening_lacks_is_left_out_and_two_may_lack() -> None:
    known = np.tile(np.array([[0.0], [1.0], [3.0]]), 7)
    known[0, :2] = np.nan
    assert np.isfinite(nearest.distances(known)[0])
    known[0, 2] = np.nan
    assert np.isinf(nearest.distances(known)[0])


def test_random_choices_are_apart_and_inside() -> None:
    drawn = nearest.random_choices(300, 8, 200)
    assert drawn.min() >= 0 and drawn.max() < 300
    assert np.diff(drawn, axis=1).min() >= nearest.APART


def test_too_few_evenings_are_refused() -> None:
    with pytest.raises(TooLittleHistory):
        evenings("2018-09-03")


def test_a_state_that_repeats_itself_is_foretold_and_one_that_does_not_is_not() -> None:
    cycle = np.arange(1_200.0) % 100
    repeating = np.tile(cycle[:, None], 7)
    came = {name: np.stack([np.roll(cycle, -ahead) for ahead in states.HORIZONS], 1) for name in states.OUTCOMES}
    days = np.arange(17_700, 18_900, dtype=np.int32)
    good, _ = judged.judge(Evenings(days, repeating, cycle, came))
    noise = np.random.default_rng(1).normal(size=(1_200, 7))
    bad, _ = judged.judge(Evenings(days, noise, cycle, came))
    by_horizon = {one.horizon: one for one in good if one.outcome == "sofr_iorb_highest"}
    assert by_horizon[5].skill_low > 0.5
    assert max(one.skill_low for one in bad if one.outcome == "sofr_iorb_highest") < 0.1
