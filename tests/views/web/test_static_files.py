"""Static files: only those listed, kept for long by their content, packed once."""

import gzip

import httpx
import pytest

from tidegauge.views.web import static_files
from tidegauge.views.web.static_files import PLOTLY, address


def test_a_marked_address_is_kept_for_a_year_and_any_other_asked_again(client: httpx.Client) -> None:
    marked, plain = client.get(address("colours.css")), client.get("/static/colours.css")
    assert "immutable" in marked.headers["cache-control"]
    assert (
        plain.headers["cache-control"] == client.get("/static/colours.css?v=old").headers["cache-control"] == "no-cache"
    )
    again = client.get("/static/colours.css", headers={"If-None-Match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_plotly_comes_from_the_installed_package_and_packed(client: httpx.Client) -> None:
    with client.stream("GET", address(PLOTLY)) as response:
        body = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert len(body) < 1_600_000
    assert gzip.decompress(body) == static_files.files()[PLOTLY].read_bytes()


@pytest.mark.parametrize(
    "name",
    ["application.py", "brief.html.j2", "../settings.py", "..%2Fsettings.py", "%2Fetc%2Fpasswd", "x%00.css", "."],
)
def test_nothing_else_is_a_file_here(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_a_changed_file_gets_another_address(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    place = tmp_path / "colours.css"  # type: ignore[operator]
    monkeypatch.setattr(static_files, "files", lambda: {"colours.css": place})
    place.write_text("a {}")
    before = address("colours.css")
    place.write_text("b { }")
    assert address("colours.css") != before
