"""The catalogue: every gauge is there, says its unit, basis and names, and a broken table is refused with its place."""

import re
from typing import Any

import pytest

from tidegauge.catalogue import series as catalogue
from tidegauge.catalogue.series import BASES, LANGUAGES, Column, find, load, publishers
from tidegauge.errors import InvalidCatalogue, UnitMismatch, UnknownSeries
from tidegauge.sources import dts_categories, fiscaldata, nyfed, sec

ALL = list(load().values())
DOLLARS = {"usd", "usd_million", "usd_billion"}
MAIN = [  # written by hand: id, unit stored, unit delivered, basis
    ("reserves", "usd", "usd_million", "wednesday_level"),
    ("fed_assets", "usd", "usd_million", "wednesday_level"),
    ("tga_wednesday", "usd", "usd_million", "wednesday_level"),
    ("reverse_repos", "usd", "usd_million", "wednesday_level"),
    ("foreign_repo_pool", "usd", "usd_million", "wednesday_level"),
    ("on_rrp_wednesday", "usd", "usd_million", "wednesday_level"),
    ("currency", "usd", "usd_million", "wednesday_level"),
    ("foreign_official_deposits", "usd", "usd_million", "wednesday_level"),
    ("other_deposits", "usd", "usd_million", "wednesday_level"),
    ("other_liabilities", "usd", "usd_million", "wednesday_level"),
    ("treasuries_held", "usd", "usd_million", "wednesday_level"),
    ("mbs_held", "usd", "usd_million", "wednesday_level"),
    ("repos_outstanding", "usd", "usd_million", "wednesday_level"),
    ("custody_holdings", "usd", "usd_million", "wednesday_level"),
    ("reserves_week_average", "usd", "usd_million", "week_average"),
    ("tga_week_average", "usd", "usd_million", "week_average"),
    ("currency_week_average", "usd", "usd_million", "week_average"),
    ("tga", "usd", "usd_million", "end_of_day"),
    ("dts_deposits_total", "usd", "usd_million", "day_total"),
    ("dts_withdrawals_total", "usd", "usd_million", "day_total"),
    ("debt_limit", "usd", "usd_million", "end_of_day"),
    ("deposits", "usd", "usd_billion", "wednesday_level"),
    ("bank_assets", "usd", "usd_billion", "wednesday_level"),
    ("gdp", "usd", "usd_billion", "quarter_rate"),
    ("sofr", "pct", "pct", "day_rate"),
    ("sofr_p1", "pct", "pct", "day_rate"),
    ("sofr_p99", "pct", "pct", "day_rate"),
    ("sofr_volume", "usd", "usd_billion", "day_total"),
    ("effr", "pct", "pct", "day_rate"),
    ("tgcr", "pct", "pct", "day_rate"),
    ("iorb", "pct", "pct", "effective_date"),
    ("target_upper", "pct", "pct", "effective_date"),
    ("on_rrp_rate", "pct", "pct", "effective_date"),
    ("srf", "usd", "usd", "day_total"),
    ("srf_morning", "usd", "usd", "day_total"),
    ("on_rrp", "usd", "usd", "day_total"),
    ("on_rrp_money_funds", "usd", "usd", "day_total"),
    ("yield_10y", "pct", "pct", "day_close"),
    ("hy_spread", "pct", "pct", "day_close"),
    ("vix", "index", "index", "day_close"),
    ("usdjpy", "jpy_per_usd", "jpy_per_usd", "day_rate"),
    ("usdkrw", "krw_per_usd", "krw_per_usd", "day_rate"),
    ("stablecoin_supply", "usd", "usd", "end_of_day"),
    ("sp500", "index", "index", "day_close"),
    ("bitcoin", "usd_per_unit", "usd_per_unit", "day_close"),
    ("settling_bills", "usd", "usd", "settlement_day"),
    ("public_debt", "usd", "usd_million", "end_of_quarter"),
    ("tic_japan", "usd", "usd_billion", "end_of_month"),
    ("pd_repo_total", "usd", "usd_million", "wednesday_level"),
    ("nvda_revenue", "usd", "usd", "fiscal_quarter_total"),
    ("sp500_change_1w", "change_pct", "change_pct", "week_change"),
]
_PROMISED = """
    bills_held loans primary_credit swaps bank_credit bank_cash sofr_p25 sofr_p75 effr_p1 effr_p99 effr_volume obfr
    obfr_volume bgcr target_lower srf_rate srf_treasury srf_agency srf_mbs on_rrp_gse on_rrp_banks on_rrp_dealers
    yield_1m yield_3m yield_2y yield_30y bill_3m ig_spread move dollar_index_broad dxy usdt_supply usdc_supply nasdaq
    nasdaq100 russell2000 dow_jones ether gold oil_wti hyg lqd tlt spy qqq iwm gld nikkei225 kospi
    debt_subject_to_limit settling_coupons m2 nfci stlfsi ofr_fsi dts_customs dts_interest jpm_deposits_with_banks
    nasdaq_change_1w russell2000_change_1w bitcoin_change_1w ether_change_1w gold_change_1w hyg_change_1w
    lqd_change_1w tlt_change_1w nikkei225_change_1w kospi_change_1w
"""
PROMISED = _PROMISED.split()
LICENSED = {"ice", "cboe", "sp_dow_jones", "nasdaq", "ftse_russell", "nikkei", "korea_exchange", "yahoo", "coinbase"}
PRIVATE = LICENSED | {"kraken", "defillama", "finra", "dtcc", "sifma", "sec_filer"}


