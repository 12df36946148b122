"""T-accounts: every posting is drawn once, none over another, and nothing that stays is left unsaid."""

from tests.views.pictures.conftest import assert_readable, some_accounts, words_of

from tidegauge.views.pictures import t_accounts
from tidegauge.views.report.phrases import Phrases


def test_no_words_cover_others_or_leave_the_picture(phrases: Phrases, width: float) -> None:
    assert_readable(t_accounts.draw(some_accounts(phrases.lang), phrases, width))


def test_every_amount_stands_once_and_none_is_lost(phrases: Phrases, width: float) -> None:
    event = some_accounts(phrases.lang)
    said = [words for words, _ in words_of(t_accounts.draw(event, phrases, width))]
    rise, fall = (phrases.money(change, signed=True) for change in (10**11, -(10**11)))
    entries = [entry for account in event.accounts for entry in (*account.assets, *account.liabilities)]
    worth = [account.net_worth_usd for account in event.accounts]
    assert said.count(rise) == sum(entry.change_usd > 0 for entry in entries) + worth.count(10**11)
    assert said.count(fall) == sum(entry.change_usd < 0 for entry in entries) + worth.count(-(10**11))


def test_what_does_not_change_is_said(phrases: Phrases) -> None:
    event = some_accounts(phrases.lang)
    said = " ".join(words for words, _ in words_of(t_accounts.draw(event, phrases, 1040)))
    assert said.count(phrases("t.unchanged")) == 3  # two sectors' net worth and one effect


def test_the_table_has_a_row_a_posting() -> None:
    table = t_accounts.table("t", some_accounts("en"), Phrases("en", None))  # type: ignore[arg-type]
    assert len(table.rows) == 6
    sides = {side: sum(row[3] for row in table.plain[1:] if row[1] == side) for side in ("assets", "liabilities")}  # type: ignore[misc]
    assert sides["assets"] == sides["liabilities"]  # what one sector lost in net worth another gained
