"""The lab: how long from a lever that moves to the fan that is redrawn, in a browser, and where the time goes.

A server on the bundled figures is started on a free port of this machine and the system's Chromium looks at it. Every
move asks for a run nobody has asked for. Goal: a median of one second for 10,000 paths over 120 days.
"""

import argparse
import os
import shutil
import statistics
import threading
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does it: before anything is imported

import uvicorn
from playwright.sync_api import sync_playwright

from _side_by_side import interleaved, progress, table, verdict
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import ready
from tidegauge.questions.runs import Making
from tidegauge.scenarios import ensemble
from tidegauge.scenarios.compile import INPUTS
from tidegauge.scenarios.library import find
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.application import create_app

PATHS = 10_000
GOAL_MS = 1_000
MOVE = """value => new Promise(done => {
  const lever = document.getElementById("lv-rmp"), began = performance.now();
  const drawn = () => requestAnimationFrame(() => done(performance.now() - began));
  document.getElementById("lab-result").addEventListener("tidegauge:ran", drawn, {once: true});
  lever.value = value;
  lever.dispatchEvent(new Event("input", {bubbles: true}));
})"""


def main() -> None:
    """Print where the time of a run goes, then how long a person waits."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--days", type=int, default=120)
    options.add_argument("--moves", type=int, default=9, choices=range(1, 11))
    said = options.parse_args()
    desk = Desk(environment={})
    stages(desk, said.days)
    waits = browsed(desk, said.days, said.moves)
    print(f"\nlever to redrawn fan, {PATHS:,} paths over {said.days} days, {len(waits)} moves, ms")
    print("  " + " ".join(f"{wait:.0f}" for wait in waits))
    median = statistics.median(waits)
    print(f"  median {median:.0f} ({verdict(median, GOAL_MS)}); load {os.getloadavg()[0]:.1f}")


def stages(desk: Desk, days: int) -> None:
    """Print what each part of a run takes, wall time, median of five, once everything is compiled."""
    making = Making(paths=PATHS, days=days)
    made = ready(desk, "baseline", None, making)
    moment = desk.moment(None)
    summary = ensemble.run(made.program, paths=PATHS, seed=1)
    parts = {
        "scenario read": lambda: find("baseline"),
        "figures known at the opening": lambda: desk.frame(INPUTS, moment),
        "made ready, with both": lambda: ready(desk, "baseline", None, making),
        "pilot paths": lambda: ensemble.pilot_scales(made.program, 1, PATHS, ensemble.BLOCK_PATHS),
        "all paths, with the pilot": lambda: ensemble.run(made.program, paths=PATHS, seed=1),
        "quantiles of one metric": lambda: summary.quantiles("reserves_usd"),
    }
    taken = interleaved(parts, 5)
    table("where the time of a run goes", taken, "all paths, with the pilot", {})


def browsed(desk: Desk, days: int, moves: int) -> list[float]:
    """Return how long each move of a lever took to the redrawn fan [ms]."""
    server = uvicorn.Server(uvicorn.Config(create_app(answers=Answers(desk)), port=0, log_level="error", ws="none"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://{host}:{port}/page/lab?lang=en&days={days}")
        page.locator(".chart .tip").first.wait_for(state="attached", timeout=60_000)
        waits = []
        for n in range(moves):
            progress(f"move {n + 1} of {moves}")
            waits.append(float(page.evaluate(MOVE, 5 + 10 * n)))
        browser.close()
    server.should_exit = True
    return waits


if __name__ == "__main__":
    main()
