"""The image: set by day or by night, in three scripts, or a plain error."""

import sys

import pytest
from tests.views.report.machine import required
from tests.views.runs_for_tests import answer, simulation

from tidegauge.errors import OutputNotPossible
from tidegauge.views.pictures import answers, png
from tidegauge.words import LANGUAGES


def size(image: bytes) -> tuple[int, int]:
    """Return width and height as the head of a PNG states them."""
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(image[16:20]), int.from_bytes(image[20:24])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_image_holds_every_picture(lang: str) -> None:
    required(png._has_face(lang), f"a font with the letters of {lang}")
    image = answers.render("png", answer("simulate", simulation()), lang)
    wide, high = size(image)
    assert wide == png.ZOOM * png.WIDTH
    assert high > 2 * wide


def test_night_is_another_image_of_the_same_size() -> None:
    day, night = (answers.render(kind, answer("simulate", simulation()), "en") for kind in ("png", "png_dark"))
    assert size(day) == size(night)
    assert day != night


def test_a_machine_without_the_setter_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    png._has_face.cache_clear()
    with pytest.raises(OutputNotPossible, match="resvg_py is not installed"):
        answers.render("png", answer("simulate", simulation()), "en")
    png._has_face.cache_clear()


def test_a_machine_without_the_letters_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_has_face", lambda lang: False)
    with pytest.raises(OutputNotPossible, match="no font has the letters of zh-Hans"):
        answers.render("png", answer("simulate", simulation()), "zh-Hans")
