"""The library by name, the caller's files, and keys set from the command line."""

import string
import tomllib

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.errors import ContradictoryLevers, InputFileError, InvalidScenario, ScenarioError, UnknownScenario
from tidegauge.scenarios import canon, library
from tidegauge.scenarios.contradictions import contradictions, last_day, last_of, remarks
from tidegauge.scenarios.scenario import Pace, Scenario
from tidegauge.words import LANGUAGES

FIRST = ("baseline", "no_rmp", "qt_to_rmp", "reopening", "rmp_40bn", "rmp_45bn", "shutdown_2025")
BN = 10**9


def test_the_first_scenarios_are_there() -> None:
    assert set(FIRST) <= set(library.names())


@pytest.mark.parametrize("name", library.names())
def test_a_bundled_scenario_can_be_run_as_it_stands_and_nothing_in_it_is_idle(name: str) -> None:
    scenario = library.find(name)
    assert [*contradictions(scenario), *remarks(scenario)] == []
    assert scenario.name == name


@pytest.mark.parametrize("name", library.names())
def test_a_bundled_scenario_tells_its_story_in_two_clean_scripts(name: str) -> None:
    scenario = library.find(name)
    for words in (scenario.title, scenario.story):
        assert all(words[lang].strip() for lang in LANGUAGES)
        assert opencc.OpenCC("s2t").convert(words["zh-Hant"]) == words["zh-Hant"]
        assert opencc.OpenCC("t2s").convert(words["zh-Hans"]) == words["zh-Hans"]
        assert "\n" not in words["en"]
        assert not set("，。；：") & set(words["en"])
    assert len(scenario.story["en"]) > 200
    assert not scenario.title["en"].endswith(".")


def test_bundled_scenarios_differ_from_one_another() -> None:
    hashes = {canon.identity(library.find(name)) for name in library.names()}
    assert len(hashes) == len(library.names())


def test_the_shutdown_lasts_43_days_from_1_october_and_the_run_goes_past_the_year_end() -> None:
    shutdown = library.find("shutdown_2025")
    (lapse,) = shutdown.lapses
    assert shutdown.opening.on is not None
    assert str(shutdown.opening.on) == "2025-09-30"
    assert (str(lapse.start), str(last_of(lapse))) == ("2025-10-01", "2025-11-12")
    assert shutdown.horizon.days >= 65
    assert str(last_day(shutdown.opening.on, shutdown.horizon.days)) >= "2026-01-02"


def test_the_reopening_starts_on_the_last_day_of_the_same_lapse() -> None:
    shutdown, reopening = library.find("shutdown_2025"), library.find("reopening")
    assert reopening.lapses == shutdown.lapses
    assert reopening.opening.on == last_of(shutdown.lapses[0])


def test_the_purchase_scenarios_differ_in_purchases_alone() -> None:
    paces = {"rmp_40bn": 40 * BN, "rmp_45bn": 45 * BN}
    silent = [
        tomllib.loads(canon.write(library.changed(library.find(name), ["levers.reserve_purchases=[]"])))
        for name in (*paces, "no_rmp")
    ]
    assert all(one | {"title": 0, "story": 0} == silent[0] | {"title": 0, "story": 0} for one in silent)
    for name, pace in paces.items():
        (step,) = library.find(name).levers.reserve_purchases or ()
        assert (str(step.start), step.pace_usd) == ("2025-12-12", pace)
    assert library.find("no_rmp").levers.reserve_purchases == ()


@pytest.mark.parametrize(
    ("said", "nearest"), [("baselin", "baseline"), ("RMP_40bn", "rmp_40bn"), ("shutdown", "shutdown_2025"), ("", "")]
)
def test_an_unknown_name_is_answered_with_the_nearest(said: str, nearest: str) -> None:
    with pytest.raises(UnknownScenario) as raised:
        library.find(said)
    assert raised.value.exit_code == 2
    assert not nearest or raised.value.facts["nearest"] == nearest


