"""Holdings are read with the place of every mistake, and contributions add up to the whole, path by path."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import InvalidPortfolio
from tidegauge.scenarios.market import Returns
from tidegauge.scenarios.portfolio import Holding, distribution, read
from tidegauge.words import error_text


def written(folder: Path, text: str, name: str = "held.csv") -> Path:
    place = folder / name
    place.write_text(text, "utf-8")
    return place


def returns(*columns: list[float]) -> Returns:
    shared = np.array(columns, np.float64).T
    zero = np.zeros_like(shared)
    return Returns(shared, zero, zero, zero, zero)


def test_holdings_are_read_from_csv_and_toml(tmp_path: Path) -> None:
    held = (Holding("sp500", 10_000_000), Holding("tlt", -2_500_000))
    assert read(written(tmp_path, "asset,amount\nsp500,6mn\ntlt,-2.5mn\nsp500,4mn\n\n")) == held
    assert read(written(tmp_path, '[holdings]\nsp500 = "10mn"\ntlt = "-2.5mn"\n', "held.toml")) == held


@pytest.mark.parametrize(
    ("text", "place", "detail"),
    [
        ("", "held.csv:1", "the head is not asset,amount"),
        ("asset,amount\n", "held.csv", "nothing is held"),
        ("asset,amount\nsp500,1mn\nsp500,-1mn\n", "held.csv", "nothing is held"),
        ("asset,amount\nsp500,1mn\ndoge,1mn\n", "held.csv:3", '"doge" is no asset'),
        ("asset,amount\nsp500,much\n", "held.csv:2", '"much" is no amount'),
        ("asset,amount\nsp500\n", "held.csv:2", "the line has 1 cells where the head has 2"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, place: str, detail: str) -> None:
    with pytest.raises(InvalidPortfolio) as caught:
        read(written(tmp_path, text))
    assert caught.value.facts["place"] == str(tmp_path / place)
    assert caught.value.facts["detail"] == detail


def test_a_toml_file_must_be_one_table_and_a_missing_file_is_said(tmp_path: Path) -> None:
    for text in ("[holdings", "x = 1", "[holdings]\nsp500 = 1\n[more]\n"):
        with pytest.raises(InvalidPortfolio):
            read(written(tmp_path, text, "held.toml"))
    with pytest.raises(InvalidPortfolio, match="No such file"):
        read(tmp_path / "nothing.csv")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for name in ("held.csv", "held.toml"):
        place = tmp_path_factory.mktemp("any") / name
        place.write_bytes(content)
        with pytest.raises(InvalidPortfolio):
            read(place)


def test_a_hand_made_distribution() -> None:
    gains = np.log([0.5] + [0.9] * 4 + [1.1] * 95)
    found = distribution([Holding("sp500", 100)], returns(gains.tolist()))
    assert found.quantiles_usd["50%"] == 10
    assert (found.tails[0].value_at_risk_usd, found.tails[0].expected_shortfall_usd) == (10, 18)
    assert (found.tails[1].value_at_risk_usd, found.tails[1].expected_shortfall_usd) == (50, 50)


def test_a_short_position_gains_where_the_asset_loses() -> None:
    found = distribution([Holding("tlt", -100)], returns([np.log(0.8)] * 3))
    assert found.mean_usd == 20
    assert found.tails[0].expected_shortfall_usd == -20


def test_contributions_of_holdings_and_of_factors_add_up_to_the_expected_shortfall() -> None:
    random = np.random.default_rng(7)
    parts = Returns(*(random.normal(0, 0.05, (4_000, 3)) for _ in range(5)))
    held = [Holding("sp500", 5_000_000), Holding("bitcoin", 1_000_000), Holding("tlt", -3_000_000)]
    found = distribution(held, parts)
    whole = found.tails[0].expected_shortfall_usd
    assert sum(part.expected_shortfall_usd for part in found.holdings) == pytest.approx(whole, abs=3)
    assert sum(part.expected_shortfall_usd for part in found.factors) == pytest.approx(whole, abs=4)


def test_a_factor_that_is_zero_contributes_nothing() -> None:
    found = distribution([Holding("sp500", 1_000_000)], returns([0.1, -0.1, 0.0, 0.02]))
    assert {part.name: part.sd_usd for part in found.factors if part.name != "shared"} == {
        "idiosyncratic": 0,
        "funding_spread": 0,
        "net_liquidity": 0,
        "scenario": 0,
    }


def test_a_file_nested_too_deeply_or_without_an_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidPortfolio, match="nested too deeply"):
        read(written(tmp_path, "a = " + "[" * 5000 + "]" * 5000, "deep.toml"))
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    with pytest.raises(InvalidPortfolio, match="larger than a megabyte"):
        read(tmp_path / "endless.csv")


def test_a_bad_line_is_named_in_chinese(tmp_path: Path) -> None:
    for text, name, said in (
        ("asset,amount\ndoge,1mn\n", "held.csv", ':2："doge" 不是可用资产。'),
        ("[holdings", "held.toml", ":1:10：表头末尾应有 ]。"),
    ):
        with pytest.raises(InvalidPortfolio) as caught:
            read(written(tmp_path, text, name))
        assert error_text(caught.value, "zh-Hans")[0].endswith(said)
