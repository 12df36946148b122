"""Importing folders: every figure once, every oddity said, and of a malformed folder nothing at all."""

import gzip
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tidegauge.catalogue.series import load
from tidegauge.errors import InputFileError
from tidegauge.ingest.files import Imported, _published, import_folder, read_period
from tidegauge.store import Store

NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
SOFR = "fred/SOFR.csv"
DAILY = "nyfed/sofr_percentiles_and_rates_daily.csv"
FACTS = "companies/sec_companyfacts_nvda_googl_meta.csv.gz"
FACTS_HEAD = "end,start,entityName,concept,val,fy,fp,form,filed,accn\n"
QUARTERS = "companies/quarterly_fundamentals.csv"
QUARTERS_HEAD = "end,ticker,revenue,grossProfit,costOfRev,opIncome,netIncome,cfo,capex,rnd\n"
BILLS = "auctions/auction_results_bills_2025_05_on.csv"
BILLS_HEAD = (
    "auction_date,cusip,security_type,original_security_term,reopening,comp_accepted,noncomp_accepted,soma_accepted,"
    "primary_dealer_accepted,bid_to_cover_ratio,accepted_ex_fima,security_term_by_rule,issue_date_by_rule,"
    "maturity_date_by_rule\n"
)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a folder of figures; a name that ends in .gz is packed."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(gzip.compress(body) if name.endswith(".gz") and isinstance(content, str) else body)
    return folder


def load_folder(store: Store, folder: Path, files: Mapping[str, str | bytes], now: datetime = NOW) -> Imported:
    """Write a folder and import it."""
    return import_folder(store, write(folder, files), recorded_at=now)


def bill(auction: str, cusip: str, amount: int, settles: str) -> str:
    """Return one line of the file of bill auctions."""
    return f"{auction},{cusip},Bill,4-Week,No,{amount},0,0,{amount // 2},3.0,{amount},4-Week,{settles},2025-12-30\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "figures"


def value(store: Store, series: str, day: date, as_of: datetime = NOW) -> float | None:
    point = store.frame([series], as_of=as_of)[series].at(day)
    return None if point is None else point.value


def test_a_second_import_of_the_same_folder_adds_nothing(store: Store, folder: Path) -> None:
    files = {
        SOFR: "date,value\n2025-10-30,4.04\n2025-10-31,4.22\n",
        "fred/WALCL.csv": "date,value\n2025-10-29,6587034\n",
    }
    first = load_folder(store, folder, files)
    assert (first.files, first.rows, first.added, first.findings) == (2, 3, 3, [])
    again = import_folder(store, folder, recorded_at=NOW + timedelta(days=1))
    assert (again.files, again.rows, again.added) == (2, 3, 0)


def test_millions_become_dollars_and_are_known_by_their_release_rule(store: Store, folder: Path) -> None:
    load_folder(store, folder, {"fred/WALCL.csv": "date,value\n2025-10-29,6587034\n"})
    point = store.frame(["fed_assets"], as_of=NOW)["fed_assets"].latest()
    assert point is not None
    assert (point.value, point.known_by) == (6_587_034e6, "release_rule")
    assert point.known_at == datetime(2025, 10, 30, 20, 30, tzinfo=UTC)  # Thursday 16:30 New York


def test_a_file_the_catalogue_does_not_know_is_said_and_not_read(store: Store, folder: Path) -> None:
    done = load_folder(store, folder, {"odd/surprise.csv": "date,value\n2025-10-31,1\n", SOFR: "date,value\n"})
    (odd,) = done.findings
    assert (odd.check, odd.subject, odd.severity) == ("unknown_file", "odd/surprise.csv", "warning")
    assert done.files == 1


def test_a_column_the_catalogue_does_not_know_is_said(store: Store, folder: Path) -> None:
    done = load_folder(store, folder, {SOFR: "date,value,mood\n2025-10-31,4.22,calm\n"})
    assert [(odd.check, odd.subject) for odd in done.findings] == [("unknown_column", SOFR)]
    assert "mood" in str(done.findings[0].detail)
    assert done.added == 1


def test_missing_marks_are_no_figures(store: Store, folder: Path) -> None:
    rows = "".join(f"2025-10-{day},{mark}\n" for day, mark in ((27, ""), (28, "."), (29, "ND"), (30, "NA")))
    assert load_folder(store, folder, {SOFR: f"date,value\n{rows}2025-10-31,4.22\n"}).rows == 1


GOOD = {"fred/WALCL.csv": "date,value\n2025-10-29,6587034\n"}
PACKED = gzip.compress(
    FACTS_HEAD.encode() + b"2024-03-31,2024-01-01,ALPHABET INC.,Revenues,1,2024,Q1,10-Q,2024-04-26,a\n"
)


