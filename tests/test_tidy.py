"""The rules of the house, each as a test: layers, sizes, names, clocks and where foreign libraries may be imported."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "tidegauge"
FILES = sorted(SRC.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in FILES}

LAYERS = (
    {"errors"},
    {"units", "clock", "business_days", "words"},
    {"catalogue"},
    {"frame"},
    {"sources", "store", "indicators", "models", "reference", "ledger"},  # siblings: none imports another
    {"ingest", "signals", "scenarios", "forecasts"},
    {"questions"},
    {"views"},
)
LEVEL = {name: level for level, layer in enumerate(LAYERS) for name in layer}
VIEWS_MAY_IMPORT = {"questions", "words", "errors", "views", "clock"}
ONLY_IN = {  # a foreign library, and the only places that may import it
    "httpx": ("sources/client.py",),
    "pyarrow": ("store/", "questions/series.py", "questions/paths_file.py"),
    "rich": ("views/",),
    "jinja2": ("views/report/", "views/pictures/", "views/web/"),
    "weasyprint": ("views/report/",),
    "platformdirs": ("questions/desk.py",),
    "numba": ("scenarios/kernels.py", "scenarios/kernels/"),
    "dask": ("scenarios/cluster.py",),
    "distributed": ("scenarios/cluster.py",),
    "resvg_py": ("views/pictures/",),
    "fastapi": ("views/web/",),
    "starlette": ("views/web/",),
    "uvicorn": ("views/web/",),
    "plotly": ("views/web/",),
    "prometheus_client": ("views/web/",),
    "pandas": ("views/answered.py",),
    "polars": ("views/answered.py",),
    "xlsxwriter": ("views/workbook.py",),
    "scipy": (),  # these three are rivals and checks of tests and benchmarks
    "sklearn": (),
    "statsmodels": (),
}
BANNED_IN_NAMES = {
    "data", "info", "util", "utils", "helper", "helpers", "manager", "handler", "process", "misc", "temp", "tmp", "new",
    "flag", "obj", "do", "core", "common", "services",
}  # fmt: skip
PROPER_NAMES = {"__new__", "NEW_YEAR", "new_year", "FULL_NEW_YEARS_EVES", "SchemaTooNew", "data_as_of", "data_received"}
LINES_MAX, FUNCTION_LINES_MAX, FUNCTION_LINES_95 = 500, 70, 38
PARAMETERS_MAX = 7  # keyword-only ones included; more asks for a small dataclass


def layer_of(path: Path) -> str:
    """Return the first folder or module below the package."""
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Yield (module, is it inside a function or a TYPE_CHECKING block) for every import of a tree."""
    inner = {
        id(node) for outer in ast.walk(tree) if isinstance(outer, ast.FunctionDef | ast.If) for node in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, id(node) in inner) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "tidegauge":
                yield from ((f"tidegauge.{name.name}", id(node) in inner) for name in node.names)
            else:
                yield node.module or "", id(node) in inner


def own_imports(path: Path) -> set[str]:
    """Return the layers of the package that a file imports."""
    found = {module.split(".")[1] for module, _ in imports(TREES[path]) if module.startswith("tidegauge.")}
    return found - {layer_of(path)}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield every function of a tree, methods and nested ones included."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def where(path: Path, node: ast.AST | None = None) -> str:
    """Return a place for a complaint."""
    line = f":{node.lineno}" if node is not None else ""  # type: ignore[attr-defined]
    return f"{path.relative_to(ROOT)}{line}"


def test_every_folder_has_a_place_among_the_layers() -> None:
    assert {layer_of(path) for path in FILES} - set(LEVEL) == {"__init__", "__main__"}


def test_lower_layers_know_nothing_of_higher_ones_and_siblings_never_meet() -> None:
    broken = [
        f"{where(path)} ({layer_of(path)}) imports {target}"
        for path in FILES
        for target in own_imports(path)
        if LEVEL[target] >= LEVEL.get(layer_of(path), len(LAYERS))
    ]
    assert broken == []


def test_views_import_only_questions_words_and_errors() -> None:
    broken = [
        f"{where(path)} imports {own_imports(path) - VIEWS_MAY_IMPORT}"
        for path in FILES
        if layer_of(path) == "views" and own_imports(path) - VIEWS_MAY_IMPORT
    ]
    assert broken == []


@pytest.mark.parametrize(("library", "places"), ONLY_IN.items())
def test_foreign_libraries_stay_where_they_belong(library: str, places: tuple[str, ...]) -> None:
    users = {
        path.relative_to(SRC).as_posix()
        for path in FILES
        for module, _ in imports(TREES[path])
        if module.split(".")[0] == library
    }
    assert [user for user in users if not user.startswith(places)] == []


def test_only_the_clock_reads_the_clock() -> None:
    readers = [
        where(path, node)
        for path in FILES
        if path.name != "clock.py"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow", "time_ns"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time", "dt"}
    ]
    assert readers == []


