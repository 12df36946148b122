"""The forecast of the Treasury's non-debt flow: planted truths, no look-ahead, and its score on the statements."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from tidegauge.errors import HorizonBeyondCalendar, TooLittleHistory
from tidegauge.frame import Frame, Track, micros
from tidegauge.models.base import FED, as_of_origin, business_days_after
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.flows import flows
from tidegauge.models.treasury.groups import DEBT, GROUPS
from tidegauge.models.treasury.non_debt_flow import FittedNonDebtFlow, NonDebtFlow, level_at

Cut = Callable[..., Frame]
ORIGIN = date(2024, 5, 30)  # 1 June 2024 is a Saturday
AHEAD = business_days_after(ORIGIN, 65)


@pytest.fixture(scope="session")
def fitted(planted: Frame, known_on: Cut) -> FittedNonDebtFlow:
    """The model fitted to the made-up Treasury at the origin."""
    return NonDebtFlow().fit(known_on(planted, ORIGIN))


def expected_on(fitted: FittedNonDebtFlow, frame: Frame, group: str) -> dict[date, float]:
    """Return what a group is expected to bring by day [bn USD]."""
    daily = fitted.daily(frame, AHEAD)
    return dict(zip(AHEAD, (daily.groups[daily.ids.index(group)] / 1e9).tolist(), strict=True))


def test_social_security_goes_out_on_the_3rd_and_the_second_to_fourth_wednesday(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    paid = expected_on(fitted, known_on(planted, ORIGIN), "social_security")
    june = {day.day: amount for day, amount in paid.items() if day.month == 6}
    assert {day for day, amount in june.items() if amount < -20} == {3, 12, 18, 26}  # the 19th is Juneteenth
    assert june[3] == pytest.approx(-26, abs=2)
    assert june[12] == pytest.approx(-30, abs=2)


def test_when_the_1st_is_a_weekend_medicare_pays_its_plans_on_the_business_day_before(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    paid = expected_on(fitted, known_on(planted, ORIGIN), "medicare")
    assert paid[date(2024, 5, 31)] < -40
    assert paid[date(2024, 6, 3)] > -5
    assert paid[date(2024, 7, 1)] < -40


def test_withheld_taxes_peak_on_mondays_and_follow_their_growth(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    taken = expected_on(fitted, known_on(planted, ORIGIN), "withheld")
    mondays = [amount for day, amount in taken.items() if day.weekday() == 0]
    assert np.mean(mondays) == pytest.approx(30 * 1.04**5, rel=0.05)


def test_the_sum_of_a_planted_treasury_is_forecast_within_a_few_billions(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    forecast = fitted.predict(known_on(planted, ORIGIN), AHEAD)
    start = grid().dates.index(AHEAD[0])
    truth = np.cumsum(flows(planted).net[start : start + 65])
    assert np.abs(forecast.centre - truth)[:20].max() < 10e9
    assert np.abs(truth)[:20].max() > 50e9
    assert (forecast.scale > 0).all()


def test_groups_add_up_to_the_net_and_the_forecast_is_its_running_sum(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    frame = known_on(planted, ORIGIN)
    daily = fitted.daily(frame, AHEAD)
    assert np.allclose(daily.groups.sum(axis=0), daily.net)
    assert np.allclose(np.cumsum(daily.net), fitted.predict(frame, AHEAD).centre)


def shaken(frame: Frame, after: date, seed: int, *, dropped: float = 0.3) -> Frame:
    """Return a frame whose rows not yet known at the end of a day are shuffled, scaled or dropped."""
    draw = np.random.default_rng(seed)
    tracks = {}
    for series, track in frame.tracks.items():
        later = track.known_at > cut_moment(after)
        values = track.values.copy()
        values[later] = draw.permutation(values[later]) * draw.normal()
        kept = ~later | (draw.random(len(later)) >= dropped)
        tracks[series] = Track(
            series, track.unit, track.periods[kept], values[kept], track.known_at[kept], track.known_by[kept]
        )
    return Frame(frame.as_of, tracks)


def cut_moment(day: date) -> int:
    """Return the end of a day in New York in microseconds."""
    return micros(as_of_origin(day))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_known_later_changes_a_forecast(planted: Frame, known_on: Cut, seed: int) -> None:
    candidates = FED.open_days(date(2022, 1, 3), date(2024, 6, 28))
    origin = candidates[int(np.random.default_rng(seed).integers(len(candidates)))]
    ahead = business_days_after(origin, 20)
    said = []
    for frame in (planted, shaken(planted, origin, seed)):
        known = known_on(frame, origin)
        forecast = NonDebtFlow().fit(known).predict(known, ahead)
        said.append((forecast.centre.tobytes(), forecast.scale.tobytes()))
    assert said[0] == said[1]


def test_a_shaken_past_does_change_the_forecast(planted: Frame, known_on: Cut, fitted: FittedNonDebtFlow) -> None:
    known = known_on(shaken(planted, date(2024, 3, 1), 1, dropped=0), ORIGIN)
    assert not np.array_equal(
        fitted.predict(known, AHEAD).centre, fitted.predict(known_on(planted, ORIGIN), AHEAD).centre
    )


def test_too_little_history_is_refused_in_a_sentence(planted: Frame, known_on: Cut) -> None:
    with pytest.raises(TooLittleHistory, match="non_debt_flow needs 472 figures of dts_withheld_taxes, and"):
        NonDebtFlow().fit(known_on(planted, date(2020, 6, 1)))


def test_without_the_cash_balance_the_rest_is_refused(planted: Frame, known_on: Cut) -> None:
    with pytest.raises(TooLittleHistory, match="of tga, and 0 are known"):
        NonDebtFlow().fit(known_on(planted, ORIGIN, without=("tga",)))


def test_a_driver_that_is_gone_when_a_forecast_is_asked_for_is_named(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    with pytest.raises(TooLittleHistory, match="dts_customs"):
        fitted.predict(known_on(planted, ORIGIN, without=("dts_customs",)), AHEAD)


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2035, 6, 1)])
def test_a_day_that_is_not_in_the_calendars_is_refused(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut, day: date
) -> None:
    with pytest.raises(HorizonBeyondCalendar):
        fitted.predict(known_on(planted, ORIGIN), [day])


def test_a_group_that_just_started_stays_in_the_rest(planted: Frame, known_on: Cut) -> None:
    late = planted["dts_customs"].between(date(2024, 1, 2), date(2024, 9, 30))
    found = NonDebtFlow().fit(known_on(Frame(planted.as_of, {**planted.tracks, "dts_customs": late}), ORIGIN))
    assert "customs" not in found.daily(known_on(planted, ORIGIN), AHEAD).ids


def test_a_group_that_has_ended_stays_in_the_rest(planted: Frame, known_on: Cut) -> None:
    early = planted["dts_customs"].between(date(2019, 1, 2), date(2023, 9, 29))
    found = NonDebtFlow().fit(known_on(Frame(planted.as_of, {**planted.tracks, "dts_customs": early}), ORIGIN))
    assert "customs" not in [GROUPS[one.place].id for one in found.fits]


def test_a_driver_with_a_few_old_figures_left_says_how_many_recent_ones_it_has(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    old = planted["dts_customs"].between(date(2022, 1, 3), date(2022, 1, 14))
    with pytest.raises(TooLittleHistory, match="needs 66 figures of dts_customs, and 0 are known"):
        fitted.predict(known_on(Frame(planted.as_of, {**planted.tracks, "dts_customs": old}), ORIGIN), AHEAD)


def test_before_exact_debt_flows_the_rest_is_read_from_debt_held_by_the_public(planted: Frame, known_on: Cut) -> None:
    late = {series: planted[series].between(date(2024, 3, 1), date(2024, 9, 30)) for series in DEBT}
    rough = Frame(planted.as_of, {**planted.tracks, **late, "debt_held_by_public": planted["tga"]})
    with pytest.raises(TooLittleHistory, match="of tga, and 6"):
        NonDebtFlow().fit(known_on(Frame(planted.as_of, {**planted.tracks, **late}), ORIGIN))
    assert NonDebtFlow().fit(known_on(rough, ORIGIN)).rest.place == len(GROUPS)


def test_when_the_categories_stop_half_of_their_growth_goes_on(planted: Frame) -> None:
    growing = 1.04 ** (np.arange(len(grid().dates)) / 250)
    growing[1500:] = np.nan
    last, ripe = 1499, 22
    soon, later = (level_at(planted, GROUPS[0], growing, last + ripe + days) for days in (0, 250))
    assert later / soon == pytest.approx(1.02)


def test_a_frame_whose_categories_stopped_a_year_ago_is_still_forecast(
    fitted: FittedNonDebtFlow, planted: Frame, known_on: Cut
) -> None:
    later = date(2025, 5, 30)
    frame = Frame(known_on(planted, later).as_of, known_on(planted, ORIGIN).tracks)
    refitted = NonDebtFlow().fit(frame)
    ahead = business_days_after(later, 20)
    assert np.isfinite(refitted.predict(frame, ahead).centre).all()
    assert np.isfinite(fitted.predict(frame, ahead).centre).all()


def score(statements: Frame, known_on: Cut, origins: list[date]) -> list[float]:
    """Return the mean absolute error at 1, 5 and 20 days [bn USD], refitted every half-year."""
    net = flows(statements).net / 1e9
    errors, fitted, half = [], None, None
    for origin in origins:
        known = known_on(statements, origin)
        if fitted is None or half != (origin.year, origin.month > 6):
            fitted, half = NonDebtFlow().fit(known), (origin.year, origin.month > 6)
        ahead = business_days_after(origin, 20)
        start = grid().dates.index(ahead[0])
        missed = fitted.predict(known, ahead).centre / 1e9 - np.cumsum(net[start : start + 20])
        errors.append(np.abs(missed[[0, 4, 19]]))
    means: list[float] = np.nanmean(errors, axis=0).tolist()
    return means


def test_the_statements_are_forecast_within_the_goals(statements: Frame, known_on: Cut) -> None:
    """Every seventh origin; the card has all of them: 4.7, 12.7 and 31 bn."""
    one, five, twenty = score(statements, known_on, FED.open_days(date(2023, 7, 3), date(2025, 7, 31))[::7])
    assert one <= 5.5
    assert five <= 14
    assert twenty <= 34
