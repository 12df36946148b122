"""What a run says first: true of its figures, in three languages."""

from dataclasses import replace

import pytest
from tests.views.runs_for_tests import comparison, simulation

from tidegauge.questions import run_narrative
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say


def said(found: tuple, lang: str = "en") -> list[str]:
    return [say(sentence, lang) for sentence in found]


def test_a_run_says_band_spread_odds_priors_and_residual() -> None:
    lines = said(run_narrative.simulation(simulation()))
    assert lines[0].startswith(
        "On 30 Dec 2025 reserves stand at 2,858 bn in the middle of 10,000 paths; nine in ten lie"
    )
    assert "3.1 % of paths see reserves below 2.7 tn on more than 5 days, half of those by 14 Nov 2025." in lines
    assert any(line.startswith("About 31.0 % of the spread of reserves at the end comes from priors") for line in lines)
    assert "Residual of the ledger: 0. Seed 7, scenario 0123456789ab." in lines


def test_signals_are_said_only_where_the_scenario_watches_nothing_itself() -> None:
    run = simulation()
    signals = tuple(one._replace(kind="signal") for one in run.odds)
    lines = said(run_narrative.simulation(replace(run, odds=signals)))
    assert any("25.0 % of paths see" in line for line in lines)
    assert not any("standing repo" in line for line in lines)  # met by no path


def test_one_path_has_no_band() -> None:
    lines = said(run_narrative.simulation(simulation(paths=1)))
    assert lines[0] == "On 30 Dec 2025 reserves stand at 2,858 bn on the one path that was run."
    assert not any("one in twenty" in line for line in lines)


def test_the_lowest_median_is_said_where_it_is_not_the_last() -> None:
    run = simulation()
    dip = {q: (line[0], line[1] - 5 * 10**11, *line[2:]) for q, line in run.quantiles["reserves_usd"].items()}
    lines = said(run_narrative.simulation(replace(run, quantiles=run.quantiles | {"reserves_usd": dip})))
    assert lines[1].startswith("The median is lowest on 2 Oct 2025, at 2,547 bn")


def test_without_priors_nothing_is_said_of_them() -> None:
    assert not any("priors" in line for line in said(run_narrative.simulation(replace(simulation(), priors=None))))


def test_a_comparison_says_which_side_is_lower_and_by_how_much() -> None:
    lines = said(run_narrative.comparison(comparison()))
    assert lines[0].startswith(
        "On 30 Dec 2025 reserves are 64.0 bn lower under shutdown_2025 than under baseline in the middle of 1,000 paths"
    )
    assert lines[-1].startswith("1.0 % of paths under baseline and 3.0 % under shutdown_2025 see reserves below 2.7 tn")


def test_no_difference_is_said_as_such() -> None:
    run = comparison()
    none = {metric: {q: (0.0,) * len(run.days) for q in bands} for metric, bands in run.difference.items()}
    lines = said(run_narrative.comparison(replace(run, difference=none)))
    assert "reserves are the same under shutdown_2025 and baseline" in lines[0]
    assert not any("largest" in line for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_has_words(lang: str) -> None:
    for found in (run_narrative.simulation(simulation()), run_narrative.comparison(comparison())):
        assert all(line and "{" not in line for line in said(found, lang))
