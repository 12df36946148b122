"""Jobs over HTTP: posted, watched, fetched, stopped."""

import json
from typing import Any

import httpx
import pytest
from tests.views.web.test_rest import refused

from tidegauge.views.web.jobs import OVER

RUN = {"scenario": "rmp_45bn", "paths": 300, "days": 10}


def post(client: httpx.Client, question: str, **said: Any) -> dict[str, Any]:
    """Post a question and return its job."""
    response = client.post(f"/api/v1/{question}", json=said)
    assert response.status_code == 202, response.text
    job: dict[str, Any] = response.json()["job"]
    assert response.headers["location"] == job["url"]
    return job


def watch(client: httpx.Client, job: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return everything a job tells until it is over."""
    told, event = [], ""
    with client.stream("GET", job["events"]) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in stream.headers, "news is not held back to be packed"
        for line in stream.iter_lines():
            kind, _, said = line.partition(": ")
            if kind == "event":
                event = said
            elif kind == "data":
                told.append((event, json.loads(said)["job"]))
    return told


def test_a_run_is_posted_watched_and_fetched(client: httpx.Client) -> None:
    job = post(client, "simulate", **RUN)
    told = watch(client, job)
    assert [event for event, _ in told[:-1]] == ["progress"] * (len(told) - 1)
    assert (told[-1][0], told[-1][1]["state"]) == ("done", "done")
    answer = client.get(job["answer"], params={"lang": "zh-Hans"}).json()
    assert answer["answer"]["residual_usd"] == 0
    assert client.get("/api/v1/simulate/rmp_45bn?paths=300&days=10&lang=zh-Hans").json() == answer


def test_a_scenario_as_text_runs_like_the_same_one_of_the_library(client: httpx.Client) -> None:
    text = 'include = ["rmp_45bn"]'
    pasted = post(client, "simulate", **RUN | {"scenario": {"name": "mine.toml", "text": text}})
    assert watch(client, pasted)[-1][0] == "done"
    mine = client.get(pasted["answer"]).json()["answer"]
    theirs = client.get("/api/v1/simulate/rmp_45bn?paths=300&days=10").json()["answer"]
    assert mine["scenario"] == "mine"
    assert mine["quantiles"] == theirs["quantiles"]


def test_holdings_go_through_a_scenario_without_a_file(client: httpx.Client) -> None:
    held = {"name": "held.csv", "text": "asset,amount\nsp500,10mn\ntlt,-2mn\n"}
    job = post(client, "portfolio", file=held, **RUN)
    assert watch(client, job)[-1][0] == "done"
    assert client.get(job["answer"]).json()["answer"]["settings"]["none"]["amount_usd"] == 8_000_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("asset,amount\n=cmd|calc,1bn\n", "invalid_portfolio"),
        ("asset,amount\nsp500,<script>\n", "invalid_portfolio"),
        ("龙" * 100_000, "invalid_portfolio"),
        ("\x00", "invalid_portfolio"),
        ("", "invalid_portfolio"),
    ],
)
def test_bad_holdings_fail_with_their_place(client: httpx.Client, text: str, code: str) -> None:
    job = post(client, "portfolio", file={"name": "held.csv", "text": text}, **RUN)
    event, told = watch(client, job)[-1]
    assert (event, told["error"]["code"]) == ("failed", code)
    refused(client.get(job["answer"]), 422, code)


def test_a_job_answers_in_the_language_it_was_posted_in_and_in_every_form(client: httpx.Client) -> None:
    job = post(client, "simulate", **RUN | {"lang": "zh-Hans"})
    watch(client, job)
    told = client.get(job["answer"]).json()["answer"]["headline"]
    assert "准备金" in " ".join(one["text"] for one in told)
    assert client.get(job["answer"], params={"lang": "en"}).json()["answer"]["headline"] != told
    table = client.get(job["answer"], params={"format": "csv"})
    assert table.headers["content-disposition"] == 'attachment; filename="tidegauge-simulate.csv"'
    assert table.text.startswith("date,") and len(table.text.splitlines()) == 1 + RUN["days"]  # type: ignore[operator]
    for said, named in (({"format": "exe"}, "exe"), ({"form": "csv"}, "form")):
        assert named in refused(client.get(job["answer"], params=said), 422, "usage")["message"]
    refused(client.get(job["url"], params={"lang": "fr"}), 422, "usage")


def test_what_is_posted_is_refused_in_its_own_language(client: httpx.Client) -> None:
    reply = client.post("/api/v1/simulate", json={"scenario": "baselin", "month": 1, "lang": "zh-Hant"})
    assert refused(reply, 422, "usage")["message"].startswith("無法理解這次請求")


def test_a_run_that_is_stopped_has_no_answer(client: httpx.Client) -> None:
    job = post(client, "simulate", scenario="rmp_45bn", paths=70_000, days=60)
    assert client.get(job["answer"]).status_code == 202
    client.delete(job["url"]).raise_for_status()
    assert watch(client, job)[-1][0] == "cancelled"
    refused(client.get(job["answer"]), 404, "no_such_job")
    assert client.delete(job["url"]).json()["job"]["state"] in OVER, "stopping twice is no error"


def test_a_run_beyond_the_limit_fails_with_what_the_limit_is(client: httpx.Client) -> None:
    event, told = watch(client, post(client, "simulate", scenario="rmp_45bn", paths=1_000_000, days=60))[-1]
    assert (event, told["error"]["code"]) == ("failed", "run_too_long")
    assert "5,000,000" in told["error"]["message"]


@pytest.mark.parametrize("path", ["", "/answer", "/events"])
def test_an_unknown_job_is_told(client: httpx.Client, path: str) -> None:
    refused(client.get(f"/api/v1/jobs/nobody{path}"), 404, "no_such_job")
