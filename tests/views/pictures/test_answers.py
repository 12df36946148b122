"""Which pictures an answer has: one sheet a question, written as page or image."""

import pytest
from tests.views.runs_for_tests import answer, comparison, simulation

from tidegauge.views.pictures import answers


@pytest.mark.parametrize(("question", "found"), [("simulate", simulation()), ("compare", comparison())])
def test_an_answer_is_a_page_or_an_image(question: str, found: object) -> None:
    assert answers.render("html", answer(question, found), "en").startswith(b"<!doctype html>")
    assert answers.render("png", answer(question, found), "en").startswith(b"\x89PNG")