def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(InputFileError, match=r"absent\.toml cannot be read: there is no such file"):
        library.find("absent.toml")


def test_a_contradiction_stops_a_run_and_not_a_reading() -> None:
    overrides = ["levers.treasury.rule=none", 'levers.treasury.cash_target=[{on=2025-12-31,amount="850bn"}]']
    with pytest.raises(ContradictoryLevers, match=r'levers\.treasury\.cash_target: the rule "none" reads no aim'):
        library.find("baseline", overrides)
    assert isinstance(library.read("baseline"), Scenario)


# overrides


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("horizon.days=30", ("horizon", "days"), 30),
        ("opening.on = 2025-10-01", ("opening", "on"), "2025-10-01"),
        ("lapses.0.days=60", ("lapses", "0", "days"), 60),
        ("switches.margin_spiral=true", ("switches", "margin_spiral"), True),
        ("levers.runoff_mbs=[]", ("levers", "runoff_mbs"), []),
        ("levers.treasury.debt_limit=none", ("levers", "treasury", "debt_limit"), "none"),
        ("levers.treasury.debt_limit=36.1tn", ("levers", "treasury", "debt_limit"), "36.1tn"),
        ("levers.standing_repo.limit=500亿", ("levers", "standing_repo", "limit"), "50bn"),
        ("watermarks.scarce=reserves_usd < 2.6tn", ("watermarks", "scarce"), "reserves_usd < 2.6tn"),
        ("parameters.regime=2025-2026", ("parameters", "regime"), "2025-2026"),
        ('correlation."withheld_taxes.pay"=-0.2', ("correlation", "pay.withheld_taxes"), -0.2),
        ("flows.taxes.mix={E02=1}", ("flows", "taxes", "mix", "government_outlay"), 1.0),
    ],
)
def test_an_override_sets_one_key(override: str, path: tuple[str, ...], value: object) -> None:
    base = library.read("shutdown_2025")
    table: object = canon.table(library.changed(base, [override]))
    for part in path:
        table = table[int(part)] if isinstance(table, list) else table[part]  # type: ignore[index]
    assert (str(table) if path == ("opening", "on") else table) == value


def test_an_override_reaches_into_a_list_and_later_ones_win() -> None:
    base = library.read("rmp_40bn")
    changed = library.changed(base, ["levers.reserve_purchases.0.pace=41bn", "levers.reserve_purchases.0.pace=45bn"])
    assert changed.levers.reserve_purchases == library.read("rmp_45bn").levers.reserve_purchases
    assert base.levers.reserve_purchases is not None
    assert base.levers.reserve_purchases[0].pace_usd == 40 * BN


def test_an_override_adds_to_the_end_of_a_list() -> None:
    changed = library.changed(library.read("rmp_40bn"), ['levers.reserve_purchases.1={from=2026-04-15,pace="20bn"}'])
    assert changed.levers.reserve_purchases is not None
    assert [step.pace_usd for step in changed.levers.reserve_purchases] == [40 * BN, 20 * BN]
    changed = library.changed(changed, ["levers.runoff_mbs.0={from=2026-01-02,pace='5bn'}"])
    assert changed.levers.runoff_mbs is not None
    assert isinstance(changed.levers.runoff_mbs[0], Pace)


