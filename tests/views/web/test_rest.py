"""REST: every question over HTTP, and every wrong request refused with a sentence."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.views.web.conftest import serving

from tidegauge.questions.desk import Desk
from tidegauge.questions.registry import QUESTIONS
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.rest import addresses
from tidegauge.views.web.settings import Settings
from tidegauge.words import LANGUAGES

AS_OF = "2025-11-03T12:00-05:00"
ENVELOPE = ("schema_version", "question", "as_of", "data_as_of", "answer", "units", "sources", "findings")
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "control characters": "\x00\x1b[31m\r\n\x7f",
    "Chinese": "龙" * 500,
    "another direction": "\u202egnp.exe\u2066",
    "a template": "{{7*7}}{series}${x}%s",
    "a path": "../../../../etc/passwd",
    "a query": "'; drop table figures; --",
    "nothing": "",
}


def refused(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Assert that a request was refused for one reason, in a sentence; return what was said."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    said: dict[str, Any] = response.json()["error"]
    assert set(said) == {"code", "message", "hint", "facts"}
    assert said["code"] == code
    assert said["message"]
    return said


def test_every_question_is_served_but_those_that_write_or_save() -> None:
    left_out = {question.name for question in QUESTIONS} - {address.question.name for address in addresses()}
    assert left_out >= {"import", "update", "backtest", "series.export"}
    assert all(
        question.writes or any(row.name == "out" for row in question.parameters)
        for question in QUESTIONS
        if question.name in left_out
    )


def test_no_parameter_names_a_place_of_this_machine() -> None:
    said = {row.name for address in addresses() for row in address.parameters}
    assert {"out", "dask", "workers", "keep_paths", "html", "folder"}.isdisjoint(said)
    files = [row for address in addresses() for row in address.parameters if row.kind in ("file", "folder", "address")]
    assert all(row.kind == "file" and row.required for row in files), "a file is only ever pasted"
    assert not any(address.is_got for address in addresses() if any(row in files for row in address.parameters))


@pytest.mark.parametrize("path", ["drain?weeks=2", "ledger/explain/E01a?amount=1bn", "series/show/sofr", "signals"])
def test_an_answer_is_the_envelope(client: httpx.Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200
    told = response.json()
    assert told["question"] == path.partition("?")[0].replace("/E01a", "").replace("/sofr", "").replace("/", ".")
    assert set(told) == set(ENVELOPE)


def test_words_of_an_answer_follow_the_language(client: httpx.Client) -> None:
    told = [client.get("/api/v1/ledger/explain/E01a", params={"lang": lang}).text for lang in LANGUAGES]
    assert len(set(told)) == 3
    said = refused(client.get("/api/v1/drain?weeks=0&lang=zh-Hant"), 422, "usage")
    assert said["message"] == "無法理解這次請求：weeks 須為 1 至 10000 的整數，而不是 0。"


def test_who_has_an_answer_is_told_that_it_still_holds(client: httpx.Client) -> None:
    first = client.get("/api/v1/drain", params={"as_of": AS_OF})
    again = client.get("/api/v1/drain", params={"as_of": AS_OF}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/drain", params={"as_of": AS_OF, "lang": "zh-Hans"})
    assert other.headers["etag"] != first.headers["etag"]


def test_an_answer_is_packed_for_those_who_can_unpack(client: httpx.Client) -> None:
    assert client.get("/api/v1/signals").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/v1/signals", headers={"accept-encoding": "identity"}).headers


def test_an_answer_can_be_a_file_to_open_elsewhere(client: httpx.Client) -> None:
    table = client.get("/api/v1/drain", params={"as_of": AS_OF, "format": "csv"})
    assert table.headers["content-disposition"] == 'attachment; filename="tidegauge-drain.csv"'
    assert len(table.text.splitlines()) > 2
    assert client.get("/api/v1/drain", params={"as_of": AS_OF, "format": "xlsx"}).content.startswith(b"PK")
    refused(client.get("/api/v1/drain?format=exe"), 422, "usage")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("breif", 404, "nothing_there"),
        ("drain/1", 404, "nothing_there"),
        ("series/show/soffr", 404, "unknown_series"),
        ("ledger/explain/tax", 404, "unknown_event"),
        ("simulate/baselin", 404, "unknown_scenario"),
        ("drain?weeks=three", 422, "usage"),
        ("drain?weeks=99999999999999999999999999", 422, "usage"),
        ("drain?weeks=-1", 422, "usage"),
        ("drain?weeks=1&weeks=2", 422, "usage"),
        ("drain?month=1", 422, "usage"),
        ("drain?lang=fr", 422, "usage"),
        ("drain?as_of=", 422, "invalid_moment"),
        ("drain?as_of=2025-02-30", 422, "invalid_moment"),
        ("drain?as_of=2099-01-01", 422, "invalid_moment"),
        ("drain?as_of=1950-01-01", 404, "missing_figures"),
        ("ledger/explain/E01a?amount=much", 422, "invalid_amount"),
        ("ledger/explain/E01a?amount=" + "9" * 400 + "tn", 422, "invalid_amount"),
        ("simulate/rmp_45bn?paths=100000", 422, "run_too_long"),
        ("simulate/rmp_45bn?out=/tmp/x", 422, "usage"),
        ("simulate/rmp_45bn?dask=tcp://192.0.2.1:1", 422, "usage"),
        ("simulate/rmp_45bn?keys=horizon.days=2600&paths=2000", 422, "run_too_long"),
        ("simulate/rmp_45bn?keys=include=[%22mine.toml%22]", 422, "invalid_override"),
        ("simulate/mine.toml", 422, "usage"),
        ("hindcast?episode=rebuild_2025&flows=all", 422, "usage"),
    ],
)
def test_a_wrong_request_is_told_why(client: httpx.Client, path: str, status: int, code: str) -> None:
    refused(client.get(f"/api/v1/{path}"), status, code)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("simulate/rmp_45bn?paths=100000", "as a job"),
        ("hindcast", "or start and end"),
        ("hindcast?start=2025-10-31&end=2025-10-01", "end must lie after start"),
        ("hindcast?episode=rebuild", "asked with start and end"),
        ("search/rmp_45bn?lever=reserve_purchases&target=nothing", "target"),
    ],
)
def test_a_refusal_names_what_an_address_has_and_no_option_of_the_command_line(
    client: httpx.Client, path: str, said: str
) -> None:
    error = client.get(f"/api/v1/{path}").json()["error"]
    told = f"{error['message']} {error['hint']} {error['facts'].get('place')}"
    assert said in told
    assert "--" not in told and "command line" not in told


def test_a_choice_between_names_is_in_the_language_of_the_refusal(client: httpx.Client) -> None:
    said = refused(client.get("/api/v1/series/show/soffr?lang=zh-Hans"), 404, "unknown_series")
    assert " 或 " in said["hint"] and " or " not in said["hint"]


def test_no_caller_is_told_where_the_store_is(client: httpx.Client, tmp_path: Any) -> None:
    """The path names a home directory, and with it who runs the server: that is its owner's business."""
    desk = Desk(environment={"TIDEGAUGE_CONTACT": "me@example.org"})
    with serving(Settings(), Answers(desk)) as opened:
        for path in ("settings", "doctor"):
            told = opened.get(f"/api/v1/{path}").text
            assert str(desk.store.root) not in told and "/tidegauge" not in told and "example.org" not in told


