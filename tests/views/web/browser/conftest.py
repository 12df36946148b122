"""One browser for all tests that look at the page, and what it sees go wrong."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.views.report.machine import required

from tidegauge.words.numbers import MONEY_WORDS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NOON = "2025-11-03T12:00"
UNITS = "|".join(("%", "bp", "个基点", "個基點", *(unit for units in MONEY_WORDS.values() for unit in units)))


@pytest.fixture(scope="session")
def server(client: httpx.Client) -> str:
    """Return the address of the server on the bundled figures."""
    return str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open the system's Chromium once a file; its event loop ends with it, for tests that run one of their own."""
    required(CHROMIUM, "Chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Seen:
    """A page with what went wrong while it was looked at: messages of the console, requests that left the host."""

    page: Page
    server: str
    wrong: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path and bring every section in."""
        self.page.goto(self.server + path)
        self.bring()
        return self.page

    def bring(self) -> None:
        """Scroll to each section that waits until none does."""
        # Found and scrolled to in one step: a section may come in by itself between two.
        while name := self.page.evaluate(
            """() => { const one = document.querySelector(".part.lazy"); one?.scrollIntoView(); return one?.id }"""
        ):
            self.page.wait_for_selector(f"#{name}:not(.lazy)", state="attached", timeout=240_000)
        self.page.wait_for_load_state("networkidle")

    def sideways(self) -> list[str]:
        """Return what stands out of the window to the right; the bar of sections may scroll."""
        return self.page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("body *")].filter(one => !one.closest(".nav, svg, .tall")
            && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120))"""
        )

    def torn(self) -> list[str]:
        """Return the amounts, shares and basis points that stand on two lines, with what can be opened opened."""
        found: list[str] = self.page.evaluate(
            """unit => {
              document.querySelectorAll("details").forEach(one => { one.open = true });
              const figure = new RegExp("[+−]?[0-9][0-9,.]* ?(?:" + unit + ")", "g"), range = document.createRange();
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
              while (walk.nextNode()) for (const said of walk.currentNode.data.matchAll(figure)) {
                range.setStart(walk.currentNode, said.index);
                range.setEnd(walk.currentNode, said.index + said[0].length);
                const lines = [...range.getClientRects()].filter(one => one.width).map(one => Math.round(one.top));
                if (new Set(lines).size > 1) found.push(said[0] + " in " + walk.currentNode.data.slice(0, 80));
              }
              return found;
            }""",
            UNITS,
        )
        return found


@pytest.fixture
def seen(server: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Seen]:
    """Return a page of the width a test asks for (1440 if none); it fails a test that left an error in the console."""
    width = getattr(request, "param", 1440)
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-US", timezone_id="Asia/Shanghai")
    page = context.new_page()
    watched = Seen(page, server)
    page.on("console", lambda said: watched.wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: watched.wrong.append(str(error)))
    page.on(
        "request",
        lambda sent: (
            None
            if urlsplit(sent.url).netloc == urlsplit(server).netloc or urlsplit(sent.url).scheme in ("data", "blob")
            else watched.wrong.append(f"left the host: {sent.url}")
        ),
    )
    yield watched
    context.close()
