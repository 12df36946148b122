"""Named stretches begin and end on Wednesdays, in order, with a name in every language."""

import pytest

from tidegauge.errors import UnknownEpisode
from tidegauge.scenarios.hindcast.episodes import find, stretches
from tidegauge.words import LANGUAGES


def test_stretches_run_from_wednesday_to_wednesday() -> None:
    for stretch in stretches().values():
        assert (stretch.start.weekday(), stretch.end.weekday()) == (2, 2)
        assert stretch.start < stretch.end
        assert set(stretch.names) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_stretches_share_a_name(lang: str) -> None:
    """A reader who chooses one of two rebuilds must see which."""
    names = [stretch.names[lang] for stretch in stretches().values()]
    assert len(set(names)) == len(names)


def test_an_unknown_stretch_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownEpisode) as caught:
        find("rebuild_2024")
    assert caught.value.facts["nearest"] in {"rebuild_2023", "rebuild_2025"}


def test_a_month_is_answered_with_the_stretch_it_lies_in() -> None:
    with pytest.raises(UnknownEpisode) as caught:
        find("2019-09")
    assert caught.value.facts["nearest"] == "september_2019"
    with pytest.raises(UnknownEpisode) as caught:
        find("2022-02")
    assert caught.value.facts["nearest"] == ""