def texts() -> Iterator[tuple[str, str]]:
    """Yield the address and the name of every parameter that is words of the caller."""
    for address in addresses():
        for row in address.parameters if address.is_got else ():
            if row.kind in ("text", "texts", "keys", "moment", "date", "amount", "scenario"):
                yield address.path, row.name


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_words_are_refused_or_answered_but_never_break_anything(client: httpx.Client, hostile: str) -> None:
    for path, name in texts():
        filled = path.replace(f"{{{name}}}", "HERE").replace("{scenario}", "rmp_45bn").replace("{a}", "baseline")
        filled = filled.replace("{b}", "baseline").replace("{event}", "E01a").replace("{series}", "sofr")
        if "HERE" in filled:
            quoted = "".join(f"%{byte:02X}" for byte in hostile.encode())
            response = client.get(filled.replace("HERE", quoted))
        else:
            response = client.get(filled, params={name: hostile})
        assert response.status_code < 500, (path, name, response.text)
        assert "\x1b" not in response.text, "what a terminal acts on is escaped"
        assert response.headers["content-type"] in ("application/json", "text/html; charset=utf-8")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_a_method_an_address_does_not_take_is_told(client: httpx.Client, method: str) -> None:
    refused(client.request(method, "/api/v1/drain"), 405, "method_not_taken")


