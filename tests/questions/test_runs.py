"""The shapes of runs: units as people read them, conditions as sentences."""

import pytest

from tidegauge.questions.runs import condition, readable
from tidegauge.scenarios.program import METRICS, Watermark
from tidegauge.words import LANGUAGES, keys
from tidegauge.words.sentence import say

BN = 10**9


def test_recorded_figures_become_dollars_and_basis_points() -> None:
    assert readable("reserves_usd", [3]) == (3,)
    assert readable("sofr_iorb_bp", [-12_345]) == (-12.345,)


@pytest.mark.parametrize(
    ("metric", "above", "threshold", "more_than", "within", "stops", "said"),
    [
        ("reserves_usd", False, 2_700 * BN, 0, 65, False, "reserves below 2.7 tn"),
        ("reserves_usd", False, 2_755 * BN, 0, 65, False, "reserves below 2,755 bn"),
        ("sofr_iorb_bp", True, 10_000, 5, 60, False, "SOFR − IORB above 10 bp on more than 5 days, first 60 days"),
        ("tga_usd", False, 0, 0, 65, True, "Treasury cash (TGA) below 0 bn (the path ends)"),
    ],
)
def test_a_condition_is_a_sentence(
    metric: str, above: bool, threshold: int, more_than: int, within: int, stops: bool, said: str
) -> None:
    mark = Watermark("x", METRICS.index(metric), above, threshold, more_than, within, stops)
    assert say(condition(mark, readable(metric, [threshold])[0], 65), "en") == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_metric_has_a_name(lang: str) -> None:
    assert {f"runs.metric.{metric}" for metric in METRICS} <= keys(lang)
