"""Spring 2020: a trillion ends in reserves and in the Treasury's account; the split is missed, the sum is not."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

FIRST, END = date(2020, 3, 20), date(2020, 4, 8)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("qe_large") == []


def test_reserves_rise_on_every_path_and_repo_is_not_dear_at_the_end() -> None:
    ran = declared("qe_large").ran("")
    assert np.all(ran.change("reserves_usd", FIRST, END) > 0.0)
    assert np.mean(ran.values("sofr_iorb_bp", END) > 10.0) < 0.1
