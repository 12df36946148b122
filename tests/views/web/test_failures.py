"""Failures: JSON for programs, a page for people, and never more than anybody reads."""

import httpx
import pytest

from tidegauge.errors import UnknownSeries
from tidegauge.views.web import failures
from tidegauge.words import LANGUAGES

HTML = {"accept": "text/html,*/*"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_gets_a_page_in_the_readers_language(client: httpx.Client, lang: str) -> None:
    response = client.get("/nowhere", params={"lang": lang}, headers=HTML)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f'lang="{lang}"' in response.text
    assert "/nowhere" in response.text


@pytest.mark.parametrize(("said", "meant"), [("breif", "brief"), ("ledger/explian/tax_receipt", "ledger/explain")])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_like_that_of_a_question_is_answered_with_it(
    client: httpx.Client, lang: str, said: str, meant: str
) -> None:
    error = client.get(f"/api/v1/{said}", params={"lang": lang}).json()["error"]
    assert error["facts"]["nearest"] == f"/api/v1/{meant}"
    assert f"/api/v1/{meant}" in error["hint"]


def test_an_address_like_nothing_is_answered_with_the_list(client: httpx.Client) -> None:
    error = client.get("/api/v1/qqqqqq").json()["error"]
    assert error["hint"].startswith("/api/v1/openapi.json")


def test_a_browser_that_names_no_language_is_answered_in_its_own(client: httpx.Client) -> None:
    accepted = HTML | {"accept-language": "zh-CN,zh;q=0.9"}
    assert 'lang="zh-Hans"' in client.get("/nowhere", headers=accepted).text
    assert "没有" not in client.get("/api/v1/nowhere", headers=accepted).text, "programs get English unless they ask"


def test_what_a_caller_said_is_never_markup(client: httpx.Client) -> None:
    page = client.get("/<script>alert(1)</script>", headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_api_answers_in_json_whatever_is_accepted(client: httpx.Client) -> None:
    assert client.get("/api/v1/nowhere", headers=HTML).headers["content-type"] == "application/json"


def test_what_was_sent_is_not_sent_back_at_length() -> None:
    said = failures.plain(UnknownSeries(series="龙" * 1_000_000, nearest=""), "zh-Hans")
    assert len(said) < 5_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_program_is_told_why_in_its_language_and_never_how_the_command_line_says_it(
    client: httpx.Client, lang: str
) -> None:
    error = client.get("/api/v1/hindcast", params={"lang": lang}).json()["error"]
    assert error["facts"]["detail"] in error["message"]
    assert "--from" not in error["facts"]["detail"]


def test_half_a_character_is_escaped() -> None:
    assert b"\\udcff" in failures.plain(UnknownSeries(series="\udcff", nearest=""), "en")


def test_a_mistake_of_ours_says_its_kind_and_no_more() -> None:
    assert failures.internal(KeyError("/home/me/secret")).facts == {"detail": "KeyError"}
