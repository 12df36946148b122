"""A made-up Treasury whose every payment follows a known calendar, and the stored statements where they are at hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, Track, days, micros
from tidegauge.ingest.files import import_folder
from tidegauge.models.base import FED, as_of_origin
from tidegauge.models.treasury import statutory
from tidegauge.models.treasury.groups import INPUTS
from tidegauge.store import Store

SHARED = Path(__file__).parents[4] / "shared" / "data"
BILLION = 1e9
ENDED = {"dts_medicare_2016", "dts_interagency_transfers_2022"}
Cut = Callable[..., Frame]


def withheld(day: date) -> float:
    """30 bn on Mondays, 10 on other days, growing 4 % a year."""
    return (30 if day.weekday() == 0 else 10) * 1.04 ** (day.year - 2019)


def social_security(day: date) -> float:
    """26 bn on the 3rd and 30 on the second to fourth Wednesday, moved back from closed days."""
    wednesdays = {statutory.benefit_wednesday(day.year, day.month, number) for number in (2, 3, 4)}
    return 26.0 * (day == FED.on_or_before(date(day.year, day.month, 3))) + 30.0 * (day in wednesdays)


def medicare(day: date) -> float:
    """A billion a day and 50 on the day the plans are paid."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    months = {(day.year, day.month), (following.year, following.month)}
    return 1.0 + 50.0 * (day in {statutory.plan_first(*month) for month in months})


PLANTED = {
    "dts_withheld_taxes": withheld,
    "dts_social_security": social_security,
    "dts_medicare_hospital": medicare,
    "dts_debt_issues": lambda day: 120.0 if day.weekday() in (1, 3) else 1.0,
    "dts_debt_redemptions": lambda day: 110.0 if day.weekday() in (1, 3) else 1.0,
}
TAKEN_IN = ("withheld", "nonwithheld", "corporate", "excise", "railroad", "unemployment_taxes", "estate", "customs")


def sign(series: str) -> int:
    """1 for what comes in, -1 for what goes out."""
    inward = any(word in series for word in (*TAKEN_IN, "state_unemployment", "premiums", "issues"))
    return 1 if inward else -1


def made_up() -> Frame:
    """Statements from 2019 to September 2024; the rest is a steady billion a day out."""
    dates = FED.open_days(date(2019, 1, 2), date(2024, 9, 30))
    lines = [series for series in INPUTS if series.startswith("dts_") and series not in ENDED]
    amounts = {series: np.array([PLANTED.get(series, lambda _: 0.5)(day) for day in dates]) for series in lines}
    moves = np.sum([sign(series) * amounts[series] for series in lines], axis=0) - 1.0
    amounts["tga"] = 20_000 + np.cumsum(moves)
    periods = np.array([days(day) for day in dates], np.int32)
    known = {
        series: np.array([micros(find(series).release.known_at(day)) for day in dates], np.int64) for series in amounts
    }
    return Frame(
        datetime(2099, 1, 1, tzinfo=UTC),
        {
            series: Track(
                series, find(series).unit, periods, values * BILLION, known[series], np.ones(len(dates), np.int8)
            )
            for series, values in amounts.items()
        },
    )


def cut(frame: Frame, origin: date, *, without: tuple[str, ...] = ()) -> Frame:
    """Return what a frame's tracks said at the end of `origin`."""
    moment = as_of_origin(origin)
    tracks = {}
    for series, track in frame.tracks.items():
        seen = (track.known_at <= micros(moment)) & (series not in without)
        tracks[series] = Track(
            series, track.unit, track.periods[seen], track.values[seen], track.known_at[seen], track.known_by[seen]
        )
    return Frame(moment, tracks)


@pytest.fixture(scope="session")
def planted() -> Frame:
    """The made-up Treasury, all of it."""
    return made_up()


@pytest.fixture(scope="session")
def known_on() -> Cut:
    """A function: frame and origin to what was known then."""
    return cut


@pytest.fixture(scope="session")
def statements(tmp_path_factory: pytest.TempPathFactory) -> Frame:
    """The stored Daily Treasury Statements, all of them; tests that ask for them are skipped where they are absent."""
    if not (SHARED / "dts").is_dir():
        pytest.skip("the Daily Treasury Statements are not at hand, and the project holds no copy of them")
    folder = tmp_path_factory.mktemp("figures") / "dts"
    folder.mkdir()
    for path in (SHARED / "dts").iterdir():
        (folder / path.name).symlink_to(path)
    store = Store(tmp_path_factory.mktemp("statements"))
    import_folder(store, folder.parent, recorded_at=datetime(2026, 11, 1, tzinfo=UTC))
    return store.frame(INPUTS, as_of=datetime(2026, 11, 1, tzinfo=UTC))