def test_a_refused_method_is_told_every_one_that_is_taken(client: httpx.Client) -> None:
    assert client.put("/api/v1/hindcast").headers["allow"] in ("GET, POST", "POST, GET")
    assert client.put("/api/v1/jobs/nobody").headers["allow"] in ("GET, DELETE", "DELETE, GET")


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "request"),
        (b"", "application/json", 400, "request"),
        (b"\xff\xfe", "application/json", 400, "request"),
        (b"[]", "application/json", 400, "request"),
        (b"[" * 100_000, "application/json", 400, "request"),
        (b'{"scenario": ' + b"9" * 5_000 + b"}", "application/json", 400, "request"),
        (b'{"scenario": "\\ud800"}', "application/json", 400, "request"),
        (b'{"scenario": NaN}', "application/json", 400, "request"),
        (b'{"scenario": "baseline"}', "text/plain", 415, "body_not_json"),
        (b"scenario=baseline", "application/x-www-form-urlencoded", 415, "body_not_json"),
        (b'{"scenario": "../secret.toml"}', "application/json", 422, "usage"),
        (b'{"scenario": "mine.toml"}', "application/json", 422, "usage"),
        (b'{"scenario": {"name": "/etc/passwd", "text": ""}}', "application/json", 422, "usage"),
        (b'{"scenario": {"name": "../mine.toml", "text": ""}}', "application/json", 422, "usage"),
        (b'{"scenario": {"name": "mine.toml", "text": 5}}', "application/json", 422, "usage"),
        (b'{"scenario": ["baseline"]}', "application/json", 422, "usage"),
        (b'{"scenario": "baseline", "paths": true}', "application/json", 422, "usage"),
        (b'{"scenario": "baseline", "paths": 1e400}', "application/json", 400, "request"),
        (b'{"scenario": "baseline", "workers": 2}', "application/json", 422, "usage"),
        (b'{"scenario": "baseline", "lang": 5}', "application/json", 422, "usage"),
        (b"{}", "application/json", 422, "usage"),
    ],
)
def test_a_wrong_body_is_told_why(client: httpx.Client, body: bytes, kind: str, status: int, code: str) -> None:
    refused(client.post("/api/v1/simulate", content=body, headers={"content-type": kind}), status, code)


def check(client: httpx.Client, text: str, name: str = "mine.toml", **more: object) -> httpx.Response:
    """Have a scenario checked that no file holds."""
    return client.post("/api/v1/scenario/check", json={"file": {"name": name, "text": text}, **more})


def test_a_scenario_is_checked_as_text(client: httpx.Client) -> None:
    told = check(client, 'include = ["baseline"]\n[horizon]\ndays = 20').json()
    assert told["answer"]["scenario"]["name"] == "mine"
    assert told["answer"]["scenario"]["days"] == 20


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[horizon", "malformed_scenario"),
        ("<script>alert(1)</script>", "malformed_scenario"),
        ("\x00", "malformed_scenario"),
        ("龙" * 300_000, "malformed_scenario"),
        ("a = " + "[" * 5_000, "input_file"),
        ("[horizon]\ndays = " + "9" * 5_000, "malformed_scenario"),
        ("[horizon]\ndays = -1", "invalid_scenario"),
        ('include = ["/etc/passwd"]', "invalid_scenario"),
        ('include = ["secret.toml"]', "invalid_scenario"),
    ],
)
def test_a_broken_scenario_is_told_its_place(client: httpx.Client, text: str, code: str) -> None:
    said = refused(check(client, text), 422, code)
    assert "mine.toml" in said["message"]
    assert len(json.dumps(said)) < 5_000, "what was sent is not sent back"


def test_pasted_text_includes_no_file_of_this_machine(client: httpx.Client, tmp_path: Any) -> None:
    (tmp_path / "secret.toml").write_text("[horizon]\ndays = 7\n", "utf-8")
    for place in (str(tmp_path / "secret.toml"), "../secret.toml", "secret.toml"):
        refused(check(client, f'include = ["{place}"]'), 422, "invalid_scenario")


@pytest.mark.parametrize("path", ["/api/v1/settings", "/api/v1/doctor", "/metrics", "/healthz", "/page/scoreboard"])
def test_a_key_of_the_environment_is_in_no_answer(path: str) -> None:
    key = "0123456789abcdef" * 2
    with serving(Settings(), Answers(Desk(environment={"FRED_API_KEY": key}))) as opened:
        reply = opened.get(path)
    assert reply.status_code == 200
    assert key not in reply.text


def test_fifty_billion_in_chinese_are_fifty_billion_in_every_posting(client: httpx.Client) -> None:
    for amount in ("500亿", "500億", "50bn", "50000000000"):
        answer = client.get("/api/v1/ledger/explain/E01a", params={"amount": amount}).json()["answer"]
        assert {abs(posting["change_usd"]) for posting in answer["postings"]} == {50_000_000_000}
