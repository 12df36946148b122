"""Every sentence a person sees, by key, in English and in Chinese of both scripts.

A language is a folder of TOML files beside this one (`en/errors.toml`, `zh-Hans/errors.toml`, ...). All files of a
folder are merged into one flat table of dotted keys; a key that stands twice is refused. Numbers, dates and units are
written by `tidegauge.words.numbers` and read back by `tidegauge.words.parse`.

Public: `LANGUAGES`, `text`, `template`, `keys`, `error_text`, `error_facts`, `by_face`, `check_language`, `Phrase`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tidegauge.errors import TidegaugeError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+[+-][0-9]{2}:[0-9]{2}")


def text(key: str, lang: str, **facts: object) -> str:
    """Return the words of `key` in `lang`, with the facts filled in.

    Facts are filled in as they are: write numbers and dates with `tidegauge.words.numbers` first.

    Raises
    ------
    UsageError
        The language is not one of `LANGUAGES`.
    KeyError
        No such key, or a fact its words need was not given: a mistake in the program, never in the call.

    Examples
    --------
    >>> text("errors.unknown_series.sentence", "en", series="soffr")
    'No series is called "soffr".'
    >>> text("errors.unknown_series.sentence", "zh-Hans", series="soffr")
    '没有名为“soffr”的序列。'
    """
    return _filled(key, lang, facts)


def template(key: str, lang: str) -> str:
    """Return the words of `key` in `lang` with their `{facts}` still open.

    Raises
    ------
    UsageError
        The language is not one of `LANGUAGES`.
    KeyError
        No such key.

    Examples
    --------
    >>> template("errors.missing_figures.sentence", "en")
    'No figure of {series} is known as of {as_of}.'
    """
    words = _load(lang)
    if key not in words:
        raise KeyError(f"no words for {key!r} in {lang}")
    return words[key]


def keys(lang: str) -> frozenset[str]:
    """Return every key of a language; all languages have the same.

    Raises
    ------
    UsageError
        The language is not one of `LANGUAGES`.

    Examples
    --------
    >>> "errors.usage.hint" in keys("zh-Hant")
    True
    """
    return frozenset(_load(lang))


def error_text(error: TidegaugeError, lang: str, face: str = "") -> tuple[str, str]:
    """Return the sentence and the hint of an error in `lang`; the hint is empty where there is nothing to add.

    `face` is who says it: ``rest`` or ``page`` where the words of the command line would name a command to a reader who
    has none (`served.toml`).

    Raises
    ------
    UsageError
        The language is not one of `LANGUAGES`.

    Examples
    --------
    >>> from tidegauge.errors import InvalidAmount
    >>> error_text(InvalidAmount(text="a lot"), "zh-Hant")
    ('「a lot」不是有效金額。', '可寫 100bn、1.5tn、500億 或 1兆。')
    >>> from tidegauge.errors import UnknownSeries
    >>> error_text(UnknownSeries(series="soffr", nearest="sofr"), "en", "rest")[1]
    'Did you mean sofr? /api/v1/series/list shows all.'
    """
    place = f"errors.{error.code}"
    facts = {name: _said(fact, lang, face) for name, fact in error.facts.items()}
    sentence, hint = (by_face(f"{place}.{part}", lang, face) for part in ("sentence", error.hint_key))
    return _filled(sentence, lang, facts), _filled(hint, lang, facts)


def error_facts(error: TidegaugeError, lang: str, face: str = "") -> dict[str, str]:
    """Return the facts of an error for a program: sentences as `error_text` says them, names and moments as they are.

    >>> from tidegauge.errors import UsageError
    >>> error_facts(UsageError(detail="--to must lie after --from"), "zh-Hans")
    {'detail': '--to 须晚于 --from'}
    """
    return {
        name: str(fact if MOMENT.fullmatch(str(fact)) else _said(fact, lang, face))
        for name, fact in error.facts.items()
    }


class Phrase(str):
    """Words of a key as a fact of an error: English to whoever reads it as a string, any language to `error_text`.

    >>> from tidegauge.errors import UsageError
    >>> detail = Phrase("scenarios.wrong.no_inside", name="days")
    >>> str(detail), error_text(UsageError(detail=detail), "zh-Hans")[0]
    ('days has no parts', '无法理解这次请求：days 之下没有子项。')
    """

    __slots__ = ("facts", "key")

    def __new__(cls, key: str, **facts: object) -> "Phrase":
        """Return the phrase, its English filled in."""
        phrase = super().__new__(cls, _filled(key, "en", facts))
        phrase.key, phrase.facts = key, facts
        return phrase

    key: str
    facts: Mapping[str, object]


def by_face(key: str, lang: str, face: str) -> str:
    """Return the key of the words as a face says them, the key itself where all say the same.

    >>> by_face("errors.unknown_series.hint", "en", "rest"), by_face("errors.no_scores.hint", "en", "rest")
    ('served.rest.errors.unknown_series.hint', 'errors.no_scores.hint')
    """
    own = f"served.{face}.{key}"
    return own if own in _load(lang) else key


def _said(fact: object, lang: str, face: str) -> object:
    """Return a phrase or a moment of an error in `lang`, any other fact as it is."""
    if isinstance(fact, Phrase):
        inner = {name: _said(each, lang, face) for name, each in fact.facts.items()}
        return _filled(by_face(fact.key, lang, face), lang, inner)
    if not isinstance(fact, str):
        return fact
    if MOMENT.fullmatch(fact):
        return _moment(fact, lang)
    return _load(lang).get(by_face(f"said.{fact}", lang, face), fact)


def _moment(stamp: str, lang: str) -> str:
    """Write an ISO 8601 moment for a reader."""
    from datetime import datetime

    from tidegauge.words.sentence import Moment, write

    return _filled("numbers.moment.in_new_york", lang, {"moment": write(Moment(datetime.fromisoformat(stamp)), lang)})


def check_language(lang: str) -> None:
    """Refuse a language that has no words.

    Raises
    ------
    UsageError
        The language is not one of `LANGUAGES`.

    Examples
    --------
    >>> check_language("zh-Hans")
    """
    if lang not in LANGUAGES:
        raise UsageError(detail=f'"{lang}" is not one of the languages {", ".join(LANGUAGES)}')


def _filled(key: str, lang: str, facts: Mapping[str, object]) -> str:
    """Fill the facts into the words of `key`."""
    words = template(key, lang)
    try:
        return words.format_map(facts)
    except KeyError as error:
        raise KeyError(f"{key} needs the fact {error.args[0]!r}") from error


@lru_cache(maxsize=len(LANGUAGES))
def _load(lang: str) -> Mapping[str, str]:
    """Return the merged table of a language, read once."""
    check_language(lang)
    from pathlib import Path  # here, so that importing the words costs almost nothing

    return MappingProxyType(_merged(Path(__file__).parent / lang))


def _merged(folder: "Path") -> dict[str, str]:
    """Merge every TOML file of a folder, refusing a key that stands in two of them."""
    import tomllib

    words: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, value in _flat(tomllib.loads(path.read_text("utf-8")), ""):
            if not isinstance(value, str):
                raise TypeError(f"{path.name}: {key} is not text")
            if key in words:
                raise ValueError(f"{path.name}: {key} stands twice in {folder.name}")
            words[key] = value
    return words


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    """Yield each leaf of nested tables under its dotted key."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
