"""What peers get wrong, defect by defect: each here as a test, or as a pointer that fails when its test is gone.

The list was made from reading public liquidity monitors and their issue threads; the numbers are its own.
"""

import ast
import json
import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tidegauge import sources
from tidegauge.business_days import CALENDARS
from tidegauge.catalogue.series import find, load
from tidegauge.clock import parse_moment
from tidegauge.errors import SourceFormatError, UnitMismatch
from tidegauge.frame import Frame, track
from tidegauge.indicators import combine, gauges
from tidegauge.questions.brief import brief
from tidegauge.questions.desk import Desk
from tidegauge.reference import figures
from tidegauge.sources import board, fred
from tidegauge.sources.base import Request
from tidegauge.store import Store
from tidegauge.units import UNITS, Quantity
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "tidegauge"
MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
FRIDAY = date(2025, 10, 31)

POINTERS: dict[int, tuple[str, ...]] = {  # defect to the tests that keep it out, each as file:function
    1: (
        "sources/test_client.py:test_a_changed_unit_is_noticed_over_the_wire",
        "sources/test_fred.py:test_a_changed_unit_stops_before_any_figure_is_asked_for",
        "ingest/test_fetch.py:test_a_changed_unit_stores_nothing",
        "ingest/test_files.py:test_millions_become_dollars_and_are_known_by_their_release_rule",
    ),
    2: (
        "indicators/test_drain.py:test_a_fall_of_on_rrp_adds_to_reserves_dollar_for_dollar",
        "indicators/test_drain.py:test_a_bill_purchase_of_the_fed_adds_to_reserves",
        "indicators/test_drain.py:test_the_causes_add_up_to_the_change_of_reserves_and_of_net_liquidity",
        "indicators/test_gauges.py:test_net_liquidity_is_assets_less_cash_less_on_rrp_and_not_the_foreign_pool",
    ),
    3: (
        "indicators/test_balance_sheet.py:test_a_planted_leak_of_one_line_shows_up_where_nothing_explains_it",
        "scenarios/kernels/test_sheet.py:test_a_dollar_that_any_posting_of_any_event_leaves_off_the_sheet_is_seen",
        "scenarios/kernels/test_sheet.py:test_a_dollar_planted_in_any_account_in_the_middle_of_a_run_is_seen",
        "scenarios/kernels/test_sheet.py:test_a_run_whose_sheet_leaks_is_refused_and_the_place_named",
        "views/web/test_lab_replay.py:test_the_postings_of_a_day_add_up_to_the_change_to_the_dollar",
    ),
    4: (
        "questions/test_answer.py:test_nothing_known_after_a_moment_changes_a_byte_of_any_answer_as_of_it",
        "questions/test_answer.py:test_a_figure_that_is_a_microsecond_late_is_not_in_the_answer",
        "store/test_store.py:test_a_figure_is_invisible_one_microsecond_before_it_is_known",
        "store/test_store.py:test_what_becomes_known_later_changes_nothing_before",
        "questions/test_hindcast.py:test_the_forecast_knows_nothing_of_what_came_after",
        "views/web/test_sections.py:test_what_came_out_after_the_moment_changes_no_byte",
        "views/web/test_sections.py:test_a_section_that_looks_ahead_is_seen",
    ),
    5: (
        "sources/test_fred.py:test_requests_hold_no_key_and_ask_for_every_vintage",
        "sources/test_replies.py:test_a_broken_reply_is_refused",
    ),
    6: ("sources/test_fred.py:test_windows_of_vintages_stitched_equal_the_unchunked_answer",),
    7: (
        "indicators/test_reading.py:test_what_comes_later_never_rewrites_a_past_rank",
        "questions/test_answer.py:test_figures_stored_later_leave_past_ranks_and_signals_alone",
        "models/test_stress_index.py:test_figures_that_come_later_leave_every_past_value_as_it_was",
    ),
    8: (
        "indicators/test_balance_sheet.py:test_a_line_that_was_not_published_is_missing_and_never_filled",
        "indicators/test_combine.py:test_what_a_publisher_marks_as_missing_is_left_out_of_every_result",
        "store/test_store.py:test_a_value_published_as_missing_is_missing_not_zero",
        "questions/test_demand.py:test_a_class_that_is_not_told_of_every_auction_day_has_no_share",
        "views/web/test_fed_rates.py:test_a_facility_that_did_not_exist_has_no_row_and_no_line",
    ),
    9: (
        "test_frame.py:test_a_window_is_a_span_of_time_and_a_count_of_rows_is_refused",
        "indicators/test_combine.py:test_a_weekly_change_is_of_exactly_seven_days",
    ),
    10: (
        "questions/test_answer.py:test_the_same_question_twice_gets_the_same_bytes",
        "store/test_store.py:test_the_same_batch_again_adds_nothing",
        "views/report/test_html.py:test_the_same_answer_gives_the_same_bytes",
        "questions/test_scoreboard.py:test_bundled_scores_are_the_same_bytes_when_asked_again",
    ),
    11: (
        "models/test_conformal.py:test_peers_11_a_95_percent_band_of_like_errors_covers_95_percent_of_what_it_has_not_seen",
        "models/test_conformal.py:test_peers_11_bands_find_their_share_again_after_errors_have_trebled",
        "forecasts/test_backtest.py:test_peers_11_coverage_out_of_sample_is_measured_and_printed_with_its_error",
        "scenarios/hindcast/test_band_coverage.py:test_the_90_percent_band_holds_and_half_of_it_would_not",
        "views/web/sections/test_scoreboard.py:test_every_score_says_what_share_of_outcomes_its_bands_held",
    ),
    12: (
        "models/test_scores.py:test_peers_12_daily_forecasts_twenty_days_ahead_are_worth_one_in_twenty",
        "models/test_comparison.py:test_peers_12_overlapping_windows_of_equal_forecasts_are_rarely_called_different",
        "models/test_comparison.py:test_peers_12_a_share_of_hits_stands_beside_its_base_rate",
        "views/terminal/test_forecast.py:test_the_odds_of_a_spike_stand_beside_their_base_rate",
    ),
    13: (
        "scenarios/test_draws.py:test_seeds_paths_days_and_streams_each_give_their_own_draws",
        "twins/test_workers.py:test_another_seed_counts_otherwise",
        "twins/test_workers.py:test_threads_and_blocks_change_no_byte",
        "questions/test_simulate.py:test_the_same_call_gives_the_same_answer_on_any_number_of_threads",
        "views/web/test_lab_state.py:test_an_address_a_text_and_the_command_line_make_the_same_run",
    ),
    14: (
        "business_days/test_fed.py:test_the_fed_does_not_move_a_saturday_holiday",
        "business_days/test_sifma.py:test_there_is_no_sofr_on_good_friday",
        "business_days/test_sifma.py:test_sifma_recommends_its_published_early_closes",
        "business_days/test_nyse.py:test_the_exchange_keeps_its_published_closings",
        "catalogue/test_releases.py:test_a_figure_becomes_known_when_it_was_published",
    ),
    15: (
        "sources/test_client.py:test_requests_to_one_host_keep_their_distance",
        "sources/test_client.py:test_a_service_that_goes_on_asking_for_fewer_requests_is_left_alone",
        "sources/test_client.py:test_a_cut_body_is_never_taken_for_a_whole_one",
        "sources/test_fred.py:test_a_page_shorter_than_it_says_is_an_error",
        "ingest/test_fetch.py:test_a_service_that_goes_on_asking_for_patience_is_no_empty_answer",
        "ingest/test_fetch.py:test_a_cut_body_is_asked_again_and_never_stored",
    ),
    16: (
        "words/test_numbers.py:test_fifty_billion_is_never_fifty_hundred_millions",
        "words/test_parse.py:test_money_reads_back_within_its_rounding",
        "words/test_parse.py:test_the_three_scripts_show_the_same_amount",
        "views/report/test_html.py:test_the_figures_of_the_gauges_read_back",
        "views/web/test_rest.py:test_fifty_billion_in_chinese_are_fifty_billion_in_every_posting",
    ),
    17: (
        "sources/test_client.py:test_a_key_is_seen_nowhere",
        "sources/test_client.py:test_the_http_librarys_own_log_lines_are_kept_but_masked",
        "views/web/test_rest.py:test_a_key_of_the_environment_is_in_no_answer",
        "views/web/test_logs.py:test_neither_a_query_nor_the_token_is_written",
        "views/web/test_settings.py:test_a_token_is_never_printed",
    ),
    18: (
        "sources/test_nyfed.py:test_31_october_2025_adds_up_to_fifty_billion",
        "sources/test_nyfed.py:test_tests_of_the_pipes_and_what_is_no_overnight_repo_do_not_count",
        "ingest/test_fetch.py:test_standing_repo_is_the_sum_of_the_days_operations",
        "views/web/test_fed_rates.py:test_take_up_is_every_day_of_the_year_to_the_dollar",
    ),
    19: ("indicators/test_combine.py:test_levels_of_different_bases_or_units_never_meet_in_a_sum",),
}
PLACES = [
    pytest.param(place, id=f"{number}-{place.partition(':')[2]}") for number in POINTERS for place in POINTERS[number]
]


