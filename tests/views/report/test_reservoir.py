"""The reservoir: equal areas are equal dollars, channels run the right way, gaps stay gaps."""

import re
from dataclasses import replace

import pytest

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import reservoir, svg
from tidegauge.views.report.ground import BASINS, TRILLION, ground_of
from tidegauge.views.report.html import WIDTHS
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.plumbing import Pipes
from tidegauge.words import LANGUAGES

BN = 10**9


@pytest.fixture
def phrases(answer: Answer) -> Phrases:
    return Phrases("en", answer.as_of)


def moved(brief: Brief, id_: str, change: int | None, level: int | None = None) -> Brief:
    """Return the brief with another change (and level) of one line."""
    sheet = brief.balance_sheet
    assert sheet is not None
    lines = tuple(
        replace(line, change_usd=change, level_usd=level if level is not None else line.level_usd)
        if line.id == id_
        else line
        for line in sheet.lines
    )
    return replace(brief, balance_sheet=replace(sheet, lines=lines))


@pytest.mark.parametrize("width", WIDTHS.values())
def test_bar_and_basins_have_the_same_area_a_dollar(width: float) -> None:
    ground = ground_of(width, 6.5e12, 3.5, is_low=False)
    bar = ground.bar * (width - 2 * ground.outer) / 6.5e12
    basin = (ground.floor - ground.y(TRILLION)) * ground.basin / TRILLION
    assert bar == pytest.approx(basin)


def test_water_is_as_high_as_its_dollars(brief: Brief, phrases: Phrases) -> None:
    picture = reservoir.draw(brief, phrases, 1000.0, "r")
    ground = ground_of(1000.0, 6_587_034e6, 3.5, is_low=False)
    (height,) = re.findall(r'<rect [^>]*height="([0-9.]+)" class="f-buff"', picture)
    assert float(height) == pytest.approx(0.983859 * ground.per_trillion, abs=0.1)


@pytest.mark.parametrize(
    ("tga", "reserves", "said"),
    [
        (5, -7, "The Treasury's basin rose 5.00 bn and the banks' basin fell 7.00 bn"),
        (-5, 7, "The Treasury's basin fell 5.00 bn and the banks' basin rose 7.00 bn"),
        (-5, -7, "The banks' basin fell 7.00 bn although the Treasury's fell 5.00 bn"),
        (5, 7, "The banks' basin rose 7.00 bn although the Treasury's rose 5.00 bn"),
        (0, 7, "What the Fed holds is owed to someone"),
        (None, 7, "What the Fed holds is owed to someone"),
    ],
)
def test_the_title_follows_the_signs(brief: Brief, phrases: Phrases, tga: int | None, reserves: int, said: str) -> None:
    changed = moved(brief, "tga_wednesday", None if tga is None else tga * 10**9)
    assert reservoir.title(moved(changed, "reserves", reserves * 10**9), phrases) == said


def test_a_line_that_is_not_known_is_named_and_drawn_empty(brief: Brief, phrases: Phrases) -> None:
    sheet = brief.balance_sheet
    assert sheet is not None
    lines = tuple(
        replace(line, level_usd=None, change_usd=None) if line.id == "on_rrp" else line for line in sheet.lines
    )
    holed = replace(brief, balance_sheet=replace(sheet, lines=lines))
    picture = reservoir.draw(holed, phrases, 1000.0, "r")
    assert 'aria-label="ON RRP: not known for Wed 29 Oct."' in picture
    assert 'class="f-dry"' not in picture.replace("</pattern>", "\n").rpartition("\n")[2]


def test_watermarks_are_those_of_reserves_in_round_dollars(brief: Brief) -> None:
    assert reservoir.round_lines(brief) == [3_000_000_000_000, 2_700_000_000_000]


