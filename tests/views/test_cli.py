"""The command line: what it says, where it says it, with which exit code, and never a traceback."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.conftest import HOSTS, Answer, Hours, Service, hours, service
from tests.ingest.test_fetch import World

from tidegauge.catalogue.series import BASES
from tidegauge.errors import TidegaugeError
from tidegauge.ingest import fetch
from tidegauge.questions import registry
from tidegauge.questions.registry import COMMANDS
from tidegauge.reference import figures
from tidegauge.sources.client import Network
from tidegauge.store import log
from tidegauge.views import cli
from tidegauge.words import LANGUAGES, keys, template

__all__ = ["hours", "service"]

AS_OF = "2025-11-03T12:00-05:00"
SOFR = "date,value\n2025-10-30,4.04\n2025-10-31,4.22\n"
HEAVY = ("numpy", "pandas", "numba", "statsmodels", "scipy", "fastapi", "pyarrow", "duckdb", "httpx", "rich", "jinja2")
Call = Callable[..., "tuple[int, str, str]"]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every call an empty home, so that no store of this machine answers."""
    for name in (
        "TIDEGAUGE_STORE",
        "TIDEGAUGE_OFFLINE",
        "TIDEGAUGE_LANG",
        "TIDEGAUGE_DEBUG",
        "FRED_API_KEY",
        "TIDEGAUGE_CONTACT",
        "PYTHONUNBUFFERED",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a way to call the program inside this process: exit code, stdout, stderr."""

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = cli.run(list(words))
        except SystemExit as left:  # help
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def program(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    command = [sys.executable, "-m", "tidegauge", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **more)


def a_folder(place: Path, rows: str = SOFR) -> str:
    """Write a small folder of figures."""
    (place / "fred").mkdir(parents=True, exist_ok=True)
    (place / "fred" / "SOFR.csv").write_text(rows)
    return str(place)


@pytest.fixture
def small(tmp_path: Path, call: Call) -> str:
    """Return a store with two days of SOFR."""
    store = str(tmp_path / "small")
    assert call("import", a_folder(tmp_path / "figures"), "--store", store)[0] == 0
    return store


# --- exit codes ---


def test_a_brief_answers_without_a_store_and_says_so_first(call: Call) -> None:
    code, out, err = call("brief", "--as-of", AS_OF)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("No store: bundled reference figures")
    assert "4.22" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("series", "show", "sofr"), 0),
        (("doctor", "--as-of", "2025-12-03"), 1),
        (("frobnicate",), 2),
        (("series", "show", "soffr"), 2),
        (("brief", "--as-of", "2025-13-45"), 2),
        (("brief", "--store", "/nonexistent"), 3),
        (("brief", "--as-of", "1950-01-01"), 3),
        (("import", "/nonexistent"), 4),
    ],
)
def test_the_exit_code_says_what_kind_of_answer_it_is(
    call: Call, small: str, words: tuple[str, ...], code: int
) -> None:
    extra = ("--store", small) if words[0] == "doctor" else ()  # two days of 2025, and all else is late
    assert call(*words, *extra)[0] == code


def test_a_healthy_store_passes_the_examination(call: Call, tmp_path: Path) -> None:
    shutil.copytree(figures.FOLDER, tmp_path / "copy")
    (tmp_path / "copy" / "store.json").write_text('{"schema": 1}')
    code, out, _ = call("doctor", "--store", str(tmp_path / "copy"), "--as-of", AS_OF, "--json")
    serious = [odd for odd in json.loads(out)["findings"] if odd["severity"] != "note"]
    assert code == (1 if serious else 0)
    assert [odd for odd in serious if odd["severity"] == "error"] == []


def test_a_malformed_file_ends_with_four_and_names_file_and_line(call: Call, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "figures", SOFR + "2025-13-45,4\n")
    code, out, err = call("import", folder, "--store", str(tmp_path / "store"))
    assert (code, out) == (4, "")
    assert "fred/SOFR.csv, line 4" in err
    assert not (tmp_path / "store").exists()


def test_importing_twice_adds_nothing_the_second_time(call: Call, tmp_path: Path, small: str) -> None:
    code, out, _ = call("import", str(tmp_path / "figures"), "--store", small, "--json")
    answer = json.loads(out)["answer"]
    assert (code, answer["rows"], answer["added"]) == (0, 2, 0)


# --- errors ---


def test_an_error_as_json_has_its_four_parts(call: Call) -> None:
    code, out, err = call("series", "show", "soffr", "--json")
    assert (code, out) == (2, "")
    error = json.loads(err)["error"]
    assert set(error) == {"code", "message", "hint", "facts"}
    assert error["code"] == "unknown_series"
    assert error["facts"]["series"] == "soffr"
    assert "sofr" in error["facts"]["nearest"]


def test_an_error_as_words_is_one_line_on_stderr(call: Call) -> None:
    _, out, err = call("series", "show", "soffr")
    assert out == ""
    assert err.startswith('No series is called "soffr".')
    assert "sofr" in err.split('"soffr"')[1]
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("forecast",), "forecast tga, forecast reserves, forecast net-liquidity, forecast spread"),
        (("forecast", "foo"), "forecast tga, forecast reserves, forecast net-liquidity, forecast spread"),
        (("breif",), "brief"),
        (("signal",), "signals"),
        (("balance_sheet",), "balance-sheet"),
        (("serie",), "series"),
        (("series", "lsit"), "series list"),
        (("series", "--lang", "en", "exprot"), "series export"),
        (("--store", "brief", "drian"), "drain"),
    ],
)
def test_an_unknown_command_names_the_nearest(call: Call, words: tuple[str, ...], nearest: str) -> None:
    code, _, err = call(*words, "--json")
    error = json.loads(err)["error"]
    assert (code, error["code"]) == (2, "unknown_question")
    assert error["facts"]["nearest"].startswith(nearest)
    assert nearest in call(*words)[2]


def test_a_publishers_own_id_leads_to_ours(call: Call) -> None:
    assert "fed_assets" in call("series", "show", "WALCL")[2]


@pytest.mark.parametrize(
    "moment",
    ["2025-13-45", "2025-11-31", "yesterday", "", "03.11.2025", "2025-11-03T25:00", "1066-10-14", "2031-01-01"],
)
def test_a_moment_that_is_none_is_a_wrong_call(call: Call, moment: str) -> None:
    for command in ("brief", "signals", "calendar", "drain", "balance-sheet", "doctor"):
        code, _, err = call(command, "--as-of", moment, "--json")
        assert (code, json.loads(err)["error"]["code"]) == (2, "invalid_moment")


@pytest.mark.parametrize("command", ["brief", "drain", "balance-sheet"])
def test_a_moment_before_all_figures_is_missing_figures(call: Call, command: str) -> None:
    code, _, err = call(command, "--as-of", "1950-01-01", "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "missing_figures")


def test_changes_cannot_be_counted_from_later_than_the_as_of(call: Call) -> None:
    assert call("brief", "--as-of", "2025-11-03", "--since", "2025-11-04")[0] == 2


# --- stores in trouble ---


def test_a_store_that_is_not_there_is_never_made_up(call: Call, tmp_path: Path) -> None:
    code, _, err = call("brief", "--store", str(tmp_path / "nothing"), "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "no_store")
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("words", [("series", "show", "sofr"), ("brief",), ("series", "list")])
def test_a_damaged_store_names_the_file(call: Call, small: str, words: tuple[str, ...]) -> None:
    (figure_file,) = (Path(small) / "log").iterdir()
    figure_file.write_bytes(figure_file.read_bytes()[:100])
    shutil.rmtree(Path(small) / "index")
    code, _, err = call(*words, "--store", small)
    assert code == 3
    assert figure_file.name in err
    code, out, _ = call("doctor", "--store", small, "--json")
    assert code == 1
    assert figure_file.name in out


def test_a_damaged_index_is_named_and_can_be_deleted(call: Call, small: str) -> None:
    for array in (Path(small) / "index").rglob("value.npy"):
        array.write_bytes(b"no array")
    assert call("series", "show", "sofr", "--store", small)[0] == 3
    shutil.rmtree(Path(small) / "index")
    assert call("series", "show", "sofr", "--store", small)[0] == 0


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "one"}', '{"schema": 99}', "\xff"])
def test_a_store_of_another_make_is_refused(call: Call, small: str, content: str) -> None:
    (Path(small) / "store.json").write_bytes(content.encode("latin-1"))
    code, _, err = call("series", "show", "sofr", "--store", small, "--json")
    assert code == 3
    assert json.loads(err)["error"]["code"] in ("store_unreadable", "schema_too_new")


def test_a_store_below_a_file_cannot_be_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = str(tmp_path / "file" / "store")
    code, _, err = call("import", a_folder(tmp_path / "figures"), "--store", store, "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "store_not_writable")
    assert call("brief", "--store", store)[0] == 3
    assert call("update", "--offline", "--store", store)[0] == 3


def test_a_read_only_directory_is_said_in_words(
    call: Call, small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(log.os, "open", refuse)
    later = a_folder(tmp_path / "later", SOFR + "2025-11-03,4.13\n")
    code, _, err = call("import", later, "--store", small)
    assert code == 3
    assert "read-only" in err
    monkeypatch.undo()
    assert (
        json.loads(call("series", "show", "sofr", "--store", small, "--json")[1])["answer"]["series"]["observations"]
        == 2
    )


FILL = """
import resource, sys
from tidegauge.views import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
cli.main(sys.argv[2:])
"""


@pytest.mark.parametrize("room", [0, 1000, 11_000])
def test_a_full_disk_is_said_in_words_and_nothing_is_lost(call: Call, small: str, tmp_path: Path, room: int) -> None:
    days = [date(2020, 1, 1) + timedelta(days=day) for day in range(2000)]
    rows = "".join(f"{day},{day.toordinal() % 997 / 100}\n" for day in days if day.weekday() < 5)
    later = a_folder(tmp_path / "later", f"date,value\n{rows}")
    command = [sys.executable, "-c", FILL, str(room), "import", later, "--store", small, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 3
    error = json.loads(done.stderr)["error"]
    assert (error["code"], error["facts"]["detail"]) == ("store_not_writable", "the disk is full")
    shown = json.loads(call("series", "show", "sofr", "--store", small, "--as-of", AS_OF, "--json")[1])["answer"]
    assert [value["value"] for value in shown["values"]][-2:] == [4.04, 4.22]
    assert call("import", later, "--store", small)[0] == 0  # and once there is room, all goes on


def test_a_disk_that_fills_up_under_the_index_keeps_the_figures(
    call: Call, small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("11552 requested and 512 written")  # NumPy's own words, without a number

    later = a_folder(tmp_path / "later", SOFR + "2025-11-03,4.13\n")
    monkeypatch.setattr("tidegauge.store.index.np.save", full)
    code, _, err = call("import", later, "--store", small, "--json")
    assert (code, json.loads(err)["error"]["facts"]["detail"]) == (3, "the disk is full")
    monkeypatch.undo()
    shown = json.loads(call("series", "show", "sofr", "--store", small, "--json")[1])["answer"]["series"]
    assert shown["observations"] == 3


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_full_disk_at_stdout_is_no_answer(form: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tidegauge", "settings", *form]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert "stdout" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize(
    "words", [("series", "list"), ("settings",), ("settings", "--json"), ("series", "list", "--json")]
)
def test_a_reader_that_has_seen_enough_is_no_error(words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "tidegauge", *words]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stderr is not None
    if "list" in words:
        running.stdout.readline()
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    assert (running.wait(60), err) == (0, "")


# --- update ---


@pytest.fixture
def world(service: Service, hours: Hours, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let the program ask this machine instead of the publishers."""
    service.respond = world = World()  # type: ignore[assignment,method-assign]
    network = Network(
        tries=2, addresses=dict.fromkeys(HOSTS, service.url), sleep=hours.sleep, monotonic=hours.monotonic
    )
    monkeypatch.setattr(fetch, "connect", partial(fetch.connect, network=network))
    return world


def test_an_update_stores_what_is_said_and_ends_with_zero(world: World, call: Call, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    code, out, err = call("update", "--source", "nyfed", "--since", "2025-10-01", "--store", store, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["answer"]["added"] > 0
    code, out, _ = call("update", "--source", "nyfed", "--since", "2025-10-01", "--store", store, "--json")
    assert (code, json.loads(out)["answer"]["added"]) == (0, 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_update_with_a_source_down_stores_the_rest_and_ends_with_three(
    world: World, call: Call, tmp_path: Path, lang: str
) -> None:
    world.down["/services/api/fiscal_service/"] = Answer(b"maintenance", 503)
    words = ("update", "--source", "nyfed", "fiscaldata", "--since", "2025-10-01", "--store", str(tmp_path / "store"))
    code, out, _ = call(*words, "--lang", lang)
    assert code == 3
    assert "fiscaldata" in out
    assert call("series", "show", "sofr", "--store", str(tmp_path / "store"))[0] == 0
    assert call("series", "show", "tga", "--store", str(tmp_path / "store"))[0] == 3


def test_an_update_that_nobody_answers_is_an_error(world: World, call: Call, tmp_path: Path) -> None:
    world.down["/"] = Answer(b"maintenance", 503)
    code, _, err = call("update", "--source", "nyfed", "--store", str(tmp_path / "store"), "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "source_unavailable")


def test_an_update_without_a_key_reads_the_file_behind_the_graphs(
    world: World, service: Service, call: Call, tmp_path: Path
) -> None:
    assert call("update", "--source", "fred", "--since", "2025-10-01", "--store", str(tmp_path / "store"))[0] == 0
    assert {asked.path for asked in service.asked} == {"/graph/fredgraph.csv"}


def test_an_update_without_a_contact_leaves_the_sec_out_and_says_so(world: World, call: Call, tmp_path: Path) -> None:
    words = (
        "update",
        "--source",
        "nyfed",
        "sec",
        "--since",
        "2025-10-01",
        "--store",
        str(tmp_path / "store"),
        "--json",
    )
    code, out, _ = call(*words)
    assert code == 3
    (odd,) = json.loads(out)["findings"]
    assert odd["subject"] == "sec"
    assert "TIDEGAUGE_CONTACT" in json.dumps(odd)


@pytest.mark.parametrize("how", ["option", "environment"])
def test_offline_is_kept(
    world: World, service: Service, call: Call, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "environment":
        monkeypatch.setenv("TIDEGAUGE_OFFLINE", "1")
    words = ("update", "--store", str(tmp_path / "store"), *(("--offline",) if how == "option" else ()))
    code, _, err = call(*words, "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "offline")
    assert service.asked == []


def test_a_source_nobody_knows_is_a_wrong_call(call: Call, tmp_path: Path) -> None:
    code, _, err = call("update", "--source", "nyfde", "--store", str(tmp_path / "store"))
    assert code == 2
    assert "nyfed" in err


# --- interrupts ---

STOPPED = "Stopped before there was an answer; what had been stored, or counted with --out, is kept.\n"
SLOW = """
import sys, time
from tidegauge.ingest import files
from tidegauge.views import cli
reading = files._read
def slowly(*arguments):
    print("reading", flush=True)
    time.sleep(30)
    return reading(*arguments)
files._read = slowly
cli.main(sys.argv[1:])
"""


def test_an_interrupt_ends_an_import_at_once_with_130(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW, "import", a_folder(tmp_path / "figures"), "--store", str(tmp_path / "store")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "reading\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, "", STOPPED)
    assert not (tmp_path / "store").exists()


RUNNING = """
import sys
from tidegauge.questions import crew
from tidegauge.views import cli
def told(method):
    def telling(*asked, **more):
        print("running", flush=True)
        return method(*asked, **more)
    return telling
crew.Crew.count, crew.Crew.sample = told(crew.Crew.count), told(crew.Crew.sample)
cli.main(sys.argv[1:])
"""


def interrupted(*words: str) -> tuple[int, str, str]:
    """Return what a call says that is interrupted as soon as its paths are run: exit code, stdout, stderr."""
    command = [sys.executable, "-c", RUNNING, *words]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "running\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    return running.returncode, out.replace("running\n", ""), err


def test_an_interrupted_simulation_says_how_far_it_came_and_keeps_what_it_counted(tmp_path: Path) -> None:
    code, out, err = interrupted("simulate", "sept_2019", "--paths", "1000000", "--out", str(tmp_path / "run"))
    assert code == 130
    assert "stopped after" in out or err == STOPPED  # the latter where not one stretch of paths was finished
    assert (tmp_path / "run" / "counted.npz").exists()


def test_an_interrupted_search_says_how_far_it_came() -> None:
    target = "median(reserves_usd) > 1.5tn at 5"
    words = ("search", "sept_2019", "--lever", "reserve_purchases", "--target", target, "--paths", "100000")
    code, out, err = interrupted(*words)
    assert code == 130
    assert "The search was stopped" in " ".join(out.split()) or err == STOPPED  # the latter in its first trial


ASKING = """
import sys
from functools import partial
from tidegauge.ingest import fetch
from tidegauge.sources.client import Network
from tidegauge.views import cli
network = Network(addresses={"markets.newyorkfed.org": sys.argv[1]})
fetch.connect = partial(fetch.connect, network=network)
cli.main(sys.argv[2:])
"""


def test_an_interrupt_ends_an_update_while_a_service_is_silent(service: Service, tmp_path: Path) -> None:
    service.respond = lambda asked: Answer(is_silent=True)  # type: ignore[method-assign]
    command = [sys.executable, "-c", ASKING, service.url, "update", "--source", "nyfed", "--store", str(tmp_path / "s")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(200):
        if service.asked:
            break
        time.sleep(0.05)
    started = time.monotonic()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    service.closing.set()
    assert (running.returncode, out, err) == (130, "", STOPPED)
    assert time.monotonic() - started < 5


# --- options and languages ---


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "zh-Hans", "settings"),
        ("settings", "--lang", "zh-Hans"),
        ("--lang=zh-Hans", "settings"),
        ("settings", "--lang=zh-Hans"),
    ],
)
def test_the_language_stands_before_or_after_the_command(call: Call, words: tuple[str, ...]) -> None:
    code, out, _ = call(*words)
    assert code == 0
    assert re.search(r"[一-鿿]", out)


def test_the_environment_chooses_a_language_and_the_call_overrules_it(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEGAUGE_LANG", "zh-Hant")
    assert "沒有名為「soffr」的序列" in call("series", "show", "soffr")[2]
    assert "No series is called" in call("series", "show", "soffr", "--lang", "en")[2]
    monkeypatch.setenv("TIDEGAUGE_LANG", "klingon")
    assert call("settings")[0] == 2


@pytest.mark.parametrize("before", [True, False])
def test_every_shared_option_stands_before_or_after_the_command(call: Call, small: str, before: bool) -> None:
    shared = ("--store", small, "--json", "--offline", "--lang", "en")
    for command in (("series", "show", "sofr"), ("settings",)):
        code, out, _ = call(*shared, *command) if before else call(*command, *shared)
        assert code == 0
        assert json.loads(out)["question"] == ".".join(command[:2])


def test_the_group_takes_shared_options_between_its_words(call: Call, small: str) -> None:
    assert call("series", "--store", small, "show", "sofr", "--json")[0] == 0


def test_the_store_comes_from_the_call_else_from_the_environment(
    call: Call, small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEGAUGE_STORE", small)
    code, out, _ = call("series", "show", "sofr", "--json")
    assert (code, json.loads(out)["answer"]["series"]["observations"]) == (0, 2)
    assert call("series", "show", "sofr", "--store", str(tmp_path / "other"))[0] == 3


def test_options_are_taken_as_they_are_written(call: Call) -> None:
    for words in (("settings", "--js"), ("brief", "--as", AS_OF), ("--sto", "x", "settings")):
        assert call(*words)[0] == 2


def test_a_call_without_a_command_is_told_what_to_do(call: Call) -> None:
    code, out, err = call()
    assert (code, out) == (2, "")
    assert "--help" in err


def test_the_version_is_told(call: Call) -> None:
    assert call("--version")[1].startswith("tidegauge 0.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_is_told_for_every_command_in_every_language(call: Call, lang: str) -> None:
    for question in COMMANDS:
        code, out, _ = call(*question.command, "--help", "--lang", lang)
        assert code == 0
        assert " ".join(question.command) in out
    assert all(question.command[0] in call("--help", "--lang", lang)[1] for question in COMMANDS)


def test_every_question_and_parameter_has_words() -> None:
    told = {key for key in keys("en") if key.startswith("cli.")}
    wanted = {f"cli.question.{question.name}" for question in COMMANDS}
    parameters = [parameter for question in COMMANDS for parameter in question.parameters]
    wanted |= {f"cli.parameter.{parameter.words or parameter.name}" for parameter in parameters}
    assert wanted - told == set()
    spoken = {key for key in told if key.startswith(("cli.question.", "cli.parameter."))}
    assert spoken - wanted == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_basis_of_the_catalogue_has_words(lang: str) -> None:
    assert {f"bases.{basis}" for basis in BASES} - keys(lang) == set()


def test_help_imports_nothing_heavy() -> None:
    """`--help` within a blink of the eye: what is not needed to print it is not loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tidegauge", "--help"], capture_output=True, text=True, check=True
    )
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "argparse" in loaded
    assert loaded & set(HEAVY) == set()


def test_a_read_imports_no_network_and_no_model(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tidegauge", "brief", "--as-of", AS_OF, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert (
        loaded & {"httpx", "pandas", "numba", "statsmodels", "scipy", "fastapi", "rich", "jinja2", "weasyprint"}
        == set()
    )


def test_the_module_is_the_same_program() -> None:
    done = program("series", "show", "soffr", "--json")
    assert done.returncode == 2
    assert json.loads(done.stderr)["error"]["code"] == "unknown_series"


def test_a_terminal_that_cannot_write_chinese_gets_escapes_and_no_failure() -> None:
    done = program("settings", "--lang", "zh-Hans", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u" in done.stdout


# --- files ---


@pytest.mark.parametrize("place", ["/proc/nowhere/brief.html", "/dev/null/brief.html", ".", "/"])
def test_a_page_that_cannot_be_written_is_said_in_words(
    call: Call, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = call("brief", "--as-of", AS_OF, "--html", place, "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "output_not_possible")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


def test_a_page_is_written_whole_and_its_place_is_told_last(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "deep" / "brief.html"
    code, out, _ = call("brief", "--as-of", AS_OF, "--html", str(page))
    assert code == 0
    assert out.splitlines()[-1] == f"Written: {page}"
    assert [path.name for path in page.parent.iterdir()] == ["brief.html"]


@pytest.mark.parametrize("place", ["x.txt", "x", "/dev/null/x.csv", "/nonexistent/x.parquet"])
def test_an_export_that_cannot_be_written_is_said_in_words(call: Call, place: str) -> None:
    code, _, err = call("series", "export", "sofr", "--out", place, "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "output_not_possible")


def test_an_export_holds_what_was_known_and_nothing_later(call: Call, tmp_path: Path) -> None:
    place = tmp_path / "sofr.csv"
    assert (
        call("series", "export", "sofr", "tga", "--as-of", AS_OF, "--since", "2025-10-30", "--out", str(place))[0] == 0
    )
    assert place.read_text().splitlines() == [
        "series,period,value,unit",
        "sofr,2025-10-30,4.04,pct",
        "sofr,2025-10-31,4.22,pct",
        "tga,2025-10-30,1000632000000,USD",
    ]


# --- whatever is said, there is no traceback ---

HOSTILE = (
    "{x}", "{0}", "{series.__class__}", "%s%n", "\x1b[31mred\x07", "a\nb", "\x00", "x" * 10_000, "序列", "\udcff\udcfe",
    "../../../etc/passwd", "'; DROP TABLE figures; --", "-", "--", "🦆", "𝐬𝐨𝐟𝐫", "²", "٣", "NaN", "\u202e",
)  # fmt: skip
WRONG: list[tuple[str, ...]] = [
    (),
    ("",),
    ("series",),
    ("series", ""),
    ("series", "show"),
    ("series", "export", "sofr"),
    ("import",),
    ("brief", "extra"),
    ("brief", "--as-of"),
    ("brief", "--since", "2031-01-01"),
    ("brief", "--html"),
    ("brief", "--html", ""),
    ("simulate", "baseline", "--out", ""),
    ("simulate", "baseline", "--keep-paths"),
    ("simulate", "baseline", "--dask", ""),
    ("simulate", "baseline", "--dask", "tcp://x:99999"),
    ("simulate", "baseline", "--set"),
    ("search", "baseline", "--lever", "rates", "--target", "x"),
    ("portfolio", "", "--scenario", "baseline"),
    ("calendar", "--days", "0"),
    ("calendar", "--days", "-5"),
    ("calendar", "--days", "1e3"),
    ("calendar", "--days", "9" * 5000),
    ("drain", "--weeks", "1.5"),
    ("drain", "--weeks", "10001"),
    ("--store",),
    ("--lang",),
    ("--lang", "xx", "brief"),
    ("--json",),
    ("brief", "--json", "--json", "--nope"),
    ("series", "show", "sofr", "--replay-at", "never"),
    ("series", "export", "sofr", "--since", "2025-13-01", "--out", "x.csv"),
    ("update", "--source", "nowhere"),
    ("update", "--since", "soon"),
    ("series", "show", "sofr", "--store", "x" * 5000),
    *(("series", "show", word) for word in HOSTILE),
    *((word,) for word in HOSTILE),
    *(("brief", "--as-of", word) for word in HOSTILE),
    *(("calendar", "--days", word) for word in HOSTILE if word != "٣"),
    *(("import", f"nowhere/{word}") for word in HOSTILE),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("as_json", [False, True])
def test_no_call_however_wrong_ends_in_a_traceback(call: Call, lang: str, as_json: bool) -> None:
    assert len(WRONG) >= 40
    mistake = template("errors.internal.sentence", lang).partition("{")[0]
    trouble = []
    for words in WRONG:
        code, out, err = call("--lang", lang, *words, *(("--json",) if as_json else ()))
        sound = code in (2, 3, 4) and out == "" and "Traceback" not in err and "internal" not in err
        sound &= mistake not in err and len(err) < 40_000
        err.encode("utf-8")
        if as_json:
            sound &= set(json.loads(err)["error"]) == {"code", "message", "hint", "facts"}
        else:
            sound &= err.count("\n") == 1 and err.rstrip("\n").isprintable()
        if not sound:
            trouble.append((words, code, err[:300]))
    assert trouble == []


@pytest.mark.parametrize("words", [("series", "show", "\udcff"), ("\x1b[31m",), ("brief", "--as-of", "{x}")])
def test_a_hostile_call_of_a_process_of_its_own_ends_in_words(words: tuple[str, ...]) -> None:
    done = program(*words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


def test_our_own_mistake_is_one_sentence_unless_asked_for(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a planted mistake")

    monkeypatch.setattr("tidegauge.questions.signals.signals", broken)
    code, _, err = call("signals", "--json")
    assert (code, json.loads(err)["error"]["code"]) == (3, "internal")
    monkeypatch.setenv("TIDEGAUGE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        call("signals")


def test_every_error_of_the_tree_has_an_exit_code_of_the_contract() -> None:
    def tree(kind: type[TidegaugeError]) -> list[type[TidegaugeError]]:
        return [kind, *(found for child in kind.__subclasses__() for found in tree(child))]

    assert {kind.exit_code for kind in tree(TidegaugeError)} == {2, 3, 4}


def test_a_note_is_no_finding_of_the_examination() -> None:
    doctor, update = registry.find(("doctor",)), registry.find(("update",))
    assert [cli._exit_code(doctor, {severity}) for severity in ("note", "warning", "error")] == [0, 1, 1]
    assert [cli._exit_code(update, {severity}) for severity in ("note", "warning", "error")] == [0, 0, 3]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ledger", "explain"), "须写明 NAME。"),
        (
            ("hindcast", "rebuild_2025", "--flows", "maybe"),
            "--flows 只能取 'observed', 'forecast' 之一，而不是 'maybe'。",
        ),
        (("simulate", "baseline", "--paths"), "--paths 之后须有一个值。"),
        (("simulate", "baseline", "--bogus", "3"), "这里没有 --bogus 3。"),
        (("hindcast", "--from", "2025-12-01"), "hindcast 需要一个历史时段的名称，或 --from 与 --to。"),
    ],
)
def test_a_call_that_cannot_be_understood_is_told_so_in_chinese(
    call: Call, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = call(*arguments, "--lang", "zh-Hans")
    assert code == 2
    assert err.startswith(f"无法理解这次请求：{said}")
