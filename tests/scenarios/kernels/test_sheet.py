"""A dollar that leaks inside the kernel, out of any posting or in any account, is seen on its day and its place named.

Leaks are planted in the tables that the compiled kernel reads, so one compiled kernel serves every one of them.
"""

from collections.abc import Mapping

import numpy as np
import pytest
from tests.scenarios import small

from tidegauge.errors import InternalError, UnbalancedSheet
from tidegauge.ledger.chart import ACCOUNTS, INDEX, INSTRUMENTS, Account, net_worth
from tidegauge.ledger.events import EVENTS
from tidegauge.scenarios import ensemble
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.kernels import state
from tidegauge.scenarios.kernels.chunk import Outcome, Room, outcome, run_paths
from tidegauge.scenarios.kernels.tables import Tables, tables
from tidegauge.scenarios.program import Program, Switches

OFF_THE_CHART = len(ACCOUNTS)
A_DOLLAR = 1 / small.BN
EVERYTHING, NOTHING = (Switches(*[is_on] * len(Switches._fields)) for is_on in (True, False))
STILL = {"reserve_demand.residual_sd_bp": 0.0, "funds_rate.residual_sd_bp": 0.0}


def ran(made: Tables) -> Outcome:
    """Run one block of paths on tables."""
    return run_paths(Room(made, state.block(made, 64), outcome(made, 64)), seed=7, first=0, paths=64, check=True)


def every_event() -> Program:
    """Return a run in which a dollar of every event, and nothing else, is posted on the second of three days."""
    flows = {f"one_{kind}": small.Flow({kind: 1.0}, {1: A_DOLLAR}) for kind in EVENTS}
    return small.program(3, flows=flows, switches=NOTHING, values=STILL, bills_maturing_usd=0)


def wrong(planted: Mapping[int, int], *, postings: int = 1) -> Tables:
    """Return a run with every behaviour on whose flow "leak" moves the last account or accounts of the postings alone.

    `planted` gives dollars by day. No event can be written so: the postings of one are those of both ends of a claim.
    """
    flows = {
        "taxes": small.Flow(small.TAXES, {1: 40.0}, 8.0, "taxes", 0.3, 0.05),
        "leak": small.Flow(small.OUTLAYS, {day: usd * A_DOLLAR for day, usd in planted.items()}),
    }
    program = small.program(5, flows=flows, switches=EVERYTHING, draws={"treasury_price", "usdjpy"})
    made = tables(program)
    told = made.postings
    template = told.part_template.copy()
    template[told.flow_start[program.flow_names.index("leak")]] = len(told.start) - 1
    return made._replace(
        postings=told._replace(
            part_template=template,
            start=np.append(told.start, told.start[-1] + postings),
            account=np.append(told.account, [0] * postings),
            sign=np.append(told.sign, [1] * postings),
        )
    )


def test_a_dollar_that_any_posting_of_any_event_leaves_off_the_sheet_is_seen() -> None:
    program = every_event()
    made = tables(program)
    made = made._replace(opening_usd=np.append(made.opening_usd, 0))  # where a lost dollar goes
    assert not ran(made).residual_usd.any()
    for event, kind in enumerate(program.event_kinds):
        for posting in range(made.postings.start[event], made.postings.start[event + 1]):
            account = int(made.postings.account[posting])
            made.postings.account[posting] = OFF_THE_CHART
            assert set(ran(made).residual_usd.tolist()) == {1}, (kind, ACCOUNTS[account])
            made.postings.account[posting] = account


def test_a_posting_with_its_sign_turned_is_seen() -> None:
    program = every_event()
    made = tables(program)
    for event, kind in enumerate(program.event_kinds):
        for posting in range(made.postings.start[event], made.postings.start[event + 1]):
            made.postings.sign[posting] *= -1
            assert set(ran(made).residual_usd.tolist()) == {2}, (kind, ACCOUNTS[made.postings.account[posting]])
            made.postings.sign[posting] *= -1


