"""A call that cannot be understood: wrong words, moments, amounts, places."""

from tidegauge.errors.base import TidegaugeError


class UsageError(TidegaugeError):
    """The call cannot be understood; `detail` says why."""

    code = "usage"
    exit_code = 2
    status = 422
    message = "The call cannot be understood: {detail}."
    hint = "`tidegauge --help` lists the commands, `tidegauge COMMAND --help` what one takes."


class UnknownQuestion(UsageError):
    """A command that does not exist; `nearest` is the closest that does."""

    code = "unknown_question"
    status = 404
    message = 'There is no command "{question}".'
    hint = "`tidegauge --help` lists the commands; the nearest is {nearest}."
    hint_alone = "`tidegauge --help` lists the commands."


class UnknownEpisode(UsageError):
    """A past stretch that has no such name."""

    code = "unknown_episode"
    status = 404
    message = 'No past stretch is called "{episode}".'
    hint = "Did you mean {nearest}? There are {known}; any other is asked with --from and --to."
    hint_alone = "There are {known}; any other is asked with --from and --to."


class UnknownLever(UsageError):
    """A policy that `search` cannot move; `known` lists those it can."""

    code = "unknown_lever"
    status = 404
    message = 'No lever is called "{lever}".'
    hint = "There are {known}."


class NoScheduler(UsageError):
    """An address that is none, or at which no scheduler of Dask answers."""

    code = "no_scheduler"
    message = 'No Dask scheduler is at "{address}": {detail}.'
    hint = "Start one with `dask scheduler` and give the address it prints, write local, or leave --dask out."


class InvalidMoment(UsageError):
    """A date or moment that cannot be read, or that lies where no figures can be."""

    code = "invalid_moment"
    message = '"{text}" is not a moment that can be used: {detail}.'
    hint = "Write 2025-11-03, or 2025-11-03T09:00-05:00."


class NoSuchDay(InvalidMoment):
    """A day that a run does not have; `choice` is the business day of the run closest to it."""

    code = "no_such_day"
    message = "{day} is not a business day of the run, which goes from {first} to {last}."
    hint = "Choose a business day of the run, such as {choice}."


class InvalidAmount(UsageError):
    """An amount of money that cannot be read."""

    code = "invalid_amount"
    message = '"{text}" is not an amount.'
    hint = "Write 100bn, 1.5tn, 500亿 or 1万亿."


class OutputNotPossible(UsageError):
    """The answer exists but cannot be written where or how the caller asked."""

    code = "output_not_possible"
    exit_code = 3
    status = 500
    message = "The answer cannot be written to {place}: {detail}."
    hint = "{remedy}"
