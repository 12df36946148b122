"""Replies recorded from the live services read to values checked by hand against their text.

The recordings stand beside the project and are no part of it; without them these tests are skipped.
"""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tidegauge.catalogue.series import Series, load
from tidegauge.frame import Observation
from tidegauge.sources import fred, nyfed
from tidegauge.sources.base import Request, Source
from tidegauge.sources.client import _own_words
from tidegauge.units import UNITS

RECORDED = Path(__file__).parents[3] / "shared" / "api" / "recorded"
pytestmark = pytest.mark.skipif(not RECORDED.is_dir(), reason="no recordings in ../shared")


def series(key: str, unit: str, part: str = "", *, delivered: str = "", frequency: str = "week") -> Series:
    units = {"unit": UNITS[unit], "delivered": UNITS[delivered or unit]}
    return replace(load()["sofr"], id="it", key=key, part=part, frequency=frequency, also=(), **units)


def read(source: Source, file: str, item: Series, url: str = "", **params: str) -> list[tuple[str, float | None, str]]:
    request = Request((item,), url, params)
    found: list[Observation] = list(source.parse(request, (RECORDED / file).read_bytes()))
    return [(row.period.isoformat(), row.value, str(row.vintage)) for row in found]


def rates(file: str, kind: str, part: str, unit: str = "pct", delivered: str = "") -> dict[str, float | None]:
    item = series(f"rates/secured/{kind}", unit, part, delivered=delivered)
    return {period: value for period, value, _ in read(nyfed.SOURCE, f"nyfed/{file}", item)}


def test_a_search_of_sofr() -> None:
    assert rates("rates_sofr_search.json", "sofr", "percentRate") == {
        "2024-06-06": 5.33,
        "2024-06-05": 5.33,
        "2024-06-04": 5.33,
        "2024-06-03": 5.35,
    }
    assert rates("rates_sofr_search.json", "sofr", "volumeInBillions", "usd", "usd_billion") == {
        "2024-06-06": 2_008e9,
        "2024-06-05": 1_989e9,
        "2024-06-04": 2_092e9,
        "2024-06-03": 1_912e9,
    }
    assert rates("rates_sofr_search_empty.json", "sofr", "percentRate") == {}


@pytest.mark.parametrize(
    ("kind", "rate", "low", "high"),
    [
        ("sofr", 3.87, 3.80, 3.95),
        ("bgcr", 3.85, 3.79, 3.91),
        ("tgcr", 3.85, 3.79, 3.88),
        ("effr", 3.88, 3.85, 3.94),
        ("obfr", 3.88, 3.80, 3.93),
    ],
)
def test_each_rate_out_of_the_latest_of_all(kind: str, rate: float, low: float, high: float) -> None:
    file = "rates_all_latest.json"
    assert rates(file, kind, "percentRate") == {"2026-09-22": rate}
    assert rates(file, kind, "percentPercentile1") == {"2026-09-22": low}
    assert rates(file, kind, "percentPercentile99") == {"2026-09-22": high}


@pytest.mark.parametrize(("kind", "rate", "n_rows"), [("sofr", 3.91, 10), ("effr", 3.88, 10), ("obfr", 3.88, 10)])
def test_the_last_ten_days(kind: str, rate: float, n_rows: int) -> None:
    found = rates(f"rates_{kind}_last_10.json", kind, "percentRate")
    assert (len(found), found["2025-11-20"]) == (n_rows, rate)


def test_standing_repo_before_and_after_the_morning_operations() -> None:
    def repo(part: str) -> dict[str, float | None]:
        item = series("rp/repo", "usd", part)
        return {period: value for period, value, _ in read(nyfed.SOURCE, "nyfed/rp_repo_results.json", item)}

    assert repo("total") == {
        "2022-01-03": 3e6,
        "2024-09-30": 2.6e9,
        "2025-09-15": 1.5e9,
        "2025-10-31": 50.35e9,
        "2025-11-24": 1e6,
    }
    assert repo("Treasury")["2025-10-31"] == 29.4e9
    assert repo("Mortgage-Backed")["2025-10-31"] == 20.95e9
    assert repo("morning") == {"2025-09-15": 1.5e9, "2025-10-31": 20.35e9, "2025-11-24": 0.0}


