"""Templates: nothing in them needs more than the content policy of the page allows."""

import re

import pytest

from tidegauge.views.web.templating import FOLDERS

PAGE, BRIEF = FOLDERS
TEMPLATES = sorted((*PAGE.rglob("*.j2"), *(BRIEF / "parts").glob("*.j2")))
ASKING = {
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style of its own": re.compile(r"<[^>]*\sstyle\s*=|<style", re.IGNORECASE),
    "a script without a source": re.compile(r"<script(?![^>]*(?:\ssrc=|type=\"application/json\"))", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("asked", ASKING)
def test_no_template_asks_for_what_the_policy_forbids(asked: str) -> None:
    assert TEMPLATES
    assert [path.name for path in TEMPLATES if ASKING[asked].search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("an inline handler", '<a href="/" onclick="go()">'),
        ("a style of its own", '<p class="a" style="color:red">'),
        ("a script without a source", "<script>go()</script>"),
    ],
)
def test_what_is_forbidden_is_found(asked: str, written: str) -> None:
    assert ASKING[asked].search(written)
    assert not ASKING[asked].search('<script defer src="/static/a.js"></script><p class="one" lang="en">')
