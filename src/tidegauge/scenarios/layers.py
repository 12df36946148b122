"""Layers: a scenario file with everything it includes, as one table that remembers where each key was said.

A file may include scenarios of the library by name and files beside it by file name. What it includes comes first, in
order, then the file itself: later tables win key by key, lists and mixes replace. Title and story are not inherited. A
file that is included twice is read once, at its first place; a circle of includes is refused.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tidegauge.errors import InputFileError, InvalidScenario, MalformedScenario
from tidegauge.scenarios.interpret import shown
from tidegauge.scenarios.pasted import Pasted
from tidegauge.scenarios.scenario import Scenario
from tidegauge.scenarios.schema import Shape, is_whole, shape_of, step
from tidegauge.words import Phrase
from tidegauge.words.nearest import nearest
from tidegauge.words.nearest import remedy as alternative

LIBRARY = Path(__file__).parent / "library"
INCLUDE = "include"
NOT_INHERITED = (INCLUDE, "title", "story")
BYTES_MAX = 1_000_000
DEPTH_MAX = 20
FILES_MAX = 50  # a file with all it includes; the library never takes more than a handful
STATEMENT_LINES_MAX = 200  # a longer statement is not searched for its keys: their place is the line it begins on
_WHERE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$", re.DOTALL)

_DOTTED = re.compile(rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEPTH_MAX}}}""")
_DIGITS = re.compile(r"[0-9_]{4300,}")  # more than Python turns into a number
_TOLD = (  # what the parser of TOML says of something in the file, and the words for it
    (re.compile(r"(?:Illegal|Found invalid) character (?P<found>.+)"), "character"),
    (re.compile(r"Cannot declare \((?P<name>.+?),?\) twice"), "twice"),
    (re.compile(r"Duplicate inline table key (?P<name>.+)"), "twice"),
)
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\b")

KeyPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One file: its table, how it is called in errors, and the line on which each key stands, by its dotted path."""

    label: str
    table: Mapping[str, Any]
    lines: Mapping[str, int]


def names() -> tuple[str, ...]:
    """Return the names of the bundled scenarios, in order.

    >>> "baseline" in names()
    True
    """
    return tuple(sorted(path.stem for path in LIBRARY.glob("*.toml")))


def read(path: Path | Pasted, label: str) -> tuple[Layer, ...]:
    """Return a file and everything it includes, what it includes first.

    Raises
    ------
    InputFileError
        The file cannot be opened, is no UTF-8 text or is too long.
    MalformedScenario
        It is not TOML.
    InvalidScenario
        Its `include` names nothing that exists, a circle, or more than `FILES_MAX` files.
    """
    found: dict[Path, Layer] = {}
    _gather(path, label, (), found)
    return tuple(found.values())


def _gather(path: Path | Pasted, label: str, above: tuple[Path, ...], found: dict[Path, Layer]) -> None:
    """Read a file after the files it includes, each of them once."""
    layer = parse(_text(path, label), label)
    for i, said in enumerate(_includes(layer)):
        inner = _included(said, path.parent, layer, i)
        if inner.resolve() in (path.resolve(), *above):
            circle = " → ".join(one.stem for one in (*above, path.resolve(), inner))
            raise _wrong(layer, i, "circle", "circle", circle=circle)
        if len(found) + len(above) + 1 >= FILES_MAX:
            raise _wrong(layer, i, "files", "circle", most=FILES_MAX)
        if inner.resolve() not in found:
            _gather(inner, _label(inner, path, label), (*above, path.resolve()), found)
    found[path.resolve()] = layer


def _label(inner: Path, outer: Path | Pasted, label: str) -> str:
    """Return how an included file is called: as the including one, where both stand in the caller's folder."""
    return inner.name if inner.parent == LIBRARY or outer.parent == LIBRARY else str(Path(label).with_name(inner.name))


