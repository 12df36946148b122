"""The identities: each says what it held, is exact, and fails for the leak it is there for."""

import pytest
from tests.ledger.sheets import full

from tidegauge.errors import UnbalancedSheet
from tidegauge.ledger.chart import ACCOUNTS, INDEX, INSTRUMENTS, SECTORS, Account
from tidegauge.ledger.checks import CHECKS
from tidegauge.ledger.event import Claim, Revaluation
from tidegauge.ledger.sheet import BalanceSheet

LOOKED_AT = {
    "instrument_rows": set(INSTRUMENTS),
    "sector_columns": set(SECTORS),
    "flow_columns": set(SECTORS),
    "revaluation_rows": set(INSTRUMENTS),
    "stocks": {" ".join(place) for place in ACCOUNTS},
    "journal": {" ".join(place) for place in ACCOUNTS},
    "transactions_create_no_net_worth": {"flow", "revaluation"},
    "reserves_are_what_the_fed_owes_to_nobody_else": {"reserves"},
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_lists_everything_it_looked_at(name: str) -> None:
    found = CHECKS[name](full())
    assert set(found) == LOOKED_AT[name]
    assert set(found.values()) == {0}


def test_every_check_is_listed_with_a_sentence() -> None:
    assert set(CHECKS) == set(LOOKED_AT)
    for name, check in CHECKS.items():
        assert check.__name__ == name
        assert (check.__doc__ or "").endswith(".")


FED_NET_WORTH = Account("fed", "net_worth", "net_worth")


@pytest.mark.parametrize(
    ("name", "kept", "place", "subject", "gap"),
    [
        ("instrument_rows", "_level", Account("dealers", "bills", "asset"), "bills", 1),
        ("sector_columns", "_level", Account("dealers", "bills", "asset"), "dealers", 1),
        ("sector_columns", "_level", Account("dealers", "net_worth", "net_worth"), "dealers", -1),
        ("flow_columns", "_flow", Account("fed", "reserves", "liability"), "fed", -1),
        ("revaluation_rows", "_revaluation", Account("households", "equities", "asset"), "equities", 1),
        ("stocks", "_flow", Account("fed", "tga", "liability"), "fed tga liability", -1),
        ("stocks", "_opening", Account("fed", "tga", "liability"), "fed tga liability", -1),
        ("journal", "_flow", Account("fed", "tga", "liability"), "fed tga liability", 1),
        ("transactions_create_no_net_worth", "_flow", FED_NET_WORTH, "flow", 1),
        (
            "transactions_create_no_net_worth",
            "_revaluation",
            Account("fed", "net_worth", "net_worth"),
            "revaluation",
            1,
        ),
    ],
)
def test_each_check_finds_the_leak_it_is_there_for(
    name: str, kept: str, place: Account, subject: str, gap: int
) -> None:
    sheet = full()
    getattr(sheet, kept)[INDEX[place]] += 1
    assert CHECKS[name](sheet)[subject] == gap
    assert sum(map(abs, CHECKS[name](sheet).values())) == 1


@pytest.mark.parametrize("place", [place for place in ACCOUNTS if place.sector == "fed"], ids=" ".join)
def test_the_feds_identity_misses_no_line_of_its_balance_sheet(place: Account) -> None:
    sheet = full()
    sheet._level[INDEX[place]] += 1
    found = CHECKS["reserves_are_what_the_fed_owes_to_nobody_else"](sheet)
    assert abs(found["reserves"]) == 1


def test_an_event_that_never_reached_the_journal_is_found() -> None:
    sheet = full()
    sheet.post("E02", 10)
    sheet._journal.clear()
    with pytest.raises(UnbalancedSheet, match=r"out by -?10 USD \(journal\)"):
        sheet.check()


def test_revaluations_stay_out_of_flows() -> None:
    sheet = BalanceSheet([Claim("equities", "households", "outside", 100)])
    sheet.apply(Revaluation(instrument="equities", holder="households", issuer="outside", amount_usd=-30))
    assert sheet.stock(Account("households", "equities", "asset")) == (100, 0, -30)
    assert sheet.stock(Account("households", "net_worth", "net_worth")) == (100, 0, -30)
    sheet.check()
