"""Pages as a section is given them, over answers on the bundled figures."""

from tidegauge.clock import parse_moment
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page_context import PageContext

NOON = "2025-11-03T12:00"


def page_of(answers: Answers, as_of: str = NOON, lang: str = "en", **said: str) -> PageContext:
    """Return a page as of a moment, its address saying `said`."""
    moment = parse_moment(as_of)
    return PageContext(answers, lang, moment, moment, {"as_of": as_of, "lang": lang} | said)
