"""A scenario that cannot be used: its file, its keys, its size."""

from tidegauge.errors.base import TidegaugeError


class ScenarioError(TidegaugeError):
    """A scenario cannot be used."""

    code = "scenario"
    exit_code = 4
    status = 422
    message = "The scenario cannot be used: {detail}."


class UnknownScenario(ScenarioError):
    """A scenario that is neither in the library nor a file; `nearest` is the closest of the library."""

    code = "unknown_scenario"
    exit_code = 2
    status = 404
    message = 'No scenario is called "{scenario}".'
    hint = "Did you mean {nearest}? `tidegauge scenario list` shows all; the name of a file ends in .toml."
    hint_alone = "`tidegauge scenario list` shows all; the name of a file ends in .toml."


class MalformedScenario(ScenarioError):
    """A scenario file is not TOML; `line` and `column` count from 1."""

    code = "malformed_scenario"
    message = "{place} is not TOML: line {line}, column {column}: {detail}."
    hint = 'Text and amounts stand in quotes, dates do not: amount = "40bn", on = 2025-12-12.'


class InvalidScenario(ScenarioError):
    """A scenario file is TOML but not of the language; `place` names file and line, `key` the path of the key."""

    code = "invalid_scenario"
    message = "{place}, {key}: {detail}."
    hint = "{remedy}"


class InvalidOverride(InvalidScenario):
    """What `--set` says is not of the scenario language; `place` is the override as it was written."""

    code = "invalid_override"
    exit_code = 2
    message = InvalidScenario.message


class ContradictoryLevers(ScenarioError):
    """Two statements of a scenario cannot both hold; `key` names one of them."""

    code = "contradictory_levers"
    message = "{place}, {key}: {detail}."
    hint = "Drop one of the two."


class ScenarioTooLarge(ScenarioError):
    """A run would need more memory than is allowed; `needed` and `limit` are written with their unit."""

    code = "scenario_too_large"
    exit_code = 2
    message = "This run would need {needed} of memory; {limit} is the limit."
    hint = "Take fewer paths, fewer days or fewer workers."


class RunTooLong(ScenarioError):
    """More paths over more days than whoever runs them for others allows."""

    code = "run_too_long"
    exit_code = 2
    message = "{paths} paths over {days} days are more than is run here: {limit} days of paths."
    hint = "Take fewer paths or fewer days, or run it on the command line."


class InvalidCondition(ScenarioError):
    """A condition that cannot be read; `position` counts characters from 1, `expected` is what should stand there."""

    code = "invalid_condition"
    message = 'In {place}, "{text}" cannot be read from character {position} on: expected {expected}, found {found}.'
    hint = "A condition reads: reserves_usd < 2.7tn for more than 5 days within 60 days."


class InvalidTarget(InvalidCondition):
    """The target of a search cannot be read."""

    code = "invalid_target"
    exit_code = 2
    message = 'The target "{text}" cannot be read from character {position} on: expected {expected}, found {found}.'
    hint = "A target reads: P(days(sofr_iorb_bp > 10) > 5 in 60) < 0.10, or median(reserves_usd) > 2.9tn at 60."
