"""An answer in Python: frames hold exact figures, files are the tables, and a notebook is never handed raw text."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from tests.questions.test_answer import NOON, bundled

from tidegauge.errors import OutputNotPossible, TidegaugeError
from tidegauge.questions import ledger
from tidegauge.questions.answer import Answer, envelope
from tidegauge.questions.balance import drain
from tidegauge.questions.brief import brief
from tidegauge.questions.desk import Desk
from tidegauge.views.answered import Answered, answered
from tidegauge.words import LANGUAGES


@pytest.fixture
def week() -> Answered:
    """Return why reserves moved in a week."""
    return answered(drain(bundled(), as_of=NOON), "en")


def test_an_answer_is_frozen_and_still_the_answer_of_its_question(week: Answered) -> None:
    assert isinstance(week, Answer)
    with pytest.raises(AttributeError):
        week.answer = None  # type: ignore[misc]
    assert week.to_dict() == envelope(drain(bundled(), as_of=NOON), "en")
    assert week.to_dict("zh-Hans") == envelope(week, "zh-Hans")


def test_frames_hold_whole_dollars_and_dates(week: Answered) -> None:
    total = week.answer.weeks[0].reserves_usd
    pandas, polars = week.to_pandas(), week.to_polars()
    assert (int(pandas["reserves_usd"].sum()), polars["reserves_usd"].sum()) == (total, total)
    assert str(pandas.dtypes["reserves_usd"]) == "Int64"
    assert polars.schema["reserves_usd"] == pl.Int64
    assert str(pandas.dtypes["start"]) == "datetime64[s]"
    assert polars.schema["start"] == pl.Date
    assert polars["end"][0] == date(2025, 10, 29)
    assert list(pandas.columns) == polars.columns


def test_missing_figures_stay_missing_and_moments_are_moments() -> None:
    reading = answered(brief(bundled(), as_of=NOON), "en")
    gauges = {gauge.id: gauge for gauge in reading.answer.gauges}
    pandas, polars = reading.to_pandas("gauges"), reading.to_polars("gauges")
    lacking = sorted(id_ for id_, gauge in gauges.items() if gauge.value is None)
    assert lacking
    assert sorted(pandas.loc[pandas["value"].isna(), "id"]) == lacking
    assert sorted(polars.filter(pl.col("value").is_null())["id"]) == lacking
    assert pandas.set_index("id").loc["reserves", "known_at"] == pd.Timestamp(gauges["reserves"].known_at)
    assert polars.schema["known_at"] == pl.Datetime("us", "UTC")


def test_every_table_of_an_answer_can_be_had_by_name(week: Answered) -> None:
    for name, table in week.tables().items():
        assert week.to_pandas(name).shape == week.to_polars(name).shape == (len(table.rows), len(table.columns))
    with pytest.raises(OutputNotPossible, match="It has weeks_causes"):
        week.to_pandas("cuases")


def test_an_answer_of_nothing_is_an_empty_frame() -> None:
    empty = answered(Answer("calendar", datetime(2025, 11, 3, tzinfo=UTC), (), {}, (), ()), "en")
    assert empty.to_pandas().shape == empty.to_polars().shape == (0, 0)


def test_whole_numbers_beyond_64_bits_are_kept_exactly() -> None:
    wide = answered(Answer("calendar", datetime(2025, 11, 3, tzinfo=UTC), ((2**64 - 1, -1),), {}, (), ()), "en")
    assert wide.to_pandas()["period"][0] == wide.to_polars()["period"][0] == 2**64 - 1


def test_printing_shows_what_the_command_line_shows(week: Answered, capsys: pytest.CaptureFixture[str]) -> None:
    assert "change of reserves" in str(week)
    assert capsys.readouterr().out == ""  # it is returned, not printed
    assert repr(week).startswith("<drain as of 2025-11-03T12:00:00-05:00: weeks_causes 14×6")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_notebook_shows_the_main_table_and_no_text_becomes_markup(lang: str) -> None:
    reading = answered(brief(bundled(), as_of=NOON), lang)
    page = reading._repr_html_()
    assert page.count("<table>") == 1
    assert page.count("<tr>") == 1 + 20  # heads and twenty rows
    assert page.endswith(f"<p>{len(reading.answer.gauges)} × {len(reading.tables()['gauges'].columns)}</p>")
    assert "2,827,909,000,000" in page
    hostile = Answer("calendar", NOON, ("<script>alert(1)</script>",), {}, (), ())
    assert "<script>" not in answered(hostile, lang)._repr_html_()


@pytest.mark.parametrize(("name", "starts"), [("a.xlsx", b"PK"), ("a.csv", b"start,end,id")])
def test_any_answer_is_saved_by_the_ending_of_its_file(
    week: Answered, tmp_path: Path, name: str, starts: bytes
) -> None:
    place = week.save(tmp_path / "deep" / name)
    assert place.read_bytes().startswith(starts)
    assert [path.name for path in place.parent.iterdir()] == [name]


def test_a_view_of_its_question_is_an_ending_too(tmp_path: Path) -> None:
    explained = answered(ledger.explain(Desk(), event="E01a"), "zh-Hans")
    assert explained.save(str(tmp_path / "e.html")).read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["a.docx", "a", "a.pdf", "/dev/null/a.csv", "."])
def test_what_cannot_be_written_is_refused(week: Answered, tmp_path: Path, name: str) -> None:
    with pytest.raises(TidegaugeError):
        week.save(tmp_path / name)


def test_without_pandas_the_extra_is_named(week: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(OutputNotPossible, match="tidegauge\\[frames\\]"):
        week.to_pandas()
