"""A day of a path on the page: its postings add up, and what is no path or no day is refused."""

import pytest

from tidegauge.errors import InvalidMoment, NoSuchDay, UsageError
from tidegauge.views.web import lab_replay, lab_state
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import text


def page(answers: Answers, **said: str) -> PageContext:
    return PageContext(answers, "en", None, answers.ask("releases").as_of, {"days": "10", **said})


def test_the_postings_of_a_day_add_up_to_the_change_to_the_dollar(bundled_answers: Answers) -> None:
    asked = page(bundled_answers, path="3", day="2026-04-08", shutdown="20")
    trial = lab_state.read(asked)
    shown = lab_replay.context(asked, trial)
    found, postings = shown["replayed"], shown["postings"]
    assert sum(row[-1] for row in postings.plain[1:]) == found.day.change_usd
    assert found.day.path == 3 and found.residual_usd == 0
    kept = bundled_answers.ask("replay", scenario="baseline", path=3, day=found.day.on, seed=1, keys=trial.keys)
    assert kept.answer == found, "it is the path of the command line"
    assert len(postings.rows) == len(found.day.causes) + 1 and shown["lines"]
    assert postings.rows[-1][0] == text("cli.done.total", "en")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"day": "2026-04-08", "path": "-1"}, UsageError),
        ({"day": "2026-04-08", "path": "10000"}, UsageError),
        ({"day": "tomorrow"}, InvalidMoment),
        ({}, InvalidMoment),
        ({"day": "2031-04-08"}, NoSuchDay),
    ],
)
def test_what_is_no_path_or_no_day_is_refused(
    bundled_answers: Answers, said: dict[str, str], error: type[Exception]
) -> None:
    asked = page(bundled_answers, **said)
    with pytest.raises(error):
        lab_replay.context(asked, lab_state.read(asked))
