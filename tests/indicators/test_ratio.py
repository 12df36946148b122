"""A ratio divides by what was published by then, whatever was revised since."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from tidegauge.frame import Frame, micros, track
from tidegauge.indicators.ratio import over_published
from tidegauge.units import UNITS

MOMENT = datetime(2025, 11, 28, 23, tzinfo=UTC)
WEDNESDAYS = [date(2025, 10, day) for day in (1, 8, 15, 22, 29)]


def a_frame() -> Frame:
    """Return five Wednesdays of reserves and of deposits, deposits growing by one each week."""
    reserves = track("reserves", UNITS["usd"], [(day, 30.0) for day in WEDNESDAYS], MOMENT)
    deposits = track("deposits", UNITS["usd"], [(day, 100.0 + i) for i, day in enumerate(WEDNESDAYS)], MOMENT)
    return Frame(MOMENT, {"reserves": reserves, "deposits": deposits})


def ratios(frame: Frame) -> list[float]:
    """Return the ratios by Wednesday."""
    return over_published("share", frame, "reserves", "deposits").values.tolist()


def test_each_wednesday_is_divided_by_the_h8_published_before_its_h41_and_the_last_by_the_newest() -> None:
    # The H.8 comes nine days after its Wednesday, the H.4.1 one day: the one of 15 October meets deposits of 1 October.
    assert ratios(a_frame()) == [30 / 100, 30 / 101, 30 / 104]


def test_a_revision_of_past_deposits_does_not_change_which_week_they_belong_to() -> None:
    frame = a_frame()
    late = np.full(5, micros(MOMENT), np.int64)
    late[0] = micros(datetime(2025, 10, 10, 21, tzinfo=UTC))
    revised = replace(frame["deposits"], known_at=late)
    assert ratios(Frame(MOMENT, {"reserves": frame["reserves"], "deposits": revised})) == ratios(frame)


def test_without_a_denominator_there_is_no_ratio() -> None:
    frame = a_frame()
    nothing = track("deposits", UNITS["usd"], [], MOMENT)
    assert ratios(Frame(MOMENT, {"reserves": frame["reserves"], "deposits": nothing})) == []