def spoilt() -> bytes:
    """Return a packed file whose middle was overwritten."""
    return PACKED[:30] + b"\xff\xff\xff\xff" + PACKED[34:]


def fact(end: str = "2024-03-31", start: str = "2024-01-01", amount: str = "1", filed: str = "2024-04-26") -> str:
    """Return a file with one fact of a company."""
    return f"{FACTS_HEAD}{end},{start},ALPHABET INC.,Revenues,{amount},2024,Q1,10-Q,{filed},a\n"


MALFORMED: dict[str, tuple[str, str | bytes, str, str]] = {
    "cut_gzip": (FACTS, PACKED[:-12], "line 2", "end"),
    "no_gzip": (FACTS, b"plain text\n", "line 1", "gzip"),
    "spoilt_gzip": (FACTS, spoilt(), "line", ""),
    "too_many_cells": (SOFR, "date,value\n2025-10-30,4.04\n2025-10-31,4.22,9\n", "line 3", "3 cells"),
    "too_few_cells": (SOFR, "date,value\n2025-10-31\n", "line 2", "1 cells"),
    "no_number": (SOFR, "date,value\n2025-10-31,four\n", "line 2", "four"),
    "infinity": (SOFR, "date,value\n2025-10-31,inf\n", "line 2", "inf"),
    "too_large": (SOFR, "date,value\n2025-10-31,1e400\n", "line 2", "1e400"),
    "not_a_number": (SOFR, "date,value\n2025-10-31,nan\n", "line 2", "nan"),
    "impossible_date": (SOFR, "date,value\n2025-10-30,4.04\n2025-13-45,4.22\n", "line 3", "2025-13-45"),
    "no_date": (SOFR, "date,value\n,4.22\n", "line 2", "not a date"),
    "future_date": (SOFR, "date,value\n2031-01-02,4.22\n", "line 2", "future"),
    "end_of_time": (SOFR, "date,value\n9999-12-31,4.22\n", "line 2", "calendar"),
    "beginning_of_time": ("fred/IOER_IORB_STEPS.csv", "date,value\n0001-01-01,4.22\n", "line 2", "calendar"),
    "twice_and_different": (SOFR, "date,value\n2025-10-31,4.22\n2025-10-31,4.23\n", "line 3", "stands twice"),
    "column_missing": (SOFR, "date,rate\n2025-10-31,4.22\n", "line 1", 'column "value"'),
    "column_twice": (SOFR, "date,value,value\n2025-10-31,4.22,4.23\n", "line 1", "stands twice"),
    "empty": (SOFR, "", "line 1", "empty"),
    "binary": (SOFR, bytes(range(256)) * 8, "line", ""),
    "latin": (SOFR, b"date,value\n2025-10-31,4.22\n" + b"\xe9t\xe9,1\n", "line", ""),
    "open_quote": (SOFR, 'date,value\n2025-10-31,"4.22\n', "line", ""),
    "bad_month": (QUARTERS, QUARTERS_HEAD + "2024-13,AAPL,1,1,1,1,1,1,1,1\n", "line 2", "13"),
    "bad_start": (FACTS, fact(start="2024-01-99"), "line 2", ""),
    "bad_filing_day": (FACTS, fact(filed="soon"), "line 2", "soon"),
    "filed_in_the_future": (FACTS, fact(filed="2031-01-01"), "line 2", "future"),
}  # fmt: skip


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_malformed_file_is_named_with_its_line_and_nothing_of_the_folder_is_stored(
    store: Store, folder: Path, kind: str
) -> None:
    name, content, line, words = MALFORMED[kind]
    with pytest.raises(InputFileError) as caught:
        load_folder(store, folder, {**GOOD, name: content})
    place = str(caught.value.facts["place"])
    assert place.startswith(name)
    assert line in place
    assert words in str(caught.value)
    assert caught.value.exit_code == 4
    assert not store.root.exists()


def test_a_folder_that_is_none_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="not a directory"):
        import_folder(store, tmp_path / "nowhere", recorded_at=NOW)


def test_a_date_that_stands_twice_with_one_value_counts_once(store: Store, folder: Path) -> None:
    assert load_folder(store, folder, {SOFR: "date,value\n2025-10-31,4.22\n2025-10-31,4.22\n"}).added == 1


