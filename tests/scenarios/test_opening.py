"""The opening sheet: it closes to the dollar, its Fed block is H.4.1, and it says what it does not know."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import MissingFigures
from tidegauge.indicators.balance_sheet import balance_sheet
from tidegauge.ledger.chart import INSTRUMENTS
from tidegauge.reference import figures
from tidegauge.scenarios.opening import INPUTS, OpeningSheet, fed, open_sheet
from tidegauge.scenarios.opening.figures import ORIGINS, Figure, Figures, derived
from tidegauge.scenarios.opening.rows import Rows
from tidegauge.store import Batch, Store

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


FORTY_FIVE_DAYS = (date(2025, 3, 17), date(2025, 3, 18))  # after 31 January, and a day more


def opened(on: date) -> OpeningSheet:
    """Return the sheet of the bundled figures as known in the evening of a day."""
    return open_sheet(STORE.frame(INPUTS, as_of=end_of_day(on)), on)


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
    assert {cell.figure.origin for cells in sides.values() for cell in cells} == {"observed", "identity"}


def test_on_a_wednesday_without_newer_figures_the_block_is_the_h41_to_the_dollar() -> None:
    wednesday = date(2025, 10, 29)
    frame = STORE.frame(INPUTS, as_of=end_of_day(date(2025, 10, 30)))
    found, published = open_sheet(frame, wednesday), balance_sheet(frame, wednesday)
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


def test_the_feds_repos_are_the_desks_before_the_facility_existed_and_the_facilitys_since() -> None:
    before, since = opened(date(2019, 12, 31)).sheet, opened(date(2025, 12, 31)).sheet
    assert (before.total("standing_repo"), before.total("open_market_repo") > 200e9) == (0, True)
    assert (since.total("standing_repo") > 50e9, since.total("open_market_repo")) == (True, 0)


def test_a_figure_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    """Bills of 31 January 2025, by SIFMA, serve for 45 days; then what stands in the file of shares does."""
    batch = Batch()
    batch.add("outstanding_bills", date(2025, 1, 31), 7_000.0 * BN, end_of_day(date(2025, 2, 10)), "published")
    Store(tmp_path).append(batch, recorded_at=end_of_day(date(2025, 2, 10)))
    frame = Store(tmp_path).frame(INPUTS, as_of=figures.LAST_MOMENT)
    used = {on: Figures(frame, on).require("bills").amount_usd == 7_000 * BN for on in FORTY_FIVE_DAYS}
    assert list(used.values()) == [True, False]


@pytest.mark.parametrize(("on", "facility_bn"), [(date(2021, 7, 28), 0), (date(2021, 7, 29), 5)])
def test_the_facility_lends_from_the_day_that_it_opened(on: date, facility_bn: int) -> None:
    lent = Figure(5 * BN, "observed", ("repos_outstanding",), on)
    assert [one.amount_usd for one in fed._repos(lent, on)] == [facility_bn * BN, (5 - facility_bn) * BN]


def test_the_feds_bills_follow_its_treasuries_only_since_it_buys_nothing_else() -> None:
    """The last published figure is of 19 November 2025; coupons still ran off until the end of the month."""
    origins = {}
    for on in (date(2025, 11, 28), date(2025, 12, 10)):
        (bills,) = (cell.figure for cell in opened(on).cells if cell.account == ("fed", "bills", "asset"))
        origins[on] = bills.origin, bills.period
    assert origins == {
        date(2025, 11, 28): ("observed", date(2025, 11, 19)),
        date(2025, 12, 10): ("identity", date(2025, 12, 3)),
    }


def test_a_line_that_is_weeks_late_is_noted_and_one_that_is_months_late_is_a_warning() -> None:
    found = {}
    for on in (date(2025, 12, 24), date(2026, 1, 14)):  # 28 and 49 days before the Wednesday that was out
        (late,) = (one for one in opened(on).findings if (one.check, one.subject) == ("opening_stale", "bills_held"))
        found[on] = late.severity
    assert list(found.values()) == ["note", "warning"]


def test_holders_that_exceed_the_room_are_made_smaller_but_for_the_fed_and_the_rest_keeps_its_part() -> None:
    def part(bn: int) -> Figure:
        return Figure(bn * BN, "observed", (), None)

    rows = Rows(Figures(STORE.frame(INPUTS, as_of=figures.LAST_MOMENT), date(2026, 3, 31)), None)
    fitted = rows._fitted("bills", "asset", {"fed": part(60), "dealers": part(30), "money_funds": part(90)}, 100 * BN)
    assert [one.amount_usd // BN for one in fitted.values()] == [60, 10, 30]
    assert [one.check for one in rows.findings] == ["opening_exceeds"]
    on = date(2019, 5, 3)  # figures of holders from a year of more bills exceed the room
    sheet = opened(on).sheet
    rest = sheet.level("households", "bills", "asset")
    assert rest == pytest.approx(0.25 * sheet.total("bills"), rel=1e-6)


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
    later = open_sheet(STORE.frame(INPUTS, as_of=end_of_day(date(2025, 10, 1))), on)
    assert 890 * BN < later.sheet.total("tga") < 892 * BN
    assert 805 * BN < opened(on).sheet.total("tga") < 807 * BN  # the evening before it, the statement of the 29th


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_no_stock_is_of_a_later_day(on: date) -> None:
    assert all(cell.figure.period is None or cell.figure.period <= on for cell in opened(on).cells)


def figure(name: str, on: date) -> Figure:
    """Return a figure of the opening sheet as known in the evening of a day."""
    return Figures(STORE.frame(INPUTS, as_of=end_of_day(on)), on).require(name)


def test_published_year_ends_are_used_only_once_they_were_out() -> None:
    for on in (date(2021, 4, 29), date(2021, 4, 30)):
        dealers = figure("dealer_repo_assets", on)
        assert dealers.source == "z1" and dealers.period == date(2019 if on < date(2021, 4, 30) else 2020, 12, 31)


def test_bills_sold_since_the_last_published_figure_are_in_the_opening() -> None:
    assert figure("bills", date(2025, 7, 2)).amount_usd == 6_003 * BN  # of 31 May, which is no older than it may be
    for on, published in ((date(2020, 7, 1), 5_080), (date(2021, 7, 1), 4_320)):
        assert abs(figure("bills", on).amount_usd - published * BN) < 400 * BN  # 2.4 tn at the end of 2019
    marketable = figure("marketable", date(2020, 7, 2))
    assert marketable.series == ("debt_held_by_public",) and marketable.period == date(2020, 7, 1)


def test_a_figure_does_not_move_where_the_daily_debt_is_not_known() -> None:
    assert figure("bills", date(2026, 3, 2)).amount_usd == 6_397 * BN


def test_the_funds_keep_the_cash_that_repos_of_the_fed_left_them() -> None:
    on = date(2020, 4, 8)
    repos = figure("fed_repos", on).amount_usd
    assert repos > 180 * BN
    assert figure("money_fund_deposits", on).amount_usd - figure("money_fund_cash", on).amount_usd == repos
    assert opened(on).sheet.level("money_funds", "large_bank_deposits", "asset") > repos


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_what_was_typed_in_is_said(on: date) -> None:
    found = opened(on)
    assert {"opening_cited"} <= {one.check for one in found.findings}
    shares = [found.share_of(origin) for origin in ORIGINS]
    assert sum(shares) == pytest.approx(1.0) and min(shares) > 0.01


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_a_guess_of_ours_is_never_called_cited(on: date) -> None:
    for cell in opened(on).cells:
        assert (cell.figure.origin == "prior") == cell.figure.source.startswith("prior"), cell


def test_a_figure_is_as_sure_as_the_least_sure_it_rests_on() -> None:
    seen = Figure(100 * BN, "observed", ("deposits",))
    published = seen.times(0.5, "h8_ratio")
    guessed = published.times(0.5, "prior_bank_groups")
    assert (published.origin, guessed.origin) == ("cited", "prior")
    assert guessed.times(0.5, "h8_ratio").source == "prior_bank_groups"
    assert derived(0, (guessed, published, seen)).origin == "prior"
    assert derived(0, (seen, published)).source == "h8_ratio"
    assert derived(0, (seen, seen)).origin == "identity"


def test_coupons_paced_from_a_september_that_was_guessed_are_a_prior() -> None:
    days = (date(2020, 7, 1), date(2022, 6, 1), date(2022, 11, 1), date(2024, 2, 1))
    assert [figure("published_coupons", on).origin for on in days] == ["cited", "prior", "prior", "cited"]
    assert figure("bills", date(2022, 11, 1)).origin == "prior"  # what coupons leave of the marketable debt


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


@pytest.mark.parametrize("on", OLD_AND_RECENT)
def test_neither_side_of_a_netted_line_is_called_observed(on: date) -> None:
    sides = ("remittances_due", "other_fed_liabilities")
    cells = [cell for cell in opened(on).cells if cell.account[1] in sides and cell.account.sector == "fed"]
    assert [cell.figure.origin for cell in cells] == ["identity", "identity"]
    assert sorted(cell.figure.amount_usd == 0 for cell in cells) == [False, True]


def test_without_an_h41_there_is_no_opening() -> None:
    frame = STORE.frame(INPUTS, as_of=end_of_day(date(2017, 12, 29)))
    with pytest.raises(MissingFigures):
        open_sheet(frame, date(2017, 12, 29))


def test_the_sheet_opens_on_every_day_of_eight_years() -> None:
    on = date(2018, 5, 3)
    while on < date(2026, 4, 1):
        assert opened(on).sheet.total("bills") > 0
        on += timedelta(days=61)


def test_every_instrument_of_the_chart_has_a_row() -> None:
    rows = {cell.account.instrument for cell in opened(date(2025, 9, 30)).cells}
    assert rows == set(INSTRUMENTS)
