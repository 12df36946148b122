"""Every section as of a moment: what came out later changes no byte of it, and no later day is told but as yet to come.

The whole page is asked over HTTP twice: where every figure and back-test is known, and where those that came out after
the moment do not exist. It is in one script, since the others say the same with other words.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.views.web.known_then import server, shown, until, whole

from tidegauge.clock import NEW_YORK, parse_moment
from tidegauge.questions.answer import Answer
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.sections import SECTIONS

MOMENTS = ("2025-10-30", "2025-11-03", "2019-09-16")
NAMES = ("frame", *(section.NAME for section in SECTIONS))
AHEAD = {  # id of a part that may tell of later days, and why
    "schedule": "the calendar",
    "states": "when the next figure is due",
    "track": "the time machine: the releases that come",
    "cash": "the forecast",
    "spread": "the forecast",
    "settlements": "the calendar, and what auctions held so far had placed",
    "lab": "the run, and the library of scenarios with their openings",
    "portfolio": "the names of the library's scenarios",
    "scores": "when the back-tests were judged, which is why they are not shown",
    "found": "when the bundled figures end",
    "series": "figures announced before their day, and when the next are due",
}
NAMED_SINCE = re.compile(r"IOER before 29 July 2021|(?:settling|auction)_\w+ · \d+ \w+ 20\d\d")
"""Later days in the name of a series, and of settlements that are quoted: their auctions had been held."""

ASKS = {  # one question of each section, in which a look ahead is planted
    "today": "brief",
    "reservoir": "brief",
    "rates": "series.show",
    "treasury": "drain",
    "lab": "simulate",
    "markets": "stress",
    "scoreboard": "series.list",
}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole(tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def knowing(everything: Path) -> Iterator[httpx.Client]:
    """Return a server that knows what came later."""
    with server(everything) as client:
        yield client


def both(knowing: httpx.Client, everything: Path, folder: Path, as_of: str) -> tuple[Any, Any]:
    """Return the page as of a moment of who knows what came later, and of who does not."""
    with server(until(everything, parse_moment(as_of), folder)) as ignorant:
        then = shown(ignorant, as_of)
    return shown(knowing, as_of), then


@pytest.fixture(scope="module", params=MOMENTS)
def seen(
    request: pytest.FixtureRequest, knowing: httpx.Client, everything: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Mapping[str, str], Mapping[str, str]]:
    """Return a moment with both pages."""
    return request.param, *both(knowing, everything, tmp_path_factory.mktemp("then"), request.param)


@pytest.mark.slow
def test_what_came_out_after_the_moment_changes_no_byte(seen: tuple[str, Mapping[str, str], Mapping[str, str]]) -> None:
    as_of, now, then = seen
    assert set(now) == set(NAMES)
    assert {name: _apart(now[name], then[name]) for name in NAMES if now[name] != then[name]} == {}, as_of


def test_no_later_day_is_told_but_as_yet_to_come(seen: tuple[str, Mapping[str, str], Mapping[str, str]]) -> None:
    as_of, now, _ = seen
    today = parse_moment(as_of).astimezone(NEW_YORK).date()
    found = {(name, *told) for name in NAMES for told in later_days(now[name], today)}
    assert found == set()


@pytest.mark.parametrize("name", list(ASKS))
def test_a_section_that_looks_ahead_is_seen(
    knowing: httpx.Client, everything: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One question of the section answers with the latest figures instead of those of the moment."""
    honest = Answers.ask_long

    def ahead(answers: Answers, question: str, said: dict[str, Any], *limits: Any) -> Answer:
        kept = {key: value for key, value in said.items() if question != ASKS[name] or key != "as_of"}
        return honest(answers, question, kept, *limits)

    as_of = MOMENTS[1]
    monkeypatch.setattr(Answers, "ask_long", ahead)
    with server(until(everything, parse_moment(as_of), tmp_path)) as ignorant:
        then, now = (client.get(f"/section/{name}", params={"as_of": as_of}).text for client in (ignorant, knowing))
    assert then != now


