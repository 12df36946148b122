"""The client over real HTTP against a service that misbehaves in every way a service can."""

import gzip
import hashlib
import logging
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tidegauge.catalogue.series import load
from tidegauge.errors import (
    CredentialMissing,
    Offline,
    RateLimited,
    SourceError,
    SourceFormatError,
    SourceUnavailable,
    UnitsChanged,
)
from tidegauge.sources import fred, nyfed
from tidegauge.sources.base import Reply, Request, Source
from tidegauge.sources.client import Client, Network, Pace, Step, _retry_after

KEY = "0123456789abcdef0123456789abcdef"
MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
HOST = "service.test"
PLAIN = Source(
    id="plain",
    publisher="Nobody",
    terms="",
    requests_per_minute=60_000,
    requests=lambda series, start, end: (),
    parse=lambda request, body: iter(()),
)
KEYED = replace(PLAIN, id="keyed", key_variable="PLAIN_KEY", key_parameter="api_key")
ASK = Request((), f"https://{HOST}/figures", {"series_id": "X"})
Make = Callable[..., Client]


@pytest.fixture
def make(service: Any, hours: Any) -> Iterator[Make]:
    """Make clients that look for every publisher on this machine, never really sleep, and always draw 1."""
    made: list[Client] = []

    def make(
        *, archive: Any = None, keys: Any = None, progress: Any = None, offline: bool = False, **more: Any
    ) -> Client:
        hosts = (HOST, "api.stlouisfed.org", "fred.stlouisfed.org", "markets.newyorkfed.org")
        settings = {
            "addresses": dict.fromkeys(hosts, service.url),
            "sleep": hours.sleep,
            "monotonic": hours.monotonic,
            "chance": lambda: 1.0,
            "wall": lambda: MOMENT,
        }
        network = Network(**(settings | more))
        made.append(Client(archive, keys=keys, progress=progress, offline=offline, network=network))
        return made[-1]

    yield make
    for client in made:
        client.close()


def said(answers: Any, *rest: Any, **more: Any) -> Any:
    return answers.Answer(*rest, **more)


def test_a_reply_comes_with_everything_needed_to_quote_it(service: Any, make: Make) -> None:
    service.says(said(service, b'{"a": 1}', headers={"Content-Type": "application/json; charset=utf-8"}))
    reply = make().fetch(ASK, PLAIN)
    assert reply == Reply(
        ASK,
        200,
        "application/json; charset=utf-8",
        b'{"a": 1}',
        MOMENT,
        hashlib.sha256(b'{"a": 1}').hexdigest(),
        "https://service.test/figures?series_id=X",
    )
    (asked,) = service.asked
    assert (asked.path, asked.params) == ("/figures", {"series_id": "X"})
    assert "Tidegauge/" in asked.headers["User-Agent"]


def test_parameters_reach_the_service_as_they_are(service: Any, make: Make) -> None:
    service.says(said(service, b"{}"))
    params = {"operationTypes": "Reverse Repo", "page[size]": "10000", "filter": "a:gte:2025-01-01,b:eq:x&y=z+1"}
    make().fetch(replace(ASK, params=params), PLAIN)
    assert service.asked[0].params == params


def test_every_complete_body_is_archived_before_anybody_judges_it(service: Any, make: Make) -> None:
    kept: list[bytes] = []

    def archive(body: bytes) -> str:
        kept.append(body)
        return f"number {len(kept)}"

    service.says(said(service, b"down", 503), said(service, b"<html>no figures</html>"))
    assert make(archive=archive).fetch(ASK, PLAIN).sha256 == "number 2"
    assert kept == [b"down", b"<html>no figures</html>"]


