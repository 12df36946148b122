"""The page of pictures: one file that loads nothing, with a table beside every picture."""

import re

import pytest
from tests.views.report.test_html import read
from tests.views.runs_for_tests import AS_OF, answer, simulation

from tidegauge.views.pictures import answers, page
from tidegauge.words import LANGUAGES


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def written(lang: str) -> str:
    return answers.render("html", answer("simulate", simulation()), lang).decode()


def test_it_is_well_formed_and_loads_nothing(written: str, lang: str) -> None:
    reader = read(written)
    assert (reader.mistakes, reader.open) == ([], [])
    addresses = [value for name in ("src", "href") for value in reader.values(name)]
    assert addresses
    assert all(value.startswith("data:text/csv") for value in addresses)
    assert "<script" not in written
    assert f'<html lang="{lang}">' in written
    assert "default-src 'none'" in read(written).values("content")[0]


def test_every_picture_has_a_name_a_description_and_a_table(written: str) -> None:
    drawn = re.findall(r"<svg [^>]*>", written)
    assert len(drawn) == 5 * len(page.WIDTHS)
    assert all('role="img"' in opening and "aria-label=" in opening for opening in drawn)
    assert written.count("<desc>") == written.count("<title>") - 1 == len(drawn)
    assert written.count("<table>") == 5


def test_colours_are_classes_only(written: str) -> None:
    body = written.partition("</style>")[2]
    assert re.findall(r"#[0-9A-Fa-f]{6}\b", body) == []
    assert "prefers-color-scheme:dark" in written


def test_ids_stand_once(written: str) -> None:
    ids = read(written).values("id")
    assert len(ids) == len(set(ids))


def test_the_same_run_gives_the_same_bytes(written: str, lang: str) -> None:
    assert answers.render("html", answer("simulate", simulation()), lang).decode() == written
    assert AS_OF.tzinfo is not None


def test_words_of_a_caller_are_escaped() -> None:
    from dataclasses import replace

    evil = replace(simulation(), titles={"en": "<b>&"}, scenario="<script>")
    assert "<script" not in answers.render("html", answer("simulate", evil), "en").decode()
