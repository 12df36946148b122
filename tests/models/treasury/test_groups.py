"""The groups are lists of known series and known calendars."""

from tidegauge.catalogue.series import find
from tidegauge.models.treasury.features import blocks
from tidegauge.models.treasury.groups import DEBT, GROUPS, INPUTS, REST_CALENDAR


def test_every_line_is_a_series_in_dollars_and_no_line_is_counted_twice() -> None:
    lines = [line for group in GROUPS for line in (*group.lines, *group.less)]
    assert len(lines) == len(set(lines))
    assert {find(line).unit.id for line in INPUTS} == {"usd"}


def test_every_calendar_is_a_block_once() -> None:
    for calendar in (REST_CALENDAR, *(group.calendar for group in GROUPS)):
        assert set(calendar) <= set(blocks())
        assert len(calendar) == len(set(calendar))


def test_debt_is_in_no_group() -> None:
    assert not {line for group in GROUPS for line in group.lines} & set(DEBT)
