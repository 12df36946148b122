"""The flows: what one gives another receives, in every column, and words never cover words."""

import re
from collections import Counter

from tests.views.pictures.conftest import BN, a_sankey, assert_readable

from tidegauge.views.pictures import sankey
from tidegauge.views.pictures.sankey import Sankey, Stream
from tidegauge.views.report.phrases import Phrases


def test_no_words_cover_others_or_leave_the_picture(phrases: Phrases, width: float) -> None:
    assert_readable(sankey.draw(a_sankey(phrases.lang), phrases, width))


def test_all_three_columns_are_equally_high(phrases: Phrases) -> None:
    drawn = sankey.draw(Sankey([Stream("a", "x", "b", 60 * BN), Stream("b", "y", "a", 40 * BN)], {}), phrases, 1040)
    heights: Counter[str] = Counter()
    for x, height in re.findall(r'<rect x="([0-9.]+)" y="[0-9.]+" width="12" height="([0-9.]+)"', drawn.content):
        heights[x] += round(float(height))  # type: ignore[assignment]
    assert len(set(heights.values())) == 1
    assert len(heights) == 3


def test_a_ribbon_leaves_in_the_colour_of_the_giver_and_arrives_in_that_of_the_taker(phrases: Phrases) -> None:
    drawn = sankey.draw(Sankey([Stream("a", "x", "b", BN)], {"a": "f-water", "b": "f-buff-ink"}), phrases, 640)
    assert re.findall(r'class="(f-[a-z-]+) pale"', drawn.content) == ["f-water", "f-buff-ink"]


def test_small_causes_become_one_and_nothing_is_lost() -> None:
    streams = [Stream("a", str(n), "b", n + 1) for n in range(20)]
    joined = sankey.merged(streams, 5, "others")
    assert len({stream.cause for stream in joined}) == 6
    assert sum(stream.amount_usd for stream in joined) == sum(stream.amount_usd for stream in streams)


def test_a_period_without_flows_is_an_empty_picture(phrases: Phrases) -> None:
    assert sankey.draw(Sankey([], {}), phrases, 640).content == ""


def test_the_table_is_ordered_by_size() -> None:
    table = sankey.table("flows", a_sankey("en"), Phrases("en", None))  # type: ignore[arg-type]
    amounts = [row[3] for row in table.plain[1:]]
    assert amounts == sorted(amounts, reverse=True)  # type: ignore[type-var]
