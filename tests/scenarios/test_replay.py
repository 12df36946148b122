"""A day of a path taken apart: its causes add up to the change to the dollar, the largest first."""

from datetime import date

import pytest
from tests.scenarios.small import BN, OUTLAYS, TAXES, Flow, program, quiet

from tidegauge.errors import NoSuchDay
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.replay import day_of, explain
from tidegauge.scenarios.simulate import simulate
from tidegauge.words import error_text

TAX_DAY = date(2026, 4, 15)


def spring() -> Program:
    """Return April 2026: taxes on the 15th, outlays, noise, bills and everything the funding market does."""
    return program(
        15,
        switches=quiet(treasury_policy=True, interest=True, dealers=True, hoarding=True),
        flows={"taxes": Flow(TAXES, {10: 150}, 10, "taxes"), "outlays": Flow(OUTLAYS, dict.fromkeys(range(15), 12))},
        is_tax_date={10: True},
    )


def test_why_did_reserves_fall_on_15_april_on_path_817() -> None:
    found = explain(simulate(spring(), seed=7, path=817), TAX_DAY)
    assert (found.path, found.on, found.metric) == (817, TAX_DAY, "reserves_usd")
    assert found.change_usd < -50 * BN
    assert (found.causes[0].flow, found.causes[0].kind) == ("taxes", "tax_receipt_from_deposits")
    assert found.causes[0].change_usd == -found.causes[0].amount_usd
    assert "outlays" in {cause.flow for cause in found.causes}


@pytest.mark.parametrize("metric", [metric for metric in METRICS if metric.endswith("_usd")])
def test_causes_add_up_to_the_change_on_every_day(metric: str) -> None:
    made = spring()
    path = simulate(made, seed=7, path=3)
    for number in range(15):
        on = date.fromordinal(date(1970, 1, 1).toordinal() + int(made.days.on[number]))
        found = explain(path, on, metric)
        assert sum(cause.change_usd for cause in found.causes) == found.change_usd
        sizes = [abs(cause.change_usd) for cause in found.causes]
        assert sizes == sorted(sizes, reverse=True)
        assert all(sizes)


def test_the_day_before_the_first_is_the_opening() -> None:
    made = spring()
    found = explain(simulate(made, seed=7), date(2026, 4, 1))
    assert found.before_usd == 3_000 * BN
    assert found.spread_change_bp == pytest.approx(found.spread_bp - made.opening.sofr_iorb_bp)


def test_a_day_that_was_not_simulated_is_refused_in_three_languages() -> None:
    with pytest.raises(NoSuchDay) as caught:
        day_of(spring(), date(2026, 4, 18))  # a Saturday
    for lang in ("en", "zh-Hans", "zh-Hant"):
        sentence, hint = error_text(caught.value, lang)
        assert "2026-04-01" in sentence
        assert "2026-04-17" in hint


@pytest.mark.parametrize("metric", ["sofr_iorb_bp", "liquidity"])
def test_only_amounts_can_be_taken_apart(metric: str) -> None:
    with pytest.raises(ValueError, match=metric):
        explain(simulate(spring(), seed=7), TAX_DAY, metric)
