"""The quick-start notebook: its cells stand here, what they show is written by running them on the bundled figures.

`docs/build.py` writes it where a cell has changed; a test runs every cell again and compares what it shows.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

PLACE = Path(__file__).parent / "quick-start.ipynb"
SECONDS_MAX = 300

CELLS: tuple[tuple[str, str], ...] = (
    (
        "markdown",
        """# Tidegauge from Python

Every question of the command line is a method, and every answer becomes a frame, a workbook or a page. This notebook
needs no network and no store: it reads the figures that come with the program, as known on 3 November 2025. It is
written by `docs/notebook.py`; the tests run it.

命令行的每个问题都是一个方法，每个回答都能变成数据表、工作簿或网页。本笔记无需网络，也无需数据库。""",
    ),
    (
        "code",
        """import tidegauge as tg

desk = tg.open(offline=True)
AS_OF = "2025-11-03"  # read only what was known then
desk""",
    ),
    (
        "markdown",
        """## Where are we? 现在水位如何

`brief` is the reading of the day; its main table holds the gauges. Each figure knows its period and its publisher.""",
    ),
    (
        "code",
        """reading = desk.brief(as_of=AS_OF)
reading.to_pandas()[["id", "value", "unit", "period", "change_1w", "percentile"]].head(6)""",
    ),
    (
        "code",
        """for part, sentence in reading.tables()["sentences"].rows:
    if part == "headline":
        print(sentence)""",
    ),
    (
        "markdown",
        """## Why did it move? 为何变动

The lines of the Fed's balance sheet add up, so the causes of a week do too, to the dollar.""",
    ),
    (
        "code",
        """week = desk.drain(as_of=AS_OF)
week""",
    ),
    (
        "code",
        """causes = week.to_polars().select("id", "change_usd", "reserves_usd", "net_liquidity_usd")
assert causes["reserves_usd"].sum() == week.answer.weeks[0].reserves_usd
causes.head(5)""",
    ),
    (
        "markdown",
        """## What does one event do? 一个事件做了什么

A bill bought by the Fed from a nonbank *adds* reserves: the seller's bank is paid with them.""",
    ),
    ("code", """desk.ledger.explain("reserve_management_purchase", amount="40bn").to_pandas()"""),
    (
        "markdown",
        """## What was known when? 当时知道什么

The same series at two moments. SOFR of 31 October was published on Monday 3 November at 08:00 New York.""",
    ),
    (
        "code",
        """before = desk.series.show("sofr", as_of="2025-11-03T07:59-05:00").answer.values[-1]
after = desk.series.show("sofr", as_of="2025-11-03T08:00-05:00").answer.values[-1]
print(before.period, before.value)
print(after.period, after.value)""",
    ),
    (
        "markdown",
        """## What if? 如果……会怎样

A scenario on many paths of an exact ledger: no dollar appears or vanishes on any of them.""",
    ),
    (
        "code",
        """run = desk.simulate("shutdown_2025", paths=200, days=30)
assert run.answer.residual_usd == 0
quantiles = run.to_pandas().set_index("date")
(quantiles[["tga_usd_p05", "tga_usd_p50", "tga_usd_p95"]] / 1e9).astype(float).round(0).iloc[::10]""",
    ),
    (
        "markdown",
        """## Take it away 带走

The ending of a file says what it is: `.xlsx` and `.csv` for any answer, `.html`, `.pdf` or `.png` where its question
has them. Sentences and heads come in English, 简体 and 繁體.""",
    ),
    (
        "code",
        """import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    book = tg.open(lang="zh-Hant", offline=True).drain(as_of=AS_OF).save(Path(folder) / "drain.xlsx")
    print(book.name, book.stat().st_size > 5_000)""",
    ),
    (
        "markdown",
        """## What cannot be answered is said 答不了就直说

Every error is a `TidegaugeError`: one sentence and a hint.""",
    ),
    (
        "code",
        """try:
    desk.series.show("soffr")
except tg.TidegaugeError as error:
    print(error)""",
    ),
)


def bare() -> dict[str, Any]:
    """Return the notebook before it has run."""
    cells = []
    for n, (kind, source) in enumerate(CELLS, 1):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{n}", "metadata": {}, "source": source}
        cells.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def run() -> dict[str, Any]:
    """Return the notebook with what its cells show, run in an empty home so that no store of this machine answers."""
    with tempfile.TemporaryDirectory() as home:
        places = ("HOME", "XDG_DATA_HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TIDEGAUGE_")}
        with patch.dict(os.environ, kept | dict.fromkeys(places, home), clear=True):
            import nbformat
            from nbclient import NotebookClient
            from traitlets.config import Config

            book = nbformat.from_dict(bare())
            by_files = Config({"KernelManager": {"transport": "ipc"}})  # the kernel opens no port
            NotebookClient(book, timeout=SECONDS_MAX, kernel_name="python3", config=by_files).execute()
    for cell in book.cells:
        cell.metadata = {}  # when it ran, which is no part of it
    book.metadata = nbformat.from_dict(bare()["metadata"])
    return json.loads(json.dumps(book))


def written(book: dict[str, Any]) -> str:
    """Return a notebook as the text of its file."""
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def page() -> str:
    """Return the file of the notebook: as it stands where its cells are these, else run anew."""
    if PLACE.exists():
        standing = json.loads(PLACE.read_text("utf-8"))
        if [(cell["cell_type"], cell["source"]) for cell in standing["cells"]] == list(CELLS):
            return PLACE.read_text("utf-8")
    return written(run())


if __name__ == "__main__":
    sys.stdout.write(written(run()))
