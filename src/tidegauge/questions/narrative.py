"""The brief in sentences: short ones, each with its figure and its date, the accounting right, no advice.

A rise of the Treasury's cash drains reserves; a release from it, a Fed purchase and a fall of ON RRP add to them. Words
live in `words/*/brief.toml`; here is only which sentence is true.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from tidegauge.frame import Frame, Point
from tidegauge.indicators.balance_sheet import BalanceSheet
from tidegauge.indicators.drain import Cause, Drain
from tidegauge.indicators.period_end import PeriodEndSpread
from tidegauge.indicators.watermarks import Watermark
from tidegauge.questions.gauges import GaugeReading
from tidegauge.signals.calendar import Event
from tidegauge.words.sentence import Amount, Clock, Day, Fact, Name, Names, Sentence, Words

SRF_WORTH_SAYING_USD = 1_000_000_000
BUFFER_GONE_USD = 100_000_000_000  # the article's line for ON RRP
EVENTS_SAID = 4
OLD = timedelta(days=7)  # nothing newer than this: the first sentence says so
SAID_LINES = ("reserves_3tn", "reserves_2_7tn")
Readings = Mapping[str, GaugeReading]


def headline(readings: Readings, today: date) -> tuple[Sentence, ...]:
    """Return the finding of the day: repo, the standing facility, reserves; before them, that figures are old."""
    said: list[Sentence] = []
    newest = max((reading.period for reading in readings.values() if reading.period is not None), default=None)
    if newest is not None and today - newest > OLD:
        said.append(Sentence("brief.headline.old", {"day": Day(newest, year=True)}))
    spread, sofr = readings["sofr_iorb_bp"], readings["sofr"]
    if spread.value is not None and spread.period is not None and sofr.value is not None:
        side = "at" if spread.value == 0 else ("above" if spread.value > 0 else "below")
        facts: dict[str, Fact] = {
            "spread": Amount(abs(spread.value), "bp"),
            "sofr": Amount(sofr.value, "pct"),
            "day": _day(spread.period, today)._replace(weekday=False),  # it stands in brackets
        }
        said.append(Sentence(f"brief.headline.repo_{side}", facts))
    srf = readings["srf"]
    if srf.value is not None and srf.value >= SRF_WORTH_SAYING_USD:
        said.append(_level("srf", srf, today))
    if readings["reserves"].value is not None:
        said.append(_level("reserves", readings["reserves"], today))
    return tuple(said) or (Sentence("brief.headline.nothing", {}),)


def _level(name: str, reading: GaugeReading, today: date) -> Sentence:
    """Say a level, and since when it was not as low or as high where that is long ago."""
    assert reading.value is not None and reading.period is not None  # the caller has looked
    facts: dict[str, Fact] = {"amount": Amount(reading.value, "usd"), "day": _day(reading.period, today)}
    extreme = reading.extreme
    if extreme is None:
        return Sentence(f"brief.headline.{name}", facts)
    facts["since"] = Day(extreme.since or extreme.first, weekday=False, year=True)
    record = "" if extreme.since else "_on_record"
    return Sentence(f"brief.headline.{name}_{extreme.kind}{record}", facts)


def _day(day: date, today: date) -> Day:
    return Day(day, year=day.year != today.year)


def now(week: Drain | None, day: Drain | None, running: Iterable[Event]) -> tuple[Sentence, ...]:
    """Say what is running, what the last H.4.1 week did to reserves and why, then the last day of cash."""
    said = [Sentence("brief.now.running", {"event": event.name}) for event in running]
    if week is not None and week.reserves_usd is not None:
        facts: dict[str, Fact] = {"amount": Amount(abs(week.reserves_usd), "usd", "size"), "day": Day(week.end)}
        said.append(Sentence(f"brief.now.reserves_{_direction(week.reserves_usd)}", facts))
    if week is not None:
        said.extend(cause_sentence(cause) for cause in main_causes(week))
    if week is not None and week.net_liquidity_usd is not None:
        amount = Amount(week.net_liquidity_usd, "usd", "change")
        said.append(Sentence("brief.now.net_liquidity", {"amount": amount}))
    if day is not None:
        tga = next((cause for cause in day.causes if cause.id == "tga"), None)
        if tga is not None and tga.change_usd:
            facts = {"amount": Amount(abs(tga.change_usd), "usd", "size"), "day": Day(day.end)}
            said.append(Sentence(f"brief.now.cash_{_direction(tga.change_usd)}", facts))
    return tuple(said)


def repo(turn: PeriodEndSpread | None, morning: Point | None) -> tuple[Sentence, ...]:
    """Say how much of the spread is the turn of a period, and what the standing repo facility lent so far today."""
    said: list[Sentence] = []
    if turn is not None and turn.kind and turn.ordinary_bp is not None:
        facts: dict[str, Fact] = {
            "day": Day(turn.period),
            "raw": Amount(turn.raw_bp, "bp", "change"),
            "ordinary": Amount(turn.ordinary_bp, "bp", "change"),
            "n": turn.ordinary_days,
        }
        side = "period_start" if turn.kind.startswith("after_") else "period_end"
        said.append(Sentence(f"brief.now.{side}", facts))
    if morning is not None:
        said.append(Sentence("brief.now.srf_so_far", {"amount": Amount(morning.value, "usd")}))
    return tuple(said)


def _direction(change: float) -> str:
    return "flat" if change == 0 else ("rose" if change > 0 else "fell")


def main_causes(week: Drain) -> list[Cause]:
    """Return the causes worth a sentence: the largest, and the next when it is at least a third of it."""
    named = [cause for cause in week.causes if cause.id not in ("unmapped", "other_assets") and cause.change_usd]
    if len(named) > 1 and abs(named[1].change_usd) * 3 >= abs(named[0].change_usd):
        return named[:2]
    return named[:1]


def cause_sentence(cause: Cause) -> Sentence:
    """Say one cause with the right sign: what moved, and what that did to reserves."""
    facts: dict[str, Fact] = {"amount": Amount(abs(cause.change_usd), "usd", "size")}
    return Sentence(f"causes.{cause.id}.{_direction(cause.change_usd)}", facts)


def weeks(readings: Readings, schedule: Iterable[Event]) -> tuple[Sentence, ...]:
    """Say what is coming that moves reserves, and whether ON RRP is there to take the blow."""
    said = [_scheduled(event) for event in _weighty(schedule)]
    on_rrp = readings["on_rrp"]
    if on_rrp.value is not None and on_rrp.period is not None:
        key = "buffer_gone" if on_rrp.value < BUFFER_GONE_USD else "buffer_left"
        facts: dict[str, Fact] = {"amount": Amount(on_rrp.value, "usd"), "day": Day(on_rrp.period)}
        said.append(Sentence(f"brief.weeks.{key}", facts))
    return tuple(said)


def _scheduled(event: Event) -> Sentence:
    """Say one event of the calendar, with its amount where it is known."""
    facts: dict[str, Fact] = {"event": event.name, "when": Day(event.on)}
    if event.amount_usd is None:
        return Sentence("brief.weeks.event", facts)
    return Sentence("brief.weeks.settlement", facts | {"amount": Amount(event.amount_usd, "usd")})


def _weighty(schedule: Iterable[Event]) -> list[Event]:
    """Return the next events that move reserves or decide policy; the weekly round of bills only with its amount."""
    kinds = ("fomc", "refunding", "settlement", "tax", "period_end", "policy", "debt_limit", "funding")
    told = (event for event in schedule if event.kind in kinds)
    return [event for event in told if event.series != "settling_bills" or event.amount_usd][:EVENTS_SAID]


def months(frame: Frame, marks: tuple[Watermark, ...]) -> tuple[Sentence, ...]:
    """Say the drift of a quarter and the distance to the watermarks."""
    said = list(_drift("brief.months.drift", frame, timedelta(days=91)))
    for mark in marks:
        if mark.id in SAID_LINES and mark.distance_usd is not None and mark.level_usd is not None:
            side = "above" if mark.distance_usd >= 0 else "below"
            facts: dict[str, Fact] = {
                "amount": Amount(abs(mark.distance_usd), "usd", "size"),
                "line": Amount(mark.level_usd, "usd", "line"),
            }
            said.append(Sentence(f"brief.months.{side}", facts))
    said.extend(_shares(marks))
    return tuple(said)


def _shares(marks: tuple[Watermark, ...]) -> Iterable[Sentence]:
    """Yield what share of GDP and of bank assets reserves are, each with its denominator's date."""
    mark = next((mark for mark in marks if mark.series == "reserves"), None)
    if mark is None or mark.of_gdp is None or mark.of_bank_assets is None:
        return
    facts: dict[str, Fact] = {
        "gdp": Amount(mark.of_gdp.value, "share"),
        "quarter": Day(mark.of_gdp.period, weekday=False, year=True),
        "assets": Amount(mark.of_bank_assets.value, "share"),
        "day": Day(mark.of_bank_assets.period, weekday=False, year=True),
    }
    yield Sentence("brief.months.shares", facts)


