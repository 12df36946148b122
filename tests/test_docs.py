"""The documentation is true: it names what exists and only that, its examples run, its links lead somewhere."""

import doctest
import importlib.util
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path

import pytest
import scenario_pages

from tidegauge import errors
from tidegauge.catalogue.releases import load_releases
from tidegauge.catalogue.series import load, not_series
from tidegauge.errors import TidegaugeError
from tidegauge.ledger.composites import COMPOSITES
from tidegauge.ledger.events import EVENTS
from tidegauge.questions.registry import COMMANDS, QUESTIONS
from tidegauge.reference import figures
from tidegauge.scenarios import library
from tidegauge.signals.signal import load_signals
from tidegauge.store import Store
from tidegauge.views.cli import run

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SRC = ROOT / "src" / "tidegauge"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
REFERENCE = DOCS / "reference"
MODULES = sorted(path for path in SRC.rglob("*.py") if ">>> " in path.read_text("utf-8"))
EXAMPLE_FIGURES = "date,value\n2025-10-30,4.04\n2025-10-31,4.22\n"  # what `figures/` of the how-to holds
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    """Return a path as a test id."""
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """Return a page without its fenced blocks."""
    return FENCE.sub("", path.read_text("utf-8"))


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [body for kind, body in FENCE.findall(path.read_text("utf-8")) if kind == language]


def in_code(path: Path) -> list[str]:
    """Return the first cell in code type of every row of the tables of a page."""
    return re.findall(r"^\| `([^`]+)`", path.read_text("utf-8"), re.MULTILINE)


def every_error(root: type[TidegaugeError] = TidegaugeError) -> Iterator[type[TidegaugeError]]:
    """Yield the error classes of the package."""
    if root.__module__ == errors.__name__:
        yield root
    for child in root.__subclasses__():
        yield from every_error(child)


# what exists is documented, and what is documented exists


def test_generated_pages_are_in_step_with_the_code() -> None:
    done = subprocess.run([sys.executable, DOCS / "build.py", "--check"], capture_output=True, text=True)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("scenario", library.names())
def test_a_scenario_page_shows_what_its_runs_give(scenario: str) -> None:
    page = (DOCS / "scenarios" / f"{scenario}.md").read_text("utf-8")
    assert scenario_pages.made(scenario) in page, f"run `docs/build.py --draw {scenario}`"


