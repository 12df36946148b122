"""The list of series: publisher and release in words, freshness by the release rule, sifted by the address alone."""

import re
from html import unescape

import httpx
import pytest
from tests.views.web.pages_for_tests import NOON, page_of

from tidegauge.catalogue.releases import load_releases
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.series_list import HEADS, STATES, listed
from tidegauge.words import LANGUAGES

STATE, RELEASE, KNOWN, NEXT = (HEADS.index(name) for name in ("state", "release", "known_at", "next"))


def row_of(answers: Answers, series: str, lang: str = "en", as_of: str = NOON) -> tuple[str, ...]:
    """Return the row of one series."""
    piece, _ = listed(page_of(answers, as_of, lang))
    return next(row for row in piece.section.table.rows if re.sub("<[^>]+>", "", row[0]) == series)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_release_is_called_by_its_name_and_never_by_its_id(bundled_answers: Answers, lang: str) -> None:
    piece, _ = listed(page_of(bundled_answers, NOON, lang))
    said = {row[RELEASE] for row in piece.section.table.rows}
    assert said <= {release.names[lang] for release in load_releases().values()}
    assert not said & set(load_releases())


def test_a_figure_says_when_it_became_known_and_when_the_next_is_due(bundled_answers: Answers) -> None:
    """At noon on a Monday the statement of Thursday is the last one, and Friday's comes at four."""
    row = row_of(bundled_answers, "tga")
    assert (row[STATE], row[KNOWN], row[NEXT]) == ("due today", "Fri 31 Oct, 16:00", "Mon 3 Nov, 16:00")
    balance_sheet = row_of(bundled_answers, "reserves")
    assert (balance_sheet[STATE], balance_sheet[NEXT]) == ("fresh", "Thu 6 Nov, 16:30")


def test_a_late_series_says_what_should_be_out(bundled_answers: Answers) -> None:
    assert row_of(bundled_answers, "dts_customs")[STATE] == "late: 30 Oct 2025 should be out"


def test_of_what_was_not_known_nothing_is_foreseen(bundled_answers: Answers) -> None:
    """Standing repo did not exist in September 2019, so no rule promises a figure of it."""
    row = row_of(bundled_answers, "srf", as_of="2019-09-16")
    assert row[STATE] == "not yet open"
    assert {row[KNOWN], row[NEXT]} == {"–"}
    assert row[0] == "srf", "there is nothing to follow a link to"


def test_what_comes_when_it_comes_is_never_late(bundled_answers: Answers) -> None:
    assert row_of(bundled_answers, "settling_coupons")[STATE] == "no schedule"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_address_sifts_without_a_script(bundled_answers: Answers, lang: str) -> None:
    every, _ = listed(page_of(bundled_answers, NOON, lang))
    words = page_of(bundled_answers, NOON, lang, words="SOFR p99")
    found, sieve = listed(words)
    assert [re.sub("<[^>]+>", "", row[0]) for row in found.section.table.rows] == ["sofr_p99"]
    assert sieve.counted.startswith("1 / ")
    parts = [listed(page_of(bundled_answers, NOON, lang, state=state))[0] for state in STATES]
    assert sum(len(part.section.table.rows) for part in parts) == len(every.section.table.rows)
    assert len(found.section.table.plain) == len(every.section.table.plain), "the file has every series"
    other, sieve = listed(page_of(bundled_answers, NOON, lang, by="nobody", state="rotten"))
    assert (len(other.section.table.rows), sieve.by, sieve.state) == (len(every.section.table.rows), "", "")


def test_an_id_leads_to_every_value_as_of_the_moment(client: httpx.Client) -> None:
    page = client.get("/page/scoreboard", params={"as_of": NOON, "lang": "en", "words": "on_rrp", "state": "due"}).text
    (address,) = re.findall(r'href="(/api/v1/series/show/on_rrp\?[^"]+)"', page)
    rows = client.get(unescape(address)).text.splitlines()
    assert rows[0].startswith("period,")
    assert rows[-1].startswith("2025-10-31,51802000000"), "the operation of the day itself is not over at noon"


def test_what_is_looked_for_stays_in_the_form_and_does_no_harm(client: httpx.Client) -> None:
    page = client.get("/page/scoreboard", params={"as_of": NOON, "words": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in page
    assert "No series fits." in page
