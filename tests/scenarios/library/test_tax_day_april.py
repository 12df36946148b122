"""A tax date with ample reserves, the negative control: a large drain, and no stress."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures
from scenario_runs import spread


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("tax_day_april") == []


def test_the_drain_is_large() -> None:
    fall = declared("tax_day_april").ran("").change("reserves_usd", date(2025, 4, 10), date(2025, 4, 30))
    assert np.mean(fall < -200.0) > 0.9


def test_a_drain_is_not_stress() -> None:
    ran = declared("tax_day_april").ran("")
    for on in (date(2025, 4, 15), date(2025, 4, 16), date(2025, 4, 23), date(2025, 4, 29)):
        assert spread("sofr", on) < 0.0
        assert np.mean(ran.values("sofr_iorb_bp", on) > 10.0) < 0.1
