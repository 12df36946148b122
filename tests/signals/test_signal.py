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


LINES = {  # by hand: condition, side, inclusive, threshold, reset, unit, since, days to go off, days to stale
    "sofr_far_above_iorb": ("sofr_iorb_bp", "above", False, 10, 10, "bp", "2018-04-02", 0, 12),
    "sofr_above_range": ("sofr_upper_bp", "above", False, 0, 0, "bp", "2018-04-02", 0, 12),
    "srf_in_use": ("srf", "above", True, 1e9, 1e9, "usd", "2021-07-29", 0, 12),
    "srf_heavy": ("srf", "above", True, 10e9, 10e9, "usd", "2021-07-29", 0, 12),
    "srf_between_period_ends": ("srf_between_ends", "above", True, 1e9, 1e9, "usd", "2021-07-29", 0, 12),
    "tgcr_above_iorb": ("tgcr_iorb_bp", "above", False, 0, 0, "bp", "2018-04-02", 0, 12),
    "effr_at_iorb": ("effr_iorb_bp", "above", True, 0, 0, "bp", "2018-04-02", 0, 12),
    "sofr_dispersed": ("sofr_dispersion_bp", "above", False, 25, 25, "bp", "2018-04-03", 0, 12),
    "reserves_below_3tn": ("reserves", "below", False, 3000e9, 3050e9, "usd", "2019-01-02", 0, 21),
    "reserves_below_2_7tn": ("reserves", "below", False, 2700e9, 2750e9, "usd", "2019-01-02", 0, 21),
    "reserves_below_9pct_gdp": ("reserves_to_gdp", "below", False, 0.09, 0.092, "share", "2019-01-02", 0, 21),
    "reserves_below_13pct_bank_assets": (
        "reserves_to_bank_assets", "below", False, 0.13, 0.133, "share", "2019-01-02", 0, 21),
    "reserves_below_12pct_bank_assets": (
        "reserves_to_bank_assets", "below", False, 0.12, 0.123, "share", "2019-01-02", 0, 21),
    "on_rrp_gone": ("on_rrp", "below", False, 100e9, 100e9, "usd", "2018-04-02", 7, 12),
    "tga_at_1tn": ("tga", "above", True, 1000e9, 950e9, "usd", "2018-04-02", 0, 12),
    "tga_above_plan": ("tga", "above", False, 850e9, 825e9, "usd", "2018-04-02", 0, 12),
    "weekly_drain_large": ("weekly_drain", "above", False, 64.3e9, 64.3e9, "usd", "2019-01-02", 0, 21),
    "curve_inverted": ("term_spread_3m10y_bp", "below", False, 0, 10, "bp", "2018-04-02", 0, 12),
    "hy_spread_wide": ("hy_spread_bp", "above", False, 500, 450, "bp", "2018-04-02", 0, 12),
    "vix_high": ("vix", "above", False, 30, 25, "index", "2018-04-02", 0, 12),
    "yen_jumps": ("usdjpy_week_move", "below", False, -3, -3, "change_pct", "2018-04-02", 7, 14),
    "won_falls": ("usdkrw_week_move", "above", False, 2.5, 2.5, "change_pct", "2018-04-02", 7, 14),
    "small_caps_fall": ("russell2000_week_move", "below", False, -5, -5, "change_pct", "2018-04-02", 7, 12),
    "nvidia_capex_outgrows_revenue": ("nvda_growth_gap", "above", False, 0, 0, "share", "2018-04-02", 0, 500),
    "builders_capex_outgrows_revenue": (
        "hyperscaler_growth_gap", "above", False, 0, 0, "share", "2018-04-02", 0, 500),
}  # fmt: skip


def test_every_line_is_the_one_written_down_by_hand() -> None:
    found = {
        s.id: (
            s.condition, s.direction, s.inclusive, s.threshold, s.reset, s.unit, s.since.isoformat(), s.off_after_days,
            s.stale_after_days,
        )
        for s in load_signals()
    }  # fmt: skip
    assert found == LINES


def test_the_reset_line_itself_is_calm() -> None:
    signal = _signal("x", TABLE | {"threshold": 2, "reset": 1})
    assert signal.is_calm(1e9)
    assert not signal.is_calm(1e9 + 1)
