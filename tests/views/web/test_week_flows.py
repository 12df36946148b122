"""The week's flows: both sides add up, and reserves stand on the side that lacks."""

import pytest
from tests.views.report.conftest import week
from tests.views.web.pages_for_tests import NOON, page_of

from tidegauge.clock import parse_moment
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.web import week_flows
from tidegauge.views.web.answers import Answers

PHRASES = Phrases("en", parse_moment("2025-11-03"))


def test_both_sides_add_up_and_reserves_give_what_they_lost() -> None:
    flows = week_flows.sankey(week(), PHRASES)
    given, taken = {}, {}
    for stream in flows.streams:
        given[stream.giver] = given.get(stream.giver, 0) + stream.amount_usd
        taken[stream.taker] = taken.get(stream.taker, 0) + stream.amount_usd
    assert sum(given.values()) == sum(taken.values())
    assert taken["Treasury cash (TGA)"] == 78_785_000_000
    causes = week().causes
    assert given["Reserves"] == -sum(cause.reserves_usd for cause in causes)
    assert "Reserves" not in taken


def test_the_rows_are_the_two_sides_to_the_dollar() -> None:
    table = week_flows.table(week(), PHRASES)
    sides = {"adds": 0, "drains": 0}
    for _, side, usd in table.plain[1:]:
        sides[side] += usd
    assert sides["adds"] == sides["drains"]


@pytest.mark.parametrize("as_of", [NOON, "2026-04-01T16:00"], ids=["whole", "lines_missing"])
def test_what_came_in_less_what_went_out_is_the_published_change_of_reserves(
    bundled_answers: Answers, as_of: str
) -> None:
    """On 1 April 2026 nine lines of the last week are not published: what they did together is one flow more."""
    page = page_of(bundled_answers, as_of)
    found = page.ask("brief").answer.week
    signs = {"adds": 1, "drains": -1}
    flows = week_flows.table(found, page.phrases).plain[1:]
    assert sum(signs[side] * usd for id_, side, usd in flows if id_ != "reserves") == found.reserves_usd
    assert bool(found.missing) == ("unpublished" in {id_ for id_, _, _ in flows})


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_the_title_says_in_and_out_without_what_reserves_gave(lang: str) -> None:
    phrases = Phrases(lang, PHRASES.as_of)
    effects = [cause.reserves_usd for cause in week().causes]
    into, out = (phrases.money(sum(abs(usd) for usd in effects if usd * sign > 0)) for sign in (1, -1))
    assert into in week_flows.title(week(), phrases)
    assert out in week_flows.title(week(), phrases)
