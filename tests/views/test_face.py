"""The Python face: the same questions and answers as the command line and REST, as values one can go on with."""

import asyncio
import inspect
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import jsonschema
import pytest

import tidegauge as tg
from tidegauge import clock
from tidegauge.errors import InvalidAmount, InvalidMoment, TidegaugeError, UnknownQuestion, UnknownSeries, UsageError
from tidegauge.models.sensitivity import family, placebos
from tidegauge.questions import registry
from tidegauge.questions.desk import Desk
from tidegauge.questions.registry import QUESTIONS, Question
from tidegauge.reference import figures
from tidegauge.views import cli
from tidegauge.views.face import Tidegauge
from tidegauge.views.methods import name_of, signature_of, words_of
from tidegauge.views.web import openapi, rest
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.application import create_app
from tidegauge.views.web.settings import Limits

AS_OF = {"as_of": "2025-11-03T12:00-05:00"}
EARLY = {"as_of": "2021-11-03"}  # where less history makes a slow question quick
FEW = {"paths": "4", "days": "2"}
NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)

SAID: dict[str, dict[str, str | list[str]]] = {
    "brief": AS_OF | {"since": "2025-10-27"},
    "signals": AS_OF,
    "calendar": AS_OF | {"days": "10"},
    "releases": AS_OF | {"days": "3"},
    "balance_sheet": AS_OF,
    "drain": AS_OF | {"weeks": "3"},
    "demand": AS_OF,
    "ledger.events": {},
    "ledger.explain": {"event": "E01a", "amount": "500亿"},
    "ledger.opening": AS_OF,
    "series.list": AS_OF,
    "series.show": AS_OF | {"series": "tga"},
    "series.export": AS_OF | {"series": ["sofr", "tga"], "since": "2025-10-30", "out": "{here}/figures.csv"},
    "import": {"folder": "{here}/figures"},
    "update": {"source": ["nyfed"]},
    "scenario.list": {},
    "scenario.show": {"scenario": "shutdown_2025"},
    "scenario.check": {"file": "{here}/mine.toml"},
    "simulate": AS_OF | FEW | {"scenario": "baseline", "keys": ["levers.treasury.rule=none"]},
    "compare": AS_OF | FEW | {"a": "baseline", "b": "no_rmp"},
    "replay": AS_OF | {"scenario": "baseline", "path": "0", "day": "2025-11-04", "days": "2"},
    "search": AS_OF
    | FEW
    | {"scenario": "baseline", "lever": "reserve_purchases", "target": "median(reserves_usd) > 2tn at 2"},
    "portfolio": AS_OF | FEW | {"file": "{here}/holdings.csv", "scenario": "baseline"},
    "hindcast": {"start": "2025-10-01", "end": "2025-10-31"},
    "forecast.tga": EARLY | {"horizon": "2"},
    "forecast.reserves": EARLY | {"horizon": "2"},
    "forecast.net_liquidity": EARLY | {"horizon": "2"},
    "forecast.spread": AS_OF | {"horizon": "2"},
    "backtest": AS_OF | {"model": "effr_spread", "start": "2025-10-01", "end": "2025-10-03", "workers": "1"},
    "scoreboard": {},
    "recession": AS_OF,
    "sensitivity": {"as_of": "2022-03-01"},
    "stress": AS_OF,
    "analogues": AS_OF,
    "episodes": AS_OF | {"episode": ["september_2019", "2025-10-29"], "days": "3"},
    "fit": AS_OF,
    "doctor": AS_OF,
    "settings": {},
}
"""What is said to every question, as text: one row a question, and a question without a row fails."""

