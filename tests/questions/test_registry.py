"""The table of questions and the functions behind it cannot drift apart."""

import importlib
import inspect
from pathlib import Path

import pytest

from tidegauge.errors import UnknownQuestion
from tidegauge.questions import registry
from tidegauge.questions.registry import QUESTIONS, Question

KINDS = {"moment", "date", "count", "text", "texts", "folder", "file", "amount", "choice", "switch"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_row_is_the_signature_of_its_function(question: Question) -> None:
    module, _, function = question.function.partition(":")
    found = inspect.signature(getattr(importlib.import_module(f"tidegauge.questions.{module}"), function))
    desk, *rest = found.parameters.values()
    asked = {parameter.name: parameter for parameter in question.parameters if not parameter.view}
    assert desk.name == "desk"
    assert {parameter.name for parameter in rest} == set(asked)
    for parameter in rest:
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        row = asked[parameter.name]
        assert (parameter.default is inspect.Parameter.empty) == row.required
        if not row.required:
            assert parameter.default == row.default
        if row.kind == "file":
            assert parameter.annotation is Path


def test_every_parameter_is_of_a_known_kind_and_every_command_is_there_once() -> None:
    assert {parameter.kind for question in QUESTIONS for parameter in question.parameters} <= KINDS
    assert len({question.command for question in QUESTIONS}) == len(QUESTIONS)


def test_underscores_are_dashes_on_the_command_line() -> None:
    assert registry.find(("balance-sheet",)).name == "balance_sheet"
    assert registry.find(("series", "show")).name == "series.show"


@pytest.mark.parametrize(("said", "nearest"), [("breif", "brief"), ("series lst", "series list"), ("", "drain")])
def test_an_unknown_command_names_one_that_exists(said: str, nearest: str) -> None:
    with pytest.raises(UnknownQuestion) as caught:
        registry.find(tuple(said.split()))
    assert caught.value.facts["nearest"] in {" ".join(question.command) for question in QUESTIONS}
    if said:
        assert caught.value.facts["nearest"] == nearest
