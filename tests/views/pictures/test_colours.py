"""The colours of an image: all known, by day and by night, and readable on their ground."""

import re
from pathlib import Path

import pytest

from tidegauge.views.pictures import colours
from tidegauge.views.report.html import asset, palette
from tidegauge.words import LANGUAGES


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_left_to_look_up(lang: str, is_dark: bool) -> None:
    assert "var(" not in colours.style(lang, is_dark=is_dark)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("ink", ["--ink", "--ink-2", "--ink-3", "--mark", "--water", "--buff-ink", "--dry-ink"])
def test_words_are_readable_on_their_ground(ink: str, is_dark: bool) -> None:
    found = palette(is_dark=is_dark)
    assert contrast(found[ink], found["--paper"]) >= 4.5


def test_every_class_a_picture_wears_is_dressed() -> None:
    worn = set()
    for path in Path(colours.__file__).parent.glob("*.py"):
        worn |= set(re.findall(r"\b[fs]-[a-z]+(?:-[a-z0-9]+)?\b", path.read_text("utf-8")))
    dressed = set(re.findall(r"\.([fs]-[a-z0-9-]+)\{", asset("picture.css")))
    assert worn
    assert worn - dressed == set()
