"""The lab under a hand: a lever that moves redraws the fans, keys step through them, and the address says it all."""

import re

from playwright.sync_api import expect
from tests.views.web.browser.conftest import Seen

READY = re.compile(r"^\d+$")


def test_a_lever_redraws_the_fan_and_the_address_repeats_it(seen: Seen) -> None:
    page = seen.open("/page/lab?lang=en&days=8")
    chart = page.locator("[data-chart='lab-reserves_usd']")
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    before = page.locator("#h-lab").inner_text()
    page.locator("#lv-tga").focus()
    page.keyboard.press("End")
    expect(page.locator("#lab-result")).to_have_attribute("data-ms", READY, timeout=20_000)
    after = page.locator("#h-lab").inner_text()
    assert after != before and "tga=1800" in page.url
    assert page.locator("#out-tga").inner_text() == "1,800 bn"
    expect(page.locator(".odds small").first).to_contain_text("against the scenario unmoved")
    assert "tga=1800" in (page.locator("#lab-share").get_attribute("href") or "")
    page.locator("details:has(#lab-text) summary").click()
    expect(page.locator("#lab-text")).to_have_value(re.compile(r'cash_target = .*amount = "1\.8tn"'))
    spec = "element => element.spec.data.at(-1).y"
    drawn = chart.evaluate(spec)
    again = seen.open(page.url.removeprefix(seen.server))
    assert again.locator("#h-lab").inner_text() == after
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    assert chart.evaluate(spec) == drawn, "who opens the address sees the same median"
    assert seen.wrong == []


def test_keys_step_through_a_chart_and_open_a_day(seen: Seen) -> None:
    page = seen.open("/page/lab?lang=zh-Hant&days=8")
    chart = page.locator("[data-chart='lab-reserves_usd']")
    expect(chart.locator(".tip")).to_be_attached(timeout=20_000)
    chart.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".lab-main .chart-said")).to_contain_text("2026年4月", timeout=5_000)
    page.keyboard.press("Enter")
    expect(page.locator("#t-lab-postings tbody tr").first).to_be_visible(timeout=20_000)
    assert seen.wrong == []
