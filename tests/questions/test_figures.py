"""The answer sheet: publishers' figures as of chosen moments, asked through the public door on the bundled table.

Every value here is the publisher's, typed by hand. Changing one figure of the table, one sign of a definition or one
minute of a release rule turns a test of this file red.
"""

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest

from tidegauge.clock import parse_moment
from tidegauge.indicators.balance_sheet import INPUTS as LINES
from tidegauge.indicators.balance_sheet import balance_sheet
from tidegauge.questions.answer import envelope
from tidegauge.questions.balance import drain
from tidegauge.questions.brief import brief
from tidegauge.questions.desk import Desk
from tidegauge.reference.figures import LAST_MOMENT

NOON = "2025-11-03T12:00-05:00"
MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=64)
def desk() -> Desk:
    """Return a desk on the bundled figures, whatever stands in the default place."""
    from tidegauge.reference import figures
    from tidegauge.store import Store

    opened = Desk(environment={})
    opened._store, opened._bundled = Store(figures.FOLDER), True
    return opened


@lru_cache(maxsize=256)
def gauges(moment: str) -> dict[str, dict[str, Any]]:
    """Return the gauges of the brief by id, as the JSON of the public interface."""
    answered = envelope(brief(desk(), as_of=parse_moment(moment)), "en")
    return {gauge["id"]: gauge for gauge in json.loads(json.dumps(answered))["answer"]["gauges"]}


def known(series: str, moment: datetime) -> tuple[date, float] | None:
    """Return the last figure of a series known at a moment."""
    point = desk().store.frame([series], as_of=moment).latest(series)
    return None if point is None else (point.period, point.value)


AT_NOON = [
    ("sofr", 4.22, "2025-10-31"),
    ("sofr_iorb_bp", 32, "2025-10-31"),
    ("sofr_change_1d_bp", 18, "2025-10-31"),
    ("sofr_dispersion_bp", 30, "2025-10-31"),
    ("sofr_upper_bp", 22, "2025-10-31"),
    ("srf", 50_350_000_000, "2025-10-31"),
    ("on_rrp", 51_802_000_000, "2025-10-31"),
    ("tga", 1_000_632_000_000, "2025-10-30"),
    ("reserves", 2_827_909_000_000, "2025-10-29"),
    ("fed_assets", 6_587_034_000_000, "2025-10-29"),
    ("foreign_repo_pool", 347_909_000_000, "2025-10-29"),
    ("net_liquidity", 5_583_671_000_000, "2025-10-29"),
    ("weekly_drain", 78_785_000_000, "2025-10-29"),
    ("effr_iorb_bp", -4, "2025-10-31"),
    ("term_spread_3m10y_bp", 19, "2025-10-30"),
]


@pytest.mark.parametrize(("gauge", "value", "period"), AT_NOON)
def test_gauges_at_noon_on_3_november_2025(gauge: str, value: float, period: str) -> None:
    found = gauges(NOON)[gauge]
    assert (found["value"], found["period"]) == (value, period)


def test_every_gauge_of_the_interface_is_answered_even_where_nothing_is_known() -> None:
    assert list(gauges(NOON)) == [
        "reserves",
        "reserves_to_deposits",
        "tga",
        "on_rrp",
        "srf",
        "foreign_repo_pool",
        "fed_assets",
        "net_liquidity",
        "sofr",
        "sofr_iorb_bp",
        "sofr_upper_bp",
        "sofr_change_1d_bp",
        "effr_iorb_bp",
        "sofr_dispersion_bp",
        "stablecoin_supply",
        "term_spread_3m10y_bp",
        "hy_spread_bp",
        "vix",
        "usdjpy",
        "usdkrw",
        "weekly_drain",
    ]
    assert gauges(NOON)["vix"]["value"] is None
    assert gauges(NOON)["vix"]["freshness"]["state"] == "missing"


def test_the_treasurys_cash_of_friday_shows_from_16_00_on_monday() -> None:
    assert gauges("2025-11-03T15:59-05:00")["tga"]["value"] == 1_000_632_000_000
    assert gauges("2025-11-03T16:00-05:00")["tga"]["value"] == 926_328_000_000


def test_the_morning_operation_of_3_november_is_so_far_today_and_not_the_days_total() -> None:
    answer = brief(desk(), as_of=parse_moment(NOON)).answer
    said = next(sentence for sentence in answer.now if sentence.key == "brief.now.srf_so_far")
    assert said.facts["amount"].value == 14_750_000_000
    assert gauges(NOON)["srf"]["period"] == "2025-10-31"


