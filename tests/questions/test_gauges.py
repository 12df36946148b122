"""Gauges as answered: fresh, due, late or missing by the release rule, and a year that is thinned and never filled."""

from datetime import date, timedelta

import pytest
from tests.questions.conftest import NOON

from tidegauge.clock import parse_moment
from tidegauge.questions.brief import brief
from tidegauge.questions.desk import Desk
from tidegauge.questions.gauges import SPARK_POINTS, freshness, next_release
from tidegauge.words.sentence import say


@pytest.mark.parametrize(
    ("moment", "period", "state"),
    [
        ("2025-11-03T07:59-05:00", date(2025, 10, 30), "due"),
        ("2025-11-03T08:00-05:00", date(2025, 10, 30), "late"),
        ("2025-11-03T08:00-05:00", date(2025, 10, 31), "fresh"),
        ("2025-11-03T08:00-05:00", None, "missing"),
    ],
)
def test_freshness_follows_the_release_rule(moment: str, period: date | None, state: str) -> None:
    assert freshness("sofr", period, parse_moment(moment)).state == state


def test_the_next_release_is_after_now_and_on_its_clock() -> None:
    assert next_release("sofr", NOON) == parse_moment("2025-11-04T08:00-05:00")
    assert next_release("reserves", NOON) == parse_moment("2025-11-06T16:30-05:00")
    assert next_release("iorb", NOON) is None


def test_a_year_keeps_its_first_and_last_point_and_adds_none(desk: Desk) -> None:
    for gauge in brief(desk, as_of=NOON).answer.gauges:
        assert len(gauge.year) <= SPARK_POINTS + 1
        assert [day for day, _ in gauge.year] == sorted({day for day, _ in gauge.year})
        if gauge.value is not None and gauge.id != "stablecoin_supply":
            assert gauge.year[-1][0] == gauge.period
            assert NOON.date() - gauge.year[0][0] <= timedelta(days=366)


def test_a_gauge_with_a_signal_says_whether_it_is_on(desk: Desk) -> None:
    found = {gauge.id: gauge.signal for gauge in brief(desk, as_of=NOON).answer.gauges}
    assert found["sofr_iorb_bp"] == "on"
    assert set(found.values()) <= {"on", "off", None}


def test_what_had_not_opened_is_not_missing_and_nothing_of_it_is_awaited(desk: Desk) -> None:
    """The standing repo facility opened on 29 July 2021: two years before, no figure of it can lack."""
    page = brief(desk, as_of=parse_moment("2019-09-16T12:00-04:00")).answer
    fresh = {gauge.id: gauge.freshness for gauge in page.gauges}
    assert (fresh["srf"].state, fresh["srf"].expected, fresh["srf"].next_at) == ("unopened", None, None)
    assert fresh["srf"].begins == date(2021, 7, 29)
    (gone,) = [sentence for sentence in page.missing if sentence.key == "brief.missing.gone"]
    assert "gauges.srf.name" not in str(gone.facts)
    assert "brief.missing.unopened" in {sentence.key for sentence in page.missing}
    assert freshness("srf", None, NOON).state == "missing"


def test_a_gauge_that_is_late_says_which_of_its_series_is_and_to_where_it_reaches(desk: Desk) -> None:
    """Reserves of 25 March over deposits of 25 February: late are the deposits, and the brief names them."""
    page = brief(desk, as_of=parse_moment("2026-04-01T16:00-04:00")).answer
    (reading,) = [gauge for gauge in page.gauges if gauge.id == "reserves_to_deposits"]
    fresh = reading.freshness
    assert (fresh.state, fresh.series, fresh.last) == ("late", "deposits", date(2026, 2, 25))
    assert fresh.last < fresh.expected < reading.period
    (late,) = [sentence for sentence in page.missing if sentence.key == "brief.missing.late"]
    assert "Deposits, all commercial banks (Wed 25 Feb 2026)" in say(late, "en")
