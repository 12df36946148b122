"""Claims and events: a leak of one dollar, an end that cannot be, and net worth nobody declared are refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from tidegauge.errors import InvalidAmount, LedgerError, UnbalancedEvent, UnknownAccount
from tidegauge.ledger.event import Claim, Composite, Event, Postable, Posting, Revaluation, Reversal
from tidegauge.ledger.events import EVENTS, find

KINDS = sorted(EVENTS)


@dataclass(frozen=True, kw_only=True)
class Leaky(Event):
    """A copy of an event with one dollar more in one claim or one declaration."""

    kind = "leaky"

    of: Event
    claim: int = -1
    sector: str = ""

    def claims(self) -> tuple[Claim, ...]:
        """Return the event's claims, one of them a dollar larger."""
        return tuple(
            replace(claim, amount_usd=claim.amount_usd + (place == self.claim))
            for place, claim in enumerate(self.of.claims())
        )

    def net_worth(self) -> Mapping[str, int]:
        """Return the event's declaration, one of it a dollar larger."""
        return {sector: change + (sector == self.sector) for sector, change in self.of.net_worth().items()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_dollar_planted_in_any_claim_of_any_event_is_caught_and_its_place_named(kind: str) -> None:
    event = EVENTS[kind](amount_usd=100)
    for place, claim in enumerate(event.claims()):
        with pytest.raises(UnbalancedEvent) as caught:
            Leaky(amount_usd=100, of=event, claim=place)
        assert caught.value.facts["sector"] in (claim.holder, claim.issuer)
        assert caught.value.facts["gap_usd"] in (1, -1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_dollar_planted_in_any_declared_net_worth_is_caught(kind: str) -> None:
    event = EVENTS[kind](amount_usd=100)
    for sector in event.net_worth():
        with pytest.raises(UnbalancedEvent, match=f"leaves {sector} out of balance by -1 USD"):
            Leaky(amount_usd=100, of=event, sector=sector)


def test_income_that_nobody_declared_is_refused() -> None:
    class Gift(Event):
        """A deposit out of nothing."""

        kind = "gift"

        def claims(self) -> tuple[Claim, ...]:
            """Return one claim without its payment."""
            return (Claim("large_bank_deposits", "households", "large_banks", self.amount_usd),)

    with pytest.raises(UnbalancedEvent, match="gift leaves households out of balance by 100 USD"):
        Gift(amount_usd=100)


def test_net_worth_of_a_sector_that_does_not_exist_is_refused() -> None:
    class Tribute(Event):
        """Income from nowhere."""

        kind = "tribute"
        richer, poorer = "fed", "martians"

        def claims(self) -> tuple[Claim, ...]:
            """Return nothing."""
            return ()

    with pytest.raises(UnknownAccount, match="martians"):
        Tribute(amount_usd=100)


@pytest.mark.parametrize(
    ("instrument", "holder", "issuer"),
    [
        ("reserves", "money_funds", "fed"),
        ("reserves", "large_banks", "treasury"),
        ("tga", "households", "fed"),
        ("bills", "martians", "treasury"),
        ("gold_coins", "fed", "outside"),
    ],
)
def test_a_claim_needs_a_holder_and_an_issuer_that_may_be(instrument: str, holder: str, issuer: str) -> None:
    with pytest.raises(UnknownAccount, match=instrument):
        Claim(instrument, holder=holder, issuer=issuer, amount_usd=1)


@pytest.mark.parametrize("kind", KINDS)
def test_each_event_keeps_rows_and_columns(kind: str) -> None:
    event = EVENTS[kind](amount_usd=3)
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for sector, instrument, side, change in (*event.postings(), *event.net_worth_postings()):
        sign = 1 if side == "asset" else -1
        columns[sector] = columns.get(sector, 0) + sign * change
        if side != "net_worth":
            rows[instrument] = rows.get(instrument, 0) + sign * change
    assert {*rows.values(), *columns.values()} <= {0}
    assert sum(event.net_worth().values()) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_reversal_turns_every_sign_and_two_of_them_are_the_event(kind: str) -> None:
    event = EVENTS[kind](amount_usd=9)
    back = Reversal(event)
    assert (back.kind, back.amount_usd) == (kind, -9)
    assert Reversal(back).postings() == event.postings()
    for forth, turned in (
        (event.postings(), back.postings()),
        (event.net_worth_postings(), back.net_worth_postings()),
    ):
        assert turned == tuple(posting._replace(change_usd=-posting.change_usd) for posting in forth)


def test_postings_are_merged_and_those_of_zero_left_out() -> None:
    assert find("soma_rollover")(amount_usd=5).postings() == ()
    assert Posting("dealers", "repo", "liability", 0)[:3] not in {
        posting[:3] for posting in find("E15ii")(amount_usd=5).postings()
    }


def test_an_event_cannot_be_edited() -> None:
    event = find("bank_loan")(amount_usd=5)
    with pytest.raises(AttributeError):
        event.amount_usd = 6  # type: ignore[misc]
    assert event == find("bank_loan")(amount_usd=5)


def test_a_composite_adds_its_parts_and_nets_their_income() -> None:
    parts: tuple[Postable, ...] = (
        find("tax_receipt_from_deposits")(amount_usd=100),
        find("government_outlay")(amount_usd=60),
    )
    both = Composite(kind="budget", amount_usd=160, parts=parts)
    assert both.net_worth() == {"households": -40, "treasury": 40}
    assert {posting.change_usd for posting in both.postings()} == {-40, 40}


def test_a_composite_that_leaks_is_refused() -> None:
    class Leak(Reversal):
        """A reversal that forgets to reverse its income."""

        def net_worth(self) -> Mapping[str, int]:
            """Return nothing."""
            return {}

    with pytest.raises(UnbalancedEvent, match="mishap leaves"):
        Composite(kind="mishap", amount_usd=1, parts=(Leak(find("government_outlay")(amount_usd=1)),))


def test_a_revaluation_moves_net_worth_of_both_ends() -> None:
    fall = Revaluation(instrument="coupons", holder="large_banks", issuer="treasury", amount_usd=-30)
    assert fall.net_worth() == {"large_banks": -30, "treasury": 30}
    assert fall.postings() == (
        Posting("treasury", "coupons", "liability", -30),
        Posting("large_banks", "coupons", "asset", -30),
    )
    assert fall.is_revaluation
    assert Reversal(fall).is_revaluation
    assert not find("bank_loan")(amount_usd=1).is_revaluation


def test_a_revaluation_within_one_sector_makes_nobody_richer() -> None:
    held = Revaluation(instrument="repo", holder="dealers", issuer="dealers", amount_usd=5)
    assert held.net_worth() == {}


def test_a_revaluation_is_never_part_of_a_flow() -> None:
    rise = Revaluation(instrument="equities", holder="households", issuer="outside", amount_usd=5)
    with pytest.raises(LedgerError, match="holds flows only, no revaluation"):
        Composite(kind="mixture", amount_usd=5, parts=(rise,))


@pytest.mark.parametrize("amount", [2**63, -(2**63), 0.5, True])
def test_a_revaluation_is_whole_dollars(amount: int) -> None:
    with pytest.raises(InvalidAmount):
        Revaluation(instrument="equities", holder="households", issuer="outside", amount_usd=amount)