@pytest.fixture(name="broken")
def _broken() -> dict[str, Any]:
    """Return a table that is right as it stands; each test spoils one thing."""
    return {
        "name": {"en": "One", "zh-Hans": "一个", "zh-Hant": "一個"},
        "publisher": "new_york_fed",
        "source": "nyfed",
        "key": "rates/secured/sofr",
        "unit": "pct",
        "frequency": "business_day",
        "basis": "day_rate",
        "release": "nyfed_secured",
        "part": "",
        "caveat": {},
        "vintages": "true",
        "bundled": False,
        "also": [],
        "imports": [],
    }


def built(table: dict[str, Any]) -> catalogue.Series:
    """Build one series the way `load` does."""
    return catalogue._series("one", "here.toml [one]", table, publishers())


def test_there_are_enough_series_for_every_gauge() -> None:
    assert len(ALL) >= 140


@pytest.mark.parametrize(("id_", "unit", "delivered", "basis"), MAIN, ids=[row[0] for row in MAIN])
def test_units_and_basis_are_as_written_down_by_hand(id_: str, unit: str, delivered: str, basis: str) -> None:
    series = load()[id_]
    assert (series.unit.id, series.delivered.id, series.basis) == (unit, delivered, basis)


@pytest.mark.parametrize("id_", PROMISED)
def test_a_promised_id_exists(id_: str) -> None:
    assert find(id_).id == id_


@pytest.mark.parametrize("series", ALL, ids=lambda series: series.id)
def test_a_series_is_named_in_three_scripts(series: catalogue.Series) -> None:
    names = [series.name(lang) for lang in LANGUAGES]
    assert len(set(names)) == 3
    assert all(name == name.strip() and name for name in names)
    assert not re.search("[一-鿿]", names[0])
    assert all(series.caveats.get(lang, "x") for lang in LANGUAGES)


def test_ids_are_lower_snake_case() -> None:
    assert not [series.id for series in ALL if not re.fullmatch("[a-z][a-z0-9]*(_[a-z0-9]+)*", series.id)]


def test_no_two_series_share_a_name() -> None:
    for lang in LANGUAGES:
        names = [series.name(lang) for series in ALL]
        assert len(names) == len(set(names)), lang


def test_money_is_stored_in_whole_dollars() -> None:
    assert not [s.id for s in ALL if s.delivered.id in DOLLARS and s.unit.id != "usd"]


def test_every_import_converts_to_the_unit_of_its_series() -> None:
    for series in ALL:
        for column in series.columns:
            (column.unit or series.delivered).factor_to(series.unit)


def test_wednesday_levels_and_week_averages_are_different_series() -> None:
    averages = {s.key for s in ALL if s.basis == "week_average"}
    assert not averages & {s.key for s in ALL if s.basis == "wednesday_level"}


def test_only_official_statistics_and_changes_of_prices_are_bundled() -> None:
    bundled = [series for series in ALL if series.bundled]
    assert not [s.id for s in bundled if s.publisher in PRIVATE and s.unit.id != "change_pct"]
    assert {"reserves", "tga", "sofr_p99", "srf_morning", "gdp", "yield_3m", "usdkrw", "debt_limit"} <= {
        s.id for s in bundled
    }
    assert not {"sp500", "vix", "hy_spread", "stablecoin_supply", "bitcoin", "nikkei225"} & {s.id for s in bundled}


