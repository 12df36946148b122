"""The question of analogues: apart, as known then, and honest about not helping."""

import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import TooLittleHistory
from tidegauge.questions.analogues import Analogues, analogues
from tidegauge.questions.desk import Desk


def test_on_the_figures_to_march_2026_analogues_beat_nothing(desk: Desk) -> None:
    found: Analogues = analogues(desk, as_of=parse_moment("2026-03-31")).answer
    assert found.helps == ()
    assert len(found.judgements) == 9 and all(one.origins > 70 for one in found.judgements)
    assert all(one.skill_low < 0 for one in found.judgements)


def test_what_followed_is_whole_dollars_and_the_eight_lie_in_its_range(desk: Desk) -> None:
    found: Analogues = analogues(desk, as_of=parse_moment("2025-10-30")).answer
    sequel = next(one for one in found.sequels if (one.outcome, one.horizon) == ("reserves_change", 20))
    followed = [one.followed["reserves_change"][1] for one in found.alike]
    assert all(isinstance(value, int) for value in followed)
    assert (sequel.low, sequel.high) == (min(followed), max(followed))  # type: ignore[type-var]


def test_the_eve_of_october_2025_saw_no_spike_in_its_analogues(desk: Desk) -> None:
    found: Analogues = analogues(desk, as_of=parse_moment("2025-10-30")).answer
    week = next(one for one in found.sequels if (one.outcome, one.horizon) == ("sofr_iorb_highest", 5))
    assert week.high < 32  # what came the next day


def test_standing_repo_before_it_existed_is_left_out_and_said(desk: Desk) -> None:
    answer = analogues(desk, as_of=parse_moment("2020-06-30"))
    assert answer.answer.missing == ("srf",)
    assert [note.subject for note in answer.findings if note.check == "analogues_gauge_missing"] == ["srf"]


def test_where_the_figures_have_ended_the_last_evening_that_has_them_is_compared_and_said(desk: Desk) -> None:
    later = analogues(desk, as_of=parse_moment("2026-08-03"))
    assert "2026-03-31" <= later.answer.day.isoformat() <= "2026-04-02"
    assert "analogues_figures_end" in {note.check for note in later.findings}
    fresh = analogues(desk, as_of=parse_moment("2026-03-31"))
    assert fresh.answer.day.isoformat() == "2026-03-31"
    assert "analogues_figures_end" not in {note.check for note in fresh.findings}


def test_a_history_too_short_to_choose_from_is_refused(desk: Desk) -> None:
    with pytest.raises(TooLittleHistory):
        analogues(desk, as_of=parse_moment("2019-05-01"))


def test_a_handful_of_origins_is_no_proof_however_well_they_went(desk: Desk) -> None:
    found: Analogues = analogues(desk, as_of=parse_moment("2019-12-20")).answer
    assert any(one.skill_low > 0 for one in found.judgements)
    assert (found.is_judged, found.helps) == (False, ())
