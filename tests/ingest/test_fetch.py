"""Updating from publishers over real HTTP: true clocks, nothing twice, nothing partial, nothing from the future."""

import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.ingest.conftest import NOW, Answer, Asked, Service

from tidegauge import sources
from tidegauge.catalogue.series import Series, load
from tidegauge.errors import (
    CredentialMissing,
    LookAhead,
    Offline,
    RateLimited,
    SourceUnavailable,
    UnitsChanged,
    UsageError,
)
from tidegauge.frame import Observation
from tidegauge.ingest import fetch
from tidegauge.sources import board, fiscaldata, nyfed, ofr, sec, tic
from tidegauge.sources.base import Reply, Request
from tidegauge.sources.dts_categories import lines
from tidegauge.store import Store

Update = Callable[..., fetch.Updated]
KEY = "0123456789abcdef0123456789abcdef"
FRIDAY = date(2025, 10, 31)


def rate(day: str, percent: float) -> dict[str, Any]:
    """Return a row of a reference rate."""
    return {"effectiveDate": day, "type": "SOFR", "percentRate": percent, "volumeInBillions": 3000}


def operation(id_: str, day: str, released: str, closed: str, treasury: int, mbs: int) -> dict[str, Any]:
    """Return a standing repo operation."""
    details = [
        {"securityType": "Treasury", "amtAccepted": treasury},
        {"securityType": "Mortgage-Backed", "amtAccepted": mbs},
    ]
    return {
        "operationId": id_,
        "auctionStatus": "Results",
        "operationDate": day,
        "operationType": "Repo",
        "operationMethod": "Multiple Price",
        "term": "Overnight",
        "releaseTime": released,
        "closeTime": closed,
        "note": "",
        "totalAmtAccepted": treasury + mbs,
        "details": details,
    }


OPERATIONS = [
    operation("RP 103125 1", "2025-10-31", "08:15", "08:30", 4_400_000_000, 15_950_000_000),
    operation("RP 103125 2", "2025-10-31", "13:30", "13:45", 25_000_000_000, 5_000_000_000),
    operation("RP 110325 1", "2025-11-03", "08:15", "08:30", 6_000_000_000, 8_750_000_000),
]


def table(*rows: dict[str, str]) -> bytes:
    """Return a page of Fiscal Data."""
    count = len(rows)
    meta = {"count": count, "total-count": count, "total-pages": 1}
    return json.dumps({"data": list(rows), "meta": meta, "links": {"next": None}}).encode()


def cash(day: str, opening: str, closing: str) -> tuple[dict[str, str], ...]:
    """Return a day of Table I of the Daily Treasury Statement, in millions."""
    flow = int(closing) - int(opening)
    amounts = {
        "Treasury General Account (TGA) Opening Balance": opening,
        "Total TGA Deposits (Table II)": str(max(flow, 0)),
        "Total TGA Withdrawals (Table II) (-)": str(max(-flow, 0)),
        "Treasury General Account (TGA) Closing Balance": closing,
    }
    return tuple(
        {"record_date": day, "account_type": name, "open_today_bal": amount, "close_today_bal": "null"}
        for name, amount in amounts.items()
    )


class World:
    """What the publishers say; everything not set here is an empty answer of the right form."""

    def __init__(self) -> None:
        self.rates = [rate("2025-10-30", 4.04), rate("2025-10-31", 4.22)]
        self.operations = OPERATIONS
        self.cash = (*cash("2025-10-30", "1000200", "1000632"), *cash("2025-10-31", "1000632", "926328"))
        self.graphs = {"WALCL": "2025-10-29,6587034\n", "IORB": "2025-10-28,4.15\n2025-10-30,3.9\n"}
        self.down: dict[str, Answer] = {}

    def __call__(self, asked: Asked) -> Answer:
        for part, answer in self.down.items():
            if part in asked.path or part == asked.params.get("id"):
                return answer
        if "/fredgraph.csv" in asked.path:
            id_ = asked.params["id"]
            return Answer(
                f"observation_date,{id_}\n{self.graphs.get(id_, '')}".encode(), headers={"Content-Type": "text/csv"}
            )
        if "/services/api/fiscal_service/" in asked.path:
            return Answer(table(*self.cash) if asked.path.endswith("operating_cash_balance") else table())
        return Answer(json.dumps(self._markets(asked)).encode())

    def _markets(self, asked: Asked) -> object:
        if "/rates/" in asked.path:
            return {"refRates": self.rates if asked.path.endswith("sofr/search.json") else []}
        if "/rp/" in asked.path:
            return {"repo": {"operations": self.operations if asked.params["operationTypes"] == "Repo" else []}}
        return {"soma": {"summary": []}, "pd": {"timeseries": []}}


