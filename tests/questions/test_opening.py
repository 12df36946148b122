"""The question of the opening sheet: every stock with where it is from, on bundled figures and on a small store."""

from tidegauge.clock import parse_moment
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.opening import opening


def test_the_answer_closes_and_says_how_much_is_observed(desk: Desk) -> None:
    answer = opening(desk, as_of=parse_moment("2025-09-30"))
    found = answer.answer
    assert sum(found.net_worth.values()) == 0
    assert found.net_worth["fed"] == 0
    assert found.fed_known_share == 1.0
    shares = (found.observed_share, found.identity_share, found.cited_share, found.prior_share)
    assert abs(sum(shares) - 1.0) < 1e-12
    assert found.prior_share > found.cited_share > 0.1  # what the sheet rests on most is our own guess, and it says so
    for instrument in {stock.instrument for stock in found.stocks}:
        sides = {
            side: sum(
                stock.amount_usd for stock in found.stocks if (stock.instrument, stock.side) == (instrument, side)
            )
            for side in ("asset", "liability")
        }
        assert sides["asset"] == sides["liability"], instrument


def test_every_stock_is_observed_by_identity_or_says_whose_figure_it_is(desk: Desk) -> None:
    for stock in opening(desk, as_of=parse_moment("2019-09-13")).answer.stocks:
        assert stock.series or stock.source, stock
        assert bool(stock.source) == (stock.origin in ("cited", "prior")), stock


def test_the_envelope_holds_whole_dollars_and_the_figures_behind_them(desk: Desk) -> None:
    plain = envelope(opening(desk, as_of=parse_moment("2026-03-31")), "zh-Hans")
    assert plain["question"] == "ledger.opening"
    assert plain["answer"]["wednesday"] == "2026-03-25"
    assert all(isinstance(stock["amount_usd"], int) for stock in plain["answer"]["stocks"])
    assert {"reserves", "tga", "on_rrp"} <= {source["series"] for source in plain["sources"]}
    assert all(finding["detail"]["text"] for finding in plain["findings"])