def _includes(layer: Layer) -> Sequence[str]:
    """Return the names a file includes."""
    said = layer.table.get(INCLUDE, [])
    if not isinstance(said, list):
        kind, example = Phrase("scenarios.kind.list"), '["baseline"]'
        facts = {"kind": kind, "found": shown(said), "name": INCLUDE, "example": example}
        raise _wrong(layer, None, "kind", "example", **facts)
    return said


def _included(said: object, folder: Path, layer: Layer, place: int) -> Path:
    """Return the file behind a name: a scenario of the library, or a file beside the one that includes it."""
    if isinstance(said, str) and said in names():
        return LIBRARY / f"{said}.toml"
    if isinstance(said, str) and said.endswith(".toml") and "\0" not in said and Path(said).name == said:
        beside = folder / said
        if beside.is_file():
            return beside
    raise _wrong(layer, place, "include", "nearest_include", found=shown(said), nearest=nearest(str(said), names()))


def _wrong(layer: Layer, place: int | None, detail: str, remedy: str, **facts: object) -> InvalidScenario:
    key = INCLUDE if place is None else f"{INCLUDE}.{place}"
    return InvalidScenario(
        place=place_of((layer,), (INCLUDE,)),
        key=key,
        detail=Phrase(f"scenarios.wrong.{detail}", **facts),
        remedy=alternative(f"scenarios.remedy.{remedy}", **facts),
    )


def _text(path: Path | Pasted, label: str) -> str:
    """Return the text of a file."""
    try:
        with path.open("rb") as file:
            content = file.read(BYTES_MAX + 1)  # not a byte more: a file can be larger than memory, or without an end
        if len(content) > BYTES_MAX:
            raise InputFileError(place=label, detail=Phrase("scenarios.wrong.too_long", limit=f"{BYTES_MAX:,}"))
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputFileError(place=f"{label}:{line}", detail=Phrase("scenarios.wrong.no_text")) from error
    except FileNotFoundError as error:
        raise InputFileError(place=label, detail=Phrase("scenarios.wrong.no_file")) from error
    except (OSError, ValueError) as error:
        raise InputFileError(place=label, detail=getattr(error, "strerror", None) or str(error)) from error


def parse(text: str, label: str) -> Layer:
    """Return the layer of a text.

    Raises
    ------
    MalformedScenario
        The text is not TOML; line and column say where reading stopped.
    InputFileError
        It is TOML nested deeper than any scenario.

    Examples
    --------
    >>> parse("[horizon]\\ndays = 20", "mine.toml").lines["horizon.days"]
    2
    """
    if is_dotted_too_often(text):
        raise InputFileError(place=label, detail=Phrase("scenarios.wrong.too_deep"))
    try:
        table = tomllib.loads(text)
    except RecursionError as error:
        raise InputFileError(place=label, detail=Phrase("scenarios.wrong.too_deep")) from error
    except ValueError as error:
        raise _malformed(str(error), text, label) from error
    if is_too_deep(table):
        raise InputFileError(place=label, detail=Phrase("scenarios.wrong.too_deep"))
    return Layer(label, table, {".".join(path): line for path, line in _lines(text)})


def is_dotted_too_often(text: str) -> bool:
    """Say whether a key has more parts than a scenario is deep; time and memory to read it grow with their square.

    >>> is_dotted_too_often("a.b.c = 1"), is_dotted_too_often("a" + ' . "b c"' * 50_000 + " = 1")
    (False, True)
    """
    return _DOTTED.search(text) is not None


def is_too_deep(value: object) -> bool:
    """Say whether a value is nested deeper than any scenario.

    >>> is_too_deep({"levers": {"rates": [{"on": 1}]}})
    False
    """
    layer = [value]
    for _ in range(DEPTH_MAX):
        layer = [part for inner in layer for part in _parts(inner)]
        if not layer:
            return False
    return True