@pytest.mark.parametrize(
    ("override", "key", "detail", "hint"),
    [
        ("horizon.days", "horizon.days", "a path and a value, joined by =, are expected", "--set levers"),
        ("=5", "", "a path and a value, joined by =, are expected", "--set levers"),
        ("a b=5", "a b", "a path and a value, joined by =, are expected", "--set levers"),
        ("horizn.days=5", "horizn", "no such key", "Did you mean horizon?"),
        ("horizon.days=many", "horizon.days", 'expected a whole number, found "many"', "days = 65"),
        ("lapses.0.days.x=1", "lapses.0.days.x", "days has no parts", "--set levers"),
        (".".join(["a"] * 90_000) + "=1", "a", "it is nested too deeply", "--set levers"),
        ("a=" + "[" * 40 + "]" * 40, "a", "it is nested too deeply", "--set levers"),
        ("lapses.5.days=1", "lapses.5", "the list holds 1 so far, counted from 0", "0 to 1"),
        ("lapses.first.days=1", "lapses.first", "the list holds 1 so far, counted from 0", "0 to 1"),
        ("lapses.1.days=1", "lapses.1.from", "it is missing", "from = 2025-10-01"),
        ("levers.reserve_purchases.0.pace=45bn", "levers.reserve_purchases.0.from", "it is missing", "from ="),
        ("levers.reserve_purchases.0.pace=45bx", "levers.reserve_purchases.0.pace", "45bx", "pace ="),
    ],
)
def test_a_bad_override_is_told_what_is_wrong_with_it(override: str, key: str, detail: str, hint: str) -> None:
    with pytest.raises(InvalidScenario) as raised:
        library.changed(library.read("shutdown_2025"), [override])
    assert str(raised.value).startswith(f"--set {override}, {key}: ")
    assert raised.value.exit_code == 2  # the call is wrong, no file is
    assert detail in str(raised.value)
    assert hint in str(raised.value)


MINE = ("flows.mine.amounts=[{on=2025-10-10,amount='1bn'}]", "flows.mine.mix={government_outlay=1.0}")
MOOD = ("correlation.pay.mine=0.3", *MINE, "flows.mine.noise.sd=1bn")


@pytest.mark.parametrize("overrides", [MINE, MOOD, MINE[::-1]])
def test_overrides_that_are_sound_together_need_not_be_so_one_by_one(overrides: tuple[str, ...]) -> None:
    assert library.changed(library.read("shutdown_2025"), overrides).flows["mine"].mix == {"government_outlay": 1.0}


@pytest.mark.parametrize(
    ("overrides", "place", "key"),
    [
        ((MINE[0], "horizon.days=30"), MINE[0], "flows.mine"),
        (("flows={mine={scale=2.0}}", "horizon.days=30"), "flows={mine={scale=2.0}}", "flows.mine"),
        (("correlation.taxes.pay=0.3", "horizon.days=30"), "correlation.taxes.pay=0.3", "correlation.taxes.pay"),
        (
            ("switches.margin_spiral=true", "correlation.treasury_price.pay=0.3", "switches.margin_spiral=false"),
            "correlation.treasury_price.pay=0.3",
            "correlation.treasury_price.pay",
        ),
    ],
)
def test_a_name_unknown_once_all_overrides_are_set_is_told_at_the_last_that_named_it(
    overrides: tuple[str, ...], place: str, key: str
) -> None:
    with pytest.raises(InvalidScenario) as raised:
        library.changed(library.read("shutdown_2025"), overrides)
    assert str(raised.value).startswith(f"--set {place}, {key}: ")
    assert raised.value.exit_code == 2


def test_an_override_that_takes_away_what_the_rest_speaks_of_is_where_that_is_told() -> None:
    backlog = library.changed(
        library.read("shutdown_2025"), ["shocks=[{on=2025-12-10,flow='backlog_repaid',amount='1bn'}]"]
    )
    with pytest.raises(InvalidScenario, match=r"^--set lapses=\[\], shocks\.0\.flow: "):
        library.changed(backlog, ["horizon.days=60", "lapses=[]"])


@settings(max_examples=300, deadline=None)
@given(st.text(string.printable + "亿—", max_size=30) | st.builds("{}={}".format, st.text(max_size=12), st.text()))
def test_any_override_is_applied_or_refused_in_one_sentence(override: str) -> None:
    try:
        assert isinstance(library.changed(Scenario(name="plain"), [override]), Scenario)
    except ScenarioError as error:
        assert str(error.facts["place"]).startswith("--set")
