"""A portfolio through a scenario: the loss is that of its holdings, and funding matters only where it is told to."""

import json
from pathlib import Path

import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import InvalidPortfolio, MissingFigures
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.portfolio import Portfolio, through
from tidegauge.questions.runs import Making
from tidegauge.views.terminal.portfolio import _findings
from tidegauge.words import LANGUAGES

MAKING = Making(paths=2_000, days=20, seed=7)


def found(desk: Desk, folder: Path, text: str, **said: object) -> Portfolio:
    place = folder / "held.csv"
    place.write_text("asset,amount\n" + text, "utf-8")
    answer = through(desk, file=place, scenario="baseline", making=MAKING, **said).answer  # type: ignore[arg-type]
    assert isinstance(answer, Portfolio)
    return answer


def test_bitcoin_loses_more_than_stocks_and_a_mix_less_than_its_parts(desk: Desk, tmp_path: Path) -> None:
    losses = {
        name: found(desk, tmp_path, text).settings["none"].tails[0].expected_shortfall_usd
        for name, text in (
            ("stocks", "sp500,1mn\n"),
            ("bitcoin", "bitcoin,1mn\n"),
            ("mix", "sp500,500k\nbitcoin,500k\n"),
        )
    }
    assert losses["stocks"] < losses["bitcoin"]
    assert losses["mix"] < (losses["stocks"] + losses["bitcoin"]) / 2


def test_a_hedge_takes_part_of_the_loss_away(desk: Desk, tmp_path: Path) -> None:
    long = found(desk, tmp_path, "sp500,1mn\n").settings["none"]
    hedged = found(desk, tmp_path, "sp500,1mn\nnasdaq,-700k\n").settings["none"]
    assert hedged.tails[0].expected_shortfall_usd < long.tails[0].expected_shortfall_usd / 2
    assert hedged.holdings[1].expected_shortfall_usd < 0  # what the hedge gains where the whole loses


def test_funding_is_a_factor_only_in_the_settings_that_say_so(desk: Desk, tmp_path: Path) -> None:
    settings = found(desk, tmp_path, "sp500,1mn\n").settings
    spread = {
        setting: {part.name: part.sd_usd for part in found.factors}["funding_spread"]
        for setting, found in settings.items()
    }
    assert spread["none"] == 0 < min(spread["stress"], spread["reverse"])


def test_the_part_that_the_priors_make_is_of_the_portfolios_own_spread(desk: Desk, tmp_path: Path) -> None:
    priors = found(desk, tmp_path, "sp500,1mn\n").priors
    assert priors.paths == 512  # fewer than the run's own
    assert 0 < priors.shares[0].spread_share < 0.5  # the market's own draws make most of it


def test_the_answer_is_plain_json_and_says_on_how_many_weeks_it_rests(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "held.toml"
    place.write_text('[holdings]\ntlt = "1mn"\n', "utf-8")
    told = json.loads(json.dumps(envelope(through(desk, file=place, scenario="rmp_40bn", making=MAKING), "en")))
    assert told["answer"]["weeks"] > 400
    assert set(told["answer"]["settings"]) == {"none", "stress", "reverse"}


def test_a_bad_file_and_prices_that_were_not_known_are_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidPortfolio):
        found(desk, tmp_path, "doge,1mn\n")
    with pytest.raises(MissingFigures):
        found(desk, tmp_path, "nikkei225,1mn\n", as_of=parse_moment("2022-06-01"))


def test_expected_returns_are_zero_in_money_so_a_long_position_is_given_nothing(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "held.csv"
    place.write_text("asset,amount\nether,1mn\n", "utf-8")
    many = Making(paths=10_000, days=65, seed=7)
    quiet = through(desk, file=place, scenario="baseline", making=many).answer.settings["none"]
    assert abs(quiet.mean_usd) < 3 * quiet.holdings[0].sd_usd / 10_000**0.5


def test_what_is_quoted_abroad_says_in_which_money_it_gains(desk: Desk, tmp_path: Path) -> None:
    currencies = found(desk, tmp_path, "nikkei225,1mn\nkospi,1mn\nsp500,1mn\nusdjpy,1mn\n").currencies
    assert currencies == {"nikkei225": "JPY", "kospi": "KRW", "sp500": "USD", "usdjpy": "JPY"}


def through_scenario(desk: Desk, folder: Path, text: str, scenario: str, *keys: str) -> Portfolio:
    place = folder / "held.csv"
    place.write_text("asset,amount\n" + text, "utf-8")
    making = Making(paths=512, days=20, seed=7, keys=keys)
    answer = through(desk, file=place, scenario=scenario, making=making).answer
    assert isinstance(answer, Portfolio)
    return answer


def test_a_bust_of_technology_costs_who_holds_it_and_drags_the_rest_along(desk: Desk, tmp_path: Path) -> None:
    bust = through_scenario(desk, tmp_path, "nasdaq,10mn\n", "ai_bust")
    calm = through_scenario(desk, tmp_path, "nasdaq,10mn\n", "ai_bust", "market.shocks=[]")
    fall = bust.settings["none"].quantiles_usd["50%"] - calm.settings["none"].quantiles_usd["50%"]
    assert bust.moves == {"nasdaq": pytest.approx(-25.0)} and calm.moves == {}
    assert -2_700_000 < fall < -2_300_000
    broad = through_scenario(desk, tmp_path, "sp500,10mn\n", "ai_bust").settings["none"]
    assert -2_500_000 < broad.quantiles_usd["50%"] < -1_000_000  # it moves less than technology, and the same way


def test_the_yen_of_the_run_is_the_yen_of_the_holding(desk: Desk, tmp_path: Path) -> None:
    told = through_scenario(desk, tmp_path, "usdjpy,1mn\n", "yen_carry_unwind")
    assert told.moves["usdjpy"] < -4.0  # the first day's jump, and what the unwinding adds to it
    still = through_scenario(desk, tmp_path, "usdjpy,1mn\n", "yen_carry_unwind", "switches.fx_carry=false")
    assert told.settings["none"].mean_usd < still.settings["none"].mean_usd - 40_000


def test_where_prices_are_not_drawn_a_holding_stands_still_and_the_first_line_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    place = tmp_path / "held.csv"
    place.write_text("asset,amount\nsp500,1mn\n", "utf-8")
    making = Making(paths=64, days=20, seed=7, keys=("market.on=false",))
    answer = through(desk, file=place, scenario="baseline", making=making)
    assert set(answer.answer.settings["none"].quantiles_usd.values()) == {0}
    for lang in LANGUAGES:
        assert next(iter(_findings(answer.answer, answer.answer.settings["none"], lang))).count("[market] on = false")
