"""Standing repo: the nearer SOFR is to its rate the likelier it is used, and too short a history is refused."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame
from tidegauge.models.spreads import take_up
from tidegauge.models.spreads.take_up import frequencies, take_up_odds

Known = Callable[..., Frame]


def test_each_distance_has_a_frequency_of_its_own() -> None:
    distance = np.repeat([-20.0, -5.0, 0.0], 100)
    is_used = np.concatenate([np.zeros(100), np.arange(100) < 30, np.ones(100)]).astype(bool)
    far, near, above = frequencies(distance, is_used)
    assert far < 0.01
    assert abs(near - 0.3) < 0.01
    assert above > 0.99


def test_the_day_before_the_year_end_of_2025_use_was_all_but_sure_and_on_a_calm_day_it_was_not(known_on: Known) -> None:
    sure, calm = (take_up_odds(known_on(day), day) for day in (date(2025, 12, 30), date(2026, 1, 21)))
    assert sure.probability > 0.8
    assert calm.probability < 0.1
    assert calm.probability < calm.share_so_far < sure.probability


def test_the_day_before_17_february_2026_use_was_likelier_than_usual_and_not_likely(known_on: Known) -> None:
    """It lent 30.5 bn on the 17th although SOFR was no spike: hardly warned of."""
    odds = take_up_odds(known_on(date(2026, 2, 13)), date(2026, 2, 13))
    assert odds.share_so_far + 0.03 < odds.probability < 0.5


def test_before_the_morning_operations_nothing_is_learnt(known_on: Known) -> None:
    with pytest.raises(TooLittleHistory, match="40 figures of srf"):
        take_up_odds(known_on(date(2025, 8, 1)), date(2025, 8, 1))


def test_take_up_of_a_day_that_has_no_rate_yet_is_not_counted(known_on: Known) -> None:
    frame = known_on(date(2025, 10, 31))  # take-up of the day is out, its SOFR is not
    distance, is_used = take_up._history(frame)
    assert len(distance) == len(is_used)
    assert frame["srf"].periods[-1] > frame["sofr"].periods[-1]
