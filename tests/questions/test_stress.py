"""The stress question: its parts add up, one gauge that does as well is named, and missing gauges are said."""

from datetime import date

import pytest

from tidegauge.clock import parse_moment
from tidegauge.questions.desk import Desk
from tidegauge.questions.stress import Stress, stress


def found(desk: Desk, as_of: str) -> Stress:
    answer = stress(desk, as_of=parse_moment(as_of)).answer
    assert isinstance(answer, Stress)
    return answer


def test_the_contributions_add_up_to_the_value(desk: Desk) -> None:
    answer = found(desk, "2026-03-31")
    assert sum(part.contribution or 0 for part in answer.parts) == pytest.approx(answer.value, abs=0.1)
    assert sum(part.weight for part in answer.parts) == pytest.approx(1)
    assert all(part.rank is not None and 0 <= part.rank <= 1 for part in answer.parts)


def test_sofr_alone_does_as_well_as_the_index(desk: Desk) -> None:
    answer = found(desk, "2026-03-31")
    assert (answer.best, answer.beats_best) == ("sofr_iorb_bp", False)
    own = next(line for line in answer.same_day if line.name == answer.best)
    assert own.area > answer.same_day[0].area > 0.8
    assert own.lead_low < 0 < own.lead_high


def test_the_dash_for_cash_was_missed_and_the_repo_spike_was_not(desk: Desk) -> None:
    marked = {one.id: one.is_raised for one in found(desk, "2026-03-31").marked}
    assert marked["september_2019"] and marked["late_october_2025"] and marked["year_end_2025"]
    assert not marked["march_2020"]


def test_a_mark_once_given_is_not_changed_by_what_came_later(desk: Desk) -> None:
    then, now = ({one.id: one for one in found(desk, day).marked} for day in ("2023-07-31", "2026-03-31"))
    assert "march_2023" in then
    assert all(now[id_] == one for id_, one in then.items())


def test_a_mark_says_little_because_most_ordinary_days_of_the_last_year_are_raised_too(desk: Desk) -> None:
    answer = found(desk, "2026-03-31")
    assert answer.ordinary_raised == pytest.approx(0.27, abs=0.01)
    assert answer.ordinary_raised_year == pytest.approx(0.73, abs=0.01)


def test_no_episode_judges_the_index_before_it_was_over(desk: Desk) -> None:
    assert "late_october_2025" not in {one.id for one in found(desk, "2025-11-03").marked}
    assert found(desk, "2019-10-01").marked[-1].id == "september_2019"


def test_a_gauge_that_did_not_exist_is_said_and_its_weight_goes_to_the_others(desk: Desk) -> None:
    answer = stress(desk, as_of=parse_moment("2020-06-30"))
    assert [note.subject for note in answer.findings if note.check == "stress_gauge_missing"] == ["srf"]
    assert answer.answer.known == pytest.approx(0.8)
    assert answer.answer.day == date(2020, 6, 29)
