"""The days on which Treasury securities settle."""

from datetime import date

import pytest

from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.settlement import KINDS, kinds


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 8, 19), "tuesday_bills"),
        (date(2025, 6, 20), "thursday_bills"),  # Thursday the 19th is Juneteenth
        (date(2025, 8, 15), "refunding"),
        (date(2025, 6, 16), "mid_month"),  # the 15th is a Sunday
        (date(2025, 9, 2), "month_end"),  # 31 August is a Sunday, 1 September Labor Day
        (date(2025, 8, 20), "none"),
    ],
)
def test_securities_settle_on_their_weekday_or_date_and_a_closed_day_moves_to_the_next_open_one(
    day: date, kind: str
) -> None:
    assert KINDS[kinds()[grid().dates.index(day)]] == kind


def test_every_month_of_the_table_has_one_mid_month_and_one_month_end() -> None:
    table, kind = grid(), kinds()
    of_2025 = [KINDS[kind[place]] for place, day in enumerate(table.dates) if day.year == 2025]
    assert of_2025.count("refunding") == 4
    assert of_2025.count("mid_month") == 8
    assert of_2025.count("month_end") == 12
