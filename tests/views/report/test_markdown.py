"""The text: the same order and figures as the page, in tables that line up."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import html, markdown
from tidegauge.words import LANGUAGES

pytestmark = pytest.mark.parametrize("lang", LANGUAGES)


def test_the_same_answer_gives_the_same_text(answer: Answer, lang: str) -> None:
    assert markdown.render(answer, lang) == markdown.render(answer, lang)


def test_sections_have_the_titles_of_the_page(answer: Answer, lang: str) -> None:
    titles = re.findall(r"^## (.*)$", markdown.render(answer, lang), re.MULTILINE)
    page = html.render(answer, lang)
    assert len(titles) == 8
    assert [title for title in titles if title.replace("\\", "") not in page.replace("&#39;", "'")] == []


def test_columns_of_every_table_line_up(answer: Answer, lang: str) -> None:
    tables = re.findall(r"(?:^\|.*\n?)+", markdown.render(answer, lang), re.MULTILINE)
    assert len(tables) >= 8
    for table in tables:
        assert len({markdown.breadth(line) for line in table.strip().splitlines()}) == 1


def test_hostile_names_stay_words(answer_of: Callable[..., Answer], brief: Brief, lang: str) -> None:
    answer = answer_of(brief)
    sources = tuple(origin._replace(series="a|b](x)<i>") for origin in answer.sources)
    text = markdown.render(replace(answer, sources=sources), lang)
    assert "a\\|b\\](x)\\<i\\>" in text


def test_a_moment_of_which_nothing_is_known_is_a_whole_text(
    answer_of: Callable[..., Answer], nothing: Brief, lang: str
) -> None:
    text = markdown.render(answer_of(nothing, sources=(), findings=()), lang)
    assert text.count("\n## ") == 7
    assert text.endswith("\n")
