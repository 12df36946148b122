"""A kill at any instant loses nothing that was acknowledged and leaves nothing half-written."""

import random
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tidegauge.frame import days
from tidegauge.store import Store

WRITER = Path(__file__).with_name("writer.py")
ROWS, FIRST = 40, date(2000, 1, 1)  # as in writer.py
LATER = datetime(2026, 12, 1, tzinfo=UTC)
KILLS = 50
PAUSE_SECONDS = 0.05  # between two reads, or the reader leaves the writers no processor
LANES = 400  # batch numbers of the second writer start here


def start(root: Path, first: int) -> "subprocess.Popen[str]":
    """Start a writer whose batches are numbered from `first`."""
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(root), str(first)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def killed_after(process: "subprocess.Popen[str]", seconds: float) -> list[int]:
    """Wait for the first acknowledgement, then so long, then kill; return every batch that was acknowledged."""
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest, complaint = process.communicate()
    assert "Error" not in complaint, complaint
    return [int(line) for line in [first, *rest.splitlines()] if line.strip()]


class Reader(threading.Thread):
    """Reads the store again and again; what it has seen once must stay."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root, self.stop, self.reads, self.trouble = root, threading.Event(), 0, []

    def run(self) -> None:
        seen = 0
        while not self.stop.is_set():
            try:
                count = len(Store(self.root).frame(["sofr"], as_of=LATER)["sofr"])
            except Exception as error:
                self.trouble.append(repr(error))
                return
            if count < seen:
                self.trouble.append(f"{seen} rows became {count}")
            seen, self.reads = count, self.reads + 1
            self.stop.wait(PAUSE_SECONDS)


def test_fifty_kills_of_two_writers_under_a_reader_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(20251031)
    reader = Reader(tmp_path)
    reader.start()
    acknowledged: set[int] = set()
    firsts = [0, LANES]
    try:
        for _ in range(KILLS // 2):
            writers = [start(tmp_path, first) for first in firsts]
            for lane, writer in enumerate(writers):
                done = killed_after(writer, chance.uniform(0.0, 0.15))
                acknowledged.update(done)
                firsts[lane] = max(done, default=firsts[lane]) + 1
    finally:
        reader.stop.set()
        reader.join()
    assert reader.trouble == []
    assert reader.reads > 0
    track = Store(tmp_path).frame(["sofr"], as_of=LATER)["sofr"]
    stored = dict(zip(track.periods.tolist(), track.values.tolist(), strict=True))
    for number in acknowledged:
        for row in range(ROWS):
            assert stored[days(FIRST + timedelta(days=number * ROWS + row))] == number
    assert Store(tmp_path).examine() == []
    assert len(track) % ROWS == 0, "a batch was stored in part"


def test_an_import_killed_at_random_ends_like_one_that_was_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    (folder / "fred").mkdir(parents=True)
    day, lines = date(2018, 4, 3), []
    while day < date(2025, 1, 1):
        lines.append(f"{day},{2 + day.toordinal() % 300 / 100:.2f}")
        day += timedelta(days=1)
    for name in ("SOFR", "EFFR", "DGS10", "DGS3MO", "RRPONTSYD"):
        (folder / "fred" / f"{name}.csv").write_text("date,value\n" + "\n".join(lines) + "\n")
    call = [sys.executable, "-m", "tidegauge", "--json", "import", str(folder), "--store"]
    subprocess.run([*call, str(tmp_path / "calm")], check=True, capture_output=True)
    chance = random.Random(7)
    for _ in range(KILLS):
        process = subprocess.Popen([*call, str(tmp_path / "torn")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with suppress(subprocess.TimeoutExpired):  # it may end by itself
            process.wait(chance.uniform(0.2, 0.9))
        process.kill()
        _, complaint = process.communicate()
        assert b"error" not in complaint
    subprocess.run([*call, str(tmp_path / "torn")], check=True, capture_output=True)
    ids = ("sofr", "effr", "yield_10y", "yield_3m", "on_rrp")
    calm, torn = (Store(tmp_path / name).frame(ids, as_of=LATER) for name in ("calm", "torn"))
    for id_ in ids:
        assert len(calm[id_]) > 1000
        assert calm[id_].periods.tolist() == torn[id_].periods.tolist()
        assert calm[id_].values.tolist() == torn[id_].values.tolist()
    assert Store(tmp_path / "torn").examine() == []
