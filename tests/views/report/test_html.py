"""The page: one file that loads nothing, says every figure with its source, and reads in three scripts."""

import base64
import hashlib
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.views.report.machine import required

from tidegauge.errors import UsageError
from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import html, markdown
from tidegauge.words import LANGUAGES
from tidegauge.words.parse import parse

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col", "source"}
# What stays in Latin letters in Chinese: acronyms, names of formats and firms.
LATIN = {
    "SOFR", "IORB", "TGA", "ON", "RRP", "SRF", "CSV", "H", "VIX", "SIFMA", "FOMC", "GDP", "MBS", "EFFR", "Tab", "GSE",
    "Cboe", "ICE", "FINRA", "DTCC", "Tidegauge", "utf", "bp", "tn",
}  # fmt: skip


class Reader(HTMLParser):
    """Reads a page: checks that tags close in order, and keeps texts, attributes and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "code"} & set(self.open):
            self.texts.append(data)

    def values(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [value for _, attribute, value in self.attributes if attribute == name]


def read(page: str) -> Reader:
    """Return a page as read."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(answer: Answer, lang: str) -> str:
    return html.render(answer, lang)


def test_tags_close_in_order_and_ids_are_unique(page: str) -> None:
    reader = read(page)
    assert reader.mistakes == []
    assert reader.open == []
    assert [id_ for id_, n in Counter(reader.values("id")).items() if n > 1] == []


def test_every_reference_inside_the_page_has_its_target(page: str) -> None:
    reader = read(page)
    ids = set(reader.values("id"))
    wanted = {value[1:] for value in reader.values("href") if value.startswith("#")}
    wanted |= {*reader.values("aria-labelledby"), *reader.values("data-twin"), *reader.values("data-out")}
    wanted |= set(re.findall(r"url\(#([^)]+)\)", page))
    assert wanted - ids == set()


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]+", page) == []
    assert not re.search(r"<(?:img|link|iframe|object|embed|video|audio)\b|@import|@font-face|src=", page)
    reader = read(page)
    assert all(value.startswith(("#", "data:text/csv")) for value in reader.values("href"))


def test_the_policy_allows_this_style_and_this_script_only(page: str) -> None:
    policy = next(value for value in read(page).values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'")
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


def test_the_same_answer_gives_the_same_bytes(answer: Answer, lang: str) -> None:
    assert html.render(answer, lang) == html.render(answer, lang)


def test_the_page_is_small_and_its_script_smaller(page: str) -> None:
    assert len(page.encode()) < 600_000
    assert len(re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0].encode()) < 12_000


def test_the_page_names_its_language(page: str, lang: str) -> None:
    assert f'<html lang="{lang}"' in page


def test_sections_stand_in_the_order_of_the_design(page: str) -> None:
    wanted = ["today", "gauges", "why", "schedule", "reservoir", "rates", "signals", "changes", "sources"]
    assert re.findall(r'<section[^>]* id="([a-z]+)"', page) == wanted


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_no_english_is_left_on_a_chinese_page(answer: Answer, lang: str) -> None:
    reader = read(html.render(answer, lang))
    shown = [*reader.texts, *reader.values("aria-label"), *reader.values("aria-description")]
    series = {origin.series for origin in answer.sources}
    words = {word for piece in shown if piece.strip() not in series for word in re.findall(r"[A-Za-z]{2,}", piece)}
    assert words - LATIN == set()


def test_the_figures_of_the_gauges_read_back(answer: Answer, lang: str) -> None:
    page = html.render(answer, lang)
    shown = re.findall(r'<dd class="v">([^<]*)(?:<small>([^<]*)</small>)?', page)
    assert len(shown) == len(answer.answer.gauges)
    for gauge, (number, unit) in zip(answer.answer.gauges, shown, strict=True):
        if gauge.value is None:
            assert (number, unit) == ("–", "")
            continue
        figure = parse(f"{number}{unit}", lang)
        value = gauge.value * 100 if gauge.unit == "share" else gauge.value
        assert abs(float(figure.value) - value) <= float(figure.step) / 2 + 1e-9


def test_the_figures_of_the_waterfall_read_back(answer: Answer, lang: str) -> None:
    page = html.render(answer, lang)
    shown = re.findall(r'<tr class="part"[^>]*>.*?<td>([^<]*)</td></tr>', page, re.DOTALL)
    assert len(shown) == len(answer.answer.week.causes)
    for cause, words in zip(answer.answer.week.causes, shown, strict=True):
        figure = parse(words, lang)
        assert abs(int(figure.value) - cause.reserves_usd) <= figure.step / 2


