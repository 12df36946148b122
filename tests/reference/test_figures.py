"""The bundled table: official statistics only, each row known exactly when its release rule says."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tidegauge.catalogue.series import load
from tidegauge.frame import Point
from tidegauge.ingest.bundle import write
from tidegauge.reference.figures import FIRST_PERIOD, FOLDER, LAST_MOMENT
from tidegauge.store import Store

OFFICIAL = {
    "federal_reserve_board",
    "new_york_fed",
    "fiscal_service",
    "us_treasury",
    "bea",
    "st_louis_fed",
    "chicago_fed",
}
STORE = Store(FOLDER)


def test_only_official_statistics_and_derived_changes_are_bundled() -> None:
    for id_ in STORE.series():
        series = load()[id_]
        assert series.bundled, id_
        assert series.publisher in OFFICIAL or series.source == "derived", id_
        assert series.source != "derived" or series.unit.id == "change_pct"


def test_every_series_marked_bundled_is_in_the_table() -> None:
    assert {id_ for id_, series in load().items() if series.bundled} == set(STORE.series())


def test_no_level_of_a_licensed_index_and_no_stablecoin_is_bundled() -> None:
    licensed = {"sp500", "nasdaq", "vix", "hy_spread", "ig_spread", "stablecoin_supply", "bitcoin", "dow_jones"}
    assert not licensed & set(STORE.series())


def test_every_row_is_known_when_its_release_rule_says() -> None:
    odd = []
    for id_ in STORE.series():
        release = load()[id_].release
        for point, _ in STORE.vintages(id_, as_of=LAST_MOMENT):
            by_rule = point.known_by == "release_rule" and not id_.endswith("_change_1w")
            if by_rule and point.known_at != release.known_at(point.period):
                odd.append((id_, point.period))
    assert odd == []


def test_nothing_in_the_table_was_known_after_its_last_moment() -> None:
    assert STORE.last_moment() == LAST_MOMENT
    frame = STORE.frame(STORE.series(), as_of=LAST_MOMENT + timedelta(days=9999))
    assert all(frame[id_].latest() is not None for id_ in STORE.series())


def test_the_table_reaches_back_to_2018_and_up_to_march_2026() -> None:
    frame = STORE.frame(["sofr", "tga", "reserves"], as_of=LAST_MOMENT)
    assert frame["tga"].on_or_before(date(2018, 1, 3)) is not None
    assert frame["sofr"].point(0).period == date(2018, 4, 3)
    assert min(point.period for point in (frame[id_].point(0) for id_ in frame.tracks)) >= FIRST_PERIOD
    assert frame.require("sofr").period == frame.require("tga").period == date(2026, 3, 31)
    assert frame.require("reserves").period == date(2026, 3, 25)


def test_the_policy_rate_in_force_on_the_first_day_is_known() -> None:
    assert STORE.frame(["iorb"], as_of=LAST_MOMENT)["iorb"].on_or_before(date(2018, 4, 3)) is not None


def rows(store: Store, id_: str) -> list[Point]:
    """Return every stored value of a series with its moment."""
    return [point for point, _ in store.vintages(id_, as_of=LAST_MOMENT)]


# The folder of figures is no part of the project: without it the answer sheet of tests/questions holds the table.
@pytest.mark.slow
def test_every_figure_and_every_moment_of_the_table_is_the_publishers(publishers: Path, tmp_path: Path) -> None:
    """The table written afresh from the publishers' files: one figure, or one minute, that differs is named."""
    write(Store(publishers), tmp_path / "table")
    fresh = Store(tmp_path / "table")
    assert fresh.series() == STORE.series()
    for id_ in STORE.series():
        odd = set(rows(STORE, id_)) ^ set(rows(fresh, id_))
        assert not odd, sorted(odd)[:4]
