"""Spring 2020: a trillion ends in reserves and in the Treasury's account, which fills once taxes are put off."""

from datetime import date

import numpy as np
import pytest
from scenario_figures import declared, failures
from scenario_runs import observed

FIRST, END = date(2020, 3, 20), date(2020, 4, 8)
EVE, LAST = date(2020, 3, 18), date(2020, 4, 15)
FED = {
    "treasuries_bought": "treasuries_held",
    "mbs_bought": "mbs_held",
    "swap_lines": "swaps",
    "loans": "loans",
    "repos_of_the_desk": "repos_outstanding",
    "foreign_official_cash": "foreign_repo_pool",
    "other_deposits_at_the_fed": "other_deposits",
    "currency": "currency",
}
"""The line of H.4.1 that each flow was fed from."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("qe_large") == []


def test_reserves_rise_on_every_path_and_repo_is_not_dear_at_the_end() -> None:
    ran = declared("qe_large").ran("")
    assert np.all(ran.change("reserves_usd", FIRST, END) > 0.0)
    assert np.mean(ran.values("sofr_iorb_bp", END) > 10.0) < 0.1


@pytest.mark.parametrize("flow", FED)
def test_what_is_fed_is_what_the_line_did_from_18_march_to_15_april(flow: str) -> None:
    moved = observed(FED[flow], LAST) - observed(FED[flow], EVE)
    program = declared("qe_large").ran("").program
    fed = program.flows.scheduled_usd[:, program.flow_names.index(flow)].sum() / 1e9
    assert fed == pytest.approx(moved, abs=1.0)
