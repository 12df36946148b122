"""What the calendar says about a day."""

from datetime import date

import numpy as np

from tidegauge.models.treasury.features import blocks, columns, grid


def on(block: str, day: str) -> list[float]:
    """Return the row of a block on a day."""
    table: list[float] = blocks()[block][grid().dates.index(date.fromisoformat(day))].tolist()
    return table


def test_a_business_day_after_a_weekend_settles_what_fell_due_on_saturday_and_sunday() -> None:
    assert [day + 1 for day, count in enumerate(on("following", "2025-03-17")) if count] == [15, 16, 17]
    assert [day + 1 for day, count in enumerate(on("preceding", "2025-03-14")) if count] == [14, 15, 16]


def test_month_end_interest_of_a_weekend_is_paid_in_the_next_month() -> None:
    june_end = 12 + 5
    assert on("coupon", "2024-07-01")[june_end] == 1  # 30 June 2024 is a Sunday
    assert on("coupon", "2024-06-28")[june_end] == 0


def test_february_and_august_share_their_coupons_since_interest_is_paid_twice_a_year() -> None:
    assert on("coupon", "2025-02-18")[24:] == on("coupon", "2025-08-15")[24:]
    assert on("coupon", "2025-02-18")[:24] != on("coupon", "2025-08-15")[:24]


def test_only_days_after_a_holiday_of_the_same_week_are_in_a_holiday_week() -> None:
    assert sum(on("holiday_week", "2025-05-29")) == 1  # Thursday after Memorial Day
    assert sum(on("holiday_week", "2025-05-23")) == 0  # the Friday before
    assert sum(on("holiday_week", "2025-06-05")) == 0


def test_a_deadline_is_seen_at_its_distance_in_business_days() -> None:
    assert on("april", "2025-04-15").index(1.0) == 10
    assert on("april", "2025-04-17").index(1.0) == 12
    assert sum(on("april", "2025-08-15")) == 0


def test_the_15th_of_a_month_without_a_deadline_is_plain() -> None:
    assert on("plain_middle", "2025-07-15")[0] == 1
    assert on("plain_middle", "2025-09-15")[0] == 0


def test_every_column_is_finite_and_named_blocks_stand_side_by_side() -> None:
    assert all(np.isfinite(block).all() for block in blocks().values())
    both = columns(("weekday", "coupon"))
    assert both.shape[1] == blocks()["weekday"].shape[1] + blocks()["coupon"].shape[1]


def test_business_days_are_counted_from_both_ends_of_the_month() -> None:
    table = grid()
    place = table.dates.index(date(2025, 9, 2))  # the 1st is Labor Day
    assert (table.forward[place], table.backward[place], table.after_holiday[place]) == (0, 20, True)
    assert not table.after_holiday[place + 1 : place + 6].any()  # the Monday after a plain weekend among them
