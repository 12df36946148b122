"""Answers: computed once, shared by all who ask, and new as soon as the store is."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tidegauge.errors import NoStore, RunTooLong, StoreError, UnknownSeries
from tidegauge.questions import registry
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.store import Batch, Store
from tidegauge.views.web import answers as module
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.settings import Limits

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)


def put(root: Path, value: float, day: int = 3) -> None:
    """Store one figure of SOFR."""
    batch = Batch()
    period = datetime(2025, 11, day, tzinfo=UTC).date()
    batch.add("sofr", period, value, datetime(2025, 11, day + 1, 13, tzinfo=UTC), "release_rule")
    Store(root).append(batch, recorded_at=datetime(2025, 11, 20, tzinfo=UTC))


def last(answers: Answers) -> float:
    """Return the last figure of SOFR."""
    return answers.ask("series.show", series="sofr").answer.values[-1].value  # type: ignore[no-any-return]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by a name with every question that is really asked."""
    asked: list[str] = []
    ask: Callable[..., Answer] = registry.Question.ask

    def noted(question: registry.Question, desk: Desk, **said: Any) -> Answer:
        asked.append(question.name)
        return ask(question, desk, **said)

    monkeypatch.setattr(registry.Question, "ask", noted)
    return asked


def test_a_question_is_asked_once_however_many_want_to_know(counted: list[str], monkeypatch: Any) -> None:
    answers, gate = Answers(Desk(Path(figures.FOLDER), environment={})), threading.Barrier(8)

    def ask(_: int) -> Answer:
        gate.wait()
        return answers.ask("analogues", as_of=MOMENT)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert counted == ["analogues"]
    assert all(one is found[0] for one in found)


def test_other_parameters_are_another_question(counted: list[str]) -> None:
    answers = Answers(Desk(Path(figures.FOLDER), environment={}))
    for weeks in (1, 2, 1):
        answers.ask("drain", weeks=weeks, as_of=MOMENT)
    assert counted == ["drain", "drain"]


def test_what_another_program_has_written_is_seen_without_a_restart(tmp_path: Path) -> None:
    put(tmp_path / "store", 4.0)
    answers = Answers(Desk(tmp_path / "store", environment={}), look_again_seconds=0)
    tag, before = answers.tag("series.show", series="sofr"), last(answers)
    put(tmp_path / "store", 4.5, day=4)
    assert (before, last(answers)) == (4.0, 4.5)
    assert answers.tag("series.show", series="sofr") != tag


def test_the_first_update_takes_over_from_the_bundled_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidegauge.questions.desk.default_root", lambda: tmp_path / "store")
    answers = Answers(Desk(environment={}), look_again_seconds=0)
    assert answers.is_bundled
    put(tmp_path / "store", 4.0)
    assert last(answers) == 4.0
    assert not answers.is_bundled


def test_between_looks_the_disk_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "store", 4.0)
    answers = Answers(Desk(tmp_path / "store", environment={}), look_again_seconds=1e9)
    put(tmp_path / "store", 4.5, day=4)
    assert last(answers) == 4.0


def test_no_more_answers_are_kept_than_allowed(counted: list[str]) -> None:
    answers = Answers(Desk(Path(figures.FOLDER), environment={}), Limits(answers_kept=2))
    for weeks in (1, 2, 3, 1):
        answers.ask("drain", weeks=weeks, as_of=MOMENT)
    assert len(answers) == 2
    assert len(counted) == 4, "the first was forgotten and asked again"


def test_a_failure_reaches_everybody_and_is_not_kept(counted: list[str]) -> None:
    answers = Answers(Desk(Path(figures.FOLDER), environment={}))
    for _ in range(2):
        with pytest.raises(UnknownSeries):
            answers.ask("series.show", series="soffr")
    assert counted == ["series.show"] * 2


def test_an_answer_about_the_present_is_not_kept_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers(Desk(Path(figures.FOLDER), environment={}))
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    tags = set()
    for minutes in (0, 1, 6):
        monkeypatch.setattr(module.clock, "now", lambda minutes=minutes: now + timedelta(minutes=minutes))
        tags.add((answers.tag("drain"), answers.tag("drain", as_of=MOMENT)))
    assert len({present for present, _ in tags}) == 2
    assert len({past for _, past in tags}) == 1


def test_a_long_run_is_for_the_queue() -> None:
    answers = Answers(Desk(Path(figures.FOLDER), environment={}), Limits(path_days_now=1_000))
    with pytest.raises(RunTooLong, match="1,000 paths over 5 days"):
        answers.ask("simulate", scenario="rmp_45bn", paths=1_000, days=5)


def test_a_store_that_is_gone_is_told_by_an_examination_while_readers_go_on(tmp_path: Path) -> None:
    put(tmp_path / "store", 4.0)
    answers = Answers(Desk(tmp_path / "store", environment={}), look_again_seconds=0)
    assert last(answers) == 4.0
    (tmp_path / "store").rename(tmp_path / "away")
    with pytest.raises(StoreError):
        answers.examine()
    assert last(answers) == 4.0
    with pytest.raises(NoStore):
        Answers(Desk(tmp_path / "store", environment={}))
