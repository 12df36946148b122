"""Signals as data: every table is whole, its words exist, and a line on the wrong side is refused."""

from pathlib import Path

import pytest

from tidegauge.errors import InvalidCatalogue
from tidegauge.signals import signal as module
from tidegauge.signals.conditions import CONDITIONS
from tidegauge.signals.signal import _signal, load_signals
from tidegauge.words import LANGUAGES, keys, text

TABLE = {
    "condition": "srf",
    "direction": "above",
    "threshold": 1,
    "written_in": "usd_billion",
    "unit": "usd",
    "since": None,
    "source": ["commentary"],
    "comment": "",
}


def test_every_signal_reads_a_condition_that_exists() -> None:
    assert {signal.condition for signal in load_signals()} <= CONDITIONS.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_signal_has_a_name_and_a_meaning(lang: str) -> None:
    for signal in load_signals():
        assert text(signal.name_key, lang)
        assert text(signal.meaning_key, lang)


def test_every_name_in_the_words_belongs_to_a_signal() -> None:
    named = {key.split(".")[1] for key in keys("en") if key.startswith("signals.") and key.endswith(".meaning")}
    assert named == {signal.id for signal in load_signals()}


def test_the_articles_three_signals_are_there() -> None:
    by_id = {signal.id: signal for signal in load_signals()}
    assert by_id["on_rrp_gone"].threshold == 100e9
    assert by_id["nvidia_capex_outgrows_revenue"].direction == "above"
    assert (by_id["curve_inverted"].threshold, by_id["curve_inverted"].direction) == (0, "below")


def test_amounts_are_written_in_billions_and_kept_in_dollars() -> None:
    signal = _signal("x", dict(TABLE))
    assert (signal.threshold, signal.reset) == (1e9, 1e9)


def test_exactly_on_the_line_counts_only_where_it_is_said_to() -> None:
    strict, inclusive = _signal("x", dict(TABLE)), _signal("x", TABLE | {"inclusive": True})
    assert not strict.is_past(1e9)
    assert inclusive.is_past(1e9)
    assert not inclusive.is_calm(1e9)


@pytest.mark.parametrize(
    "wrong", [{"reset": 2}, {"direction": "up"}, {"unit": "bushels"}, {"unit": "bp"}, {"colour": "red"}]
)
def test_a_table_that_makes_no_sense_is_refused_with_its_place(wrong: dict[str, object]) -> None:
    with pytest.raises(Exception, match=r"signals.toml \[x\]|unlike units") as refused:
        _signal("x", TABLE | wrong)
    assert refused.type.__name__ in {"InvalidCatalogue", "UnitMismatch"}


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(InvalidCatalogue, match="threshold"):
        _signal("x", {key: value for key, value in TABLE.items() if key != "threshold"})


def test_the_file_is_beside_the_module() -> None:
    assert Path(module.__file__).with_name("signals.toml") == module.PATH
