"""What a reader shares is what another reader gets: address, levers, text and command line make the same run."""

import io
import json
import shlex
import tomllib
from contextlib import redirect_stdout
from typing import Any

import pytest
from tests.questions.conftest import NOON

from tidegauge.errors import TidegaugeError, UnknownScenario, UsageError
from tidegauge.questions.answer import envelope
from tidegauge.questions.pasted import Pasted
from tidegauge.views import cli
from tidegauge.views.web import lab_state
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.lab_queue import TURNS, SupersededError
from tidegauge.views.web.lab_state import Trial
from tidegauge.views.web.page_context import PageContext

SAID = {"scenario": "shutdown_2025", "shutdown": "60", "tga": "900", "flow-none": "1", "days": "15", "seed": "7"}
QUICK = {"paths": 96, "quick": True}


def page(answers: Any = None, as_of: Any = None, **said: Any) -> PageContext:
    return PageContext(answers, "en", as_of, as_of or NOON, said)


def facts(envelope_: dict[str, Any]) -> dict[str, Any]:
    """Return what a run found, without what it is called."""
    named = ("scenario", "titles", "stories", "headline")
    return {name: value for name, value in envelope_["answer"].items() if name not in named}


def test_an_address_a_text_and_the_command_line_make_the_same_run(bundled_answers: Answers) -> None:
    trial = lab_state.read(page(**SAID))
    again = lab_state.read(page(**trial.address))
    assert again == trial and trial.values == {"shutdown": 60, "tga": 900, "days": 15}
    asked = trial.asked(None) | QUICK
    found = facts(envelope(bundled_answers.ask("simulate", **asked), "en"))
    text = bundled_answers.ask("scenario.show", scenario=trial.scenario, keys=trial.keys).answer.toml
    pasted = lab_state.read(page(toml=text, seed="7"))
    assert pasted.values == {} and tomllib.loads(text)["lapses"][0]["days"] == 60
    assert facts(envelope(bundled_answers.ask("simulate", **pasted.asked(None) | QUICK), "en")) == found
    call = shlex.split(trial.command(None).replace(str(lab_state.PATHS), str(QUICK["paths"])))[1:]
    assert facts(_typed([*call, "--quick", "--json"])) == found


def _typed(arguments: list[str]) -> dict[str, Any]:
    said = io.StringIO()
    with redirect_stdout(said):
        assert cli.run(arguments) == 0
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


def test_pasted_text_travels_in_the_address() -> None:
    trial = lab_state.read(page(toml="[horizon]\ndays = 20", rmp="60"))
    assert isinstance(trial.scenario, Pasted) and trial.values == {"rmp": 60}
    assert lab_state.read(page(**trial.address)) == trial
    assert trial.short == "", "it is too long to be one of several"


def test_several_trials_travel_in_one_address() -> None:
    moved = lab_state.read(page(scenario="no_rmp", rmp="20"))
    others = list(lab_state.beside(page(**{"with": f"{moved.short};baseline"})))
    assert [(one.name, dict(one.values)) for one in others] == [("no_rmp", {"rmp": 20}), ("baseline", {})]
    assert len(list(lab_state.beside(page(**{"with": "baseline;" * 9})))) == lab_state.BESIDE_MOST


def test_trials_side_by_side_run_on_the_same_draws() -> None:
    asked = page(seed="7", **{"with": "baseline;no_rmp"})
    assert [one.asked(None)["seed"] for one in (lab_state.read(asked), *lab_state.beside(asked))] == [7, 7, 7]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"scenario": "nope"}, UnknownScenario),
        ({"scenario": "/etc/passwd"}, UsageError),
        ({"scenario": "mine.toml"}, UsageError),
        ({"scenario": "a\\b"}, UsageError),
        ({"seed": "-1"}, UsageError),
        ({"seed": "9" * 40}, UsageError),
        ({"seed": "１"}, UsageError),
        ({"rmp": "a lot"}, UsageError),
        ({"toml": "[horizon"}, TidegaugeError),
        ({"toml": "include = ['/etc/passwd']"}, TidegaugeError),
        ({"toml": "a = " + "[" * 5_000}, TidegaugeError),
        ({"toml": "<script>alert(1)</script>"}, TidegaugeError),
        ({"toml": "x = " + "9" * 5_000}, TidegaugeError),
        ({"toml": "\u202e = 1"}, TidegaugeError),
    ],
)
def test_what_an_address_cannot_mean_is_refused(said: dict[str, str], error: type[TidegaugeError]) -> None:
    with pytest.raises(error):
        lab_state.read(page(**said))


def test_an_as_of_of_the_page_moves_the_opening_and_stands_in_the_command() -> None:
    trial = lab_state.read(page(as_of=NOON, scenario="shutdown_2025"))
    assert trial.asked(NOON)["as_of"] == NOON
    assert "--as-of 2025-11-03T12:00" in trial.command(NOON) and "as_of" not in trial.asked(None)


class Interrupting:
    """Answers whose progress finds that the reader has moved on, once."""

    def __init__(self, page_turn: str, then: str) -> None:
        self.page_turn, self.then, self.asked = page_turn, then, 0

    def ask_long(self, question: str, said: dict[str, Any], path_days: int, progress: Any) -> str:
        self.asked += 1
        if self.asked == 1:
            if self.page_turn:
                TURNS.take("window", self.page_turn)
            else:
                raise SupersededError
        progress("baseline", 1, 2)
        return self.then


def trial() -> Trial:
    return lab_state.read(page())


def test_a_run_stops_when_its_window_asks_for_something_newer() -> None:
    with pytest.raises(SupersededError):
        lab_state.run(page(Interrupting("6", "never"), tab="window", turn="5"), trial())


def test_a_run_that_another_window_gave_up_is_made_all_the_same() -> None:
    answers = Interrupting("", "made")
    made: Any = lab_state.run(page(answers, tab="other", turn="1"), trial())
    assert made == "made" and answers.asked == 2