@pytest.mark.parametrize("usd", [1, -1])
def test_a_dollar_planted_in_any_account_in_the_middle_of_a_run_is_seen(usd: int) -> None:
    assert not ran(wrong({})).residual_usd.any()
    made = wrong({2: usd})
    for place in ACCOUNTS:
        made.postings.account[-1] = INDEX[place]
        assert set(ran(made).residual_usd.tolist()) == {1}, place


def test_a_dollar_planted_in_any_account_of_the_opening_is_seen() -> None:
    made = wrong({})
    for place in ACCOUNTS:
        made.opening_usd[INDEX[place]] += 1
        assert set(ran(made).residual_usd.tolist()) == {1}, place
        made.opening_usd[INDEX[place]] -= 1


def test_a_claim_that_is_held_and_not_owed_is_seen_although_every_sector_is_in_order() -> None:
    made = wrong({2: 1}, postings=2)
    for place in ACCOUNTS:
        if place.side != "net_worth":
            made.postings.account[-2:] = INDEX[place], INDEX[net_worth(place.sector)]
            made.postings.sign[-1] = 1 if place.side == "asset" else -1
            assert set(ran(made).residual_usd.tolist()) == {1}, place


def test_income_that_nobody_paid_is_seen_although_every_claim_has_both_ends() -> None:
    made = wrong({2: 1}, postings=2)
    for place in ACCOUNTS:
        if place.side == "asset":
            issuer = next(one for one in INSTRUMENTS[place.instrument].issuers if one != place.sector)
            made.postings.account[-2:] = INDEX[place], INDEX[Account(issuer, place.instrument, "liability")]
            assert set(ran(made).residual_usd.tolist()) == {1}, place


def test_a_dollar_that_comes_back_the_next_day_is_seen_all_the_same() -> None:
    for place in ACCOUNTS:
        made = wrong({1: 1, 2: -1})
        made.postings.account[-1] = INDEX[place]
        assert set(ran(made).residual_usd.tolist()) == {1}, place


def leaky(program: Program, place: Account, onto: Account) -> Program:
    """Return a program whose first event posts on one account what belongs on another."""
    account = program.templates.account.copy()
    posting = np.flatnonzero(account == INDEX[place])[0]
    account[posting] = INDEX[onto]
    return program._replace(templates=program.templates._replace(account=account))


def test_a_run_whose_sheet_leaks_is_refused_and_the_place_named() -> None:
    program = small.program(3, flows={"outlays": small.Flow(small.OUTLAYS, {1: A_DOLLAR})}, switches=NOTHING)
    found = {
        Account("treasury", "tga", "asset"): ("tga", "instrument_rows", 1),
        Account("treasury", "net_worth", "net_worth"): ("treasury", "sector_columns", -1),
    }
    for place, (subject, check, gap_usd) in found.items():
        broken = leaky(program, place, Account("outside", "net_worth", "net_worth"))
        for refused in (
            lambda made: ensemble.run(made, paths=300, seed=1),
            lambda made: simulate_paths(made, seed=1, paths=2),
        ):
            with pytest.raises(UnbalancedSheet) as caught:
                refused(broken)
            assert caught.value.facts == {"subject": subject, "check": check, "gap_usd": gap_usd}


def test_a_leak_that_has_closed_by_the_last_day_is_refused_too() -> None:
    flows = {"outlays": small.Flow(small.OUTLAYS, {1: A_DOLLAR, 2: -A_DOLLAR})}
    program = small.program(3, flows=flows, switches=NOTHING, values=STILL, bills_maturing_usd=0)
    broken = leaky(program, Account("treasury", "tga", "asset"), Account("outside", "net_worth", "net_worth"))
    with pytest.raises(InternalError, match="path 0 was out of balance on a day before its last"):
        ensemble.run(broken, paths=300, seed=1)
