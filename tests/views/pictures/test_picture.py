"""A picture as an element: named, described, escaped; and words that fit their room."""

import pytest

from tidegauge.views.pictures.picture import Drawing, lines
from tidegauge.views.report import svg


def test_a_picture_is_named_by_its_finding() -> None:
    drawn = Drawing(10, 10, "").svg("Reserves < 3 tn", "US dollars & days")
    assert drawn.startswith(
        '<svg viewBox="0 0 10 10" role="img" aria-label="Reserves &lt; 3 tn"><title>Reserves &lt; 3'
    )
    assert "<desc>US dollars &amp; days</desc>" in drawn


@pytest.mark.parametrize(
    "words", ["准备金减少 1,017 亿，主要因为财政部现金增加。", "Reserves fell by 101.7 bn as the TGA rose"]
)
def test_lines_fit_and_lose_nothing(words: str) -> None:
    said = lines(words, 120, 13)
    assert "".join(said).replace(" ", "") == words.replace(" ", "")
    assert all(svg.breadth(line, 13) <= 120 * 1.1 for line in said)