def test_every_gauge_says_series_period_publisher_and_moment(page: str, lang: str) -> None:
    titles = re.findall(r'<dl class="g [^"]*" title="([^"]*)"', page)
    for id_ in ("reserves", "sofr", "usdjpy"):
        (title,) = [title for title in titles if title.startswith(f"{id_} ")]
        assert title.count("·") == 3
        assert "2025" in title and "30" in title


def test_headline_figures_say_where_they_come_from(page: str) -> None:
    (h1,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
    assert re.findall(r'<b title="reserves · [^"]+">[^<]+</b>', h1)


def test_a_missing_gauge_keeps_its_place_and_says_so(answer: Answer) -> None:
    page = html.render(answer, "en")
    tile = next(tile for tile in re.findall(r"<dl .*?</dl>", page, re.DOTALL) if "VIX" in tile)
    assert '<dd class="v">–</dd>' in tile
    assert "No figure known at this moment." in tile


def test_net_liquidity_is_never_said_without_what_it_is_not(page: str, lang: str) -> None:
    named = {"en": "Net liquidity", "zh-Hans": "净流动性", "zh-Hant": "淨流動性"}[lang]
    mark = {"en": "not reserves", "zh-Hans": "不是准备金", "zh-Hant": "不是準備金"}[lang]
    said = [text for text in read(page).texts if named.lower() in text.lower()]
    assert said
    assert [text for text in said if mark not in text] == []


def test_advice_is_disclaimed_once(page: str, lang: str) -> None:
    quiet = {"en": "not investment advice", "zh-Hans": "不构成投资建议", "zh-Hant": "不構成投資建議"}[lang]
    assert page.count(quiet) == 1


def test_the_bundled_figures_are_marked(answer_of: Callable[..., Answer], brief: Brief) -> None:
    page = html.render(answer_of(brief, bundled_until=answer_of(brief).as_of), "en")
    assert '<span class="look">bundled reference figures, no store</span>' in page
    assert "look" not in re.findall(r'<p class="kick">.*?</p>', html.render(answer_of(brief), "en"))[0]


def test_hostile_names_are_escaped(answer_of: Callable[..., Answer], brief: Brief, lang: str) -> None:
    hostile = '<script>alert("x")</script>{{ 7*7 }}'
    answer = answer_of(brief)
    bad = replace(
        answer,
        sources=tuple(origin._replace(series=hostile, publisher=hostile) for origin in answer.sources),
        findings=tuple(finding._replace(subject=hostile) for finding in answer.findings),
        answer=replace(brief, gauges=tuple(replace(gauge, id=hostile, series=(hostile,)) for gauge in brief.gauges)),
    )
    page = html.render(bad, lang)
    assert page.count("<script>") == 1
    assert "{{ 7*7 }}" in page
    assert read(page).mistakes == []


def test_a_moment_of_which_nothing_is_known_is_a_whole_page(
    answer_of: Callable[..., Answer], nothing: Brief, lang: str
) -> None:
    page = html.render(answer_of(nothing, sources=(), findings=()), lang)
    assert read(page).mistakes == []
    sentence = {"en": "No figure known.", "zh-Hans": "没有数据。", "zh-Hant": "沒有資料。"}[lang]
    assert page.count(sentence) >= 4


def test_without_changes_there_is_no_section_for_them(answer_of: Callable[..., Answer], brief: Brief) -> None:
    assert 'id="changes"' not in html.render(answer_of(replace(brief, changes=None)), "en")


def test_every_chart_has_its_rows_and_its_file(page: str) -> None:
    reader = read(page)
    for section in ("gauges", "why", "schedule", "reservoir", "rates", "signals", "sources"):
        assert f"tidegauge-{section}.csv" in reader.values("download")
    for twin in ("t-gauges", "t-why", "t-reservoir", "t-rates", "t-signals", "t-sources"):
        assert twin in reader.values("id")


def test_points_of_the_chart_and_rows_of_its_twin_are_as_many(answer: Answer, page: str) -> None:
    tracks = re.findall(r'<polyline points="([^"]*)"', page)
    assert {len(track.split()) for track in tracks} == {len(answer.answer.rates)}
    (twin,) = re.findall(r'id="t-rates".*?</table>', page, re.DOTALL)
    assert twin.count("<tr>") - 1 == len(answer.answer.rates)


def test_nothing_is_set_below_eleven_pixels(page: str) -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([0-9.]+)"', page)]
    sizes += [float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?([0-9.]+)px", page)]
    assert min(sizes) >= 11


def test_an_unknown_language_is_a_wrong_call(answer: Answer) -> None:
    with pytest.raises(UsageError):
        html.render(answer, "fr")


def test_basins_are_reachable_and_read_themselves(answer: Answer) -> None:
    page = html.render(answer, "en")
    (said,) = set(re.findall(r'aria-label="(Reserves: [^"]*)"', page))
    assert said == "Reserves: 2,828 bn on Wed 29 Oct, −101.7 bn in the week."
    assert page.count('class="basin" tabindex="0" role="img"') == 5 * len(html.WIDTHS)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the colours of day and night."""
    css = (html.FOLDER / "colours.css").read_text("utf-8")
    for name, block in (("day", css.split("}")[0]), ("night", css.split('data-theme="night"]{')[1].split("}")[0])):
        yield name, dict(re.findall(r"(--[a-z0-9-]+):(#[0-9A-F]{6})", block))


@pytest.mark.parametrize(("theme", "colours"), list(themes()), ids=[name for name, _ in themes()])
def test_text_stands_out_from_its_ground(theme: str, colours: dict[str, str]) -> None:
    inks = ("ink", "ink-2", "ink-3", "water", "mark", "buff-ink", "dry-ink", "slate-ink", "coin-ink")
    weak = {ink for ink in inks if contrast(colours[f"--{ink}"], colours["--paper"]) < 4.5}
    assert weak == set()
    fills = ("water-4", "buff", "coin", "dry", "slate")
    assert {fill for fill in fills if contrast(colours["--ink"], colours[f"--{fill}"]) < 4.5} == set()


# In a real browser: nothing scrolls sideways, nothing is missing from the fonts.

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FRAME = (
    "<!doctype html><title>wait</title>"
    '<iframe src="brief.html" width="{width}" height="4000" style="border:0"></iframe>'
    '<script>onload=function(){{var d=document.querySelector("iframe").contentDocument.documentElement;'
    'document.title=d.scrollWidth+"/"+d.clientWidth}}</script>'
)


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1280, 1440])
def test_no_page_scrolls_sideways(answer: Answer, tmp_path: Path, lang: str, width: int) -> None:
    required(CHROMIUM, "Chromium")
    (tmp_path / "brief.html").write_text(html.render(answer, lang), "utf-8")
    (tmp_path / "frame.html").write_text(FRAME.format(width=width), "utf-8")
    with tempfile.TemporaryDirectory() as profile:
        call = [str(CHROMIUM), *SWITCHES, "--allow-file-access-from-files", f"--user-data-dir={profile}", "--dump-dom"]
        done = subprocess.run(
            [*call, (tmp_path / "frame.html").as_uri()], capture_output=True, text=True, timeout=60, check=True
        )
    inner, outer = re.findall(r"<title>(\d+)/(\d+)</title>", done.stdout)[0]
    assert int(outer) == width
    assert int(inner) <= width


def test_an_installed_chinese_font_has_every_sign(answer: Answer, lang: str) -> None:
    found = (
        shutil.which("fc-match")
        and subprocess.run(
            ["fc-match", "-f", "%{file}", "Noto Sans CJK SC"], capture_output=True, text=True, check=True
        ).stdout
    )
    required(found and "CJK" in found, "Noto Sans CJK")
    from fontTools.ttLib import TTCollection

    with TTCollection(found) as fonts:
        known = set().union(*(font.getBestCmap() for font in fonts.fonts))
    signs = {sign for text in read(html.render(answer, lang)).texts for sign in text if not sign.isspace()}
    assert {sign for sign in signs if ord(sign) not in known} == set()


@pytest.mark.parametrize("render", [html.render, markdown.render])
def test_a_reading_that_did_not_change_is_a_note_not_a_row(answer: Answer, brief: Brief, render: Any) -> None:
    (change,) = brief.changes or ()
    close = replace(change, gauge="reserves_to_deposits", unit="share", before=0.15301, after=0.15302)
    same = replace(change, gauge="vix", unit="index", before=16.5, after=16.5)
    page = render(replace(answer, answer=replace(brief, changes=(change, close, same))), "en")
    assert "2 readings changed" in page
    assert "New period, same value: VIX." in page
    assert "15.301 %" in page
    assert "15.302 %" in page
    assert "16.50" not in page
