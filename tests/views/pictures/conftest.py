"""Pictures with plain values, and a reader that finds where their words stand."""

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from unicodedata import east_asian_width

import pytest

from tidegauge.views.pictures import fan, sankey, t_accounts, waterfall
from tidegauge.views.pictures.picture import Drawing
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.svg import Box
from tidegauge.words import LANGUAGES

WIDTHS = (362.0, 640.0, 1040.0)
BN = 10**9
OPENING = date(2025, 9, 30)
NAMES = {
    "en": ("Large banks", "Treasury", "Money funds", "Households, firms and other nonbanks", "Bills sold at auction"),
    "zh-Hans": ("大型银行", "财政部", "货币市场基金", "家庭、企业与其他非银行部门", "短期国债拍卖发行"),
    "zh-Hant": ("大型銀行", "財政部", "貨幣市場基金", "家庭、企業與其他非銀行部門", "國庫券拍賣發行"),
}


@pytest.fixture(params=LANGUAGES)
def phrases(request: pytest.FixtureRequest) -> Phrases:
    """Return words of every language, read on the opening day."""
    return Phrases(str(request.param), datetime(2025, 9, 30, 23, 59, tzinfo=UTC))


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> float:
    return float(request.param)


def business_days(first: date, n: int) -> list[date]:
    """Return n weekdays from a day on."""
    days = (first + timedelta(days=step) for step in range(2 * n))
    return [day for day in days if day.weekday() < 5][:n]


def a_fan(lines: tuple[float, ...] = (3.0e12, 2.7e12), unit: str = "usd", n: int = 65) -> fan.Fan:
    """Return a fan whose bands widen with the square root of time; in bp it is a hundred-billionth of that."""
    scale = 1.0 if unit == "usd" else 1e-10
    days = business_days(OPENING + timedelta(days=1), n)
    past = [(day, (3.1e12 + 2e10 * math.sin(k)) * scale) for k, day in enumerate(business_days(date(2025, 7, 1), 65))]
    middle = [past[-1][1] - 3e9 * scale * k for k in range(n)]
    bands = {
        per_cent: [value + z * 2e10 * scale * math.sqrt(k + 1) for k, value in enumerate(middle)]
        for per_cent, z in zip(fan.QUANTILES, (-1.64, -0.67, 0.0, 0.67, 1.64), strict=True)
    }
    marks = [fan.Mark(level * scale, f"{level / 1e12:.1f} tn", "12.5 %") for level in lines]
    return fan.Fan(unit, days, bands, past, marks)


def a_waterfall(lang: str) -> waterfall.Waterfall:
    """Return a waterfall that adds up to the dollar."""
    changes = (-812 * BN - 7, 741 * BN, -33 * BN, 5 * BN, 1)
    steps = [waterfall.Step(name, change) for name, change in zip(NAMES[lang], changes, strict=True)]
    return waterfall.Waterfall("30 Sep", 3_000 * BN, steps, "31 Dec", 3_000 * BN + sum(changes))


def a_sankey(lang: str) -> sankey.Sankey:
    """Return flows of very different sizes."""
    banks, treasury, funds, households, cause = NAMES[lang]
    streams = [
        sankey.Stream(banks, cause, treasury, 600 * BN),
        sankey.Stream(funds, cause, treasury, 40 * BN),
        sankey.Stream(treasury, "A", banks, 588 * BN),
        sankey.Stream(banks, "B", households, 2 * BN),
        *(sankey.Stream(funds, letter, households, BN) for letter in "CDEF"),
    ]
    return sankey.Sankey(streams, {banks: "f-water", treasury: "f-buff-ink"})


def some_accounts(lang: str) -> t_accounts.Accounts:
    """Return the T-accounts of a tax payment with names as long as they come."""
    banks, treasury, _, households, cause = NAMES[lang]
    entry, x = t_accounts.Entry, 100 * BN
    accounts = [
        t_accounts.TAccount(treasury, [entry(cause, x)], [], x),
        t_accounts.TAccount("Fed", [], [entry(banks, -x), entry(cause, x)]),
        t_accounts.TAccount(banks, [entry("R", -x)], [entry(households, -x)]),
        t_accounts.TAccount(households, [entry(households, -x)], [], -x),
    ]
    return t_accounts.Accounts(accounts, [entry(banks, -x), entry(cause, x), entry(treasury, 0)], " ".join([cause] * 9))


def words_of(drawing: Drawing) -> Iterator[tuple[str, Box]]:
    """Yield all words of a picture with about the box each fills; a letter is taken as half as wide as high."""
    root = ET.fromstring(drawing.svg("a title", "what it shows").replace("<svg", '<svg xmlns:x="x"', 1))
    for node in root.iter("text"):
        said, size = "".join(node.itertext()), float(node.get("font-size", "13"))
        wide = sum(size if east_asian_width(letter) in "WF" else size * 0.48 for letter in said)
        x, y = float(node.get("x", "0")), float(node.get("y", "0"))
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
        yield said, Box(left, y - size * 0.78, left + wide, y + size * 0.12)


def assert_readable(drawing: Drawing) -> None:
    """Refuse words over words and words outside the picture."""
    placed = [(said, box) for said, box in words_of(drawing) if said]
    assert placed
    outside = [
        said
        for said, box in placed
        if box.left < -1 or box.right > drawing.width + 4 or box.bottom > drawing.height + 2
    ]
    assert outside == []
    assert [(a, b) for (a, one), (b, two) in combinations(placed, 2) if one.meets(two)] == []
