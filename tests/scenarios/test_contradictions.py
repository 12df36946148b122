"""What cannot both hold, and what a run would never reach: a table of small scenarios and what is said of each."""

import tomllib
from datetime import date

import pytest

from tidegauge.scenarios.contradictions import Problem, contradictions, not_yet, remarks
from tidegauge.scenarios.interpret import interpret
from tidegauge.scenarios.scenario import Opening, Scenario
from tidegauge.words import LANGUAGES, Phrase, text

QT = 'runoff_treasuries = [{ from = 2025-04-01, pace = "5bn" }, { from = 2025-12-01, pace = "0" }]\n'
MBS = 'runoff_mbs = [{ from = 2025-04-01, pace = "16bn" }]\n'

CONTRADICTIONS = [
    (
        f'[levers]\n{QT}asset_purchases = [{{ from = 2025-11-01, pace = "60bn", instrument = "coupons" }}]',
        "levers.asset_purchases.0",
        "the Fed would buy coupons while levers.runoff_treasuries lets them run off, from 2025-11-01 on",
    ),
    (
        f'[levers]\n{MBS}asset_purchases = [{{ from = 2025-11-01, pace = "60bn", instrument = "mbs" }}]',
        "levers.asset_purchases.0",
        "the Fed would buy mbs while levers.runoff_mbs lets them run off, from 2025-11-01 on",
    ),
    (
        f"[levers]\n{MBS}reinvest_mbs_in_bills_from = 2025-12-01",
        "levers.runoff_mbs",
        "from 2025-12-01 on the principal of MBS would both buy bills and not be replaced",
    ),
    (
        '[levers]\nreserve_purchases = [{ from = 2025-12-12, pace = "1bn" }, { from = 2025-12-12, pace = "2bn" }]',
        "levers.reserve_purchases.1",
        "two steps take effect on 2025-12-12",
    ),
    (
        "[levers]\nrates = [{ on = 2025-12-11, change_bp = -25 }, { on = 2025-12-11, change_bp = 25 }]",
        "levers.rates.1",
        "two steps take effect on 2025-12-11",
    ),
    (
        '[levers.treasury]\nrule = "none"\ncash_target = [{ on = 2025-12-31, amount = "850bn" }]',
        "levers.treasury.cash_target",
        'the rule "none" reads no aim',
    ),
    (
        '[levers.treasury]\nrule = "target"\n[switches]\ntreasury_policy = false',
        "levers.treasury.rule",
        'the rule "target" needs the switch treasury_policy, which is off',
    ),
    (
        '[levers.treasury]\ndebt_limit_ends = "drawn"\ndebt_limit_ends_on = 2025-07-04',
        "levers.treasury.debt_limit_ends",
        "the limit would end both on 2025-07-04 and as drawn, or never",
    ),
    (
        '[levers.treasury]\ndebt_limit = "none"\ndebt_limit_ends = "drawn"',
        "levers.treasury.debt_limit_ends",
        "there is no limit that could end",
    ),
    (
        "lapses = [{ from = 2025-10-01, days = 43 }, { from = 2025-11-12, days = 1 }]",
        "lapses.1",
        "it overlaps lapses.0 from 2025-11-12 on",
    ),
    (
        '[market]\non = false\nshocks = [{ factor = "nasdaq", on = 2025-10-06, move_pct = -25 }]',
        "market.shocks",
        "the scenario switches prices off, and a jump of a price would not be read",
    ),
]

CONSISTENT = [
    f'[levers]\n{QT}asset_purchases = [{{ from = 2025-12-01, pace = "60bn", instrument = "coupons" }}]',
    f'[levers]\n{QT}asset_purchases = [{{ from = 2025-11-01, pace = "60bn", instrument = "mbs" }}]',
    f'[levers]\n{QT}asset_purchases = [{{ from = 2025-01-01, until = 2025-03-31, pace = "60bn" }}]',
    f'[levers]\n{QT}asset_purchases = [{{ from = 2025-11-01, pace = "0" }}]',
    f'[levers]\n{QT}reserve_purchases = [{{ from = 2025-05-01, pace = "10bn" }}]',
    f'[levers]\n{MBS}reinvest_mbs_in_bills_from = "none"',
    "lapses = [{ from = 2025-10-01, days = 43 }, { from = 2025-11-13, days = 1 }]",
    '[levers.treasury]\nrule = "target"\ncash_target = [{ on = 2025-12-31, amount = "850bn" }]',
    '[levers.treasury]\ncash_target = [{ on = 2025-12-31, amount = "850bn" }]',
]

OPENING = "[opening]\non = 2025-09-30\n[horizon]\ndays = 20\n"  # to 29 October 2025
SPOKEN = "\n[title]\nen = 'a'\nzh-Hans = 'a'\nzh-Hant = 'a'\n[story]\nen = 'a'\nzh-Hans = 'a'\nzh-Hant = 'a'"
SHOCK = '{{ on = {}, flow = "taxes", amount = "1bn" }}'

JUMP = '[market]\nshocks = [{ factor = "nasdaq", on = 2025-09-30, move_pct = -25 }]'

