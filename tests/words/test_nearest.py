"""Did you mean: a suggestion where there is one, and the command that lists all where there is none."""

from collections.abc import Callable

import pytest

from tidegauge.errors import TidegaugeError
from tidegauge.ledger import events
from tidegauge.questions import registry
from tidegauge.scenarios import library
from tidegauge.scenarios.hindcast import episodes
from tidegauge.words import LANGUAGES, error_text
from tidegauge.words.nearest import nearest, remedy

FINDERS: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (library.find, "baselin", "tidegauge scenario list"),
    (episodes.find, "rebuild_2024", "--from"),
    (events.find, "mbs_paydwn", "tidegauge ledger events"),
    (lambda said: registry.find((said,)), "breif", "tidegauge --help"),
)


@pytest.mark.parametrize(("find", "like", "listed_by"), FINDERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_near_names_the_list_instead(
    find: Callable[[str], object], like: str, listed_by: str, lang: str
) -> None:
    with pytest.raises(TidegaugeError) as near:
        find(like)
    with pytest.raises(TidegaugeError) as far:
        find("qqq")
    assert str(near.value.facts["nearest"]) in error_text(near.value, lang)[1]
    assert far.value.facts["nearest"] == ""
    hint = error_text(far.value, lang)[1]
    assert listed_by in hint
    assert not any(words in hint for words in ("Did you mean", "是否", "  "))


def test_a_name_is_near_from_half_its_letters_on() -> None:
    assert nearest("abcd", ["abzz"]) == "abzz"
    assert nearest("abcd", ["azzz"]) == nearest("", ["a"]) == nearest("a", []) == ""


def test_capitals_do_not_matter() -> None:
    assert nearest("TIDES", ["Tide"]) == "Tide"


@pytest.mark.parametrize("name", ["nearest", "nearest_key", "nearest_include", "event"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_remedy_without_a_name_asks_nothing(name: str, lang: str) -> None:
    said = remedy(f"scenarios.remedy.{name}", nearest="")
    assert said.key.endswith("_alone")
    assert remedy(f"scenarios.remedy.{name}", nearest="taxes").key == f"scenarios.remedy.{name}"