def test_revised_statistics_say_so() -> None:
    for id_ in ("gdp", "deposits", "bank_assets", "m2", "dollar_index_broad", "ofr_fsi", "stablecoin_supply"):
        assert load()[id_].vintages == "latest"
        assert set(load()[id_].caveats) == set(LANGUAGES)


def test_administered_rates_are_steps_known_before_they_bind() -> None:
    for id_ in ("iorb", "target_upper", "target_lower", "on_rrp_rate", "srf_rate"):
        series = load()[id_]
        assert (series.frequency, series.basis, series.release.id) == ("event", "effective_date", "fomc")
        assert all(column.steps for column in series.columns if "STEPS" not in column.file)


def test_parts_are_ones_their_source_knows() -> None:
    for series in ALL:
        if series.source == "nyfed" and series.key in nyfed.PARTS:
            assert series.part in nyfed.PARTS[series.key], series.id
        if series.source == "fiscaldata":
            assert series.key in fiscaldata.TABLES, series.id
            if series.key.endswith("deposits_withdrawals_operating_cash"):
                assert series.part.partition("|")[2] in dts_categories.lines(), series.id
        if series.source == "sec":
            assert series.part in sec.CONCEPTS, series.id


def test_a_derived_series_names_the_one_it_comes_from() -> None:
    derived = [series for series in ALL if series.source == "derived"]
    assert len(derived) == 11
    assert all(s.key in load() and not s.columns and s.release == load()[s.key].release for s in derived)


def test_a_wrong_id_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownSeries) as refused:
        find("sofr_p98")
    assert "sofr_p9" in str(refused.value)
    with pytest.raises(UnknownSeries) as by_key:
        find("WALCL")
    assert "fed_assets" in str(by_key.value)


def test_a_series_knows_its_other_services() -> None:
    on_fred = load()["on_rrp"].served_by("fred")
    assert on_fred is not None
    assert (on_fred.key, on_fred.delivered.id, on_fred.also) == ("RRPONTSYD", "usd_billion", ())
    assert load()["on_rrp"].served_by("nyfed") is load()["on_rrp"]
    assert load()["on_rrp"].served_by("tic") is None


