"""Rates that are subtracted from each other are exact to the basis point, or they do not come in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tidegauge.catalogue.series import find
from tidegauge.errors import InputFileError
from tidegauge.ingest.files import import_folder
from tidegauge.ingest.rates import checked, exact_rates
from tidegauge.store import Store


def test_every_rate_of_a_spread_is_watched_and_amounts_are_not() -> None:
    assert {"sofr", "iorb", "effr", "target_upper", "sofr_p1", "sofr_p99", "yield_10y", "yield_3m"} <= exact_rates()
    assert "reserves" not in exact_rates()


def test_a_third_decimal_is_refused_where_a_spread_needs_two() -> None:
    assert checked(find("sofr"), 4.22) == 4.22
    assert checked(find("reserves"), 4.225) == 4.225
    with pytest.raises(ValueError, match="two decimals"):
        checked(find("sofr"), 4.225)


def test_a_file_with_a_third_decimal_is_a_bad_file_and_nothing_of_it_is_stored(tmp_path: Path) -> None:
    (tmp_path / "in" / "fred").mkdir(parents=True)
    (tmp_path / "in" / "fred" / "SOFR.csv").write_text("date,value\n2025-10-30,4.04\n2025-10-31,4.225\n")
    store = Store(tmp_path / "store")
    with pytest.raises(InputFileError, match="line 3"):
        import_folder(store, tmp_path / "in", recorded_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert store.series() == []
