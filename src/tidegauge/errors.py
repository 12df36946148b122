"""Every error a caller can meet: one tree, one base, one sentence each.

    TidegaugeError
    ├── UsageError                 the call itself cannot be understood          exit 2
    │   ├── UnknownQuestion
    │   ├── UnknownEpisode         with "did you mean"
    │   ├── UnknownLever           a policy that `search` cannot move
    │   ├── InvalidMoment
    │   │   └── NoSuchDay          not a business day of the run
    │   ├── InvalidAmount
    │   └── OutputNotPossible                                                    exit 3
    ├── CatalogueError
    │   ├── UnknownSeries          with "did you mean"                           exit 2
    │   ├── UnitMismatch           unlike units, or a publisher's changed unit   exit 2
    │   └── InvalidCatalogue                                                     exit 4
    ├── SourceError                                                              exit 3
    │   ├── SourceUnavailable      retried                                       exit 3
    │   ├── RateLimited            retried                                       exit 3
    │   ├── SourceFormatError      never retried                                 exit 3
    │   ├── UnitsChanged           never retried                                 exit 3
    │   ├── CredentialMissing      never retried                                 exit 3
    │   └── Offline                                                              exit 3
    ├── StoreError                                                               exit 3
    │   ├── NoStore
    │   ├── StoreUnreadable
    │   ├── StoreNotWritable       read-only or full
    │   ├── LookAhead              a period after the moment it was known
    │   └── SchemaTooNew
    ├── InputFileError             a file given to us is bad                     exit 4
    │   └── InvalidPortfolio       holdings: file and line
    ├── LedgerError                the ledger refuses what was posted            exit 3
    │   ├── UnknownAccount         a sector that may not hold or owe it          exit 2
    │   ├── UnknownEvent           with "did you mean"                           exit 2
    │   ├── UnbalancedEvent        net worth would change undeclared
    │   ├── UnbalancedSheet        a row, a column or a stock leaks
    │   └── NegativeStock          a stock that cannot fall below zero
    ├── ScenarioError              a scenario cannot be used                     exit 4
    │   ├── UnknownScenario        with "did you mean"                           exit 2
    │   ├── MalformedScenario      not TOML, with line and column                exit 4
    │   ├── InvalidScenario        a key or value that the language does not have exit 4
    │   │   └── InvalidOverride    the same in a call's --set                   exit 2
    │   ├── ContradictoryLevers    two statements that cannot both hold          exit 4
    │   ├── ScenarioTooLarge       more memory than there is                     exit 2
    │   └── InvalidCondition       a watermark, stop rule or target              exit 4
    │       └── InvalidTarget      the target of a search                        exit 2
    ├── MissingFigures             nothing known for the question                exit 3
    └── InternalError              our own mistake, said in one sentence         exit 3

Findings (facts about data) are values, not errors: see `frame.Finding`.
"""

from typing import ClassVar


class TidegaugeError(Exception):
    """Base class: a stable `code`, the facts as fields, one sentence built from them.

    A subclass declares `code`, `exit_code`, `status` (HTTP), `message` and `hint`; callers pass facts by keyword.
    Views translate by `code` and fill in the same facts, so English and Chinese cannot drift.

    >>> str(UnknownSeries(series="soffr", nearest="sofr"))
    'No series is called "soffr". Did you mean sofr? `tidegauge series list` shows all.'
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 3
    status: ClassVar[int] = 500
    message: ClassVar[str] = "Something went wrong."
    hint: ClassVar[str] = ""
    hint_alone: ClassVar[str] = ""
    """The hint where the fact `nearest` is empty: nothing is like what was said."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(" ".join(part for part in (self.sentence, self.advice) if part))

    @property
    def sentence(self) -> str:
        """What happened, in English, with the facts filled in."""
        return self.message.format(**self.facts)

    @property
    def advice(self) -> str:
        """What to do about it, in English; empty where there is nothing to add."""
        return str(getattr(self, self.hint_key)).format(**self.facts)

    @property
    def hint_key(self) -> str:
        """Which of the hints applies, as the words name it."""
        return "hint_alone" if self.hint_alone and self.facts.get("nearest") == "" else "hint"