def test_the_first_file_of_the_catalogue_wins_and_the_difference_is_said(store: Store, folder: Path) -> None:
    other = "effectiveDate,type,percentRate,percentPercentile1,percentPercentile25,percentPercentile75,"
    other += "percentPercentile99,volumeInBillions,targetRateFrom,targetRateTo,revisionIndicator\n"
    other += "2025-10-30,SOFR,4.04,,,,,,,,\n2025-10-31,SOFR,4.25,,,,,,,,\n2025-11-03,SOFR,4.13,,,,,,,,\n"
    files = {SOFR: "date,value\n2025-10-30,4.04\n2025-10-31,4.22\n", "nyfed/reference_rates_percentiles.csv": other}
    done = load_folder(store, folder, files)
    (differ,) = [odd for odd in done.findings if odd.check == "files_differ"]
    assert (differ.subject, differ.period) == ("sofr", date(2025, 10, 31))
    assert value(store, "sofr", date(2025, 10, 31)) == 4.22
    assert value(store, "sofr", date(2025, 11, 3)) == 4.13  # a period the better file lacks is filled


def test_files_that_agree_but_for_the_noise_of_floats_are_no_finding(store: Store, folder: Path) -> None:
    files: dict[str, str | bytes] = {"fred/WALCL.csv": "date,value\n2025-10-29,6587034\n"}
    header = "date,walcl,reserves,tga,rrp,fed_treast,foreign_custody"
    files["h41/h41_weekly_items.csv"] = f"{header}\n2025-10-29,6587034.0001,,,,,\n"
    assert load_folder(store, folder, files).findings == []
    assert value(store, "fed_assets", date(2025, 10, 29)) == 6_587_034_000_000


def test_what_settles_on_a_day_grows_with_each_auction(store: Store, folder: Path) -> None:
    """Two auctions on Monday, one on Tuesday, all settling on Thursday: nobody knew the sum before Tuesday."""
    rows = (
        bill("2025-10-27", "A", 80_000_000_000, "2025-10-30")
        + bill("2025-10-27", "B", 70_000_000_000, "2025-10-30")
        + bill("2025-10-28", "C", 90_000_000_000, "2025-10-30")
    )
    load_folder(store, folder, {BILLS: BILLS_HEAD + rows})
    thursday = date(2025, 10, 30)
    clock = load()["settling_bills"].release.clock_on
    before, monday, tuesday = clock(date(2025, 10, 27)) - timedelta(seconds=1), clock(date(2025, 10, 27)), clock(
        date(2025, 10, 28)
    )  # fmt: skip
    assert value(store, "settling_bills", thursday, before) is None
    assert value(store, "settling_bills", thursday, monday) == 150e9
    assert value(store, "settling_bills", thursday, tuesday - timedelta(seconds=1)) == 150e9
    assert value(store, "settling_bills", thursday, tuesday) == 240e9


def test_a_daily_column_of_a_rate_in_force_keeps_its_steps_only(store: Store, folder: Path) -> None:
    rows = "2025-10-28,4.15\n2025-10-29,4.15\n2025-10-30,3.9\n2025-10-31,3.9\n"
    assert load_folder(store, folder, {"fred/IORB.csv": f"date,value\n{rows}"}).added == 2
    assert [day for day, _ in store.frame(["iorb"], as_of=NOW)["iorb"]] == [date(2025, 10, 28), date(2025, 10, 30)]


@pytest.mark.parametrize(
    ("text", "form", "end"),
    [
        ("2025-10-31", "day", date(2025, 10, 31)),
        ("2025-10-31T00:00:00", "day", date(2025, 10, 31)),
        ("2024-02", "month", date(2024, 2, 29)),
        ("2025-12", "month", date(2025, 12, 31)),
        ("2025-10-01", "month_start", date(2025, 10, 31)),
        ("2025-10-25", "month_start", date(2025, 10, 31)),
        ("2025-10-01", "quarter_start", date(2025, 12, 31)),
        ("2025-04-01", "quarter_start", date(2025, 6, 30)),
        ("2024Q4", "quarter", date(2024, 12, 31)),
        ("2024-Q1", "quarter", date(2024, 3, 31)),
    ],
)
def test_months_and_quarters_are_stored_under_their_last_day(text: str, form: str, end: date) -> None:
    assert read_period(text, form) == end


