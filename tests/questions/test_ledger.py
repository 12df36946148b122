"""The ledger as answers: effects typed by hand, aliases, amounts, and words for every event in three languages."""

import json
from pathlib import Path
from typing import Any

import pytest

from tidegauge.errors import InvalidAmount, UnknownEvent, UsageError
from tidegauge.ledger.chart import INSTRUMENTS, SECTORS
from tidegauge.ledger.composites import COMPOSITES
from tidegauge.ledger.events import ALIASES, EVENTS
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.ledger import ExplainedEvent, TAccount, events, explain
from tidegauge.views import cli
from tidegauge.words import LANGUAGES, keys, template

REFERENCE = Path(__file__).parents[3] / "shared" / "economics" / "events.json"
BN = 10**9
NAMES = {
    "RES": "reserves",
    "TGA": "tga",
    "ONRRP": "on_rrp",
    "FRRP": "foreign_repo_pool",
    "CUR": "currency",
    "OTH": "other_deposits",
    "FA": "fed_assets",
    "FEDNW": "fed_net_worth",
    "NL": "net_liquidity",
    "DEP": "deposits",
}
MOVED = {  # what 100 bn of an event do [bn], from the mechanics of each; whatever is not named stands still
    "E01a": {"reserves": -100, "tga": 100, "net_liquidity": -100, "deposits": -100},
    "E02": {"reserves": 100, "tga": -100, "net_liquidity": 100, "deposits": 100},
    "E03a": {"reserves": -100, "tga": 100, "net_liquidity": -100},
    "E03c": {"tga": 100, "on_rrp": -100},
    "E03f": {"tga": 100, "foreign_repo_pool": -100, "net_liquidity": -100},
    "E03j": {},
    "E05b": {"reserves": 100, "fed_assets": 100, "net_liquidity": 100, "deposits": 100},
    "E07a": {"tga": -100, "fed_assets": -100},
    "E08": {"reserves": -100, "fed_assets": -100, "net_liquidity": -100, "deposits": -100},
    "E10a": {"reserves": 100, "fed_assets": 100, "net_liquidity": 100},
    "E13": {"reserves": -100, "currency": 100, "deposits": -100},
    "E14": {"reserves": -100, "foreign_repo_pool": 100, "deposits": -100},
    "E25b": {"deposits": 100},
    "E26b": {"reserves": -100, "other_deposits": 100, "deposits": -100},
    "E28": {"reserves": 100, "fed_net_worth": -100},
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk without any store: the ledger needs none."""
    return Desk(tmp_path / "nothing", environment={})


def explained(desk: Desk, event: str, amount: str = "100bn") -> ExplainedEvent:
    """Return the answer about one event."""
    answer: ExplainedEvent = explain(desk, event=event, amount=amount).answer
    return answer


@pytest.mark.parametrize("alias", MOVED)
def test_what_a_hundred_billion_move(desk: Desk, alias: str) -> None:
    effects = explained(desk, alias).effects
    assert effects._asdict() == dict.fromkeys(NAMES.values(), 0) | {k: v * BN for k, v in MOVED[alias].items()}


def test_an_answer_has_the_shape_of_the_public_interface(desk: Desk) -> None:
    shown = envelope(explain(desk, event="E01a", amount="1万亿"), "zh-Hans")
    assert shown["question"] == "ledger.explain"
    assert (shown["data_as_of"], shown["sources"], shown["findings"]) == (None, [], [])
    assert shown["units"]["amount_usd"] == "USD"
    answer = shown["answer"]
    assert list(answer) == ["event", "amount_usd", "postings", "effects", "net_worth", "name", "why", "aliases"]
    assert (answer["event"], answer["amount_usd"], answer["aliases"]) == ("tax_receipt_from_deposits", 10**12, ["E01a"])
    assert answer["postings"][0] == {
        "sector": "fed",
        "instrument": "reserves",
        "side": "liability",
        "change_usd": -(10**12),
    }
    assert len(answer["postings"]) == 6
    assert list(answer["effects"]) == list(NAMES.values())
    assert answer["net_worth"] == {"treasury": 10**12, "households": -(10**12)}
    assert answer["name"]["text"] == "从银行存款缴税"
    assert answer["why"]["key"] == "ledger.event.tax_receipt_from_deposits.why"


@pytest.mark.skipif(
    not REFERENCE.is_file(), reason="the reference of events is not at hand; the answers typed by hand are held anyway"
)
def test_every_event_of_the_reference_list_is_answered_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(REFERENCE.read_text("utf-8"))
    assert {one["id"] for one in listed} == set(ALIASES)
    for one in listed:
        assert cli.run(["ledger", "explain", one["id"], "--amount", "100bn", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)["answer"]
        assert answer["amount_usd"] == 100 * BN
        assert answer["effects"] == {NAMES[name]: change * BN for name, change in one["effects"].items()}, one["id"]
        assert answer["net_worth"] == by_sector(one["net_worth"]), one["id"]
        assert posted(answer["postings"]) == listed_postings(one["postings"]), one["id"]


def by_sector(net_worth: dict[str, int]) -> dict[str, int]:
    """Return changes in net worth of the reference list [bn] under our names [USD]."""
    ours = {sector.alias: sector.id for sector in SECTORS.values()}
    return {ours[alias]: change * BN for alias, change in net_worth.items()}


def posted(postings: list[dict[str, Any]]) -> dict[tuple[str, str, str], int]:
    """Return postings by account."""
    return {(one["sector"], one["instrument"], one["side"]): one["change_usd"] for one in postings}


def listed_postings(postings: list[dict[str, Any]]) -> dict[tuple[str, str, str], int]:
    """Return postings of the reference list merged by account under our names, those of zero left out."""
    sectors = {sector.alias: sector.id for sector in SECTORS.values()}
    instruments = {one.alias: one.id for one in INSTRUMENTS.values()}
    merged: dict[tuple[str, str, str], int] = {}
    for one in postings:
        side = {"A": "asset", "L": "liability"}[one["side"]]
        place = (sectors[one["sector"]], instruments[one["instrument"]], side)
        merged[place] = merged.get(place, 0) + one["delta"] * BN
    return {place: change for place, change in merged.items() if change}


@pytest.mark.parametrize("said", ["E03e1", "e03E1", "auction_bought_by_dealer_repo_from_on_rrp"])
def test_an_event_goes_by_its_id_and_by_its_number(desk: Desk, said: str) -> None:
    assert explained(desk, said).event == "auction_bought_by_dealer_repo_from_on_rrp"


@pytest.mark.parametrize(
    ("amount", "usd"),
    [("100bn", 100 * BN), ("1.5tn", 1500 * BN), ("500亿", 50 * BN), ("500億", 50 * BN), ("1万亿", 10**12), ("1", 1)],
)
def test_amounts_are_read_in_both_scripts(desk: Desk, amount: str, usd: int) -> None:
    found = explained(desk, "E02", amount)
    assert (found.amount_usd, found.effects.reserves) == (usd, usd)


def test_without_an_amount_it_is_a_hundred_billion(desk: Desk) -> None:
    assert explain(desk, event="E02").answer.amount_usd == 100 * BN


@pytest.mark.parametrize("amount", ["0", "0bn", "-5bn", "−5bn"])
def test_an_amount_that_is_not_above_zero_is_a_wrong_call(desk: Desk, amount: str) -> None:
    with pytest.raises(UsageError, match="an event needs an amount above zero"):
        explain(desk, event="E02", amount=amount)


@pytest.mark.parametrize("amount", ["", "a lot", "1,5bn", "0.5", "nan", "9e9", "99999999tn"])
def test_what_is_no_amount_is_refused(desk: Desk, amount: str) -> None:
    with pytest.raises(InvalidAmount):
        explain(desk, event="E02", amount=amount)


def test_an_unknown_event_names_the_nearest(desk: Desk) -> None:
    with pytest.raises(UnknownEvent) as caught:
        explain(desk, event="goverment_outlay")
    assert caught.value.facts["nearest"] == "government_outlay"
    with pytest.raises(UnknownEvent) as caught:
        explain(desk, event="treasury_runoff")
    assert caught.value.facts["nearest"] == "treasury_run_off", "several events told as one can be meant too"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("amount", ["--amount=-5bn", "--amount=0", "--amount=a lot"])
def test_a_wrong_call_leaves_with_two_and_says_why(capsys: pytest.CaptureFixture[str], lang: str, amount: str) -> None:
    assert cli.run(["--lang", lang, "ledger", "explain", "E02", amount]) == 2
    assert cli.run(["--lang", lang, "ledger", "explain", "E99"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2


def test_a_negative_amount_after_a_blank_is_refused_as_an_amount(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "explain", "E02", "--amount", "-5bn"]) == 2
    assert "above zero" in capsys.readouterr().err


@pytest.mark.parametrize("kind", (*EVENTS, *COMPOSITES))
def test_the_sides_of_every_t_account_come_to_its_net_worth(desk: Desk, kind: str) -> None:
    found = explained(desk, kind)
    for account in found.t_accounts:
        held = sum(one.change_usd for one in account.assets)
        owed = sum(one.change_usd for one in account.liabilities)
        assert held - owed == account.net_worth_usd
    postings = [one for account in found.t_accounts for one in (*account.assets, *account.liabilities)]
    assert sorted(postings) == sorted(found.postings)
    assert sum(found.net_worth.values()) == 0


def test_a_sector_that_an_event_leaves_alone_has_no_t_account(desk: Desk) -> None:
    accounts = explained(desk, "fed_remittance").t_accounts
    assert [account.sector for account in accounts] == ["fed", "treasury"]
    assert accounts[0] == TAccount("fed", (), accounts[0].liabilities, -100 * BN)
    assert explained(desk, "soma_rollover").t_accounts == ()


def test_the_list_has_every_event_once_with_its_family(desk: Desk) -> None:
    known = events(desk).answer
    assert [one.event for one in known] == [*EVENTS, *COMPOSITES]
    assert {alias for one in known for alias in one.aliases} == set(ALIASES)
    outlay = next(one for one in known if one.event == "government_outlay")
    assert (outlay.family, outlay.effects.reserves, outlay.net_worth) == (
        "outlays",
        1,
        {"treasury": -1, "households": 1},
    )
    assert all(template(f"ledger.family.{one.family}", lang) for one in known for lang in LANGUAGES)


def test_a_run_off_of_treasuries_told_as_one_event_drains_reserves_and_leaves_the_account(desk: Desk) -> None:
    found = explained(desk, "Treasury_Run_Off")
    assert found.event == "treasury_run_off"
    assert (found.effects.reserves, found.effects.fed_assets, found.effects.tga) == (-100 * BN, -100 * BN, 0)
    with pytest.raises(UsageError):
        explain(desk, event="treasury_run_off", amount="-1bn")


def test_families_stand_together(desk: Desk) -> None:
    families = [one.family for one in events(desk).answer]
    firsts = list(dict.fromkeys(families))
    assert families == sorted(families, key=firsts.index)


# words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_has_a_name_and_a_reason_of_its_own_and_no_other_has(lang: str) -> None:
    told = {key.split(".")[2] for key in keys(lang) if key.startswith("ledger.event.")}
    assert told == {*EVENTS, *COMPOSITES}
    for part in ("name", "why"):
        words = [template(f"ledger.event.{kind}.{part}", lang).strip() for kind in (*EVENTS, *COMPOSITES)]
        assert all(words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_one_sentence(lang: str) -> None:
    stop = "." if lang == "en" else "。"
    for kind in (*EVENTS, *COMPOSITES):
        why = template(f"ledger.event.{kind}.why", lang)
        assert why.endswith(stop)
        assert why.count(stop) == 1
        assert len(why) <= 160
        assert "{" not in why


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "ids"),
    [
        ("sector", set(SECTORS)),
        ("instrument", set(INSTRUMENTS) | {"net_worth"}),
        ("effect", set(NAMES.values())),
        ("family", {kind.__module__.rpartition(".")[2] for kind in EVENTS.values()} | {"composites"}),
    ],
)
def test_the_chart_has_words_and_no_others(lang: str, group: str, ids: set[str]) -> None:
    told = {key.split(".")[2] for key in keys(lang) if key.startswith(f"ledger.{group}.")}
    assert told == ids
    words = [template(f"ledger.{group}.{one}", lang) for one in ids]
    assert len(set(words)) == len(words)
