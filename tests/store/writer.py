"""A process that appends batch after batch and says which were acknowledged; the kill tests end it at any instant."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tidegauge.store import Batch, Store

ROWS = 40
FIRST = date(2000, 1, 1)


def main(root: str, start: str) -> None:
    """Append batches number `start`, `start` + 1, ... until killed."""
    store = Store(Path(root))
    number = int(start)
    while True:
        batch = Batch(reply=store.archive(f"reply {number}".encode()))
        for row in range(ROWS):
            day = FIRST + timedelta(days=number * ROWS + row)
            batch.add("sofr", day, float(number), datetime(2026, 1, 1, tzinfo=UTC), "release_rule")
        store.append(batch, recorded_at=datetime(2026, 11, 20, tzinfo=UTC))
        print(number, flush=True)
        if number % 3 == 0:
            store.rebuild_index()
        number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