STORED = {"backtest"}  # writes beside figures it reads: it is asked of a store, and the others of the bundled figures
FAILS = {"update"}  # without a network
SLOW = {"sensitivity:sensitivity", "forecast:tga", "forecast_reserves:reserves", "forecast:net_liquidity"}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every call an empty home, a clock that stands still, and the files that calls name."""
    for name in ("TIDEGAUGE_STORE", "TIDEGAUGE_OFFLINE", "TIDEGAUGE_LANG", "TIDEGAUGE_DEBUG", "FRED_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    (tmp_path / "figures" / "fred").mkdir(parents=True)
    (tmp_path / "figures" / "fred" / "SOFR.csv").write_text("date,value\n2025-10-30,4.04\n2025-10-31,4.22\n")
    (tmp_path / "mine.toml").write_text('[levers.treasury]\nrule = "none"\n')
    (tmp_path / "holdings.csv").write_text("asset,amount\nsp500,1000000\n")


@pytest.fixture(autouse=True)
def slow_ones_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answer a slow question once for what is said to it, with few placebos; said otherwise, it is answered anew."""
    found, kept = registry.found, dict[tuple[str, str], Any]()

    def once(place: str) -> Callable[..., Any]:
        function = found(place)

        def answer(desk: Desk, **given: Any) -> Any:
            key = (place, repr(sorted(given.items())))
            if key not in kept:
                kept[key] = function(desk, **given)
            return kept[key]

        return answer if place in SLOW else function

    monkeypatch.setattr(registry, "found", once)
    with patch.object(placebos, "DRAWS", 19), patch.object(family, "DRAWS", 19):
        yield


def said_to(question: Question, here: Path) -> dict[str, Any]:
    """Return what the table says to a question, its places below a folder."""
    return {
        name: [one.format(here=here) for one in value] if isinstance(value, list) else value.format(here=here)
        for name, value in SAID[question.name].items()
    }


def store_for(question: Question, here: Path) -> str | None:
    """Return an untouched store for a question that writes; the others answer from the bundled figures."""
    if not question.writes:
        return None
    store = here / "store"
    shutil.rmtree(store, ignore_errors=True)
    if question.name in STORED:
        shutil.copytree(figures.FOLDER, store)
        (store / "store.json").write_text('{"schema": 1}')
    return str(store)


def by_command_line(question: Question, said: dict[str, Any], store: str | None, capsys: Any) -> dict[str, Any]:
    """Return what the command line answers, or the error it ends with."""
    words = list(question.command)
    for parameter in question.parameters:
        if parameter.name in said:
            value = said[parameter.name]
            words += [] if parameter.positional else [f"--{parameter.typed}"]
            words += value if isinstance(value, list) else [value]
    words += ["--json", "--offline", *(("--store", store) if store else ())]
    capsys.readouterr()
    cli.run(words)
    printed = capsys.readouterr()
    shown: dict[str, Any] = json.loads(printed.out or printed.err)
    return shown


def by_python(question: Question, said: dict[str, Any], store: str | None) -> dict[str, Any]:
    """Return what the method of the question answers, or the error it raises."""
    desk: Any = tg.open(store, offline=True)
    for group in question.name.split(".")[:-1]:
        desk = getattr(desk, group)
    try:
        answer = getattr(desk, name_of(question))(**said)
    except TidegaugeError as error:
        return {"error": error.code}
    return dict(answer.to_dict())


def by_rest(address: rest.Address, said: dict[str, Any]) -> dict[str, Any]:
    """Return what the server answers: to an address, or to text pasted where others name a file."""
    served = {parameter.name: parameter for parameter in address.parameters}
    asked = {name: value for name, value in said.items() if name in served}
    app = create_app(answers=Answers(Desk.open(offline=True)))

    async def ask() -> dict[str, Any]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
            if address.is_got:
                query = {name: value for name, value in asked.items() if not rest.in_path(served[name])}
                return dict((await client.get(address.path.format(**asked), params=query)).json())
            for name in [name for name in asked if served[name].kind == "file"]:
                place = Path(asked[name])
                asked[name] = {"name": place.name, "text": place.read_text("utf-8")}
            reply = await client.post(address.base, json=asked)
            while reply.status_code == 202:  # a job: its answer is asked for until it is there
                url = reply.json()["job"]["answer"]
                await asyncio.sleep(0.05)
                reply = await client.get(url)
            return dict(reply.json())

    try:
        return asyncio.run(ask())
    finally:
        app.state.jobs.close()


