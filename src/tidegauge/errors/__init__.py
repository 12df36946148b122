"""Every error a caller can meet: one tree, one base, one sentence each.

    TidegaugeError
    ├── UsageError                 the call itself cannot be understood          exit 2
    │   ├── UnknownQuestion
    │   ├── UnknownEpisode         with "did you mean"
    │   ├── UnknownLever           a policy that `search` cannot move
    │   ├── NoScheduler            nobody at the address of a Dask cluster
    │   ├── InvalidMoment
    │   │   └── NoSuchDay          not a business day of the run
    │   ├── InvalidAmount
    │   ├── OutputNotPossible                                                    exit 3
    │   └── CannotListen           the server's place is taken or is none        exit 3
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
    │       └── StockRunsOut       on a path of a run
    ├── ScenarioError              a scenario cannot be used                     exit 4
    │   ├── UnknownScenario        with "did you mean"                           exit 2
    │   ├── MalformedScenario      not TOML, with line and column                exit 4
    │   ├── InvalidScenario        a key or value that the language does not have exit 4
    │   │   └── InvalidOverride    the same in a call's --set                   exit 2
    │   ├── ContradictoryLevers    two statements that cannot both hold          exit 4
    │   ├── ScenarioTooLarge       more memory than there is                     exit 2
    │   ├── RunTooLong             more paths over more days than are run here   exit 2
    │   └── InvalidCondition       a watermark, stop rule or target              exit 4
    │       └── InvalidTarget      the target of a search                        exit 2
    ├── ModelError                 a model cannot say what it is asked           exit 3
    │   ├── UnknownModel           with "did you mean"                           exit 2
    │   ├── TooLittleHistory          too little history
    │   │   └── TooFewRows         of a regression
    │   ├── ConstantSeries         nothing to learn from
    │   ├── CollinearDrivers       a driver that follows from others
    │   ├── NotConverged           no answer after so many steps
    │   ├── HorizonBeyondCalendar  a day after the calendars end                 exit 2
    │   └── NoScores               no back-test has been saved
    ├── RequestError               a request that the server does not answer     exit 2
    │   ├── NothingThere
    │   ├── MethodNotTaken
    │   ├── NoSuchJob              never was, or was forgotten
    │   ├── TokenMissing
    │   ├── WrongHost              meant for another host
    │   ├── ForeignPage            sent by a page of another site
    │   ├── RequestTooLarge        or too slow
    │   ├── AddressTooLong
    │   ├── BodyNotJson
    │   ├── TooManyRequests
    │   └── Busy                   no room now                                   exit 3
    ├── MissingFigures             nothing known for the question                exit 3
    └── InternalError              our own mistake, said in one sentence         exit 3

Findings (facts about data) are values, not errors: see `frame.Finding`.

>>> str(UnknownSeries(series="soffr", nearest="sofr"))
'No series is called "soffr". Did you mean sofr? `tidegauge series list` shows all.'
"""

from tidegauge.errors.base import (
    InternalError,
    MissingFigures,
    TidegaugeError,
)
from tidegauge.errors.call import (
    InvalidAmount,
    InvalidMoment,
    NoScheduler,
    NoSuchDay,
    OutputNotPossible,
    UnknownEpisode,
    UnknownLever,
    UnknownQuestion,
    UsageError,
)
from tidegauge.errors.figures import (
    CatalogueError,
    CredentialMissing,
    InputFileError,
    InvalidCatalogue,
    InvalidPortfolio,
    LookAhead,
    NoStore,
    Offline,
    RateLimited,
    SchemaTooNew,
    SourceError,
    SourceFormatError,
    SourceUnavailable,
    StoreError,
    StoreNotWritable,
    StoreUnreadable,
    UnitMismatch,
    UnitsChanged,
    UnknownSeries,
)
from tidegauge.errors.ledger import (
    LedgerError,
    NegativeStock,
    StockRunsOut,
    UnbalancedEvent,
    UnbalancedSheet,
    UnknownAccount,
    UnknownEvent,
)
from tidegauge.errors.models import (
    CollinearDrivers,
    ConstantSeries,
    HorizonBeyondCalendar,
    ModelError,
    NoScores,
    NotConverged,
    TooFewRows,
    TooLittleHistory,
    UnknownModel,
)
from tidegauge.errors.requests import (
    AddressTooLong,
    BodyNotJson,
    Busy,
    CannotListen,
    ForeignPage,
    MethodNotTaken,
    NoSuchJob,
    NothingThere,
    RequestError,
    RequestTooLarge,
    TokenMissing,
    TooManyRequests,
    WrongHost,
)
from tidegauge.errors.scenarios import (
    ContradictoryLevers,
    InvalidCondition,
    InvalidOverride,
    InvalidScenario,
    InvalidTarget,
    MalformedScenario,
    RunTooLong,
    ScenarioError,
    ScenarioTooLarge,
    UnknownScenario,
)

__all__ = (
    "AddressTooLong",
    "BodyNotJson",
    "Busy",
    "CannotListen",
    "CatalogueError",
    "CollinearDrivers",
    "ConstantSeries",
    "ContradictoryLevers",
    "CredentialMissing",
    "ForeignPage",
    "HorizonBeyondCalendar",
    "InputFileError",
    "InternalError",
    "InvalidAmount",
    "InvalidCatalogue",
    "InvalidCondition",
    "InvalidMoment",
    "InvalidOverride",
    "InvalidPortfolio",
    "InvalidScenario",
    "InvalidTarget",
    "LedgerError",
    "LookAhead",
    "MalformedScenario",
    "MethodNotTaken",
    "MissingFigures",
    "ModelError",
    "NegativeStock",
    "NoScheduler",
    "NoScores",
    "NoStore",
    "NoSuchDay",
    "NoSuchJob",
    "NotConverged",
    "NothingThere",
    "Offline",
    "OutputNotPossible",
    "RateLimited",
    "RequestError",
    "RequestTooLarge",
    "RunTooLong",
    "ScenarioError",
    "ScenarioTooLarge",
    "SchemaTooNew",
    "SourceError",
    "SourceFormatError",
    "SourceUnavailable",
    "StockRunsOut",
    "StoreError",
    "StoreNotWritable",
    "StoreUnreadable",
    "TidegaugeError",
    "TokenMissing",
    "TooFewRows",
    "TooLittleHistory",
    "TooManyRequests",
    "UnbalancedEvent",
    "UnbalancedSheet",
    "UnitMismatch",
    "UnitsChanged",
    "UnknownAccount",
    "UnknownEpisode",
    "UnknownEvent",
    "UnknownLever",
    "UnknownModel",
    "UnknownQuestion",
    "UnknownScenario",
    "UnknownSeries",
    "UsageError",
    "WrongHost",
)

for _name in __all__:  # one address for the reader of a traceback, wherever a class stands
    globals()[_name].__module__ = __name__
