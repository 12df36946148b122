"""A run is anchored on its opening: the curve goes through the mean spread, the residual through the day's."""

import math
from datetime import date

import pytest
from tests.scenarios.small import BN, QUIET, opening_sheet, program, quiet

from tidegauge.ledger.chart import ACCOUNTS, Account
from tidegauge.scenarios.anchors import PLACES, Places, anchors, metric, opening_kind
from tidegauge.scenarios.state import opening_sheet as sheet_of
from tidegauge.scenarios.state import opening_state


def test_places_are_the_accounts_they_are_named_after() -> None:
    assert ACCOUNTS[PLACES.money_funds_on_rrp] == Account("money_funds", "on_rrp", "asset")
    for name, place in Places()._asdict().items():
        account = ACCOUNTS[place]
        assert name.startswith(account.sector)
        assert account.instrument.split("_")[-1] in name


def test_the_residual_of_the_opening_is_what_the_day_stood_from_the_mean() -> None:
    anchor = anchors(program(switches=quiet(), sofr_iorb_bp=9.0, sofr_iorb_bp_usual=3.0, effr_iorb_bp=1.0))
    assert anchor.residual_bp == pytest.approx(6.0)
    assert anchor.effr_residual_bp == pytest.approx(2.0)


@pytest.mark.parametrize("published_bp", [-2.0, 20.0])
def test_a_period_end_at_the_opening_is_no_residual_loud_or_quiet(published_bp: float) -> None:
    held = {"switches": QUIET._replace(dealers=True), "sofr_iorb_bp_plain": 4.0, "sofr_iorb_bp_usual": 3.0}
    made = program(sofr_iorb_bp=published_bp, is_after_quarter_end={0: True}, **held)
    assert anchors(made).residual_bp == pytest.approx(1.0)


def test_the_level_of_the_spread_belongs_to_the_reserves_it_was_seen_with() -> None:
    held = {"sofr_iorb_bp_usual": 5.0, "sofr_iorb_bp_plain": 5.0, "reserves_usd_mean20": 2_700 * BN}
    tighter, same = anchors(program(**held)), anchors(program(**held | {"reserves_usd_mean20": 3_000 * BN}))
    assert tighter.shortage_pct > same.shortage_pct + 0.5
    assert tighter.intercept_bp < same.intercept_bp - 4.0  # reserves have come in since: the run begins below the mean
    assert tighter.effr_intercept_bp == same.effr_intercept_bp  # EFFR goes on from where it stands
    assert tighter.effr_shortage_pct == same.effr_shortage_pct == same.shortage_pct


def test_the_level_of_the_spread_belongs_to_the_on_rrp_it_was_seen_with() -> None:
    """Cash parked in ON RRP takes off the spread, so with more of it on the usual days the intercept is higher."""
    held = {"sofr_iorb_bp_usual": 0.0, "sofr_iorb_bp_plain": 0.0, "opening_on": date(2023, 6, 1)}
    empty, full = (anchors(program(on_rrp_usd_mean20=usd, **held)) for usd in (0, 2_000 * BN))
    slope = program(**held).parameters.reserve_demand.on_rrp_slope_bp
    assert full.intercept_bp - empty.intercept_bp == pytest.approx(-slope * math.log(1 + 40)) != 0.0


def test_dealers_book_is_all_they_owe_in_repo_to_the_fed_too() -> None:
    lent = {("standing_repo", "fed", "dealers"): 10, ("open_market_repo", "fed", "dealers"): 75}
    assert anchors(program(claims=lent)).dealers_book_usd == (2_800 + 10 + 75) * BN


@pytest.mark.parametrize(("opening_on", "is_year_end"), [(date(2025, 12, 31), True), (date(2026, 3, 31), False)])
def test_the_first_day_gives_away_what_the_opening_was(opening_on: date, is_year_end: bool) -> None:
    kind = opening_kind(program(opening_on=opening_on, is_after_quarter_end={0: True}))
    assert kind.is_quarter_end
    assert kind.is_year_end == is_year_end


def test_without_a_funding_market_the_level_is_the_mean() -> None:
    anchor = anchors(program(switches=quiet(funding_market=False), sofr_iorb_bp_usual=4.0))
    assert (anchor.intercept_bp, anchor.effr_intercept_bp) == (4.0, -1.0)


def test_draws_of_prices_are_found_where_a_program_has_them() -> None:
    assert (anchors(program()).price_shock_column, anchors(program()).yen_shock_column) == (-1, -1)
    drawn = anchors(program(draws={"usdjpy", "treasury_price"}))
    assert (drawn.price_shock_column, drawn.yen_shock_column) == (2, 3)
    slopes = anchors(program(draws={"calendar_size", "effr_slope", "sofr_slope"}))
    assert (slopes.size_shock_column, slopes.effr_slope_shock_column, slopes.slope_shock_column) == (2, 3, 4)
    uncertain = anchors(program(draws={"cash_aim", "period_end"}))
    assert (uncertain.aim_shock_column, uncertain.period_end_shock_column, uncertain.level_shock_column) == (2, 3, -1)


def test_shares_of_reserves_are_the_opening_s() -> None:
    anchor = anchors(program())
    assert anchor.other_banks_share == pytest.approx(0.7 / 3.0)
    assert anchor.foreign_banks_share == pytest.approx(0.3)


def test_the_opening_sheet_of_a_program_is_the_sheet_it_was_made_from() -> None:
    made = program()
    assert sheet_of(made).levels == opening_sheet({}).levels
    assert metric(made, "reserves_usd", sheet_of(made).levels) == 3_000 * BN


def test_the_state_opens_where_the_program_does() -> None:
    made = program()
    state = opening_state(made, anchors(made))
    assert state.reserves_usd == made.opening.reserves_usd
    assert state.public_debt_usd == (6_430 + 16_395 - 380 - 3_995) * BN


def test_the_facility_and_the_desk_open_with_what_each_has_lent() -> None:
    made = program(claims={("standing_repo", "fed", "dealers"): 10, ("open_market_repo", "fed", "dealers"): 75})
    state = opening_state(made, anchors(made))
    assert (state.standing_repo_usd, state.open_market_repos_usd) == (10 * BN, 75 * BN)