@pytest.mark.parametrize(
    ("text", "form"), [("2024Q5", "quarter"), ("2024-00", "month"), ("2024", "month"), ("", "day")]
)
def test_a_period_that_is_none_is_refused(text: str, form: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_period(text, form)


def test_later_figures_of_the_same_file_are_added(store: Store, folder: Path, tmp_path: Path) -> None:
    load_folder(store, folder, {SOFR: "date,value\n2025-10-30,4.04\n"})
    done = load_folder(store, tmp_path / "later", {SOFR: "date,value\n2025-10-30,4.04\n2025-10-31,4.22\n"})
    assert done.added == 1
    assert value(store, "sofr", date(2025, 10, 31)) == 4.22


def test_a_revised_figure_is_known_from_the_import_on_and_the_past_stays(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    load_folder(store, folder, {SOFR: "date,value\n2025-10-31,4.22\n"})
    later = NOW + timedelta(days=7)
    assert load_folder(store, tmp_path / "later", {SOFR: "date,value\n2025-10-31,4.23\n"}, later).added == 1
    friday = date(2025, 10, 31)
    assert value(store, "sofr", friday, datetime(2025, 11, 3, 17, tzinfo=UTC)) == 4.22
    assert value(store, "sofr", friday, later - timedelta(seconds=1)) == 4.22
    assert value(store, "sofr", friday, later) == 4.23


def test_a_filing_is_a_vintage_of_its_own(store: Store, folder: Path) -> None:
    rows = "2024-03-31,2024-01-01,ALPHABET INC.,Revenues,80,2024,Q1,10-Q,2024-04-26,a\n"
    rows += "2024-03-31,2024-01-01,ALPHABET INC.,Revenues,81,2025,Q1,10-Q,2025-04-25,b\n"
    rows += "2024-06-30,2024-01-01,ALPHABET INC.,Revenues,165,2024,Q2,10-Q,2024-07-24,c\n"  # half a year: no quarter
    assert load_folder(store, folder, {FACTS: FACTS_HEAD + rows}).added == 2
    quarter = date(2024, 3, 31)
    assert value(store, "googl_revenue", quarter, datetime(2025, 4, 1, tzinfo=UTC)) == 80.0
    assert value(store, "googl_revenue", quarter) == 81.0


def test_a_figure_that_is_out_before_its_rule_says_so_is_known_at_the_import(store: Store, folder: Path) -> None:
    early = datetime(2025, 11, 3, 12, tzinfo=UTC)  # 07:00 New York: an hour before SOFR is due
    load_folder(store, folder, {SOFR: "date,value\n2025-10-31,4.22\n"}, early)
    point = store.frame(["sofr"], as_of=early)["sofr"].latest()
    assert point is not None
    assert (point.known_at, point.known_by) == (early, "fetched")


def test_progress_ends_with_everything_done(store: Store, folder: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    write(folder, {SOFR: "date,value\n2025-10-31,4.22\n", **GOOD})
    import_folder(store, folder, recorded_at=NOW, progress=lambda what, done, total: steps.append((what, done, total)))
    assert steps[-1][1] == steps[-1][2]
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)


def test_a_figure_may_be_out_three_days_early_and_no_second_more(store: Store, folder: Path) -> None:
    friday = {SOFR: "date,value\n2025-10-31,4.22\n"}  # due on Monday 3 November, 13:00 UTC
    with pytest.raises(InputFileError, match="in the future"):
        load_folder(store, folder, friday, datetime(2025, 10, 31, 12, 59, 59, tzinfo=UTC))
    assert load_folder(store, folder, friday, datetime(2025, 10, 31, 13, tzinfo=UTC)).added == 1


def test_a_column_in_billions_beside_a_series_in_dollars(store: Store, folder: Path) -> None:
    load_folder(store, folder, {"fred/NYFED_SRF_ACCEPTED.csv": "date,value\n2025-10-31,50.35\n"})
    assert value(store, "srf", date(2025, 10, 31)) == 50_350_000_000.0
    load_folder(store, folder, {"fred/RRPONTSYD.csv": "date,value\n2025-10-31,51.802\n"})
    assert value(store, "on_rrp", date(2025, 10, 31)) == 51_802_000_000.0


def test_the_morning_is_the_first_operation_of_each_collateral_from_june_2025_on(store: Store, folder: Path) -> None:
    lines = [
        f"{day},{kind},{amount}"
        for day in ("2025-06-25", "2025-10-31")
        for amounts in ((4_400_000_000, 15_950_000_000), (25_000_000_000, 5_000_000_000))
        for kind, amount in zip(("Treasury", "Mortgage-Backed"), amounts, strict=True)
    ]
    table = "date,securityType,amtAccepted\n" + "\n".join(lines) + "\n"
    load_folder(store, folder, {"nyfed/repo_operations_by_collateral.csv": table})
    assert value(store, "srf_morning", date(2025, 10, 31)) == 20_350_000_000.0
    assert value(store, "srf_morning", date(2025, 6, 25)) is None
    assert value(store, "srf_treasury", date(2025, 10, 31)) == 29_400_000_000.0


def test_a_filing_without_its_day_is_no_figure(store: Store, folder: Path) -> None:
    assert load_folder(store, folder, {FACTS: fact(filed="")}).rows == 0


def test_a_publication_moment_without_an_offset_is_a_guess_and_refused() -> None:
    assert _published("2025-10-31T08:00:00-04:00") == datetime(2025, 10, 31, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="no time zone"):
        _published("2025-10-31T08:00:00")


def test_an_import_leaves_an_index(store: Store, folder: Path) -> None:
    load_folder(store, folder, GOOD)
    assert (store.root / "index" / "CURRENT").read_text() == "generation-1"