def year(readings: Readings, frame: Frame) -> tuple[Sentence, ...]:
    """Say the drift of a year and how rare the level of reserves is."""
    said = list(_drift("brief.year.drift", frame, timedelta(days=364)))
    share = readings["reserves_to_deposits"]
    if share.value is not None and share.percentile is not None:
        facts: dict[str, Fact] = {
            "share": Amount(share.value, "share"),
            "rank": Amount(share.percentile, "share"),
            "since": Day(share.ranked_since, weekday=False, year=True),
        }
        said.append(Sentence("brief.year.rank", facts))
    return tuple(said)


def _drift(key: str, frame: Frame, span: timedelta) -> Iterable[Sentence]:
    """Yield one sentence on how reserves, Fed assets and the Treasury's cash changed over a span, Wednesday levels."""
    parts: dict[str, Fact] = {}
    for name in ("reserves", "fed_assets", "tga_wednesday"):
        last = frame[name].latest()
        before = None if last is None else frame[name].at(last.period - span)
        if last is None or before is None:
            return
        parts[name] = Amount(last.value - before.value, "usd", "change")
    yield Sentence(key, parts)


def missing(readings: Iterable[GaugeReading], sheet: BalanceSheet | None, frame: Frame) -> tuple[Sentence, ...]:
    """Say what is missing, late, or due today; nothing is filled in."""
    said: list[Sentence] = []
    iorb, top = frame.latest("iorb"), frame.latest("target_upper")
    if iorb is not None and top is not None and iorb.value > top.value:
        rates: dict[str, Fact] = {"iorb": Amount(iorb.value, "pct"), "top": Amount(top.value, "pct")}
        said.append(Sentence("brief.missing.policy", rates))
    gone = tuple(Words(f"gauges.{reading.id}.name") for reading in readings if reading.freshness.state == "missing")
    if gone:
        said.append(Sentence("brief.missing.gone", {"names": Names(gone)}))
    unopened = tuple(Words(f"gauges.{one.id}.name") for one in readings if one.freshness.state == "unopened")
    if unopened:
        said.append(Sentence("brief.missing.unopened", {"names": Names(unopened)}))
    seen: set[str] = set()
    due: dict[datetime, list[Fact]] = {}
    late: dict[date, list[Fact]] = {}
    for reading in readings:
        series, fresh = reading.series[0], reading.freshness
        if series in seen or fresh.state not in ("late", "due"):
            continue
        seen.add(series)
        name: Fact = Words(f"gauges.{reading.id}.name")
        if fresh.state == "late" and reading.period is not None:
            if fresh.last not in (None, reading.period):
                name = Name(fresh.names)
            late.setdefault(fresh.last or reading.period, []).append(name)
        elif fresh.next_at is not None:
            due.setdefault(fresh.next_at, []).append(name)
    if late:
        shown = (
            Sentence("brief.missing.item", {"names": Names(tuple(late[day])), "at": Day(day, year=True)})
            for day in sorted(late)
        )
        said.append(Sentence("brief.missing.late", {"items": Names(tuple(shown))}))
    if due:
        items = (
            Sentence("brief.missing.item", {"names": Names(tuple(due[at])), "at": Clock(at)}) for at in sorted(due)
        )
        said.append(Sentence("brief.missing.due", {"items": Names(tuple(items))}))
    if sheet is not None and sheet.missing:
        lines = Names(tuple(Words(f"lines.{line}") for line in sheet.missing))
        said.append(Sentence("brief.missing.lines", {"lines": lines, "day": Day(sheet.period)}))
    return tuple(said)
