"""March 2020: repo tightens for a day although reserves rise; how much levered funds sell hangs on the first loss."""

from datetime import date

import numpy as np
import pytest
from scenario_figures import declared, failures, measure
from scenario_runs import observed

TAX_DAY, WEDNESDAY = date(2020, 3, 16), date(2020, 3, 18)
OPENED = date(2020, 3, 4)  # the last H.4.1 before the opening
FED = {
    "repos_of_the_desk": "repos_outstanding",
    "loans": "loans",
    "other_deposits_at_the_fed": "other_deposits",
    "currency": "currency",
}
"""The line of H.4.1 that each flow was fed from."""
SOLD_TO_POOL = 0.34 * 52.0
"""The share that the file parks in the pool, of what it has foreign officials sell, bn."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("march_2020") == []


@pytest.mark.parametrize("flow", FED)
def test_what_is_fed_is_what_the_line_did_from_4_to_18_march(flow: str) -> None:
    moved = observed(FED[flow], WEDNESDAY) - observed(FED[flow], OPENED)
    program = declared("march_2020").ran("").program
    fed = program.flows.scheduled_usd[:, program.flow_names.index(flow)].sum() / 1e9
    assert fed == pytest.approx(moved, abs=0.5)


def test_the_yield_rose_as_the_page_says() -> None:
    assert round(observed("yield_10y", date(2020, 3, 9)), 2) == 0.54
    assert round(observed("yield_10y", WEDNESDAY), 2) == 1.18


def test_reserves_rise_and_repo_still_tightens_on_the_16th() -> None:
    ran = declared("march_2020").ran("")
    assert np.mean(ran.change("reserves_usd", date(2020, 3, 11), WEDNESDAY) > 0.0) > 0.5
    assert np.mean(ran.change("sofr_iorb_bp", date(2020, 3, 13), TAX_DAY) > 0.0) > 0.9


def test_what_was_sold_lies_between_a_loss_of_one_and_of_two_per_cent() -> None:
    sold, more = (found for found in measure("march_2020") if found.figure.of == "flow forced_sales")
    assert sold.published is not None
    assert sold.median < sold.published < more.median


def test_the_pool_takes_a_third_of_what_foreign_officials_sell() -> None:
    page = declared("march_2020")
    more = page.ran("").values("foreign_repo_pool_usd", WEDNESDAY) - page.ran("nothing_sold").values(
        "foreign_repo_pool_usd", WEDNESDAY
    )
    assert np.allclose(more, SOLD_TO_POOL, atol=0.01)
