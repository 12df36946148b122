"""When figures become known: the clocks of FIGURES.md, written down by hand, on both sides of the clock change."""

import csv
import gzip
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tidegauge.business_days import CALENDARS
from tidegauge.catalogue import releases
from tidegauge.catalogue.releases import HERE, WEEKDAYS, load_releases
from tidegauge.catalogue.series import load
from tidegauge.clock import NEW_YORK
from tidegauge.errors import InvalidCatalogue

FIGURES = Path(__file__).parents[3] / "shared" / "data"
needs_figures = pytest.mark.skipif(
    not FIGURES.is_dir(), reason="the publishers' figures are not at hand, and the project holds no copy of them"
)
KNOWN = [  # series, period, New York time it became known
    ("sofr", "2025-10-31", "2025-11-03 08:00"),
    ("sofr", "2025-03-07", "2025-03-10 08:00"),  # first day of summer time
    ("sofr_p99", "2025-10-31", "2025-11-03 08:00"),
    ("sofr", "2023-04-06", "2023-04-10 08:00"),  # Good Friday between: no SOFR, no release
    ("effr", "2023-04-06", "2023-04-07 09:00"),  # the Reserve Banks are open on Good Friday
    ("effr", "2025-10-31", "2025-11-03 09:00"),
    ("effr", "2025-11-10", "2025-11-12 09:00"),  # Veterans Day
    ("tga", "2025-10-30", "2025-10-31 16:00"),
    ("tga", "2025-10-31", "2025-11-03 16:00"),
    ("tga", "2025-07-03", "2025-07-07 16:00"),
    ("on_rrp", "2025-10-31", "2025-10-31 13:15"),
    ("srf", "2025-11-03", "2025-11-03 13:45"),
    ("srf_morning", "2025-11-03", "2025-11-03 08:45"),
    ("on_rrp_money_funds", "2025-06-30", "2025-09-30 13:15"),
    ("reserves", "2025-10-29", "2025-10-30 16:30"),
    ("reserves", "2025-11-05", "2025-11-06 16:30"),  # winter time
    ("reserves", "2016-11-23", "2016-11-25 16:30"),  # Thanksgiving
    ("reserves", "2024-11-27", "2024-11-29 16:30"),
    ("fed_assets", "2025-11-26", "2025-11-28 16:30"),
    ("fed_assets", "2025-12-24", "2025-12-29 16:30"),  # offices closed by order on 24 and 26 December
    ("fed_assets", "2025-12-31", "2026-01-02 16:30"),
    ("tga_week_average", "2025-12-31", "2026-01-02 16:30"),
    ("reserves", "2020-12-23", "2020-12-28 16:30"),  # offices closed by order on 24 December, Reserve Banks open
    ("deposits", "2021-06-09", "2021-06-21 16:15"),  # Juneteenth kept on Friday the 18th, Reserve Banks open
    ("tga", "2021-06-17", "2021-06-21 16:00"),
    ("yield_10y", "2018-12-04", "2018-12-06 16:19"),  # mourning on the 5th, Reserve Banks open
    ("bank_assets", "2025-10-22", "2025-10-31 16:15"),
    ("deposits", "2024-10-23", "2024-11-01 16:15"),
    ("yield_10y", "2024-10-31", "2024-11-01 16:19"),
    ("yield_10y", "2025-10-31", "2025-11-03 16:19"),
    ("usdjpy", "2025-10-31", "2025-11-03 16:15"),
    ("iorb", "2025-10-30", "2025-10-29 14:00"),  # before its period
    ("target_upper", "2025-12-11", "2025-12-10 14:00"),
    ("target_upper", "2015-12-16", "2015-12-16 14:00"),  # FRED dates these by the decision
    ("target_upper", "2008-12-16", "2008-12-16 14:15"),
    ("on_rrp_rate", "2020-03-16", "2020-03-15 17:00"),  # a Sunday
    ("iorb", "2020-03-04", "2020-03-03 10:00"),
    ("srf_rate", "2025-09-18", "2025-09-17 14:00"),
    ("pd_net_total", "2025-10-22", "2025-10-30 16:15"),
    ("soma_total", "2025-10-29", "2025-10-30 16:30"),
    ("cftc_2y_leveraged_short", "2025-09-23", "2025-09-26 15:30"),
    ("cftc_2y_leveraged_short", "2025-10-28", "2025-12-05 15:30"),  # the shutdown's backlog
    ("cftc_2y_leveraged_short", "2026-01-20", "2026-01-23 15:30"),
    ("tic_japan", "2025-08-31", "2025-11-18 16:00"),  # with September, after the shutdown
    ("tic_japan", "2025-10-31", "2025-12-18 16:00"),
    ("tic_japan", "2026-01-31", "2026-03-18 16:00"),
    ("tic_japan", "2025-12-31", "2026-02-18 16:00"),
    ("dvp_volume", "2025-10-16", "2025-10-20 16:00"),
    ("gdp", "2025-06-30", "2025-07-30 08:30"),
    ("gdp", "2025-09-30", "2025-12-23 08:30"),  # delayed by the shutdown
    ("gdp", "2025-12-31", "2026-02-20 08:30"),
    ("m2", "2025-09-30", "2025-10-28 13:00"),
    ("nfci", "2025-10-31", "2025-11-05 08:30"),
    ("sp500", "2025-10-31", "2025-10-31 16:15"),
    ("sp500", "2025-11-28", "2025-11-28 13:15"),  # early close
    ("nikkei225", "2025-11-04", "2025-11-04 01:45"),
    ("bitcoin", "2025-11-02", "2025-11-02 19:05"),
    ("bitcoin", "2025-07-01", "2025-07-01 20:05"),
    ("stablecoin_supply", "2025-11-02", "2025-11-02 20:00"),
    ("nvda_revenue", "2025-10-31", "2025-12-30 17:30"),
]
DUE = [  # series, New York moment, the latest period that should be there
    ("sofr", "2025-11-03 07:59", "2025-10-30"),
    ("sofr", "2025-11-03 08:00", "2025-10-31"),
    ("reserves", "2025-11-06 16:29", "2025-10-29"),
    ("reserves", "2025-11-06 16:30", "2025-11-05"),
    ("tga", "2025-11-03 12:00", "2025-10-30"),
    ("yield_10y", "2023-04-10 17:00", "2023-04-07"),  # yields exist on Good Friday
    ("nfci", "2025-11-05 08:30", "2025-10-31"),
    ("cftc_2y_leveraged_long", "2025-11-14 12:00", "2025-09-23"),
    ("m2_week", "2025-10-29 12:00", "2025-09-29"),
    ("gdp", "2025-12-20 12:00", "2025-06-30"),
    ("stablecoin_supply", "2025-11-02 21:00", "2025-11-02"),
]


