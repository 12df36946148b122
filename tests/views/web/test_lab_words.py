"""Levers are called and written in the reader's language, at every place of their track."""

import pytest
from tests.questions.conftest import NOON

from tidegauge.questions import lab
from tidegauge.questions.lab import Lever
from tidegauge.scenarios import library
from tidegauge.views.web.lab_words import dial, name, written
from tidegauge.words import LANGUAGES


def lever(scenario: str, id_: str) -> Lever:
    return next(one for one in lab.levers(scenario, as_of=None, latest=NOON) if one.id == id_)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", library.names())
def test_every_lever_of_the_library_has_a_name_and_not_its_own_key(scenario: str, lang: str) -> None:
    for one in lab.levers(scenario, as_of=None, latest=NOON):
        assert "_" not in name(one, lang), one.id


def test_a_flow_of_somebodys_own_goes_by_its_name() -> None:
    own = Lever("flow-my_flow", "bn_week", 0, 3, 1, 1, (), "my_flow")
    assert "my_flow" in name(own, "en")


def test_values_are_written_with_their_unit_and_no_idle_zeros() -> None:
    rmp, mint = lever("baseline", "rmp"), lever("stablecoin_boom", "flow-mint")
    assert [written(rmp, value, "en") for value in (40, 0)] == ["40 bn a month", "0 bn a month"]
    assert written(rmp, 40, "zh-Hans") == "每月 400 亿" and written(rmp, 40, "zh-Hant") == "每月 400 億"
    assert written(mint, 0.4, "en") == "400 mn a week"
    assert written(lever("tariff_refunds", "flow-tariff_refunds"), 14.2, "en") == "14.2 bn a month"
    assert written(lever("baseline", "rates"), -25, "en") == "−25 bp"
    assert written(lever("baseline", "cash"), 5, "en") == "+5 bn a week", (
        "a lever that can be negative carries its sign"
    )


def test_every_place_of_a_track_has_its_words() -> None:
    shown = dial(lever("baseline", "rmp"), 45, "en")
    assert shown.words[:2] == ("0 bn a month", "5 bn a month") and shown.words[-1] == "100 bn a month"
    assert shown.words[9] == shown.written and shown.is_moved
    assert shown.track == {"min": "0", "max": "100", "step": "5", "value": "45", "data-at": "0"}
