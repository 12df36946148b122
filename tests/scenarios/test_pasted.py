"""Pasted text is read where a file would be, and reaches no file."""

from pathlib import Path

import pytest

from tidegauge.errors import InvalidPortfolio, InvalidScenario
from tidegauge.scenarios import library, portfolio
from tidegauge.scenarios.pasted import Pasted


def test_a_scenario_as_text_is_the_one_a_file_says(tmp_path: Path) -> None:
    text = 'include = ["rmp_45bn"]\n[horizon]\ndays = 20\n'
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    assert library.find(Pasted("mine.toml", text)) == library.find(str(tmp_path / "mine.toml"))


def test_its_place_in_an_error_is_its_name_and_line() -> None:
    with pytest.raises(InvalidScenario, match=r"mine\.toml:2"):
        library.find(Pasted("mine.toml", "[horizon]\ndays = -1\n"))


def test_what_stands_beside_a_file_does_not_stand_beside_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.toml").write_text("[horizon]\ndays = 7\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidScenario):
        library.find(Pasted("mine.toml", 'include = ["secret.toml"]'))
    (tmp_path / "mine.toml").write_text('include = ["secret.toml"]', "utf-8")
    assert library.find("mine.toml").horizon.days == 7, "beside a file it does"


@pytest.mark.parametrize("name", ["held.csv", "held.toml"])
def test_holdings_as_text_are_those_of_a_file(tmp_path: Path, name: str) -> None:
    text = "asset,amount\nsp500,1mn\n" if name.endswith("csv") else '[holdings]\nsp500 = "1mn"\n'
    (tmp_path / name).write_text(text, "utf-8")
    assert portfolio.read(Pasted(name, text)) == portfolio.read(tmp_path / name)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(InvalidPortfolio, match="not UTF-8"):
        portfolio.read(Pasted("held.csv", "asset,amount\n\ud800,1\n"))
