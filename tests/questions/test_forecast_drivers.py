"""Drivers that end or never move: the forecast is made all the same, and says so."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from tidegauge.clock import end_of_day
from tidegauge.errors import ConstantSeries
from tidegauge.forecasts import registry
from tidegauge.frame import Frame, days
from tidegauge.models.base import business_days_after
from tidegauge.models.targets import TARGETS, require_movement
from tidegauge.questions import forecast_drivers
from tidegauge.reference import figures
from tidegauge.store import Store

ORIGIN, STOP = date(2025, 8, 1), date(2025, 3, 31)
ENDING = {
    "treasury_cash": ("dts_debt_issues", "dts_debt_redemptions", "debt_held_by_public"),
    "non_debt_flow": ("dts_medicaid", "dts_interest"),
    "sofr_spread": ("reserves", "bank_assets", "on_rrp"),
}


def without(model: str, series: tuple[str, ...]) -> Frame:
    """Return what a model's frame would hold had some series stopped."""
    frame = Store(figures.FOLDER).frame(registry.find(model).inputs, as_of=end_of_day(ORIGIN))
    tracks = dict(frame.tracks)
    for name in series:
        track = tracks[name]
        end = int(np.searchsorted(track.periods, days(STOP), side="right"))
        columns = {part: getattr(track, part)[:end] for part in ("periods", "values", "known_at", "known_by")}
        tracks[name] = replace(track, **columns)
    return Frame(frame.as_of, tracks)


@pytest.mark.parametrize("model", ENDING)
def test_a_model_answers_without_a_driver_that_ended_and_says_so(model: str) -> None:
    entry = registry.find(model)
    whole, cut = without(model, ()), without(model, ENDING[model])
    ahead = business_days_after(ORIGIN, 5)
    with threadpool_limits(1):
        said = [entry.forecaster.fit(frame).predict(frame, ahead).centre for frame in (whole, cut)]
    assert np.isfinite(said[1]).all()
    assert (said[0] != said[1]).any()
    told = [[one.check for one in forecast_drivers.findings(frame, entry)] for frame in (whole, cut)]
    assert told == [[], ["drivers_stopped"]]
    (finding,) = forecast_drivers.findings(cut, entry)
    targets = TARGETS[entry.forecaster.target].inputs
    assert finding.detail.facts["n"] == len([name for name in ENDING[model] if name not in targets])
    assert finding.severity == "warning"


def test_a_series_that_ended_years_ago_is_history_and_not_missed() -> None:
    frame = without("treasury_cash", ())
    ended = frame["dts_interagency_transfers_2022"].latest()
    assert ended is not None
    assert (ORIGIN - ended.period).days > forecast_drivers.OLD_DAYS
    assert forecast_drivers.findings(frame, registry.find("treasury_cash")) == []


def test_a_driver_that_never_moves_is_named() -> None:
    frame = without("sofr_spread", ())
    still = replace(frame["on_rrp"], values=np.full(len(frame["on_rrp"]), 5e9))
    (found,) = forecast_drivers.findings(
        Frame(frame.as_of, {**frame.tracks, "on_rrp": still}), registry.find("sofr_spread")
    )
    assert (found.check, found.subject) == ("driver_constant", "on_rrp")


def test_a_target_that_never_moves_is_refused_with_its_days() -> None:
    track = Store(figures.FOLDER).frame(["tga"], as_of=end_of_day(ORIGIN))["tga"]
    require_movement(track, "treasury_cash")
    with pytest.raises(ConstantSeries, match="tga does not move from 20"):
        require_movement(replace(track, values=np.full(len(track), 1e9)), "treasury_cash")
