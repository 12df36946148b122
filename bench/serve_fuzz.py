"""What schemathesis makes of the OpenAPI description: no answer of 500 or more, none outside the description.

Starts a server on the bundled figures with room for as many jobs as come, and asks every operation with what its
description allows and with what it does not. Prints the summary; exit code 1 where anything failed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from tidegauge.questions.desk import Desk
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.application import create_app
from tidegauge.views.web.settings import Limits, Settings

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)
ROOM = Limits(path_days_now=30_000, path_days=30_000, jobs_waiting=10**6, jobs_a_client=10**6, answer_seconds=600)
"""Jobs are queued without end, since a queue that is full is right to refuse; runs are short, so that many fit."""

LEAST = 2_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask everything, print the summary, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--examples", type=int, default=25, help="of each operation, beside those of the coverage phase"
    )
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home, serving(home) as address:
        call = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json", "--no-color"]
        call += ["--checks", ",".join(CHECKS), "--max-examples", str(said.examples), "--seed", str(said.seed)]
        call += ["--phases", "examples,coverage,fuzzing", "--request-timeout", "300", "--continue-on-failure"]
        done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=home)
    print(done.stdout[done.stdout.find("=== SUMMARY") :] if not done.returncode else done.stdout)
    asked = re.search(r"([\d,]+) generated", done.stdout)
    n = int(asked[1].replace(",", "")) if asked else 0
    print(f"examples: {n:,}, at least {LEAST:,} wanted: {'met' if n >= LEAST else 'MISSED'}")
    return done.returncode


@contextmanager
def serving(home: str) -> Iterator[str]:
    """Serve the bundled figures on a free port; give the address."""
    os.environ |= {"HOME": home, "XDG_DATA_HOME": str(Path(home) / "data")}
    app = create_app(Settings(limits=ROOM), Answers(Desk(environment={}), ROOM))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    yield f"http://{host}:{port}"
    app.state.jobs.close()
    server.should_exit = True
    thread.join(10)


if __name__ == "__main__":
    sys.exit(main())
