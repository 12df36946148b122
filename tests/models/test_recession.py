"""The recession probit: the published table, the conversion, the alarms, and nothing from after the as-of."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from tidegauge.clock import end_of_day, parse_moment
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, track
from tidegauge.models import recession
from tidegauge.models.recession import Month
from tidegauge.units import UNITS

KNOWN = datetime(1960, 1, 1, tzinfo=UTC)


def frame(as_of: str, **series: Mapping[date, float]) -> Frame:
    tracks = {id_: track(id_, UNITS["pct"], series.get(id_, {}).items(), KNOWN) for id_ in recession.INPUTS}
    return Frame(parse_moment(as_of), tracks)


def days(first: date, n: int, value: float) -> dict[date, float]:
    return {first + timedelta(days=k): value for k in range(n)}


def month(year: int, number: int, probability: float) -> Month:
    return Month(date(year, number, 1), 0.0, probability, "bill_3m", is_whole=True)


@pytest.mark.parametrize(("slope", "per_cent"), [(2, 3.6), (1, 12.2), (0.5, 19.8), (0, 29.7), (-1, 54.0), (-1.5, 66.1)])
def test_the_table_that_the_new_york_feds_parameters_give(slope: float, per_cent: float) -> None:
    assert round(100 * recession.probability(slope), 1) == per_cent


def test_a_discount_of_five_per_cent_is_a_yield_of_five_and_an_eighth() -> None:
    assert recession.bond_equivalent(5.0) == pytest.approx(100 * 18.25 / (360 - 4.55))


def test_the_slope_is_a_mean_of_days_and_the_discount_is_converted_before_it_is_subtracted() -> None:
    first = date(2024, 5, 1)
    long = days(first, 10, 4.0) | days(first + timedelta(days=10), 10, 5.0)
    found = recession.monthly(frame("2024-06-30", yield_10y=long, bill_3m=days(first, 20, 5.0)))
    assert found[0].slope_pct == pytest.approx(4.5 - recession.bond_equivalent(5.0))
    assert found[0].bill == "bill_3m"


def test_a_month_without_the_bill_takes_the_constant_maturity_yield_as_it_is() -> None:
    first = date(2024, 5, 1)
    found = recession.monthly(frame("2024-06-30", yield_10y=days(first, 20, 4.0), yield_3m=days(first, 20, 5.0)))
    assert (found[0].bill, found[0].slope_pct) == ("yield_3m", -1.0)


def test_a_month_is_whole_only_with_its_last_trading_day_or_after_it() -> None:
    said = {"yield_10y": days(date(2024, 5, 1), 28, 4.0), "bill_3m": days(date(2024, 5, 1), 28, 5.0)}
    assert [one.is_whole for one in recession.monthly(frame("2024-05-28", **said))] == [False]
    assert [one.is_whole for one in recession.monthly(frame("2024-06-02", **said))] == [True]


def test_without_any_figure_the_model_says_so() -> None:
    with pytest.raises(TooLittleHistory):
        recession.monthly(frame("2024-05-28"))


def test_an_alarm_without_a_recession_within_a_year_of_its_end_is_false_and_one_before_a_peak_is_true() -> None:
    months = [month(2006, 8, 0.4), month(2007, 5, 0.3), month(2022, 11, 0.4), month(2023, 1, 0.7), month(2025, 3, 0.3)]
    known = recession.recessions(parse_moment("2026-03-31"))
    found = recession.alarms(months, known, date(2026, 3, 31))
    assert {alarm.first: alarm.verdict for alarm in found} == {
        date(2006, 8, 1): "false",
        date(2007, 5, 1): "true",
        date(2022, 11, 1): "false",
        date(2025, 3, 1): "open",
    }


def test_an_alarm_before_the_pandemic_was_right_by_luck_and_not_by_what_the_curve_knew() -> None:
    known = recession.recessions(parse_moment("2026-03-31"))
    found = recession.alarms([month(2007, 5, 0.4), month(2019, 8, 0.38)], known, date(2026, 3, 31))
    assert [one.verdict for one in found] == ["true", "luck"]
    assert found[1].peak == date(2020, 2, 1)


def test_the_base_rate_of_an_alarm_is_the_share_of_months_from_which_it_would_have_been_right() -> None:
    """A spell of one month is right from 13 of the 60 months of 2005 to 2009 (2006-12 to 2007-12), 48 of which end."""
    months = [month(2005 + n // 12, n % 12 + 1, 0.1) for n in range(60)]
    known = recession.recessions(parse_moment("2010-12-31"))
    spells = recession.alarms([month(2006, 12, 0.4)], known, date(2010, 12, 31))
    assert recession.right_by_chance(spells, months, known) == pytest.approx(13 / 48)


def test_the_pandemic_alone_gives_no_base_rate() -> None:
    months = [month(2018 + n // 12, n % 12 + 1, 0.1) for n in range(60)]
    known = recession.recessions(parse_moment("2023-01-31"))
    spells = recession.alarms([month(2019, 8, 0.4)], known, date(2023, 1, 31))
    assert recession.right_by_chance(spells, months, known) is None


def test_a_trough_is_not_known_before_it_was_announced_and_the_months_after_the_peak_do_not_count_till_then() -> None:
    before, after = end_of_day(date(2021, 7, 18)), end_of_day(date(2021, 7, 19))
    assert recession.recessions(before)[-1].trough is None
    assert recession.recessions(after)[-1].trough == date(2020, 4, 1)
    months = [
        recession.Month(recession.after(date(2018, 1, 1), n), 1.0, 0.1, "bill_3m", is_whole=True) for n in range(48)
    ]
    early = recession.record(months, recession.recessions(before), date(2021, 7, 18))
    late = recession.record(months, recession.recessions(after), date(2021, 7, 19))
    assert (early.months, early.in_recession) == (14, 0)  # outcomes January 2019 to February 2020
    assert (late.months, late.in_recession, late.in_pandemic) == (19, 2, 2)  # to July 2020


def test_a_pause_of_two_months_does_not_end_an_alarm_and_one_of_three_does() -> None:
    months = [month(2000, 7, 0.4), month(2000, 10, 0.4), month(2001, 2, 0.4)]
    found = recession.alarms(months, (), date(2005, 1, 1))
    assert [(alarm.first, alarm.last) for alarm in found] == [
        (date(2000, 7, 1), date(2000, 10, 1)),
        (date(2001, 2, 1), date(2001, 2, 1)),
    ]


def test_a_month_that_has_not_ended_raises_no_alarm() -> None:
    assert recession.alarms([month(2024, 5, 0.5)._replace(is_whole=False)], (), date(2024, 5, 20)) == []


def test_no_recession_is_known_before_it_was_announced() -> None:
    assert recession.recessions(end_of_day(date(2020, 6, 7)))[-1].peak == date(2007, 12, 1)
    assert recession.recessions(end_of_day(date(2020, 6, 8)))[-1].peak == date(2020, 2, 1)


def test_a_recession_is_the_months_after_the_peak_up_to_the_trough() -> None:
    known = recession.recessions(parse_moment("2021-01-01"))
    assert not recession.is_recession(date(2007, 12, 1), known)
    assert recession.is_recession(date(2008, 1, 1), known) and recession.is_recession(date(2009, 6, 1), known)
    assert not recession.is_recession(date(2009, 7, 1), known)


def test_the_record_counts_only_outcomes_after_the_fitted_sample_that_could_have_been_announced() -> None:
    months = [
        recession.Month(recession.after(date(2008, 1, 1), n), 1.0, 0.1, "bill_3m", is_whole=True) for n in range(60)
    ]
    found = recession.record(months, recession.recessions(parse_moment("2013-06-30")), date(2013, 6, 30))
    assert (found.months, found.in_recession) == (30, 0)  # outcomes January 2010 to June 2012
    assert found.brier == pytest.approx(0.01)
    assert found.base == pytest.approx(recession.base_rate() ** 2)
