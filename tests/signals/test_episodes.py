"""Episodes: lengths, what was running on a day, and nothing before it was known."""

from datetime import timedelta

import opencc
import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import InvalidCatalogue
from tidegauge.signals.episodes import _episode, begun, known, load_episodes, running

BY_ID = {episode.id: episode for episode in load_episodes()}


@pytest.mark.parametrize(
    ("id_", "length"),
    [
        ("shutdown_1995_11", 5),
        ("shutdown_1995_12", 21),
        ("shutdown_2013", 16),
        ("shutdown_2018_01", 3),
        ("shutdown_2018_12", 35),
        ("shutdown_2025", 43),
        ("shutdown_2026_01", 4),
    ],
)
def test_shutdowns_have_the_length_that_history_counts(id_: str, length: int) -> None:
    assert BY_ID[id_].length_days == length


def test_third_of_november_2025_was_day_34_of_the_shutdown() -> None:
    assert [(e.id, e.day) for e in running(parse_moment("2025-11-03T12:00-05:00"))] == [("shutdown_2025", 34)]


def test_a_shutdown_runs_until_the_law_is_signed() -> None:
    assert [e.day for e in running(parse_moment("2025-11-12T22:00"))] == [43]
    assert running(parse_moment("2025-11-12T23:00")) == ()


def test_the_homeland_security_lapse_was_in_its_44th_day_on_29_march_2026() -> None:
    assert [(e.id, e.day) for e in running(parse_moment("2026-03-29"))] == [("shutdown_2026_02", 44)]


def test_the_debt_limit_of_2023_was_running_in_may() -> None:
    assert [e.id for e in running(parse_moment("2023-05-15"))] == ["debt_limit_2023"]


def test_nothing_of_2026_is_known_in_2025() -> None:
    moment = parse_moment("2025-12-31")
    for kind in ("stress", "control", "shutdown", "debt_limit"):
        assert all(episode.start.year < 2026 for episode in begun(kind, moment))


def test_stress_counts_only_when_it_was_over() -> None:
    assert "late_october_2025" not in {e.id for e in known("stress", parse_moment("2025-11-04"))}
    assert "late_october_2025" in {e.id for e in known("stress", parse_moment("2025-11-06"))}


def test_controls_are_the_three_of_the_reference() -> None:
    assert [(str(e.start), str(e.end)) for e in load_episodes() if e.kind == "control"] == [
        ("2025-04-15", "2025-04-30"),
        ("2026-03-16", "2026-03-16"),
        ("2026-03-31", "2026-03-31"),
    ]


def test_names_stand_in_three_scripts() -> None:
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    for episode in load_episodes():
        assert set(episode.names) == {"en", "zh-Hans", "zh-Hant"}
        assert to_traditional.convert(episode.names["zh-Hant"]) == episode.names["zh-Hant"]
        assert to_simplified.convert(episode.names["zh-Hans"]) == episode.names["zh-Hans"]


def test_an_episode_known_before_it_began_is_refused() -> None:
    moment = parse_moment("2025-09-30T12:00")
    table = {"kind": "stress", "start": moment.date(), "end": moment.date(), "mark": "D", "name": {"en": "x"}}
    assert _episode("x", table | {"known_at": moment}).length_days == 1
    with pytest.raises(InvalidCatalogue, match="before it begins"):
        _episode("x", table | {"known_at": parse_moment("2025-09-29T12:00")})
    with pytest.raises(InvalidCatalogue, match="not known"):
        _episode("x", table | {"known_at": moment, "kind": "panic"})
    with pytest.raises(InvalidCatalogue, match="known_at"):
        _episode("x", table)


def test_a_shutdown_is_over_at_the_very_moment_it_is_known_to_be() -> None:
    over = BY_ID["shutdown_2025"].end_known_at
    assert [e.id for e in running(over - timedelta(microseconds=1))] == ["shutdown_2025"]
    assert running(over) == ()
