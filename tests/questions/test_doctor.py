"""Self-examination: what is late, what has an impossible size, and settings that never show a key."""

from datetime import date
from pathlib import Path

from tests.questions.conftest import NOON, Small

from tidegauge.clock import parse_moment
from tidegauge.questions.desk import Desk
from tidegauge.questions.doctor import doctor, entries


def test_a_figure_that_should_be_out_is_late(small: Small) -> None:
    desk = small(sofr={"2025-10-30": 4.04})
    before = doctor(desk, as_of=parse_moment("2025-11-03T07:59-05:00"))
    assert before.findings == ()
    (late,) = doctor(desk, as_of=parse_moment("2025-11-03T08:00-05:00")).findings
    assert (late.check, late.subject, late.period, late.severity) == ("late", "sofr", date(2025, 10, 31), "warning")


def test_a_figure_of_an_impossible_size_may_be_of_another_unit(small: Small) -> None:
    """Someone stored millions as dollars: 2.8 tn has become 2.8 mn."""
    desk = small(reserves={"2025-10-29": 2_827_909.0})
    found = [odd for odd in doctor(desk, as_of=NOON).findings if odd.check == "units"]
    assert [(odd.subject, odd.severity) for odd in found] == [("reserves", "error")]
    assert doctor(small(reserves={"2025-10-29": 2_827_909e6}), as_of=NOON).answer.series == 1


def test_the_bundled_figures_have_no_error(desk: Desk) -> None:
    found = doctor(desk, as_of=NOON)
    assert [odd for odd in found.findings if odd.severity == "error"] == []
    assert found.answer.observations > 50_000


def test_every_setting_says_where_it_comes_from() -> None:
    def origins(**environment: str) -> dict[str, str]:
        return {entry.name: entry.origin for entry in entries(Desk(environment=environment))}

    assert set(origins().values()) == {"default"}
    assert origins(TIDEGAUGE_LANG="zh-Hans")["lang"] == "TIDEGAUGE_LANG"
    by_call = Desk(Path("/by/call"), offline=True, environment={"TIDEGAUGE_STORE": "/by/environment"})
    found = {entry.name: (entry.value, entry.origin) for entry in entries(by_call)}
    assert found["store"] == ("/by/call", "--store")
    assert found["offline"] == ("True", "--offline")
    by_environment = Desk(Path("/by/environment"), environment={"TIDEGAUGE_STORE": "/by/environment/"})
    assert entries(by_environment)[0].origin == "TIDEGAUGE_STORE"


def test_a_key_is_set_or_not_and_never_shown() -> None:
    key = "0123456789abcdef" * 2
    told = entries(Desk(environment={"FRED_API_KEY": key}))
    assert key not in repr(told)
    assert next(entry for entry in told if entry.name == "fred_api_key").value != ""
