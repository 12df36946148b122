"""The day on which Congress lifts a debt limit is drawn, as past acts lay to the day asked for."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tidegauge.business_days import CALENDARS
from tidegauge.clock import end_of_day
from tidegauge.frame import from_days
from tidegauge.reference import figures
from tidegauge.scenarios import library, sample
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.debt_limit import asked_by, bound, chance_lifted, leads, room_usd
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.hindcast import forecast
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.replay import explain
from tidegauge.scenarios.scenario import Levers, LimitEnd, Opening, TreasuryLever
from tidegauge.scenarios.simulate import simulate
from tidegauge.store import Store

BOUND = date(2025, 7, 2)
"""Two days before the limit was raised by 5 tn, which nobody knew."""


def made(on: date = BOUND, policy: TreasuryLever | None = None, days: int = 30) -> Program:
    """Compile the baseline from what was known on an evening."""
    scenario = replace(library.find("baseline", ()), opening=Opening(on=on))
    if policy is not None:
        scenario = replace(scenario, levers=Levers(treasury=policy))
    frame = Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(on))
    return compile_scenario(scenario, frame, days=days).program


@pytest.fixture(scope="module")
def drawn() -> Program:
    return made()


def cash(program: Program, paths: int = 400) -> Any:
    """Return the Treasury's cash of every path by day [bn]."""
    return simulate_paths(program, seed=7, paths=paths).figures[METRICS.index("tga_usd")] / 1e9


def days_of(program: Program) -> list[date]:
    return [from_days(int(day)) for day in program.days.on]


def test_an_act_teaches_nothing_before_it_is_signed() -> None:
    assert 11 not in leads(date(2012, 1, 1))
    assert len(leads(date(2025, 7, 4))) == len(leads(date(2025, 7, 3))) + 1 == 12
    assert asked_by(date(2025, 5, 8)) == date(2025, 8, 1)
    assert asked_by(date(2025, 5, 9)) == date(2025, 7, 15)


def test_what_was_asked_in_an_earlier_episode_says_nothing_of_the_next() -> None:
    assert asked_by(date(2025, 2, 12)) is None
    assert asked_by(date(2021, 10, 18)) == date(2021, 12, 3)


@pytest.mark.parametrize("act_by", [date(2025, 7, 15), date(2025, 10, 1), date(2025, 6, 1)])
def test_the_chance_only_rises_and_is_certain_the_day_after_the_latest_act_of_the_past(act_by: date) -> None:
    days = CALENDARS["fed"].open_days(BOUND + timedelta(days=1), date(2025, 12, 31))
    chances = chance_lifted(BOUND, act_by, days)
    assert all(after >= before for before, after in pairwise(chances))
    certain = max(act_by, BOUND + timedelta(days=1)) + timedelta(days=1)
    assert all((chance == 1.0) == (day >= certain) for day, chance in zip(days, chances, strict=True))


def test_an_act_earlier_than_any_before_is_one_chance_in_n_and_one() -> None:
    far = date(2026, 6, 30)
    (chance,) = chance_lifted(BOUND, far, [far - timedelta(days=max(leads(BOUND)) + 1)])
    assert chance == pytest.approx(1 / (len(leads(BOUND)) + 1))


def test_as_many_paths_are_free_by_a_day_as_the_chance_says(drawn: Program) -> None:
    lifted = [simulate(drawn, seed=7, path=path, check=False).limit_lifted_on for path in range(40)]
    chances = chance_lifted(BOUND, date(2025, 7, 15), days_of(drawn))
    by = chances.index(next(chance for chance in chances if chance > 0.4))
    share = sum(day is not None and day <= by for day in lifted) / len(lifted)
    assert abs(share - chances[by]) < 2.5 * (chances[by] * (1 - chances[by]) / len(lifted)) ** 0.5
    assert bound(chances[by]) == drawn.treasury.lifted_z[by]


