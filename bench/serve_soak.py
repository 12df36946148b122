"""Many readers of the server while another program imports: errors, times and memory, over minutes.

Starts `tidegauge serve` on a copy of the bundled figures, lets some hundred readers ask what the page and programs ask,
each with a pause as a person has, and imports a new figure every few seconds, so that everything is computed anew again
and again. Prints every half minute; exit code 1 where any answer was not 200 or memory did not settle.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from tidegauge.reference import figures

LAST = "as_of=2026-04-01"
PATHS = (
    f"/?{LAST}",
    f"/section/reservoir?{LAST}",
    f"/section/rates?{LAST}",
    "/page/rates?as_of=2025-11-03&lang=zh-Hans",
    "/api/v1/brief?as_of=2025-11-03",
    "/api/v1/brief?as_of=2019-09-16&lang=zh-Hant",
    f"/api/v1/series/show/sofr?{LAST}",
    f"/api/v1/drain?weeks=4&{LAST}",
    f"/api/v1/signals?{LAST}",
    f"/api/v1/calendar?{LAST}",
    "/api/v1/ledger/explain/tax_receipt_from_deposits",
    f"/api/v1/analogues?{LAST}",
    "/healthz",
    "/metrics",
)
FIRST = date(2026, 4, 6)
SETTLED_SHARE = 1.10
"""Memory has settled where the last third of the soak has at most so many times the middle third's."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two requests of a reader, on average")
    parser.add_argument("--every", type=float, default=20.0, help="seconds between two imports")
    said = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        shutil.copytree(figures.FOLDER, store)
        call = [sys.executable, "-m", "tidegauge", "--store", str(store), "serve", "--port", "0"]
        with (
            (Path(folder) / "log").open("wb") as log,
            subprocess.Popen(call, stdout=subprocess.PIPE, stderr=log) as server,
        ):
            assert server.stdout is not None
            port = int(server.stdout.readline().decode().split("127.0.0.1:")[1].split("/")[0])
            try:
                return asyncio.run(Soak(said, port, server.pid, Path(folder)).run())
            finally:
                server.send_signal(signal.SIGTERM)


class Soak:
    """Readers, a writer and what they saw."""

    def __init__(self, said: argparse.Namespace, port: int, pid: int, folder: Path) -> None:
        self.said, self.port, self.pid, self.folder = said, port, pid, folder
        self.ends_at = time.monotonic() + 60 * said.minutes
        self.statuses: Counter[int] = Counter()
        self.wrong: Counter[str] = Counter()
        self.ms: list[float] = []
        self.memory: list[float] = []
        self.imports = 0

    async def run(self) -> int:
        """Let everybody go until the time is over; say what was seen."""
        readers = [asyncio.create_task(self._read(n)) for n in range(self.said.readers)]
        writer, teller = asyncio.create_task(self._write()), asyncio.create_task(self._tell())
        await asyncio.gather(*readers, writer, teller)
        third = max(1, len(self.memory) // 3)
        middle, last = max(self.memory[third : 2 * third] or self.memory), max(self.memory[-third:])
        print(f"memory: middle third {middle:.0f} MB, last third {last:.0f} MB; {self.imports} imports meanwhile")
        wrong = {status: n for status, n in self.statuses.items() if status != 200}
        print(f"answers that were not 200: {wrong or 'none'}", *(path for path, n in self.wrong.items() if n))
        return 1 if wrong or last > SETTLED_SHARE * middle else 0

    async def _read(self, number: int) -> None:
        """Ask one thing after the other, on a connection of one's own."""
        chosen = random.Random(number)
        await asyncio.sleep(chosen.random() * self.said.pause)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.monotonic() < self.ends_at:
            began = time.perf_counter()
            path = chosen.choice(PATHS)
            head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
            try:
                writer.write(f"{head}Accept: text/html\r\n\r\n".encode())
                status = await _status(reader)
                self.statuses[status] += 1
                self.wrong[path] += status != 200
            except (OSError, asyncio.IncompleteReadError):
                self.statuses[0] += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.ms.append((time.perf_counter() - began) * 1e3)
            await asyncio.sleep(chosen.random() * 2 * self.said.pause)
        writer.close()

    async def _write(self) -> None:
        """Import another day of SOFR every few seconds, as a program of its own."""
        for n in count():
            if time.monotonic() + self.said.every > self.ends_at:
                return
            await asyncio.sleep(self.said.every)
            place = self.folder / f"figures-{n}" / "fred"
            place.mkdir(parents=True)
            (place / "SOFR.csv").write_text(f"date,value\n{FIRST + timedelta(days=n)},{3.6 + n % 40 / 100:.2f}\n")
            call = [
                sys.executable,
                "-m",
                "tidegauge",
                "--store",
                str(self.folder / "store"),
                "import",
                str(place.parent),
            ]
            done = await asyncio.create_subprocess_exec(*call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.imports += await done.wait() == 0

    async def _tell(self) -> None:
        """Print times and memory every half minute."""
        print(f"{'s':>5}  {'answers':>8}  {'p50 ms':>8}  {'p95 ms':>8}  {'p99 ms':>8}  {'MB':>6}")
        began, step = time.monotonic(), min(30.0, 60 * self.said.minutes / 6)
        while time.monotonic() < self.ends_at:
            await asyncio.sleep(step)
            seen, self.ms = sorted(self.ms), []
            cut = [seen[min(len(seen) - 1, int(len(seen) * share))] if seen else 0.0 for share in (0.5, 0.95, 0.99)]
            self.memory.append(_resident_mb(self.pid))
            shown = "  ".join(f"{one:8.0f}" for one in cut)
            print(f"{time.monotonic() - began:5.0f}  {len(seen):8d}  {shown}  {self.memory[-1]:6.0f}", flush=True)


async def _status(reader: asyncio.StreamReader) -> int:
    """Read one whole answer and return its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = next((line.split(":")[1] for line in head.split("\r\n") if line.lower().startswith("content-length")), "0")
    await reader.readexactly(int(length))
    return int(head.split(" ", 2)[1])


def _resident_mb(pid: int) -> float:
    """Return the memory a program holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
