"""The daily flows of a frame."""

from datetime import date

import numpy as np

from tidegauge.frame import Frame
from tidegauge.models.base import FED
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.flows import flows, last_known, on_grid
from tidegauge.models.treasury.groups import GROUPS


def place(day: date) -> int:
    """Return where a day stands in the table."""
    return grid().dates.index(day)


def test_the_net_flow_is_what_cash_does_apart_from_debt(planted: Frame) -> None:
    found = flows(planted)
    inside = slice(place(date(2019, 1, 3)), place(date(2024, 9, 30)) + 1)
    explained = found.groups[:, inside]
    used = ~np.isnan(explained).all(axis=1)
    rest = found.net[inside] - explained[used].sum(axis=0)
    assert np.allclose(rest, -1e9)  # the planted rest, a billion a day out


def test_payments_count_below_zero_and_taxes_above(planted: Frame) -> None:
    found = flows(planted)
    ids = [group.id for group in GROUPS]
    day = place(date(2024, 1, 3))
    assert found.groups[ids.index("social_security"), day] == -26e9
    assert found.groups[ids.index("withheld"), day] > 0


def test_a_missing_line_makes_the_group_unknown_that_day_and_is_not_filled(planted: Frame) -> None:
    track = planted["dts_medicare_medical"]
    kept = track.between(date(2019, 1, 2), date(2024, 3, 1))
    found = flows(Frame(planted.as_of, {**planted.tracks, "dts_medicare_medical": kept}))
    row = found.groups[[group.id for group in GROUPS].index("medicare")]
    assert grid().dates[last_known(row)] == date(2024, 3, 1)
    assert np.isnan(row[place(FED.next_open(date(2024, 3, 1)))])


def test_a_gap_in_cash_leaves_two_changes_unknown(planted: Frame) -> None:
    track = planted["tga"]
    gap = place(date(2024, 1, 9))
    values = track.values.copy()
    values[track.periods == grid().numbers[gap]] = np.nan
    hollow = type(track)("tga", track.unit, track.periods, values, track.known_at, track.known_by)
    net = flows(Frame(planted.as_of, {**planted.tracks, "tga": hollow})).net
    assert np.isnan(net[gap : gap + 2]).all()
    assert not np.isnan(net[[gap - 1, gap + 2]]).any()


def test_a_series_the_frame_lacks_is_unknown_everywhere(planted: Frame) -> None:
    assert last_known(on_grid(planted, "dts_medicare_2016")) == -1


def test_transfers_between_agencies_are_no_cash(planted: Frame) -> None:
    early = planted["dts_customs"].between(date(2019, 1, 2), date(2023, 2, 13))
    booked = {**planted.tracks, "dts_interagency_transfers_2022": early}
    before, after = flows(planted).groups[0], flows(Frame(planted.as_of, booked)).groups[0]
    assert before[place(date(2023, 2, 13))] - after[place(date(2023, 2, 13))] == 0.5e9
    assert before[place(date(2023, 2, 14))] == after[place(date(2023, 2, 14))]


def test_before_exact_debt_flows_the_change_of_debt_held_by_the_public_stands_in(planted: Frame) -> None:
    stock = planted["tga"]
    found = flows(Frame(planted.as_of, {**planted.tracks, "debt_held_by_public": stock}))
    assert np.nanmax(np.abs(found.rough)) == 0  # all of the change of cash was borrowed