def test_the_day_of_an_as_of_is_that_of_new_york() -> None:
    in_utc = [where(path) for path in FILES if re.search(r"(as_of|moment)\.date\(\)", path.read_text("utf-8"))]
    assert [place for place in in_utc if not place.endswith("clock.py")] == []


def test_no_relative_imports() -> None:
    assert [where(p, n) for p in FILES for n in ast.walk(TREES[p]) if isinstance(n, ast.ImportFrom) and n.level] == []


def test_every_module_opens_with_what_it_is_for() -> None:
    assert [where(path) for path in FILES if not ast.get_docstring(TREES[path])] == []


def test_every_public_function_and_class_says_what_it_is_for() -> None:
    silent = [
        where(path, node)
        for path in FILES
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not _is_nested(TREES[path], node)
    ]
    assert silent == []


def _is_nested(tree: ast.AST, node: ast.AST) -> bool:
    """Say whether a definition stands inside a function."""
    return any(node is not outer and node in ast.walk(outer) for outer in functions(tree))


def test_modules_stay_short() -> None:
    assert [where(path) for path in FILES if len(path.read_text("utf-8").splitlines()) > LINES_MAX] == []


def test_functions_stay_short() -> None:
    lengths = sorted(length(function) for path in FILES for function in functions(TREES[path]))
    too_long = [
        f"{where(path, function)} {function.name}: {length(function)}"
        for path in FILES
        for function in functions(TREES[path])
        if length(function) > FUNCTION_LINES_MAX
    ]
    assert too_long == []
    assert lengths[round(len(lengths) * 0.95)] <= FUNCTION_LINES_95


def test_functions_take_few_parameters() -> None:
    greedy = [
        f"{where(path, function)} {function.name}"
        for path in FILES
        for function in functions(TREES[path])
        if len(function.args.args) + len(function.args.kwonlyargs) > PARAMETERS_MAX
    ]
    assert greedy == []


def _names(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node, node.name
        elif isinstance(node, ast.arg):
            yield node, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id


def test_names_say_something() -> None:
    vague = [
        f"{where(path, node)} {name}"
        for path in FILES
        for node, name in _names(TREES[path])
        if name not in PROPER_NAMES
        and set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().replace("new_york", "").split("_")) & BANNED_IN_NAMES
    ]
    assert vague == []


def test_folders_answer_what_is_it() -> None:
    vague = [
        where(p) for p in SRC.rglob("*") if set(p.stem.split("_")) & BANNED_IN_NAMES and "__pycache__" not in p.parts
    ]
    assert vague == []


CROSS_CUTTING = {  # tests of a whole folder, or of a promise that no single module keeps
    "test_bench.py",
    "test_docs.py",
    "test_errors.py",
    "test_examples.py",
    "test_notebook.py",
    "test_scenario_pages.py",
    "test_peers.py",
    "test_tidy.py",
    "business_days/test_fed.py",
    "catalogue/test_files.py",
    "questions/test_figures.py",
    "sources/test_recorded.py",
    "sources/test_replies.py",
    "sources/test_sources.py",
    "store/test_kills.py",
    "twins/test_engines.py",
    "twins/test_workers.py",
    "views/web/browser/test_lab.py",
    "views/web/browser/test_page.py",
    "words/test_glossary.py",
    "scenarios/hindcast/test_band_coverage.py",
    "scenarios/hindcast/test_spread_bands.py",
    "words/test_words.py",
}


def test_every_test_file_mirrors_a_source_file() -> None:
    strays = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        place = path.relative_to(ROOT / "tests")
        mirrored = SRC / place.parent / place.name.removeprefix("test_")
        is_mirror = mirrored.exists() or mirrored.with_suffix("").is_dir() or mirrored.with_suffix(".toml").exists()
        if place.as_posix() not in CROSS_CUTTING and not is_mirror:
            strays.append(place.as_posix())
    assert strays == []


def test_every_layer_is_tested() -> None:
    tested = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")}
    assert {name for name in LEVEL if not {name, f"test_{name}.py"} & tested} == set()


def test_unfinished_work_is_not_in_the_tree() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImplemented" + r"Error)\b")
    marked = [
        name
        for name in listed
        if name.endswith((".py", ".md", ".toml", ".j2", ".js", ".css"))
        and (ROOT / name).exists()
        and marks.search((ROOT / name).read_text("utf-8"))
    ]
    assert marked == []


def test_no_place_of_work_and_no_index_address_is_named() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    words = re.compile(
        "|".join(
            (
                "/wo" + "rk/",
                "/ro" + "ot/",
                r"pypi\.o" + "rg",
                "python" + "hosted",
                r"npm" + r"js\.",
                r"deb\." + "debian",
            )
        )
    )
    told = [
        name
        for name in listed
        if (ROOT / name).exists()
        and not name.endswith((".parquet", ".npz", ".png"))
        and words.search((ROOT / name).read_text("utf-8"))
    ]
    assert told == []
