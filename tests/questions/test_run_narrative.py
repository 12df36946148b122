"""What a run says first: true of its figures, in three languages."""

from dataclasses import replace
from datetime import date

import pytest
from tests.views.runs_for_tests import comparison, simulation

from tidegauge.questions import run_narrative
from tidegauge.questions.runs import HeldBack
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
        "By 30 Dec 2025 reserves are 64.0 bn lower under “shutdown_2025” than under “baseline”, in the middle of 1,000"
    )
    assert lines[-2].startswith("1.0 % of paths under the first and 3.0 % under the second see reserves below 2.7 tn")


def test_a_comparison_says_what_part_of_its_difference_comes_from_priors() -> None:
    assert said(run_narrative.comparison(comparison()))[-1].startswith(
        "About 12.0 % of the spread of the difference in reserves on 30 Dec 2025, and 34.0 % of that in SOFR − IORB on "
        "31 Oct 2025, comes from priors"
    )


def test_the_part_of_priors_in_the_spread_is_said_for_its_highest_day_not_only_for_the_end() -> None:
    assert "Of the spread of SOFR − IORB on 31 Oct 2025, when its median is highest, priors make about 62.0 %." in said(
        run_narrative.simulation(simulation())
    )


def test_what_a_lapse_holds_back_is_said_with_its_days() -> None:
    held = (HeldBack(date(2025, 10, 28), 28, 34 * 10**9), HeldBack(date(2025, 11, 12), 43, 53 * 10**9))
    lines = said(run_narrative.simulation(replace(simulation(), backlog=held)))
    assert any("34.00 bn by 28 Oct 2025 (day 28), 53.00 bn by 12 Nov 2025 (day 43)" in line for line in lines)
    assert not any("held back" in line for line in said(run_narrative.simulation(simulation()))[:3])


def test_a_condition_that_the_opening_meets_is_not_said_as_odds() -> None:
    run = simulation()
    met = replace(run, odds=tuple(one._replace(is_met_at_opening=True) for one in run.odds))
    assert not any("of paths see" in line for line in said(run_narrative.simulation(met)))


def test_no_difference_is_said_as_such() -> None:
    run = comparison()
    none = {metric: {q: (0.0,) * len(run.days) for q in bands} for metric, bands in run.difference.items()}
    lines = said(run_narrative.comparison(replace(run, difference=none)))
    assert "reserves are the same under “shutdown_2025” and “baseline”" in lines[0]
    assert not any("largest" in line for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_has_words(lang: str) -> None:
    for found in (run_narrative.simulation(simulation()), run_narrative.comparison(comparison())):
        assert all(line and "{" not in line for line in said(found, lang))
