"""Scenario: what a TOML file of the scenario language says, as frozen values; and, in its annotations, the language.

Every attribute carries a `Key`: how the file calls it, what it means, its unit and an example. `reading` (TOML to
Scenario), `canon` (Scenario to canonical TOML and its hash) and the reference page are all driven by these annotations,
so a key exists in one place. What differs from the first sketch of the file: lapses are a list, `[[lapses]]`.

**Absent is not empty.** A lever that is None was not mentioned: what had been announced by the opening day holds. A
lever that is given, even as an empty list, replaces the announced path altogether: `reserve_purchases = []` means that
the Fed buys nothing. A flow with a name of the fiscal calendar changes that flow, and what it leaves out (an empty
`mix`, no `calendar`) stays as it is there; a flow with another name is added. `NO_LIMIT` and `NEVER` are what the file
calls "none".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, NamedTuple

NO_LIMIT = 2**62
"""An amount no stock reaches: the value of a limit that the file calls "none" [USD]."""

NEVER = date.max
"""A day no run reaches: the value of a start that the file calls "none"."""

Every = Literal["day", "week", "month"]
Instrument = Literal["bills", "coupons", "mbs"]
Seller = Literal["nonbanks", "banks", "money_funds"]
LimitEnd = Literal["drawn", "never"]
CashRule = Literal["target", "week_ahead", "none"]


class Key(NamedTuple):
    """What a key of the language is: the words of the reference page and the rules of the reader.

    `name` is its name in the file where that is not the attribute's. An int with the unit USD is written as an amount
    ("40bn"). `low` and `high` bound a number, `word_none` is the value of the word "none", `whole` keeps an including
    file from merging a table key by key, `names` says which list of names a text or the keys of a table come from.
    """

    says: str
    name: str = ""
    unit: str = ""
    example: str = ""
    low: float | None = None
    high: float | None = None
    word_none: object = None
    whole: bool = False
    names: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where a run starts."""

    on: Annotated[
        date | None,
        Key(
            "The opening sheet is what was known at the end of this day; absent: the call's as-of.",
            example="2025-09-30",
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How far a run goes."""

    days: Annotated[
        int,
        Key("Business days of the Fed after the opening.", unit="business days", example="65", low=1, high=2600),
    ] = 65


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterChoice:
    """Which estimates of the behaviours hold."""

    regime: Annotated[
        str | None,
        Key(
            "The stretch the estimates come from; absent: chosen by the opening date.",
            example='"2025-2026"',
            names="regimes",
        ),
    ] = None
    values: Annotated[
        Mapping[str, float],
        Key(
            "Single parameters set by hand; `docs/reference/parameters.md` lists the names.",
            example="{ reserve_demand.slope_bp = 8.4 }",
            names="parameters",
        ),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledAmount:
    """An amount on a day (`every` None), or an amount for every day, week or month from `start` to `until` (included).

    In the file a single day is `on`; a stretch is `from`, `until` and `every`. Without `until` it runs to the horizon.
    """

    start: Annotated[date, Key("First day of a stretch.", name="from", example="2025-10-01")]
    amount_usd: Annotated[
        int,
        Key("On the day, or for every day, week or month; negative is reversed.", "amount", "USD", '"54bn"'),
    ]
    until: Annotated[date | None, Key("Last day of a stretch; absent: the horizon.", example="2025-12-31")] = None
    every: Annotated[
        Every | None,
        Key("What the amount of a stretch is for; it is spread evenly over business days.", example='"month"'),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """The random part of a flow: surprise(t) = persistence · surprise(t − 1) + z, with the tails of z fattened."""

    sd_usd: Annotated[int, Key("Standard deviation of a day's surprise.", "sd", "USD", '"6bn"', low=0)]
    shock: Annotated[
        str | None, Key("Name of its draw; absent: the flow's own name.", example='"taxes"', names="own")
    ] = None
    persistence: Annotated[float, Key("First-order autocorrelation.", example="0.3", low=-0.99, high=0.99)] = 0.0
    tails: Annotated[float, Key("k of z + k·(z³ − 3z): 0 is normal, 0.05 fat.", example="0.05", low=0.0, high=0.2)] = (
        0.0
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An exogenous flow: what is posted, when, how much and how surely."""

    mix: Annotated[
        Mapping[str, float],
        Key(
            "Kinds of ledger events and the share of the amount each posts; the shares sum to 1.",
            example="{ tax_receipt_from_deposits = 0.9, tax_receipt_from_money_funds = 0.1 }",
            low=0.0,
            high=1.0,
            whole=True,
            names="events",
        ),
    ] = field(default_factory=dict)
    calendar: Annotated[
        str | None, Key("A calendar of scheduled amounts.", example='"withheld_taxes"', names="calendars")
    ] = None
    scale: Annotated[
        float,
        Key("Factor on the calendar's amounts and on the size of their surprises.", example="1.1", low=-100, high=100),
    ] = 1.0
    amounts: Annotated[
        tuple[ScheduledAmount, ...],
        Key("Amounts beside the calendar.", example='[{ on = 2025-10-15, amount = "54bn" }]'),
    ] = ()
    noise: Annotated[Noise | None, Key("Its random part.", example='{ sd = "6bn", shock = "taxes" }')] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A monthly pace that holds from a day on, until the next step."""

    start: Annotated[date, Key("First day of the pace.", name="from", example="2025-12-12")]
    pace_usd: Annotated[int, Key("A month, spread over its business days.", "pace", "USD a month", '"40bn"', low=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetPurchase:
    """Securities the Fed buys in the market beside its reserve-management purchases."""

    start: Annotated[date, Key("First day.", name="from", example="2026-01-02")]
    until: Annotated[date | None, Key("Last day; absent: the horizon.", example="2026-06-30")] = None
    pace_usd: Annotated[int, Key("A month, spread over its business days.", "pace", "USD a month", '"60bn"', low=0)]
    instrument: Annotated[
        Instrument, Key("What is bought: bills up to a year, coupons beyond, or MBS.", example='"coupons"')
    ] = "coupons"
    seller: Annotated[Seller, Key("Who sells.", example='"nonbanks"')] = "nonbanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateStep:
    """A change of all administered rates."""

    on: Annotated[date, Key("The day it takes effect.", example="2025-10-30")]
    change_bp: Annotated[float, Key("Change of every administered rate.", unit="bp", example="-25", low=-500, high=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRepo:
    """Terms of the standing repo facility."""

    over_upper_bp: Annotated[
        float, Key("Its rate over the upper end of the target range.", unit="bp", example="0", low=-100, high=500)
    ] = 0.0
    limit_usd: Annotated[
        int, Key('Most it lends in a day, or "none".', "limit", "USD", '"500bn"', low=0, word_none=NO_LIMIT)
    ] = NO_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class CashTarget:
    """The cash balance the Treasury aims at on a day; between days the aim moves in a straight line."""

    on: Annotated[date, Key("The day of the balance.", example="2025-12-31")]
    amount_usd: Annotated[int, Key("The balance.", "amount", "USD", '"850bn"', low=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreasuryLever:
    """How the Treasury steers its cash."""

    rule: Annotated[
        CashRule | None,
        Key(
            'Aim at `cash_target`, hold a week of outflows, or only roll bills over ("none").',
            example='"target"',
        ),
    ] = None
    cash_target: Annotated[
        tuple[CashTarget, ...] | None,
        Key("Announced balances.", example='[{ on = 2025-12-31, amount = "850bn" }]'),
    ] = None
    bill_step_usd: Annotated[
        int | None, Key("Largest change of bills a settlement.", "bill_step", "USD", '"10bn"', low=0)
    ] = None
    debt_limit_usd: Annotated[
        int | None,
        Key('Limit on the debt, or "none".', "debt_limit", "USD", '"36.1tn"', low=1, word_none=NO_LIMIT),
    ] = None
    extraordinary_measures_usd: Annotated[
        int | None,
        Key(
            "What the public may still lend the Treasury on net while the limit binds.",
            "extraordinary_measures",
            "USD",
            '"110bn"',
            low=0,
        ),
    ] = None
    debt_limit_ends_on: Annotated[
        date | None,
        Key("The day a limit is lifted or suspended; absent: as `debt_limit_ends` says.", example="2023-06-03"),
    ] = None
    debt_limit_ends: Annotated[
        LimitEnd | None,
        Key(
            "Whether each path draws that day, or the limit holds to the horizon; absent: drawn while a limit binds "
            "by law at the opening and none is set here.",
            example='"drawn"',
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levers:
    """What policy decides. None: as announced by the opening day; a list replaces the announced path altogether."""

    reserve_purchases: Annotated[
        tuple[Pace, ...] | None,
        Key("Reserve-management purchases of bills.", example='[{ from = 2025-12-12, pace = "40bn" }]'),
    ] = None
    asset_purchases: Annotated[
        tuple[AssetPurchase, ...] | None,
        Key(
            "Purchases by size and instrument.",
            example='[{ from = 2026-01-02, pace = "60bn", instrument = "coupons" }]',
        ),
    ] = None
    runoff_treasuries: Annotated[
        tuple[Pace, ...] | None,
        Key("Treasuries that mature and are not replaced.", example='[{ from = 2025-04-01, pace = "5bn" }]'),
    ] = None
    runoff_mbs: Annotated[
        tuple[Pace, ...] | None,
        Key("Principal of MBS that is not replaced.", example='[{ from = 2025-04-01, pace = "16bn" }]'),
    ] = None
    reinvest_mbs_in_bills_from: Annotated[
        date | None,
        Key('From this day principal of MBS buys bills, or "none".', example="2025-12-01", word_none=NEVER),
    ] = None
    rates: Annotated[
        tuple[RateStep, ...] | None,
        Key("Steps of the administered rates.", example="[{ on = 2025-10-30, change_bp = -25 }]"),
    ] = None
    standing_repo: Annotated[
        StandingRepo | None, Key("The standing repo facility.", example='{ over_upper_bp = 0, limit = "500bn" }')
    ] = None
    treasury: Annotated[TreasuryLever, Key("The Treasury's cash and bills.")] = TreasuryLever()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A lapse of appropriations (a shutdown); the government reopens on the day after its last day."""

    start: Annotated[date, Key("Its first day.", name="from", example="2025-10-01")]
    days: Annotated[int, Key("How long it lasts.", unit="calendar days", example="43", low=1, high=366)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """An amount that a flow carries once, beside what is scheduled."""

    on: Annotated[date, Key("The day.", example="2025-10-10")]
    flow: Annotated[str, Key("Which flow carries it.", example='"foreign_official_sales"', names="own")]
    amount_usd: Annotated[int, Key("How much; negative is reversed.", "amount", "USD", '"30bn"')]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceShock:
    """A jump of a price that the scenario supposes; it moves holdings of `portfolio` and nothing in the plumbing."""

    factor: Annotated[
        str, Key("The asset that jumps; others follow as they moved with it.", example='"nasdaq"', names="assets")
    ]
    on: Annotated[date, Key("The day it jumps.", example="2026-04-06")]
    move_pct: Annotated[float, Key("By how much.", unit="per cent", example="-25", low=-99, high=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketBlock:
    """Prices of assets beside the plumbing; only `portfolio` reads them."""

    on: Annotated[bool, Key("Whether prices of assets are drawn in `portfolio`.", example="true")] = True
    shocks: Annotated[
        tuple[PriceShock, ...],
        Key("Jumps of prices.", example='[{ factor = "nasdaq", on = 2026-04-06, move_pct = -25 }]'),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario, read and checked. `name` is the library's or the file's; it, title and story change no outcome."""

    name: str
    title: Annotated[
        Mapping[str, str],
        Key(
            "One line, by language; not inherited.",
            example='{ en = "…", zh-Hans = "…", zh-Hant = "…" }',
            names="languages",
        ),
    ] = field(default_factory=dict)
    story: Annotated[
        Mapping[str, str],
        Key(
            "One paragraph, by language: what happens, what it assumes, what would make it wrong; not inherited.",
            example='{ en = "…", zh-Hans = "…", zh-Hant = "…" }',
            names="languages",
        ),
    ] = field(default_factory=dict)
    opening: Annotated[Opening, Key("Where a run starts.")] = Opening()
    horizon: Annotated[Horizon, Key("How far it goes.")] = Horizon()
    parameters: Annotated[ParameterChoice, Key("Which estimates hold.")] = ParameterChoice()
    switches: Annotated[
        Mapping[str, bool],
        Key(
            "Behaviours switched on or off; what is not named stays as calibrated.",
            example="{ hoarding = true }",
            names="switches",
        ),
    ] = field(default_factory=dict)
    flows: Annotated[Mapping[str, Flow], Key("Exogenous flows by name.")] = field(default_factory=dict)
    levers: Annotated[Levers, Key("What policy decides.")] = Levers()
    lapses: Annotated[
        tuple[Lapse, ...], Key("Lapses of appropriations.", example="[{ from = 2025-10-01, days = 43 }]")
    ] = ()
    shocks: Annotated[
        tuple[Shock, ...],
        Key("What happens once.", example='[{ on = 2025-10-10, flow = "foreign_official_sales", amount = "30bn" }]'),
    ] = ()
    correlation: Annotated[
        Mapping[str, float],
        Key(
            "Correlation of two draws, by their names.",
            example="{ withheld_taxes.other_outlays = -0.2 }",
            low=-1,
            high=1,
            names="pairs",
        ),
    ] = field(default_factory=dict)
    watermarks: Annotated[
        Mapping[str, str],
        Key(
            "Conditions whose probability is reported.",
            example='{ scarce = "reserves_usd < 2.7tn" }',
            names="conditions",
        ),
    ] = field(default_factory=dict)
    stop: Annotated[
        Mapping[str, str],
        Key(
            "Conditions that end a path: it stands still from then on, and is counted as it stood.",
            example='{ x_date = "tga_usd < 0" }',
            names="conditions",
        ),
    ] = field(default_factory=dict)
    market: Annotated[MarketBlock, Key("Prices of assets.")] = MarketBlock()
