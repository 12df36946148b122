"""A reader is told what a finding is about by its name, never by an id."""

import pytest

from tidegauge.frame import finding
from tidegauge.questions.answer import Answer
from tidegauge.scenarios.opening import figures
from tidegauge.views.web import subjects
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page_context import PageContext
from tidegauge.words import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_that_is_typed_into_the_opening_sheet_has_a_name(bundled_answers: Answers, lang: str) -> None:
    page = PageContext(bundled_answers, lang, None, bundled_answers.ask("releases").as_of)
    typed = [id_ for id_, figure in figures.tables()["figures"].items() if "source" in figure]
    assert len(typed) > 10
    assert [id_ for id_ in typed if not subjects.name(id_, page)] == []


def test_a_series_and_a_row_are_named_and_what_has_no_name_keeps_its_id(bundled_answers: Answers) -> None:
    page = PageContext(bundled_answers, "zh-Hans", None, bundled_answers.ask("releases").as_of)
    findings = tuple(finding("opening_stale", id_) for id_ in ("bills_held", "repo.asset", "reference"))
    found = subjects.named(Answer("simulate", page.moment, None, {}, (), findings), page)
    assert [one.subject for one in found.findings] == ["持有短期国债（周三时点）", "回购", "reference"]