RELEASES = [  # series, period, New York moment at which it becomes known
    ("sofr", "2025-10-31", "2025-11-03T08:00-05:00"),
    ("sofr", "2025-04-17", "2025-04-21T08:00-04:00"),  # Good Friday lies between
    ("effr", "2025-10-31", "2025-11-03T09:00-05:00"),
    ("on_rrp", "2025-10-31", "2025-10-31T13:15-04:00"),
    ("srf", "2025-10-31", "2025-10-31T13:45-04:00"),
    ("srf_morning", "2025-11-03", "2025-11-03T08:45-05:00"),
    ("tga", "2025-10-30", "2025-10-31T16:00-04:00"),
    ("tga", "2025-10-31", "2025-11-03T16:00-05:00"),
    ("reserves", "2025-10-29", "2025-10-30T16:30-04:00"),
    ("reserves", "2024-11-27", "2024-11-29T16:30-05:00"),
    ("reserves", "2025-11-26", "2025-11-28T16:30-05:00"),
    ("reserves", "2025-12-24", "2025-12-29T16:30-05:00"),
    ("reserves", "2025-12-31", "2026-01-02T16:30-05:00"),
    ("fed_assets", "2025-11-26", "2025-11-28T16:30-05:00"),
    ("deposits", "2025-10-22", "2025-10-31T16:15-04:00"),
    ("yield_10y", "2025-10-31", "2025-11-03T16:19-05:00"),
    ("iorb", "2025-10-30", "2025-10-29T14:00-04:00"),
    ("iorb", "2025-12-11", "2025-12-10T14:00-05:00"),
]


@pytest.mark.parametrize(("series", "period", "moment"), RELEASES)
def test_one_minute_before_a_release_the_older_figure_shows_and_at_it_the_new_one(
    series: str, period: str, moment: str
) -> None:
    release, day = parse_moment(moment), date.fromisoformat(period)
    before, after = known(series, release - MINUTE), known(series, release)
    assert before is not None
    assert before[0] < day
    assert after is not None
    assert after[0] == day


def test_the_h41_of_thanksgiving_2016_waits_for_friday() -> None:
    from tidegauge.catalogue.series import find

    assert find("reserves").release.known_at(date(2016, 11, 23)) == parse_moment("2016-11-25T16:30-05:00")


WEEKS = {  # change of the H.4.1 week [USD million]
    "2025-10-29": {
        "reserves": -101_728,
        "tga_wednesday": 78_785,
        "on_rrp": 15_499,
        "foreign_repo_pool": -2_510,
        "currency": 577,
        "other_deposits": 3_797,
        "fed_assets": -2_499,
        "net_liquidity": -96_783,
    },
    "2026-01-28": {
        "reserves": -73_585,
        "tga_wednesday": 81_536,
        "on_rrp": -2_241,
        "foreign_repo_pool": 6_004,
        "currency": -1_026,
        "other_deposits": -5_029,
        "fed_assets": 2_988,
        "net_liquidity": -76_307,
    },
}


