"""The balance sheet: exact, closed to forbidden negatives, and able to say what moved each cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.sheets import full

from tidegauge.errors import InvalidAmount, NegativeStock, UnbalancedSheet, UnknownAccount, UnknownEvent
from tidegauge.ledger.chart import ACCOUNTS, INDEX, INSTRUMENTS, MAY_BE_SHORT, Account, is_non_negative
from tidegauge.ledger.checks import CHECKS
from tidegauge.ledger.event import Claim, Posting, Revaluation, Reversal
from tidegauge.ledger.events import EVENTS, find
from tidegauge.ledger.sheet import BalanceSheet

KINDS = sorted(EVENTS)
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(-400, 400)), max_size=25)
RESERVES = Account("large_banks", "reserves", "asset")


def gaps(sheet: BalanceSheet) -> set[int]:
    """Return every gap of every check; {0} is a sheet in order."""
    return {gap for check in CHECKS.values() for gap in check(sheet).values()}


# any legal sequence keeps every identity


@settings(deadline=None)
@given(steps=STEPS)
def test_any_legal_sequence_keeps_every_check_at_zero_and_reversing_it_restores_the_sheet(
    steps: list[tuple[str, int]],
) -> None:
    sheet = full()
    opening = sheet.levels
    posted = []
    for kind, amount in steps:
        before = sheet.levels
        try:
            sheet.post(kind, amount)
        except NegativeStock:
            assert sheet.levels == before, "a refused event leaves nothing behind"
        else:
            posted.append((kind, amount))
        assert all(level >= 0 for place, level in zip(ACCOUNTS, sheet.levels, strict=True) if is_non_negative(place))
    assert gaps(sheet) == {0}
    sheet.check()
    for kind, amount in reversed(posted):
        sheet.post(kind, -amount, allow_negative=True)
    assert sheet.levels == opening
    assert gaps(sheet) == {0}


@settings(deadline=None)
@given(
    steps=STEPS,
    prices=st.lists(st.tuples(st.sampled_from(["equities", "foreign_assets"]), st.integers(-900, 900)), max_size=5),
)
def test_a_stock_is_what_it_was_plus_flows_plus_revaluations(
    steps: list[tuple[str, int]], prices: list[tuple[str, int]]
) -> None:
    sheet = full(100_000)
    for kind, amount in steps:
        sheet.post(kind, amount)
    for instrument, amount in prices:
        sheet.apply(Revaluation(instrument=instrument, holder="households", issuer="outside", amount_usd=amount))
    assert gaps(sheet) == {0}
    for instrument in ("equities", "foreign_assets"):
        opening, flow, revaluation = sheet.stock(Account("households", instrument, "asset"))
        assert revaluation == sum(amount for name, amount in prices if name == instrument)
        assert sheet.level("households", instrument, "asset") == opening + flow + revaluation


@pytest.mark.parametrize("kind", KINDS)
def test_each_event_and_its_reversal_leave_a_full_sheet_in_order(kind: str) -> None:
    sheet = full()
    opening = sheet.levels
    event = EVENTS[kind](amount_usd=100)
    sheet.apply(event)
    assert gaps(sheet) == {0}
    sheet.apply(Reversal(event))
    assert sheet.levels == opening
    assert gaps(sheet) == {0}


def test_a_level_that_no_int64_holds_is_refused_and_nothing_is_posted() -> None:
    sheet = BalanceSheet()
    sheet.post("bank_loan", 2**63 - 1)
    with pytest.raises(InvalidAmount, match=str(2**63)):
        sheet.post("bank_loan", 1)
    assert sheet.level("households", "loans", "liability") == 2**63 - 1
    assert len(sheet.journal) == 1
    sheet.check()


def test_an_opening_that_no_int64_holds_is_refused() -> None:
    with pytest.raises(InvalidAmount):
        BalanceSheet([Claim("bills", holder="dealers", issuer="treasury", amount_usd=2**63)])


# a leak of one dollar


@pytest.mark.parametrize("kept", ["_level", "_opening", "_flow", "_revaluation"])
def test_a_dollar_planted_in_any_cell_of_a_sheet_is_caught_and_its_place_named(kept: str) -> None:
    sheet = full()
    sheet.post("government_outlay", 100)
    for place in ACCOUNTS:
        leaky = sheet.copy()
        getattr(leaky, kept)[INDEX[place]] += 1
        with pytest.raises(UnbalancedSheet) as caught:
            leaky.check()
        subject = str(caught.value.facts["subject"])
        assert place.sector in subject or place.instrument in subject
        assert caught.value.facts["gap_usd"] in (1, -1)


@pytest.mark.parametrize("history", ["_opening", "_flow", "_revaluation"])
def test_a_dollar_planted_in_level_and_history_alike_is_caught_all_the_same(history: str) -> None:
    sheet = full()
    for place in ACCOUNTS:
        leaky = sheet.copy()
        for kept in ("_level", history):
            getattr(leaky, kept)[INDEX[place]] += 1
        with pytest.raises(UnbalancedSheet, match=r"out by -?1 USD"):
            leaky.check()


@pytest.mark.parametrize("kind", KINDS)
def test_a_dollar_planted_in_any_posting_of_any_event_is_caught_by_the_sheet(kind: str) -> None:
    honest = EVENTS[kind](amount_usd=100)
    changes = [*honest.postings(), *honest.net_worth_postings()]
    for planted in range(len(changes)):

        class Tampered(EVENTS[kind]):  # type: ignore[misc, valid-type]
            """The event with a dollar more on one account."""

            def postings(self, planted: int = planted) -> tuple[Posting, ...]:
                """Return every change, one of them a dollar larger."""
                return tuple(
                    posting._replace(change_usd=posting.change_usd + (place == planted))
                    for place, posting in enumerate(changes)
                )

            def net_worth_postings(self) -> tuple[Posting, ...]:
                """Return nothing: the other method has them all."""
                return ()

        sheet = full()
        sheet.apply(Tampered(amount_usd=100))
        with pytest.raises(UnbalancedSheet) as caught:
            sheet.check()
        assert str(caught.value.facts["subject"]) in changes[planted][:2]
        assert caught.value.facts["gap_usd"] in (1, -1)


# forbidden negatives


def test_no_bank_ends_with_negative_reserves() -> None:
    sheet = BalanceSheet([Claim("reserves", holder="large_banks", issuer="fed", amount_usd=50)])
    with pytest.raises(NegativeStock, match="currency_demand would leave large_banks with -50 USD") as caught:
        sheet.apply(find("E13")(amount_usd=100))
    assert caught.value.facts["side"] == "asset"
    assert sheet.levels == BalanceSheet([Claim("reserves", "large_banks", "fed", 50)]).levels
    assert sheet.journal == ()


def test_every_stock_that_cannot_be_negative_refuses_to_open_so() -> None:
    for place in filter(is_non_negative, ACCOUNTS):
        with pytest.raises(NegativeStock, match="opening would leave"):
            _open_with(place, -1)


@pytest.mark.parametrize("place", sorted(MAY_BE_SHORT), ids=" ".join)
def test_a_dealer_may_be_short_if_somebody_else_is_long(place: Account) -> None:
    issuer = INSTRUMENTS[place.instrument].issuers[0]
    sheet = BalanceSheet(
        [Claim(place.instrument, place.sector, issuer, -5), Claim(place.instrument, "households", issuer, 9)]
    )
    assert sheet.level(*place) == -5
    sheet.check()


def _open_with(place: Account, amount: int) -> BalanceSheet:
    instrument = INSTRUMENTS[place.instrument]
    holder = place.sector if place.side == "asset" else instrument.holders[-1]
    issuer = place.sector if place.side == "liability" else instrument.issuers[-1]
    return BalanceSheet([Claim(instrument.id, holder=holder, issuer=issuer, amount_usd=amount)])


def test_the_treasurys_cash_may_fall_below_zero_so_that_an_x_date_shows() -> None:
    sheet = full(100)
    sheet.post("government_outlay", 150)
    assert sheet.level("treasury", "tga", "asset") == -50


def test_a_negative_stock_may_be_allowed_and_may_always_mend() -> None:
    sheet = BalanceSheet()
    sheet.post("currency_demand", 100, allow_negative=True)
    assert sheet.level(*RESERVES) == -100
    sheet.post("currency_demand", -40)
    assert sheet.level(*RESERVES) == -60
    opened = BalanceSheet([Claim("reserves", "large_banks", "fed", -1)], allow_negative=True)
    assert opened.level(*RESERVES) == -1


# reading it


def test_totals_count_an_instrument_once() -> None:
    sheet = BalanceSheet(
        [
            Claim("bills", "dealers", "treasury", 5),
            Claim("bills", "fed", "treasury", 7),
            Claim("tga", "treasury", "fed", 3),
        ]
    )
    assert (sheet.total("bills"), sheet.total("tga"), sheet.total("reserves")) == (12, 3, 0)
    with pytest.raises(UnknownAccount, match="any sector for gold_coins"):
        sheet.total("gold_coins")


def test_explain_lists_what_moved_a_cell_event_by_event_and_ends_at_its_level() -> None:
    sheet = full(1_000)
    for kind, amount in (("E01a", 100), ("bank_loan", 5), ("E02", 30), ("E02", -10)):
        sheet.post(kind, amount)
    opening = sheet.stock(RESERVES)[0]
    moved = sheet.explain(RESERVES)
    assert [(movement.kind, movement.amount_usd, movement.change_usd) for movement in moved] == [
        ("tax_receipt_from_deposits", 100, -100),
        ("government_outlay", 30, 30),
        ("government_outlay", -10, -10),
    ]
    assert [movement.level_usd - opening for movement in moved] == [-100, -70, -80]
    assert moved[-1].level_usd == sheet.level(*RESERVES)
    assert sheet.explain(Account("gses", "advances", "asset")) == ()


def test_explain_shows_net_worth_too() -> None:
    sheet = full()
    sheet.post("E02", 30)
    assert sheet.explain(Account("households", "net_worth", "net_worth"))[0].change_usd == 30


def test_an_amount_of_zero_posts_nothing() -> None:
    sheet = BalanceSheet()
    sheet.post("E02", 0)
    assert sheet.journal == ()


def test_what_cannot_be_posted_or_read_is_named() -> None:
    sheet = BalanceSheet()
    with pytest.raises(UnknownEvent, match="Did you mean bank_loan"):
        sheet.post("bank_laon", 1)
    with pytest.raises(InvalidAmount):
        sheet.post("bank_loan", 1.5)  # type: ignore[arg-type]
    with pytest.raises(UnknownAccount):
        sheet.level("households", "reserves", "asset")
    with pytest.raises(UnknownAccount):
        sheet.explain(Account("households", "reserves", "asset"))


def test_a_copy_goes_its_own_way() -> None:
    sheet = full()
    sheet.post("E02", 10)
    twin = sheet.copy()
    assert (twin.levels, twin.journal) == (sheet.levels, sheet.journal)
    twin.post("E02", 10)
    assert twin.level(*RESERVES) == sheet.level(*RESERVES) + 10
    assert len(sheet.journal) == 1
    for each in (sheet, twin):
        each.check()
