"""The spread model on published figures: no look-ahead, no false comfort, gaps said aloud, EFFR left where it is."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, Track, days, micros
from tidegauge.models.base import FED, LEVELS, Forecast, as_of_origin, business_days_after
from tidegauge.models.spreads.model import DAYS_MOST, EFFR, SOFR, TGCR, SpreadModel
from tidegauge.models.spreads.spike import WINDOWS
from tidegauge.models.targets import TARGETS
from tidegauge.models.walk_forward import Schedule, Table, forecasts, joined
from tidegauge.reference import figures
from tidegauge.store import Store

Known = Callable[..., Frame]
ORIGINS = FED.open_days(date(2019, 1, 2), date(2026, 3, 2))


@cache
def everything() -> Frame:
    """All figures that the model reads, to the end of March 2026."""
    return Store(figures.FOLDER).frame(SOFR.inputs, as_of=figures.LAST_MOMENT)


def known(frame: Frame, moment: datetime) -> Frame:
    """Return what a frame's tracks said at a moment."""
    tracks = {}
    for series, track in frame.tracks.items():
        seen = track.known_at <= micros(moment)
        tracks[series] = Track(
            series, track.unit, track.periods[seen], track.values[seen], track.known_at[seen], track.known_by[seen]
        )
    return Frame(moment, tracks)


def spoilt(frame: Frame, origin: date, how: str, seed: int) -> Frame:
    """Return figures of which everything known after a day was deleted, shuffled or made absurd."""
    if how == "deleted":
        return known(frame, as_of_origin(origin))
    tracks = {}
    for series, track in frame.tracks.items():
        later = track.known_at > micros(as_of_origin(origin))
        values = track.values.copy()
        values[later] = np.random.default_rng(seed).permutation(values[later]) if how == "shuffled" else 1e15
        tracks[series] = Track(series, track.unit, track.periods, values, track.known_at, track.known_by)
    return Frame(frame.as_of, tracks)


def walked(frame: Frame, origins: list[date]) -> Table:
    """Return the forecasts of some origins in two stretches, each with its own fit."""
    half = len(origins) // 2
    schedule = Schedule(tuple(origins), (1, 5, 20), (origins[0], origins[half]))
    return joined([forecasts(SOFR, partial(known, frame), stretch) for stretch in schedule.stretches()])


@settings(max_examples=6, deadline=None)
@given(
    st.integers(0, len(ORIGINS) - 30),
    st.integers(0, 29),
    st.sampled_from(["deleted", "shuffled", "absurd"]),
    st.integers(0, 99),
)
def test_nothing_known_after_an_origin_changes_a_byte_of_its_forecast(
    start: int, spoilt_after: int, how: str, seed: int
) -> None:
    origins = ORIGINS[start : start + 30]
    as_it_was = walked(everything(), origins)
    changed = walked(spoilt(everything(), origins[spoilt_after], how, seed), origins)
    before = as_it_was.origin <= days(origins[spoilt_after])
    assert changed.centre[before].tobytes() == as_it_was.centre[before].tobytes()
    assert changed.quantiles[before].tobytes() == as_it_was.quantiles[before].tobytes()
    if how != "deleted" and spoilt_after < 25:
        assert changed.quantiles.tobytes() != as_it_was.quantiles.tobytes()


def ahead(frame: Frame, horizon: int, model: SpreadModel = SOFR) -> Forecast:
    """What a model says from a frame that it is fitted to."""
    return model.fit(frame).predict(frame, business_days_after(frame.as_of.astimezone(NEW_YORK).date(), horizon))


def test_a_fit_that_is_a_month_old_follows_the_figures_since(known_on: Known) -> None:
    """Fitted at the start of October, the model knows on the 30th what came meanwhile."""
    fitted = SOFR.fit(known_on(date(2025, 10, 1)))
    origin = date(2025, 10, 30)
    old = fitted.predict(known_on(origin), business_days_after(origin, 5)).centre
    fresh = ahead(known_on(origin), 5).centre
    assert np.abs(old - fresh).max() < 2.0


def said(known_on: Known, origin: date, model: SpreadModel = SOFR) -> Forecast:
    """What the model says on a day."""
    return ahead(known_on(origin), 20, model)


def spikes(known_on: Known, origin: date) -> dict[int, float]:
    """How likely a spike is by window, as said on a day."""
    frame = known_on(origin)
    return dict(zip(WINDOWS, SOFR.fit(frame).spikes(frame, origin).tolist(), strict=True))


@pytest.mark.parametrize("origin", [date(2025, 10, 30), date(2025, 12, 30)])
def test_the_day_before_the_spikes_of_2025_a_spike_was_expected(known_on: Known, origin: date) -> None:
    assert spikes(known_on, origin)[1] > 0.8