def test_reverse_repo_and_its_counterparties() -> None:
    def reverse(part: str, unit: str = "usd") -> dict[str, float | None]:
        item = series("rp/reverserepo", unit, part)
        return {period: value for period, value, _ in read(nyfed.SOURCE, "nyfed/rp_reverserepo_results.json", item)}

    assert reverse("total")["2022-12-30"] == 2_553.716e9
    assert reverse("total")["2025-11-24"] == 1.077e9
    assert reverse("percentAwardRate", "pct")["2023-01-05"] == 4.3
    assert len(reverse("total")) == 7
    assert set(reverse("mmf")) == {"2025-09-30", "2025-06-30", "2023-01-05", "2022-12-30", "2022-01-03"}
    assert reverse("pd")["2022-12-30"] == 58.55e9
    assert reverse("bank")["2022-12-30"] == 1.5e9
    assert reverse("gse")["2025-06-30"] == 71.375e9


def test_the_holdings_of_the_system_account() -> None:
    def holdings(part: str) -> dict[str, float | None]:
        found = read(nyfed.SOURCE, "nyfed/soma_summary.json", series("soma/summary", "usd", part))
        return {period: value for period, value, _ in found}

    assert len(holdings("bills")) == 50
    assert holdings("bills")["2003-07-09"] == 239_304_992_000.0
    assert holdings("bills")["2025-11-19"] == 195_492_926_700.0
    assert holdings("frn")["2003-07-09"] is None
    assert holdings("frn")["2025-11-19"] == 14_298_365_000.0
    assert holdings("total")["2025-11-19"] == 6_150_185_950_445.5


def test_primary_dealer_fails() -> None:
    item = series("pd/PDFTD-UST", "usd", delivered="usd_million")
    assert read(nyfed.SOURCE, "nyfed/pd_get_fails.json", item) == [
        ("2013-04-03", 2.075e9, "None"),
        ("2013-04-10", 1.514e9, "None"),
        ("2013-04-17", 4.677e9, "None"),
    ]


GDP = {"frequency": "quarter", "delivered": "usd_billion"}
OBSERVATIONS = f"{fred.BASE_URL}/series/observations"


def gdp(file: str, start: str, end: str) -> list[tuple[str, float | None, str]]:
    item = series("GDP", "usd", **GDP)
    return read(fred.SOURCE, f"fred/{file}", item, OBSERVATIONS, realtime_start=start, realtime_end=end)


def test_every_vintage_of_gdp() -> None:
    found = gdp("series_observations_gdp_all_vintages.json", "1776-07-04", "9999-12-31")
    assert len(found) == 23
    assert found[0] == ("2014-03-31", 17_149.6e9, "2014-04-30")
    assert found[11] == ("2014-03-31", 17_197.738e9, "2023-09-28")
    assert found[-1] == ("2024-06-30", 29_016.714e9, "2024-09-26")


def test_gdp_as_of_2019_and_its_first_releases() -> None:
    early = gdp("series_observations_gdp_asof_2019.json", "1776-07-04", "2019-01-01")
    assert (len(early), early[-1]) == (14, ("2018-09-30", 20_658.204e9, "2018-12-21"))
    first = gdp("series_observations_gdp_initial_release.json", "1776-07-04", "9999-12-31")
    assert (len(first), first[0]) == (33, ("1991-12-31", 5_736.6e9, "1992-01-29"))


def test_a_window_of_one_day_tells_nothing_that_is_new_on_it() -> None:
    """Later windows leave out what stands on their first day; a window of that day only has nothing else."""
    assert gdp("series_observations_gdp.json", "2024-10-30", "2024-10-30") == []
    item = series("DGS10", "pct")
    day = {"realtime_start": "2026-10-04", "realtime_end": "2026-10-04"}
    assert read(fred.SOURCE, "fred/series_observations_dgs10.json", item, OBSERVATIONS, **day) == []