@pytest.fixture
def world(service: Service, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return the publishers of this machine, asked without any key."""
    for name in ("FRED_API_KEY", "TIDEGAUGE_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    service.respond = world = World()  # type: ignore[assignment]
    return world


def point(store: Store, series: str, day: date, as_of: datetime = NOW) -> tuple[float, str, str] | None:
    """Return value, moment and reason of a figure."""
    found = store.frame([series], as_of=as_of)[series].at(day)
    return None if found is None else (found.value, found.known_at.isoformat(), found.known_by)


def test_a_rate_is_known_at_eight_on_the_next_business_day(world: World, update: Update, store: Store) -> None:
    update("nyfed")
    assert point(store, "sofr", FRIDAY) == (4.22, "2025-11-03T13:00:00+00:00", "release_rule")
    assert point(store, "sofr", FRIDAY, datetime(2025, 11, 3, 12, 59, 59, tzinfo=UTC)) is None


def test_standing_repo_is_the_sum_of_the_days_operations(world: World, update: Update, store: Store) -> None:
    update("nyfed")
    assert (point(store, "srf", FRIDAY) or (0,))[0] == 50_350_000_000.0
    assert (point(store, "srf_treasury", FRIDAY) or (0,))[0] == 29_400_000_000.0
    assert point(store, "srf", date(2025, 11, 3)) is None  # a morning is not a day
    assert (point(store, "srf_morning", date(2025, 11, 3)) or (0,))[0] == 14_750_000_000.0


def test_the_treasurys_cash_is_known_at_four_on_the_next_business_day(
    world: World, update: Update, store: Store
) -> None:
    update("fiscaldata")
    assert point(store, "tga", FRIDAY) == (926_328_000_000.0, "2025-11-03T21:00:00+00:00", "release_rule")


def test_without_a_key_the_file_behind_the_graphs_is_read(
    world: World, update: Update, store: Store, service: Service
) -> None:
    update("fred")
    assert {asked.path for asked in service.asked} == {"/graph/fredgraph.csv"}
    assert point(store, "fed_assets", date(2025, 10, 29)) == (6_587_034e6, "2025-10-30T20:30:00+00:00", "release_rule")
    assert [day for day, _ in store.frame(["iorb"], as_of=NOW)["iorb"]] == [date(2025, 10, 28), date(2025, 10, 30)]


def test_a_second_update_adds_nothing(world: World, update: Update) -> None:
    first = update("nyfed", "fiscaldata", "fred")
    assert first.added > 0
    assert first.findings == []
    again = update("nyfed", "fiscaldata", "fred", at=NOW + timedelta(hours=1))
    assert (again.added, again.findings) == (0, [])
    assert again.rows > 0


def test_a_second_update_asks_only_for_what_may_have_changed(world: World, update: Update, service: Service) -> None:
    update("nyfed")
    service.asked.clear()
    update("nyfed")
    starts = {asked.params["startDate"] for asked in service.asked if asked.path.endswith("sofr/search.json")}
    assert "2025-10-01" in starts  # three weeks back, from the first of that month


def test_a_revision_in_place_is_known_from_the_fetch_on_and_the_past_stays(
    world: World, update: Update, store: Store
) -> None:
    update("nyfed")
    world.rates = [rate("2025-10-31", 4.23)]
    later = NOW + timedelta(days=1)
    assert update("nyfed", at=later).added == 1
    assert (point(store, "sofr", FRIDAY, later - timedelta(seconds=1)) or (0,))[0] == 4.22
    assert point(store, "sofr", FRIDAY, later) == (4.23, later.isoformat(), "fetched")


def test_a_revision_that_is_taken_back_is_a_revision_too(world: World, update: Update, store: Store) -> None:
    for hours, percent in enumerate((4.22, 4.23, 4.22)):
        world.rates = [rate("2025-10-31", percent)]
        update("nyfed", at=NOW + timedelta(hours=hours))
    seen = [(point(store, "sofr", FRIDAY, NOW + timedelta(hours=hours)) or (0,))[0] for hours in range(3)]
    assert seen == [4.22, 4.23, 4.22]


def test_a_figure_that_is_out_early_is_known_now_and_not_before(world: World, update: Update, store: Store) -> None:
    early = datetime(2025, 11, 3, 12, 30, tzinfo=UTC)  # 07:30 New York
    update("nyfed", at=early)
    assert point(store, "sofr", FRIDAY, early) == (4.22, early.isoformat(), "fetched")


def test_a_source_that_is_down_is_a_finding_and_the_others_are_stored(
    world: World, update: Update, store: Store
) -> None:
    world.down["/services/api/fiscal_service/"] = Answer(b"maintenance", 503)
    done = update("nyfed", "fiscaldata")
    assert [(odd.check, odd.subject, odd.severity) for odd in done.findings] == [("source", "fiscaldata", "error")]
    assert "maintenance" in str(done.findings[0].detail)
    assert point(store, "sofr", FRIDAY) is not None
    assert point(store, "tga", FRIDAY) is None


def test_when_every_source_is_down_the_first_failure_is_raised(world: World, update: Update, store: Store) -> None:
    world.down["/"] = Answer(b"maintenance", 503)
    with pytest.raises(SourceUnavailable, match="maintenance"):
        update("nyfed", "fiscaldata")
    assert store.series() == []


def test_a_service_that_asks_for_patience_gets_it(world: World, update: Update, store: Store, service: Service) -> None:
    impatient = [Answer(b"slow down", 429, {"Retry-After": "7"})]
    service.respond = lambda asked: impatient.pop() if impatient else world(asked)
    assert update("nyfed").findings == []
    assert point(store, "sofr", FRIDAY) is not None


def test_a_service_that_goes_on_asking_for_patience_is_no_empty_answer(
    world: World, update: Update, store: Store
) -> None:
    world.down["/"] = Answer(b"slow down", 429)
    with pytest.raises(RateLimited):
        update("nyfed")
    world.down = {"/rates/": world.down["/"]}
    (odd,) = update("nyfed").findings
    assert "slow down" in str(odd.detail)
    assert store.series() == []


def test_a_cut_body_is_asked_again_and_never_stored(
    world: World, update: Update, store: Store, service: Service
) -> None:
    world.down["operating_cash_balance"] = Answer(table(*world.cash), missing_bytes=20)
    (odd,) = update("fiscaldata", since=date(2025, 10, 1)).findings
    assert odd.subject == "fiscaldata"
    assert len([asked for asked in service.asked if "operating_cash_balance" in asked.path]) == 3
    assert store.series() == []


def test_one_unreadable_reply_stops_its_own_series_and_not_the_rest_of_the_source(
    world: World, update: Update, store: Store
) -> None:
    world.down["WALCL"] = Answer(b"<html>moved</html>", headers={"Content-Type": "text/html"})
    done = update("fred")
    (odd,) = done.findings
    assert (odd.subject, odd.severity) == ("fred", "error")
    assert "fed_assets" in str(odd.detail)
    assert point(store, "fed_assets", date(2025, 10, 29)) is None
    assert len(store.frame(["iorb"], as_of=NOW)["iorb"]) == 2


def test_a_source_that_has_become_unreadable_is_left_alone(world: World, update: Update, service: Service) -> None:
    world.down["/graph/"] = Answer(b"<html>moved</html>", headers={"Content-Type": "text/html"})
    done = update("nyfed", "fred")
    assert len(done.findings) == fetch.UNREADABLE_MAX
    assert len([asked for asked in service.asked if "/graph/" in asked.path]) == fetch.UNREADABLE_MAX


def test_a_changed_unit_stores_nothing(world: World, update: Update, store: Store, service: Service) -> None:
    def bushels(asked: Asked) -> Answer:
        return Answer(json.dumps({"seriess": [{"id": asked.params["series_id"], "units": "Bushels"}]}).encode())

    service.respond = bushels  # type: ignore[method-assign]
    with pytest.raises(UnitsChanged, match="Bushels"):
        update("fred", environment={"FRED_API_KEY": KEY})
    assert store.series() == []


def test_a_key_of_the_environment_brings_vintages(world: World, update: Update, store: Store, service: Service) -> None:
    observations = {
        "realtime_start": "1776-07-04",
        "realtime_end": "9999-12-31",
        "units": "lin",
        "count": 2,
        "offset": 0,
        "limit": 100000,
        "observations": [
            {"realtime_start": "2025-10-30", "realtime_end": "2025-11-02", "date": "2025-10-29", "value": "6587034"},
            {"realtime_start": "2025-11-03", "realtime_end": "9999-12-31", "date": "2025-10-29", "value": "6587035"},
        ],
    }

    def respond(asked: Asked) -> Answer:
        if asked.params["series_id"] != "WALCL":
            return Answer(b'{"error_code": 400, "error_message": "The series does not exist."}', 400)
        vintages = {"count": 2, "offset": 0, "limit": 10000, "vintage_dates": ["2025-10-30", "2025-11-03"]}
        replies = {
            "/fred/series": {"seriess": [{"id": "WALCL", "units": "Millions of U.S. Dollars"}]},
            "/fred/series/vintagedates": vintages,
            "/fred/series/observations": observations,
        }
        return Answer(json.dumps(replies[asked.path]).encode())

    service.respond = respond
    only = {id_: series for id_, series in load().items() if id_ in ("fed_assets", "reserves")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetch, "load", lambda: only)
        done = update("fred", environment={"FRED_API_KEY": KEY})
    assert {asked.params["api_key"] for asked in service.asked} == {KEY}
    assert [odd.subject for odd in done.findings] == ["fred"]  # reserves: the series does not exist
    wednesday = date(2025, 10, 29)
    assert point(store, "fed_assets", wednesday, datetime(2025, 10, 31, tzinfo=UTC)) == (
        6_587_034e6,
        "2025-10-30T20:30:00+00:00",
        "published",
    )
    assert (point(store, "fed_assets", wednesday, NOW + timedelta(days=1)) or (0,))[0] == 6_587_035e6


def test_offline_asks_nobody(world: World, update: Update, connect: Callable[..., Any], service: Service) -> None:
    with pytest.raises(Offline):
        update("nyfed", "fiscaldata", client=connect(offline=True))
    assert service.asked == []


def test_a_source_nobody_knows_is_a_wrong_call(update: Update) -> None:
    with pytest.raises(UsageError, match='no source "nyfde"') as caught:
        update("nyfde")
    assert caught.value.exit_code == 2


def test_a_service_that_wants_a_contact_is_not_asked_without_one(
    world: World, update: Update, service: Service
) -> None:
    done = update("nyfed", "sec")
    assert [odd.subject for odd in done.findings] == ["sec"]
    assert "TIDEGAUGE_CONTACT" in str(done.findings[0].detail)
    assert not any("companyfacts" in asked.path for asked in service.asked)
    with pytest.raises(CredentialMissing):
        update("sec")


def test_a_store_that_cannot_be_written_is_no_matter_of_sources(
    world: World, update: Update, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    def full(body: bytes) -> str:
        raise RuntimeError("no room")

    monkeypatch.setattr(store, "archive", full)
    with pytest.raises(RuntimeError, match="no room"):
        update("nyfed")


def test_an_interrupt_waits_for_no_source(
    world: World, connect: Callable[..., Any], service: Service, store: Store
) -> None:
    """A service that says nothing holds its own thread, never the person at the keyboard."""
    service.respond = lambda asked: Answer(is_silent=True)
    names = {thread.name for thread in threading.enumerate()}

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    class Interrupted:
        def get(self) -> None:
            interrupt()

        def put(self, batch: object) -> None:
            """Take what nobody reads any more."""

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(fetch, "SimpleQueue", Interrupted)
        fetch.update(store, names=("nyfed",), recorded_at=NOW, client=connect())
    left = [thread for thread in threading.enumerate() if thread.name not in names and thread.name == "nyfed"]
    assert [thread.daemon for thread in left] == [True]
    service.closing.set()
    left[0].join(10)


@pytest.mark.parametrize(
    ("series", "period", "vintage", "expected"),
    [
        ("sofr", FRIDAY, None, ("2025-11-03T13:00:00+00:00", "release_rule")),
        ("fed_assets", date(2025, 10, 29), date(2025, 10, 31), ("2025-10-31T20:30:00+00:00", "published")),
        ("fed_assets", date(2025, 10, 29), date(2025, 11, 20), (NOW.isoformat(), "published")),
        ("fed_assets", date(2025, 11, 3), None, (NOW.isoformat(), "fetched")),
        ("iorb", date(2025, 12, 11), date(2025, 10, 30), ("2025-10-30T18:00:00+00:00", "published")),
    ],
)
def test_a_figure_gets_the_moment_it_became_known(
    series: str, period: date, vintage: date | None, expected: tuple[str, str]
) -> None:
    moment, by = fetch.dated(Observation(series, period, 1.0, vintage), NOW)
    assert (moment.isoformat(), by) == expected


@pytest.mark.parametrize("vintage", [date(2025, 10, 28), None])
def test_a_figure_from_the_future_is_refused(vintage: date | None) -> None:
    period = date(2025, 10, 29) if vintage else date(2025, 11, 5)
    with pytest.raises(LookAhead, match="fed_assets"):
        fetch.dated(Observation("fed_assets", period, 1.0, vintage), NOW)


def test_a_figure_from_the_future_stops_its_series_only(world: World, update: Update, store: Store) -> None:
    world.graphs["WALCL"] = "2025-10-29,6587034\n2031-01-01,1\n"
    (odd,) = update("fred").findings
    assert "2031-01-01" in str(odd.detail)
    assert len(store.frame(["fed_assets"], as_of=NOW)["fed_assets"]) == 0
    assert len(store.frame(["iorb"], as_of=NOW)["iorb"]) == 2


# --- every series of the catalogue can be asked for where the catalogue says it is ---

ADDRESSES = [
    pytest.param(served, id=f"{served.source}-{served.id}")
    for series in load().values()
    for source in (series.source, *(address.source for address in series.also))
    if source not in ("file", "derived") and (served := series.served_by(source)) is not None
]
RATE_PARTS = {"percentRate", "volumeInBillions", *(f"percentPercentile{n}" for n in (1, 25, 75, 99))}
HOLDINGS = {"mbs", "cmbs", "tips", "frn", "tipsInflationCompensation", "notesbonds", "bills", "agencies", "total"}
STRESS = {
    "OFR FSI",
    "Credit",
    "Equity valuation",
    "Safe assets",
    "Funding",
    "Volatility",
    "United States",
    "Other advanced economies",
    "Emerging markets",
}
POSITIONS = re.compile(
    r"open_interest_all|(lev_money|asset_mgr)_positions_(long|short)|dealer_positions_(long|short)_all"
)
AUCTION = re.compile(r"(settling|auctioned)\|(All|Bill|Note|Bond|Coupon|CMB|TIPS|FRN)\|(\w+)")
AWARDS = {
    "total_accepted",
    "total_tendered",
    "offering_amt",
    "comp_accepted",
    "noncomp_accepted",
    "soma_accepted",
    *fiscaldata.BIDDERS,
}
CASH = {"closing_balance", "opening_balance", "total_deposits", "total_withdrawals"}
LIMIT = {
    "Statutory Debt Limit",
    "Total Public Debt Subject to Limit",
    "Debt Held by the Public",
    "Intragovernmental Holdings",
}
DEBT = {"tot_pub_debt_out_amt", "debt_held_public_amt", "intragov_hold_amt"}


def fits_new_york_fed(key: str, part: str) -> bool:
    if key in nyfed.PARTS:
        return part in nyfed.PARTS[key]
    if key == "soma/summary":
        return part in HOLDINGS
    if key.startswith("pd/"):
        return re.fullmatch(r"pd/PD[A-Z0-9]+-[A-Z0-9]+", key) is not None and part == ""
    return (
        re.fullmatch(r"rates/(secured/(sofr|bgcr|tgcr)|unsecured/(effr|obfr))", key) is not None and part in RATE_PARTS
    )


def fits_fiscal_data(key: str, part: str) -> bool:
    reader = fiscaldata.TABLES[key].read.__name__
    side, _, line = part.partition("|")
    auction = AUCTION.fullmatch(part)
    return {
        "_cash_balance": part in CASH,
        "_cash_flows": side in fiscaldata.SIDES and (line in lines() or line == fiscaldata.EXCEPT_DEBT),
        "_debt_limit": part in LIMIT,
        "_columns": part in DEBT,
        "_auctions": auction is not None and auction[3] in AWARDS,
        "_upcoming": auction is not None and auction[3] in AWARDS,
        "_monthly": part in fiscaldata.MONTHLY,
    }[reader]


FITS: dict[str, Callable[[str, str], bool]] = {
    "fred": lambda key, part: re.fullmatch(r"[A-Z0-9]+", key) is not None and part == "",
    "nyfed": fits_new_york_fed,
    "fiscaldata": fits_fiscal_data,
    "board": lambda key, part: f"{key.partition('/')[0]}|{part}" in board.PACKAGES,
    "ofr": lambda key, part: (
        part in STRESS if key == ofr.STRESS_KEY else re.match(r"(FNYR|REPO|MMF|NYPD|TYLD)-", key) is not None
    ),
    "defillama": lambda key, part: key == "stablecoincharts/all" and re.fullmatch(r"total|\d+", part) is not None,
    "sec": lambda key, part: re.fullmatch(r"CIK\d{10}", key) is not None and part in sec.CONCEPTS,
    "tic": lambda key, part: key == tic.WIDE or (key == tic.LONG and re.fullmatch(r"\d{5}\|for_\w+", part) is not None),
    "cftc": lambda key, part: (
        re.fullmatch(r"\w{4}-\w{4}/[0-9A-Z]{6}", key) is not None and POSITIONS.fullmatch(part) is not None
    ),
    "yahoo": lambda key, part: key != "" and part in ("close", "adjclose"),
    "coinbase": lambda key, part: re.fullmatch(r"[A-Z]+-USD", key) is not None and part == "close",
    "kraken": lambda key, part: re.fullmatch(r"[A-Z]+USD", key) is not None and part == "close",
}


@pytest.mark.parametrize("series", ADDRESSES)
def test_every_series_can_be_asked_for_where_the_catalogue_says_it_is(series: Series) -> None:
    source = sources.find(series.source)
    for reader in filter(None, (source, source.without_key)):
        asked = list(reader.requests([series], date(2025, 10, 1), date(2025, 11, 3)))
        assert asked
        assert all(series in request.series for request in asked)
    assert FITS[series.source](series.key, series.part), f"{series.source} has no {series.key} {series.part}"


def test_figures_announced_ahead_have_a_rule_that_says_so() -> None:
    """What settles in a week is known today; without such a rule every auction would be refused as look-ahead."""
    ahead = {series.id for series in load().values() if series.part.startswith("settling|")}
    assert ahead
    assert {id_ for id_ in ahead if not load()[id_].release.is_ahead} == set()


def test_three_weeks_are_asked_again(world: World, update: Update, service: Service) -> None:
    world.rates = [rate("2025-11-07", 3.92)]
    later = NOW + timedelta(days=10)
    update("nyfed", at=later)
    service.asked.clear()
    update("nyfed", at=later)
    starts = {asked.params["startDate"] for asked in service.asked if asked.path.endswith("sofr/search.json")}
    assert "2025-10-01" in starts


def test_the_caller_says_from_when(world: World, update: Update, service: Service) -> None:
    update("nyfed", since=date(2025, 10, 15))
    starts = {asked.params["startDate"] for asked in service.asked if asked.path.endswith("sofr/search.json")}
    assert starts == {"2025-10-15"}


def test_an_empty_store_is_asked_for_from_the_first_balance_sheet_on(
    world: World, update: Update, service: Service
) -> None:
    update("fred")
    starts = {asked.params["cosd"] for asked in service.asked if asked.params.get("id") == "WALCL"}
    assert starts == {"2002-12-18"}


def test_the_last_day_asked_for_is_new_yorks(world: World, update: Update, service: Service) -> None:
    update("nyfed", at=datetime(2025, 11, 4, 3, tzinfo=UTC), since=date(2025, 10, 15))  # still 3 November, 22:00
    ends = {asked.params["endDate"] for asked in service.asked if asked.path.endswith("sofr/search.json")}
    assert ends == {"2025-11-03"}


def test_every_page_of_an_answer_is_stored() -> None:
    request = Request((load()["sofr"],), "https://markets.newyorkfed.org/api/rates/secured/sofr/search.json")
    bodies = [json.dumps({"refRates": [rate(day, 4.0)]}).encode() for day in ("2025-10-30", "2025-10-31")]
    replies = [Reply(request, 200, "", body, NOW, "id", request.url) for body in bodies]

    class Pages:
        def pages(self, request: Request, source: object) -> list[Reply]:
            return replies

    batch = fetch._answered(sources.find("nyfed"), request, NOW, Pages())  # type: ignore[arg-type]
    assert len(batch) == 2


def test_an_update_leaves_an_index(world: World, update: Update, store: Store) -> None:
    assert update("nyfed").added > 0
    assert (store.root / "index" / "CURRENT").exists()
