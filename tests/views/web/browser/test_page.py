"""The page in a real browser: nothing breaks, nothing scrolls sideways, nothing leaves the host, and keys suffice."""

import shutil
import subprocess
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from fontTools.ttLib import TTCollection
from playwright.sync_api import Page, expect
from tests.views.report.machine import required
from tests.views.web.browser.conftest import NOON, Seen

GRAVE = {"serious", "critical"}


@cache
def signs_known() -> frozenset[int]:
    """Return every sign the Chinese face of this machine has; the stacks of all scripts end in it."""
    found = (
        shutil.which("fc-match")
        and subprocess.run(
            ["fc-match", "-f", "%{file}", "Noto Sans CJK SC"], capture_output=True, text=True, check=True
        ).stdout
    )
    required(found and "CJK" in found, "Noto Sans CJK")
    with TTCollection(found) as fonts:
        return frozenset().union(*(font.getBestCmap() for font in fonts.fonts))


def unknown_signs(page: Page) -> set[str]:
    """Return the signs of a page that no face has."""
    said = page.evaluate("document.body.textContent + [...document.querySelectorAll('option')].map(o => o.label)")
    return {sign for sign in said if not sign.isspace() and ord(sign) not in signs_known()}


def grave(seen: Seen) -> list[str]:
    """Return what axe-core finds serious or critical, with the first place of each."""
    found = Axe().run(seen.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]


PAGES = [
    (390, "en", "day"), (390, "zh-Hans", "night"), (390, "zh-Hant", "day"),
    (1440, "en", "night"), (1440, "zh-Hans", "day"), (1440, "zh-Hant", "night"),
]  # fmt: skip
"""Every width in every script, with the theme that axe looks at: each script and each width in both.

Of its rules only contrast, which takes most of its time, depends on the theme, and on script and width one by one.
"""