class UsageError(TidegaugeError):
    """The call cannot be understood; `detail` says why."""

    code = "usage"
    exit_code = 2
    status = 422
    message = "The call cannot be understood: {detail}."
    hint = "`tidegauge --help` lists the commands."


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


class CatalogueError(TidegaugeError):
    """The catalogue of series was asked for, or holds, something impossible."""

    code = "catalogue"
    message = "The catalogue cannot be used: {detail}."


class UnknownSeries(CatalogueError):
    """A series id that is not in the catalogue."""

    code = "unknown_series"
    exit_code = 2
    status = 404
    message = 'No series is called "{series}".'
    hint = "Did you mean {nearest}? `tidegauge series list` shows all."
    hint_alone = "`tidegauge series list` shows all."


class UnitMismatch(CatalogueError):
    """Two quantities of unlike units were added, subtracted or compared."""

    code = "unit_mismatch"
    exit_code = 2
    status = 422
    message = "{left} and {right} are unlike units and cannot be combined."
    hint = "Convert one of them first; dollars convert by scale, per cent and basis points by 100."


class InvalidCatalogue(CatalogueError):
    """A catalogue file breaks its own schema."""

    code = "invalid_catalogue"
    exit_code = 4
    message = "{place} is not a valid catalogue entry: {detail}."
    hint = "docs/how-to/add-a-series.md shows a complete one."


class SourceError(TidegaugeError):
    """A publisher's service did not give what its contract promises."""

    code = "source"
    status = 502
    message = "{source} could not be read: {detail}."


class SourceUnavailable(SourceError):
    """The service did not answer, or answered with a failure, after every retry."""

    code = "source_unavailable"
    status = 503
    message = "{source} did not answer: {detail}."
    hint = "Nothing was changed; run `tidegauge update --source {source}` again later."


class RateLimited(SourceError):
    """The service asked us to slow down, and went on asking."""

    code = "rate_limited"
    status = 503
    message = "{source} asks for fewer requests: {detail}."
    hint = "Nothing partial was kept; run `tidegauge update --source {source}` again in some minutes."


class SourceFormatError(SourceError):
    """A reply is not what the publisher's contract describes; nothing of it was stored."""

    code = "source_format"
    message = "The reply of {source} for {series} cannot be read: {detail}."
    hint = "Nothing of it was stored; the raw reply is kept in the store for inspection."


class UnitsChanged(SourceError):
    """The publisher's own metadata names another unit than the catalogue."""

    code = "units_changed"
    message = '{source} now states "{found}" for {series}, the catalogue says "{expected}".'
    hint = "Nothing was stored; check the publisher's notice, then change the catalogue in one place."


class CredentialMissing(SourceError):
    """A service needs a key that is not set."""

    code = "credential_missing"
    status = 401
    message = "{source} needs a key, and {variable} is not set."
    hint = "Set {variable} in the environment; sources without a key go on working."


class Offline(SourceError):
    """A fetch was asked for while offline mode is on."""

    code = "offline"
    message = "Offline mode is on, so {source} was not asked."
    hint = "Drop --offline or unset TIDEGAUGE_OFFLINE to fetch."


class StoreError(TidegaugeError):
    """The store cannot do what was asked."""

    code = "store"
    message = "The store at {place} cannot be used: {detail}."


class NoStore(StoreError):
    """The directory that was named holds no store."""

    code = "no_store"
    status = 404
    message = "There is no store at {place}."
    hint = "Load one with `import` or `update`, or leave --store out to read the bundled figures."


