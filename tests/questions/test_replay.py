"""Why reserves moved on a day of a path: exact, and the same every time."""

from datetime import date

import pytest

from tidegauge.errors import NoSuchDay
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.replay import Replay, _most, replay
from tidegauge.questions.runs import Making
from tidegauge.scenarios.replay import DayExplained, PostedPart
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

DAY = date(2025, 10, 3)
BANKS = {"large_banks", "other_banks", "foreign_banks"}


def asked(desk: Desk, path: int = 817, seed: int = 7) -> Replay:
    found = replay(desk, scenario="shutdown_2025", path=path, day=DAY, making=Making(days=4, seed=seed))
    assert isinstance(found.answer, Replay)
    return found.answer


def test_the_parts_add_up_to_the_dollar(desk: Desk) -> None:
    day = asked(desk).day
    assert day.after_usd - day.before_usd == sum(cause.change_usd for cause in day.causes)
    assert day.causes[0].change_usd
    assert asked(desk).residual_usd == 0


def test_streams_of_the_day_move_reserves_by_as_much(desk: Desk) -> None:
    found = asked(desk)
    net = sum(one.amount_usd * ((one.taker in BANKS) - (one.giver in BANKS)) for one in found.flows.streams)
    assert net == found.day.change_usd


def test_a_path_is_the_same_again_and_unlike_its_neighbour(desk: Desk) -> None:
    assert asked(desk) == asked(desk)
    assert asked(desk).day.after_usd != asked(desk, path=818).day.after_usd
    assert asked(desk).day.after_usd != asked(desk, seed=8).day.after_usd


def test_a_day_that_is_not_simulated_is_refused(desk: Desk) -> None:
    with pytest.raises(NoSuchDay, match="such as 2025-10-03"):
        replay(desk, scenario="shutdown_2025", path=0, day=date(2025, 10, 4), making=Making(days=4))


def test_the_most_is_by_kind_of_event_whatever_flow_posted_it() -> None:
    causes = (
        PostedPart("coupon_auctions", "coupon_auction_bought_by_nonbank", 107, -107),
        PostedPart("withheld_taxes", "tax_receipt_from_deposits", 74, -74),
        PostedPart("corporate_taxes", "tax_receipt_from_deposits", 50, -50),
        PostedPart("foreign_repo_pool_back", "foreign_repo_pool_inflow", -9, 9),
    )
    (said,) = _most(DayExplained(3, DAY, "reserves_usd", 222, 0, causes, 0.0, 0.0))
    assert "drained by “Tax paid from a bank deposit”" in say(said, "en")
    assert "−124" in say(said, "en")
    assert "reversed" in say(said, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_finding_is_said_and_the_envelope_holds_it(desk: Desk, lang: str) -> None:
    answer = replay(desk, scenario="shutdown_2025", path=817, day=DAY, making=Making(days=4, seed=7))
    said = [say(sentence, lang) for sentence in answer.answer.headline]
    assert "817" in said[0]
    plain = envelope(answer, lang)
    assert plain["answer"]["headline"][0]["text"] == said[0]
    assert plain["answer"]["day"]["causes"][0].keys() == {"flow", "kind", "amount_usd", "change_usd"}