def test_an_archive_that_cannot_write_stops_the_fetch(service: Any, make: Make) -> None:
    def full(body: bytes) -> str:
        raise OSError("disk full")

    service.says(said(service, b"{}"))
    with pytest.raises(OSError, match="disk full"):
        make(archive=full).fetch(ASK, PLAIN)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_failing_service_is_asked_again_and_again_at_growing_distance(
    service: Any, hours: Any, make: Make, status: int
) -> None:
    service.says(*[said(service, b"oops", status)] * 3, said(service, b"{}"))
    assert make().fetch(ASK, PLAIN).body == b"{}"
    assert hours.slept == [2.0, 4.0, 8.0]


def test_the_wait_is_drawn_evenly_up_to_a_ceiling(service: Any, hours: Any, make: Make) -> None:
    service.says(said(service, b"oops", 500))
    draws = iter([0.5, 0.25, 1.0, 1.0])
    with pytest.raises(SourceUnavailable, match="status 500: oops"):
        make(chance=lambda: next(draws), backoff_max_seconds=6.0).fetch(ASK, PLAIN)
    assert hours.slept == [1.0, 1.0, 6.0, 6.0]
    assert len(service.asked) == 5


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("Mon, 03 Nov 2025 17:00:30 GMT", 30.0), ("soon", 2.0), ("-5", 2.0)]
)
def test_a_pause_that_the_service_asks_for_is_kept(
    service: Any, hours: Any, make: Make, header: str, seconds: float
) -> None:
    service.says(said(service, b"slow down", 429, {"Retry-After": header}), said(service, b"{}"))
    assert make().fetch(ASK, PLAIN).status == 200
    assert hours.slept == [seconds]


def test_a_retry_after_in_the_past_means_now(service: Any, hours: Any, make: Make) -> None:
    service.says(said(service, b"", 503, {"Retry-After": "Mon, 03 Nov 2025 16:00:00 GMT"}), said(service, b"{}"))
    make(monotonic=hours.monotonic).fetch(ASK, PLAIN)
    assert sum(hours.slept) == pytest.approx(60 / 60_000)


def test_a_pause_is_never_negative() -> None:
    assert _retry_after("Mon, 03 Nov 2025 16:00:00 GMT", MOMENT) == 0.0


