"""The page over HTTP: its state is in the address, what is wrong is refused in its place, no script is needed."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from tests.views.web.pages_for_tests import NOON

from tidegauge.clock import parse_moment
from tidegauge.errors import NoStore
from tidegauge.questions.answer import Answer
from tidegauge.views.report.phrases import Phrases, split
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page import preferred, warm
from tidegauge.views.web.sections import SECTIONS
from tidegauge.words import LANGUAGES, text

NAMES = [section.NAME for section in SECTIONS]
HOSTILE = ("<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "a" * 3_000, "\x00\x1b[31m", "水" * 500)


def headings(page: str) -> list[str]:
    """Return the text of every heading."""
    return [re.sub("<[^>]+>", "", found) for found in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page, re.DOTALL)]


def test_the_whole_page_holds_today_and_a_place_for_every_other_section(client: httpx.Client) -> None:
    page = client.get("/", params={"as_of": NOON}).text
    assert re.findall('<div class="part" id="part-([a-z]+)"', page) == [NAMES[0]]
    assert re.findall('<div class="part lazy" id="part-([a-z]+)"', page) == NAMES[1:]
    assert "2,828 bn" in page


def test_sections_have_letters_of_their_own() -> None:
    letters = [section.LETTER for section in SECTIONS]
    assert len(set(letters)) == len(letters)
    assert "g" not in letters


@pytest.mark.parametrize("name", ["today", "reservoir", "rates"])
def test_without_a_script_every_section_is_a_page_of_its_own(client: httpx.Client, name: str) -> None:
    whole = client.get("/", params={"as_of": NOON}).text
    if name != NAMES[0]:
        assert f'<noscript><p><a href="/page/{name}?' in whole
    alone = client.get(f"/page/{name}", params={"as_of": NOON})
    fragment = client.get(f"/section/{name}", params={"as_of": NOON})
    assert alone.status_code == fragment.status_code == 200
    assert set(headings(fragment.text)) <= set(headings(alone.text))
    assert "<html" not in fragment.text


@pytest.mark.parametrize("path", ["/page/nowhere", "/section/nowhere"])
def test_a_section_that_does_not_exist_is_not_found_in_words(client: httpx.Client, path: str) -> None:
    reply = client.get(path, params={"lang": "zh-Hant"})
    assert reply.status_code == 404
    assert text("web.no_section", "zh-Hant", name="nowhere") in reply.text


@pytest.mark.parametrize("as_of", ["2099-01-01", "yesterday", *HOSTILE])
def test_a_moment_that_cannot_be_used_is_refused_beside_its_field_and_the_page_stands(
    client: httpx.Client, as_of: str
) -> None:
    reply = client.get("/", params={"as_of": as_of, "lang": "en"})
    assert 400 <= reply.status_code < 500
    assert 'id="as-of-refused" role="alert"' in reply.text
    assert 'aria-describedby="as-of-refused"' in reply.text
    assert 'id="part-today"' in reply.text
    assert "<script>alert" not in reply.text
    assert "<img src=x" not in reply.text
    assert f'data-src="/section/{NAMES[1]}?lang=en"' in reply.text, "the refused moment is not carried on"


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize("name", ["lang", "theme", "marks", "since", "event", "amount", "a", "b", "gauge"])
def test_hostile_words_in_the_address_break_nothing(client: httpx.Client, name: str, said: str) -> None:
    for path in ("/page/rates", "/page/reservoir"):
        reply = client.get(path, params={"as_of": NOON, name: said})
        assert reply.status_code < 500
        assert "<script>alert" not in reply.text
        assert "<img src=x" not in reply.text


def test_nothing_in_the_page_is_inline(client: httpx.Client) -> None:
    page = client.get("/", params={"as_of": NOON}).text
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"", page) == []


def test_every_link_carries_the_moment_and_the_choices_on(client: httpx.Client) -> None:
    page = client.get("/", params={"as_of": NOON, "theme": "night", "marks": "green", "lang": "zh-Hans"}).text
    inner = re.findall(r'data-src="(/section/[^"]+)"', page)
    assert inner
    for link in inner:
        said = dict(httpx.QueryParams(link.replace("&amp;", "&").partition("?")[2]))
        assert said == {"as_of": NOON, "theme": "night", "marks": "green", "lang": "zh-Hans"}
    assert 'lang="zh-Hans" data-marks="green" data-theme="night"' in page


def test_every_part_of_the_page_is_asked_for_with_what_the_reader_set(client: httpx.Client) -> None:
    said = {"as_of": NOON, "lang": "en", "scenario": "baseline", "rmp": "50", "event": "E01a", "a": "2019-09-17"}
    page = client.get("/", params=said).text
    parts = re.findall(r'data-src="(/section/[^"]+)"', page)
    assert len(parts) == len(NAMES) - 1
    assert all(dict(httpx.QueryParams(link.replace("&amp;", "&").partition("?")[2])) == said for link in parts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_of_the_browser_counts_where_the_address_names_none(client: httpx.Client, lang: str) -> None:
    tag = {"en": "en-GB,en;q=0.9", "zh-Hans": "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hant": "zh-HK,en;q=0.5"}[lang]
    page = client.get("/", params={"as_of": NOON}, headers={"Accept-Language": tag}).text
    assert f'<html lang="{lang}"' in page


def test_a_header_of_languages_that_is_none_means_english() -> None:
    assert preferred("*;q=x, ;;;") == "en"
    assert preferred("en;q=0.2, zh-CN;q=0.9") == "zh-Hans"


@pytest.mark.parametrize(("as_of", "later"), [("2019-09-16", 2), ("2025-10-30", 5), ("2025-11-03T12:00", 2)])
def test_the_time_machine_shows_only_what_was_known(
    client: httpx.Client, bundled_answers: Answers, as_of: str, later: int
) -> None:
    moment = parse_moment(as_of)
    said = {"as_of": as_of, "lang": "en"}
    pages = "".join(client.get(f"/section/{name}", params=said).text for name in ("today", "reservoir", "rates"))
    then, after = (
        {gauge.id: gauge.value for gauge in bundled_answers.ask("brief", as_of=day).answer.gauges}
        for day in (moment, moment + timedelta(days=later))
    )
    phrases = Phrases("en", moment)
    changed = [id_ for id_ in ("reserves", "tga", "srf", "on_rrp") if None is not then[id_] != after[id_]]
    assert changed
    for id_ in changed:
        assert split(phrases.money(then[id_]))[0] in pages
        assert phrases.money(after[id_]) not in pages


def test_warming_asks_what_readers_ask_first_of_all(bundled_answers: Answers) -> None:
    asked: list[str] = []

    class Heard:
        def ask(self, question: str, **said: Any) -> Answer:
            asked.append(question)
            if question.startswith("forecast"):
                raise NoStore(place="")  # a refusal takes the place of what takes long
            return bundled_answers.ask(question, **said)

        def ask_long(self, *asked_of: Any) -> Answer:
            raise NoStore(place="")

    warm(Heard())
    places = [asked.index(name) for name in ("brief", "forecast.tga", "scenario.list", "series.list")]
    assert places == sorted(places), "sections are made in their order on the page"
