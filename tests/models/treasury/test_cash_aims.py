"""Cash that the Treasury has announced: read in time, bounded, and silent while the debt limit binds."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from tidegauge.models.treasury.cash_aims import PULL_MOST_USD, assumed_by, cash_aims, debt_limit_since, pulls
from tidegauge.models.treasury.features import grid

BN = 1e9
STEPS = 70


def place(day: date) -> int:
    """The place of the last business day up to a day."""
    return int(np.searchsorted([one.toordinal() for one in grid().dates], day.toordinal(), side="right")) - 1


def pull(day: date, balance: float, steps: int = STEPS) -> np.ndarray:
    """What pulls a balance of `day` on the days after it."""
    found = pulls(np.full(len(grid().dates), balance), np.array([place(day)]), steps)
    assert found.shape == (1, steps)
    return found.ravel()


def test_every_announcement_names_its_release_on_a_monday_and_sets_the_ends_of_this_quarter_and_the_next() -> None:
    for aim in cash_aims():
        assert aim.source.startswith("Treasury, ")
        assert aim.announced_on.weekday() == 0
        ends = [day for day in aim.assumed_usd if day.month % 3 == 0]
        assert len(ends) == 2 and 80 < (ends[1] - ends[0]).days < 93
        assert timedelta(50) < ends[0] - aim.announced_on < timedelta(70)
        assert all((day + timedelta(1)).day == 1 for day in aim.assumed_usd)
        assert all(50 * BN < amount < 1_200 * BN for amount in aim.assumed_usd.values())
    assert [aim.announced_on for aim in cash_aims()] == sorted({aim.announced_on for aim in cash_aims()})


def test_no_quarter_since_april_2018_is_without_an_announcement() -> None:
    ends = sorted(day for aim in cash_aims() for day in aim.assumed_usd if day.month % 3 == 0)
    assert max(later - day for day, later in pairwise(ends)) < timedelta(93)


def test_an_announcement_counts_from_its_day_and_replaces_what_was_said_before() -> None:
    before, after = assumed_by(date(2024, 4, 28)), assumed_by(date(2024, 4, 29))
    assert date(2024, 9, 30) not in before
    assert after[date(2024, 9, 30)] == 850 * BN
    assert assumed_by(date(2019, 4, 29))[date(2019, 9, 30)] == 85 * BN
    assert assumed_by(date(2019, 7, 29))[date(2019, 9, 30)] == 350 * BN


def test_a_balance_below_what_was_announced_is_pulled_up_and_one_above_it_down() -> None:
    day = date(2025, 11, 20)  # 850 bn at the end of December and of March
    assert (pull(day, 700 * BN) == 150 * BN).all()
    assert (pull(day, 900 * BN) == -50 * BN).all()


def test_each_day_is_pulled_to_the_next_quarters_end_after_it() -> None:
    found = pull(date(2024, 8, 1), 800 * BN)  # 850 bn in September, 700 in December
    last = place(date(2024, 9, 30)) - place(date(2024, 8, 1))
    assert found[last - 1] == 50 * BN
    assert found[last] == -100 * BN
    assert found[-1] == -100 * BN


def test_what_is_said_on_monday_pulls_fridays_balance_but_not_thursdays() -> None:
    said = date(2026, 2, 2)  # the first word of 900 bn at the end of June; Friday's balance comes out that day
    assert pull(date(2026, 1, 30), 850 * BN)[-1] == 50 * BN
    assert pull(date(2026, 1, 29), 850 * BN)[-1] == 0
    assert said.weekday() == 0


def test_a_gap_as_wide_as_in_2020_counts_as_a_bounded_one() -> None:
    assert (pull(date(2020, 9, 1), 1_700 * BN) == -PULL_MOST_USD).all()


@pytest.mark.parametrize("day", [date(2021, 9, 1), date(2023, 5, 15), date(2025, 6, 2)])
def test_while_the_debt_limit_binds_the_announced_cash_says_nothing(day: date) -> None:
    assert debt_limit_since(day) is not None
    assert (pull(day, 100 * BN) == 0).all()


def test_from_the_day_the_limit_is_raised_the_announced_cash_pulls_again() -> None:
    assert debt_limit_since(date(2025, 7, 4)) is None
    assert (pull(date(2025, 7, 3), 370 * BN) == PULL_MOST_USD).all()  # published on the 7th


def test_before_the_first_announcement_nothing_pulls() -> None:
    assert (pull(date(2018, 4, 2), 100 * BN) == 0).all()
