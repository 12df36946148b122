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


def test_an_unknown_stretch_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownEpisode) as caught:
        find("rebuild_2024")
    assert caught.value.facts["nearest"] in {"rebuild_2023", "rebuild_2025"}
