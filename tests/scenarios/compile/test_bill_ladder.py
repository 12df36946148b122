"""What had been auctioned by an opening settles as placed, and what is known to fall due falls due."""

from datetime import date

import numpy as np
import pytest
from tests.scenarios.test_compile import STORE, days_of, made

from tidegauge.clock import end_of_day
from tidegauge.scenarios.behaviour.treasury import NOT_PLACED
from tidegauge.scenarios.compile.bill_ladder import INPUTS, ladder
from tidegauge.scenarios.compile.plans import Timeline
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.program import METRICS

BN = 1_000_000_000


def published(series: str, day: date, on: date) -> int:
    """Return what was published of a day by an evening [USD]."""
    point = STORE.frame([series], as_of=end_of_day(on))[series].at(day)
    assert point is not None
    return round(point.value)


def placed(on: date) -> dict[date, int]:
    """Return what had been placed at an opening, by the day on which it is posted [USD]."""
    compiled = made(on, n=10)
    amounts = compiled.program.treasury.bills_placed_usd.tolist()
    return {day: usd for day, usd in zip(days_of(compiled), amounts, strict=True) if usd != NOT_PLACED}


def test_bills_placed_by_the_opening_settle_as_placed_whatever_the_rule_would_sell() -> None:
    """253 bn for 2 April 2026 had been placed by the evening of 31 March; the rule would have sold 200."""
    on, day = date(2026, 3, 31), date(2026, 4, 2)
    assert placed(on)[day] == published("settling_bills", day, on) > 250 * BN
    assert [one.period for one in made(on, n=5).findings if one.check == "bills_placed"] == [date(2026, 3, 31), day]
    program = made(on, n=3).program
    aim = program.treasury.target_usd + 300 * BN
    richer = program._replace(treasury=program.treasury._replace(target_usd=aim, lifted_target_usd=aim))
    cash, more = (simulate_paths(one, seed=7, paths=20).figures[METRICS.index("tga_usd")] for one in (program, richer))
    assert (cash == more).all()


@pytest.mark.parametrize(
    ("evening", "day", "is_placed"),
    [
        (date(2025, 10, 6), date(2025, 10, 9), False),  # Monday: the 6-week bill is auctioned tomorrow
        (date(2025, 10, 7), date(2025, 10, 9), True),
        (date(2025, 10, 8), date(2025, 10, 14), False),  # only the 17-week bill; the Monday between is closed
        (date(2025, 10, 9), date(2025, 10, 14), True),
        (date(2025, 12, 24), date(2025, 12, 30), True),  # Thursday is Christmas, so all were auctioned on its eve
    ],
)
def test_a_settlement_counts_once_all_of_its_auctions_have_been_held(evening: date, day: date, is_placed: bool) -> None:
    assert (day in placed(evening)) == is_placed


def test_bills_that_settled_on_the_opening_day_are_posted_on_the_first() -> None:
    """The statement of 2 September 2025, a Tuesday, came out the next day; 249 bn of bills settled on it."""
    on = date(2025, 9, 2)
    compiled = made(on, n=5)
    first = compiled.program.treasury
    assert compiled.program.days.is_bill_settlement[0]
    assert first.bills_placed_usd[0] == published("settling_bills", on, on)
    assert 25 * BN < first.bills_placed_usd[0] - first.bills_maturing_usd[0] < 60 * BN


def test_an_unknown_settlement_of_the_opening_day_follows_the_rule_on_the_first() -> None:
    program = made(date(2024, 3, 5), n=3).program
    assert program.days.is_bill_settlement.tolist() == [True, True, False]
    assert (program.treasury.bills_placed_usd == NOT_PLACED).all()
    assert program.treasury.bills_maturing_usd[0] > 100 * BN


def test_what_was_published_to_fall_due_within_four_weeks_falls_due() -> None:
    on, day = date(2026, 3, 31), date(2026, 4, 7)
    compiled = made(on, n=10)
    due = dict(zip(days_of(compiled), compiled.program.treasury.bills_maturing_usd.tolist(), strict=True))
    assert due[day] == published("maturing_bills", day, on)
    thursday = date(2026, 4, 9)  # bills of 26 weeks fall due too, about 80 bn a week
    assert 70 * BN < due[thursday] - published("maturing_bills", thursday, on) < 90 * BN


def test_bills_of_a_year_settle_every_fourth_week() -> None:
    """324 bn settled on 19 March 2026 and 256 a week later: of 52-week bills, 54 and none."""
    compiled = made(date(2026, 3, 31), n=20)
    due = dict(zip(days_of(compiled), compiled.program.treasury.bills_maturing_usd.tolist(), strict=True))
    weeks = [due[date(2026, 4, day)] for day in (9, 16, 23)]
    assert int(np.argmax(weeks)) == 1 and weeks[1] - weeks[2] > 30 * BN


def test_two_settlements_posted_on_one_day_settle_as_placed_together() -> None:
    """Veterans Day moved the Tuesday of 2025 to the 12th, the opening day, so it is posted with the Thursday's."""
    on, next_day = date(2025, 11, 12), date(2025, 11, 13)
    both = sum(published("settling_bills", day, on) for day in (on, next_day))
    assert placed(on)[next_day] == pytest.approx(both, abs=1)


def test_where_one_of_two_settlements_posted_together_is_yet_to_be_auctioned_neither_settles_as_placed() -> None:
    """Bills of 7 October 2025 were placed by the eve and those of the 9th were not: what is sold falls due once."""
    on, tuesday, thursday = date(2025, 10, 6), date(2025, 10, 7), date(2025, 10, 9)
    frame = STORE.frame(INPUTS, as_of=end_of_day(on))
    later = [date(2025, 10, 10), date(2025, 11, 4)]  # the 4-week bills of the 7th fall due on 4 November
    alone = ladder(frame, Timeline(on, (), [tuesday, thursday, *later]), 6000 * BN)
    together = ladder(frame, Timeline(on, (tuesday,), [thursday, *later]), 6000 * BN)
    assert (alone.placed_usd[0] > 0, together.placed_usd[0]) == (True, NOT_PLACED)
    assert alone.maturing_usd[-1] - together.maturing_usd[-1] > 80 * BN
    assert "bills_placed" not in {one.check for one in together.findings}
