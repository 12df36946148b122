"""The language as a table: every key says what it means, and every example is read."""

import ast
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

import tidegauge
from tidegauge.scenarios import scenario as language
from tidegauge.scenarios.interpret import interpret
from tidegauge.scenarios.program import Switches
from tidegauge.scenarios.scenario import Scenario
from tidegauge.scenarios.schema import Line, entries, is_whole, shape_of, step, walk

LINES = list(walk())
READERS = ("scenario.py", "schema.py", "interpret.py", "layers.py", "canon.py")
"""What reads and writes the language itself: a key that only they know changes no run."""


def test_every_attribute_of_the_language_is_a_key_but_the_name() -> None:
    tables = [one for one in vars(language).values() if hasattr(one, "__dataclass_fields__")]
    assert len(tables) > 15
    for table in tables:
        left_out = {field.name for field in fields(table)} - {entry.attribute for entry in entries(table).values()}
        assert left_out == ({"name"} if table is Scenario else set())


def test_every_key_says_what_it_means_in_one_sentence() -> None:
    assert [line.path for line in LINES if not line.says.endswith(".")] == []
    assert len({line.path for line in LINES}) == len(LINES)


@pytest.mark.parametrize(
    "line", [line for line in LINES if line.example and "…" not in line.example], ids=lambda x: x.path
)
def test_every_example_is_read(line: Line) -> None:
    above, _, name = line.path.rpartition(".")
    said = f"{name} = {line.example}"
    beside = {
        "flows.NAME.amounts[]": 'from = 2025-10-01, amount = "1bn", every = "day"',
        "flows.NAME.noise": 'sd = "1bn"',
        "levers.standing_repo": "",
        "shocks[]": 'on = 2025-10-10, flow = "x", amount = "1bn"',
        "lapses[]": "from = 2025-10-01, days = 1",
        "levers.rates[]": "on = 2025-10-30, change_bp = 1",
        "market.shocks[]": 'factor = "nasdaq", on = 2026-04-06, move_pct = -25',
        "levers.treasury.cash_target[]": 'on = 2025-12-31, amount = "1bn"',
    }.get(above, 'from = 2025-10-01, pace = "1bn"' if above.endswith("[]") else "")
    if name == "on" and "amounts" in above:
        beside = 'amount = "1bn"'
    others = [part for part in beside.split(", ") if part and not part.startswith(f"{name} =")]
    table = f"{{ {', '.join([said, *others])} }}"
    for part in reversed(above.replace("NAME", "mine").split(".") if above else []):
        table = f"{{ {part.removesuffix('[]')} = {f'[{table}]' if part.endswith('[]') else table} }}"
    read = interpret(tomllib.loads(f"table = {table}")["table"], name="mine", place=lambda path: "here")
    assert isinstance(read, Scenario)


def test_the_switches_of_the_language_are_those_of_the_program() -> None:
    said = dict.fromkeys(Switches._fields, True)
    assert interpret({"switches": said}, name="mine", place=lambda path: "here").switches == said


def test_steps_lead_through_tables_lists_and_names() -> None:
    shape = shape_of(Scenario)
    flow = step(step(shape, "flows"), "anything")
    assert flow is not None
    assert flow.cls is language.Flow
    assert step(step(step(flow, "amounts"), "7"), "amount") == language_amount()
    assert step(shape, "nothing") is None
    assert step(None, "nothing") is None
    assert is_whole(flow, "mix")
    assert not is_whole(flow, "noise")
    assert not is_whole(shape, "mix")


def language_amount() -> object:
    """Return the shape of an amount of money."""
    return entries(language.Shock)["amount"].shape


def test_every_key_of_the_language_is_read_by_what_runs_a_scenario() -> None:
    """A key that is accepted and documented, and that no line of the program looks at, promises what nothing keeps."""
    folder = Path(tidegauge.__file__).parent
    trees = [ast.parse(place.read_text("utf-8")) for place in folder.rglob("*.py") if place.name not in READERS]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    read = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    read |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {line.path for line in LINES if attribute(line.path) not in read} == set()
    owners = {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "on"}
    assert any(owner.endswith("market.on") for owner in owners)  # so short a name is read of many things


def attribute(path: str) -> str:
    """Return the attribute behind a key; a name that the scenario gives has none of its own."""
    cls: type | None = Scenario
    found = "on"
    for part in path.split("."):
        entry = entries(cls).get(part.removesuffix("[]")) if cls is not None else None
        if entry is None:
            continue
        found, shape = entry.attribute, entry.shape
        while shape.inner is not None:
            shape = shape.inner
        cls = shape.cls
    return found
