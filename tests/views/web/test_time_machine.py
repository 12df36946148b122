"""The time machine: steps lead to real releases, and what is not out is hatched and pale."""

import re

import pytest
from tests.views.web.pages_for_tests import NOON, page_of

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.time_machine import draw, machine
from tidegauge.words import LANGUAGES, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_steps_say_where_they_lead(bundled_answers: Answers, lang: str) -> None:
    page = page_of(bundled_answers, lang=lang)
    found = machine(page, page.ask("releases").answer, "/page/rates")
    assert found.value == NOON
    assert found.back.address.startswith("/page/rates?as_of=2025-11-03T09%3A00")
    assert "EFFR" in found.back.said
    assert "13:15" in found.forward.said


def test_there_is_no_step_where_nothing_was_published(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, "1999-01-04")
    found = machine(page, page.ask("releases").answer, "/")
    assert found.back.address == found.forward.address == ""
    assert found.back.said == text("web.time.none", "en")


@pytest.mark.parametrize("width", [340, 880])
def test_releases_after_the_moment_are_pale_and_their_ground_is_hatched(bundled_answers: Answers, width: float) -> None:
    page = page_of(bundled_answers)
    found = page.ask("releases").answer
    picture = draw(found, page.moment, page.phrases, width, "x")
    ticks = re.findall(r'<g class="tick" data-at="([^"]+)"><title>[^<]*</title><path[^>]*class="([^"]+)"', picture)
    assert len(ticks) == len(found.releases)
    assert all(("pale" in cls) == (at > NOON) for at, cls in ticks)
    assert 'fill="url(#x-unknown)"' in picture
    assert text("web.time.unknown", "en") in picture


def test_the_balance_sheet_has_the_tallest_tick(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    picture = draw(page.ask("releases").answer, page.moment, page.phrases, 880, "x")
    tall = {
        title: float(top) for title, top in re.findall(r'<title>([^<]*)</title><path d="M[0-9.]+ ([0-9.]+)L', picture)
    }
    assert "H.4.1" in min(tall, key=lambda title: tall[title])
