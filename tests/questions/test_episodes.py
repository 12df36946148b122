"""The library of episodes: as known then, and any two aligned on any gauges by business days."""

from datetime import date

import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.questions.desk import Desk
from tidegauge.questions.episodes import Episodes, episodes

MARCH = parse_moment("2026-03-31")


def found(desk: Desk, *names: str, **said: object) -> Episodes:
    answer = episodes(desk, episode=names, **{"as_of": MARCH, **said}).answer  # type: ignore[arg-type]
    assert isinstance(answer, Episodes)
    return answer


def test_an_episode_is_in_the_library_only_once_it_was_known(desk: Desk) -> None:
    before, after = (
        {one.id for one in found(desk, as_of=parse_moment(moment)).library}
        for moment in ("2019-09-17T09:00-04:00", "2019-09-17T09:20-04:00")
    )
    assert after - before == {"september_2019"}


def test_every_id_is_listed_once_and_the_stretches_of_hindcast_stand_beside_the_signals(desk: Desk) -> None:
    library = found(desk).library
    assert len({one.id for one in library}) == len(library)
    assert {one.id: one.kind for one in library}["release_2021"] == "stretch"
    assert {one.id: one.kind for one in library}["september_2019"] == "stress"


def test_the_two_spikes_align_day_by_day(desk: Desk) -> None:
    first, second = found(desk, "september_2019", "late_october_2025", gauge=("sofr_iorb_bp",), days=4).lines
    assert [value[0] for value in first.values] == list(range(-4, 5))
    assert (first.before, first.furthest, first.furthest_on) == (10, 315, 1)
    assert (second.before, second.furthest, second.furthest_on) == (12, 32, 3)
    assert {day: value for _, day, value in second.values}[date(2025, 10, 31)] == 32


def test_a_weekly_gauge_stands_on_its_own_day_only(desk: Desk) -> None:
    (line,) = found(desk, "2025-10-29", gauge=("reserves",), days=3).lines
    assert [offset for offset, _, value in line.values if value is not None] == [0]


def test_days_after_the_as_of_are_not_there(desk: Desk) -> None:
    (line,) = found(desk, "late_october_2025", gauge=("srf",), days=5, as_of=parse_moment("2025-10-30")).lines
    assert line.values[-1][1] == date(2025, 10, 30)
    assert line.furthest_on is not None and line.furthest_on <= 2


def test_a_holiday_moves_day_0_to_the_next_business_day(desk: Desk) -> None:
    (line,) = found(desk, "2025-12-25", gauge=("tga",), days=1).lines
    assert [day for _, day, _ in line.values] == [date(2025, 12, 24), date(2025, 12, 26), date(2025, 12, 29)]


def test_a_gauge_without_figures_around_an_episode_is_said(desk: Desk) -> None:
    answer = episodes(desk, episode=("september_2019",), gauge=("srf",), as_of=MARCH)
    assert [(note.check, note.subject) for note in answer.findings if note.severity == "warning"] == [
        ("episode_without_figures", "srf")
    ]


@pytest.mark.parametrize(
    ("names", "gauge", "words"),
    [
        (("a", "b", "c"), "tga", "at most 2"),
        (("september_2018",), "tga", "september_2019"),
        (("!",), "tga", "no date"),
        (("september_2019",), "tgaa", "tga"),
        (("september_2019",), "!", "series list"),
    ],
)
def test_what_does_not_exist_is_named_with_what_is_near(
    desk: Desk, names: tuple[str, ...], gauge: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        episodes(desk, episode=names, gauge=(gauge,), as_of=MARCH)


def test_a_date_after_the_as_of_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidMoment):
        found(desk, "2026-04-01")
