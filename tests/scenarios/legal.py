"""Scenarios of every legal shape, for the tests that hold printing and reading against each other."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from tidegauge.ledger.events import EVENTS
from tidegauge.scenarios import calendars, parameters
from tidegauge.scenarios import scenario as language
from tidegauge.scenarios.program import METRICS, Switches
from tidegauge.scenarios.scenario import NEVER, NO_LIMIT, Scenario, ScheduledAmount
from tidegauge.words import LANGUAGES

T = TypeVar("T")
DAYS = st.dates(date(2002, 1, 1), date(2099, 12, 31))
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
DOLLARS = st.integers(-(10**15), 10**15) | st.integers(-900, 900).map(lambda n: n * 10**9)
STOCKS = DOLLARS.map(abs)
MIXES = st.sampled_from(sorted(EVENTS)).map(lambda kind: {kind: 1.0}) | st.lists(
    st.sampled_from(sorted(EVENTS)), min_size=2, max_size=2, unique=True
).map(lambda kinds: {kinds[0]: 0.25, kinds[1]: 0.75})
WORDS = st.dictionaries(
    st.sampled_from(LANGUAGES), st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=40)
)
CONDITIONS = st.dictionaries(
    NAMES,
    st.builds(
        "{} {} {}".format,
        st.sampled_from([metric for metric in METRICS if metric.endswith("_usd")]),
        st.sampled_from("<>"),
        st.integers(1, 900).map("{}bn".format),
    ),
    max_size=2,
)


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Return numbers between two, without a negative zero."""
    return st.floats(low, high, allow_nan=False).map(lambda number: number + 0.0)


def possible(key: str) -> st.SearchStrategy[float]:
    """Return values that a parameter can be set to."""
    least, most = parameters.possible(key)
    return numbers(-1e6 if least is None else least, 1e6 if most is None else most)


def steps(each: st.SearchStrategy[T], day: str = "start") -> st.SearchStrategy[tuple[T, ...] | None]:
    """Return steps in order of date, or None."""
    in_order = st.lists(each, max_size=3).map(lambda made: tuple(sorted(made, key=lambda step: getattr(step, day))))
    return st.none() | in_order


def forward(made: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Return stretches that end after they begin."""

    def swap(one: T) -> T:
        start, until = one.start, one.until  # type: ignore[attr-defined]
        return replace(one, start=until, until=start) if until and until < start else one  # type: ignore[type-var]

    return made.map(swap)


SCHEDULED = st.builds(ScheduledAmount, start=DAYS, amount_usd=DOLLARS) | forward(
    st.builds(
        ScheduledAmount,
        start=DAYS,
        amount_usd=DOLLARS,
        until=st.none() | DAYS,
        every=st.sampled_from(["day", "week", "month"]),
    )
)
NOISES = st.builds(
    language.Noise,
    sd_usd=STOCKS,
    shock=st.none() | NAMES,
    persistence=numbers(-0.99, 0.99),
    tails=numbers(0, 0.2),
)
FLOWS = st.builds(
    language.Flow,
    mix=st.just({}) | MIXES,
    calendar=st.none() | st.sampled_from(calendars.names()),
    scale=numbers(-100, 100),
    amounts=st.lists(SCHEDULED, max_size=3).map(tuple),
    noise=st.none() | NOISES,
)
PACES = steps(st.builds(language.Pace, start=DAYS, pace_usd=STOCKS))
PURCHASES = steps(
    forward(
        st.builds(
            language.AssetPurchase,
            start=DAYS,
            until=st.none() | DAYS,
            pace_usd=STOCKS,
            instrument=st.sampled_from(["bills", "coupons", "mbs"]),
            seller=st.sampled_from(["nonbanks", "banks", "money_funds"]),
        )
    )
)
JUMPS = st.lists(
    st.builds(language.PriceShock, factor=st.sampled_from(["nasdaq", "usdjpy"]), on=DAYS, move_pct=numbers(-99, 1000)),
    max_size=2,
).map(tuple)
TREASURIES = st.builds(
    language.TreasuryLever,
    rule=st.sampled_from([None, "target", "week_ahead", "none"]),
    cash_target=steps(st.builds(language.CashTarget, on=DAYS, amount_usd=STOCKS), "on"),
    bill_step_usd=st.none() | STOCKS,
    debt_limit_usd=st.none() | st.integers(1, 10**14),
    debt_limit_ends=st.sampled_from([None, "drawn", "never"]),
)
LEVERS = st.builds(
    language.Levers,
    reserve_purchases=PACES,
    asset_purchases=PURCHASES,
    runoff_treasuries=PACES,
    runoff_mbs=PACES,
    reinvest_mbs_in_bills_from=st.none() | DAYS | st.just(NEVER),
    rates=steps(st.builds(language.RateStep, on=DAYS, change_bp=numbers(-500, 500)), "on"),
    standing_repo=st.none()
    | st.builds(language.StandingRepo, over_upper_bp=numbers(-100, 500), limit_usd=STOCKS | st.just(NO_LIMIT)),
    treasury=TREASURIES,
)
PAIRS = st.lists(NAMES, min_size=2, max_size=2, unique=True).map(lambda both: ".".join(sorted(both)))
SCENARIOS = st.builds(
    Scenario,
    name=st.just("drawn"),
    title=WORDS,
    story=WORDS,
    opening=st.builds(language.Opening, on=st.none() | DAYS),
    horizon=st.builds(language.Horizon, days=st.integers(1, 2600)),
    parameters=st.builds(
        language.ParameterChoice,
        regime=st.none() | st.just("2025-2026"),
        values=st.lists(st.sampled_from(sorted(parameters.catalogue())), max_size=2, unique=True).flatmap(
            lambda keys: st.fixed_dictionaries({key: possible(key) for key in keys})
        ),
    ),
    switches=st.dictionaries(st.sampled_from(Switches._fields), st.booleans(), max_size=3),
    flows=st.dictionaries(NAMES, FLOWS, max_size=2),
    levers=LEVERS,
    lapses=steps(st.builds(language.Lapse, start=DAYS, days=st.integers(1, 366))).map(lambda made: made or ()),
    shocks=st.lists(st.builds(language.Shock, on=DAYS, flow=NAMES, amount_usd=DOLLARS), max_size=2).map(tuple),
    correlation=st.dictionaries(PAIRS, numbers(-1, 1), max_size=2),
    watermarks=CONDITIONS,
    stop=CONDITIONS,
    market=st.builds(language.MarketBlock, on=st.booleans(), shocks=JUMPS),
)
