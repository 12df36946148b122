"""The picture of an explained event: its T-accounts."""

from tidegauge.questions.answer import Answer
from tidegauge.questions.ledger import ExplainedEvent, TAccount
from tidegauge.questions.shapes import Posting
from tidegauge.views.pictures import t_accounts
from tidegauge.views.pictures.picture import Picture, Sheet
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import text

INKS = {"reserves": "tw", "tga": "tb", "on_rrp": "td"}
EFFECTS = ("reserves", "tga", "on_rrp", "foreign_repo_pool", "currency", "fed_assets", "net_liquidity", "deposits")


def sheet(answer: Answer, phrases: Phrases) -> Sheet:
    """Return the T-accounts of an event with its reason."""
    event: ExplainedEvent = answer.answer
    drawn = t_accounts.Accounts(
        tuple(_account(account, phrases) for account in event.t_accounts),
        tuple(_named("effect", name, getattr(event.effects, name), phrases) for name in EFFECTS),
        phrases.say(event.why),
    )
    amount, name = phrases.money(event.amount_usd), phrases.say(event.name)
    title = text("ledger.page.title", phrases.lang, name=name, amount=amount)
    picture = Picture(
        "t-accounts",
        _moved(event.effects.reserves, phrases),
        phrases("t.sub"),
        phrases("t.source"),
        t_accounts.table("t-accounts", drawn, phrases),
        lambda width: t_accounts.draw(drawn, phrases, width),
    )
    return Sheet(title, event.event, "", (), (picture,), phrases("t.footer"))


def _moved(change_usd: int, phrases: Phrases) -> str:
    """Say what an event does to reserves."""
    if not change_usd:
        return phrases("t.reserves_stay")
    return phrases("t.reserves_rise" if change_usd > 0 else "t.reserves_fall", amount=phrases.size(change_usd))


def _account(account: TAccount, phrases: Phrases) -> t_accounts.TAccount:
    return t_accounts.TAccount(
        text(f"ledger.sector.{account.sector}", phrases.lang),
        tuple(_entry(posting, phrases) for posting in account.assets),
        tuple(_entry(posting, phrases) for posting in account.liabilities),
        account.net_worth_usd,
    )


def _entry(posting: Posting, phrases: Phrases) -> t_accounts.Entry:
    return _named("instrument", posting.instrument, posting.change_usd, phrases)


def _named(family: str, id_: str, change_usd: int, phrases: Phrases) -> t_accounts.Entry:
    """Return an entry under its name in the ledger's words, as a line begins with it."""
    name = text(f"ledger.{family}.{id_}", phrases.lang)
    return t_accounts.Entry(name[:1].upper() + name[1:], change_usd, INKS.get(id_, ""))
