"""The page of releases: in order of time, each with its state, in every language."""

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.words import LANGUAGES

NOON = parse_moment("2025-11-03T12:00")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_out_has_a_full_dot_and_what_comes_a_hollow_one(drawn: Drawn, lang: str) -> None:
    lines = drawn("releases", lang=lang, as_of=NOON, days=1).splitlines()
    assert any(line.startswith("●") and "08:00" in line and "SOFR" in line for line in lines)
    assert any(line.startswith("○") and "16:00" in line for line in lines)
