"""The lab under a hand: a lever that moves redraws the fans, keys step through them, and the address says it all."""

import re

import pytest
from playwright.sync_api import expect
from tests.views.web.browser.conftest import Seen

READY = re.compile(r"^\d+$")


@pytest.mark.slow
def test_a_lever_redraws_the_fan_and_the_address_repeats_it(seen: Seen) -> None:
    page = seen.open("/page/lab?lang=en&days=8&event=E01a")
    chart = page.locator("[data-chart='lab-reserves_usd']")
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    before = page.locator("#h-lab").inner_text()
    page.locator("#lv-tga").focus()
    page.keyboard.press("End")
    expect(page.locator("#lab-result")).to_have_attribute("data-ms", READY, timeout=20_000)
    after = page.locator("#h-lab").inner_text()
    assert after != before and "tga=1800" in page.url
    assert "event=E01a" in page.url, "what other sections show stays in the address"
    assert page.locator("#out-tga").inner_text() == "1,800 bn"
    expect(page.locator(".odds small").first).to_contain_text("against the scenario unmoved")
    assert "tga=1800" in (page.locator("#lab-share").get_attribute("href") or "")
    page.locator("details:has(#lab-text) summary").click()
    expect(page.locator("#lab-text")).to_have_value(re.compile(r'cash_target = .*amount = "1\.8tn"'))
    spec = "element => element.spec.data.at(-3).y"
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
    expect(chart.locator(".tip small")).to_contain_text("reserves · ")
    page.keyboard.press("Enter")
    expect(page.locator("#t-lab-postings tbody tr").first).to_be_visible(timeout=20_000)
    day = page.locator("#lab-path [name='day']")
    last, opened = day.get_attribute("max") or "", day.input_value()
    page.locator("#lv-days").focus()
    page.keyboard.press("ArrowRight")
    expect(day).not_to_have_attribute("max", last, timeout=20_000)
    assert (day.get_attribute("max") or "") > last and day.input_value() == opened, "only what can be chosen moves"
    assert seen.wrong == []


def test_text_too_long_for_an_address_runs_and_its_levers_move(seen: Seen) -> None:
    page = seen.open("/page/lab?lang=en&days=8")
    page.locator("details:has(#lab-text) summary").click()
    page.locator("#lab-text").fill(f"# {'long ' * 2_000}\n[horizon]\ndays = 8")
    page.locator("#lab-own button").click()
    expect(page.locator("#lab-unshared")).to_be_visible(timeout=20_000)
    expect(page.locator("#lab-share")).to_be_hidden()
    before = page.locator("#h-lab").inner_text()
    page.locator("#lv-tga").focus()
    page.keyboard.press("End")
    expect(page.locator("#lab-result")).to_have_attribute("data-ms", READY, timeout=20_000)
    assert page.locator("#h-lab").inner_text() != before and "toml" not in page.url
    expect(page.locator("#lab-priors")).to_contain_text("of the spread of reserves", timeout=20_000)
    assert seen.wrong == []


@pytest.mark.parametrize("seen", [390], indirect=True)
def test_on_a_phone_the_levers_stay_below_the_fan_they_move(seen: Seen) -> None:
    page = seen.open("/page/lab?lang=en&days=8")
    for fan in (".lab-main .chart", ".lab-fans .chart >> nth=0"):
        page.locator(fan).evaluate("element => element.scrollIntoView()")
        drawn, tray = (page.locator(place).bounding_box() for place in (fan, ".levers"))
        assert drawn and tray
        assert drawn["y"] < 20 and tray["y"] - drawn["y"] > 260, "most of a fan is in sight above the tray"
        assert tray["y"] + 120 < 900, "and two levers at least below it"
    assert seen.sideways() == []
    assert seen.wrong == []