def _parts(value: object) -> Iterable[object]:
    """Return what stands inside a table or a list."""
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _malformed(said: str, text: str, label: str) -> MalformedScenario:
    """Return what the parser of TOML says, with line and column; at the end of the text these are its last."""
    match = _WHERE.match(said)
    rows = text.split("\n")
    line, column, what = len(rows), len(rows[-1]) + 1, said
    if match is not None:
        what = match["what"]
        line, column = (int(match["line"] or line), int(match["column"] or column))
    for pattern, key in _TOLD:
        if told := pattern.fullmatch(what):
            detail = Phrase(f"scenarios.wrong.{key}", **told.groupdict())
            return MalformedScenario(place=label, line=line, column=column, detail=detail)
    if digits := _DIGITS.search(text):
        before = text[: digits.start()]
        line, column = before.count("\n") + 1, digits.start() - before.rfind("\n")
        return MalformedScenario(place=label, line=line, column=column, detail=Phrase("scenarios.wrong.digits"))
    for day in _DAY.finditer(rows[line - 1]):
        if _is_impossible(day[0]):
            detail = Phrase("scenarios.wrong.no_day", found=day[0])
            return MalformedScenario(place=label, line=line, column=day.start() + 1, detail=detail)
    return MalformedScenario(place=label, line=line, column=column, detail=f"{what[:1].lower()}{what[1:]}")


def _is_impossible(day: str) -> bool:
    """Say whether something written like a date is none."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return True
    return False


def _lines(text: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield every key of a text that is TOML with the line its statement begins on; best effort, never wrong."""
    rows = text.split("\n")
    head: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    at = 0
    while at < len(rows):
        if not rows[at].strip() or rows[at].lstrip().startswith("#"):
            at += 1
            continue
        said, end = _statement(rows, at)
        if said is None:
            return
        if rows[at].lstrip().startswith("["):
            head = _head(said, counts)
            yield head, at + 1
        else:
            yield from ((head + path, at + 1) for path in _paths(said))
        at = end


def _statement(rows: Sequence[str], at: int) -> tuple[dict[str, Any] | None, int]:
    """Return the statement that begins on a row, read alone, and the row after it."""
    for end in range(at + 1, min(len(rows), at + STATEMENT_LINES_MAX) + 1):
        try:
            return tomllib.loads("\n".join(rows[at:end])), end
        except ValueError:
            continue
    return None, at


def _head(said: Mapping[str, Any], counts: dict[KeyPath, int]) -> KeyPath:
    """Return the path of a table's head; those of a list are counted."""
    path: KeyPath = ()
    inner: Any = said
    while inner:
        if isinstance(inner, list):
            counts[path] = counts.get(path, -1) + 1
            return (*path, str(counts[path]))
        ((name, inner),) = inner.items()
        path = (*path, name)
        if path in counts and isinstance(inner, dict) and inner:
            path = (*path, str(counts[path]))
    return path


def _paths(value: object) -> Iterator[KeyPath]:
    """Yield the path of every key and place inside a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in parts:
        yield (str(name),)
        yield from ((str(name), *path) for path in _paths(inner))


def place_of(layers: Sequence[Layer], path: KeyPath) -> str:
    """Return file and line of a key, or of the nearest table above it that some file names; later files win."""
    parts = ".".join(path).split(".")
    for length in range(len(parts), 0, -1):
        key = ".".join(parts[:length])
        for layer in reversed(layers):
            if key in layer.lines:
                return f"{layer.label}:{layer.lines[key]}"
    return layers[-1].label


def merged(layers: Sequence[Layer]) -> dict[str, Any]:
    """Return one table of several: later ones win key by key, lists and mixes replace."""
    table: dict[str, Any] = {}
    for layer in layers:
        left_out = (INCLUDE,) if layer is layers[-1] else NOT_INHERITED
        said = {name: value for name, value in layer.table.items() if name not in left_out}
        table = _over(table, said, shape_of(Scenario))
    return table


def _over(under: Mapping[str, Any], over: Mapping[str, Any], shape: Shape | None) -> dict[str, Any]:
    """Return the keys of `under` with those of `over` in their place or merged into them."""
    table = dict(under)
    for name, said in over.items():
        was = table.get(name)
        if isinstance(was, dict) and isinstance(said, dict) and not is_whole(shape, name):
            table[name] = _over(was, said, step(shape, name))
        else:
            table[name] = said
    return table
