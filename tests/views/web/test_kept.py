"""Kept responses: written once for all readers, told apart by what settles them, gone when the store has moved."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.views.web.conftest import Serve
from tests.views.web.test_answers import put

from tidegauge.views.web import kept
from tidegauge.views.web.kept import Kept


class Standing:
    """Answers of a store that moves only when it is told to."""

    generation = 1

    def tag(self, question: str) -> str:
        return f"{question} {self.generation}"


class Application:
    """An application that counts how often it is asked, and answers slowly."""

    def __init__(self, status: int = 200, size: int = 10) -> None:
        self.asked, self.status, self.size = 0, status, size

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * self.size})


def ask(app: Kept, path: str, query: bytes = b"", **headers: str) -> Any:
    """Return a coroutine that gives status, headers and body of a response."""

    async def asked() -> tuple[int, dict[bytes, bytes], bytes]:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": raw}
        await app(scope, None, send)  # type: ignore[arg-type]
        return sent[0]["status"], dict(sent[0]["headers"]), b"".join(part.get("body", b"") for part in sent)

    return asked()


def run(*coroutines: Any) -> list[Any]:
    async def together() -> list[Any]:
        return list(await asyncio.gather(*coroutines))

    return asyncio.run(together())


def test_many_who_ask_at_once_wait_for_one_writing() -> None:
    inner = Application()
    app = Kept(inner, Standing())  # type: ignore[arg-type]
    found = run(*(ask(app, "/") for _ in range(50)))
    assert inner.asked == 1
    assert {body for _, _, body in found} == {b"x" * 10}


def test_what_settles_a_response_tells_it_apart() -> None:
    inner, standing = Application(), Standing()
    app = Kept(inner, standing)  # type: ignore[arg-type]
    for query, headers in (
        (b"", {}),
        (b"lang=en", {}),
        (b"", {"accept_language": "zh-TW"}),
        (b"", {"accept": "text/html"}),
    ):
        run(ask(app, "/page/rates", query, **headers))
    assert inner.asked == 4
    run(ask(app, "/page/rates", accept_language="de"))
    assert inner.asked == 4, "a language that is not spoken is English, as none is"
    standing.generation = 2
    run(ask(app, "/page/rates"))
    assert inner.asked == 5


def test_a_failure_is_shared_by_those_who_wait_and_not_kept() -> None:
    inner = Application(status=422)
    app = Kept(inner, Standing())  # type: ignore[arg-type]
    assert {status for status, _, _ in run(*(ask(app, "/") for _ in range(5)))} == {422}
    run(ask(app, "/"))
    assert inner.asked == 2


@pytest.mark.parametrize(
    "path", ["/healthz", "/metrics", "/static/page.css", "/api/v1/jobs/x", "/api/v1/jobs/x/events"]
)
def test_what_changes_by_itself_is_never_kept(path: str) -> None:
    inner = Application()
    app = Kept(inner, Standing())  # type: ignore[arg-type]
    for _ in range(2):
        run(ask(app, path))
    assert inner.asked == 2


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "BYTES_MOST", 1_600)
    inner = Application(size=100)
    app = Kept(inner, Standing())  # type: ignore[arg-type]
    for n in range(40):
        run(ask(app, f"/page/{n}"))
    assert sum(len(one.body) for one in app._responses.values()) <= 1_600
    inner.size = 101
    for _ in range(2):
        run(ask(app, "/page/large"))
    assert inner.asked == 42, "what is larger than its share is not kept at all"


def test_the_page_says_when_it_still_holds(client: httpx.Client) -> None:
    first = client.get("/page/rates?as_of=2025-11-03")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get("/page/rates?as_of=2025-11-03", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_has_been_written_is_read_by_whoever_asks_again(serve: Serve, tmp_path: Path) -> None:
    put(tmp_path / "store", 4.0)
    client = serve(tmp_path / "store")
    tag = client.get("/api/v1/series/show/sofr").headers["etag"]
    put(tmp_path / "store", 4.5, day=4)
    for _ in range(100):
        response = client.get("/api/v1/series/show/sofr", headers={"if-none-match": tag})
        if response.status_code == 200:
            break
        asyncio.run(asyncio.sleep(0.05))
    assert response.json()["answer"]["values"][-1]["value"] == 4.5
