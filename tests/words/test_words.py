"""The words: three languages with the same keys and facts, two clean scripts, one sentence for every error."""

import os
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Formatter

import opencc
import pytest

from tidegauge.errors import InvalidAmount, TidegaugeError, UnknownSeries, UsageError
from tidegauge.words import LANGUAGES, Phrase, _merged, check_language, error_text, keys, template, text

SENTENCES = Path(__file__).parents[1] / "errors"
WORDS = Path(__file__).parents[2] / "src" / "tidegauge" / "words"

# Characters that OpenCC would change although they are right here, e.g. {"台": "臺"}: what stands, what it would write.
KEPT_IN_TRADITIONAL: dict[str, str] = {}
KEPT_IN_SIMPLIFIED: dict[str, str] = {}

FACTS = {
    "as_of": "2025-11-03T12:00-05:00",
    "detail": "line 3 has no date",
    "expected": "Millions of Dollars",
    "found": "Billions of Dollars",
    "known_at": "2025-10-30T20:30:00Z",
    "left": "usd",
    "nearest": "sofr",
    "period": "2025-10-31",
    "place": "figures/sofr.csv",
    "question": "breif",
    "remedy": "Choose another file.",
    "right": "pct",
    "series": "soffr",
    "source": "nyfed",
    "text": "a lot",
    "variable": "FRED_API_KEY",
}
OVERLAP = Phrase("scenarios.contradiction.overlap", other="lapses.0", on="2025-11-01")
FACTS_OF = {
    "too_few_rows": {"coefficients": 5, "needed": 6, "found": 4},
    "collinear_drivers": {"drivers": "intercept, tax_day", "rows": 120},
    "not_converged": {"fit": "probit", "steps": 50},
    "unknown_episode": {"episode": "rebuild_2024", "nearest": "rebuild_2025", "known": "rebuild_2023, rebuild_2025"},
    "no_scheduler": {"address": "foo", "detail": "an address reads tcp://host:8786"},
    "unknown_lever": {"lever": "rates", "known": "reserve_purchases, cash_target"},
    "invalid_portfolio": {"place": "mine.csv, line 3", "detail": "nothing is held", "known": "sp500, tlt"},
    "invalid_condition": {
        "place": "mine.toml:7",
        "text": "tga_usd = 0",
        "position": 9,
        "expected": "< or >",
        "found": "=",
    },
    "invalid_target": {"text": "P(tga_usd < 0)", "position": 3, "expected": "days(…) or ever(…)", "found": "tga_usd"},
    "store": {"place": "/var/tidegauge", "detail": "it is a file"},
    "store_unreadable": {"place": "log/000012.parquet", "detail": "its checksum differs"},
    "store_not_writable": {"place": "/var/tidegauge", "detail": "no space left on device"},
    "schema_too_new": {"place": "/var/tidegauge", "found": 3, "expected": 1},
    "invalid_moment": {"text": "2025-02-30", "detail": "there is no such day"},
    "no_such_day": {"day": "2026-04-04", "first": "2026-04-01", "last": "2026-06-30", "choice": "2026-04-02"},
    "output_not_possible": {"place": "build/brief.pdf", "detail": "WeasyPrint is not installed"},
    "source_unavailable": {"detail": "503 after 4 attempts"},
    "rate_limited": {"detail": "429 after 4 attempts"},
    "look_ahead": {"series": "sofr"},
    "missing_figures": {"series": "srf"},
    "usage": {"detail": "--days takes a whole number"},
    "scenario": {"detail": "it has no opening"},
    "unknown_scenario": {"scenario": "rmp_45", "nearest": "rmp_45bn"},
    "malformed_scenario": {"place": "mine.toml", "line": 3, "column": 9, "detail": "invalid value"},
    "invalid_override": {
        "place": "--set horizon.days=soon",
        "key": "horizon.days",
        "detail": Phrase("scenarios.wrong.kind", kind=Phrase("scenarios.kind.count"), found='"soon"'),
        "remedy": Phrase("scenarios.remedy.example", name="days", example="65"),
    },
    "invalid_scenario": {
        "place": "mine.toml:7",
        "key": "levers.treasury.rul",
        "detail": Phrase("scenarios.wrong.key"),
        "remedy": Phrase("scenarios.remedy.nearest_key", nearest="rule"),
    },
    "contradictory_levers": {"place": "mine", "key": "lapses.1", "detail": OVERLAP},
    "scenario_too_large": {"needed": "12.4 GB", "limit": "10 GB"},
    "model": {"detail": "it has no inputs"},
    "request": {"detail": Phrase("web_server.wrong.json")},
    "nothing_there": {"address": "/api/v1/breif", "nearest": "/api/v1/brief"},
    "method_not_taken": {"address": "/api/v1/brief", "method": "PUT"},
    "no_such_job": {"minutes": 10},
    "request_too_large": {"limit": "1 MB"},
    "address_too_long": {"limit": "8,000"},
    "too_many_requests": {"seconds": 1},
    "busy": {"detail": Phrase("web_server.busy.queue", n=16), "seconds": 5},
    "cannot_listen": {"host": "127.0.0.1", "port": 8765, "detail": Phrase("web_server.taken")},
    "run_too_long": {"paths": "100,000", "days": "260", "limit": "5,000,000"},
    "unknown_model": {
        "model": "tga_walk",
        "nearest": "tga_random_walk",
        "known": "tga_random_walk, reserves_random_walk",
    },
    "too_little_history": {
        "model": "tga_random_walk",
        "needed": 250,
        "series": "tga",
        "found": 12,
        "as_of": "2025-11-03T12:00-05:00",
    },
    "constant_series": {"series": "on_rrp", "first": "2026-01-02", "last": "2026-03-31", "model": "on_rrp_level"},
    "horizon_beyond_calendar": {"horizon": 600, "origin": "2026-03-31", "last": "2027-12-31"},
    "no_scores": {"place": "/var/tidegauge", "known": "tga_random_walk, reserves_random_walk"},
    "ledger": {"detail": "a composite holds flows only, no revaluation"},
    "unknown_account": {"sector": "money_funds", "instrument": "reserves", "side": "asset"},
    "unknown_event": {"event": "tax_reciept", "nearest": "tax_receipt_from_deposits"},
    "unbalanced_event": {"event": "government_outlay", "sector": "households", "gap_usd": 1},
    "unbalanced_sheet": {"check": "instrument_rows", "subject": "bills", "gap_usd": -1},
    "stock_runs_out": {
        "path": 7,
        "day": "2020-05-14",
        "sector": Phrase("ledger.sector.households"),
        "instrument": Phrase("ledger.instrument.bills"),
        "side": "asset",
    },
    "negative_stock": {
        "event": "currency_demand",
        "sector": "large_banks",
        "instrument": "reserves",
        "side": "asset",
        "level_usd": -50,
    },
}


