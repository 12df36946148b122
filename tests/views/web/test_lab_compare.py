"""Trials side by side say what each run alone says."""

from tests.questions.conftest import NOON

from tidegauge.views.report.phrases import Phrases
from tidegauge.views.web import lab_compare, lab_state
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page_context import PageContext

SHORT = "baseline,days:6"


def page(answers: Answers, **said: str) -> PageContext:
    moment = answers.ask("releases").as_of
    return PageContext(answers, "en", None, moment, {"days": "8", **said})


def test_each_trial_keeps_its_own_days_and_medians(bundled_answers: Answers) -> None:
    asked = page(bundled_answers, **{"with": f"{SHORT};rmp_45bn,days:7"})
    trial = lab_state.read(asked)
    runs = [lab_state.run(asked, one).answer for one in (trial, *lab_state.beside(asked))]
    shown = lab_compare.context(asked, trial, lab_state.run(asked, trial), Phrases("en", NOON))
    assert shown is not None
    for run, line in zip(runs, shown["spec"]["data"], strict=True):
        assert line["y"][1:] == list(run.quantiles["reserves_usd"][50])
        assert line["x"][0] == run.opening_on.isoformat() and len(line["x"]) == len(run.days) + 1
    openings = [opening for _, _, (opening, _, _) in shown["rows"]]
    assert openings == ["1 Apr 2026", "1 Apr 2026", "10 Dec 2025"]
    assert "A" not in shown["spec"]["says"][0][1].split("·")[1], "before a run opens nothing is said of it"


def test_the_link_that_takes_one_out_leaves_the_others(bundled_answers: Answers) -> None:
    asked = page(bundled_answers, **{"with": f"{SHORT};rmp_45bn,days:7"})
    trial = lab_state.read(asked)
    shown = lab_compare.context(asked, trial, lab_state.run(asked, trial), Phrases("en", NOON))
    assert shown is not None
    drops = [drop for _, drop, _ in shown["rows"]]
    assert drops[0] == "", "the trial under the levers stays"
    assert "with=rmp_45bn" in drops[1] and "rmp_45bn" not in drops[2] and "baseline%2Cdays" in drops[2]


def test_alone_there_is_only_the_link_to_keep_it(bundled_answers: Answers) -> None:
    asked = page(bundled_answers)
    trial = lab_state.read(asked)
    shown = lab_compare.context(asked, trial, lab_state.run(asked, trial), Phrases("en", NOON))
    assert shown is not None and shown["rows"] is None and "with=baseline%2Cdays%3A8" in shown["keep"]
