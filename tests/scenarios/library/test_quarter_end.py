"""Quarter-ends: repo is dearer on the day and cheaper again after it."""

from datetime import date

import numpy as np
import pytest
from scenario_figures import declared, failures
from scenario_runs import spread

ENDS = {  # run of the page: the business day before, the quarter-end
    "": (date(2025, 9, 29), date(2025, 9, 30)),
    "december": (date(2025, 12, 30), date(2025, 12, 31)),
    "march": (date(2026, 3, 30), date(2026, 3, 31)),
}


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("quarter_end") == []


@pytest.mark.parametrize("run", ENDS)
def test_repo_is_dearer_on_the_day_as_it_was(run: str) -> None:
    before, on = ENDS[run]
    assert spread("sofr", on) > spread("sofr", before)
    assert np.mean(declared("quarter_end").ran(run).change("sofr_iorb_bp", before, on) > 0.0) > 0.9


def test_it_is_cheaper_again_on_the_day_after() -> None:
    back = declared("quarter_end").ran("").change("sofr_iorb_bp", date(2025, 9, 30), date(2025, 10, 1))
    assert np.mean(back < 0.0) > 0.7