def without_places(printed: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as a server gives it: where the store is, its owner alone is told."""
    answer = printed["answer"]
    if printed["question"] == "settings":
        return printed | {"answer": without_values(answer)}
    if printed["question"] == "doctor":
        return printed | {"answer": answer | {"store": "***", "settings": without_values(answer["settings"])}}
    return printed


def without_values(settings: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return settings without the values that only the owner of the machine is told."""
    return [row | {"value": "***"} if row["name"] in ("store", "contact") and row["value"] else row for row in settings]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_command_line_rest_and_python_answer_alike(
    question: Question, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = said_to(question, tmp_path)
    printed = by_command_line(question, said, store_for(question, tmp_path), capsys)
    given = by_python(question, said, store_for(question, tmp_path))
    if question.name in FAILS:
        assert printed["error"]["code"] == given["error"]
        return
    assert "error" not in printed
    assert json.loads(json.dumps(given)) == printed
    for address in rest.addresses():
        if address.question is question:
            assert by_rest(address, said) == without_places(printed)
            told = openapi.description(Limits(), ("baseline",))
            schema = told | {"$ref": f"#/components/schemas/{openapi.answered(address)}"}
            assert [one.message for one in jsonschema.Draft202012Validator(schema).iter_errors(printed)] == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_is_the_same_file_from_command_line_rest_and_python(form: str, tmp_path: Path) -> None:
    printed, saved = tmp_path / f"printed.{form}", tmp_path / f"saved.{form}"
    assert cli.run(["drain", "--as-of", AS_OF["as_of"], "--lang", "zh-Hant", f"--{form}", str(printed)]) == 0
    tg.open(lang="zh-Hant").drain(**AS_OF).save(saved)
    assert printed.read_bytes() == saved.read_bytes()

    async def get() -> bytes:
        transport = httpx.ASGITransport(create_app(answers=Answers(Desk.open(offline=True))))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            said = AS_OF | {"lang": "zh-Hant", "format": form}
            return (await client.get("/api/v1/drain", params=said)).content

    assert asyncio.run(get()) == saved.read_bytes()


def test_rest_leaves_out_only_questions_that_write() -> None:
    served = {address.question.name for address in rest.addresses()}
    assert {question.name for question in QUESTIONS} - served == {"import", "update", "backtest", "series.export"}


def test_every_question_has_a_row_and_every_row_a_question() -> None:
    assert set(SAID) == {question.name for question in QUESTIONS}


# --- methods ---


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_help_names_every_parameter_of_a_question_but_its_views(question: Question) -> None:
    told = words_of(question)
    for parameter in question.parameters:
        assert (f"\n{parameter.name} : " in told) is not parameter.view
    assert told.splitlines()[0].endswith(".")


def test_a_method_is_called_as_its_question_says_and_help_shows_it() -> None:
    drain = tg.open().drain
    assert str(inspect.signature(drain)).startswith(
        "(*, as_of: 'str | date | datetime | None' = None, weeks: 'int' = 1"
    )
    assert "How many weeks back." in (inspect.getdoc(drain) or "")
    with pytest.raises(TypeError):
        drain(2)
    with pytest.raises(TypeError):
        drain(week=2)


def test_python_values_mean_what_their_text_means() -> None:
    desk = tg.open()
    moment = datetime(2025, 11, 3, 17, tzinfo=UTC)
    assert desk.drain(as_of=moment).answer == desk.drain(as_of="2025-11-03T12:00-05:00").answer
    assert desk.drain(as_of=date(2025, 11, 3)).as_of == desk.drain(as_of="2025-11-03").as_of
    assert desk.ledger.explain("E01a", amount=10**11).answer == desk.ledger.explain("E01a", amount="100bn").answer
    by_table = desk.simulate("baseline", **AS_OF, paths=2, days=2, keys={"levers.treasury.rule": "none"})
    assert (
        by_table.answer == desk.simulate("baseline", **AS_OF, paths=2, days=2, keys="levers.treasury.rule=none").answer
    )


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda desk: desk.drain(as_of="2025-13-45"), InvalidMoment),
        (lambda desk: desk.drain(weeks=0), UsageError),
        (lambda desk: desk.drain(weeks=True), UsageError),
        (lambda desk: desk.drain(weeks=1.5), UsageError),
        (lambda desk: desk.ledger.explain("E01a", amount="a lot"), InvalidAmount),
        (lambda desk: desk.ledger.explain(b"E01a"), UsageError),
        (lambda desk: desk.hindcast("rebuild_2025", flows="guessed"), UsageError),
        (lambda desk: desk.ask("drian"), UnknownQuestion),
        (lambda desk: desk.ask("drain", week=2), UsageError),
        (lambda desk: desk.ask("ledger.explain"), UsageError),
    ],
)
def test_a_wrong_call_is_refused_with_a_sentence(ask: Callable[[Tidegauge], Any], error: type[TidegaugeError]) -> None:
    with pytest.raises(error):
        ask(tg.open())