@pytest.mark.parametrize("place", PLACES)
def test_the_test_that_keeps_a_defect_out_is_still_there_and_still_asks(place: str) -> None:
    """A pointer breaks when its test is renamed, emptied or skipped."""
    name, _, function = place.partition(":")
    tree = ast.parse((ROOT / "tests" / name).read_text("utf-8"))
    (found,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
    helpers = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    called = {node.id for node in ast.walk(found) if isinstance(node, ast.Name)} & set(helpers)
    asks = [node for root in (found, *(helpers[name] for name in called)) for node in ast.walk(root)]
    assert any(isinstance(node, ast.Assert | ast.With) for node in asks)
    assert not re.search(r"\bskip|\bxfail", " ".join(ast.unparse(mark) for mark in found.decorator_list))


def test_every_defect_that_is_ours_has_its_tests() -> None:
    assert set(POINTERS) == set(range(1, 20))


def bundled() -> Desk:
    """Return a desk on the bundled figures."""
    opened = Desk(environment={})
    opened._store, opened._bundled = Store(figures.FOLDER), True
    return opened


def test_1_millions_and_billions_add_up_and_dollars_never_meet_per_cent() -> None:
    total = Quantity(Decimal(1), UNITS["usd_billion"]) + Quantity(Decimal(500), UNITS["usd_million"])
    assert total.to(UNITS["usd"]).value == 1_500_000_000
    with pytest.raises(UnitMismatch):
        total + Quantity(Decimal(1), UNITS["pct"])
    assert {find(id_).unit.id for id_ in ("fed_assets", "tga_week_average", "on_rrp", "gdp")} == {"usd"}
    assert find("fed_assets").delivered.id == "usd_million"
    assert (find("on_rrp").served_by("fred") or find("on_rrp")).delivered.id == "usd_billion"


def test_2_reserves_and_net_liquidity_are_two_things() -> None:
    """Net liquidity never has reserves in it, and ON RRP enters with a minus sign."""
    assert "reserves" not in gauges.BY_ID["net_liquidity"].inputs
    lines = {"fed_assets": 9.0, "tga_wednesday": 1.0, "reverse_repos": 3.0, "foreign_repo_pool": 1.0}
    frame = Frame(MOMENT, {id_: track(id_, UNITS["usd"], [(FRIDAY, value)], MOMENT) for id_, value in lines.items()})
    assert [value for _, value in gauges.net_liquidity(frame)] == [9.0 - 1.0 - (3.0 - 1.0)]


@pytest.mark.parametrize("wednesday", ["2016-11-23", "2024-11-27", "2025-11-26"])
def test_4_in_thanksgiving_weeks_the_balance_sheet_comes_on_friday_at_half_past_four(wednesday: str) -> None:
    """Who trades at Friday's close, 16:00, has not seen it."""
    known_at = find("fed_assets").release.known_at(date.fromisoformat(wednesday))
    friday = date.fromordinal(date.fromisoformat(wednesday).toordinal() + 2)
    assert known_at == parse_moment(f"{friday}T16:30-05:00")
    assert known_at > parse_moment(f"{friday}T16:00-05:00")


def test_5_an_answer_for_other_vintages_than_asked_is_refused() -> None:
    asked = {"realtime_start": "2019-01-01", "realtime_end": "2019-12-31"}
    reply = {"realtime_start": "2026-11-20", "realtime_end": "2026-11-20", "units": "lin", "count": 0, "offset": 0}
    request = Request((find("fed_assets"),), f"{fred.BASE_URL}/series/observations", asked)
    with pytest.raises(SourceFormatError, match="2019-01-01"):
        list(fred.SOURCE.parse(request, json.dumps(reply | {"limit": 100000, "observations": []}).encode()))


def test_6_no_request_asks_for_more_vintages_than_the_service_gives() -> None:
    assert fred.VINTAGES_PER_REQUEST < 2_000


FILLING = {"fillna", "ffill", "bfill", "pad", "backfill", "interpolate", "interp", "interp1d"}
DICE = {"random", "default_rng"}
NO_FIGURES = {
    "sources/client.py": DICE,  # how long it waits
    "scenarios/compile/treasury.py": {"interp"},  # the aim of a policy between two announced days
    "scenarios/estimates/shape.py": DICE,  # a bootstrap of surprises, for their standard errors
    "forecasts/": {"interp"},  # between the levels of a distribution, which says of itself that it is none
    "models/": {"interp", "pad", *DICE},  # the same, gaps marked as gaps, the blocks of a bootstrap or a placebo
}


def test_8_no_path_invents_a_value() -> None:
    """Nothing fills, carries, smooths or draws a figure; dice and curves stand only where none is made."""
    found = [
        f"{path.relative_to(SRC)}:{node.lineno} {name}"
        for path in sorted(SRC.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _used(node)
        if name in (FILLING | DICE) - _allowed(path.relative_to(SRC).as_posix())
    ]
    assert found == []


def _allowed(place: str) -> set[str]:
    """Return what a file may use, since no published figure comes of it."""
    return {name for start, names in NO_FIGURES.items() if place.startswith(start) for name in names}


def _used(node: ast.AST) -> set[str]:
    """Return the names a node calls, reads or imports."""
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {part for name in node.names for part in f"{getattr(node, 'module', '')}.{name.name}".split(".")}
    return set()


def test_8_a_line_of_the_balance_sheet_that_is_missing_is_none_and_is_said() -> None:
    """The last Wednesdays of the bundled figures lack lines: no cell is filled, and the brief says which."""
    answer = brief(bundled(), as_of=figures.LAST_MOMENT).answer
    sheet = answer.balance_sheet
    assert sheet.missing
    for line in sheet.lines:
        assert (line.level_usd is None) == (line.id in sheet.missing)
    assert set(sheet.missing) & {cause.id for cause in answer.week.causes} == set()
    (said,) = [sentence for sentence in answer.missing if sentence.key == "brief.missing.lines"]
    assert len(said.facts["lines"].parts) == len(sheet.missing)
    for lang in LANGUAGES:
        assert len(say(said, lang)) > 10


def test_9_weekly_and_daily_figures_have_windows_of_the_same_length() -> None:
    frame = bundled().frame(["sofr", "reserves"], MOMENT)
    spans = []
    for series in ("sofr", "reserves"):
        part = frame[series].window(timedelta(days=84))
        spans.append(int(part.periods[-1] - part.periods[0]))
        assert spans[-1] < 84
    assert min(spans) >= 75
    assert len(frame["sofr"].window(timedelta(days=84))) > 3 * len(frame["reserves"].window(timedelta(days=84)))


def test_14_each_market_keeps_its_own_days() -> None:
    saturday_christmas, good_friday, mourning = date(2021, 12, 24), date(2025, 4, 18), date(2025, 1, 9)
    fed, sifma, nyse = (CALENDARS[name] for name in ("fed", "sifma", "nyse"))
    assert fed.is_open(saturday_christmas)
    assert not nyse.is_open(saturday_christmas)
    assert fed.is_open(good_friday)
    assert not sifma.is_open(good_friday)
    assert not nyse.is_open(good_friday)
    assert (fed.is_open(mourning), sifma.is_open(mourning), nyse.is_open(mourning)) == (True, True, False)


def test_15_every_source_has_a_pace() -> None:
    assert [source.id for source in sources.SOURCES if not 1 <= source.requests_per_minute <= 600] == []
    assert fred.SOURCE.requests_per_minute <= 120  # two a second


SECRET = re.compile(
    r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|sk-[A-Za-z0-9]{20,}|xox[abp]-[A-Za-z0-9-]{10,})\b"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\b[0-9a-f]{32}\b"
    r"|(?i:api_?key|token|password|secret)[\"']?\s*[:=]\s*[\"'][A-Za-z0-9+/_-]{16,}[\"']"
)
NO_SECRETS = {*board.PACKAGES.values(), "0123456789abcdef" * 2, "a-secret-of-some-length"}


def test_17_no_key_stands_anywhere_in_the_tree() -> None:
    """A FRED key is 32 hex digits: only the hashes of the Board's packages and mock keys look like one."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    texts = [
        ROOT / name for name in listed if not name.endswith((".parquet", ".gz", ".png")) and (ROOT / name).is_file()
    ]
    assert len(texts) > 200
    found = [
        f"{path.relative_to(ROOT)}: {match[0][:12]}…"
        for path in texts
        for match in SECRET.finditer(path.read_text("utf-8", errors="replace"))
        if not any(known in match[0] for known in NO_SECRETS)
    ]
    assert found == []


@pytest.mark.parametrize("planted", ["a" * 31 + "7", "AKIA" + "A1" * 8, "api_key = '" + "q7" * 10 + "'"])
def test_17_the_scan_would_find_a_key(planted: str) -> None:
    assert SECRET.search(f"x = {planted!r}" if "=" not in planted else planted)


def test_17_no_key_has_a_default() -> None:
    defaults = [
        f"{path.relative_to(SRC)}:{node.lineno}"
        for path in sorted(SRC.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "getenv")
        and len(node.args) == 2
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).endswith("KEY")
    ]
    assert defaults == []


def test_18_the_standing_repo_of_31_october_2025_is_fifty_billion_and_not_its_treasury_leg() -> None:
    frame = bundled().frame(["srf", "srf_treasury"], MOMENT)
    total, leg = frame["srf"].at(FRIDAY), frame["srf_treasury"].at(FRIDAY)
    assert total is not None
    assert total.value == 50_350_000_000
    assert leg is None or leg.value == 29_400_000_000


def test_19_a_wednesday_level_less_a_week_average_fails() -> None:
    popular = {"fed_assets": 1, "tga_week_average": -1, "on_rrp": -1}  # WALCL - WTREGEN - RRPONTSYD
    frame = Frame(MOMENT, {id_: track(id_, UNITS["usd"], [(FRIDAY, 1.0)], MOMENT) for id_ in popular})
    with pytest.raises(UnitMismatch):
        combine.weighted_sum("net_liquidity", frame, popular)
    wanted = [series for series in load().values() if series.key in ("WTREGEN", "WRESBAL", "WCURCIR")]
    assert {series.basis for series in wanted} == {"week_average"}
