"""The ledger in the terminal: every posting in its T-account, columns that line up, figures that read back."""

import re

import pytest
from rich.cells import cell_len
from tests.views.terminal.conftest import Drawn

from tidegauge.ledger.composites import COMPOSITES
from tidegauge.ledger.events import ALIASES, EVENTS
from tidegauge.words import LANGUAGES, text
from tidegauge.words.parse import parse

BN = 10**9
WIDTHS = (80, 120)
MONEY = re.compile(r"[+−][0-9][0-9,.]* (?:bn|mn|万亿|亿|兆|億)")
ROWS = {  # a tax of 100 bn, read off the page: sector, then its left and its right side
    "en": [
        ("Federal Reserve", "", "reserves −100.0 bn"),
        ("Federal Reserve", "", "TGA +100.0 bn"),
        ("Treasury", "TGA +100.0 bn", "net worth +100.0 bn"),
        ("Large banks", "reserves −100.0 bn", "large-bank deposits −100.0 bn"),
        ("Households, firms and other nonbanks", "large-bank deposits −100.0 bn", "net worth −100.0 bn"),
    ],
    "zh-Hans": [
        ("美联储", "", "准备金 −1,000 亿"),
        ("美联储", "", "财政部一般账户 +1,000 亿"),
        ("财政部", "财政部一般账户 +1,000 亿", "净值 +1,000 亿"),
        ("大型银行", "准备金 −1,000 亿", "大型银行存款 −1,000 亿"),
        ("家庭、企业等非银行", "大型银行存款 −1,000 亿", "净值 −1,000 亿"),
    ],
    "zh-Hant": [
        ("聯準會", "", "準備金 −1,000 億"),
        ("聯準會", "", "財政部一般帳戶 +1,000 億"),
        ("財政部", "財政部一般帳戶 +1,000 億", "淨值 +1,000 億"),
        ("大型銀行", "準備金 −1,000 億", "大型銀行存款 −1,000 億"),
        ("家庭、企業等非銀行", "大型銀行存款 −1,000 億", "淨值 −1,000 億"),
    ],
}


def rows(page: str) -> list[tuple[str, str, str]]:
    """Return the rows of T-accounts that stand one below another: sector, left side, right side."""
    found, title, above = [], "", ""
    for line in page.splitlines():
        if "┬" in line:
            title = above
        elif "│" in line and title:
            left, right = (" ".join(half.split()) for half in line.split("│"))
            found.append((title, left, right))
        above = line.strip()
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tax_as_t_accounts(drawn: Drawn, lang: str) -> None:
    assert rows(drawn("ledger", "explain", lang=lang, width=68, event="E01a")) == ROWS[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_terminal_and_every_stem_hangs_from_a_bar(
    drawn: Drawn, width: int, lang: str
) -> None:
    for kind in EVENTS:
        lines = drawn("ledger", "explain", lang=lang, width=width, event=kind, amount="1.234567tn").splitlines()
        assert [line for line in lines if cell_len(line) > width] == [], kind
        bars = {place for line in lines for place in places(line, "┬")}
        stems = {place for line in lines for place in places(line, "│")}
        assert stems <= bars, kind


def places(line: str, mark: str) -> list[int]:
    """Return the cells at which a mark stands in a line."""
    return [cell_len(line[:i]) for i, letter in enumerate(line) if letter == mark]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_room_for_two_accounts_side_by_side_on_a_wide_terminal(drawn: Drawn, lang: str) -> None:
    bars = [line for line in drawn("ledger", "explain", lang=lang, width=120, event="E01a").splitlines() if "┬" in line]
    assert [line.count("┬") for line in bars] == [2, 2]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [20, 40])
def test_where_no_account_has_room_no_posting_is_lost(drawn: Drawn, width: int, lang: str) -> None:
    page = drawn("ledger", "explain", lang=lang, width=width, event="E12")
    shown = " ".join(page.split())
    for posting in ("swap_lines", "reserves", "foreign_bank_deposits", "fx_loans"):
        assert "".join(text(f"ledger.instrument.{posting}", lang).split()) in "".join(shown.split())
    assert "┬" not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_amount_of_a_page_reads_back(drawn: Drawn, lang: str) -> None:
    page = drawn("ledger", "explain", lang=lang, width=120, event="E08", amount="503.5亿")
    amounts = MONEY.findall(page)
    assert len(amounts) >= 12
    assert {abs(parse(amount, lang).value) for amount in amounts} <= {50_350_000_000, 50_400_000_000}  # 503.5, rounded


@pytest.mark.parametrize("lang", LANGUAGES)
def test_effects_are_named_and_what_stands_still_is_said(drawn: Drawn, lang: str) -> None:
    page = drawn("ledger", "explain", lang=lang, width=200, event="E13")
    changed, still = page.split(text("ledger.page.changes", lang))[1].strip().splitlines()[:2]
    for name, sign in (("reserves", "−"), ("currency", "+"), ("deposits", "−")):
        assert f"{text(f'ledger.effect.{name}', lang)} {sign}" in changed
    for name in (
        "tga",
        "on_rrp",
        "foreign_repo_pool",
        "other_deposits",
        "fed_assets",
        "fed_net_worth",
        "net_liquidity",
    ):
        assert text(f"ledger.effect.{name}", lang) in still


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_that_changes_nothing_says_so(drawn: Drawn, lang: str) -> None:
    page = drawn("ledger", "explain", lang=lang, width=400, event="E03j")
    assert text("ledger.page.no_postings", lang) in page
    assert not MONEY.search(page)
    assert page.rstrip().endswith(text("ledger.event.soma_rollover.why", lang))


def test_the_title_names_event_id_and_alias(drawn: Drawn) -> None:
    title, called, *_ = drawn("ledger", "explain", event="e02", amount="50bn").splitlines()
    assert title == "Government outlay (also refunds, back pay) · 50.00 bn"
    assert called == "government_outlay (E02)"
    assert drawn("ledger", "explain", event="coupon_to_fed").splitlines()[1] == "coupon_to_fed"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120, 160])
def test_the_list_has_every_id_alias_and_family(drawn: Drawn, width: int, lang: str) -> None:
    page = drawn("ledger", "events", lang=lang, width=width)
    lines = page.splitlines()
    words = {word for line in lines for word in line.split()}
    assert {*EVENTS, *COMPOSITES} <= words
    assert set(ALIASES) <= words
    assert {text(f"ledger.family.{kind.__module__.rpartition('.')[2]}", lang) for kind in EVENTS.values()} <= set(lines)
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_signs_of_the_list_stand_under_their_heads(drawn: Drawn, lang: str) -> None:
    lines = drawn("ledger", "events", lang=lang, width=160).splitlines()
    found = {line.split()[0]: line.split()[-4:] for line in lines if re.match(r"E\d\d", line)}
    assert found["E01a"] == ["−", "+", "·", "−"]
    assert found["E03c"] == ["·", "+", "−", "·"]
    assert found["E03f"] == ["·", "+", "·", "−"]
    assert found["E13"] == ["−", "·", "·", "·"]
    assert found["E25b"] == ["·"] * 4
