"""What a server may know as of a moment: every figure and back-test there is, or only what had come out by then."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.views.web.conftest import serving

from tidegauge.clock import NEW_YORK
from tidegauge.forecasts import bundle, kept
from tidegauge.frame import days
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.sections import SECTIONS
from tidegauge.views.web.settings import Settings

HASH = re.compile(r"\?v=[0-9a-f]{16}")
"""What the address of a script or a style ends with: it is of the program, not of the figures."""

MADE_UP = {  # series the bundled figures lack and a section reads: made up after one they have, times a factor
    "stablecoin_supply": ("reserves", 0.1),
    "vix": ("yield_10y", 5.0),
    "hy_spread": ("yield_2y", 1.0),
    "auction_coupons_competitive": ("settling_coupons", 1.0),
    "auction_coupons_dealers": ("settling_coupons", 0.2),
    "auction_bills_competitive": ("settling_bills", 1.0),
    "auction_bills_dealers": ("settling_bills", 0.3),
}


def whole(folder: Path) -> Path:
    """Write the bundled figures and made-up ones of the other series that sections read, and the back-tests."""
    told = pq.read_table(figures.FOLDER / "log" / "figures.parquet")
    names = told["series"].cast(pa.string())
    made = [told]
    for id_, (like, factor) in MADE_UP.items():
        part = told.filter(pc.equal(names, like))
        values = pc.round(pc.multiply(part["value"], factor), 2)
        ids = pa.array([id_] * len(part)).dictionary_encode()
        part = part.set_column(part.schema.get_field_index("series"), "series", ids)
        made.append(part.set_column(part.schema.get_field_index("value"), "value", values))
    _write(pa.concat_tables(made).unify_dictionaries(), folder)
    shutil.copytree(bundle.ROOT / kept.FOLDER, folder / kept.FOLDER)
    return folder


def until(everything: Path, moment: datetime, folder: Path) -> Path:
    """Write what had come out by a moment, and back-tests that know nothing later; their scores are other ones."""
    told = pq.read_table(everything / "store" / "log" / "figures.parquet")
    at = pa.scalar(moment, told.schema.field("known_at").type)
    _write(told.filter(pc.less_equal(told["known_at"], at)), folder)
    evening = days(moment.astimezone(NEW_YORK).date())
    for one in kept.read_all(everything):
        table = one.table.rows(one.table.origin <= evening)
        kept.write(folder, replace(one, table=table._replace(outcome=np.full(len(table.day), np.nan))))
    board = json.loads((everything / kept.FOLDER / bundle.BOARD).read_text("utf-8"))
    worse = [row | {"mae": 3.0 * row["mae"], "skill": -0.5} for row in board]
    (folder / kept.FOLDER / bundle.BOARD).write_text(json.dumps(worse), "utf-8")
    return folder


def _write(rows: pa.Table, folder: Path) -> None:
    (folder / "store" / "log").mkdir(parents=True)
    shutil.copy(figures.FOLDER / "store.json", folder / "store")
    pq.write_table(rows, folder / "store" / "log" / "figures.parquet")


@contextmanager
def server(folder: Path) -> Iterator[httpx.Client]:
    """Serve the page on the figures and back-tests of a folder in the place of the bundled ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "FOLDER", folder / "store")
        patch.setattr(bundle, "ROOT", folder)
        patch.setenv("HOME", str(folder))
        patch.setenv("XDG_DATA_HOME", str(folder))
        with serving(Settings(), Answers(Desk(environment={}), look_again_seconds=1e9)) as client:
            yield client


def shown(client: httpx.Client, as_of: str, **said: str) -> Mapping[str, str]:
    """Return the whole page and every section of it as of a moment, as HTML by name."""
    query = {"as_of": as_of, "lang": "en"} | said
    asked = {"frame": "/"} | {section.NAME: f"/section/{section.NAME}" for section in SECTIONS}
    replies = {name: client.get(path, params=query) for name, path in asked.items()}
    assert {name for name, reply in replies.items() if reply.status_code != 200} == set()
    return {name: HASH.sub("", reply.text) for name, reply in replies.items()}
