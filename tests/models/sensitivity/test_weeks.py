"""The panel: weeks that end on Wednesday, returns that begin after the figures are out, and nothing invented."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import ConstantSeries, TooLittleHistory
from tidegauge.frame import Frame, days, from_days, track
from tidegauge.models.sensitivity import weeks
from tidegauge.models.sensitivity.weeks import ASSETS, FIRST, GAUGES, INPUTS, LEFT_OUT
from tidegauge.reference import figures
from tidegauge.store import Store
from tidegauge.units import UNITS

AS_OF = parse_moment("2026-03-31T20:00-04:00")
COLUMN = {asset.id: n for n, asset in enumerate(ASSETS)}


@pytest.fixture(scope="module")
def bundled() -> weeks.Panel:
    return weeks.panel(Store(figures.FOLDER).frame(INPUTS, as_of=AS_OF))


def row(found: weeks.Panel, day: str) -> int:
    return int(np.flatnonzero(found.weeks == days(date.fromisoformat(day)))[0])


def test_the_published_weeks_of_october_2025_and_january_2026_are_what_the_h41_says(bundled: weeks.Panel) -> None:
    """Federal Reserve H.4.1: reserves −101.728 bn and −73.585 bn, net liquidity −96.783 bn and −76.307 bn."""
    for day, net, reserves in (("2025-10-29", -0.96783, -1.01728), ("2026-01-28", -0.76307, -0.73585)):
        here = bundled.changes[row(bundled, day)]
        assert here[GAUGES.index("net_liquidity")] == pytest.approx(net, abs=1e-5)
        assert here[GAUGES.index("reserves")] == pytest.approx(reserves, abs=1e-5)


def test_the_parts_add_up_to_net_liquidity(bundled: weeks.Panel) -> None:
    fed, tga, on_rrp = bundled.components.T
    known = np.isfinite(bundled.changes[:, 0])
    np.testing.assert_allclose((fed - tga - on_rrp)[known], bundled.changes[known, 0], atol=1e-9)


def test_a_thanksgiving_release_comes_after_the_close_so_the_following_week_is_not_counted(
    bundled: weeks.Panel,
) -> None:
    for day in ("2019-11-27", "2024-11-27", "2025-11-26"):
        assert np.isnan(bundled.following[row(bundled, day)]).all()
    assert np.isfinite(bundled.following[row(bundled, "2025-10-29"), 0])


def test_the_dash_for_cash_is_left_out_of_changes_and_returns_alike(bundled: weeks.Panel) -> None:
    start, end = LEFT_OUT[1]
    inside = (bundled.weeks >= days(start)) & (bundled.weeks <= days(end))
    assert inside.sum() == 18
    assert np.isnan(bundled.changes[inside]).all() and np.isnan(bundled.same[inside]).all()


def test_bundled_changes_of_calendar_weeks_are_told_apart_from_prices(bundled: weeks.Panel) -> None:
    assert set(bundled.from_changes) == set(COLUMN) - {"usdjpy", "usdkrw"}
    assert np.isnan(bundled.same[row(bundled, "2021-08-11"), COLUMN["nikkei225"]])
    assert np.isnan(bundled.same[row(bundled, "2020-08-19"), COLUMN["kospi"]])


def prices(closes: Mapping[date, float], as_of: str = "2023-12-29T20:00-05:00") -> Frame:
    """Return a frame with H.4.1 lines that wander and the S&P 500 at some closes."""
    known, empty = datetime(2018, 1, 1, tzinfo=UTC), UNITS["usd"]
    wednesdays = [FIRST + timedelta(weeks=n) for n in range(-60, 257)]
    steps = np.random.default_rng(1).normal(size=(6, len(wednesdays)))
    tracks = {name: track(name, empty, (), known) for name in INPUTS}
    lines = ("reserves", "fed_assets", "tga_wednesday", "reverse_repos", "foreign_repo_pool")
    for name, row_of in zip(lines, steps, strict=False):
        tracks[name] = track(name, empty, zip(wednesdays, 1e12 + 1e10 * row_of, strict=True), known)
    tracks["iorb"] = track("iorb", UNITS["pct"], [(date(2018, 1, 1), 2.0)], known)
    tracks["sofr"] = track("sofr", UNITS["pct"], zip(wednesdays, 2.1 + steps[5].round(2), strict=True), known)
    tracks["sp500"] = track("sp500", UNITS["index"], closes.items(), known)
    return Frame(parse_moment(as_of), tracks)


def test_returns_run_from_wednesday_to_wednesday_and_from_the_friday_after_to_the_next() -> None:
    closes = {date(2023, 5, 3) + timedelta(days=n): 100.0 * 1.001**n for n in range(30)}
    found = weeks.panel(prices(closes))
    here = row(found, "2023-05-10")
    assert found.same[here, 0] == pytest.approx(700 * np.log(1.001))
    one_up = {**closes, date(2023, 5, 12): closes[date(2023, 5, 12)] * 1.1}  # Friday: the week after begins higher
    moved = weeks.panel(prices(one_up))
    assert moved.same[here, 0] == found.same[here, 0]
    assert moved.following[here, 0] == pytest.approx(found.following[here, 0] - 100 * np.log(1.1))


def test_a_holiday_takes_the_close_before_and_a_longer_gap_is_a_gap() -> None:
    closes = {date(2023, 5, 3) + timedelta(days=n): 100.0 + n for n in range(30)}
    del closes[date(2023, 5, 10)]
    found = weeks.panel(prices(closes))
    assert found.same[row(found, "2023-05-10"), 0] == pytest.approx(100 * np.log(106 / 100))
    for n in range(1, 6):
        closes.pop(date(2023, 5, 10) - timedelta(days=n))
    assert np.isnan(weeks.panel(prices(closes)).same[row(found, "2023-05-10"), 0])


def test_the_running_week_has_no_close_yet() -> None:
    closes = {date(2023, 12, 1) + timedelta(days=n): 100.0 + n for n in range(28)}  # to Thursday 28 December
    found = weeks.panel(prices(closes, "2023-12-28T20:00-05:00"))
    assert np.isnan(found.following[row(found, "2023-12-20"), 0])
    assert np.isfinite(found.following[row(found, "2023-12-13"), 0])


def test_an_early_moment_is_refused_with_what_is_known() -> None:
    with pytest.raises(TooLittleHistory) as raised:
        weeks.panel(Store(figures.FOLDER).frame(INPUTS, as_of=parse_moment("2020-01-31")))
    assert raised.value.facts["needed"] == weeks.LEAST_WEEKS


def test_a_gauge_that_never_moves_is_refused_by_name() -> None:
    frame = prices({date(2023, 5, 3): 100.0})
    still = track(
        "reserves", UNITS["usd"], [(day, 1e12) for day, _ in frame["reserves"]], datetime(2018, 1, 1, tzinfo=UTC)
    )
    with pytest.raises(ConstantSeries) as raised:
        weeks.panel(Frame(frame.as_of, {**frame.tracks, "reserves": still}))
    assert raised.value.facts["series"] == "reserves"


def test_what_became_known_later_changes_no_earlier_row(bundled: weeks.Panel) -> None:
    earlier = weeks.panel(Store(figures.FOLDER).frame(INPUTS, as_of=parse_moment("2024-06-30T20:00-04:00")))
    n = len(earlier.weeks) - 2
    assert from_days(int(earlier.weeks[n])) > date(2024, 6, 1)
    np.testing.assert_allclose(earlier.surprises[:n], bundled.surprises[:n], atol=0.02)  # H.4.1 revises by a little
    np.testing.assert_array_equal(earlier.same[:n], bundled.same[:n])
