"""FRED: units first, every vintage once however the windows fall, steps only where they change."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from tidegauge.catalogue.series import Series, load
from tidegauge.errors import SourceFormatError, UnitsChanged
from tidegauge.frame import Observation
from tidegauge.sources import fred
from tidegauge.sources.base import Request
from tidegauge.units import UNITS

START, END = date(2025, 1, 1), date(2025, 12, 31)
Fact = tuple[str, str, str]  # period, vintage, value


class Alfred:
    """A service that keeps a few vintages and answers like the publisher, limits included."""

    def __init__(
        self, key: str, facts: list[Fact], units: str = "Millions of U.S. Dollars", limit: int = 2_000
    ) -> None:
        self.key, self.facts, self.units, self.limit = key, sorted(facts), units, limit
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> bytes:
        self.asked.append(request)
        assert request.params["series_id"] == self.key
        assert request.params["file_type"] == "json"
        answer = {"series": self._metadata, "vintagedates": self._vintages, "observations": self._observations}
        return json.dumps(answer[request.url.rsplit("/", 1)[1]](request)).encode()

    def _metadata(self, request: Request) -> dict[str, object]:
        return {"seriess": [{"id": self.key, "units": self.units}]}

    def _page(self, request: Request, name: str, rows: list[object]) -> dict[str, object]:
        offset, limit = int(request.params["offset"]), int(request.params["limit"])
        page = {"count": len(rows), "offset": offset, "limit": limit, name: rows[offset : offset + limit]}
        return page | {key: request.params[key] for key in ("realtime_start", "realtime_end")}

    def _vintages(self, request: Request) -> dict[str, object]:
        return self._page(request, "vintage_dates", sorted({vintage for _, vintage, _ in self.facts}))

    def _observations(self, request: Request) -> dict[str, object]:
        start, end = request.params["realtime_start"], request.params["realtime_end"]
        inside = {vintage for _, vintage, _ in self.facts if start <= vintage <= end}
        assert len(inside) <= self.limit, "the publisher refuses this"
        rows: list[object] = []
        for period in sorted({period for period, _, _ in self.facts}):
            versions = [(vintage, value) for p, vintage, value in self.facts if p == period]
            ends = [vintage for vintage, _ in versions[1:]] + ["9999-12-31"]
            rows += [
                {"realtime_start": max(vintage, start), "realtime_end": until, "date": period, "value": value}
                for (vintage, value), until in zip(versions, ends, strict=True)
                if vintage <= end and (until > start or until == "9999-12-31")
            ]
        return self._page(request, "observations", rows) | {"units": "lin"}


def told(series: Series, answer: Callable[[Request], bytes]) -> Iterator[Observation]:
    """Follow the whole chain of one series, as the client and `ingest` do."""
    request: Request | None = next(iter(fred.requests([series], START, END)))
    while request is not None:
        body = answer(request)
        yield from fred.parse(request, body)
        assert request.next_page is not None
        request = request.next_page(body)


def facts() -> list[Fact]:
    """Twelve weeks, each known a day later and most of them revised once or twice, one of them back again."""
    known = []
    for week in range(12):
        period = date.fromordinal(date(2025, 1, 1).toordinal() + 7 * week)
        for revision in range(1 + week % 3):
            vintage = date.fromordinal(period.toordinal() + 1 + 7 * revision)
            known.append((period.isoformat(), vintage.isoformat(), str(1000 + week - revision % 2)))
    return known


@pytest.mark.parametrize("size", [2, 3, 4, 7, 13, 14, 15])
def test_windows_of_vintages_stitched_equal_the_unchunked_answer(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assets = load()["fed_assets"]
    whole = list(told(assets, Alfred("WALCL", facts())))
    monkeypatch.setattr(fred, "VINTAGES_PER_REQUEST", size)
    chunked = Alfred("WALCL", facts(), limit=size)
    assert sorted(told(assets, chunked)) == sorted(whole)
    assert len(whole) == len(facts())
    windows = [request for request in chunked.asked if request.url.endswith("/observations")]
    assert len(windows) == max(1, -(-(14 - 1) // (size - 1)))


@pytest.mark.parametrize("size", [2, 3, 5])
def test_steps_are_the_same_however_the_windows_fall(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rates = ["4.40"] * 4 + ["4.15"] * 3 + ["3.90"] * 2
    known = [(f"2025-03-{day:02}", f"2025-03-{day:02}", rate) for day, rate in enumerate(rates, 1)]
    iorb = load()["iorb"]
    monkeypatch.setattr(fred, "VINTAGES_PER_REQUEST", size)
    found = list(told(iorb, Alfred("IORB", known, "Percent", limit=size)))
    assert [(row.period.day, row.value) for row in found] == [(1, 4.40), (5, 4.15), (8, 3.90)]


def test_pages_of_rows_and_of_vintage_dates_are_followed_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assets = load()["fed_assets"]
    whole = list(told(assets, Alfred("WALCL", facts())))
    monkeypatch.setattr(fred, "ROWS_PER_REQUEST", 5)
    monkeypatch.setattr(fred, "VINTAGE_DATES_PER_REQUEST", 4)
    paged = Alfred("WALCL", facts())
    assert list(told(assets, paged)) == whole
    assert [request.params.get("offset") for request in paged.asked] == [
        *(None, "0", "4", "8", "12"),
        *("0", "5", "10", "15", "20"),
    ]


def test_a_page_shorter_than_it_says_is_an_error() -> None:
    assets = load()["fed_assets"]
    alfred = Alfred("WALCL", facts())

    def partial(request: Request) -> bytes:
        reply = json.loads(alfred(request))
        if "observations" in reply:
            del reply["observations"][-1]
        return json.dumps(reply).encode()

    with pytest.raises(SourceFormatError, match="23 rows from 0 on, of 24"):
        list(told(assets, partial))


def test_a_changed_unit_stops_before_any_figure_is_asked_for() -> None:
    alfred = Alfred("WALCL", facts(), units="Billions of U.S. Dollars")
    with pytest.raises(UnitsChanged) as caught:
        list(told(load()["fed_assets"], alfred))
    assert caught.value.facts == {
        "source": "fred",
        "series": "fed_assets",
        "found": "Billions of U.S. Dollars",
        "expected": "usd_million",
    }
    assert len(alfred.asked) == 1
    (first,) = alfred.asked
    assert first.next_page is not None
    with pytest.raises(UnitsChanged):
        first.next_page(alfred(first))


@pytest.mark.parametrize(
    ("unit", "stated"),
    [
        ("usd_million", "Millions of U.S. Dollars"),
        ("usd_million", "Mil. of U.S. $"),
        ("usd_million", "Millions of Dollars"),
        ("usd_billion", "Billions of US Dollars"),
        ("usd_billion", "Bil. of $"),
        ("pct", "Percent"),
        ("index", "Index Jan 2006=100"),
        ("index", "Index"),
        ("jpy_per_usd", "Japanese Yen to One U.S. Dollar"),
        ("krw_per_usd", "South Korean Won to One U.S. Dollar"),
        ("usd_per_unit", "U.S. Dollars"),
    ],
)
def test_a_stated_unit_means_one_unit_only(unit: str, stated: str) -> None:
    body = json.dumps({"seriess": [{"id": "X", "units": stated}]}).encode()
    for other in UNITS.values():
        series = replace(load()["sofr"], key="X", unit=other, delivered=other)
        request = Request((series,), f"{fred.BASE_URL}/series")
        if other.id == unit or (unit == "usd_per_unit" and other.id == "usd"):
            assert list(fred.parse(request, body)) == []
        else:
            with pytest.raises(UnitsChanged):
                list(fred.parse(request, body))


def test_requests_hold_no_key_and_ask_for_every_vintage() -> None:
    assets = load()["fed_assets"]
    alfred = Alfred("WALCL", facts())
    list(told(assets, alfred))
    assert [request.url.rsplit("/", 1)[1] for request in alfred.asked] == ["series", "vintagedates", "observations"]
    assert alfred.asked[-1].params == {
        "series_id": "WALCL",
        "file_type": "json",
        "realtime_start": "1776-07-04",
        "realtime_end": "9999-12-31",
        "observation_start": "2025-01-01",
        "observation_end": "2025-12-31",
        "limit": "100000",
        "offset": "0",
    }
    assert not any("key" in name for request in alfred.asked for name in request.params)


def test_the_span_reaches_back_for_long_periods_and_is_open_for_steps() -> None:
    assets, iorb = load()["fed_assets"], load()["iorb"]
    quarterly = replace(assets, key="GDP", frequency="quarter")
    asked = [request.params for request in fred.requests_without_key([assets, iorb, quarterly], date(2025, 11, 5), END)]
    assert asked == [
        {"id": "WALCL", "cosd": "2025-11-05", "coed": "2025-12-31"},
        {"id": "IORB"},
        {"id": "GDP", "cosd": "2024-01-01", "coed": "2025-12-31"},
    ]


@pytest.mark.parametrize(
    ("frequency", "stated", "period"),
    [
        ("week", "2025-10-29", date(2025, 10, 29)),
        ("month", "2024-02-01", date(2024, 2, 29)),
        ("month", "2025-12-01", date(2025, 12, 31)),
        ("quarter", "2025-10-01", date(2025, 12, 31)),
        ("year", "2025-01-01", date(2025, 12, 31)),
    ],
)
def test_long_periods_stand_under_their_last_day(frequency: str, stated: str, period: date) -> None:
    series = replace(load()["fed_assets"], frequency=frequency)
    body = f"observation_date,WALCL\n{stated},1\n".encode()
    (row,) = fred.parse_without_key(Request((series,), fred.GRAPH_URL), body)
    assert row == Observation("fed_assets", period, 1e6)


def test_a_window_stays_below_the_two_thousand_vintages_the_service_allows() -> None:
    assert fred.VINTAGES_PER_REQUEST <= 2_000
    assert fred.ROWS_PER_REQUEST <= 100_000
    assert fred.VINTAGE_DATES_PER_REQUEST <= 10_000
