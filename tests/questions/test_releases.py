"""The question of releases: what is out is what the figures say, what comes is what the rules say."""

from datetime import timedelta

import pytest
from tests.questions.conftest import NOON, Small

from tidegauge.clock import in_new_york, parse_moment
from tidegauge.errors import InvalidMoment
from tidegauge.questions.desk import Desk
from tidegauge.questions.releases import releases


def test_a_release_is_out_exactly_if_it_is_not_after_the_moment(desk: Desk) -> None:
    found = releases(desk, as_of=NOON).answer
    assert {one.is_out for one in found.releases} == {True, False}
    assert all(one.is_out == (one.at <= NOON) for one in found.releases)
    assert [one.at for one in found.releases] == sorted(one.at for one in found.releases)
    assert all(abs(one.at - NOON) <= timedelta(days=6) for one in found.releases)


def test_the_balance_sheet_came_on_thursday_and_comes_a_week_later(desk: Desk) -> None:
    found = releases(desk, as_of=NOON).answer
    balance_sheet = [(in_new_york(one.at), one.is_out) for one in found.releases if one.release == "h41"]
    assert balance_sheet == [("2025-10-30T16:30:00-04:00", True), ("2025-11-06T16:30:00-05:00", False)]


def test_steps_lead_to_the_nearest_release_on_either_side_and_back(desk: Desk) -> None:
    here = releases(desk, as_of=NOON).answer
    assert in_new_york(here.previous_at) == "2025-11-03T09:00:00-05:00"
    assert in_new_york(here.next_at) == "2025-11-03T13:15:00-05:00"
    there = releases(desk, as_of=here.next_at).answer
    assert here.previous_at <= there.previous_at < here.next_at, "an auction between them follows no rule"
    assert any(one.at == here.next_at and one.is_out for one in there.releases)


def test_before_the_first_figure_there_is_nothing_to_step_to(desk: Desk) -> None:
    found = releases(desk, as_of=parse_moment("1999-01-04")).answer
    assert (found.releases, found.previous_at, found.next_at) == ((), None, None)


def test_the_standing_facility_is_not_foreseen_before_it_began(desk: Desk) -> None:
    found = releases(desk, as_of=parse_moment("2019-09-16")).answer
    assert found.releases
    assert not any(one.release.startswith("srf") for one in found.releases)


def test_series_of_one_publication_count_as_one_release(small: Small) -> None:
    desk = small(reserves={"2025-10-22": 1.0, "2025-10-29": 2.0}, fed_assets={"2025-10-29": 3.0})
    out = [one for one in releases(desk, as_of=NOON).answer.releases if one.is_out]
    assert [(one.release, one.series) for one in out] == [("h41", 2)]


def test_a_moment_to_come_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidMoment):
        releases(desk, as_of=parse_moment("2099-01-01"))
