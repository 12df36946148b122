"""The page of episodes: a list, or what each gauge did first and then the days, in every language."""

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import parse_moment
from tidegauge.words import LANGUAGES, text

MARCH = parse_moment("2026-03-31")
TWO = {"episode": ("september_2019", "late_october_2025"), "as_of": MARCH}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_library_lists_every_kind_in_words(drawn: Drawn, lang: str) -> None:
    page = drawn("episodes", lang=lang, as_of=MARCH)
    assert "late_october_2025" in page
    assert all(text(f"episodes.kind.{kind}", lang) in page for kind in ("stress", "control", "shutdown", "stretch"))


def test_two_episodes_begin_with_how_far_each_went(drawn: Drawn) -> None:
    page = drawn("episodes", gauge=("sofr_iorb_bp",), **TWO)
    first = page.splitlines()[0]
    assert "from +10 bp to +315 bp on day +1" in first and "from +12 bp to +32 bp on day +3" in first
    assert any("17 Sep 2019" in line and "29 Oct 2025" in line for line in page.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gauge_that_was_not_published_then_is_said(drawn: Drawn, lang: str) -> None:
    page = drawn("episodes", lang=lang, gauge=("srf",), **TWO)
    assert text("findings.episode_without_figures", lang, gauge="srf", episode="september_2019") in page
