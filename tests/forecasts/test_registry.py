"""Nothing known after an origin changes a forecast made on it: for every model, on the bundled figures.

Rows known later are left out, or their values dealt out anew, in a table of its own; a store reads both.
"""

import random
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from tidegauge.forecasts.registry import ENTRIES, Entry
from tidegauge.models import walk_forward
from tidegauge.models.base import FED, as_of_origin
from tidegauge.models.walk_forward import Stretch, Table
from tidegauge.reference import figures
from tidegauge.store import Store

SEED = 20260401
FIRST, LAST = date(2021, 6, 1), date(2026, 3, 2)  # two years of figures before, a month after


def store_without(origin: date, root: Path, *, shuffled: bool) -> Store:
    """Return the bundled figures without the rows known after an origin, or with their values dealt out anew."""
    shutil.copytree(figures.FOLDER, root)
    place = root / "log" / "figures.parquet"
    table = pq.read_table(place)
    is_later = pc.greater(table["known_at"], pa.scalar(as_of_origin(origin), table["known_at"].type))
    if shuffled:
        value, late = table["value"].to_numpy().copy(), np.flatnonzero(is_later.to_numpy())
        value[late] = np.random.default_rng(SEED).permutation(value[late])
        table = table.set_column(table.schema.get_field_index("value"), "value", pa.array(value))
    else:
        table = table.filter(pc.invert(is_later))
    pq.write_table(table, place)
    return Store(root)


def forecast(entry: Entry, store: Store, origin: date) -> Table:
    """Return what a model fitted on the origin says, with its rivals."""
    with threadpool_limits(1):
        return walk_forward.forecasts(
            entry.forecaster,
            lambda moment: store.frame(entry.inputs, as_of=moment),
            Stretch(origin, (origin,), entry.horizons),
        )


@pytest.mark.parametrize("shuffled", [False, True], ids=["left out", "dealt out anew"])
def test_rows_known_after_a_random_origin_change_no_forecast(shuffled: bool, tmp_path: Path) -> None:
    origin = random.choice(FED.open_days(FIRST, LAST))  # another in each run; a failure names it
    whole, cut = Store(figures.FOLDER), store_without(origin, tmp_path / "cut", shuffled=shuffled)
    later = as_of_origin(FED.add(origin, 20))
    balances = [store.frame(["tga"], as_of=later)["tga"].values.tolist() for store in (whole, cut)]
    assert balances[0] != balances[1]
    for entry in ENTRIES:
        one, other = (forecast(entry, store, origin) for store in (whole, cut))
        assert not np.isnan(one.centre).all(), (entry.model.id, origin)
        for column in Table._fields:
            assert getattr(one, column).tobytes() == getattr(other, column).tobytes(), (entry.model.id, origin, column)
