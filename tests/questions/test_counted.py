"""A quick answer says nothing that the whole one does not say to the dollar."""

from dataclasses import replace

from tidegauge.questions.answer import envelope
from tidegauge.questions.compare import compare
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Making
from tidegauge.questions.simulate import simulate
from tidegauge.words.sentence import say

MAKING = Making(paths=300, days=12, seed=7, keys=("lapses.0.days=20",))
LEFT_OUT = ("flows", "priors", "headline", "is_quick")


def test_what_is_counted_quickly_equals_the_whole_answer_to_the_dollar(desk: Desk) -> None:
    quick, whole = (simulate(desk, scenario="shutdown_2025", making=MAKING, quick=each) for each in (True, False))
    said, all_said = (envelope(answer, "en") for answer in (quick, whole))
    for name in LEFT_OUT:
        said["answer"].pop(name), all_said["answer"].pop(name)
    assert said == all_said
    assert said["answer"]["residual_usd"] == 0
    other = simulate(desk, scenario="shutdown_2025", making=replace(MAKING, seed=8), quick=True)
    assert other.answer.quantiles != quick.answer.quantiles


def test_paths_that_a_stop_rule_ended_are_said_before_anything_that_counts_them(desk: Desk) -> None:
    """Every path ends on its first day: from then on one line follows itself, and the answer says why."""
    never = Making(paths=20, days=5, keys=('stop={ done = "tga_usd < 5tn" }',))
    found = simulate(desk, scenario="shutdown_2025", making=never, quick=True).answer
    first = say(found.headline[0], "en")
    assert first.startswith("100.0 % of paths see Treasury cash (TGA) below 5.0 tn (the path ends), half of those by")
    assert "They stand still from then on" in first
    assert len(set(found.quantiles["reserves_usd"][50])) == 1
    both = compare(desk, a="shutdown_2025", b="shutdown_2025", making=never).answer
    assert any("They stand still from then on" in say(sentence, "en") for sentence in both.headline)


def test_a_quick_answer_is_whole_and_says_nothing_about_priors(desk: Desk) -> None:
    found = simulate(desk, scenario="shutdown_2025", making=MAKING, quick=True).answer
    assert not found.is_partial and found.priors is None and found.flows.streams == ()
    assert not any("priors" in sentence.key for sentence in found.headline)
    assert any(sentence.key == "runs.says.residual" for sentence in found.headline)
