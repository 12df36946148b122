"""Every event: its economics in a sentence, its drawing, its source, and its agreement with the reference list."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.answers import ANSWERS, EXCHANGES, Answer

from tidegauge.errors import InvalidAmount, UnknownEvent
from tidegauge.ledger.chart import INSTRUMENTS, SECTORS
from tidegauge.ledger.effects import Effects, effects
from tidegauge.ledger.event import Event
from tidegauge.ledger.events import ALIASES, EVENTS, FAMILIES, find, signed

REFERENCE = Path(__file__).parents[3] / "shared" / "economics" / "events.json"
KINDS = sorted(EVENTS)
SIDES = {"asset": 1, "liability": -1}


def posted(event: Event) -> dict[tuple[str, str, str], int]:
    """Return what an event posts, by account."""
    return {(sector, instrument, side): change for sector, instrument, side, change in event.postings()}


# the economics


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.sentence.replace(" ", "_"))
def test_what_an_event_does(answer: Answer) -> None:
    event = EVENTS[answer.kind](amount_usd=100)
    expected = Effects(**dict.fromkeys(Effects._fields, 0))._replace(**answer.moved)
    assert effects(event.postings()) == expected
    assert event.net_worth() == answer.income


@pytest.mark.parametrize("kind", EXCHANGES)
def test_an_event_that_moves_no_measure_still_says_who_gives_up_what(kind: str) -> None:
    sector, given_up, gained = EXCHANGES[kind]
    found = posted(EVENTS[kind](amount_usd=100))
    assert (found[sector, given_up, "asset"], found[sector, gained, "asset"]) == (-100, 100)


def test_every_event_that_moves_no_measure_has_its_exchange() -> None:
    still = {answer.kind for answer in ANSWERS if not answer.moved and not answer.income}
    assert still == {*EXCHANGES, "soma_rollover"}  # which is the same paper twice


def test_the_answer_sheet_covers_every_event_once() -> None:
    assert Counter(answer.kind for answer in ANSWERS) == Counter(list(EVENTS))


def test_bills_bought_by_money_funds_out_of_on_rrp_leave_reserves_alone() -> None:
    event = find("auction_bought_by_money_fund_from_on_rrp")(amount_usd=100)
    assert posted(event) == {
        ("fed", "tga", "liability"): 100,
        ("fed", "on_rrp", "liability"): -100,
        ("treasury", "tga", "asset"): 100,
        ("treasury", "bills", "liability"): 100,
        ("money_funds", "on_rrp", "asset"): -100,
        ("money_funds", "bills", "asset"): 100,
    }


def test_coupon_auctions_post_notes_where_the_others_post_bills() -> None:
    pairs = {
        "coupon_auction_bought_by_bank": "auction_bought_by_bank",
        "coupon_auction_bought_by_nonbank": "auction_bought_by_nonbank",
        "coupon_auction_bought_by_money_fund": "auction_bought_by_money_fund_from_deposits",
        "coupon_auction_bought_by_foreign_private": "auction_bought_by_foreign_private",
    }
    for notes, bills in pairs.items():
        swapped = {
            (sector, "coupons" if instrument == "bills" else instrument, side): change
            for (sector, instrument, side), change in posted(EVENTS[bills](amount_usd=7)).items()
        }
        assert posted(EVENTS[notes](amount_usd=7)) == swapped


def test_a_basis_unwind_leaves_the_note_with_the_dealer_and_ends_the_funds_repo() -> None:
    assert posted(EVENTS["basis_unwind"](amount_usd=100)) == {
        ("dealers", "coupons", "asset"): 100,
        ("dealers", "repo", "asset"): -100,
        ("hedge_funds", "coupons", "asset"): -100,
        ("hedge_funds", "repo", "liability"): -100,
    }


# shape: one dollar a posting, one kind a class


@pytest.mark.parametrize("kind", KINDS)
def test_every_posting_is_the_amount_or_minus_the_amount(kind: str) -> None:
    event = EVENTS[kind](amount_usd=7)
    changes = [*event.postings(), *event.net_worth_postings()]
    assert {abs(posting.change_usd) for posting in changes} <= {7}
    assert len({posting[:3] for posting in changes}) == len(changes)


def test_an_event_is_named_after_its_kind_and_its_alias_is_its_own() -> None:
    for kind, event in EVENTS.items():
        assert re.sub(r"(?<!^)([A-Z])", r"_\1", event.__name__).lower() == kind
    assert len(ALIASES) == 58
    assert sum(len(family) for family in FAMILIES) == len(EVENTS)
    assert not {alias.lower() for alias in ALIASES} & set(EVENTS)


def test_every_family_lists_every_class_of_its_file() -> None:
    def leaves(event: type[Event]) -> list[type[Event]]:
        return [leaf for child in event.__subclasses__() for leaf in [child, *leaves(child)]]

    written = {event for event in leaves(Event) if event.__module__.startswith("tidegauge.")}
    assert written == set(EVENTS.values())


@pytest.mark.parametrize("amount", [0, -1, 2**63, 1.5, True, "100", None])
def test_an_amount_is_a_whole_number_of_dollars_above_zero(amount: Any) -> None:
    with pytest.raises(InvalidAmount):
        EVENTS["bank_loan"](amount_usd=amount)


def test_an_event_is_found_by_kind_or_alias_whatever_the_capitals() -> None:
    for alias, kind in ALIASES.items():
        assert find(alias) is find(alias.lower()) is find(kind) is find(f" {kind.upper()} ") is EVENTS[kind]


def test_an_unknown_event_names_the_nearest() -> None:
    with pytest.raises(UnknownEvent, match=r'no event "mbs_paydwn"\. Did you mean mbs_paydown\?'):
        find("mbs_paydwn")
    with pytest.raises(UnknownEvent, match="Did you mean E03e"):
        find("E03e9")
    with pytest.raises(UnknownEvent, match=r'no event ""\. `tidegauge ledger events` lists all'):
        find("")


def test_a_negative_amount_is_the_event_reversed() -> None:
    back, forth = signed("E13", -100), signed("E13", 100)
    assert back.postings() == tuple(posting._replace(change_usd=-posting.change_usd) for posting in forth.postings())
    with pytest.raises(InvalidAmount):
        signed("E13", 0)


# the drawings


def drawn(event: type[Event]) -> dict[tuple[str, str], int]:
    """Return the cells of the matrix in a docstring: (row, sector) to what stands there per dollar."""
    lines = [line for line in (event.__doc__ or "").splitlines() if re.search(r"^ {8}\S|^ {8,}[a-z_]+  ", line)]
    header = [(match.end(), match[0]) for match in re.finditer(r"\S+", lines[0])]
    columns = dict(header)
    assert set(columns.values()) <= set(SECTORS), "the first line names the sectors"
    cells: dict[tuple[str, str], int] = {}
    for line in lines[1:]:
        label = re.match(r"\s*(net worth|\w+)", line)
        assert label is not None
        for cell in re.finditer(r"([+-]x)+", line):
            key = label[1], columns[cell.end()]
            assert key not in cells
            cells[key] = cell[0].count("+") - cell[0].count("-")
        assert {label[1]} <= {*INSTRUMENTS, "net worth"}
    return cells


@pytest.mark.parametrize("kind", KINDS)
def test_the_matrix_in_the_docstring_is_what_is_posted(kind: str) -> None:
    event = EVENTS[kind](amount_usd=1)
    cells = drawn(EVENTS[kind])
    expected: Counter[tuple[str, str]] = Counter()
    for sector, instrument, side, change in event.postings():
        expected[instrument, sector] += SIDES[side] * change
    for sector, change in event.net_worth().items():
        expected["net worth", sector] = change
    assert {key: sign for key, sign in cells.items() if sign} == {key: sign for key, sign in expected.items() if sign}


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_the_matrix_sum_to_zero_and_columns_to_net_worth(kind: str) -> None:
    cells = drawn(EVENTS[kind])
    for row in {row for row, _ in cells}:
        assert sum(sign for (name, _), sign in cells.items() if name == row) == 0
    for column in {column for _, column in cells}:
        assets = sum(sign for (row, sector), sign in cells.items() if sector == column and row != "net worth")
        assert assets == cells.get(("net worth", column), 0)


def test_a_drawing_is_read_cell_by_cell() -> None:
    class Drawn(Event):
        """A drawing in which the tax goes to nobody.

               fed  treasury
        tga     -x
        """

        kind = "drawn"

    assert drawn(Drawn) == {("tga", "fed"): -1}


@pytest.mark.parametrize("kind", KINDS)
def test_the_docstring_says_why_in_a_sentence_and_names_a_source(kind: str) -> None:
    words = EVENTS[kind].__doc__ or ""
    assert re.match(r"[A-Z][^\n]{30,}\.\n", words)
    assert re.search(r"\n    Source: [^\n]{20,}\.\n", words)


# the reference list of ../shared


def reference() -> list[dict[str, Any]]:
    """Return the reference events; skip, and say why, where they are absent."""
    if not REFERENCE.exists():
        pytest.skip("the reference of events is not at hand; the answers typed by hand are held anyway")
    found: list[dict[str, Any]] = json.loads(REFERENCE.read_text("utf-8"))
    return found


def test_all_58_reference_events_are_posted_to_the_letter() -> None:
    accounts = {"A": "asset", "L": "liability"}
    sectors = {sector.alias: sector.id for sector in SECTORS.values()}
    instruments = {instrument.alias: instrument.id for instrument in INSTRUMENTS.values()}
    listed = reference()
    assert {entry["id"] for entry in listed} == set(ALIASES)
    for entry in listed:
        expected: Counter[tuple[str, str, str]] = Counter()
        for line in entry["postings"]:
            place = sectors[line["sector"]], instruments[line["instrument"]], accounts[line["side"]]
            expected[place] += line["delta"]
        event = find(entry["id"])(amount_usd=100)
        # `outside` is the issuer the list leaves out; in all 58 its ends cancel
        assert posted(event) == {place: change for place, change in expected.items() if change}, entry["id"]
        assert event.net_worth() == {sectors[alias]: change for alias, change in entry["net_worth"].items()}


def test_all_58_reference_events_have_the_listed_effects() -> None:
    names = dict(
        zip(("RES", "TGA", "ONRRP", "FRRP", "CUR", "OTH", "FA", "FEDNW", "NL", "DEP"), Effects._fields, strict=True)
    )
    for entry in reference():
        found = effects(find(entry["id"])(amount_usd=100).postings())
        assert found._asdict() == {names[key]: change for key, change in entry["effects"].items()}, entry["id"]
