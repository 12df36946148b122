"""The opening sheet: it closes to the dollar, its Fed block is H.4.1, and it says what it does not know."""

from datetime import date, timedelta

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import MissingFigures
from tidegauge.indicators.balance_sheet import balance_sheet
from tidegauge.ledger.chart import INSTRUMENTS
from tidegauge.reference import figures
from tidegauge.scenarios.opening import INPUTS, OpeningSheet, opening
from tidegauge.store import Store

BN = 1_000_000_000
STORE = Store(figures.FOLDER)
OLD_AND_RECENT = [
    date(2018, 6, 1),
    date(2019, 9, 13),
    date(2020, 3, 6),
    date(2021, 6, 30),
    date(2023, 1, 31),
    date(2025, 9, 30),
    date(2025, 12, 10),
    date(2026, 3, 31),
]


def opened(on: date) -> OpeningSheet:
    """Return the sheet of the bundled figures as known in the evening of a day."""
    return opening(STORE.frame(INPUTS, as_of=end_of_day(on)), on)


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_every_row_and_column_closes_to_the_dollar(on: date) -> None:
    opened(on).sheet.check()


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_the_fed_s_assets_are_its_liabilities(on: date) -> None:
    found = opened(on)
    sides = {
        side: [cell for cell in found.cells if cell.account[::2] == ("fed", side)] for side in ("asset", "liability")
    }
    assets, liabilities = (sum(cell.figure.amount_usd for cell in cells) for cells in sides.values())
    assert assets == liabilities
    assert all(cell.figure.origin != "cited" for cells in sides.values() for cell in cells)


def test_on_a_wednesday_without_newer_figures_the_block_is_the_h41_to_the_dollar() -> None:
    wednesday = date(2025, 10, 29)
    frame = STORE.frame(INPUTS, as_of=end_of_day(date(2025, 10, 30)))
    found, published = opening(frame, wednesday), balance_sheet(frame, wednesday)
    assert published is not None and found.wednesday == published.period == wednesday
    sheet = found.sheet
    for instrument, line in (
        ("reserves", "reserves"),
        ("tga", "tga_wednesday"),
        ("on_rrp", "on_rrp"),
        ("foreign_repo_pool", "foreign_repo_pool"),
        ("currency", "currency"),
        ("other_fed_deposits", "other_deposits"),
        ("unmapped_fed_liabilities", "unmapped"),
        ("other_fed_assets", "other_assets"),
        ("standing_repo", "repos_outstanding"),
    ):
        assert sheet.total(instrument) == published.line(line).level_usd, instrument
    owned = sum(cell.figure.amount_usd for cell in found.cells if cell.account[::2] == ("fed", "asset"))
    assert owned == published.line("fed_assets").level_usd


def test_newer_cash_and_reverse_repo_move_reserves_by_the_identity() -> None:
    on = date(2025, 9, 30)
    frame = STORE.frame(INPUTS, as_of=end_of_day(on))
    found, wednesday = opened(on).sheet, balance_sheet(frame, on)
    assert wednesday is not None
    moved = {"tga": "tga_wednesday", "on_rrp": "on_rrp"}
    changes = [found.total(ours) - (wednesday.line(line).level_usd or 0) for ours, line in moved.items()]
    repo = found.total("standing_repo") - (wednesday.line("repos_outstanding").level_usd or 0)
    assert found.total("reserves") - (wednesday.line("reserves").level_usd or 0) == repo - sum(changes)
    assert found.total("on_rrp") == round((frame["on_rrp"].at(on) or pytest.fail()).value)


def test_a_frame_of_the_next_day_gives_the_day_s_own_statement() -> None:
    on = date(2025, 9, 30)
    later = opening(STORE.frame(INPUTS, as_of=end_of_day(date(2025, 10, 1))), on)
    assert 890 * BN < later.sheet.total("tga") < 892 * BN
    assert 805 * BN < opened(on).sheet.total("tga") < 807 * BN  # the evening before it, the statement of the 29th


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_no_stock_is_of_a_later_day(on: date) -> None:
    assert all(cell.figure.period is None or cell.figure.period <= on for cell in opened(on).cells)


def test_published_year_ends_are_used_only_once_they_were_out() -> None:
    for on in (date(2021, 4, 29), date(2021, 4, 30)):
        frame = STORE.frame(INPUTS, as_of=end_of_day(on))
        (bills,) = (
            cell.figure for cell in opening(frame, on).cells if cell.account == ("treasury", "bills", "liability")
        )
        assert bills.origin == "cited" and bills.source == "sifma"
        assert bills.period == date(2019 if on < date(2021, 4, 30) else 2020, 12, 31)


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_what_was_typed_in_is_said(on: date) -> None:
    found = opened(on)
    assert {"opening_cited"} <= {one.check for one in found.findings}
    shares = [found.share_of(origin) for origin in ("observed", "identity", "cited")]
    assert sum(shares) == pytest.approx(1.0) and min(shares) > 0.01


def test_stale_lines_are_named_and_the_rest_still_closes() -> None:
    found = opened(date(2026, 3, 31))  # detail lines of the bundled H.4.1 end on 4 March
    stale = {one.subject for one in found.findings if one.check == "opening_stale"}
    assert {"currency", "other_deposits", "loans"} <= stale
    bills = next(cell.figure for cell in found.cells if cell.account == ("fed", "bills", "asset"))
    assert bills.origin == "identity" and 370 * BN < bills.amount_usd < 390 * BN  # 195 in November, and bought since


def test_the_deferred_asset_is_a_claim_of_the_fed_not_a_negative_liability_to_others() -> None:
    sheet = opened(date(2025, 9, 30)).sheet
    assert sheet.total("remittances_due") < -200 * BN and sheet.total("other_fed_liabilities") == 0
    before = opened(date(2019, 9, 13)).sheet
    assert before.total("remittances_due") == 0 and before.total("other_fed_liabilities") > 0


def test_without_an_h41_there_is_no_opening() -> None:
    frame = STORE.frame(INPUTS, as_of=end_of_day(date(2017, 12, 29)))
    with pytest.raises(MissingFigures):
        opening(frame, date(2017, 12, 29))


def test_the_sheet_opens_on_every_day_of_eight_years() -> None:
    on = date(2018, 5, 3)
    while on < date(2026, 4, 1):
        assert opened(on).sheet.total("bills") > 0
        on += timedelta(days=61)


def test_every_instrument_of_the_chart_has_a_row() -> None:
    rows = {cell.account.instrument for cell in opened(date(2025, 9, 30)).cells}
    assert rows == set(INSTRUMENTS)