def test_a_table_that_is_right_is_read(broken: dict[str, Any]) -> None:
    assert built(broken).basis in BASES


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("name", {"en": "One"}, "name needs exactly"),
        ("caveat", {"en": "Mind this."}, "caveat needs exactly"),
        ("basis", "monday_level", "basis"),
        ("frequency", "hourly", "frequency"),
        ("publisher", "nobody", "nobody"),
        ("release", "never", "never"),
        ("unit", "furlong", "furlong"),
        ("colour", "blue", "colour"),
        ("imports", [{"file": "f.csv", "column": "v", "unti": "usd"}], "imports"),
        ("imports", [{"file": "f.csv", "column": "v", "period_form": "year"}], "period_form"),
        ("imports", [{"file": "f.csv", "column": "v", "nth": 1}], "nth needs per"),
        ("also", [{"source": "fred"}], "key"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(
    broken: dict[str, Any], field: str, value: object, complaint: str
) -> None:
    with pytest.raises(InvalidCatalogue) as refused:
        built(broken | {field: value})
    assert "here.toml [one]" in str(refused.value)
    assert complaint in str(refused.value)


def test_a_unit_that_cannot_become_the_stored_one_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(UnitMismatch):
        built(broken | {"delivered": "usd"})


def test_a_filter_with_several_cells_accepts_each_combination() -> None:
    column = Column("f.csv", "v", where={"kind": ("Note", "Bond"), "tips": "No"}, known_on="filed", span_months=3)
    assert list(column.accepted(["kind", "tips"])) == [("Note", "No"), ("Bond", "No")]
    assert list(Column("f.csv", "v").accepted([])) == [()]
    assert column.reads == {"v", "date", "kind", "tips", "filed", "start"}


def test_one_series_is_found_without_parsing_every_file() -> None:
    assert set(load()) <= set(catalogue._file_of())
    assert all(find(id_) is entry for id_, entry in load().items())


ADDRESSES = {  # by hand, for all the brief reads: source, key, part, and where else with which unit
    "reserves": ("fred", "WRBWFRBL", "", (('board', 'H41/RESH4R_N.WW', '', 'usd_million'),)),
    "deposits": ("fred", "DPSACBW027SBOG", "", ()),
    "tga": ("fiscaldata", "v1/accounting/dts/operating_cash_balance", "closing_balance", ()),
    "on_rrp": ("nyfed", "rp/reverserepo", "total", (('fred', 'RRPONTSYD', '', 'usd_billion'),)),
    "srf": ("nyfed", "rp/repo", "total", ()),
    "foreign_repo_pool": ("fred", "WLRRAFOIAL", "", (('board', 'H41/RESPPLLRF_N.WW', '', 'usd_million'),)),
    "fed_assets": ("fred", "WALCL", "", (('board', 'H41/RESPPMA_N.WW', '', 'usd_million'),)),
    "tga_wednesday": ("fred", "WDTGAL", "", (('board', 'H41/RESPPLLDT_N.WW', '', 'usd_million'),)),
    "reverse_repos": ("fred", "WLRRAL", "", ()),
    "sofr": ("nyfed", "rates/secured/sofr", "percentRate", (('fred', 'SOFR', '', 'pct'),)),
    "iorb": ("fred", "IORB", "", ()),
    "target_upper": ("fred", "DFEDTARU", "", ()),
    "effr": ("nyfed", "rates/unsecured/effr", "percentRate", (('fred', 'EFFR', '', 'pct'),)),
    "sofr_p99": ("nyfed", "rates/secured/sofr", "percentPercentile99", (('fred', 'SOFR99', '', 'pct'),)),
    "sofr_p1": ("nyfed", "rates/secured/sofr", "percentPercentile1", (('fred', 'SOFR1', '', 'pct'),)),
    "stablecoin_supply": ("defillama", "stablecoincharts/all", "total", ()),
    "yield_10y": ("fred", "DGS10", "", ()),
    "yield_3m": ("fred", "DGS3MO", "", ()),
    "hy_spread": ("fred", "BAMLH0A0HYM2", "", ()),
    "vix": ("fred", "VIXCLS", "", (('yahoo', '^VIX', 'close', 'index'),)),
    "usdjpy": ("fred", "DEXJPUS", "", ()),
    "usdkrw": ("fred", "DEXKOUS", "", ()),
    "treasuries_held": ("fred", "TREAST", "", ()),
    "mbs_held": ("fred", "WSHOMCB", "", ()),
    "repos_outstanding": ("fred", "WORAL", "", ()),
    "loans": ("fred", "WLCFLL", "", ()),
    "swaps": ("fred", "SWPT", "", ()),
    "currency": ("fred", "WCICL", "", ()),
    "foreign_official_deposits": ("fred", "WDFOL", "", ()),
    "other_deposits": ("fred", "WLODL", "", ()),
    "other_liabilities": ("fred", "WLAD", "", ()),
    "srf_morning": ("nyfed", "rp/repo", "morning", ()),
    "tgcr": ("nyfed", "rates/secured/tgcr", "percentRate", (('fred', 'TGCRRATE', '', 'pct'),)),
    "on_rrp_rate": ("fred", "RRPONTSYAWARD", "", ()),
    "srf_rate": ("file", "SRF_MIN_BID_STEPS", "", ()),
    "gdp": ("fred", "GDP", "", ()),
    "bank_assets": ("fred", "TLAACBW027SBOG", "", ()),
    "russell2000": ("yahoo", "^RUT", "close", ()),
    "nvda_capex_year": ("file", "CIK0001045810", "capex", ()),
    "nvda_revenue_year": ("file", "CIK0001045810", "revenue", ()),
    "amzn_capex_year": ("file", "CIK0001018724", "capex", ()),
    "amzn_revenue_year": ("file", "CIK0001018724", "revenue", ()),
    "googl_capex_year": ("file", "CIK0001652044", "capex", ()),
    "googl_revenue_year": ("file", "CIK0001652044", "revenue", ()),
    "meta_capex_year": ("file", "CIK0001326801", "capex", ()),
    "meta_revenue_year": ("file", "CIK0001326801", "revenue", ()),
    "msft_capex_year": ("file", "CIK0000789019", "capex", ()),
    "msft_revenue_year": ("file", "CIK0000789019", "revenue", ()),
    "settling_bills": ("fiscaldata", "v1/accounting/od/auctions_query", "settling|Bill|total_accepted", ()),
    "settling_coupons": ("fiscaldata", "v1/accounting/od/auctions_query", "settling|Coupon|total_accepted", ()),
}  # fmt: skip


@pytest.mark.parametrize("id_", ADDRESSES)
def test_a_series_is_asked_for_where_it_stands(id_: str) -> None:
    series = load()[id_]
    also = tuple((address.source, address.key, address.part, address.delivered.id) for address in series.also)
    assert (series.source, series.key, series.part, also) == ADDRESSES[id_]