def test_rows_of_todays_ten_year_yields() -> None:
    request = Request((), OBSERVATIONS, {"realtime_start": "2026-10-04", "realtime_end": "2026-10-04"})
    reply = fred._root((RECORDED / "fred/series_observations_dgs10.json").read_bytes(), "observations")
    rows = fred._rows(request, series("DGS10", "pct"), reply)
    assert [row.value for row in rows] == [5.24, None, 5.29, 5.24, 5.28]


def test_metadata_and_vintage_dates_of_gdp() -> None:
    item = series("GDP", "usd", **GDP)
    assert read(fred.SOURCE, "fred/series_gdp.json", item, f"{fred.BASE_URL}/series") == []
    assert read(fred.SOURCE, "fred/series_vintagedates_gdp.json", item, f"{fred.BASE_URL}/series/vintagedates") == []
    reply = fred._root((RECORDED / "fred/series_vintagedates_gdp.json").read_bytes(), "vintage_dates")
    dates = fred._vintage_dates(reply)
    assert (len(dates), dates[0], dates[-1]) == (50, "1991-12-04", "2024-10-30")


@pytest.mark.parametrize(
    ("key", "delivered", "values"),
    [
        ("WALCL", "usd_million", [7_712_781e6, 7_681_024e6, 7_686_710e6]),
        ("WTREGEN", "usd_million", [731_405e6, 758_448e6, 747_565e6]),
        ("RRPONTSYD", "usd_billion", [1_018.483e9, None, 704.864e9, 719.897e9, 664.899e9]),
    ],
)
def test_the_files_behind_the_graphs(key: str, delivered: str, values: list[float | None]) -> None:
    found = read(fred.WITHOUT_KEY, f"fred/fredgraph_{key}.csv", series(key, "usd", delivered=delivered))
    assert [value for _, value, _ in found] == values
    assert {vintage for _, _, vintage in found} == {"None"}
    assert date.fromisoformat(found[0][0]) == date(2023, 12, 29 if key == "RRPONTSYD" else 27)


def test_what_the_service_says_of_its_own_errors() -> None:
    said = {path.name: _own_words(path.read_bytes()) for path in (RECORDED / "fred").glob("error_400_*.json")}
    assert said["error_400_series_does_not_exist.json"] == ": Bad Request. The series does not exist."
    assert said["error_400_api_key_not_set.json"] == ": Bad Request. Variable api_key is not set."
    assert "not registered" in said["error_400_api_key_not_registered.json"]


NOT_READ = {
    # Endpoints that no series of the catalogue is read from.
    "fred/release_10.json",
    "fred/release_dates_10.json",
    "fred/release_tables_10.json",
    "fred/releases.json",
    "fred/releases_dates.json",
    "fred/series_release_gdp.json",
    "fred/series_updates_liquidity.json",
    "nyfed/ambs_results_summary.json",
    "nyfed/pd_list_timeseries.json",
    "nyfed/soma_agency_agency_debts.json",
    "nyfed/soma_agency_cmbs.json",
    "nyfed/soma_agency_mbs.json",
    "nyfed/soma_tsy_wam.json",
    "nyfed/tsy_announcements_empty.json",
    "nyfed/tsy_results_summary.json",
}


def test_every_recorded_reply_is_read_or_said_not_to_be() -> None:
    with (RECORDED / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        recorded = {row["file"] for row in csv.DictReader(file) if row["kind"].startswith("recorded")}
    ours = {name for name in recorded if name.startswith(("fred/", "nyfed/"))}
    text = Path(__file__).read_text("utf-8")
    unread = {name for name in ours if name not in NOT_READ and not _is_named(name, text)}
    assert unread == set()


def _is_named(name: str, text: str) -> bool:
    """Say whether this file reads a recording, by its full name or by one of the patterns above."""
    stem = name.split("/")[1]
    patterns = ("fredgraph_", "rates_sofr_last_10", "rates_effr_last_10", "rates_obfr_last_10")
    return stem in text or stem.startswith(patterns)