@pytest.mark.parametrize("week", WEEKS)
def test_the_drain_of_a_week_is_the_publishers_to_the_dollar(week: str) -> None:
    moment = parse_moment(week) + timedelta(days=2)
    found = drain(desk(), as_of=moment).answer.weeks[0]
    assert found.end == date.fromisoformat(week)
    frame = desk().store.frame(LINES, as_of=moment)
    changes = {line.id: line.change_usd for line in balance_sheet(frame).lines}
    changes["net_liquidity"] = found.net_liquidity_usd
    assert {name: changes[name] // 10**6 for name in WEEKS[week]} == WEEKS[week]
    assert all(change is None or change % 10**6 == 0 for change in changes.values())


@pytest.mark.parametrize("week", WEEKS)
def test_the_causes_of_a_drain_add_up_to_it_exactly(week: str) -> None:
    found = drain(desk(), as_of=parse_moment(week) + timedelta(days=2)).answer.weeks[0]
    assert sum(cause.reserves_usd for cause in found.causes) == found.reserves_usd
    assert sum(cause.net_liquidity_usd for cause in found.causes) == found.net_liquidity_usd


def _unmapped_changes(first: date, last: date) -> dict[date, int]:
    frame = desk().store.frame(LINES, as_of=LAST_MOMENT)
    changes = {}
    for day, _ in frame["reserves"].between(first, last):
        change = balance_sheet(frame, day).line("unmapped").change_usd
        assert change is not None, day
        changes[day] = abs(change)
    return changes


def test_the_unmapped_part_of_the_identity_moves_little_from_2022_on() -> None:
    changes = _unmapped_changes(date(2022, 1, 5), date(2026, 3, 4))
    assert len(changes) == 218
    assert max(changes.values()) <= 3_500_000_000
    assert max(change for day, change in changes.items() if day.year >= 2025) <= 1_100_000_000


def test_weeks_before_2022_whose_unmapped_part_moved_more_are_listed() -> None:
    changes = _unmapped_changes(date(2019, 1, 9), date(2021, 12, 29))
    assert [day.isoformat() for day, change in changes.items() if change > 3_500_000_000] == EXCEPTIONS


EXCEPTIONS = [  # Treasury contributions to credit facilities came and went in these weeks; they have no line here
    "2020-05-13",
    "2020-05-27",
    "2020-06-03",
    "2020-06-17",
    "2021-01-06",
    "2021-01-13",
    "2021-06-30",
    "2021-09-29",
    "2021-11-24",
]


def test_the_last_wednesdays_lack_lines_and_say_so() -> None:
    frame = desk().store.frame(LINES, as_of=LAST_MOMENT)
    for week in ("2026-03-11", "2026-03-18", "2026-03-25"):
        sheet = balance_sheet(frame, date.fromisoformat(week))
        assert sheet.period == date.fromisoformat(week)
        assert {"currency", "other_deposits", "other_liabilities", "unmapped"} <= set(sheet.missing)
        assert sheet.line("reserves").level_usd is not None
    answer = brief(desk(), as_of=LAST_MOMENT).answer
    assert any(sentence.key == "brief.missing.lines" for sentence in answer.missing)


def test_reserves_of_29_october_2025_are_the_lowest_since_2020_on_wednesdays_and_since_2023_as_a_week_average() -> None:
    from tidegauge.indicators.reading import extreme

    frame = desk().store.frame(["reserves", "reserves_week_average"], as_of=parse_moment(NOON))
    wednesday, average = extreme(frame["reserves"]), extreme(frame["reserves_week_average"])
    assert wednesday is not None
    assert (wednesday.kind, wednesday.since) == ("lowest", date(2020, 9, 30))
    assert average is not None
    assert (average.kind, average.since) == ("lowest", date(2023, 1, 4))


SPIKES = [  # first, last, days above 10 bp, all days
    ("2018-04-03", "2020-02-28", 39, 477),
    ("2020-07-01", "2023-12-29", 0, 874),
    ("2024-01-02", "2025-08-29", 2, 416),
    ("2025-09-02", "2026-03-31", 17, 144),
]


@pytest.mark.parametrize(("first", "last", "above", "total"), SPIKES)
def test_sofr_above_iorb_by_more_than_ten_basis_points(first: str, last: str, above: int, total: int) -> None:
    from tidegauge.indicators.gauges import BY_ID

    track = BY_ID["sofr_iorb_bp"].track(desk().store.frame(["sofr", "iorb"], as_of=LAST_MOMENT))
    values = [value for _, value in track.between(date.fromisoformat(first), date.fromisoformat(last))]
    assert (sum(value > 10 for value in values), len(values)) == (above, total)


@pytest.mark.parametrize("day", ["2025-11-04", "2025-11-13"])
def test_exactly_ten_basis_points_are_not_above_ten(day: str) -> None:
    from tidegauge.indicators.gauges import BY_ID

    track = BY_ID["sofr_iorb_bp"].track(desk().store.frame(["sofr", "iorb"], as_of=LAST_MOMENT))
    assert track.at(date.fromisoformat(day)).value == 10


DEPARTURES = [  # a day, and which figures exist for it
    ("2018-12-05", {"effr": True, "tga": True, "sofr": False, "yield_10y": False}),
    ("2019-04-19", {"effr": True, "tga": True, "sofr": False}),
    ("2025-01-09", {"sofr": True, "tga": True, "on_rrp": True}),
    ("2021-12-24", {"effr": True, "tga": True, "sofr": False, "yield_10y": False}),
    ("2021-06-18", {"effr": True, "tga": True, "sofr": True, "yield_10y": True}),
    ("2021-12-31", {"effr": True, "tga": True, "sofr": True, "yield_10y": True}),
]


@pytest.mark.parametrize(("day", "exists"), DEPARTURES)
def test_which_figures_exist_on_odd_days(day: str, exists: dict[str, bool]) -> None:
    frame = desk().store.frame(exists, as_of=LAST_MOMENT)
    assert {series: frame[series].at(date.fromisoformat(day)) is not None for series in exists} == exists