def new_york(text: str) -> datetime:
    """Return the UTC moment of a New York date and time."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK).astimezone(UTC)


def first_seen() -> Iterator[tuple[str, date, datetime]]:
    """Yield series, period and the time a third party first saw the value."""
    ids = {"SOFR": "sofr", "EFFR": "effr", "WALCL": "fed_assets", "WTREGEN": "tga_week_average"}
    with (FIGURES / "vintages" / "first_seen_sofr_effr_walcl_wtregen.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["series_id"] in ids:
                seen = datetime.fromisoformat(row["realtime_start_utc"])
                yield ids[row["series_id"]], date.fromisoformat(row["date"]), seen


@pytest.mark.parametrize(("id_", "period", "moment"), KNOWN, ids=[f"{row[0]} {row[1]}" for row in KNOWN])
def test_a_figure_becomes_known_when_it_was_published(id_: str, period: str, moment: str) -> None:
    assert load()[id_].release.known_at(date.fromisoformat(period)) == new_york(moment)


@pytest.mark.parametrize(("id_", "moment", "period"), DUE, ids=[f"{row[0]} {row[1]}" for row in DUE])
def test_the_latest_figure_due_is_found(id_: str, moment: str, period: str) -> None:
    series = load()[id_]
    assert series.release.due(series.frequency, new_york(moment)) == date.fromisoformat(period)


def test_irregular_figures_are_never_due() -> None:
    assert load()["iorb"].release.due("event", new_york("2025-11-03 12:00")) is None


def test_a_wednesday_level_is_never_known_on_its_wednesday() -> None:
    release = load()["reserves"].release
    for period in release.periods("week", date(2016, 1, 6), date(2026, 3, 31)):
        lag = release.known_at(period) - datetime.combine(period, time(), UTC)
        assert timedelta(days=1) < lag < timedelta(days=7)


def test_periods_are_days_of_the_figures_and_not_of_their_publisher() -> None:
    week = (date(2023, 4, 3), date(2023, 4, 10))
    assert date(2023, 4, 7) not in set(load()["sofr"].release.periods("business_day", *week))
    assert date(2023, 4, 7) in set(load()["yield_10y"].release.periods("business_day", *week))
    assert [d.day for d in load()["nfci"].release.periods("week", *week)] == [7]
    assert [d.day for d in load()["gdp"].release.periods("quarter", date(2023, 1, 1), date(2023, 6, 29))] == [31]


def test_early_closes_move_the_clock_of_exchanges_only() -> None:
    early = date(2025, 11, 28)
    assert load()["vix"].release.clock_on(early) == new_york("2025-11-28 13:30")
    assert load()["sofr"].release.clock_on(early) == new_york("2025-11-28 08:00")


@pytest.mark.parametrize("id_", sorted(load_releases()))
def test_a_rule_is_complete(id_: str) -> None:
    release = load_releases()[id_]
    assert release.rule in ("business_days", "weekday", "days", "months")
    assert release.calendar in CALENDARS and release.period_calendar in CALENDARS
    assert release.period_weekday in WEEKDAYS and release.mark in ("V", "D", "U")
    assert set(release.names) == {"en", "zh-Hans", "zh-Hant"}
    assert len(set(release.names.values())) >= 2
    assert id_ in {series.release.id for series in load().values()}


def test_every_exception_has_its_evidence_and_an_offset() -> None:
    tables = tomllib.loads((HERE / "release_exceptions.toml").read_text("utf-8"))
    assert set(tables) <= set(load_releases())
    for id_, rows in tables.items():
        assert len({row["period"] for row in rows}) == len(rows), id_
        for row in rows:
            assert row["evidence"].endswith(".") and row["known_at"].tzinfo is not None
            assert row["known_at"].astimezone(UTC) == load_releases()[id_].known_at(row["period"])


def test_a_broken_rule_is_refused() -> None:
    whole = {"name": {}, "rule": "days", "clock": "08:00", "calendar": "fed"}
    for spoilt in ({"clock": "eight"}, {"colour": "blue"}, {"zone": "Mars/Olympus"}):
        with pytest.raises(InvalidCatalogue, match=r"releases\.toml"):
            releases._release("spoilt", whole | spoilt, ())


@needs_figures
def test_no_figure_was_seen_before_its_rule() -> None:
    early = [(id_, period) for id_, period, seen in first_seen() if seen < load()[id_].release.known_at(period)]
    assert not early


@needs_figures
@pytest.mark.parametrize(
    ("id_", "path"),
    [
        ("sofr", "fred/SOFR.csv"),
        ("effr", "fred/EFFR.csv"),
        ("tga", "dts/tga_daily.csv"),
        ("yield_10y", "fred/DGS10.csv"),
        ("srf", "nyfed/srf_accepted_daily.csv"),
        ("sp500", "fred/SP500.csv"),
        ("dvp_volume", "nyfed/dtcc_ficc_sponsored_volume_daily.csv"),
    ],
)
def test_stored_days_are_the_days_of_the_calendar(id_: str, path: str) -> None:
    with (FIGURES / path).open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    present = {date.fromisoformat(row[0]) for row in rows if row[1] or path.startswith("nyfed")}
    present = {day for day in present if day >= date(2018, 4, 3)}
    expected = set(load()[id_].release.periods("business_day", min(present), max(present)))
    assert present == expected


@needs_figures
def test_the_morning_operation_comes_first_in_the_file_by_collateral() -> None:
    morning: dict[str, float] = {}
    with (FIGURES / "nyfed" / "repo_operations_full.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["operationDate"] >= "2025-06-26" and row["releaseTime"] in ("08:14", "08:15"):
                morning[row["operationDate"]] = float(row["totalAmtAccepted"])
    first: dict[str, dict[str, float]] = {}
    with (FIGURES / "nyfed" / "repo_operations_by_collateral.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            first.setdefault(row["date"], {}).setdefault(row["securityType"], float(row["amtAccepted"]))
    assert len(morning) == 79
    assert {day: sum(first[day].values()) for day in morning} == morning
    assert sum(first["2025-11-03"].values()) == 14_750_000_000


@needs_figures
def test_true_vintages_of_nfci_are_later_than_the_rule() -> None:
    release = load()["nfci"].release
    with gzip.open(FIGURES / "vintages" / "revisions_nfci_h41_2026.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["series_id"] == "NFCI"]
    seen = [(date.fromisoformat(r["date"]), datetime.fromisoformat(r["realtime_start_utc"])) for r in rows]
    assert seen and not [period for period, moment in seen if moment < release.known_at(period)]


CLOCKS = {  # New York time unless the rule has a zone of its own; by hand
    "nyfed_secured": "08:00", "nyfed_averages": "08:00", "nyfed_unsecured": "09:00", "on_rrp": "13:15",
    "srf": "13:45", "srf_morning": "08:45", "counterparties": "13:15", "soma": "16:30", "primary_dealers": "16:15",
    "dts": "16:00", "debt_to_penny": "15:00", "debt_quarter": "16:00", "mts": "14:00", "auctions": "13:05",
    "auction_day": "13:05", "buybacks": "14:05", "sifma_statistics": "17:00", "sifma_holders": "17:00",
    "h41": "16:30", "h8": "16:15", "h6": "13:00", "h6_week": "13:00", "h15": "16:19", "h10": "16:15",
    "fomc": "14:00", "z1": "12:00", "gdp": "08:30", "nfci": "08:30", "stlfsi": "11:00", "ofr_repo": "16:00",
    "ofr_fsi": "16:00", "ofr_money_funds": "16:00", "dtcc": "16:00", "finra": "16:00", "cftc": "15:30",
    "tic": "16:00", "filings": "17:30", "us_equity_close": "16:15", "cboe_close": "16:30",
    "futures_close": "17:15", "ice_bonds": "09:30", "tokyo_close": "15:45", "seoul_close": "15:45",
    "crypto_close": "00:05", "defillama": "01:00", "fred_month": "16:00",
}  # fmt: skip


def test_every_clock_is_the_one_written_down_by_hand() -> None:
    assert {id_: f"{rule.clock:%H:%M}" for id_, rule in load_releases().items()} == CLOCKS


EXCEPTIONS = {  # how many, and a few of them whole: rule, period, New York moment
    ("h41", "2025-12-24"): "2025-12-29 16:30",
    ("fomc", "2008-12-16"): "2008-12-16 14:15",
    ("fomc", "2015-12-16"): "2015-12-16 14:00",
    ("fomc", "2016-12-14"): "2016-12-14 14:00",
    ("fomc", "2020-03-04"): "2020-03-03 10:00",
    ("fomc", "2020-03-16"): "2020-03-15 17:00",
    ("gdp", "2025-09-30"): "2025-12-23 08:30",
    ("gdp", "2025-12-31"): "2026-02-20 08:30",
    ("z1", "2025-09-30"): "2026-01-09 12:00",
    ("tic", "2025-08-31"): "2025-11-18 16:00",
    ("tic", "2025-11-30"): "2026-01-15 16:00",
    ("tic", "2025-12-31"): "2026-02-18 16:00",
    ("tic", "2026-01-31"): "2026-03-18 16:00",
    ("tic", "2026-02-28"): "2026-04-15 16:00",
    ("tic", "2026-03-31"): "2026-05-18 16:00",
    ("tic", "2026-04-30"): "2026-06-18 16:00",
    ("tic", "2026-06-30"): "2026-08-17 16:00",
    ("tic", "2026-07-31"): "2026-09-16 16:00",
    ("tic", "2026-08-31"): "2026-10-16 16:00",
    ("tic", "2026-09-30"): "2026-11-18 16:00",
    ("tic", "2026-10-31"): "2026-12-15 16:00",
    ("cftc", "2025-09-30"): "2025-11-19 15:30",
    ("cftc", "2025-10-07"): "2025-11-21 15:30",
    ("cftc", "2025-10-14"): "2025-11-25 15:30",
    ("cftc", "2025-10-21"): "2025-12-02 15:30",
    ("cftc", "2025-10-28"): "2025-12-05 15:30",
    ("cftc", "2025-11-04"): "2025-12-09 15:30",
    ("cftc", "2025-11-10"): "2025-12-12 15:30",
    ("cftc", "2025-11-18"): "2025-12-16 15:30",
    ("cftc", "2025-11-25"): "2025-12-19 15:30",
    ("cftc", "2025-12-02"): "2025-12-23 15:30",
    ("cftc", "2025-12-09"): "2025-12-30 15:30",
    ("cftc", "2025-12-16"): "2026-01-06 15:30",
    ("cftc", "2025-12-23"): "2026-01-09 15:30",
    ("cftc", "2025-12-30"): "2026-01-13 15:30",
    ("cftc", "2026-01-06"): "2026-01-16 15:30",
    ("cftc", "2026-01-13"): "2026-01-20 15:30",
}


def test_every_exception_is_the_one_written_down_by_hand() -> None:
    found = {
        (id_, period.isoformat()): f"{moment.astimezone(NEW_YORK):%Y-%m-%d %H:%M}"
        for id_, rule in load_releases().items()
        for period, moment in rule.exceptions
    }
    assert found == EXCEPTIONS


def test_operations_take_place_when_the_treasury_market_is_open() -> None:
    for id_ in ("on_rrp", "srf", "srf_morning"):
        assert date(2023, 4, 7) not in set(
            load()[id_].release.periods("business_day", date(2023, 4, 3), date(2023, 4, 10))
        )
