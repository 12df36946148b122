"""The question of reserves: the odds of first falling below a watched line stand beside what no change would give."""

from dataclasses import replace
from datetime import datetime
from functools import cache

import numpy as np
import pytest

from tidegauge.clock import parse_moment
from tidegauge.forecasts import bundle
from tidegauge.forecasts.kept import Kept
from tidegauge.questions import forecast, standing
from tidegauge.questions.answer import Answer, envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast_reserves import MODEL, WEDNESDAY, Crossing, reserves
from tidegauge.reference import figures
from tidegauge.signals.signal import load_signals
from tidegauge.store import Store

SEPTEMBER = parse_moment("2025-09-24")  # a week before reserves fell below 3.0 tn
DECEMBER = parse_moment("2025-12-03")


@cache
def ahead(model: str, horizon: int, as_of: datetime) -> Answer:
    """Return a forecast on the bundled figures: fitting takes seconds, and many odds are laid on the same one."""
    opened = Desk(environment={})
    opened._store, opened._bundled = Store(figures.FOLDER), True
    return forecast.ahead(opened, "reserves", model, horizon, as_of)


@pytest.fixture(autouse=True)
def fitted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each forecast once, whatever is kept when it is asked for again."""
    place = "tidegauge.questions.forecast_reserves.ahead"
    monkeypatch.setattr(place, lambda _, __, model, horizon, as_of: ahead(model, horizon, as_of))


@pytest.fixture
def saved() -> Kept:
    """The bundled back-test of the model."""
    return next(one for one in bundle.tables() if one.facts.model == MODEL)


def crossings(answer: Answer) -> tuple[Crossing, ...]:
    """Return the crossings, which stand on one day."""
    (found,) = (row.crossings for row in answer.answer if row.crossings)
    return tuple(found)


def test_the_odds_are_of_the_watched_lines_and_the_days_told_are_wednesdays_in_order(desk: Desk) -> None:
    answer = reserves(desk, horizon=65, as_of=SEPTEMBER)
    found = crossings(answer)
    assert [one.signal for one in found] == [one.id for one in load_signals() if one.condition == "reserves"]
    far, near = sorted(found, key=lambda one: one.line)
    assert far.share is not None and near.share is not None and near.base_rate is not None
    assert far.share < near.share < 1 and near.share > 0.1
    told = [day for day in (near.by_10, near.by_25, near.by_50) if day is not None]
    assert told == sorted(told) and told[0] > SEPTEMBER.date()
    assert {day.weekday() for day in told} == {WEDNESDAY}
    assert (near.by_50 is None) == (near.share < 0.5)
    rows = envelope(answer, "en")["answer"]
    assert isinstance(rows, list)
    assert {line["paths"] for row in rows for line in row["crossings"]} == {near.paths}


def test_a_line_that_reserves_lie_below_already_has_no_odds(desk: Desk) -> None:
    far, near = sorted(crossings(reserves(desk, horizon=20, as_of=DECEMBER)), key=lambda one: one.line)
    assert near.is_below and near.share is None and near.by_10 is None
    assert not far.is_below and far.share is not None


def test_with_few_whole_paths_there_are_no_odds_and_the_answer_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, saved: Kept
) -> None:
    few = saved.table.rows(np.isin(saved.table.origin, np.unique(saved.table.origin)[-30:]))
    monkeypatch.setattr(standing, "tables", lambda _: {MODEL: replace(saved, table=few)})
    answer = reserves(desk, horizon=20, as_of=DECEMBER)
    assert not any(row.crossings for row in answer.answer)
    assert [one.check for one in answer.findings if "crossings" in one.check] == ["crossings_without_paths"]


def test_errors_that_came_later_change_no_odds(desk: Desk, monkeypatch: pytest.MonkeyPatch, saved: Kept) -> None:
    later = saved.table.day > int(np.datetime64("2025-09-17", "D").astype(int))
    spoilt = replace(saved, table=saved.table._replace(outcome=np.where(later, 0.0, saved.table.outcome)))
    before = crossings(reserves(desk, horizon=65, as_of=SEPTEMBER))
    monkeypatch.setattr(standing, "tables", lambda _: {MODEL: spoilt})
    assert crossings(reserves(desk, horizon=65, as_of=SEPTEMBER)) == before


def test_the_bundled_paths_reach_over_a_quarter(desk: Desk) -> None:
    answer = reserves(desk, horizon=65, as_of=SEPTEMBER)
    assert answer.answer[-1].crossings
    assert not [one for one in answer.findings if "crossings" in one.check]
