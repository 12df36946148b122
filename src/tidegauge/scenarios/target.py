"""Conditions on a path and targets on an ensemble: the small language of watermarks, stop rules and `search`.

    condition  = metric sign amount ["for" "more" "than" N days] ["within" N days]
    target     = "P" "(" inner ["in" N] ")" sign share
               | statistic "(" metric ")" sign amount "at" N
    inner      = "days" "(" metric sign amount ")" ">" N
               | "ever" "(" metric sign amount ")"
    sign       = "<" | ">"                    strictly below, strictly above
    metric     = a name of `program.METRICS`
    statistic  = "mean" | "median" | "q5" | "q25" | "q75" | "q95"
    amount     = dollars as everywhere (2.7tn, 50bn, 500亿), or basis points (10, -2.5, 10bp) for a metric in `_bp`
    share      = a probability between 0 and 1 (0.10, or 10%)

N counts simulated business days; ``in N`` and ``within N`` mean the first N of them, left out: all. A stretch has more
days than the days that are counted in it. What `str` prints of a parsed text parses back to the same value.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, NoReturn

from tidegauge.errors import InvalidAmount, InvalidCondition, InvalidTarget
from tidegauge.scenarios.program import BP_SCALE, METRICS, Watermark
from tidegauge.units import parse_amount

STATISTICS = ("mean", "median", "q5", "q25", "q75", "q95")
DAYS_MAX = 10_000
SCALES = (("tn", 10**12), ("bn", 10**9), ("mn", 10**6), ("", 1))

_NUMBER = r"[+−-]?[0-9][0-9.,]*(?:[a-zA-Z]+|[一-鿿]+|%|\s(?:tn|bn|mn|bp|[一-鿿]+)\b)?"
_TOKEN = re.compile(rf"\s*(?:(?P<number>{_NUMBER})|(?P<name>[^\W\d]\w*)|(?P<sign>.))", re.S)


@dataclass(frozen=True, slots=True)
class Condition:
    """More than `days_more_than` of the first `within` days with the metric beyond the threshold.

    `threshold` is whole USD, or thousandths of a basis point, as paths record the metric; `within` None means every
    simulated day. "Ever below" has `days_more_than` 0.

    >>> str(Condition("reserves_usd", above=False, threshold=2_700_000_000_000, days_more_than=5))
    'reserves_usd < 2.7tn for more than 5 days'
    """

    metric: str
    above: bool
    threshold: int
    days_more_than: int = 0
    within: int | None = None

    def __str__(self) -> str:
        """Return the condition as it is written in a scenario file."""
        lasting = f" for more than {_days(self.days_more_than)}" if self.days_more_than else ""
        until = f" within {_days(self.within)}" if self.within else ""
        return f"{self.line}{lasting}{until}"

    @property
    def line(self) -> str:
        """The comparison alone, such as ``reserves_usd < 2.7tn``."""
        return f"{self.metric} {_sign(self.above)} {written(self.metric, self.threshold)}"

    def watermark(self, name: str, n_days: int, *, stops: bool = False) -> Watermark:
        """Return the condition as both engines read it, for a run of `n_days`."""
        within = n_days if self.within is None else min(self.within, n_days)
        metric = METRICS.index(self.metric)
        return Watermark(name, metric, self.above, self.threshold, self.days_more_than, within, stops)


@dataclass(frozen=True, slots=True)
class Chance:
    """A target on how often a condition is met: its probability stays below, or above, `share` (0 to 1)."""

    condition: Condition
    above: bool
    share: float

    def __str__(self) -> str:
        """Return the target as it is typed."""
        condition = self.condition
        inner = f"days({condition.line}) > {condition.days_more_than}" if condition.days_more_than else ""
        within = f" in {condition.within}" if condition.within else ""
        return (
            f"P({inner or f'ever({condition.line})'}{within}) {_sign(self.above)} {_plain(Decimal(repr(self.share)))}"
        )

    @property
    def days(self) -> int:
        """How many days a run must have for the target to mean what it says."""
        return self.condition.within or self.condition.days_more_than + 1


@dataclass(frozen=True, slots=True)
class Level:
    """A target on the level of a metric at the end of day `at` (1 is the first simulated day) over all paths."""

    statistic: str
    metric: str
    above: bool
    threshold: int
    at: int

    def __str__(self) -> str:
        """Return the target as it is typed."""
        amount = written(self.metric, self.threshold)
        return f"{self.statistic}({self.metric}) {_sign(self.above)} {amount} at {self.at}"

    @property
    def days(self) -> int:
        """How many days a run must have."""
        return self.at


Target = Chance | Level


def parse_condition(text: str, place: str) -> Condition:
    """Read a condition of a watermark or a stop rule.

    Parameters
    ----------
    text : str
        As in ``reserves_usd < 2.7tn for more than 5 days within 60 days``.
    place : str
        Where it stands, for the error: a file and key.

    Raises
    ------
    InvalidCondition
        The text is no condition; the error names the character where reading stopped and what should stand there.

    Examples
    --------
    >>> parse_condition("sofr_iorb_bp > 10 within 60 days", "an example").threshold
    10000
    """
    reader = _Reader(text, place, InvalidCondition)
    metric, above, threshold = reader.comparison()
    days_more_than = 0
    if reader.accept("for"):
        reader.expect("more")
        reader.expect("than")
        days_more_than = reader.days(at_least=0)
    within = reader.days(days_more_than + 1) if reader.accept("within") else None
    reader.end("nothing more, or: for more than N days, or: within N days")
    return Condition(metric, above, threshold, days_more_than, within)


def parse_target(text: str) -> Target:
    """Read the target of a search.

    Raises
    ------
    InvalidTarget
        The text is no target; the error names the character where reading stopped and what should stand there.

    Examples
    --------
    >>> str(parse_target("P(days(sofr_iorb_bp>10)>5 in 60) < 10%"))
    'P(days(sofr_iorb_bp > 10) > 5 in 60) < 0.1'
    >>> parse_target("median(reserves_usd) > 2.9tn at 60").at
    60
    """
    reader = _Reader(text, "target", InvalidTarget)
    if reader.accept("P"):
        reader.expect("(")
        condition = reader.inner()
        reader.expect(")")
        above = reader.sign()
        found: Target = Chance(condition, above, reader.share())
    else:
        statistic = reader.word(("P", *STATISTICS), "P(…), or mean, median, q5, q25, q75 or q95 of a metric")
        reader.expect("(")
        metric = reader.metric()
        reader.expect(")")
        above = reader.sign()
        threshold = reader.amount(metric)
        reader.expect("at")
        found = Level(statistic, metric, above, threshold, reader.count(1))
    reader.end("nothing more")
    return found


def written(metric: str, threshold: int) -> str:
    """Return a threshold as it is typed: dollars in the largest unit that keeps them exact, or basis points.

    >>> written("reserves_usd", 2_700_000_000_000), written("sofr_iorb_bp", -2500)
    ('2.7tn', '-2.5')
    """
    if metric.endswith("_bp"):
        return _plain(Decimal(threshold) / BP_SCALE)
    for unit, size in SCALES:
        exact = Decimal(threshold) / size
        if -exact.as_tuple().exponent <= 3 and (abs(exact) >= 1 or size == 1):  # type: ignore[operator]
            return f"{_plain(exact)}{unit}"
    return str(threshold)


class _Token(NamedTuple):
    """A piece of the text: a number with its unit, a name, or a sign; `at` counts characters from 1."""

    kind: str
    text: str
    at: int


class _Reader:
    """Reads a text from left to right, one token ahead."""

    def __init__(self, text: str, place: str, error: type[InvalidCondition]) -> None:
        self.text, self.place, self.error = text, place, error
        self.tokens = [
            _Token(match.lastgroup or "", match[match.lastgroup or 0], match.start(match.lastgroup or 0) + 1)
            for match in _TOKEN.finditer(text.rstrip())
        ]
        self.position = 0

    @property
    def token(self) -> _Token:
        """The token that comes next; past the last one, an empty one."""
        if self.position < len(self.tokens):
            return self.tokens[self.position]
        return _Token("end", "", len(self.text.rstrip()) + 1)

    def fail(self, expected: str) -> NoReturn:
        """Refuse the token that comes next."""
        token = self.token
        raise self.error(
            place=self.place, text=self.text, position=token.at, expected=expected, found=token.text or "the end"
        )

    def take(self) -> str:
        """Return the token that comes next and step over it."""
        token = self.token
        self.position += 1
        return token.text

    def accept(self, text: str) -> bool:
        """Step over `text` if it comes next."""
        found = self.token.text == text
        self.position += found
        return found

    def expect(self, text: str) -> None:
        """Step over `text`, or refuse what stands there."""
        if not self.accept(text):
            self.fail(f'"{text}"')

    def end(self, expected: str) -> None:
        """Refuse anything that is left."""
        if self.token.kind != "end":
            self.fail(expected)

    def word(self, known: Iterable[str], expected: str) -> str:
        """Return a name that must be one of some."""
        if self.token.text not in known:
            self.fail(expected)
        return self.take()

    def metric(self) -> str:
        """Return the name of a metric; a wrong one is answered with the nearest."""
        if self.token.text not in METRICS:
            near = difflib.get_close_matches(self.token.text, METRICS, n=1, cutoff=0.6)
            self.fail(near[0] if near else "a metric such as reserves_usd or sofr_iorb_bp")
        return self.take()

    def sign(self) -> bool:
        """Return whether "above" is meant."""
        return self.word(("<", ">"), "< or >") == ">"

    def comparison(self) -> tuple[str, bool, int]:
        """Return metric, direction and threshold."""
        metric = self.metric()
        above = self.sign()
        return metric, above, self.amount(metric)

    def inner(self) -> Condition:
        """Return what stands inside a probability."""
        counted = self.word(("days", "ever"), "days(…) or ever(…)") == "days"
        self.expect("(")
        metric, above, threshold = self.comparison()
        self.expect(")")
        days_more_than = 0
        if counted:
            self.expect(">")
            days_more_than = self.count(0)
        within = self.count(days_more_than + 1) if self.accept("in") else None
        return Condition(metric, above, threshold, days_more_than, within)

    def amount(self, metric: str) -> int:
        """Return a threshold in the unit paths record `metric` in."""
        if metric.endswith("_bp"):
            value = self._number("basis points with up to three decimals, such as 10 or -2.5", "bp", places=3)
            return int(value * BP_SCALE)
        expected = "an amount of dollars such as 2.7tn, 50bn or 500亿"
        try:
            amount = parse_amount(self.token.text)
        except InvalidAmount:
            self.fail(expected)
        self.take()
        return amount

    def share(self) -> float:
        """Return a probability."""
        expected = "a probability between 0 and 1, such as 0.10 or 10%"
        percent = self.token.text.endswith("%")
        value = self._number(expected, "%" if percent else "", places=4 if percent else 6) / (100 if percent else 1)
        if not 0 < value < 1:
            self.position -= 1
            self.fail(expected)
        return float(value)

    def days(self, at_least: int = 1) -> int:
        """Return a count followed by the word "days" (or "day")."""
        count = self.count(at_least)
        self.word(("days", "day"), "days")
        return count

    def count(self, at_least: int) -> int:
        """Return a whole number of days."""
        text = self.token.text
        if not (re.fullmatch("[0-9]{1,5}", text) and at_least <= int(text) <= DAYS_MAX):
            self.fail(f"a whole number of days from {at_least} to 10000")
        return int(self.take())

    def _number(self, expected: str, unit: str, places: int) -> Decimal:
        match = re.fullmatch(rf"([+−-]?)([0-9]{{1,9}}(?:\.[0-9]{{1,{places}}})?)(?:\s?{unit})?", self.token.text)
        if match is None:
            self.fail(expected)
        self.take()
        return Decimal(match[2]) * (-1 if match[1] in ("−", "-") else 1)


def _sign(above: bool) -> str:
    return ">" if above else "<"


def _days(n: int) -> str:
    return f"{n} day" if n == 1 else f"{n} days"


def _plain(value: Decimal) -> str:
    """Return a decimal without trailing zeros or exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
