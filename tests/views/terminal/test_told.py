"""A page that is kept says what it prints: the same titles, sentences and figures."""

import io

from rich.console import Console
from tests.views.terminal.conftest import answered

from tidegauge.views.terminal import stress as page
from tidegauge.views.terminal.told import told


def test_every_figure_of_a_kept_table_is_printed_by_the_page() -> None:
    answer = answered("stress")
    paper = io.StringIO()
    page.page(answer, "en", Console(file=paper, width=400))
    parts = told(page.page, answer, "en")
    assert parts[0].title in paper.getvalue()
    cells = [cell for part in parts for rows in part.tables for row in rows.rows for cell in row if cell]
    assert len(cells) > 50
    assert all(cell in paper.getvalue() for cell in cells)


def test_what_is_printed_dim_is_a_remark_and_no_finding() -> None:
    parts = told(page.page, answered("stress"), "en")
    assert any("weights are a prior" in remark for part in parts for remark in part.remarks)
    assert not any("weights are a prior" in said for part in parts for said in part.said)
