"""The questions: names, parameters and where the function that answers stands.

The table is plain so that `tidegauge --help` needs nothing heavy: a question's module is imported when it is asked. A
test compares every row with the signature of its function, so the two cannot drift.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tidegauge.errors import UnknownQuestion
from tidegauge.words.nearest import nearest


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a caller may say: `kind` is moment, date, count, text, texts, amount, choice, switch, keys, address,
    folder, file or scenario (a name of the library, or a .toml file).

    A positional parameter stands without dashes; `choices` restrict a text; a count lies between `least` and `most`.
    `view` parameters choose how an answer is shown (`--html FILE`) and never reach the question; `words` names the help
    where it is not that of the name. A parameter `within` an argument is a field of that argument's dataclass, which
    the row of its question names in `parts`.
    """

    name: str
    kind: str
    positional: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    default: object = None
    view: bool = False
    words: str = ""
    least: int = 1
    most: int = 10_000
    within: str = ""
    option: str = ""

    @property
    def typed(self) -> str:
        """The word of the command line: `option` where the name cannot be it, since "from" is no name in Python."""
        return (self.option or self.name).replace("_", "-")


@dataclass(frozen=True, slots=True)
class Question:
    """One typed question; its name is dotted where the command has two words (``series.show``).

    `writes` to the store; `is_long` enough for a bar of progress; `parts` are arguments that several parameters make up
    together, each with its dataclass (``("run", "runs:Run")``).
    """

    name: str
    function: str
    parameters: tuple[Parameter, ...] = ()
    writes: bool = False
    is_long: bool = False
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the command line."""
        return tuple(self.name.replace("_", "-").split("."))

    def ask(self, desk: Any, **said: Any) -> Any:
        """Import the function and call it; parameters that belong together become one argument."""
        within = {parameter.name: parameter.within for parameter in self.parameters if parameter.within}
        given = {name: value for name, value in said.items() if name not in within}
        for part, made_by in self.parts:
            fields = {name: value for name, value in said.items() if within.get(name) == part}
            given[part] = found(made_by)(**fields)
        return found(self.function)(desk, **given)


def found(place: str) -> Callable[..., Any]:
    """Import what stands at ``module:name`` below the questions."""
    module, _, name = place.partition(":")
    member: Callable[..., Any] = getattr(importlib.import_module(f"tidegauge.questions.{module}"), name)
    return member


AS_OF = Parameter("as_of", "moment")
REPLAY_AT = Parameter("replay_at", "moment")
SERIES_ID = Parameter("series", "text", positional=True, required=True)
SCENARIO = Parameter("scenario", "scenario", positional=True, required=True)
RUN_DAYS = Parameter("days", "count", most=2_600, within="making", words="run_days")
SEED = Parameter("seed", "count", default=1, least=0, most=2**64 - 1, within="making")
KEYS = Parameter("keys", "keys", default=(), within="making", option="set")
PARAMETERS = Parameter("parameters", "file", within="making", words="fitted_file")
CREW = (Parameter("workers", "count", most=1_024, within="making"), Parameter("dask", "address", within="making"))
MAKING = (
    Parameter("paths", "count", default=1_000, most=1_000_000, within="making"),
    RUN_DAYS,
    SEED,
    *CREW,
    KEYS,
    PARAMETERS,
)
HELD_PATHS = Parameter("paths", "count", default=1_000, most=100_000, within="making", words="held_paths")
HOLDING = (HELD_PATHS, *MAKING[1:])
"""The options of a run whose paths are all held at once."""

PICTURES = tuple(Parameter(kind, "file", view=True, words=f"pictures_{kind}") for kind in ("html", "png", "png_dark"))
MADE = (("making", "runs:Making"),)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "brief",
        "brief:brief",
        (
            AS_OF,
            Parameter("since", "moment"),
            REPLAY_AT,
            Parameter("html", "file", view=True),
            Parameter("md", "file", view=True),
            Parameter("pdf", "file", view=True),
        ),
    ),
    Question("signals", "signals:signals", (AS_OF,)),
    Question("calendar", "signals:calendar", (AS_OF, Parameter("days", "count", default=45))),
    Question(
        "releases", "releases:releases", (AS_OF, Parameter("days", "count", default=6, most=60, words="around_days"))
    ),
    Question("balance_sheet", "balance:balance_sheet", (AS_OF,)),
    Question("drain", "balance:drain", (AS_OF, Parameter("weeks", "count", default=1))),
    Question("demand", "demand:demand", (AS_OF,)),
    Question("ledger.events", "ledger:events"),
    Question(
        "ledger.explain",
        "ledger:explain",
        (
            Parameter("event", "text", positional=True, required=True),
            Parameter("amount", "amount", default="100bn"),
            *PICTURES,
        ),
    ),
    Question("ledger.opening", "opening:opening", (AS_OF,)),
    Question("series.list", "series:list_series", (AS_OF,)),
    Question(
        "series.show", "series:show", (SERIES_ID, AS_OF, REPLAY_AT, Parameter("vintages", "switch", default=False))
    ),
    Question(
        "series.export",
        "series:export",
        (
            Parameter("series", "texts", positional=True, required=True),
            AS_OF,
            Parameter("since", "date", words="first_period"),
            Parameter("out", "file", required=True),
        ),
    ),
    Question(
        "import", "loading:import_folder", (Parameter("folder", "folder", positional=True, required=True),), True, True
    ),
    Question(
        "update",
        "loading:update",
        (Parameter("source", "texts", default=()), Parameter("since", "date", words="first_period")),
        True,
        True,
    ),
    Question("scenario.list", "scenarios:list_scenarios"),
    Question("scenario.show", "scenarios:show", (SCENARIO, Parameter("keys", "keys", default=(), option="set"))),
    Question(
        "scenario.check",
        "scenarios:check",
        (Parameter("file", "file", positional=True, required=True, words="scenario_file"),),
    ),
    Question(
        "simulate",
        "simulate:simulate",
        (
            SCENARIO,
            AS_OF,
            *MAKING,
            Parameter("out", "folder", words="run_out"),
            Parameter("keep_paths", "switch", default=False),
            Parameter("quick", "switch", default=False),
            *PICTURES,
        ),
        is_long=True,
        parts=MADE,
    ),
    Question(
        "compare",
        "compare:compare",
        (
            Parameter("a", "scenario", positional=True, required=True, words="compare_a"),
            Parameter("b", "scenario", positional=True, required=True, words="compare_b"),
            AS_OF,
            *HOLDING,
            *PICTURES,
        ),
        is_long=True,
        parts=MADE,
    ),
    Question(
        "replay",
        "replay:replay",
        (
            SCENARIO,
            Parameter("path", "count", required=True, least=0, most=999_999),
            Parameter("day", "date", required=True, words="replay_day"),
            AS_OF,
            RUN_DAYS,
            SEED,
            KEYS,
            PARAMETERS,
            *PICTURES,
        ),
        parts=MADE,
    ),
    Question(
        "search",
        "search:find_policy",
        (
            SCENARIO,
            Parameter("lever", "text", required=True),
            Parameter("target", "text", required=True),
            AS_OF,
            *HOLDING,
        ),
        is_long=True,
        parts=MADE,
    ),
    Question(
        "portfolio",
        "portfolio:through",
        (
            Parameter("file", "file", positional=True, required=True, words="holdings"),
            Parameter("scenario", "scenario", required=True),
            AS_OF,
            *HOLDING,
        ),
        is_long=True,
        parts=MADE,
    ),
    Question(
        "hindcast",
        "hindcast:hindcast",
        (
            Parameter("episode", "text", positional=True),
            Parameter("start", "date", words="stretch_start", option="from"),
            Parameter("end", "date", words="stretch_end", option="to"),
            Parameter("flows", "choice", choices=("observed", "forecast"), default="observed"),
            AS_OF,
            HELD_PATHS,
            SEED,
            *CREW,
            PARAMETERS,
        ),
        is_long=True,
        parts=MADE,
    ),
    Question("forecast.tga", "forecast:tga", (Parameter("horizon", "count", default=20, most=65), AS_OF)),
    Question(
        "forecast.reserves", "forecast_reserves:reserves", (Parameter("horizon", "count", default=20, most=65), AS_OF)
    ),
    Question(
        "forecast.net_liquidity", "forecast:net_liquidity", (Parameter("horizon", "count", default=20, most=65), AS_OF)
    ),
    Question(
        "forecast.spread",
        "forecast_spread:spread",
        (
            Parameter("rate", "choice", choices=("sofr", "tgcr", "effr"), default="sofr", words="overnight_rate"),
            Parameter("horizon", "count", default=20, most=20),
            AS_OF,
        ),
    ),
    Question(
        "backtest",
        "backtest:backtest",
        (
            Parameter("model", "text", positional=True, required=True),
            Parameter("start", "date", words="first_origin", option="from"),
            Parameter("end", "date", words="last_origin", option="to"),
            AS_OF,
            Parameter("workers", "count", most=1_024, words="backtest_workers"),
        ),
        writes=True,
        is_long=True,
    ),
    Question(
        "scoreboard",
        "scoreboard:scoreboard",
        (Parameter("model", "text", positional=True, words="scored_model"),),
    ),
    Question(
        "fit",
        "fit:fit",
        (AS_OF, Parameter("out", "file", words="fit_out"), Parameter("overwrite", "switch", default=False)),
    ),
    Question("recession", "recession:recession", (AS_OF,)),
    Question("sensitivity", "sensitivity:sensitivity", (AS_OF, *PICTURES), is_long=True),
    Question("stress", "stress:stress", (AS_OF,)),
    Question("analogues", "analogues:analogues", (AS_OF,)),
    Question(
        "episodes",
        "episodes:episodes",
        (
            Parameter("episode", "texts", positional=True, default=(), words="aligned"),
            Parameter("gauge", "texts", default=("sofr_iorb_bp", "reserves", "tga"), words="aligned_gauges"),
            Parameter("days", "count", default=10, most=250, words="aligned_days"),
            AS_OF,
        ),
    ),
    Question("doctor", "doctor:doctor", (AS_OF,)),
    Question("settings", "doctor:settings"),
)


SERVE = Question(
    "serve",
    "",
    (
        Parameter("host", "text", default="127.0.0.1"),
        Parameter("port", "count", default=8765, least=0, most=65_535),
        Parameter("token", "text"),
    ),
)
"""The command that asks nothing itself: it lets others ask."""

COMMANDS = (*QUESTIONS, SERVE)


def find(command: tuple[str, ...]) -> Question:
    """Return the question behind the words of a command.

    Raises
    ------
    UnknownQuestion
        No such command; the error names the closest one, or every one of the group that was meant.
    """
    for question in QUESTIONS:
        if question.command == command:
            return question
    said = " ".join(command)
    group = [
        question.command[1] for question in COMMANDS if question.command[:1] == command[:1] and question.command[1:]
    ]
    if group:
        meant = nearest(" ".join(command[1:]), group)
        raise UnknownQuestion(
            question=said, nearest=", ".join(f"{command[0]} {word}" for word in ([meant] if meant else group))
        )
    groups = {question.command[0]: None for question in COMMANDS if len(question.command) > 1}
    commands = (*groups, *(" ".join(question.command) for question in COMMANDS))
    raise UnknownQuestion(question=said, nearest=nearest(said, commands))
