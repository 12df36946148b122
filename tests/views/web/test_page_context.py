"""What a section is given: the moment goes to the questions that have one, and links keep the state."""

from tidegauge.clock import parse_moment
from tidegauge.questions.answer import Answer
from tidegauge.views.web.page_context import PageContext

MOMENT = parse_moment("2025-11-03T12:00")


class Heard:
    """Hears what is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []

    def ask(self, question: str, **said: object) -> Answer:
        """Keep a question and answer with nothing."""
        self.asked.append((question, said))
        return Answer(question, MOMENT, None, {}, (), ())


def test_the_moment_goes_to_questions_that_have_one_and_to_no_other() -> None:
    heard = Heard()
    page = PageContext(heard, "en", MOMENT, MOMENT)
    page.ask("balance_sheet")
    page.ask("ledger.events")
    assert heard.asked == [("balance_sheet", {"as_of": MOMENT}), ("ledger.events", {})]


def test_the_latest_is_asked_for_without_a_moment() -> None:
    heard = Heard()
    PageContext(heard, "en", None, MOMENT).ask("brief")
    assert heard.asked == [("brief", {})]


def test_a_link_keeps_the_state_but_for_what_it_changes_and_drops_what_is_not_of_the_page() -> None:
    page = PageContext(Heard(), "zh-Hant", MOMENT, MOMENT, {"as_of": "2025-11-03", "theme": "night", "event": "E01a"})
    assert page.link("/page/rates") == "/page/rates?as_of=2025-11-03&theme=night&lang=zh-Hant"
    assert page.link(as_of=None, lang="en") == "/?theme=night&lang=en"


def test_a_part_is_asked_for_with_all_that_the_address_says() -> None:
    said = {"lang": "zh", "scenario": "baseline", "rmp": "50", "event": "E01a", "a": "", "part": "result", "path": "3"}
    address = PageContext(Heard(), "zh-Hans", None, MOMENT, said).part("/section/lab")
    assert address == "/section/lab?lang=zh-Hans&scenario=baseline&rmp=50&event=E01a&path=3"
