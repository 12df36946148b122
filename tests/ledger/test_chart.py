"""The chart of accounts: complete, ordered, and closed to what cannot be."""

import pytest

from tidegauge.errors import UnknownAccount
from tidegauge.ledger.chart import (
    ACCOUNTS,
    DEPOSITS,
    INDEX,
    INSTRUMENTS,
    MAY_BE_SHORT,
    SECTORS,
    Account,
    Side,
    account,
    is_non_negative,
    net_worth,
)


def test_every_instrument_names_sectors_that_exist_and_each_only_once() -> None:
    for instrument in INSTRUMENTS.values():
        for sectors in (instrument.issuers, instrument.holders):
            assert sectors
            assert set(sectors) <= set(SECTORS)
            assert len(set(sectors)) == len(sectors)


def test_ids_and_aliases_are_unique() -> None:
    for table in (SECTORS, INSTRUMENTS):
        assert [entry.id for entry in table.values()] == list(table)
        assert len({entry.alias for entry in table.values()}) == len(table)


def test_accounts_are_the_allowed_pairs_and_one_net_worth_a_sector() -> None:
    allowed = sum(len(instrument.issuers) + len(instrument.holders) for instrument in INSTRUMENTS.values())
    assert len(ACCOUNTS) == len(set(ACCOUNTS)) == allowed + len(SECTORS)
    assert [ACCOUNTS[INDEX[place]] for place in ACCOUNTS] == list(ACCOUNTS)
    assert [place.sector for place in ACCOUNTS if place.side == "net_worth"] == list(SECTORS)


def test_accounts_stand_by_sector_assets_first_and_net_worth_last() -> None:
    sides: dict[Side, int] = {"asset": 0, "liability": 1, "net_worth": 2}
    order = [(list(SECTORS).index(place.sector), sides[place.side]) for place in ACCOUNTS]
    assert order == sorted(order)


@pytest.mark.parametrize("sector", ["households", "money_funds", "dealers", "hedge_funds", "stablecoin_issuers"])
def test_only_banks_hold_reserves(sector: str) -> None:
    with pytest.raises(UnknownAccount, match=rf'no account of {sector} for reserves on the side "asset"'):
        account(sector, "reserves", "asset")
    assert INSTRUMENTS["reserves"].holders == tuple(DEPOSITS)


@pytest.mark.parametrize(
    ("sector", "instrument", "side"),
    [
        ("treasury", "bills", "asset"),  # a buyback extinguishes debt, it is never an asset
        ("fed", "bills", "liability"),
        ("money_funds", "equities", "asset"),
        ("martians", "bills", "asset"),
        ("fed", "gold_coins", "asset"),
        ("fed", "net_worth", "asset"),
    ],
)
def test_what_is_not_in_the_chart_is_refused_by_name(sector: str, instrument: str, side: Side) -> None:
    with pytest.raises(UnknownAccount, match=f"{sector} for {instrument}"):
        account(sector, instrument, side)


def test_an_unknown_sector_has_no_net_worth() -> None:
    with pytest.raises(UnknownAccount, match="martians"):
        net_worth("martians")


def test_each_banks_deposits_are_its_own_debt() -> None:
    for bank, deposit in DEPOSITS.items():
        assert INSTRUMENTS[deposit].issuers == (bank,)


@pytest.mark.parametrize(
    ("place", "held"),
    [
        (Account("large_banks", "reserves", "asset"), True),
        (Account("fed", "currency", "liability"), True),
        (Account("households", "bills", "asset"), True),
        (Account("money_funds", "on_rrp", "asset"), True),
        (Account("dealers", "bills", "asset"), False),  # a market maker may be short
        (Account("treasury", "tga", "asset"), False),  # the X-date must be visible
        (Account("fed", "remittances_due", "liability"), False),  # the deferred asset
        (Account("fed", "net_worth", "net_worth"), False),
    ],
)
def test_which_stocks_cannot_fall_below_zero(place: Account, held: bool) -> None:
    assert is_non_negative(account(*place)) is held


def test_whoever_may_be_short_has_an_account_for_it() -> None:
    assert set(ACCOUNTS) >= MAY_BE_SHORT
