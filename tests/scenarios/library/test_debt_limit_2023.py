"""The debt limit of 2023: cash runs down to almost nothing in time, and is rebuilt only once borrowing is free."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures
from scenario_runs import run

START, SUSPENDED, AFTER, END = date(2023, 5, 5), date(2023, 6, 2), date(2023, 6, 13), date(2023, 8, 30)


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("debt_limit_2023") == []


def test_cash_halves_before_the_release_on_nearly_every_path() -> None:
    ran = declared("debt_limit_2023").ran("")
    assert np.mean(ran.lowest("tga_usd", START, SUSPENDED) < 0.5 * ran.values("tga_usd", START)) > 0.9


def test_without_the_suspension_cash_is_not_rebuilt() -> None:
    page = declared("debt_limit_2023")
    more = page.ran("").values("tga_usd", AFTER) - page.ran("not_suspended").values("tga_usd", AFTER)
    assert np.mean(more > 0.0) > 0.9


def test_on_rrp_pays_for_most_of_the_rebuild() -> None:
    ran = declared("debt_limit_2023").ran("")
    cash, on_rrp = (float(np.median(ran.change(name, date(2023, 5, 31), END))) for name in ("tga_usd", "on_rrp_usd"))
    assert cash > 0
    assert -on_rrp > 0.5 * cash


def test_the_day_on_which_cash_runs_out_comes_late_as_the_page_says() -> None:
    """On 2 June 2023 the Treasury itself saw its cash run out on the 5th."""
    ran = run("baseline", "opening.on=2023-06-02", "horizon.days=9")
    assert np.mean(ran.lowest("tga_usd", ran.days[0], ran.days[-1]) > 0.0) > 0.9