@pytest.mark.parametrize(("effect", "points_at"), [(-78, "tga"), (78, "reserves")])
def test_the_arrow_of_a_channel_points_where_the_money_goes(
    brief: Brief, phrases: Phrases, effect: int, points_at: str
) -> None:
    week = brief.week
    assert week is not None
    only = tuple(replace(c, reserves_usd=effect * 10**9) for c in week.causes if c.id == "tga_wednesday")
    picture = reservoir.draw(replace(brief, week=replace(week, causes=only)), phrases, 1000.0, "r")
    arrow = "→" if points_at == "tga" else "←"
    assert f"78.0 bn {arrow} Treasury (TGA)" in picture


def test_without_a_balance_sheet_there_is_no_picture(brief: Brief, phrases: Phrases) -> None:
    assert reservoir.draw(replace(brief, balance_sheet=None), phrases, 1000.0, "r") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tga", [0.1, 0.6, 0.84, 0.97, 1.3])
def test_the_drum_stays_above_the_words_it_hangs_over(brief: Brief, answer: Answer, lang: str, tga: float) -> None:
    phrases = Phrases(lang, answer.as_of)
    filled = moved(brief, "tga_wednesday", 78 * 10**9, round(tga * TRILLION))
    picture = reservoir.draw(filled, phrases, 1240.0, "r")
    sheet = re.search(
        r'<rect x="[0-9.]+" y="([0-9.]+)" width="[0-9.]+" height="([0-9.]+)" class="f-sheet s-rule-2"', picture
    )
    assert sheet is not None
    bottom = float(sheet[1]) + float(sheet[2]) + 17  # the months stand under it
    for id_ in ("tga_wednesday", "foreign_repo_pool"):
        name = phrases.named("report.basin", id_)
        places = re.findall(rf'<text [^>]*y="([0-9.]+)"[^>]*font-weight="600">{re.escape(name)}</text>', picture)
        assert all(float(y) - 15 >= bottom for y in places)
        assert places


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS.values())
@pytest.mark.parametrize("bn", [50, 250, 369, 500])
def test_a_label_wider_than_its_box_is_left_out(brief: Brief, answer: Answer, lang: str, width: float, bn: int) -> None:
    phrases = Phrases(lang, answer.as_of)
    drawn = moved(brief, "other_assets", 1, bn * BN)
    picture = reservoir.draw(drawn, phrases, width, "r")
    room = bn / 6_587.034 * (width - 2 * ground_of(width, 6.5e12, 3.5, is_low=False).outer)
    words = phrases.money(bn * BN)
    number, unit = words.split(" ")
    fits = svg.breadth(number, 15) + svg.breadth(f" {unit}", 11.5) <= room - 11
    name = phrases.named("report.basin", "other_assets")
    assert (f">{name}</text>" in picture) == (fits and svg.breadth(name, 12.5 if width < 520 else 14) <= room - 11)


@pytest.mark.parametrize("width", WIDTHS.values())
@pytest.mark.parametrize("bn", [1, 10, 20, 38, 80, 500])
@pytest.mark.parametrize("id_", ["tga_wednesday", "foreign_repo_pool"])
def test_the_label_of_the_first_culvert_stays_clear_of_the_floor(
    phrases: Phrases, width: float, bn: int, id_: str
) -> None:
    """Where overnight reverse repos hardly moved, the next basin's culvert is the first under the floor."""
    ground = ground_of(width, 6.5e12, 3.5, is_low=False)
    pipes = Pipes(ground, {name: 100.0 * n for n, name in enumerate(BASINS)}, {id_: bn * BN}, phrases)
    amount = re.escape(phrases.size(bn * BN))
    (label,) = re.findall(rf'<text [^>]*y="([0-9.]+)"[^>]*>{amount}[^<]*</text>', pipes.culverts())
    assert float(label) - 0.8 * pipes.size > ground.floor + 2


def test_a_basin_writes_its_level_and_its_change(brief: Brief, phrases: Phrases) -> None:
    picture = re.sub("<[^>]*>", " ", reservoir.draw(brief, phrases, 1000.0, "r"))
    for level, change in (("2,828", "−101.7 bn"), ("984", "+78.8 bn"), ("19.50", "+15.5 bn")):
        assert level in picture
        assert change in picture