@pytest.mark.slow
@pytest.mark.parametrize(("seen", "lang", "theme"), PAGES, indirect=["seen"])
def test_every_section_stands_in_every_script_by_day_and_night_and_leaves_nothing_to_complain_about(
    seen: Seen, lang: str, theme: str
) -> None:
    page = seen.open(f"/?as_of={NOON}&lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    assert unknown_signs(page) == set()
    for shown in sorted(("day", "night"), key=theme.__eq__):  # the one that axe looks at last
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", shown)
        assert seen.sideways() == [], shown
    assert grave(seen) == []
    assert seen.torn() == []
    assert seen.wrong == []


@pytest.mark.slow
def test_the_time_machine_moves_by_key_from_release_to_release_and_back(seen: Seen) -> None:
    page = seen.page
    page.goto(f"{seen.server}/page/reservoir?as_of={NOON}&lang=en")
    page.keyboard.press("]")
    page.wait_for_url("**as_of=2025-11-03T13*")
    assert page.locator("#as-of").input_value() == "2025-11-03T13:15"
    page.keyboard.press("[")
    page.wait_for_url("**as_of=2025-11-03T13%3A05*")
    page.locator("#as-of").fill("2025-10-30T17:00")
    page.locator("#as-of").press("Enter")
    page.wait_for_url("**as_of=2025-10-30T17*")
    assert page.locator(".kick, footer").filter(has_text="30 Oct 2025").count()
    assert seen.wrong == []


@pytest.mark.slow
def test_keys_alone_lead_to_sections_figures_and_the_list_of_keys(seen: Seen) -> None:
    page = seen.page
    page.goto(f"{seen.server}/?as_of={NOON}&lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    source = page.locator("#source")
    assert source.inner_text().startswith("sofr, iorb · 31 Oct 2025 · New York Fed")
    assert source.is_visible(), "a figure says where it comes from on focus"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_selector("#part-rates:not(.lazy) #rates [data-twin]")
    assert page.url.endswith("#part-rates")
    chart = page.locator("#rates [data-twin]")
    chart.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#rates-read")).to_contain_text("30 Oct 2025")
    expect(chart.locator(".tip small")).to_contain_text("sofr, iorb · 31 Oct 2025 · New York Fed")
    expect(page.locator("#rates-read")).not_to_contain_text("sofr, iorb")
    assert seen.wrong == []


@pytest.mark.slow
def test_choices_are_kept_in_the_address_and_in_the_browser(seen: Seen) -> None:
    page = seen.page
    page.goto(f"{seen.server}/page/rates?as_of={NOON}&lang=zh-Hans")
    root = page.locator("html")
    assert root.get_attribute("data-marks") == "red"
    page.locator("#theme").click()
    page.locator("#marks").click()
    assert (root.get_attribute("data-theme"), root.get_attribute("data-marks")) == ("day", "green")
    assert "theme=day" in page.url
    assert "marks=green" in page.url
    assert "theme=day" in (page.locator("#back").get_attribute("href") or "")
    page.goto(f"{seen.server}/page/rates?as_of={NOON}")
    page.wait_for_url("**lang=zh-Hans*")
    assert (root.get_attribute("data-theme"), root.get_attribute("data-marks")) == ("day", "green")
    assert seen.wrong == []


@pytest.mark.slow
def test_another_event_comes_without_leaving_the_page_and_a_refusal_stays_beside_its_field(seen: Seen) -> None:
    page = seen.page
    page.goto(f"{seen.server}/page/reservoir?as_of={NOON}&lang=en")
    page.evaluate("window.stayed = true")
    page.get_by_role("group", name="The case that differs").get_by_text("money fund's ON RRP").click()
    expect(page.locator("#h-event")).to_contain_text("do not move")
    expect(page.locator("#event [aria-pressed=true]")).to_be_focused()
    page.locator("#event select").select_option("government_outlay")
    expect(page.locator("#h-event")).to_contain_text("rise")
    page.locator("#event input[name=amount]").fill("plenty")
    page.locator("#event button").click()
    page.wait_for_selector("#event-refused")
    assert "plenty" in page.locator("#event-refused").inner_text()
    assert page.locator("#event input[name=amount]").input_value() == "plenty"
    assert page.evaluate("window.stayed")
    assert "event=government_outlay" in page.url


@pytest.mark.slow
def test_what_came_in_place_of_a_button_has_the_focus_and_a_failure_still_sends_the_button(seen: Seen) -> None:
    page, section = seen.page, "**/section/reservoir?*"
    odds = '<div id="ahead-place"><section id="ahead"><h2 id="h-ahead">Odds</h2></section></div>'
    page.goto(f"{seen.server}/page/reservoir?as_of={NOON}&lang=en")
    page.route(section, lambda route: route.fulfill(body=odds, content_type="text/html"))
    page.locator("#ahead-place button").click()
    expect(page.locator("#h-ahead")).to_be_focused()
    assert "ahead=1" in page.url
    page.unroute(section)
    page.goto(f"{seen.server}/page/reservoir?as_of={NOON}&lang=en")
    page.route(section, lambda route: route.abort())
    page.get_by_role("group", name="The case that differs").get_by_text("money fund's ON RRP").click()
    page.wait_for_url("**event=tax_receipt_from_money_funds*", timeout=10_000)
    expect(page.locator("#h-event")).to_contain_text("do not move")


@pytest.mark.slow
@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_levels_settle_from_the_moment_before_where_motion_is_welcome(seen: Seen, motion: str, moves: bool) -> None:
    page = seen.page
    page.emulate_media(reduced_motion=motion)
    page.add_init_script(
        """const plain = Element.prototype.animate; window.settled = [];
        Element.prototype.animate = function (frames, how) { settled.push([this.dataset.basin, how.duration]);
        return plain.call(this, frames, how); }"""
    )
    for as_of, count in (("2025-10-24T12:00", 0), (NOON, 10 if moves else 0)):  # water and line of five basins
        page.goto(f"{seen.server}/page/reservoir?as_of={as_of}&lang=en")
        page.wait_for_function("count => settled.length === count", arg=count)
    assert page.evaluate("settled.every(([basin, ms]) => basin && ms === 700)")
    assert seen.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_file_of_holdings_is_read_as_a_spreadsheet_in_chinese_saves_it(seen: Seen, encoding: str) -> None:
    page = seen.page
    page.goto(f"{seen.server}/page/markets?as_of={NOON}&lang=zh-Hans")
    held = {"name": "held.csv", "mimeType": "text/csv", "buffer": "asset,amount\nsp500,60亿\n".encode(encoding)}
    page.locator("input[type=file]").set_input_files(held)  # type: ignore[arg-type]
    expect(page.locator("textarea[name=holdings]")).to_have_value("asset,amount\nsp500,60亿\n")
