"""The rates: titles that follow the sign, peaks apart, gaps kept, labels that do not overlap."""

import itertools
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief, RateDay
from tidegauge.views.report import rates
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import LANGUAGES


@pytest.fixture
def phrases(answer: Answer) -> Phrases:
    return Phrases("en", answer.as_of)


@pytest.mark.parametrize(
    ("bp", "said"),
    [
        (32, "SOFR stood 32 bp above the Fed's own rate on 31 Oct"),
        (-4, "SOFR stood 4 bp below the Fed's own rate on 31 Oct"),
        (0, "SOFR stood at the Fed's own rate on 31 Oct"),
    ],
)
def test_the_title_follows_the_sign(brief: Brief, phrases: Phrases, bp: int, said: str) -> None:
    days = (*brief.rates[:-1], replace(brief.rates[-1], sofr=bp))
    assert rates.title(replace(brief, rates=days, period_end=None), phrases) == said


def test_at_a_period_end_the_title_says_what_ordinary_days_were(brief: Brief, phrases: Phrases) -> None:
    said = "SOFR stood 32 bp above the Fed's own rate at month-end; on the ordinary days before, +7 bp"
    assert rates.title(brief, phrases) == said


def test_the_adjusted_reading_stands_beside_the_raw_one(brief: Brief, phrases: Phrases) -> None:
    figures = [figure for figure, _ in rates.notes(brief, phrases)]
    assert figures[:4] == ["+32 bp", "+7 bp", "+4.5 bp", "+27.5 bp"]


def test_peaks_are_apart_from_one_another_and_from_the_last_day() -> None:
    first = date(2025, 1, 1)
    levels = {0: 40, 3: 39, 30: 20, 60: 10, 88: 50, 90: 12}
    days = [RateDay(first + timedelta(days=n), levels.get(n, 0), None, None) for n in range(91)]
    assert [day.sofr for day in rates.peaks(days, 3)] == [40, 20, 10]


def test_the_band_keeps_its_gap(brief: Brief, phrases: Phrases) -> None:
    picture = rates.Chart(brief, phrases, 1000.0).draw("c")
    assert picture.count('class="f-water-1"') == 2


@pytest.mark.parametrize("bp", [-20, -12, -10, 0, 4, 10, 12, 32, 120, 315])
@pytest.mark.parametrize("width", [340.0, 736.0])
def test_labels_at_the_right_do_not_overlap(brief: Brief, phrases: Phrases, bp: int, width: float) -> None:
    days = (*brief.rates[:-1], replace(brief.rates[-1], sofr=bp))
    chart = rates.Chart(replace(brief, rates=days), phrases, width)
    right = [
        (float(y), float(size))
        for x, y, size in re.findall(r'<text x="([0-9.]+)" y="([0-9.-]+)"[^>]*font-size="([0-9.]+)"', chart.draw("c"))
        if float(x) == pytest.approx(chart.right + 8, abs=0.06) and float(y) < chart.bottom + 8
    ]
    right.sort()
    assert len(right) >= 3
    assert [pair for pair in itertools.pairwise(right) if pair[1][0] - pair[0][0] < pair[1][1] * 0.9] == []


def test_a_known_period_end_on_the_last_day_is_marked(brief: Brief) -> None:
    assert rates.month_ends(brief)[-1] == date(2025, 10, 31)
    assert rates.month_ends(replace(brief, period_end=None))[-1] == date(2025, 9, 30)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_of_a_peak_stands_on_another(brief: Brief, answer: Answer, lang: str) -> None:
    high = {date(2025, 5, 1): 31, date(2025, 5, 16): 30, date(2025, 6, 2): 29, date(2025, 6, 17): 28}
    days = tuple(replace(day, sofr=high.get(day.period, day.sofr)) for day in brief.rates)
    picture = rates.Chart(replace(brief, rates=days), Phrases(lang, answer.as_of), 760.0)._peaks()
    assert picture.count("<circle") == len(high)
    assert 0 < picture.count("<text") < picture.count("<circle")
    assert "+31" in picture  # the highest is named first
