"""Rivals: each by hand, on days whose position a year before is known."""

from datetime import UTC, date, datetime

import numpy as np

from tidegauge.clock import end_of_day
from tidegauge.frame import Frame, track
from tidegauge.models.rivals import RIVALS, Naive, rival_values, same_position
from tidegauge.models.targets import TARGETS
from tidegauge.units import UNITS

KNOWN = datetime(2020, 1, 1, tzinfo=UTC)
POINTS = [
    (date(2023, 3, 10), 10.0),
    (date(2023, 3, 14), 50.0),
    (date(2024, 3, 12), 100.0),
    (date(2024, 3, 14), 120.0),
    (date(2025, 3, 12), 300.0),
]
FRAME = Frame(end_of_day(date(2025, 3, 12)), {"tga": track("tga", UNITS["usd"], POINTS, KNOWN)})


def test_the_position_of_a_day_is_counted_in_business_days_from_the_start_of_its_month() -> None:
    assert same_position(date(2025, 3, 12), 1) == date(2024, 3, 12), "the eighth in both"
    assert same_position(date(2025, 3, 14), 2) == date(2023, 3, 14), "the tenth in both"
    assert same_position(date(2025, 10, 31), 1) == date(2024, 10, 31)


def test_every_rival_by_hand() -> None:
    found = dict(
        zip(RIVALS, rival_values(TARGETS["tga"], FRAME, date(2025, 3, 12), [date(2025, 3, 14)])[0], strict=True)
    )
    assert found["random_walk"] == 300
    assert found["last_year"] == 320
    assert found["half_last_year"] == 310
    assert found["half_two_years"] == 300 + (20 + 40) / 4
    assert found["days_364_back"] == 320, "Wednesday 13 March has no figure, so the day before stands in"


def test_a_rival_without_its_past_is_missing_and_never_filled() -> None:
    bare = Frame(FRAME.as_of, {"tga": track("tga", UNITS["usd"], POINTS[-1:], KNOWN)})
    found = rival_values(TARGETS["tga"], bare, date(2025, 3, 12), [date(2025, 3, 14)])[0]
    assert found[0] == 300
    assert np.isnan(found[1:]).all()


def test_a_rival_as_a_model_says_what_the_rival_says() -> None:
    forecast = Naive("x", "tga", "last_year").fit(FRAME).predict(FRAME, [date(2025, 3, 13), date(2025, 3, 14)])
    assert forecast.centre[1] == 320
    assert (np.diff(forecast.scale) > 0).all()
