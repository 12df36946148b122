"""Safety: who is answered, how much is taken, and what a browser is told not to do."""

import socket
import time
from dataclasses import replace

import httpx
import pytest
from tests.views.web.conftest import Serve
from tests.views.web.test_rest import refused

from tidegauge.views.web.safety import HEADERS, host_of
from tidegauge.views.web.settings import Limits

TOKEN = "a-secret-of-some-length"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("path", ["/", "/api/v1/drain", "/nothing", "/static/colours.css", "/healthz"])
def test_every_response_tells_the_browser_what_not_to_do(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers or "tidegauge" not in headers["server"]
    assert not [name for name in headers if name.startswith("access-control")], "no other page may read an answer"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "[::2]"])
def test_a_page_elsewhere_cannot_point_its_name_here(client: httpx.Client, host: str) -> None:
    refused(client.get("/api/v1/drain", headers={"host": host}), 421, "wrong_host")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:8765"])
def test_this_machine_goes_by_its_own_names(client: httpx.Client, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_the_port_is_no_part_of_a_name() -> None:
    assert host_of("Example.org:80") == "example.org"


@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-site": "cross-site", "origin": "null"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/page/markets?part=portfolio", "/api/v1/scenario/check"])
def test_a_form_of_another_site_runs_nothing_here(client: httpx.Client, said: dict[str, str], path: str) -> None:
    refused(client.post(path, headers={"accept": "application/json"} | said), 403, "foreign_page")


@pytest.mark.parametrize("said", [{}, {"sec-fetch-site": "same-origin", "origin": "null"}, {"sec-fetch-site": "none"}])
def test_this_page_and_programs_may_send_what_they_like(client: httpx.Client, said: dict[str, str]) -> None:
    assert client.post("/api/v1/scenario/check", json={}, headers=said).status_code != 403
    own = {"origin": str(client.base_url).rstrip("/")}
    assert client.post("/api/v1/scenario/check", json={}, headers=own).status_code != 403


def test_without_the_token_nothing_is_told_but_that_the_server_lives(serve: Serve) -> None:
    client = serve(token=TOKEN)
    for path in ("/", "/api/v1/drain", "/metrics", "/static/colours.css", "/api/v1/openapi.json", "/nothing"):
        response = client.get(path)
        assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("said", [f"Bearer {TOKEN}x", "Bearer", f"Basic {TOKEN}", "Bearer \u00e9", TOKEN])
def test_anything_but_the_token_is_refused(serve: Serve, said: str) -> None:
    client = serve(token=TOKEN)
    refused(client.get("/api/v1/drain", headers={"authorization": said.encode()}), 401, "token_missing")


def test_the_token_opens_the_api_and_once_said_in_the_address_the_page(serve: Serve) -> None:
    client = serve(token=TOKEN)
    assert client.get("/api/v1/drain", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    sent = client.get("/", params={"token": TOKEN, "lang": "zh-Hans"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/?lang=zh-Hans")
    cookie = sent.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie, "what the browser keeps is not the token itself"
    assert client.get("/api/v1/drain").status_code == 200, "the cookie stands for the token"


def test_the_way_back_never_leads_to_another_host(serve: Serve) -> None:
    client = serve(token=TOKEN)
    sent = client.get(f"{str(client.base_url).rstrip('/')}//evil.example/", params={"token": TOKEN})
    assert sent.headers["location"] == "/evil.example/"


def test_a_body_beyond_the_limit_is_refused_before_anything_reads_it(client: httpx.Client) -> None:
    book = '{"file": {"name": "mine.toml", "text": "' + "龙" * 3_500_000 + '"}}'
    assert len(book.encode()) > 10_000_000
    said = refused(client.post("/api/v1/scenario/check", content=book.encode(), headers=JSON), 413, "request_too_large")
    assert said["facts"] == {"limit": "1 MB"}


def test_a_body_that_does_not_say_how_long_it_is_is_counted(client: httpx.Client) -> None:
    parts = (b" " * 100_000 for _ in range(30))
    refused(client.post("/api/v1/scenario/check", content=parts, headers=JSON), 413, "request_too_large")


def test_a_body_that_dribbles_is_not_waited_for(serve: Serve) -> None:
    client = serve(limits=Limits(body_seconds=0.2))
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), 10) as slow:
        head = "POST /api/v1/scenario/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        slow.sendall(f"{head}Content-Length: 1000\r\n\r\n{{".encode())
        assert client.get("/healthz").status_code == 200, "others are answered meanwhile"
        assert slow.recv(100).startswith(b"HTTP/1.1 413")


def test_an_address_beyond_the_limit_is_refused(client: httpx.Client) -> None:
    refused(client.get("/api/v1/drain", params={"as_of": "9" * 9_000}), 414, "address_too_long")


def test_who_asks_too_often_is_told_when_to_ask_again(serve: Serve) -> None:
    client = serve(limits=Limits(requests_in_a_row=3, requests_a_second=2.0, loopback_factor=1))
    seen = [client.get("/healthz").status_code for _ in range(4)]
    assert seen == [200, 200, 200, 429]
    response = client.get("/healthz")
    assert response.headers["retry-after"] == refused(response, 429, "too_many_requests")["facts"]["seconds"]
    time.sleep(0.6)
    assert client.get("/healthz").status_code == 200


def test_this_machine_may_ask_many_times_as_often() -> None:
    limits = Limits()
    assert limits.requests_in_a_row * limits.loopback_factor >= 10_000
    assert replace(limits, loopback_factor=1).requests_in_a_row == 200