@settings(max_examples=2, deadline=None, phases=[Phase.generate])  # a moment is no simpler for being earlier
@given(hours=st.integers(0, 24 * 365 * 5))
def test_at_any_moment_nothing_later_is_shown(
    knowing: httpx.Client, everything: Path, tmp_path_factory: pytest.TempPathFactory, hours: int
) -> None:
    as_of = f"{datetime(2021, 1, 4, tzinfo=NEW_YORK) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"
    now, then = both(knowing, everything, tmp_path_factory.mktemp("any"), as_of)
    assert {name: _apart(now[name], then[name]) for name in NAMES if now[name] != then[name]} == {}, as_of


@pytest.mark.parametrize("as_of", MOMENTS)
def test_scores_measured_later_are_said_to_be(knowing: httpx.Client, as_of: str) -> None:
    """Neither the scoreboard nor the forecast tells a score as if it had been known then."""
    board = knowing.get("/section/scoreboard", params={"as_of": as_of, "lang": "en"}).text
    assert "The models were scored on figures to" in board
    assert "skills" not in re.findall(r'data-chart="([^"]+)"', board)


def _apart(one: str, other: str) -> str:
    """Return where two pages part."""
    at = next((n for n, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), 0)
    return f"{one[max(0, at - 80) : at + 80]!r} | {other[max(0, at - 80) : at + 80]!r}"


MONTHS = {name: n for n, name in enumerate(calendar.month_abbr) if name}
MOMENT_WRITTEN = re.compile(r"\b(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))")
DAY_WRITTEN = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
DAY_SAID = re.compile(r"\b(\d{1,2}) (" + "|".join(MONTHS) + r")[a-z]* (20\d\d)\b")
AXIS_RANGE = re.compile(r'"range": \[[^\]]*\]')  # an axis has room beyond its last bar
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class Days(HTMLParser):
    """Collect every day that a page tells in its text, its attributes, its charts and its files, with where."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[date, tuple[str, ...], str]] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        place = said.get("id") or ("track" if "time" in (said.get("class") or "").split() else "")
        if tag not in VOID:
            self._open.append((tag, place))
        for value in said.values():
            self._read(unquote(value or ""), place)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self._read(unquote(value or ""), name)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._read(data, "")

    def _read(self, words: str, place: str) -> None:
        places = (*(one for _, one in self._open if one), *([place] if place else []))
        for day, around in days_in(NAMED_SINCE.sub("", words)):
            self.found.append((day, places, around))


def days_in(words: str) -> Iterator[tuple[date, str]]:
    """Yield the days that words tell, each with what stands around it; a moment is of its day in New York.

    >>> [str(day) for day, _ in days_in("on Mon 3 Nov 2025, known 2025-11-04T03:59:00Z")]
    ['2025-11-03', '2025-11-03']
    """
    words = AXIS_RANGE.sub("", words)
    for found in DAY_SAID.finditer(words):
        yield date(int(found[3]), MONTHS[found[2]], int(found[1])), _around(words, found)
    for found in MOMENT_WRITTEN.finditer(words):
        yield datetime.fromisoformat(found[1]).astimezone(NEW_YORK).date(), _around(words, found)
    for found in DAY_WRITTEN.finditer(MOMENT_WRITTEN.sub("", words)):
        yield date(int(found[1]), int(found[2]), int(found[3])), _around(words, found)


def _around(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - 50) : found.end() + 20]


def later_days(html: str, today: date) -> Iterator[tuple[str, ...]]:
    """Yield where a page tells of a day after today that it does not say is yet to come."""
    reader = Days()
    reader.feed(html)
    for day, places, around in reader.found:
        if day > today and not any(_is_ahead(place) for place in places):
            yield "/".join(places), str(day), around


def _is_ahead(place: str) -> bool:
    return any(place == name or place.removeprefix("t-") == name for name in AHEAD)
