"""A brief made by hand: round figures of one autumn Monday, so that every line of the report can be checked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tidegauge.frame import Finding
from tidegauge.indicators.balance_sheet import BalanceSheet, Line
from tidegauge.indicators.drain import Cause, Drain
from tidegauge.indicators.period_end import PeriodEndSpread
from tidegauge.indicators.reading import Extreme
from tidegauge.indicators.watermarks import Watermark
from tidegauge.questions.answer import Answer, Origin
from tidegauge.questions.brief import Brief, RateDay, Steps
from tidegauge.questions.gauges import Freshness, GaugeReading
from tidegauge.questions.since import Change
from tidegauge.signals.calendar import Event
from tidegauge.signals.machine import Month, SignalReading, SignalState
from tidegauge.signals.record import Mark, Record, Spell
from tidegauge.words.sentence import Amount, Day, Moment, Sentence, Words

AS_OF = datetime(2025, 11, 3, 17, tzinfo=UTC)
WEDNESDAY = date(2025, 10, 29)
FRIDAY = date(2025, 10, 31)
KNOWN = datetime(2025, 10, 30, 20, 30, tzinfo=UTC)
BOARD = "Board of Governors of the Federal Reserve System"
NEW_YORK_FED = "Federal Reserve Bank of New York"
SHORT = {"en": "Fed Board", "zh-Hans": "美联储", "zh-Hant": "聯準會"}
BN = 10**9


def gauge(id_: str, value: float | None, unit: str, change: float | None = None, **more: object) -> GaugeReading:
    """Return a gauge with a year of points; None makes it missing."""
    known = value is not None
    year = tuple((WEDNESDAY - timedelta(days=7 * n), float(value or 0) * (1 + n % 5 / 20)) for n in range(51, -1, -1))
    reading = GaugeReading(
        id=id_,
        value=value,
        unit=unit,
        period=WEDNESDAY if known else None,
        change_1w=change,
        percentile=0.21 if known else None,
        signal="on" if known else None,
        known_at=KNOWN if known else None,
        ranked=357 if known else 0,
        ranked_since=date(2019, 1, 2),
        extreme=Extreme("lowest", date(2020, 9, 30), date(2002, 12, 18)) if id_ == "reserves" else None,
        freshness=Freshness("fresh" if known else "missing", WEDNESDAY, datetime(2025, 11, 6, 21, 30, tzinfo=UTC)),
        publisher=BOARD,
        short_publisher=SHORT,
        series=(id_,),
        year=year if known else (),
    )
    return replace(reading, **more)  # type: ignore[arg-type]


def gauges() -> tuple[GaugeReading, ...]:
    """Return gauges of every unit and every state."""
    due = Freshness("due", FRIDAY, datetime(2025, 11, 3, 18, 15, tzinfo=UTC))
    late = Freshness("late", FRIDAY, None)
    return (
        gauge("reserves", 2_827_909_000_000, "USD", -101_728_000_000),
        gauge("reserves_to_deposits", 0.1531, "share", -0.0054),
        gauge("on_rrp", 51_800_000_000, "USD", 0, freshness=due),
        gauge("srf", 50_350_000_000, "USD", 44_150_000_000, percentile=1.0),
        gauge("net_liquidity", 5_583_671_000_000, "USD", -96_800_000_000, freshness=late),
        gauge("sofr", 4.22, "pct", 0.18),
        gauge("sofr_iorb_bp", 32, "bp", 23),
        gauge("sofr_dispersion_bp", 30, "bp", None),
        gauge("vix", None, "index"),
        gauge("usdjpy", 152.82, "jpy_per_usd", 2.49),
        gauge("weekly_drain", 78_785_000_000, "USD", 25_700_000_000),
    )


LEVELS = {  # level and change in millions; assets first
    "fed_assets": (6_587_034, -2_499),
    "treasuries_held": (4_196_739, 272),
    "mbs_held": (2_069_963, -12_643),
    "repos_outstanding": (10_310, 10_310),
    "loans": (9_000, 539),
    "swaps": (20, -11),
    "other_assets": (301_002, -966),
    "reserves": (2_827_909, -101_728),
    "tga_wednesday": (983_859, 78_785),
    "on_rrp": (19_504, 15_499),
    "foreign_repo_pool": (347_909, -2_510),
    "currency": (2_417_891, 577),
    "foreign_official_deposits": (9_440, 0),
    "other_deposits": (216_100, 3_800),
    "other_liabilities": (-233_548, 2_336),
    "unmapped": (-2_030, 742),
}
ASSETS = tuple(LEVELS)[:7]


def sheet(missing: str = "") -> BalanceSheet:
    """Return the balance sheet of a Wednesday, one line unknown on request."""
    lines = tuple(
        Line(
            id_,
            "asset" if id_ in ASSETS else "liability",
            None if id_ == missing else level * 10**6,
            None if id_ == missing else change * 10**6,
        )
        for id_, (level, change) in LEVELS.items()
    )
    return BalanceSheet(WEDNESDAY, lines, (missing,) if missing else ())


def week() -> Drain:
    """Return the causes of the week, largest first; they add up to the change of reserves."""
    ids = [id_ for id_ in LEVELS if id_ not in ("fed_assets", "reserves")]
    found = []
    for id_ in ids:
        change = LEVELS[id_][1] * 10**6
        effect = change if id_ in ASSETS else -change
        found.append(Cause(id_, change, effect, effect if id_ in (*ASSETS, "tga_wednesday", "on_rrp") else 0))
    found.sort(key=lambda cause: -abs(cause.reserves_usd))
    start = WEDNESDAY - timedelta(days=7)
    return Drain(start, WEDNESDAY, "wednesday_level", -101_728_000_000, -96_783_000_000, tuple(found), ())


def signal(id_: str, on: bool | None) -> SignalState:
    """Return a signal with a history, or one of which nothing is known."""
    known = on is not None
    months = tuple(
        Month(date(2018 + n // 12, n % 12 + 1, 1), (n % 7) / 6 if n % 11 else None, 21) for n in range(3, 94)
    )
    return SignalState(
        id=id_,
        name=Sentence(f"signals.{id_}.name", {}),
        meaning=Sentence(f"signals.{id_}.meaning", {}),
        on=on,
        is_past=on,
        is_stale=False,
        reading=SignalReading(32.0, "bp", FRIDAY, KNOWN) if known else None,
        threshold=10.0,
        reset=10.0,
        direction="above",
        inclusive=False,
        unit="bp",
        source=("A2",),
        on_since=date(2025, 10, 27) if on else None,
        counted_from=date(2018, 4, 3) if known else None,
        n_on=52 if known else 0,
        n_past=52 if known else 0,
        n=1895 if known else 0,
        base_rate=52 / 1895 if known else None,
        spells=(Spell(date(2019, 9, 16), date(2019, 9, 18), 315.0, date(2019, 9, 17), date(2019, 9, 18)),)
        if known
        else (),
        months=months if known else (),
        record=Record((Mark("september_2019", 3),), (), 2, 0, (), ()),
        verdict=Sentence("signals.verdict.untested", {}),
    )


def events() -> tuple[Event, ...]:
    """Return events with and without a clock, today and later."""
    fomc = Sentence("calendar.name.fomc", {})
    return (
        event("settling_bills:2025-11-04", "settlement", date(2025, 11, 4), None, amount_usd=275 * BN),
        event("h41:2025-11-05", "release", date(2025, 11, 6), datetime(2025, 11, 6, 21, 30, tzinfo=UTC), basis="rule"),
        event("month_end:2025-11-28", "period_end", date(2025, 11, 28), None),
        replace(
            event("fomc:2025-12-10", "fomc", date(2025, 12, 10), datetime(2025, 12, 10, 19, tzinfo=UTC)), name=fomc
        ),
        event("dts:2025-10-31", "release", date(2025, 11, 3), datetime(2025, 11, 3, 21, tzinfo=UTC), basis="rule"),
    )


def event(id_: str, kind: str, on: date, at: datetime | None, **more: object) -> Event:
    """Return an event counted down from the as-of."""
    left = (on - date(2025, 11, 3)).days * 86_400 if at is None else int((at - AS_OF).total_seconds())
    name = Sentence("calendar.name.month_end", {})
    return Event(id=id_, kind=kind, on=on, at=at, name=name, countdown_seconds=left, **more)  # type: ignore[arg-type]


def rates() -> tuple[RateDay, ...]:
    """Return a year of business days with two peaks, a gap in the band and the last day far above."""
    days = [date(2024, 10, 1) + timedelta(days=n) for n in range(396)]
    days = [day for day in days if day.weekday() < 5 and day <= FRIDAY]
    found = []
    for n, day in enumerate(days):
        bp = {date(2024, 12, 31): 14, date(2025, 6, 30): 11, FRIDAY: 32}.get(day, -6 + n % 5)
        band = (None, None) if n == 40 else (bp - 8, bp + 22)
        found.append(RateDay(day, bp, *band))
    return tuple(found)


def yesterday() -> Drain:
    """Return the last day of daily figures: only the Treasury's cash."""
    tga = Cause("tga", 16_800_000_000, -16_800_000_000, -16_800_000_000)
    return Drain(WEDNESDAY, date(2025, 10, 30), "end_of_day", None, None, (tga,), ("reserves",))


