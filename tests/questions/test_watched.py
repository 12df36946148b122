"""What a run watches: its own conditions and the signals it can answer, with the same lines."""

from datetime import date

import pytest

from tidegauge.clock import parse_moment
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import ready
from tidegauge.questions.runs import Making
from tidegauge.questions.watched import READ_BY, Watched, odds, watched
from tidegauge.scenarios.program import METRICS, Watermark
from tidegauge.signals.signal import load_signals
from tidegauge.words.sentence import say

DAYS = [date(2025, 10, day) for day in (1, 2, 3, 6)]


def test_every_signal_that_reads_a_simulated_metric_is_watched(desk: Desk) -> None:
    made = ready(desk, "baseline", None, Making(days=2))
    signals = {one.watermark.name: one for one in watched(made.program) if one.kind == "signal"}
    assert set(signals) == {signal.id for signal in load_signals() if signal.condition in READ_BY}
    assert all(not one.watermark.stops and one.watermark.within == 2 for one in signals.values())


def test_a_facility_that_opens_only_after_the_run_has_no_odds(desk: Desk) -> None:
    """Standing repo opened on 29 July 2021: for a run of 2019 "0.0 %" would be an answer about nothing."""
    early = watched(ready(desk, "baseline", parse_moment("2019-09-16T12:00-04:00"), Making(days=2)).program)
    names = {one.watermark.name for one in early}
    assert not {signal.id for signal in load_signals() if signal.condition == "srf"} & names
    assert "sofr_far_above_iorb" in names


@pytest.mark.parametrize(
    ("id_", "just", "beyond"),
    [
        ("srf_in_use", 10**9 - 1, 10**9),
        ("effr_at_iorb", -1, 0),
        ("sofr_far_above_iorb", 10_000, 10_001),
        ("reserves_below_3tn", 3 * 10**12, 3 * 10**12 - 1),
        ("tga_at_1tn", 10**12 - 1, 10**12),
    ],
)
def test_a_line_counts_itself_where_the_signal_says_so(desk: Desk, id_: str, just: int, beyond: int) -> None:
    made = ready(desk, "baseline", None, Making(days=1))
    mark = next(one.watermark for one in watched(made.program) if one.watermark.name == id_)
    assert METRICS[mark.metric] in READ_BY.values()

    def is_met(value: int) -> bool:
        return value > mark.threshold if mark.above else value < mark.threshold

    assert (is_met(just), is_met(beyond)) == (False, True)


def a_watch(stops: bool = False) -> Watched:
    mark = Watermark("x_date", METRICS.index("tga_usd"), False, 0, 0, 4, stops)
    return Watched("stop" if stops else "watermark", mark, 0)


def test_half_of_those_that_meet_it_have_by_the_day_named() -> None:
    assert odds(a_watch(), [0, 2, 1, 3], 12, DAYS).half_by == date(2025, 10, 3)
    assert odds(a_watch(), [6, 0, 0, 0], 12, DAYS).half_by == date(2025, 10, 1)


def test_odds_are_of_all_paths_and_none_has_no_day() -> None:
    never = odds(a_watch(), [0, 0, 0, 0], 12, DAYS)
    assert (never.probability_share, never.half_by) == (0.0, None)
    assert odds(a_watch(), [0, 2, 1, 0], 12, DAYS).probability_share == 0.25


def test_only_a_condition_of_a_single_day_can_be_met_by_the_opening(desk: Desk) -> None:
    made = ready(desk, "baseline", None, Making(days=2))
    reserves = METRICS.index("reserves_usd")
    marks = tuple(
        Watermark(name, reserves, False, level, days, 2, False)
        for name, level, days in (("met", 10**14, 0), ("ahead", 10**9, 0), ("lasting", 10**14, 1))
    )
    own = watched(made.program._replace(watermarks=marks))[:3]
    assert [one.is_met_at_opening for one in own] == [True, False, False]


def test_cash_under_a_debt_limit_runs_out_and_does_not_stand_below_a_dollar() -> None:
    mark = Watermark("cash_runs_out", METRICS.index("tga_usd"), False, 1, 0, 4, False)
    condition = odds(Watched("watermark", mark, 1), [0, 2, 1, 3], 12, DAYS).condition
    assert say(condition, "en") == "Treasury cash (TGA) run out"


def test_a_condition_that_ends_a_path_says_so() -> None:
    assert say(odds(a_watch(stops=True), [0, 0, 0, 0], 1, DAYS).condition, "en").endswith("(the path ends)")
