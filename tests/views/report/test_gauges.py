"""The gauges: ranks, changes, freshness, and colour for rates and prices only."""

from dataclasses import replace
from datetime import date

import pytest

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.questions.shapes import Extreme
from tidegauge.views.report import gauges, html
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.sources import Sources
from tidegauge.views.report.whole import whole
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import Sentence


@pytest.fixture
def tiles(answer: Answer) -> dict[str, gauges.Tile]:
    phrases = Phrases("en", answer.as_of)
    return {tile.id: tile for tile in gauges.tiles(answer.answer, phrases, Sources.of(answer, phrases))}


def test_balances_are_never_coloured(tiles: dict[str, gauges.Tile]) -> None:
    assert {id_ for id_, tile in tiles.items() if tile.direction} == {"sofr", "sofr_iorb_bp", "usdjpy"}


def test_a_record_says_max(tiles: dict[str, gauges.Tile]) -> None:
    assert (tiles["srf"].rank, tiles["reserves"].rank, tiles["vix"].rank) == ("max", "21", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_gauge_the_title_counts_says_since_when(answer: Answer, brief: Brief, lang: str) -> None:
    """The title says how many are at an extreme; the reader finds as many tiles that say so, with the day."""
    first, second, *others = brief.gauges
    second = replace(second, extreme=Extreme("highest", None, date(2018, 4, 3)))
    phrases = Phrases(lang, answer.as_of)
    counted = replace(brief, gauges=(first, second, *others))
    said = {
        tile.id: tile.extreme for tile in gauges.tiles(counted, phrases, Sources.of(answer, phrases)) if tile.extreme
    }
    assert phrases.count(len(said)) in gauges.title(counted, phrases)
    assert phrases.day(date(2020, 9, 30), weekday=False, year=True) in said["reserves"]
    assert phrases.day(date(2018, 4, 3), weekday=False, year=True) in said["reserves_to_deposits"]
    assert f">{whole(said['reserves'])}<" in html.page(replace(answer, answer=counted), lang, paper=False)


@pytest.mark.parametrize(("percentile", "rank"), [(1.0, "max"), (1 / 357, "min"), (0.998, "99"), (0.006, "1")])
def test_only_records_are_called_so(brief: Brief, answer: Answer, percentile: float, rank: str) -> None:
    reading = replace(brief.gauges[0], percentile=percentile)
    assert gauges.rank(reading, Phrases("en", answer.as_of)) == rank


def test_changes_of_rates_and_shares_are_in_basis_points(tiles: dict[str, gauges.Tile]) -> None:
    assert tiles["sofr"].change == "+18 bp in a week"
    assert tiles["reserves_to_deposits"].change == "−54 bp in a week"
    assert tiles["on_rrp"].change == "unchanged in a week"
    assert tiles["sofr_dispersion_bp"].change == "no figure a week before"


def test_only_differences_carry_a_plus(tiles: dict[str, gauges.Tile]) -> None:
    assert tiles["sofr_dispersion_bp"].number == "30"
    assert tiles["weekly_drain"].number == "+78.8"
    assert tiles["sofr_iorb_bp"].number == "+32"


def test_late_and_due_figures_say_so(tiles: dict[str, gauges.Tile]) -> None:
    assert tiles["on_rrp"].note == "due 13:15"
    assert tiles["net_liquidity"].note == "late: 31 Oct should be out"


def test_a_gauge_without_points_is_a_dashed_line() -> None:
    assert "stroke-dasharray" in gauges.spark((), zero=False)


def test_a_tile_says_direction_and_lamp_as_they_are(answer: Answer, brief: Brief) -> None:
    phrases = Phrases("en", answer.as_of)
    sources = Sources.of(answer, phrases)
    up, down = brief.gauges[5], replace(brief.gauges[5], change_1w=-0.18, signal="off")
    assert (up.id, up.change_1w, up.signal) == ("sofr", 0.18, "on")
    shown = [gauges._tile(reading, phrases, sources) for reading in (up, down)]
    assert [(tile.direction, tile.lamp) for tile in shown] == [("up", "◆"), ("down", "◇")]


def test_the_rows_of_the_gauges_are_those_of_the_brief(answer: Answer, brief: Brief) -> None:
    table = gauges.table(brief, Phrases("en", answer.as_of))
    shown = {row[0]: (row[1], row[2]) for row in table.rows}
    assert shown["Reserves"] == ("2,828 bn", "−101.7 bn")
    assert shown["SOFR"] == ("4.22 %", "+18 bp")
    heads, *rows = gauges.plain(brief)
    reserves = dict(zip(heads, rows[0], strict=True))
    assert (reserves["value"], reserves["change_1w"]) == (2_827_909_000_000, -101_728_000_000)


def test_an_amount_of_a_sentence_says_its_own_series(answer: Answer) -> None:
    sources = Sources.of(answer, Phrases("en", answer.as_of))
    sources.gauges["tga"] = replace(sources.gauges["reserves"], id="tga", series=("tga",))
    for key, series in (
        ("brief.headline.srf", "srf"),
        ("brief.headline.reserves_lowest", "reserves"),
        ("brief.headline.repo_above", "sofr_iorb_bp"),
        ("brief.now.cash_rose", "tga"),
        ("brief.now.net_liquidity", "net_liquidity"),
    ):
        assert sources.fact(Sentence(key, {}), "amount").startswith(f"{series} ·"), key