def test_a_proxy_of_the_environment_is_left_aside_for_a_stand_in(
    service: Any, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    service.says(said(service, b"{}"))
    assert make(tries=1).fetch(ASK, PLAIN).status == 200


def test_a_pause_beyond_measure_ends_the_matter_at_once(service: Any, hours: Any, make: Make) -> None:
    service.says(said(service, b"come back tomorrow", 429, {"Retry-After": "86400"}))
    with pytest.raises(RateLimited, match="come back tomorrow"):
        make().fetch(ASK, PLAIN)
    assert (len(service.asked), hours.slept) == (1, [])


def test_a_service_that_goes_on_asking_for_fewer_requests_is_left_alone(service: Any, make: Make) -> None:
    service.says(said(service, b"slow down", 429))
    with pytest.raises(RateLimited) as caught:
        make(tries=3).fetch(ASK, PLAIN)
    assert (caught.value.facts["source"], len(service.asked)) == ("plain", 3)


def test_silence_is_waited_out_and_asked_again(service: Any, make: Make) -> None:
    service.says(said(service, is_silent=True), said(service, b"{}"))
    assert make(timeout_seconds=0.1).fetch(ASK, PLAIN).status == 200
    service.says(said(service, is_silent=True))
    with pytest.raises(SourceUnavailable, match="ReadTimeout"):
        make(timeout_seconds=0.05, tries=2).fetch(ASK, PLAIN)


def test_a_body_that_drips_for_ever_is_cut_off(service: Any, make: Make) -> None:
    service.says(said(service, b"{}"))
    ticks = iter(range(0, 10_000, 400))
    with pytest.raises(SourceUnavailable, match="no whole body within 180 s"):
        make(monotonic=lambda: float(next(ticks)), tries=1).fetch(ASK, PLAIN)


def test_a_cut_body_is_never_taken_for_a_whole_one(service: Any, make: Make) -> None:
    service.says(said(service, b'{"a": 1}', missing_bytes=10), said(service, b'{"a": 1, "b": 22}'))
    assert make().fetch(ASK, PLAIN).body == b'{"a": 1, "b": 22}'
    service.says(said(service, b"observation_date,WALCL\n2025-10-29,65", missing_bytes=5))
    with pytest.raises(SourceUnavailable, match="RemoteProtocolError"):
        make(tries=2).fetch(ASK, PLAIN)


def test_a_compressed_body_is_unpacked_and_a_spoilt_one_refused(service: Any, make: Make) -> None:
    packed = gzip.compress(b'{"a": 1}')
    service.says(
        said(service, b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        said(service, packed, headers={"Content-Encoding": "gzip"}),
    )
    assert make().fetch(ASK, PLAIN).body == b'{"a": 1}'
    assert len(service.asked) == 2


def test_a_closed_door_is_an_unavailable_service(make: Make) -> None:
    client = make(addresses={HOST: "http://127.0.0.1:9"}, tries=2)
    with pytest.raises(SourceUnavailable, match="ConnectError"):
        client.fetch(ASK, PLAIN)


def test_a_body_beyond_all_measure_is_refused_once(service: Any, make: Make) -> None:
    service.says(said(service, b"x" * 1001))
    with pytest.raises(SourceFormatError, match="more than 1000 bytes"):
        make(body_max_bytes=1000).fetch(ASK, PLAIN)
    assert len(service.asked) == 1


def test_a_redirect_is_followed_where_it_may_lead(service: Any, make: Make) -> None:
    service.says(said(service, b"", 302, {"Location": "/new?series_id=X"}), said(service, b"{}"))
    assert make().fetch(ASK, PLAIN).body == b"{}"
    assert [asked.path for asked in service.asked] == ["/figures", "/new"]


@pytest.mark.parametrize("location", ["ftp://elsewhere.test/x", "https://elsewhere.test/x", "http://[broken"])
def test_a_redirect_never_takes_a_key_elsewhere(service: Any, make: Make, location: str) -> None:
    service.says(said(service, b"", 301, {"Location": location}))
    with pytest.raises(SourceFormatError):
        make(keys={"PLAIN_KEY": KEY}).fetch(ASK, KEYED)
    assert len(service.asked) == 1


def test_a_redirect_leaves_http_for_nothing_lesser(service: Any, make: Make) -> None:
    service.says(said(service, b"", 301, {"Location": "ftp://elsewhere.test/x"}))
    with pytest.raises(SourceFormatError, match="a redirect to ftp"):
        make().fetch(ASK, PLAIN)


def test_a_redirect_in_a_circle_ends(service: Any, make: Make) -> None:
    service.says(said(service, b"", 302, {"Location": "/figures"}))
    with pytest.raises(SourceFormatError, match="more than 5 redirects"):
        make().fetch(ASK, PLAIN)


def test_a_redirect_to_nowhere_is_a_broken_word(service: Any, make: Make) -> None:
    service.says(said(service, b"", 302))
    with pytest.raises(SourceFormatError, match="status 302"):
        make().fetch(ASK, PLAIN)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            b'{"error_code":400,"error_message":"Bad Request.  The series does not exist."}',
            "Bad Request. The series does",
        ),
        (b'{"error":"Invalid Query Param","message":"Invalid query parameter: x"}', "Invalid query parameter: x"),
        (b'{"error":["EGeneral:Invalid arguments"]}', "EGeneral:Invalid arguments"),
        (b'<?xml version="1.0"?><error code="400" message="Bad Request."/>', "status 404: Bad Request."),
        (b"<html><style>p {}</style><h1>Not Found</h1>{braces}</html>", "status 404: Not Found {braces}"),
        (b"", "status 404"),
    ],
)
def test_a_refusal_is_final_and_quotes_the_service(service: Any, make: Make, body: bytes, words: str) -> None:
    service.says(said(service, body, 404))
    with pytest.raises(SourceFormatError) as caught:
        make().fetch(replace(ASK, series=(load()["sofr"],)), PLAIN)
    assert words in str(caught.value)
    assert caught.value.facts["series"] == "sofr"
    assert len(service.asked) == 1