def test_the_day_before_17_september_2019_a_spike_was_likelier_than_usual_and_its_size_was_missed(
    known_on: Known,
) -> None:
    chances, forecast = spikes(known_on, date(2019, 9, 16)), said(known_on, date(2019, 9, 16))
    assert forecast.quantiles is not None
    assert 0.2 < chances[1] < 0.5
    assert chances[20] > 0.9
    assert forecast.quantiles[-1, 0] < 315 / 10


@pytest.mark.parametrize("origin", FED.open_days(date(2025, 4, 14), date(2025, 4, 29)))
def test_a_drain_of_reserves_in_april_2025_gave_no_false_alarm(known_on: Known, origin: date) -> None:
    assert spikes(known_on, origin)[1] < 0.05


@pytest.mark.parametrize("origin", [date(2026, 3, 13), date(2026, 3, 30)])
def test_the_tax_date_and_the_quarter_end_of_march_2026_gave_no_alarm(known_on: Known, origin: date) -> None:
    assert spikes(known_on, origin)[1] < 0.15


def test_effr_is_left_where_it_is(known_on: Known) -> None:
    frame = known_on(date(2025, 11, 14))
    last = TARGETS["effr_iorb_bp"].track(frame).present().values[-1]
    assert np.allclose(ahead(frame, 20, EFFR).centre, last)


def test_tgcr_rises_at_a_period_end_as_sofr_does(known_on: Known) -> None:
    origin = date(2025, 11, 25)
    rises = [np.diff(said(known_on, origin, model).centre[:2])[0] for model in (SOFR, TGCR)]
    assert min(rises) > 3


def test_quantiles_rise_and_the_band_holds_the_centre(known_on: Known) -> None:
    forecast = said(known_on, date(2024, 6, 3))
    assert forecast.quantiles is not None
    assert forecast.quantiles.shape == (len(LEVELS), 20)
    assert (np.diff(forecast.quantiles, axis=0) >= 0).all()
    assert (forecast.quantiles[0] < forecast.centre).all()
    assert (forecast.centre < forecast.quantiles[-1]).all()


def test_beyond_twenty_days_nothing_is_said(known_on: Known) -> None:
    forecast = ahead(known_on(date(2025, 6, 2)), DAYS_MOST + 3)
    assert forecast.quantiles is not None
    assert np.isnan(forecast.centre[DAYS_MOST:]).all()
    assert np.isnan(forecast.quantiles[:, DAYS_MOST:]).all()
    assert not np.isnan(forecast.centre[:DAYS_MOST]).any()


@pytest.mark.parametrize(("origin", "found"), [(date(2018, 3, 30), 0), (date(2018, 6, 1), 42)])
def test_two_months_of_rates_are_too_few_and_none_are_said_to_be_none(
    known_on: Known, origin: date, found: int
) -> None:
    with pytest.raises(TooLittleHistory, match=rf"80 figures of sofr_iorb_bp, and {found} are known"):
        SOFR.fit(known_on(origin))


def stopped(published: Frame, series: str, last: date) -> Frame:
    """Return what was known on 30 October 2025, had a series stopped."""
    short = published[series].between(date(2000, 1, 1), last)
    return known(Frame(published.as_of, {**published.tracks, series: short}), as_of_origin(date(2025, 10, 30)))


def test_a_rate_that_stopped_gives_an_error_and_not_an_old_forecast(published: Frame) -> None:
    with pytest.raises(TooLittleHistory, match="sofr"):
        ahead(stopped(published, "sofr", date(2025, 10, 20)), 5)


@pytest.mark.parametrize("series", ["reserves", "bank_assets", "on_rrp"])
def test_where_spare_cash_stopped_it_stands_as_it_last_was(published: Frame, known_on: Known, series: str) -> None:
    cut = stopped(published, series, date(2025, 4, 30))
    whole, short = (SOFR.history(frame).weight for frame in (known_on(date(2025, 10, 30)), cut))
    assert len(whole) == len(short)
    assert short[-1] == short[-60] != whole[-1]
    assert np.array_equal(whole[:-150], short[:-150])
    said = [ahead(frame, 5).centre for frame in (known_on(date(2025, 10, 30)), cut)]
    assert np.isfinite(said[1]).all()
    assert np.abs(said[1] - said[0]).max() < 8  # the calendar still bites, as hard as in spring


def test_an_origin_on_a_closed_day_says_what_the_day_before_said(known_on: Known) -> None:
    friday, saturday = date(2025, 11, 21), date(2025, 11, 22)
    frame = known_on(friday)
    later = Frame(end_of_day(saturday), frame.tracks)
    assert np.allclose(ahead(frame, 5).centre, ahead(later, 5).centre)