def watermark(id_: str, level: int, distance: int, weeks: float | None) -> Watermark:
    """Return a line of reserves."""
    reading = level + distance
    return Watermark(id_, "reserves", WEDNESDAY, reading, level, distance, distance < 0, None, None, -36e9, weeks)


def a_brief() -> Brief:
    """Return the whole brief."""
    day = Day(WEDNESDAY)
    lowest = {"amount": Amount(2_827_909_000_000, "usd"), "day": day, "since": Day(date(2020, 9, 30), False, True)}
    fell = Sentence("brief.now.reserves_fell", {"amount": Amount(101_728_000_000, "usd", "size"), "day": day})
    tga = Sentence("causes.tga_wednesday.rose", {"amount": Amount(78_785_000_000, "usd", "size")})
    above = Sentence(
        "brief.months.above", {"amount": Amount(127_909_000_000, "usd", "size"), "line": Amount(2.7e12, "usd", "line")}
    )
    return Brief(
        headline=(Sentence("brief.headline.reserves_lowest", lowest),),
        now=(fell, tga),
        weeks=(Sentence("brief.weeks.event", {"event": Words("calendar.name.fomc"), "when": Day(date(2025, 12, 10))}),),
        months=(above,),
        year=(),
        missing=(),
        gauges=gauges(),
        week=week(),
        day=yesterday(),
        balance_sheet=sheet(),
        reserves=tuple(
            (WEDNESDAY - timedelta(days=7 * n), 2_827_909e6 + 101_728e6 * min(n, 5)) for n in range(56, -1, -1)
        ),
        watermarks=(
            watermark("reserves_3tn", 3_000 * BN, -172_091_000_000, None),
            watermark("reserves_2_7tn", 2_700 * BN, 127_909_000_000, 3.6),
        ),
        rates=rates(),
        steps=(
            Steps("srf_rate", ((date(2024, 9, 19), 10),)),
            Steps("on_rrp_rate", ((date(2024, 9, 19), -10), (date(2024, 12, 19), -15))),
        ),
        period_end=PeriodEndSpread(FRIDAY, 32, "month_end", 7.0, 18, 25.0, 4.5, 12, 27.5),
        signals=(signal("sofr_far_above_iorb", True), signal("effr_at_iorb", False), signal("vix_high", None)),
        schedule=events(),
        since=datetime(2025, 10, 31, 16, tzinfo=UTC),
        changes=(Change("sofr", "pct", 4.04, date(2025, 10, 30), 4.22, FRIDAY, "sofr", "ny_fed", SHORT, KNOWN),),
    )  # fmt: skip


