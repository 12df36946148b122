"""Reading the scenario language: what each bad input is told, and that nothing at all ends in a traceback."""

import re
import string
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.errors import InvalidCondition, InvalidScenario, ScenarioError
from tidegauge.scenarios import library
from tidegauge.scenarios.interpret import interpret
from tidegauge.scenarios.scenario import NEVER, NO_LIMIT, CashTarget, Pace, Scenario, ScheduledAmount
from tidegauge.scenarios.schema import entries, walk
from tidegauge.words import LANGUAGES, error_text

BAD = [
    # what stands in the file | line and key | what is wrong | the way out
    ("[levrs]\n", "1, levrs", "the language has no such key", "Did you mean levers?"),
    ("[levers]\n\nruoff_mbs = []", "3, levers.ruoff_mbs", "no such key", "Did you mean runoff_mbs?"),
    ("[levers.treasury]\nrul = 'none'", "2, levers.treasury.rul", "no such key", "Did you mean rule?"),
    ("[horizon]\ndays = 65.5", "2, horizon.days", "expected a whole number, found 65.5", "days = 65."),
    ("[horizon]\ndays = true", "2, horizon.days", "expected a whole number, found true", "days = 65."),
    (f"[horizon]\ndays = 0x{'f' * 5000}", "2, horizon.days", "10… lies outside 1 to 2600", "from 1 to 2600"),
    (f"[levers.treasury]\nbill_step = 0x{'f' * 5000}", "2, levers.treasury.bill_step", "found 10…", '"10bn"'),
    ("[horizon]\ndays = 0", "2, horizon.days", "0 lies outside 1 to 2600", "from 1 to 2600"),
    ("horizon = 65", "1, horizon", "expected a table in braces, found 65", "horizon = { … }"),
    ("[opening]\non = '2025-09-30'", "2, opening.on", "expected a date without quotes", "on = 2025-09-30"),
    ("[opening]\non = 2025-09-30T12:00:00", "2, opening.on", "expected a date without quotes", "on = 2025-09-30"),
    ("[opening]\non = 1999-09-30", "2, opening.on", "1999-09-30 lies outside 2002 to 2099", "from 2002 to 2099"),
    ("[market]\non = 'yes'", "2, market.on", 'expected true or false, found "yes"', "on = true"),
    ("[switches]\nhoardin = true", "2, switches.hoardin", "no such key", "Did you mean hoarding?"),
    ("[switches]\nhoarding = 1", "2, switches.hoarding", "expected true or false, found 1", "hoarding = "),
    ("[title]\nfr = 'x'", "2, title.fr", "no such key", "lists every key"),
    (
        "[parameters.values]\nreserve_demand.slop_bp = 8.4",
        "2, parameters.values.reserve_demand.slop_bp",
        "no such key",
        "Did you mean reserve_demand.slope_bp?",
    ),
    ("[parameters]\nregime = 2025", "2, parameters.regime", "expected a text in quotes, found 2025", '"2025-2026"'),
    ("[parameters]\nregime = '2025'", "2, parameters.regime", '"2025" is none of "2018-2020"', "mean 2025-2026?"),
    ("[flows.taxes]\ncalendar = 'withheld'", "2, flows.taxes.calendar", "is none of", "mean withheld_taxes?"),
    ("[flows.Taxes]\nscale = 1", "1, flows.Taxes", '"Taxes" is no name', "lower-case letters"),
    ("[flows.taxes]\nscale = 'x'", "2, flows.taxes.scale", "expected a number", "scale = 1.1"),
    ("[flows.taxes]\nscale = nan", "2, flows.taxes.scale", "expected a number, found nan", "scale = 1.1"),
    ("[flows.taxes]\nmix = { E02 = 0.5 }", "2, flows.taxes.mix", "the shares sum to 0.5, not to 1", "sum to 1"),
    (
        "[flows.taxes]\nmix = { tax_reciept_from_deposits = 1 }",
        "2, flows.taxes.mix.tax_reciept_from_deposits",
        "is no event of the ledger",
        "Did you mean tax_receipt_from_deposits?",
    ),
    (
        "[flows.taxes]\nmix = { E02 = 0.5, government_outlay = 0.5 }",
        "2, flows.taxes.mix.government_outlay",
        "government_outlay stands twice",
        "Drop one",
    ),
    ("[flows.taxes]\nmix = { E02 = 2, E13 = -1 }", "2, flows.taxes.mix.E02", "2 lies outside 0 to 1", "from 0 to 1"),
    ("[flows.taxes]\namounts = [{ on = 2025-10-15 }]", "2, flows.taxes.amounts.0.amount", "missing", '"54bn"'),
    (
        '[flows.taxes]\namounts = [{ amount = "1bn" }]',
        "2, flows.taxes.amounts.0.on",
        "it says neither a day nor a stretch",
        "Write a day",
    ),
    (
        '[flows.taxes]\namounts = [{ on = 2025-10-15, until = 2025-10-16, amount = "1bn" }]',
        "2, flows.taxes.amounts.0.until",
        "a single day (`on`) has no stretch",
        "or a stretch",
    ),
    (
        '[flows.taxes]\namounts = [{ from = 2025-10-15, amount = "1bn" }]',
        "2, flows.taxes.amounts.0.every",
        "it is missing",
        'every = "month"',
    ),
    (
        '[flows.taxes]\namounts = [{ from = 2025-10-15, amount = "1bn", every = "year" }]',
        "2, flows.taxes.amounts.0.every",
        '"year" is none of "day", "week", "month"',
        "Choose one of those",
    ),
    (
        '[flows.taxes]\namounts = [{ from = 2025-10-15, until = 2025-10-01, amount = "1bn", every = "day" }]',
        "2, flows.taxes.amounts.0.until",
        "it ends on 2025-10-01, before it begins on 2025-10-15",
        "Change one of the two days.",
    ),
    ("[flows.taxes.noise]\nshock = 'taxes'", "1, flows.taxes.noise.sd", "it is missing", 'sd = "6bn"'),
    ("[flows.taxes.noise]\nsd = '6 billions'", "2, flows.taxes.noise.sd", "expected an amount", 'sd = "6bn"'),
    ("[flows.taxes.noise]\nsd = '-6bn'", "2, flows.taxes.noise.sd", "-6bn is less than 0", "0 or more"),
    ("[flows.taxes.noise]\nsd = '6bn'\nshock = 'a b'", "3, flows.taxes.noise.shock", "is no name", "lower-case"),
    (
        "[levers]\nreserve_purchases = [{ from = 2025-12-12, pace = 40.5 }]",
        "2, levers.reserve_purchases.0.pace",
        "expected an amount in quotes, found 40.5",
        'pace = "40bn"',
    ),
    (
        "[levers]\nreserve_purchases = { from = 2025-12-12, pace = '1bn' }",
        "2, levers.reserve_purchases",
        "expected a list in brackets, found { … }",
        "reserve_purchases = [{ from",
    ),
    (
        "[levers]\nrates = [{ on = 2025-12-11, change_bp = -25 },\n  { on = 2025-10-30, change_bp = -25 }]",
        "2, levers.rates.1",
        "2025-10-30 stands after 2025-12-11: the steps are not in order of date",
        "Put the earlier step first.",
    ),
    (
        "[levers]\nasset_purchases = [{ from = 2026-01-02, until = 2025-12-31, pace = '1bn' }]",
        "2, levers.asset_purchases.0.until",
        "it ends on 2025-12-31, before it begins on 2026-01-02",
        "Change one of the two days.",
    ),
    ("[levers.treasury]\ndebt_limit = '0'", "2, levers.treasury.debt_limit", "0 is less than 1", "1 or more"),
    ("[[lapses]]\nfrom = 2025-10-01", "1, lapses.0.days", "it is missing", "days = 43"),
    ("[[lapses]]\nfrom = 2025-10-01\ndays = 999", "3, lapses.0.days", "999 lies outside 1 to 366", "from 1 to 366"),
    ("[lapses]\nfrom = 2025-10-01", "1, lapses", "expected a list in brackets", "lapses = [{"),
    (
        "[[shocks]]\non = 2025-10-10\nflow = 'x'\namount = '1bn'\n[[shocks]]\non = 2025-10-11",
        "5, shocks.1.flow",
        "it is missing",
        'flow = "foreign_official_sales"',
    ),
    (
        "[correlation]\ntaxes = 0.5",
        "2, correlation.taxes",
        "does not name two draws",
        '"withheld_taxes.other_outlays" = -0.2',
    ),
    ("[correlation]\ntaxes.outlays = -2", "2, correlation.taxes.outlays", "-2 lies outside -1 to 1", "from -1 to 1"),
    (
        "[flows.x]\namounts = [" + "{ on = 2025-10-15, amount = '1mn' }, " * 501 + "]",
        "2, flows.x.amounts",
        "it has 501 parts, and 500 is the most",
        "Write a stretch",
    ),
    ("[watermarks]\n" + "".join(f"w{i} = 'x'\n" for i in range(501)), "1, watermarks", "501 parts", "Write a stretch"),
    ("include = 'baseline'", "1, include", "expected a list", 'include = ["baseline"]'),
    ("include = ['basline']", "1, include.0", '"basline" is neither in the library nor a file', "mean baseline?"),
]


