"""Signals: lamp, reading, line, the months it was on, how often, and what its record says."""

from dataclasses import dataclass
from datetime import date

from tidegauge.questions.brief import Brief
from tidegauge.views import lamp as lamp_words
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.words import numbers

FIRST_YEAR = 2018
MONTH, TALL = 4.0, 19.0
LAMPS = {True: ("on", "◆"), False: ("off", "◇"), None: ("missing", "○")}


@dataclass(frozen=True, slots=True)
class Line:
    """One signal in words."""

    id: str
    state: str
    lamp: str
    lamp_word: str
    name: str
    reading: str
    period: str
    threshold: str
    since: str
    held: str
    strip: str
    base: str
    counted: str
    spells: str
    meaning: str
    record: str
    verdict: str


def title(brief: Brief, phrases: Phrases) -> str:
    """Return the finding over the signals: how many are on, of how many that are known."""
    known = [state.on for state in brief.signals if state.on is not None]
    on, missing = sum(known), len(brief.signals) - len(known)
    key = "signals.title_none_on" if on == 0 else ("signals.title_one" if on == 1 else "signals.title")
    facts = {"known": phrases.count(len(known))} | ({"on": phrases.count(on)} if on > 1 else {})
    rest = phrases("signals.title_missing", n=phrases.count(missing)) if missing else ""
    return phrases(key, **facts) + rest


def lines(brief: Brief, phrases: Phrases) -> list[Line]:
    """Return every signal, those on first, in the order of the page."""
    found = []
    first, last = date(FIRST_YEAR, 1, 1), phrases.today
    for state in brief.signals:
        name, lamp = LAMPS[state.on]
        reading = state.reading
        months = {month.start: month.share_on for month in state.months if month.share_on is not None}
        judged = state.record
        record = phrases(
            "signals.hits",
            hit=phrases.count(len(judged.hits)),
            all=phrases.count(len(judged.hits) + len(judged.missed)),
            false=phrases.count(judged.false_alarms),
        )
        found.append(
            Line(
                id=state.id,
                state=name,
                lamp=lamp,
                lamp_word=phrases(f"signals.{name}"),
                name=phrases.say(state.name),
                reading=numbers.MISSING if reading is None else phrases.quantity(reading.value, reading.unit),
                period="" if reading is None else stale_or_day(reading.period, phrases, is_stale=state.is_stale),
                threshold=sign(state.direction, inclusive=state.inclusive)
                + " "
                + phrases.line(state.threshold, state.unit),
                since=lamp_words.since(state, phrases.lang, phrases.short) or numbers.MISSING,
                held=lamp_words.held(state, phrases.lang, phrases.line),
                strip=strip(months, first, last, counted=state.counted_from, is_on=state.on is True),
                base=base(state.base_rate, state.n, phrases),
                counted=phrases.short(state.counted_from),
                spells=spells_word(len(state.spells), phrases) if state.n else "",
                meaning=phrases.say(state.meaning),
                record=record if state.n else "",
                verdict=phrases.say(state.verdict),
            )
        )
    return sorted(found, key=lambda line: ("on", "off", "missing").index(line.state))


def stale_or_day(period: date, phrases: Phrases, *, is_stale: bool) -> str:
    """Return the period of a reading, and that it is too old where it is."""
    return phrases("signals.stale", day=phrases.short(period)) if is_stale else phrases.short(period)


def sign(direction: str, *, inclusive: bool) -> str:
    """Return the side of the line that counts."""
    return {"above": "≥" if inclusive else ">", "below": "≤" if inclusive else "<"}[direction]


def base(rate: float | None, n: int, phrases: Phrases) -> str:
    """Return the base rate with its number of observations."""
    if rate is None:
        return numbers.MISSING
    return phrases("signals.base", share=phrases.share(rate), n=phrases.count(n))


def spells_word(n: int, phrases: Phrases) -> str:
    """Return how many spells there were."""
    return phrases("signals.spells_one") if n == 1 else phrases("signals.spells_n", n=phrases.count(n))


def strip(shares: dict[date, float], first: date, last: date, *, counted: date | None, is_on: bool) -> str:
    """Draw one bar a month, as high as the share of its days that were on; hatched before the count begins."""
    n = _place(last, first) + 1
    base_y = TALL - 1.5
    content = svg.line(0, base_y, n * MONTH, base_y, "s-rule-2")
    before = n if counted is None else max(0, min(n, _place(counted, first)))
    for i in range(0, before - 1, 2):
        start = f"M{svg.number(i * MONTH)} {svg.number(base_y)}"
        content += svg.tag("path", d=f"{start}l{svg.number(2 * MONTH)} -9", cls="s-rule-2")
    for month, share in shares.items():
        place = _place(month, first)
        if share > 0 and place >= 0:
            height = 3 + share * 12
            cls = ("f-mark" if is_on else "f-ink-3") + (" mid" if share < 0.5 else "")
            content += svg.rect(place * MONTH, base_y - height, MONTH - 0.4, height, cls)
    return svg.picture(n * MONTH, TALL, content, aria_hidden="true", preserveAspectRatio="none", cls="strip")


def _place(month: date, first: date) -> int:
    return (month.year - first.year) * 12 + month.month - first.month


def years(last: date) -> list[tuple[int, int]]:
    """Return each year over the strips with how many months of it they show."""
    return [(year, 12 if year < last.year else last.month) for year in range(FIRST_YEAR, last.year + 1)]


def table(brief: Brief, phrases: Phrases) -> Table:
    """Return every signal as a row."""
    heads = ("signal", "state", "reading", "period", "threshold", "since", "base_rate", "counted", "spells", "record")
    rows = tuple(
        (
            line.name,
            f"{line.lamp} {line.held or line.lamp_word}",
            line.reading,
            line.period or numbers.MISSING,
            line.threshold,
            line.since,
            line.base,
            line.counted,
            line.spells or numbers.MISSING,
            line.record or numbers.MISSING,
        )
        for line in lines(brief, phrases)
    )
    return Table("signals", tuple(phrases(f"head.{head}") for head in heads), rows, (0, 1, 3, 5, 7, 9), plain(brief))


def plain(brief: Brief) -> tuple[tuple[object, ...], ...]:
    """Return the signals as a program wants them."""
    heads = (
        "signal",
        "on",
        "reading",
        "unit",
        "period",
        "threshold",
        "on_since",
        "counted_from",
        "n_on",
        "n",
        "spells",
    )
    rows = (
        (
            state.id,
            state.on,
            None if state.reading is None else state.reading.value,
            state.unit,
            None if state.reading is None else state.reading.period,
            state.threshold,
            state.on_since,
            state.counted_from,
            state.n_on,
            state.n,
            len(state.spells),
        )
        for state in brief.signals
    )
    return (heads, *rows)
