"""Bill sales known from auctions that have been held."""

from datetime import UTC, date, datetime

import numpy as np

from tidegauge.frame import Frame, track
from tidegauge.models.treasury.announced import MATURING, SETTLING, announced_sales
from tidegauge.models.treasury.features import grid
from tidegauge.units import UNITS

MOMENT = datetime(2026, 2, 20, 4, 59, tzinfo=UTC)  # Thursday the 19th in New York: all three auctions are held
TUESDAY, BEFORE = date(2026, 2, 24), date(2026, 1, 27)
PLACE, PLACE_BEFORE = grid().dates.index(TUESDAY), grid().dates.index(BEFORE)
LAST = grid().dates.index(date(2026, 2, 18))


def auctions(settling: dict[date, float], maturing: dict[date, float]) -> Frame:
    """A frame with the amounts of auctions held."""
    usd = UNITS["usd"]
    return Frame(
        MOMENT,
        {
            SETTLING: track(SETTLING, usd, settling.items(), MOMENT),
            MATURING: track(MATURING, usd, maturing.items(), MOMENT),
        },
    )


def test_a_sale_is_that_of_four_weeks_before_plus_what_more_settles_less_what_more_matures() -> None:
    debt = np.full(len(grid().dates), np.nan)
    debt[PLACE_BEFORE] = 12e9
    frame = auctions({BEFORE: 230e9, TUESDAY: 245e9}, {BEFORE: 220e9, TUESDAY: 225e9})
    assert announced_sales(frame, debt, LAST)[PLACE] == 12e9 + 15e9 - 5e9


def test_days_before_the_last_balance_and_days_without_an_auction_stay_unknown() -> None:
    debt = np.zeros(len(grid().dates))
    frame = auctions({BEFORE: 230e9, TUESDAY: 245e9}, {BEFORE: 220e9, TUESDAY: 225e9})
    assert np.isnan(announced_sales(frame, debt, PLACE)).all()
    assert np.flatnonzero(~np.isnan(announced_sales(frame, debt, LAST))).tolist() == [PLACE]


def test_the_first_auctions_of_a_settlement_are_not_taken_for_all_of_them() -> None:
    frame = auctions({BEFORE: 230e9, TUESDAY: 80e9}, {BEFORE: 220e9, TUESDAY: 225e9})
    wednesday = Frame(datetime(2026, 2, 19, 4, 59, tzinfo=UTC), frame.tracks)
    assert np.isnan(announced_sales(wednesday, np.zeros(len(grid().dates)), LAST)).all()


def test_before_maturities_are_complete_no_sale_is_known() -> None:
    early, before = date(2025, 9, 9), date(2025, 8, 12)
    frame = auctions({before: 230e9, early: 245e9}, {before: 220e9, early: 225e9})
    assert np.isnan(announced_sales(frame, np.zeros(len(grid().dates)), grid().dates.index(date(2025, 9, 3)))).all()


def test_a_holiday_in_between_makes_no_half_auctioned_settlement_known() -> None:
    """On Wednesday 14 January 2026 only the 17-week bill of Tuesday the 20th was sold: Monday the 19th was closed."""
    tuesday, before = date(2026, 1, 20), date(2025, 12, 23)
    frame = auctions({before: 230e9, tuesday: 67e9}, {before: 220e9, tuesday: 225e9})
    place, last = grid().dates.index(tuesday), grid().dates.index(date(2026, 1, 13))
    debt = np.zeros(len(grid().dates))
    moments = {14: datetime(2026, 1, 15, 4, 59, tzinfo=UTC), 15: datetime(2026, 1, 16, 4, 59, tzinfo=UTC)}
    known = {day: announced_sales(Frame(moment, frame.tracks), debt, last)[place] for day, moment in moments.items()}
    assert np.isnan(known[14])
    assert not np.isnan(known[15])
