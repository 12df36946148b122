"""The command that writes the bundled figures: the same store gives the same table, levels of prices stay out."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tidegauge.ingest.bundle import write
from tidegauge.reference.figures import LAST_MOMENT
from tidegauge.store import Batch, Store

RECORDED = datetime(2026, 11, 20, tzinfo=UTC)


def a_store(root: Path) -> Store:
    """Return a store with a few days of SOFR, one step of IORB before 2018 and two weeks of the S&P 500."""
    batch = Batch()
    batch.add("iorb", date(2017, 12, 14), 1.5, datetime(2017, 12, 13, 19, tzinfo=UTC), "release_rule")
    batch.add("auction_bills_dealers", date(2017, 12, 14), 9e9, datetime(2017, 12, 14, 18, tzinfo=UTC), "release_rule")
    batch.add("sofr", date(2017, 12, 29), 1.0, datetime(2018, 1, 2, 13, tzinfo=UTC), "release_rule")
    batch.add("sofr", date(2018, 4, 3), 1.83, datetime(2018, 4, 4, 12, tzinfo=UTC), "release_rule")
    batch.add("sofr", date(2026, 4, 1), 3.7, LAST_MOMENT + timedelta(hours=16), "release_rule")
    for day, close in ((5, 100.0), (6, 101.0), (9, 102.0), (12, 99.0), (13, 110.0), (16, 108.0)):
        batch.add("sp500", date(2026, 2, day), close, datetime(2026, 2, day, 21, 15, tzinfo=UTC), "release_rule")
    store = Store(root)
    store.append(batch, recorded_at=RECORDED)
    return store


def test_the_table_takes_what_was_known_in_time_and_the_step_in_force_at_its_start(tmp_path: Path) -> None:
    write(a_store(tmp_path / "own"), tmp_path / "table")
    frame = Store(tmp_path / "table").frame(["sofr", "iorb", "sp500", "auction_bills_dealers"], as_of=RECORDED)
    assert [day for day, _ in frame["sofr"]] == [date(2018, 4, 3)]
    assert [day for day, _ in frame["iorb"]] == [date(2017, 12, 14)]
    assert len(frame["sp500"]) == 0
    assert len(frame["auction_bills_dealers"]) == 0, "a rate stands until its next step, an amount is of its day"


def test_a_price_is_handed_on_only_as_the_change_from_weeks_last_close_to_weeks_last_close(tmp_path: Path) -> None:
    write(a_store(tmp_path / "own"), tmp_path / "table")
    changes = list(Store(tmp_path / "table").frame(["sp500_change_1w"], as_of=RECORDED)["sp500_change_1w"])
    assert changes == [(date(2026, 2, 13), round((110.0 / 101.0 - 1) * 100, 4))]


def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    store = a_store(tmp_path / "own")
    for name in ("one", "two"):
        write(store, tmp_path / name)
    one, two = ((tmp_path / name / "log" / "figures.parquet").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_market_that_was_shut_for_more_than_ten_days_has_no_change(tmp_path: Path) -> None:
    batch = Batch()
    for day, close in ((6, 101.0), (20, 110.0), (27, 121.0)):
        batch.add("sp500", date(2026, 2, day), close, datetime(2026, 2, day, 21, 15, tzinfo=UTC), "release_rule")
    store = Store(tmp_path / "own")
    store.append(batch, recorded_at=RECORDED)
    write(store, tmp_path / "table")
    changes = list(Store(tmp_path / "table").frame(["sp500_change_1w"], as_of=RECORDED)["sp500_change_1w"])
    assert changes == [(date(2026, 2, 27), 10.0)]
