"""Balance sheet and drain as answers: several weeks, findings beside them, nothing where nothing is known."""

import pytest
from tests.questions.conftest import NOON

from tidegauge.clock import parse_moment
from tidegauge.errors import MissingFigures
from tidegauge.questions.balance import balance_sheet, drain
from tidegauge.questions.desk import Desk


def test_weeks_come_newest_first_without_a_gap(desk: Desk) -> None:
    weeks = drain(desk, as_of=NOON, weeks=5).answer.weeks
    assert len(weeks) == 5
    assert [week.start for week in weeks[:-1]] == [week.end for week in weeks[1:]]


def test_asking_for_more_weeks_than_are_known_gives_those_that_are(desk: Desk) -> None:
    weeks = drain(desk, as_of=parse_moment("2018-02-01"), weeks=500).answer.weeks
    assert 0 < len(weeks) < 20


def test_every_week_adds_up_to_the_dollar(desk: Desk) -> None:
    for week in drain(desk, as_of=NOON, weeks=100).answer.weeks:
        if not week.missing:
            assert sum(cause.reserves_usd for cause in week.causes) == week.reserves_usd
            assert sum(cause.net_liquidity_usd for cause in week.causes) == week.net_liquidity_usd


def test_the_sheet_of_a_wednesday_closes(desk: Desk) -> None:
    sheet = balance_sheet(desk, as_of=NOON).answer
    owed = sum(line.level_usd for line in sheet.lines if line.side == "liability")
    assert owed == sheet.line("fed_assets").level_usd == 6_587_034_000_000


@pytest.mark.parametrize("question", [drain, balance_sheet])
def test_before_any_wednesday_there_is_no_answer(desk: Desk, question: object) -> None:
    with pytest.raises(MissingFigures, match="reserves"):
        question(desk, as_of=parse_moment("1950-01-01"))  # type: ignore[operator]
