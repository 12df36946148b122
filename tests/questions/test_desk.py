"""The desk: which figures answer, as of when, and whether the network may be asked."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.questions.conftest import NOON, Small

from tidegauge import clock
from tidegauge.errors import InvalidMoment, RunTooLong, StoreError
from tidegauge.questions.desk import Desk, default_root
from tidegauge.reference import figures


def test_without_a_store_the_bundled_figures_answer_as_of_their_last_moment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tidegauge.questions.desk.default_root", lambda: tmp_path / "nowhere")
    desk = Desk(environment={})
    assert desk.bundled
    assert desk.moment(None) == desk.bundled_until == figures.LAST_MOMENT
    assert [odd.check for odd in desk.findings()] == ["bundled_figures"]


def test_a_store_of_ones_own_answers_as_of_now_and_says_nothing_about_bundles(small: Small) -> None:
    desk = small(sofr={"2025-10-31": 4.22})
    assert (desk.bundled, desk.bundled_until, desk.findings()) == (False, None, [])
    assert abs(desk.moment(None) - clock.now()) < timedelta(seconds=10)


def test_the_default_place_is_used_once_there_is_a_store(monkeypatch: pytest.MonkeyPatch, small: Small) -> None:
    root = small(sofr={"2025-10-31": 4.22}).root
    monkeypatch.setattr("tidegauge.questions.desk.default_root", lambda: root)
    assert not Desk(environment={}).bundled
    assert default_root().name == "store"


@pytest.mark.parametrize("name", ["nothing", "x" * 5000, "\x00"])
def test_a_named_store_that_is_not_there_is_an_error_and_never_the_bundle(tmp_path: Path, name: str) -> None:
    with pytest.raises((StoreError, ValueError)):
        _ = Desk(tmp_path / name, environment={}).store


def test_tomorrow_is_not_a_moment_one_can_ask_about_and_today_means_until_now(desk: Desk) -> None:
    before = clock.now()
    today = before.astimezone(clock.NEW_YORK).date()
    assert before <= desk.moment(clock.end_of_day(today)) <= clock.now()
    with pytest.raises(InvalidMoment, match="future"):
        desk.moment(clock.end_of_day(today) + timedelta(seconds=1))
    assert desk.moment(NOON) == NOON


@pytest.mark.parametrize(("value", "offline"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_environment_can_keep_a_desk_offline(monkeypatch: pytest.MonkeyPatch, value: str, offline: bool) -> None:
    monkeypatch.setenv("TIDEGAUGE_OFFLINE", value)
    assert Desk.open().offline is offline
    assert Desk.open(offline=True).offline


def test_the_call_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEGAUGE_STORE", "/by/environment")
    assert Desk.open("/by/call").root == Path("/by/call")
    assert Desk.open().root == Path("/by/environment")


def test_a_write_gives_another_generation_and_a_fresh_look_finds_it(small: Small) -> None:
    desk = small(sofr={"2025-10-30": 4.04})
    before, seen = desk.generation, desk.store.series()
    small(effr={"2025-10-30": 3.87})
    assert desk.generation != before
    assert desk.store.series() == seen, "what was read stands still"
    assert desk.again().store.series() == ["effr", "sofr"]
    assert desk.again().generation == desk.generation


def test_a_desk_for_others_refuses_long_runs_and_ones_own_does_not(small: Small) -> None:
    desk = small(sofr={"2025-10-30": 4.04})
    desk.refuse_long(10**6, 2_600)
    desk.path_days_max = 1_000
    desk.refuse_long(100, 10)
    with pytest.raises(RunTooLong, match="101 paths over 10 days"):
        desk.refuse_long(101, 10)