def test_cash_stays_where_it_is_until_the_limit_is_gone_and_is_then_rebuilt(drawn: Program) -> None:
    held = cash(made(policy=TreasuryLever(debt_limit_ends="never")))
    free = cash(made(policy=TreasuryLever(debt_limit_ends_on=date(2025, 7, 4))))
    mixed = cash(drawn)
    assert np.median(held[-1]) < 300 < 450 < np.median(free[-1])
    assert np.median(mixed[-1]) > 400
    early, late = (np.quantile(mixed[14], share) for share in (0.95, 0.05))
    assert early - late > 200  # on some paths the rebuild is under way when on others it has not begun


def test_both_engines_draw_the_same_day(drawn: Program) -> None:
    found = simulate_paths(drawn, seed=7, paths=70).figures
    for path in (0, 3, 69):
        readable = np.array(simulate(drawn, seed=7, path=path, check=False).metrics).T
        assert (found[:, :, path] == readable).all()


def test_a_replayed_day_says_when_the_limit_was_lifted_once_it_was(drawn: Program) -> None:
    path = simulate(drawn, seed=7, path=3, check=False)
    assert path.limit_lifted_on is not None
    lifted = days_of(drawn)[path.limit_lifted_on]
    assert explain(path, days_of(drawn)[-1]).limit_lifted_on == lifted
    assert explain(path, days_of(drawn)[0]).limit_lifted_on is None or path.limit_lifted_on == 0


def room_bn(on: date) -> float | None:
    """Return the room under the limit as known on an evening [bn]."""
    room = room_usd(Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(on)), on)
    return None if room is None else room / 1e9


def test_a_stop_gap_leaves_what_it_gave_less_what_was_lent_since() -> None:
    """The act of 14 October 2021 gave 480 bn, of which the public had lent 458 by the statement of the 26th."""
    assert room_bn(date(2021, 10, 13)) == pytest.approx(80)  # measures only, and no act yet
    assert 300 < (room_bn(date(2021, 10, 15)) or 0) < 480 + 80
    assert 80 < (room_bn(date(2021, 10, 27)) or 0) < 120
    assert room_bn(date(2021, 12, 17)) is None  # 2.5 tn more
    assert max(np.median(cash(made(date(2021, 10, 20), days=15), paths=100), axis=1)) < 420  # the most was 311


def test_where_no_limit_binds_nothing_is_lifted() -> None:
    calm = made(date(2025, 9, 30), days=3)
    assert simulate(calm, seed=7, check=False).limit_lifted_on is None
    assert np.isneginf(calm.treasury.lifted_z).all()


def test_a_stretch_opened_under_the_limit_is_foreseen_better_than_by_no_change() -> None:
    """From 2 July to 26 November 2025: a limit that held to the end kept cash near its least, 590 bn off on average."""
    store, end = Store(figures.FOLDER), date(2025, 11, 26)
    known = store.frame(INPUTS, as_of=end_of_day(BOUND))
    happened = store.frame(forecast.INPUTS, as_of=figures.LAST_MOMENT)
    scores, _ = forecast.foresee(known, happened, BOUND, end, draw=partial(sample.draw, paths=300, seed=7))
    cash, spread = (next(one for one in scores if one.metric == metric) for metric in ("tga_usd", "sofr_iorb_bp"))
    assert cash.error < 0.4 * cash.error_no_change
    assert spread.error < spread.error_no_change
    assert min(cash.coverage[0.9], spread.coverage[0.9]) >= 0.8


@pytest.mark.parametrize(
    ("on", "ends", "said"),
    [
        (BOUND, None, "debt_limit_end_drawn"),
        (date(2025, 2, 12), None, "debt_limit_end_unasked"),
        (BOUND, "never", None),
        (date(2025, 9, 30), None, None),
    ],
)
def test_an_answer_says_that_the_day_is_drawn(on: date, ends: LimitEnd | None, said: str | None) -> None:
    scenario = replace(library.find("baseline", ()), opening=Opening(on=on))
    scenario = replace(scenario, levers=Levers(treasury=TreasuryLever(debt_limit_ends=ends)))
    frame = Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(on))
    found = {one.check for one in compile_scenario(scenario, frame, days=3).findings}
    assert {name for name in found if name.startswith("debt_limit")} == ({said} if said else set())
