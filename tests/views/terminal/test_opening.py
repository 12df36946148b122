"""The page of the opening sheet: what it rests on, and one table a sector, in every language."""

import pytest

from tidegauge.views.cli import main
from tidegauge.words import LANGUAGES, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_every_sector_and_the_share_observed(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", lang, "ledger", "opening", "--as-of", "2025-09-30"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for sector in ("fed", "treasury", "money_funds", "outside"):
        assert text(f"ledger.sector.{sector}", lang) in shown
    for origin in ("observed", "identity", "cited", "prior"):
        assert text(f"opening.origin.{origin}", lang) in shown
    assert text("opening.netted", lang)[:20] in shown
    assert "2,938" in shown or "2.938" in shown  # reserves of 2,938 bn


def test_figures_more_than_a_year_old_are_said_once_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ledger", "opening", "--as-of", "2026-03-31"])
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("more than a year old at the opening: Treasury International Capital") == 1
    assert "used instead: " not in said  # a note of each typed-in stock stands in its own row