def read(text: str, folder: Path) -> Scenario:
    """Return the scenario of a text, read from a file."""
    (folder / "mine.toml").write_text(text, "utf-8")
    return library.read(str(folder / "mine.toml"))


def bare(table: dict[str, Any]) -> Scenario:
    """Return the scenario of a table that stands nowhere."""
    return interpret(table, name="bare", place=lambda path: "here")


@pytest.mark.parametrize(("text", "place", "detail", "hint"), BAD, ids=[row[1] for row in BAD])
def test_a_bad_input_is_told_where_it_stands_what_is_wrong_and_the_way_out(
    text: str, place: str, detail: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(ScenarioError) as raised:
        read(text, tmp_path)
    assert (raised.value.code, raised.value.exit_code) == ("invalid_scenario", 4)
    sentence, remedy = error_text(raised.value, "en")
    assert sentence.startswith(f"{tmp_path}/mine.toml:{place.split(', ')[0]}, {place.split(', ')[1]}: ")
    assert detail in sentence
    assert hint in remedy
    said = [error_text(raised.value, lang) for lang in LANGUAGES]
    assert said[0] not in said[1:]
    assert not [part for words in said for part in words if re.search(r"\{[a-z_]+\}", part)]


def test_a_condition_that_cannot_be_read_names_its_key(tmp_path: Path) -> None:
    with pytest.raises(InvalidCondition, match=r"mine\.toml:2, watermarks\.scarce, .* expected reserves_usd"):
        read("[watermarks]\nscarce = 'reserve_usd < 2.7tn'", tmp_path)


def test_every_part_of_the_sketch_of_the_language_is_read(tmp_path: Path) -> None:
    scenario = read(
        """
        title = { en = "A", zh-Hans = "甲", zh-Hant = "甲" }
        lapses = [{ from = 2025-10-01, days = 43 }]
        [opening]
        on = 2025-09-30
        [parameters]
        values = { "reserve_demand.slope_bp" = 8.4, reserve_demand.satiation_pct = 12 }
        [flows.taxes]
        mix = { E01a = 0.9, tax_receipt_from_money_funds = 0.1 }
        amounts = [
          { on = 2025-10-15, amount = "54bn" },
          { from = 2025-10-01, until = 2025-12-31, every = "month", amount = "400亿" },
        ]
        noise = { sd = "6bn", shock = "taxes" }
        [levers]
        reserve_purchases = [{ from = 2025-12-12, pace = "40bn" }]
        reinvest_mbs_in_bills_from = "none"
        standing_repo = { limit = "none" }
        [levers.treasury]
        rule = "target"
        cash_target = [{ on = 2025-12-31, amount = "850bn" }]
        debt_limit = "36.1tn"
        [correlation]
        taxes.pay = -0.2
        [watermarks]
        scarce = "reserves_usd<2.7tn"
        """,
        tmp_path,
    )
    assert scenario.parameters.values == {"reserve_demand.satiation_pct": 12.0, "reserve_demand.slope_bp": 8.4}
    flow = scenario.flows["taxes"]
    assert flow.mix == {"tax_receipt_from_deposits": 0.9, "tax_receipt_from_money_funds": 0.1}
    assert flow.amounts == (
        ScheduledAmount(start=date(2025, 10, 15), amount_usd=54_000_000_000),
        ScheduledAmount(start=date(2025, 10, 1), until=date(2025, 12, 31), every="month", amount_usd=40_000_000_000),
    )
    assert scenario.levers.reserve_purchases == (Pace(start=date(2025, 12, 12), pace_usd=40_000_000_000),)
    assert scenario.levers.reinvest_mbs_in_bills_from == NEVER
    assert scenario.levers.standing_repo is not None
    assert scenario.levers.standing_repo.limit_usd == NO_LIMIT
    target = CashTarget(on=date(2025, 12, 31), amount_usd=850_000_000_000)
    assert scenario.levers.treasury.cash_target == (target,)
    assert scenario.correlation == {"pay.taxes": -0.2}
    assert scenario.watermarks == {"scarce": "reserves_usd < 2.7tn"}


def test_an_absent_lever_is_as_announced_and_an_empty_one_is_none_at_all() -> None:
    assert bare({}).levers.reserve_purchases is None
    assert bare({"levers": {"reserve_purchases": []}}).levers.reserve_purchases == ()


KNOWN_KEYS = sorted({part for line in walk() for part in line.path.replace("[]", "").split(".")} - {"NAME"})
ODD_KEYS = st.text(string.printable, max_size=8) | st.sampled_from(["0", "", "a.b", "💶", "\x00", "x" * 300])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.sampled_from(["40bn", "none", "target", "reserves_usd < 2.7tn", "E02", "-1bn"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KNOWN_KEYS) | ODD_KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(entries(Scenario))) | ODD_KEYS, VALUES, max_size=4))
def test_whatever_a_table_holds_the_answer_is_a_scenario_or_one_sentence(table: dict[str, Any]) -> None:
    try:
        assert isinstance(bare(table), Scenario)
    except ScenarioError as error:
        assert all(error_text(error, lang)[0] for lang in LANGUAGES)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_values_of_any_kind_under_any_known_key_never_end_in_a_traceback(drawn: st.DataObject) -> None:
    line = drawn.draw(st.sampled_from([line for line in walk() if line.path]))
    value: Any = drawn.draw(VALUES)
    for part in reversed(line.path.replace("[]", ".[]").replace("NAME", "x").split(".")):
        value = [value] if part == "[]" else {part: value}
    try:
        assert isinstance(bare(value), Scenario)
    except ScenarioError as error:
        assert error.facts["place"]


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\x07", "\u202eturned", "\u2066x"])
def test_a_text_that_a_terminal_would_act_on_is_refused(text: str) -> None:
    with pytest.raises(InvalidScenario, match="holds a control character") as raised:
        interpret({"title": {"en": text}}, name="hostile", place=lambda path: "hostile.toml")
    assert str(raised.value).isprintable()


