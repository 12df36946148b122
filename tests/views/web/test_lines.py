"""Lines: a gap stays a gap, names stand clear of one another, and every place can be stepped to."""

import re

import pytest

from tidegauge.clock import parse_moment
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.web import lines

PHRASES = Phrases("en", parse_moment("2025-11-03"))


def chart(*values: list[float | None]) -> lines.Chart:
    """Return a chart of basis points."""
    drawn = [lines.Line(f"line {n}", "last", line, "s-water", "tw") for n, line in enumerate(values)]
    return lines.Chart("bp", drawn, [(0, "first"), (1, "second")])


def test_a_missing_day_breaks_the_line_and_a_lone_day_is_a_dot() -> None:
    picture = lines.draw(chart([1.0, 2.0, None, 3.0, None, 4.0, 5.0]), PHRASES, 640).content
    assert len(re.findall(r'<path d="[^"]*" class="s-water open"', picture)) == 2
    assert len(re.findall(r'<circle[^>]*class="f-water"', picture)) == 1


@pytest.mark.parametrize("width", [362, 640, 1120])
def test_every_place_can_be_stepped_to_and_lies_within_the_picture(width: float) -> None:
    drawn = lines.draw(chart([1.0, None, 3.0], [4.0, 5.0]), PHRASES, width)
    points = re.search(r'points="([^"]+)" class="track', drawn.content)
    assert points is not None
    places = [tuple(map(float, pair.split(","))) for pair in points[1].split(" ")]
    assert len(places) == 3
    assert all(0 <= x <= width and 0 <= y <= drawn.height for x, y in places)


def test_names_of_lines_that_end_at_the_same_value_stand_clear_of_one_another() -> None:
    drawn = lines.draw(chart([1.0, 5.0], [2.0, 5.0]), PHRASES, 640)
    tops = [float(y) for y in re.findall(r'y="([0-9.]+)" class="tw halo"', drawn.content)]
    assert len(tops) == 2
    assert abs(tops[0] - tops[1]) >= 30


def test_a_name_under_the_axis_is_left_out_where_it_would_cover_another() -> None:
    wide = [lines.Line("a", "", [1.0] * 20, "s-water", "tw")]
    crowded = lines.Chart("bp", wide, [(4, "a long name"), (5, "covered"), (15, "clear")])
    said = re.findall(">([^<]+)</text>", lines.draw(crowded, PHRASES, 640).content)
    assert "a long name" in said
    assert "clear" in said
    assert "covered" not in said