@pytest.mark.parametrize(("lang", "said"), [("en", "Did you mean "), ("zh-Hans", "没有名为"), ("zh-Hant", "沒有名為")])
def test_an_error_is_raised_in_the_language_of_the_face(lang: str, said: str) -> None:
    with pytest.raises(UnknownSeries, match=said):
        tg.open(offline=True, lang=lang).series.show("soffr")


def test_a_language_without_words_is_refused_at_the_door() -> None:
    with pytest.raises(UsageError):
        tg.open(lang="zh")


def test_what_was_imported_is_answered_from_at_once(tmp_path: Path) -> None:
    desk = tg.open(tmp_path / "mine")
    assert desk.import_(tmp_path / "figures").answer.added == 2
    assert [value.value for value in desk.series.show("sofr").answer.values] == [4.04, 4.22]


# --- the door ---


def test_the_door_has_few_names_and_all_of_them_open() -> None:
    assert len(tg.__all__) <= 12
    assert dir(tg) == sorted(tg.__all__)
    assert [name for name in tg.__all__ if getattr(tg, name) is None] == []
    with pytest.raises(AttributeError):
        _ = tg.opne  # type: ignore[attr-defined]


def test_importing_the_package_imports_nothing_and_opening_it_nothing_heavy() -> None:
    heavy = "{'numpy', 'pandas', 'polars', 'numba', 'pyarrow', 'rich', 'jinja2', 'fastapi', 'xlsxwriter', 'httpx'}"
    code = (
        "import sys, tidegauge as tg\n"
        "assert not [name for name in sys.modules if name.startswith('tidegauge.')]\n"
        f"tg.open(); assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)\n"
        f"tg.open().ledger.explain('E01a').to_dict(); assert not ({heavy} - {{'numpy'}}) & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_the_stub_says_what_the_methods_are() -> None:
    """The stub is generated; here it is read as Python, so that a name it gives is a name the desk has."""
    import ast

    place = Path(inspect.getfile(Tidegauge)).with_suffix(".pyi")
    classes = {node.name: node for node in ast.parse(place.read_text("utf-8")).body if isinstance(node, ast.ClassDef)}
    for question in QUESTIONS:
        *group, _ = question.name.split(".")
        methods = classes[group[0].capitalize() if group else "Tidegauge"].body
        (found,) = [one for one in methods if isinstance(one, ast.FunctionDef) and one.name == name_of(question)]
        named = [argument.arg for argument in (*found.args.args, *found.args.kwonlyargs)]
        assert named == list(signature_of(question).parameters)