def test_lines_tabs_and_any_letter_are_text() -> None:
    said = "资金　宽松\n\tnot scarce 👩‍💼\r\n"
    assert interpret({"story": {"en": said}}, name="plain", place=lambda path: "").story["en"] == said


@pytest.mark.parametrize(
    ("table", "remedy"),
    [
        ({"switches": {"hoarding": "yes"}}, "Write it like this: hoarding = true."),
        ({"parameters": {"values": {"reserve_demand.slope_bp": "x"}}}, "reserve_demand.slope_bp = 0.5."),
        ({"title": "plain"}, 'Write it like this: title = { en = "…"'),
    ],
)
def test_the_example_is_of_the_key_that_is_wrong(table: dict[str, Any], remedy: str) -> None:
    with pytest.raises(InvalidScenario) as raised:
        interpret(table, name="wrong", place=lambda path: "wrong.toml")
    assert remedy in str(raised.value)


def test_a_bound_on_one_side_is_said_without_infinity_and_a_long_key_is_cut() -> None:
    steps = [{"from": date(2026, 4, 6), "pace": "-40bn"}]
    with pytest.raises(InvalidScenario, match=r"-40bn is less than 0\. Choose 0 or more\."):
        interpret({"levers": {"reserve_purchases": steps}}, name="wrong", place=lambda path: "wrong.toml")
    with pytest.raises(InvalidScenario) as raised:
        interpret({"a" * 5000: 1}, name="wrong", place=lambda path: "wrong.toml")
    assert len(str(raised.value)) < 300