@pytest.fixture
def brief() -> Brief:
    """The whole brief."""
    return a_brief()


@pytest.fixture
def nothing() -> Brief:
    """A brief of a moment of which hardly anything is known."""
    return Brief(
        (),
        (),
        (),
        (),
        (),
        (),
        (gauge("vix", None, "index"),),
        None,
        None,
        None,
        (),
        (),
        (),
        (),
        None,
        (),
        (),
        None,
        None,
    )


@pytest.fixture
def answer_of() -> Callable[..., Answer]:
    """Put a brief into its envelope."""

    def envelope(brief: Brief, **more: object) -> Answer:
        origins = tuple(
            Origin(series, BOARD if series != "sofr" else NEW_YORK_FED, WEDNESDAY, KNOWN, "release_rule")
            for series in ("reserves", "reverse_repos", "tga_wednesday", "sofr", "fed_assets")
        )
        said = Sentence("findings.bundled_figures", {"moment": Moment(AS_OF)})
        findings = (Finding("bundled_figures", "reference", None, said, "note"),)
        made = Answer("brief", AS_OF, brief, {}, origins, findings)
        return replace(made, **more)  # type: ignore[arg-type]

    return envelope


@pytest.fixture
def answer(brief: Brief, answer_of: Callable[..., Answer]) -> Answer:
    """The whole answer."""
    return answer_of(brief)