class StoreUnreadable(StoreError):
    """A file of the store is damaged or missing."""

    code = "store_unreadable"
    message = "{place} in the store cannot be read: {detail}."
    hint = "`tidegauge doctor` names every damaged file; the index can be rebuilt, a log file comes back from a backup."


class StoreNotWritable(StoreError):
    """The store's directory is read-only, or its disk is full; nothing was half-written."""

    code = "store_not_writable"
    message = "The store at {place} cannot be written: {detail}."
    hint = "Nothing was lost; free space or choose another directory with --store."


class LookAhead(StoreError):
    """A figure claims to have been known before it could exist."""

    code = "look_ahead"
    status = 422
    message = "{series} for {period} says it was known at {known_at}, which its release rule forbids."
    hint = "Check the release rule in the catalogue."


class SchemaTooNew(StoreError):
    """The store was written by a later version of Tidegauge."""

    code = "schema_too_new"
    message = "The store at {place} has schema {found}; this version reads up to {expected}."
    hint = "Upgrade Tidegauge."


class InputFileError(TidegaugeError):
    """A file the caller gave is malformed; `place` names file and line."""

    code = "input_file"
    exit_code = 4
    status = 422
    message = "{place} cannot be read: {detail}."
    hint = "Nothing was stored."


class InvalidPortfolio(InputFileError):
    """A file of holdings is malformed; `known` lists the assets there are."""

    code = "invalid_portfolio"
    message = "{place}: {detail}."
    hint = "Each line is asset,amount, such as sp500,10mn; the assets are {known}."


class LedgerError(TidegaugeError):
    """The ledger refuses what was posted; nothing of it was kept."""

    code = "ledger"
    status = 422
    message = "The ledger refuses this: {detail}."


class UnknownAccount(LedgerError):
    """A sector or an instrument that does not exist, or one that may not hold or owe the other."""

    code = "unknown_account"
    exit_code = 2
    message = 'There is no account of {sector} for {instrument} on the side "{side}".'
    hint = "The chart of accounts says who may hold and who may owe each instrument."


class UnknownEvent(LedgerError):
    """An event that the ledger does not have; `nearest` is the closest that it has."""

    code = "unknown_event"
    exit_code = 2
    status = 404
    message = 'The ledger has no event "{event}".'
    hint = "Did you mean {nearest}? `tidegauge ledger events` lists all."
    hint_alone = "`tidegauge ledger events` lists all."


class UnbalancedEvent(LedgerError):
    """An event would change a sector's net worth without saying so."""

    code = "unbalanced_event"
    message = "{event} leaves {sector} out of balance by {gap_usd} USD."
    hint = "Add the missing claim, or declare the change in net worth."


class UnbalancedSheet(LedgerError):
    """An identity of the balance sheet does not hold; `subject` is the instrument, sector or account that leaks."""

    code = "unbalanced_sheet"
    message = "The balance sheet leaks: {subject} is out by {gap_usd} USD ({check})."
    hint = "Nothing computed from this sheet can be trusted; list what moved the account to find the posting."


class NegativeStock(LedgerError):
    """A stock that cannot fall below zero would; nothing was posted."""

    code = "negative_stock"
    message = '{event} would leave {sector} with {level_usd} USD of {instrument} on the side "{side}".'
    hint = "This stock cannot fall below zero; post a smaller amount, or another counterparty."


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
    hint = "Take fewer paths or fewer days, or write no paths."


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


class MissingFigures(TidegaugeError):
    """The question needs figures that are not known at the moment asked for."""

    code = "missing_figures"
    status = 404
    message = "No figure of {series} is known as of {as_of}."
    hint = "Ask for a later moment, or load figures with `tidegauge import` or `tidegauge update`."


class InternalError(TidegaugeError):
    """A mistake of ours: shown as one sentence, never as a traceback."""

    code = "internal"
    message = "Tidegauge made a mistake of its own: {detail}."
    hint = "Please report it; TIDEGAUGE_DEBUG=1 shows where. Nothing was changed."