REMARKS = [
    (f"{OPENING}{JUMP}", "outside", "market.shocks.0.on"),
    (f"shocks = [{SHOCK.format('2025-09-30')}]\n{OPENING}", "outside", "shocks.0.on"),
    (f"shocks = [{SHOCK.format('2025-10-30')}]\n{OPENING}", "outside", "shocks.0.on"),
    (f"shocks = [{SHOCK.format('2025-10-13')}]\n{OPENING}", "closed_day", "shocks.0.on"),
    (f"lapses = [{{ from = 2025-11-01, days = 5 }}]\n{OPENING}", "outside", "lapses.0"),
    (f"lapses = [{{ from = 2025-08-14, days = 5 }}]\n{OPENING}", "outside", "lapses.0"),  # all was paid by 30 September
    (f'{OPENING}[flows.taxes]\namounts = [{{ on = 2025-09-29, amount = "1bn" }}]', "outside", "flows.taxes.amounts.0"),
    (f"{OPENING}[levers]\nrates = [{{ on = 2025-11-10, change_bp = -25 }}]", "outside", "levers.rates.0.on"),
    (
        f'{OPENING}[levers]\nreserve_purchases = [{{ from = 2025-12-12, pace = "1bn" }}]',
        "outside",
        "levers.reserve_purchases.0",
    ),
    (
        f'{OPENING}[levers]\nasset_purchases = [{{ from = 2025-09-01, until = 2025-09-30, pace = "1bn" }}]',
        "outside",
        "levers.asset_purchases.0",
    ),
    ('[watermarks]\nscarce = "reserves_usd < 2.7tn for more than 66 days"', "never_met", "watermarks.scarce"),
    ("[levers]\nstanding_repo = {}\n[switches]\nfunding_market = false", "idle_facility", "levers.standing_repo"),
]

REACHED = [
    f"shocks = [{SHOCK.format('2025-10-01')}, {SHOCK.format('2025-10-29')}]\n{OPENING}",
    f"lapses = [{{ from = 2025-08-15, days = 5 }}, {{ from = 2025-10-28, days = 5 }}]\n{OPENING}",
    f'{OPENING}[levers]\nrunoff_mbs = [{{ from = 2022-06-01, pace = "16bn" }}]',
    f'{OPENING}[flows.taxes]\namounts = [{{ from = 2025-01-01, amount = "1bn", every = "week" }}]',
    f"shocks = [{SHOCK.format('2031-10-01')}]",
]


def read(text: str) -> Scenario:
    """Return the scenario of a text."""
    return interpret(tomllib.loads(text), name="mine", place=lambda path: "here")


@pytest.mark.parametrize(("text", "key", "sentence"), CONTRADICTIONS)
def test_what_cannot_both_hold_is_said(text: str, key: str, sentence: str) -> None:
    (problem,) = contradictions(read(text))
    assert (problem.key, str(problem.detail), problem.severity) == (key, sentence, "error")
    assert str(problem.error("mine")).startswith(f"mine, {key}: {sentence}.")


@pytest.mark.parametrize("text", CONSISTENT)
def test_what_can_both_hold_is_let_pass(text: str) -> None:
    assert list(contradictions(read(text))) == []


@pytest.mark.parametrize(("text", "check", "key"), REMARKS)
def test_what_a_run_would_never_reach_is_remarked(text: str, check: str, key: str) -> None:
    (problem,) = remarks(read(text + SPOKEN))
    assert (problem.check, problem.key, problem.severity) == (check, key, "warning")


@pytest.mark.parametrize("text", REACHED)
def test_what_a_run_reaches_is_not_remarked(text: str) -> None:
    assert list(remarks(read(text + SPOKEN))) == []


def test_without_an_opening_of_its_own_a_scenario_is_held_against_the_day_a_call_would_open_it() -> None:
    later = read(f"shocks = [{SHOCK.format('2036-10-01')}]{SPOKEN}")
    assert [one.key for one in remarks(later, date(2026, 4, 1))] == ["shocks.0.on"]


def test_a_scenario_of_ones_own_need_not_speak_three_languages() -> None:
    found = list(remarks(read("[title]\nen = 'Mine'")))
    assert [(one.key, one.severity) for one in found] == [("title", "note"), ("story", "note")]
    assert str(found[0].detail) == "no words in zh-Hans, zh-Hant"


def test_every_problem_is_said_in_three_languages() -> None:
    problems: list[Problem] = [problem for row in CONTRADICTIONS for problem in contradictions(read(row[0]))]
    problems += [problem for row in REMARKS for problem in remarks(read(row[0]))]
    phrases: list[Phrase] = [problem.detail for problem in problems]
    for phrase in phrases:
        assert len({text(phrase.key, lang, **phrase.facts) for lang in LANGUAGES}) >= 2


def test_an_opening_that_has_not_come_is_an_error() -> None:
    later = Scenario(name="later", opening=Opening(on=date(2090, 1, 3)))
    (problem,) = not_yet(later, date(2026, 4, 1))
    assert (problem.key, problem.severity) == ("opening.on", "error")
    assert str(problem.detail) == "the run would open on 2090-01-03, which has not come yet"
    assert not list(not_yet(later, date(2090, 1, 3)))
