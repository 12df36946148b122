"""HEAD tells what a GET would, and sends nothing."""

import httpx
import pytest


@pytest.mark.parametrize(
    "path", ["/page/scoreboard", "/section/rates", "/api/v1/drain", "/static/page.css", "/healthz"]
)
def test_a_head_is_that_of_the_same_get(client: httpx.Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200 and head.content == b""
    for name in ("content-type", "content-length", "content-encoding", "etag", "cache-control"):
        assert head.headers.get(name) == got.headers.get(name)
    if "etag" in got.headers:
        assert client.head(path, headers={"if-none-match": got.headers["etag"]}).status_code == 304


def test_what_is_only_posted_has_no_head(client: httpx.Client) -> None:
    assert client.head("/api/v1/portfolio").status_code == 405
    assert client.head("/api/v1/jobs/none/events").status_code == 405