def every_error(root: type[TidegaugeError] = TidegaugeError) -> Iterator[type[TidegaugeError]]:
    """Yield every error class of the package, the base first; classes made up by tests are not meant."""
    if root.__module__ == "tidegauge.errors":
        yield root
    for child in root.__subclasses__():
        yield from every_error(child)


ERRORS = tuple(every_error())


def placeholders(words: str) -> set[str]:
    """Return the names of the facts in a template."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def sample(error: type[TidegaugeError]) -> TidegaugeError:
    """Return an error of the class with sample facts."""
    given = FACTS | FACTS_OF.get(error.code, {})
    names = placeholders(error.message) | placeholders(error.hint)
    return error(**{name: given[name] for name in sorted(names)})


@cache
def opened(converter: str) -> opencc.OpenCC:
    """Return a converter; it reads its dictionaries once, which takes longer than all the words do."""
    return opencc.OpenCC(converter)


def changed(converter: str, kept: dict[str, str], words: str) -> set[tuple[str, str]]:
    """Return each character that converting to the script would change, with what it would become."""
    found = opened(converter).convert(words)
    if len(found) != len(words):
        return {(words, found)}
    return {(was, now) for was, now in zip(words, found, strict=True) if was != now and kept.get(was) != now}


def test_all_languages_have_the_same_keys() -> None:
    assert keys("en") == keys("zh-Hans") == keys("zh-Hant")
    assert keys("en")


def test_all_languages_have_the_same_files() -> None:
    files = [{path.name for path in (WORDS / lang).glob("*.toml")} for lang in LANGUAGES]
    assert files[0] == files[1] == files[2]


OF_THE_MACHINE = {  # whoever reads these runs the program and has its commands
    "no_scheduler",
    "no_scores",
    "no_store",
    "offline",
    "rate_limited",
    "source_unavailable",
    "store_not_writable",
    "store_unreadable",
    "cannot_listen",
}


@pytest.mark.parametrize("face", ["rest", "page"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_server_names_no_command_to_a_reader_who_has_none(lang: str, face: str) -> None:
    hints = {
        error.code: error_text(sample(error), lang, face)[1] for error in ERRORS if error.code not in OF_THE_MACHINE
    }
    assert {code for code, hint in hints.items() if "`tidegauge" in hint or "--" in hint} == set()
    facts = {"said": "soffr", "nearest": "sofr"}
    for key in ("episodes.wrong.name_alone", "episodes.wrong.gauge_alone", "scenarios.remedy.event"):
        assert "tidegauge" not in error_text(UsageError(detail=Phrase(key, **facts)), lang, face)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_server_says_instead_stands_for_words_there_are(lang: str) -> None:
    served = {key.split(".", 2)[2] for key in keys(lang) if key.startswith("served.")}
    assert served <= keys(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_a_key_use_the_same_facts_in_every_language(lang: str) -> None:
    unlike = {key for key in keys("en") if placeholders(template(key, lang)) != placeholders(template(key, "en"))}
    assert unlike == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_empty_in_all_languages_or_in_none(lang: str) -> None:
    assert {
        key for key in keys("en") if bool(template(key, lang).strip()) != bool(template(key, "en").strip())
    } == set()


def test_traditional_words_hold_no_simplified_characters() -> None:
    found = {key: changed("s2t", KEPT_IN_TRADITIONAL, template(key, "zh-Hant")) for key in keys("zh-Hant")}
    assert {key: pairs for key, pairs in found.items() if pairs} == {}


def test_simplified_words_hold_no_traditional_characters() -> None:
    found = {key: changed("t2s", KEPT_IN_SIMPLIFIED, template(key, "zh-Hans")) for key in keys("zh-Hans")}
    assert {key: pairs for key, pairs in found.items() if pairs} == {}


def test_the_script_test_would_notice_a_simplified_character() -> None:
    assert changed("s2t", {}, "這個数值") == {("数", "數")}


@pytest.mark.parametrize("key", sorted(keys("zh-Hans")))
def test_chinese_words_use_full_width_punctuation(key: str) -> None:
    for lang in ("zh-Hans", "zh-Hant"):
        words = template(key, lang)
        marks = [(before, mark) for before, mark in pairwise(words) if mark in ",;:!?()" and "一" <= before <= "鿿"]
        assert marks == []


def test_text_fills_in_the_facts() -> None:
    assert text("errors.offline.sentence", "en", source="nyfed") == "Offline mode is on, so nyfed was not asked."
    assert text("errors.offline.sentence", "zh-Hant", source="nyfed") == "離線模式已開啟，因此未向 nyfed 請求資料。"


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"no words for 'errors\.nothing' in zh-Hans"):
        text("errors.nothing", "zh-Hans")


def test_a_missing_fact_is_named_with_its_key() -> None:
    with pytest.raises(KeyError, match=r"errors\.offline\.sentence needs the fact 'source'"):
        text("errors.offline.sentence", "en")


@pytest.mark.parametrize("lang", ["fr", "", "zh", "EN", "../en", "zh-hans"])
def test_an_unknown_language_is_a_wrong_call(lang: str) -> None:
    for ask in (check_language, keys, lambda lang: text("errors.usage.hint", lang)):
        with pytest.raises(UsageError, match=r'"[^"]*" is not one of the languages en, zh-Hans, zh-Hant'):
            ask(lang)


def test_a_key_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[tide]\nname = "tide"\n', "utf-8")
    (tmp_path / "b.toml").write_text('tide.name = "ebb"\n', "utf-8")
    with pytest.raises(ValueError, match=r"b\.toml: tide\.name stands twice"):
        _merged(tmp_path)


def test_words_that_are_not_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("tide = 3\n", "utf-8")
    with pytest.raises(TypeError, match=r"a\.toml: tide is not text"):
        _merged(tmp_path)


def test_files_of_a_folder_are_merged_into_dotted_keys(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[tide.high]\nname = "flood"\n', "utf-8")
    (tmp_path / "b.toml").write_text('[tide.low]\nname = "ebb"\n', "utf-8")
    assert _merged(tmp_path) == {"tide.high.name": "flood", "tide.low.name": "ebb"}


def test_facts_may_have_any_name() -> None:
    error = InvalidAmount(text="a lot", key="k", lang="l")
    assert error_text(error, "en")[0] == '"a lot" is not an amount.'


def test_facts_are_never_read_as_templates() -> None:
    error = UnknownSeries(series="{nearest}", nearest="{series}")
    assert error_text(error, "zh-Hans")[0] == "没有名为“{nearest}”的序列。"


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_english_words_of_an_error_are_those_of_its_class(error: type[TidegaugeError]) -> None:
    assert template(f"errors.{error.code}.sentence", "en") == error.message
    assert template(f"errors.{error.code}.hint", "en") == error.hint
    if error.hint_alone:
        assert template(f"errors.{error.code}.hint_alone", "en") == error.hint_alone
    said = sample(error).sentence.replace("2025-11-03T12:00-05:00", "Mon 3 Nov 2025, 12:00 New York time")
    assert error_text(sample(error), "en") == (said, sample(error).advice)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_words_of_an_error_use_the_facts_of_its_class(error: type[TidegaugeError], lang: str) -> None:
    assert placeholders(template(f"errors.{error.code}.sentence", lang)) == placeholders(error.message)
    assert placeholders(template(f"errors.{error.code}.hint", lang)) == placeholders(error.hint)
    if error.hint_alone:
        alone = template(f"errors.{error.code}.hint_alone", lang)
        assert placeholders(alone) == placeholders(error.hint_alone) == placeholders(error.hint) - {"nearest"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_words_stand_for_an_error_that_does_not_exist(lang: str) -> None:
    named = {key.split(".")[1] for key in keys(lang) if key.startswith("errors.")}
    assert named == {error.code for error in ERRORS}


def sentences(error: TidegaugeError) -> str:
    """Return the sentence and hint of an error in every language, as its file holds them."""
    blocks = []
    for lang in LANGUAGES:
        blocks.append("\n".join(line for line in (f"[{lang}]", *error_text(error, lang)) if line))
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_the_exact_sentence_of_every_error_is_on_file(error: type[TidegaugeError]) -> None:
    """`TIDEGAUGE_WRITE_SENTENCES=1 pytest tests/words` writes the files again after a deliberate change."""
    path = SENTENCES / f"{error.code}.txt"
    if os.environ.get("TIDEGAUGE_WRITE_SENTENCES"):
        path.write_text(sentences(sample(error)), "utf-8")
    assert path.read_text("utf-8") == sentences(sample(error))


def test_every_file_of_sentences_belongs_to_an_error() -> None:
    assert {path.stem for path in SENTENCES.glob("*.txt")} == {error.code for error in ERRORS}
