"""Figures for Plotly: every colour is a token, every word is ready-made, and nothing is drawn that no run said."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from tests.questions.conftest import NOON

from tidegauge.views.pictures.fan import Fan, Mark
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.web import charts

STATIC = Path(charts.__file__).parent / "static"
DAYS = [date(2025, 10, 31) + timedelta(days=n) for n in range(1, 40)]
CLEAR = "rgba(0,0,0,0)"


def fan(level: float = 2.9e12, marks: tuple[Mark, ...] = ()) -> Fan:
    lines = {per_cent: [level + (per_cent - 50) * 2e9] * len(DAYS) for per_cent in (5, 25, 50, 75, 95)}
    return Fan("usd", DAYS, lines, [(date(2025, 10, 29), 2.83e12), (date(2025, 10, 31), 2.85e12)], marks)


def words(lang: str) -> Phrases:
    return Phrases(lang, NOON)


def test_a_fan_holds_the_bands_the_median_and_what_was_published() -> None:
    near, far = Mark(2.8e12, "2.8 tn", "10 %"), Mark(9e12, "9 tn", "0 %")
    spec = charts.fan("reserves", fan(marks=(near, far)), words("en"))
    lowest, highest, *_, history, median = spec["data"]
    assert (lowest["y"][-1], highest["y"][-1]) == (2.81e12, 2.99e12)
    assert highest["fill"] == "tonexty" and "fill" not in lowest
    assert median["y"] == [2.85e12, *[2.9e12] * len(DAYS)], "the median begins at the last published value"
    assert history["x"] == ["2025-10-29", "2025-10-31"]
    assert [shape["y0"] for shape in spec["layout"]["shapes"]] == [2.8e12, 0], "a far watermark is left to the odds"
    assert [end["words"] for end in spec["ends"]] == ["2,900 bn", "2,990 bn", "2,810 bn", "2.8 tn"]


def test_every_day_has_a_sentence_in_the_readers_language() -> None:
    spec = charts.fan("reserves", fan(), words("zh-Hans"))
    assert [x for x, _ in spec["says"]] == ["2025-10-29", "2025-10-31", *(day.isoformat() for day in DAYS)]
    assert spec["says"][0][1] == "2025年10月29日（周三） · 2.830 万亿"
    assert "2.900 万亿 (2.810 万亿 … 2.990 万亿)" in spec["says"][-1][1]


def test_an_opening_that_was_estimated_is_hollow_and_no_part_of_what_was_published() -> None:
    shown = replace(fan(), is_opening_estimated=True)
    spec = charts.fan("reserves", shown, words("zh-Hans"))
    *_, history, median, bridge, hollow = spec["data"]
    assert (history["x"], hollow["x"], hollow["y"]) == (["2025-10-29"], ["2025-10-31"], median["y"][:1])
    assert hollow["mode"] == "markers" and hollow["marker"]["color"] == "var(--paper)"
    assert bridge["y"] == [2.83e12, 2.85e12] and bridge["line"]["dash"] != "solid"
    assert dict(spec["says"])["2025-10-31"] == "2025年10月31日（周五） · 2.850 万亿（期初估计）"
    assert replace(shown, happened=[(DAYS[0], 2.9e12)]).seen[0] == shown.published[-1], "no estimate happened"


def test_the_run_beside_is_dashed_and_named() -> None:
    spec = charts.fan("reserves", fan(), words("en"), beside=fan(2.7e12), named="unmoved")
    dashed = [trace for trace in spec["data"] if trace["line"]["dash"] != "solid"]
    assert [trace["y"][-1] for trace in dashed] == [2.7e12]
    assert ("2,700 bn", "unmoved") in [(end["words"], end["under"]) for end in spec["ends"]]
    low, high = spec["layout"]["yaxis"]["range"]
    assert low < 2.7e12 < high


def test_colours_are_tokens_of_the_page_and_nothing_else() -> None:
    spec = charts.fan("reserves", fan(marks=(Mark(2.8e12, "2.8 tn", "10 %"),)), words("en"), beside=fan(2.7e12))
    colours = set(re.findall(r'"(?:\w*color|colour)": "([^"]+)"', json.dumps(spec)))
    named = {f"var(--{name})" for name in re.findall(r"--([\w-]+):", _report("colours.css"))}
    assert len(colours) > 4 and colours - named - {CLEAR} == set()


def _report(name: str) -> str:
    return (files("tidegauge.views.report") / "templates" / name).read_text("utf-8")


def test_no_text_of_a_chart_carries_markup_that_would_need_an_inline_style() -> None:
    spec = charts.fan("reserves", fan(), words("en"))
    assert not re.search(r"<(?!br)", json.dumps(spec["says"] + [end["words"] for end in spec["ends"]]))


def test_months_are_named_once_and_january_carries_its_year() -> None:
    days = [date(2025, 10, 3) + timedelta(days=n) for n in range(150)]
    axis = charts.months(days, words("en"))
    assert axis["ticktext"] == ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar"]
    assert axis["tickvals"][1] == "2025-11-01"
    year = charts.months([date(2024, 1, 1) + timedelta(days=n) for n in range(700)], words("en"))
    assert len(year["tickvals"]) <= charts.MONTHS_SHOWN


def test_levels_are_round_and_zero_is_the_datum() -> None:
    axis = charts.values(-12.0, 31.0, "bp", words("en"))
    assert axis["ticktext"] == ["−10", "0", "+10", "+20", "+30"] and axis["zeroline"]
    assert not charts.values(2.7e12, 3.1e12, "usd", words("en"))["zeroline"]
    low, high = charts.values(5.0, 5.0, "bp", words("en"))["range"]
    assert low < 5.0 < high, "a constant line has room around it"


def test_a_gap_stays_a_gap() -> None:
    assert charts.line([1, 2, 3], [1.0, None, 2.0], "var(--ink)") | {"hoverinfo": ""} == {
        "type": "scatter",
        "mode": "lines",
        "x": [1, 2, 3],
        "y": [1.0, None, 2.0],
        "line": {"color": "var(--ink)", "width": 1.9, "dash": "solid"},
        "connectgaps": False,
        "hoverinfo": "",
    }


def test_the_installed_plotly_knows_the_elements_that_keep_it_from_inline_styles() -> None:
    """A new version may call its style for maps otherwise; then a chart breaks the content security policy."""
    plotly = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    script = (STATIC / "charts.js").read_text("utf-8")
    kept = re.search(r"UNSTYLED = \[([^\]]+)\]", script)
    assert kept is not None
    first, maps = re.findall(r'"([^"]+)"', kept[1])
    assert f'if(!document.getElementById("{maps}"))' in plotly
    prefix, _, uid = first.rpartition("-")
    assert f'"{prefix}-"' in plotly and f'("{uid}",' in plotly and 'matches(".no-inline-styles")' in plotly
