"""What a lapse holds back: the days that are said, and that it is what the flows of the engine leave unpaid."""

from datetime import date

import numpy as np
from scenario_runs import Ran

from tidegauge.frame import days
from tidegauge.questions.backlog import held_back
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import ready
from tidegauge.questions.runs import Making, Simulation
from tidegauge.questions.simulate import simulate
from tidegauge.scenarios import calendars
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.scenario import Lapse

BN = 10**9
FEW = Making(paths=4, seed=7)
SIXTY_DAYS = Making(paths=4, seed=7, keys=("lapses.0.days=60",))


def asked(desk: Desk, scenario: str, making: Making = FEW) -> Simulation:
    found = simulate(desk, scenario=scenario, making=making).answer
    assert isinstance(found, Simulation)
    return found


def test_the_shutdown_says_four_six_and_eight_weeks_and_its_last_day(desk: Desk) -> None:
    said = asked(desk, "shutdown_2025").backlog
    assert [(one.lapse_day, one.on) for one in said] == [
        (28, date(2025, 10, 28)),
        (42, date(2025, 11, 11)),
        (43, date(2025, 11, 12)),
    ]
    longer = {one.lapse_day: one.median_usd / BN for one in asked(desk, "shutdown_2025", SIXTY_DAYS).backlog}
    assert list(longer) == [28, 42, 56, 60]
    assert abs(longer[28] - 33) < 5 and abs(longer[42] - 54) < 5 and abs(longer[56] - 74) < 5  # the CBO's


def test_the_reopening_says_what_stands_on_the_evening_it_starts_from(desk: Desk) -> None:
    shutdown = asked(desk, "shutdown_2025").backlog
    (left,) = asked(desk, "reopening").backlog
    assert (left.lapse_day, left.on) == (43, date(2025, 11, 12))
    assert abs(left.median_usd - shutdown[-1].median_usd) < BN  # the calendars of a later opening are a little newer


def test_without_a_lapse_nothing_is_held_back(desk: Desk) -> None:
    assert asked(desk, "baseline", Making(paths=4, days=2)).backlog == ()


def test_a_run_that_ends_within_the_lapse_says_its_own_last_day() -> None:
    said = held_back([Lapse(start=date(2025, 10, 1), days=43)], date(2025, 9, 30), date(2025, 10, 10))
    assert [(one.lapse_day, one.on) for one in said] == [(10, date(2025, 10, 10))]
    assert held_back([Lapse(start=date(2025, 10, 1), days=43)], date(2025, 8, 29), date(2025, 9, 30)) == ()


def test_it_is_what_the_flows_of_the_engine_leave_unpaid_and_what_the_pages_read(desk: Desk) -> None:
    lapse, whole = (ready(desk, "shutdown_2025", None, Making(keys=keys)).program for keys in ((), ("lapses=[]",)))
    said = asked(desk, "shutdown_2025").backlog[0]

    def paid(program: Program) -> int:
        flows = [program.flow_names.index(name) for name in calendars.names()]
        return int(program.flows.scheduled_usd[program.days.on <= days(said.on)][:, flows].sum())

    assert paid(whole) - paid(lapse) == said.median_usd
    assert Ran(lapse, np.zeros((0, 0, 0), np.int64)).backlog(said.on) == said.median_usd / BN
