"""The questions of a forecast: bands only where errors are kept, nowcast days marked, rival and score beside."""

from datetime import date
from pathlib import Path

import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import TooLittleHistory
from tidegauge.forecasts import bundle, kept, registry
from tidegauge.frame import days
from tidegauge.questions import forecast_line
from tidegauge.questions.answer import envelope
from tidegauge.questions.brief import brief
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast import DayAhead, tga
from tidegauge.questions.forecast_spread import spread
from tidegauge.questions.registry import QUESTIONS
from tidegauge.reference import figures
from tidegauge.words.sentence import Amount, say

AFTERNOON = parse_moment("2026-03-31T15:00-04:00")  # before the statement for the day before is out


def ahead(rows: tuple[DayAhead, ...]) -> list[DayAhead]:
    """Return the days that are scored."""
    return [row for row in rows if row.horizon >= 1]


def test_the_answer_is_a_list_of_days_with_ordered_bands_a_rival_and_a_score(desk: Desk) -> None:
    rows = envelope(tga(desk, horizon=3, as_of=AFTERNOON), "en")["answer"]
    assert isinstance(rows, list)
    for row in rows[-3:]:
        assert row["low_95"] < row["low_80"] < row["value"] < row["high_80"] < row["high_95"]
        assert all(isinstance(row[name], int) for name in ("value", "low_80", "high_95", "rival_value"))
        assert row["measured"]["n"] > 500
        assert (row["measured"]["skill"] > 0) == (row["measured"]["mae"] < row["measured"]["rival_mae"])


def test_days_that_have_begun_without_a_figure_are_nowcast_and_only_days_ahead_have_a_band(desk: Desk) -> None:
    rows = tga(desk, horizon=2, as_of=AFTERNOON).answer
    assert [(row.date, row.horizon, row.is_nowcast) for row in rows] == [
        (date(2026, 3, 30), 0, True),
        (date(2026, 3, 31), 1, True),
        (date(2026, 4, 1), 2, False),
    ]
    assert [row.low_80 is None for row in rows] == [True, False, False]
    assert rows[0].measured is None


def test_a_forecast_of_a_kept_evening_has_the_band_of_its_back_test(desk: Desk) -> None:
    """To the digits that are kept: fitted on the day itself, not half a year before, a centre may move a little."""
    origin = date(2025, 10, 1)
    (saved,) = (one for one in bundle.tables() if one.facts.model == "sofr_spread")
    part = saved.table.rows((saved.table.origin == days(origin)) & (saved.table.horizon == 5))
    row = ahead(spread(desk, horizon=5, as_of=parse_moment("2025-10-01")).answer)[-1]
    assert row.low_80 is not None
    assert row.high_80 is not None
    kept_width = float(part.quantiles[0, forecast_line.ENDS[1]] - part.quantiles[0, forecast_line.ENDS[0]])
    assert row.high_80 - row.low_80 == pytest.approx(kept_width, rel=0.1)


def test_without_kept_errors_there_is_a_centre_and_no_band(desk: Desk, tmp_path: Path) -> None:
    desk.root = tmp_path
    answer = spread(desk, horizon=5, as_of=parse_moment("2025-10-30"))
    assert all(row.value is not None and row.low_80 is None and row.measured is None for row in answer.answer)
    assert {row.rival for row in answer.answer} == {"random_walk"}
    assert [finding.severity for finding in answer.findings if finding.check == "forecast_without_band"] == ["warning"]


def test_a_score_measured_on_later_figures_says_so(desk: Desk) -> None:
    late = spread(desk, horizon=1, as_of=parse_moment("2025-10-30"))
    assert [finding.check for finding in late.findings if "scored" in finding.check] == ["forecast_scored_later"]
    assert not [finding for finding in spread(desk, horizon=1).findings if "scored" in finding.check]


def test_too_little_history_is_refused(desk: Desk) -> None:
    with pytest.raises(TooLittleHistory):
        tga(desk, horizon=1, as_of=parse_moment("2018-06-01"))


def test_every_model_that_is_shown_is_scored_and_has_a_question() -> None:
    assert set(registry.SHOWN.values()) <= set(registry.MODELS)
    asked = {question.name for question in QUESTIONS if question.name.startswith("forecast.")}
    assert asked == {f"forecast.{name}" for name in registry.SHOWN}


def test_the_brief_tells_the_kept_forecast_its_band_and_its_record(desk: Desk) -> None:
    (said,) = (line for line in brief(desk).answer.weeks if line.key.startswith("brief.weeks.forecast"))
    value, low, high = (said.facts[name] for name in ("value", "low", "high"))
    assert isinstance(value, Amount) and isinstance(low, Amount) and isinstance(high, Amount)
    assert low.value < value.value < high.value
    score = next(one for one in bundle.scores() if (one.model, one.horizon) == ("treasury_cash", 5))
    assert said.facts["error"] == Amount(score.mae, "usd")
    assert "7 Apr" in say(said, "en")


def test_the_brief_of_an_earlier_day_does_not_tell_a_score_that_was_measured_later(desk: Desk) -> None:
    assert forecast_line.cash_ahead(desk, parse_moment("2026-03-31")) == ()


def test_the_brief_tells_nothing_where_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    desk.root = tmp_path
    assert forecast_line.cash_ahead(desk, figures.LAST_MOMENT) == ()
    assert kept.read_all(tmp_path) == []