def test_a_page_out_of_step_is_named(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    for file in (*DOCS.glob("*.py"), *DOCS.glob("scenarios/*.toml")):
        (tmp_path / file.relative_to(DOCS)).write_text(file.read_text("utf-8"), "utf-8")
    done = subprocess.run([sys.executable, tmp_path / "build.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "docs/reference/series.md is out of step" in done.stdout
    assert not (tmp_path / "reference").exists()


def test_every_question_is_documented_and_no_other() -> None:
    told = re.findall(r"^## (.+)$", (REFERENCE / "questions.md").read_text("utf-8"), re.MULTILINE)
    assert told == [" ".join(question.command) for question in QUESTIONS]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_parameter_is_documented_and_no_other(question: object) -> None:
    title = " ".join(question.command)  # type: ignore[attr-defined]
    section = (REFERENCE / "questions.md").read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(?:--)?([A-Za-z-]+)[^`]*` \|", section, re.MULTILINE)
    told = [row.lower() for row in rows]
    assert told == [parameter.typed for parameter in question.parameters]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        ("series.md", list(load())),
        ("signals.md", [signal.id for signal in load_signals()]),
        ("events.md", [*EVENTS, *COMPOSITES]),
        ("errors.md", [error.code for error in every_error()]),
    ],
)
def test_every_id_is_documented_once_and_no_other(page: str, ids: list[str]) -> None:
    assert sorted(in_code(REFERENCE / page)) == sorted(ids)


def test_every_release_rule_is_documented_and_no_other() -> None:
    rules = (REFERENCE / "releases.md").read_text("utf-8").partition("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)`", rules, re.MULTILINE) == list(load_releases())


def test_every_variable_of_the_environment_is_documented_and_no_other() -> None:
    pattern = re.compile(r"\b(?:TIDEGAUGE_[A-Z]+|FRED_API_KEY)\b")
    read = {word for path in SRC.rglob("*.py") for word in pattern.findall(path.read_text("utf-8"))}
    told = {word for path in PAGES for word in pattern.findall(path.read_text("utf-8"))}
    assert set(pattern.findall((REFERENCE / "settings.md").read_text("utf-8"))) == read
    assert told == read


def test_every_command_the_pages_name_exists() -> None:
    words = {question.command[0] for question in COMMANDS}
    flags = {f"--{parameter.typed}" for question in COMMANDS for parameter in question.parameters}
    flags |= {"--store", "--lang", "--json", "--offline", "--help", "--version", "--xlsx", "--csv"}
    for path in PAGES:
        for call in re.findall(r"\btidegauge((?: +[\w./:…$-]+)+)", path.read_text("utf-8")):
            said = call.split()
            assert {word for word in said if word.startswith("--")} <= flags, f"{name(path)}: tidegauge{call}"
        for first in re.findall(r"`tidegauge ([a-z][a-z-]*)", path.read_text("utf-8")):
            assert first in words, f"{name(path)}: tidegauge {first}"


def test_every_dependency_has_its_sentence() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    needed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert needed
    packages = re.findall(r'"([a-z0-9-]+)', needed[1])
    assert sorted(in_code(DOCS / "decisions" / "0004-dependencies.md")) == sorted(packages)


# the examples run


def calls(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield every `$ tidegauge …` of the console blocks of a page with the lines shown below it."""
    for block in blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            call, *shown = part.rstrip("\n").split("\n")
            yield call, shown


SHOWN = [(path, call, shown) for path in PAGES for call, shown in calls(path)]


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder with the files the pages speak of; no store, no settings, eighty columns."""
    for variable in ("TIDEGAUGE_STORE", "TIDEGAUGE_OFFLINE", "TIDEGAUGE_LANG", "TIDEGAUGE_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "figures" / "fred" / "SOFR.csv"
    place.parent.mkdir(parents=True)
    place.write_text(EXAMPLE_FIGURES, "utf-8")
    (tmp_path / "mine.toml").write_text(blocks(DOCS / "how-to" / "write-a-scenario.md", "toml")[0], "utf-8")
    return tmp_path


def said(call: str) -> list[str]:
    """Run a call as the command line would and return what it printed, errors last."""
    program, *arguments = call.split()
    assert program == "tidegauge", f"only tidegauge is run: {call}"
    out, complaints = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(complaints):
        run(arguments)
    return (out.getvalue() + complaints.getvalue()).splitlines()


def even(line: str) -> str:
    """Return a line without the white space that only aligns columns."""
    return re.sub("─+", "─", re.sub(r" {2,}", "  ", line.strip()))


def follows(shown: list[str], printed: list[str]) -> str | None:
    """Return the first shown line that does not come in its place; `…` stands for anything, also within a line."""
    position, skipping = 0, False
    printed = [even(line) for line in printed]
    for line in map(even, shown):
        if line == "…":
            skipping = True
            continue
        pattern = re.compile("(?s)" + ".*".join(re.escape(part) for part in line.split("…")))
        while position < len(printed) and not pattern.fullmatch(printed[position]):
            if not skipping and printed[position]:
                return line
            position += 1
        if position == len(printed):
            return line
        position, skipping = position + 1, False
    return None


@pytest.mark.slow
@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("path", sorted({path for path, _, _ in SHOWN}), ids=name)
def test_console_blocks_show_what_the_program_prints(path: Path) -> None:
    for call, shown in calls(path):  # in order: a later call may build on an earlier one
        printed = said(call)
        assert follows(shown, printed) is None, f"$ {call}\n" + "\n".join(printed[:60])


def test_a_shown_line_that_is_not_printed_is_noticed() -> None:
    assert follows(["a", "c"], ["a", "b", "c"]) == "c"
    assert follows(["a", "…", "c"], ["a", "b", "c"]) is None
    assert follows(["x…z"], ["xyz"]) is None
    assert follows(["…", "b", "a"], ["a", "b"]) == "a"


@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path, "python")], ids=name)
def test_python_blocks_run(path: Path) -> None:
    source = "\n".join(blocks(path, "python"))
    case = doctest.DocTestParser().get_doctest(source, {}, name(path), name(path), 0)
    assert case.examples
    said_wrong = io.StringIO()
    assert doctest.DocTestRunner().run(case, out=said_wrong.write).failed == 0, said_wrong.getvalue()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_examples_in_docstrings_run(path: Path) -> None:
    dotted = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(dotted)
    said_wrong = io.StringIO()
    with redirect_stdout(said_wrong):
        result = doctest.testmod(module)
    assert result.failed == 0, said_wrong.getvalue()
    assert result.attempted > 0, "examples that no test sees: they stand in a private or foreign docstring"


def test_the_readme_counts_the_bundled_figures() -> None:
    frame = Store(figures.FOLDER).frame(load(), as_of=figures.LAST_MOMENT)
    count = round(sum(len(track) for track in frame.tracks.values()), -3)
    assert f"About {count:,} official figures" in (ROOT / "README.md").read_text("utf-8")


# form


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_to_files(path: Path) -> None:
    places = [link.partition("#")[0] for link in LINK.findall(prose(path))]
    inside = [place for place in places if place and not re.match(r"[a-z]+:", place)]
    assert [place for place in inside if not (path.parent / place).exists()] == []


def test_every_page_is_linked_from_another() -> None:
    linked = {(path.parent / link.partition("#")[0]).resolve() for path in PAGES for link in LINK.findall(prose(path))}
    assert [name(path) for path in PAGES if path != ROOT / "README.md" and path not in linked] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_one_title_and_skips_no_level(path: Path) -> None:
    levels = [len(marks) for marks, _ in HEADING.findall(prose(path))]
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", [path for path in PAGES if path.parent != REFERENCE], ids=name)
def test_lines_of_prose_stay_readable(path: Path) -> None:
    long = [
        line for line in prose(path).splitlines() if len(line) > 120 and not line.startswith("|") and "](" not in line
    ]
    assert long == []


def test_decisions_are_numbered_dated_and_complete() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    for page in pages:
        content = page.read_text("utf-8")
        assert content.startswith(f"# {page.name[:4]} "), page.name
        assert re.search(r"^\d{4}-\d{2}-\d{2}$", content, re.MULTILINE), page.name
        assert "## Price" in content, page.name


def test_both_readmes_have_the_same_sections_and_the_same_calls() -> None:
    english, chinese = ROOT / "README.md", ROOT / "README.zh-Hans.md"
    assert [len(marks) for marks, _ in HEADING.findall(prose(english))] == [
        len(marks) for marks, _ in HEADING.findall(prose(chinese))
    ]
    ours = [call for call, _ in calls(english)]
    theirs = [call.replace(" --lang zh-Hans", "") for call, _ in calls(chinese)]
    assert ours == theirs
    assert [line.split()[:2] for line in blocks(english, "sh")[0].splitlines()] == [
        line.split()[:2] for line in blocks(chinese, "sh")[0].splitlines()
    ]


def test_the_make_targets_the_pages_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        target
        for path in PAGES
        for target in re.findall(r"(?:^|`|&& )make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert named <= targets
    assert {"brief", "test", "docs"} <= named


def test_no_place_of_work_is_named() -> None:
    words = re.compile("|".join(("/wo" + "rk/", "/ro" + "ot/", "sha" + r"red/", r"py" + r"pi\.", "python" + "hosted")))
    pages = [*PAGES, *DOCS.rglob("*.py"), *DOCS.rglob("*.svg"), *(ROOT / "examples").glob("*.py"), ROOT / "Makefile"]
    assert [name(path) for path in pages if words.search(path.read_text("utf-8"))] == []


def test_the_pictures_need_nothing_from_outside_and_have_a_night() -> None:
    pictures = sorted(DOCS.rglob("*.svg"))
    assert pictures
    for picture in pictures:
        drawn = picture.read_text("utf-8")
        assert "prefers-color-scheme: dark" in drawn
        assert not re.search(r"<script|href=|url\(|@import|<image", drawn)


def test_the_layout_of_tidy_figures_names_no_file_twice_over() -> None:
    read = {column.file for series in load().values() for column in series.columns}
    explained = {place for place, columns in not_series().items() if "*" in columns}
    assert not read & explained
