"""Figures that cannot be had: the catalogue, a publisher, the store, a file given to us."""

from tidegauge.errors.base import TidegaugeError


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
    hint = "Nothing was changed; mend the file or name another."


class InvalidPortfolio(InputFileError):
    """A file of holdings is malformed; `known` lists the assets there are."""

    code = "invalid_portfolio"
    message = "{place}: {detail}."
    hint = (
        "Each line of a .csv is asset,amount, such as sp500,10mn; a .toml has them below [holdings], such as "
        'sp500 = "10mn". The assets are {known}.'
    )