def test_a_status_that_may_mean_too_fast_is_asked_once_more(service: Any, hours: Any, make: Make) -> None:
    request = next(iter(nyfed.requests([load()["sofr"]], date(2025, 10, 1), date(2025, 10, 31))))
    service.says(said(service, b"bad", 400), said(service, b'{"refRates": []}'))
    client = make(chance=lambda: 0.0)
    assert client.fetch(request, nyfed.SOURCE).body == b'{"refRates": []}'
    assert hours.slept == [2.0]
    service.says(said(service, b"bad", 400))
    service.asked.clear()
    with pytest.raises(SourceFormatError, match="status 400: bad"):
        client.fetch(request, nyfed.SOURCE)
    assert len(service.asked) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_a_matter_of_credentials(service: Any, make: Make, status: int) -> None:
    service.says(said(service, b"no", status))
    with pytest.raises(CredentialMissing) as caught:
        make(keys={"PLAIN_KEY": KEY}).fetch(ASK, KEYED)
    assert caught.value.facts["variable"] == "PLAIN_KEY"
    with pytest.raises(SourceFormatError, match=f"status {status}"):
        make().fetch(ASK, PLAIN)


def test_a_key_comes_from_the_caller_else_from_the_environment(
    service: Any, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.says(said(service, b"{}"))
    monkeypatch.delenv("PLAIN_KEY", raising=False)
    with pytest.raises(CredentialMissing, match="PLAIN_KEY is not set"):
        make().fetch(ASK, KEYED)
    monkeypatch.setenv("PLAIN_KEY", "  ")
    with pytest.raises(CredentialMissing):
        make().fetch(ASK, KEYED)
    assert service.asked == []
    monkeypatch.setenv("PLAIN_KEY", "from the environment")
    make().fetch(ASK, KEYED)
    make(keys={"PLAIN_KEY": KEY}).fetch(ASK, KEYED)
    assert [asked.params["api_key"] for asked in service.asked] == ["from the environment", KEY]


def test_a_contact_goes_where_it_is_wanted_and_nowhere_else(service: Any, make: Make) -> None:
    service.says(said(service, b"{}"))
    wants = replace(PLAIN, contact_variable="TIDEGAUGE_CONTACT")
    client = make(keys={"TIDEGAUGE_CONTACT": "José Doe jose@example.org"})
    client.fetch(ASK, wants)
    client.fetch(replace(ASK, url=f"https://{HOST}/other"), PLAIN)
    first, second = (asked.headers["User-Agent"].encode("latin-1").decode() for asked in service.asked)
    assert first == "Tidegauge/0.1 José Doe jose@example.org"
    assert "jose" not in second
    with pytest.raises(CredentialMissing, match="TIDEGAUGE_CONTACT"):
        make().fetch(ASK, wants)


def test_without_a_key_the_stand_in_is_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRED_API_KEY", raising=False)
    assert make().usable(fred.SOURCE) is fred.WITHOUT_KEY
    assert make(keys={"FRED_API_KEY": KEY}).usable(fred.SOURCE) is fred.SOURCE
    assert make().usable(PLAIN) is PLAIN
    with pytest.raises(CredentialMissing):
        make().usable(KEYED)


def echo(service: Any, status: int) -> Callable[[Any], Any]:
    """Let the service say back all it was told, the key above all."""

    def respond(asked: Any) -> Any:
        text = f'{{"error_message": "no: {asked.params} {asked.headers}"}}'
        return said(service, text.encode(), status)

    return respond


@pytest.mark.parametrize(
    "trouble", ["ok", "404", "429", "500", "401", "cut", "silent", "elsewhere", "loop", "closed", "secret"]
)
def test_a_key_is_seen_nowhere(service: Any, make: Make, caplog: pytest.LogCaptureFixture, trouble: str) -> None:
    key = f"{KEY}/+ä&x"
    kept: list[bytes] = []
    steps: list[Step] = []
    request, source = ASK, KEYED
    service.says(said(service, b"{}", missing_bytes=9 * (trouble == "cut"), is_silent=trouble == "silent"))
    if trouble in ("404", "429", "500", "401"):
        service.respond = echo(service, int(trouble))
    if trouble in ("elsewhere", "loop"):
        target = "/figures" if trouble == "loop" else "https://elsewhere.test/"
        service.respond = lambda asked: said(service, b"", 302, {"Location": f"{target}?api_key={KEY}&x=1"})
    if trouble == "secret":
        request, source = replace(ASK, params={"token": key}, secret=frozenset({"token"})), PLAIN
        service.respond = echo(service, 404)
    client = make(
        archive=lambda body: kept.append(body) or "id",
        keys={"PLAIN_KEY": KEY if trouble in ("elsewhere", "loop") else key},
        progress=steps.append,
        timeout_seconds=0.1,
        tries=2,
        **({"addresses": {HOST: "http://127.0.0.1:9"}} if trouble == "closed" else {}),
    )
    told = ""
    with caplog.at_level(logging.DEBUG):
        try:
            reply = client.fetch(request, source)
            told = f"{reply!r} {reply.address}"
        except SourceError as error:
            chain = [error, error.__cause__, error.__context__]
            told = "".join(f"{link!s} {link!r} {getattr(link, 'facts', '')}" for link in chain)
            told += "".join(traceback.format_exception(error))
            assert error.__cause__ is None
            assert error.__context__ is None
    seen = " ".join([told, repr(client), repr(steps), repr(kept), caplog.text, repr([r.args for r in caplog.records])])
    assert "service.test" in seen
    assert "***" in seen
    assert KEY not in seen


def test_even_a_short_key_is_seen_in_no_error(service: Any, make: Make, caplog: pytest.LogCaptureFixture) -> None:
    service.respond = echo(service, 404)
    with caplog.at_level(logging.DEBUG), pytest.raises(SourceFormatError) as caught:
        make(keys={"PLAIN_KEY": "hush-hush"}).fetch(ASK, KEYED)
    assert "***" in str(caught.value)
    assert "hush" not in str(caught.value) + caplog.text


def test_the_http_librarys_own_log_lines_are_kept_but_masked(
    service: Any, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    service.says(said(service, b"{}"))
    with caplog.at_level(logging.INFO, logger="httpx"):
        make(keys={"PLAIN_KEY": KEY}).fetch(ASK, KEYED)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "httpx"]
    assert "api_key=***" in line


def test_offline_asks_nobody(service: Any, make: Make) -> None:
    with pytest.raises(Offline, match="plain was not asked"):
        make(offline=True).fetch(ASK, PLAIN)
    with pytest.raises(Offline):
        list(make(offline=True).pages(ASK, KEYED))
    assert service.asked == []


def test_pages_follow_until_the_last(service: Any, make: Make) -> None:
    def page(number: int) -> Request:
        return replace(
            ASK, params={"page": str(number)}, next_page=lambda body: page(number + 1) if number < 3 else None
        )

    service.respond = lambda asked: said(service, asked.params["page"].encode())
    assert [reply.body for reply in make().pages(page(1), PLAIN)] == [b"1", b"2", b"3"]


def test_pages_that_never_end_are_an_error(service: Any, make: Make) -> None:
    service.says(said(service, b"{}"))
    circle = replace(ASK, next_page=lambda body: circle)
    with pytest.raises(SourceFormatError, match="never end"):
        list(make().pages(circle, PLAIN))
    assert len(service.asked) == 1


def test_requests_to_one_host_keep_their_distance(service: Any, hours: Any, make: Make) -> None:
    service.says(said(service, b"{}"))
    calm = replace(PLAIN, requests_per_minute=30)
    steps: list[Step] = []
    client = make(progress=steps.append)
    for _ in range(3):
        client.fetch(ASK, calm)
    client.fetch(replace(ASK, url="https://api.stlouisfed.org/fred/series"), calm)
    assert hours.slept == [2.0, 2.0]
    assert [(step.kind, step.amount) for step in steps[:5]] == [
        ("asking", 1),
        ("received", 2),
        ("waiting", 2.0),
        ("asking", 1),
        ("received", 2),
    ]


def test_threads_share_one_pace() -> None:
    pace = Pace(lambda: 0.0)
    waits: list[float] = []
    threads = [threading.Thread(target=lambda: waits.append(pace.book("h", 60))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [float(n) for n in range(20)]


def test_a_pause_for_one_is_a_pause_for_all(hours: Any) -> None:
    pace = Pace(hours.monotonic)
    pace.hold("h", 30.0)
    assert (pace.book("h", 60), pace.book("h", 60), pace.book("other", 60)) == (30.0, 31.0, 0.0)


def test_importing_the_client_does_not_load_the_http_library() -> None:
    check = "import sys, tidegauge.sources.client; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def fetched(client: Client, source: Source, series: str) -> list[Any]:
    """Read a series as `ingest` does: every page fetched, kept and parsed before the next."""
    reader = client.usable(source)
    (first,) = reader.requests([load()[series]], date(2025, 10, 1), date(2025, 10, 31))
    return [row for reply in client.pages(first, reader) for row in reader.parse(reply.request, reply.body)]


def test_a_changed_unit_is_noticed_over_the_wire(service: Any, make: Make) -> None:
    service.says(said(service, b'{"seriess": [{"id": "WALCL", "units": "Billions of U.S. Dollars"}]}'))
    with pytest.raises(UnitsChanged):
        fetched(make(keys={"FRED_API_KEY": KEY}), fred.SOURCE, "fed_assets")
    assert [asked.params["api_key"] for asked in service.asked] == [KEY]


def test_a_page_of_html_with_status_200_is_no_file(service: Any, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRED_API_KEY", raising=False)
    service.says(said(service, b"<!DOCTYPE html><html>Busy</html>", headers={"Content-Type": "text/html"}))
    with pytest.raises(SourceFormatError, match="fed_assets"):
        fetched(make(), fred.SOURCE, "fed_assets")
    with pytest.raises(SourceFormatError, match="sofr"):
        fetched(make(), nyfed.SOURCE, "sofr")


def test_a_whole_chain_over_the_wire(service: Any, make: Make) -> None:
    replies = {
        "/fred/series": b'{"seriess": [{"id": "WALCL", "units": "Millions of U.S. Dollars"}]}',
        "/fred/series/vintagedates": b'{"count": 1, "offset": 0, "limit": 10000, "vintage_dates": ["2025-10-30"]}',
        "/fred/series/observations": b'{"realtime_start": "1776-07-04", "realtime_end": "9999-12-31", "units": "lin",'
        b' "count": 1, "offset": 0, "limit": 100000, "observations": [{"realtime_start": "2025-10-30",'
        b' "realtime_end": "9999-12-31", "date": "2025-10-29", "value": "6587034"}]}',
    }
    service.respond = lambda asked: said(service, replies[asked.path])
    (row,) = fetched(make(keys={"FRED_API_KEY": KEY}), fred.SOURCE, "fed_assets")
    assert row == ("fed_assets", date(2025, 10, 29), 6_587_034e6, date(2025, 10, 30))
    assert {asked.params["api_key"] for asked in service.asked} == {KEY}
