"""The table of questions and the functions behind it cannot drift apart."""

import dataclasses
import inspect
from pathlib import Path
from typing import Any, get_args

import pytest

from tidegauge.errors import UnknownQuestion
from tidegauge.questions import registry
from tidegauge.questions.registry import QUESTIONS, Parameter, Question
from tidegauge.scenarios.pasted import Pasted

KINDS = {
    "moment", "date", "count", "text", "texts", "scenario", "folder", "file", "amount", "choice", "switch", "keys",
    "address",
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_row_is_the_signature_of_its_function(question: Question) -> None:
    desk, *rest = inspect.signature(registry.found(question.function)).parameters.values()
    asked = {parameter.name: parameter for parameter in question.parameters if not parameter.view}
    parts = dict(question.parts)
    assert desk.name == "desk"
    assert {parameter.within for parameter in asked.values()} - {""} == set(parts)
    own = {name for name, row in asked.items() if not row.within}
    assert {parameter.name for parameter in rest} == own | set(parts)
    for part in parts:
        _check_fields(registry.found(parts[part]), [row for row in asked.values() if row.within == part])
    for parameter in rest:
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        if parameter.name in parts:
            assert parameter.default is None
            continue
        row = asked[parameter.name]
        assert (parameter.default is inspect.Parameter.empty) == row.required
        if not row.required:
            assert parameter.default == row.default
        if row.kind == "file":
            assert Path in (parameter.annotation, *get_args(parameter.annotation))
        if row.kind == "scenario":
            assert parameter.annotation == str | Pasted


def _check_fields(made: Any, rows: list[Parameter]) -> None:
    """Hold the parameters that make up an argument against the fields of its dataclass."""
    fields = {field.name: field for field in dataclasses.fields(made)}
    assert {row.name for row in rows} <= set(fields)
    assert all(fields[row.name].default == row.default for row in rows)


def test_every_parameter_is_of_a_known_kind_and_every_command_is_there_once() -> None:
    assert {parameter.kind for question in QUESTIONS for parameter in question.parameters} <= KINDS
    assert len({question.command for question in QUESTIONS}) == len(QUESTIONS)


def test_underscores_are_dashes_on_the_command_line() -> None:
    assert registry.find(("balance-sheet",)).name == "balance_sheet"
    assert registry.find(("series", "show")).name == "series.show"


@pytest.mark.parametrize(("said", "nearest"), [("breif", "brief"), ("series lst", "series list"), ("", "")])
def test_an_unknown_command_names_one_that_exists(said: str, nearest: str) -> None:
    with pytest.raises(UnknownQuestion) as caught:
        registry.find(tuple(said.split()))
    assert caught.value.facts["nearest"] == nearest
