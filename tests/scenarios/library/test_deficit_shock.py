"""March 2021: cash paid to households becomes reserves."""

from datetime import date

import numpy as np
import pytest
from scenario_figures import declared, failures
from scenario_runs import observed

EVE, PAID = date(2021, 3, 16), date(2021, 3, 17)
CHEQUES_BN = 242.0
"""Payments dated 17 March 2021 (IRS)."""

FED = {
    "treasuries_bought": "treasuries_held",
    "mbs_bought": "mbs_held",
    "other_deposits_at_the_fed": "other_deposits",
    "currency": "currency",
}
"""The line of H.4.1 that each flow was fed from."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("deficit_shock") == []


def test_what_leaves_the_account_reaches_reserves() -> None:
    ran = declared("deficit_shock").ran("")
    gained, lost = ran.change("reserves_usd", EVE, PAID), -ran.change("tga_usd", EVE, PAID)
    assert np.all(lost > 0.9 * CHEQUES_BN)
    assert np.all(np.abs(gained - lost) < 0.2 * lost)  # ON RRP and the foreign pool take the rest


@pytest.mark.parametrize("flow", FED)
def test_what_is_fed_is_what_the_line_did_from_the_10th_to_the_31st(flow: str) -> None:
    moved = observed(FED[flow], date(2021, 3, 31)) - observed(FED[flow], date(2021, 3, 10))
    program = declared("deficit_shock").ran("").program
    fed = program.flows.scheduled_usd[:, program.flow_names.index(flow)].sum() / 1e9
    assert fed == pytest.approx(moved, abs=0.5)
