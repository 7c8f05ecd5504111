"""A Chromium that looks at the served pages, and axe. Any error on a page's console fails the test."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import legs
from tests.journeys.pages import fill

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Root has no sandbox to start; the rest keeps the browser from calling its maker.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES: dict[str, ViewportSize] = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}
LOOKS = tuple(f"{colour}-{width}" for colour, width in product(("light", "dark"), SIZES))
# All but the one of which another asks more: who is content with 7 to 1 is so with 4.5 to 1.
RUN = """(rules) => axe.run(document, {
    resultTypes: ["violations"],
    preload: !rules,
    runOnly: {
        type: "rule",
        values: rules ?? axe.getRules().map(rule => rule.ruleId).filter(rule => rule !== "color-contrast"),
    },
})"""
# The rules that read colours: by another colour scheme nothing changes for the others.
OF_COLOUR = ["color-contrast-enhanced", "link-in-text-block"]

# Links of the admin take a moment to change their colour.
SETTLED = "() => Promise.all(document.getAnimations().map(animation => animation.finished)).then(() => null)"

Browse = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        legs.absent("browser", "no Chromium on the PATH")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop stays on this thread, and Django takes every later query for one made inside that loop.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, live_server: LiveServer) -> Iterator[Browse]:
    """Opens pages of the served archive: `browse("/", dark=True, narrow=True)`, with any option of a browser context.

    Errors on the console, exceptions in scripts and requests to other sites fail the test when it ends. That a page
    itself answers 404 is for the test to say.
    """
    faults: list[str] = []
    contexts = []

    def watch(page: Page) -> None:
        def on_console(message: ConsoleMessage) -> None:
            own = message.location.get("url", "").partition("#")[0] == page.url.partition("#")[0]
            if message.type == "error" and not (own and message.text.startswith("Failed to load resource")):
                faults.append(f"{page.url}: {message.text}")

        def on_request(request: Request) -> None:
            if not request.url.startswith((f"{live_server.url}/", "data:", "blob:")):
                faults.append(f"{page.url} asked for {request.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("request", on_request)

    def browse(path: str = "/", *, dark: bool = False, narrow: bool = False, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            color_scheme="dark" if dark else "light",
            viewport=SIZES["narrow" if narrow else "wide"],
            **options,
        )
        contexts.append(context)
        context.on("page", watch)
        page = context.new_page()
        page.goto(path)
        return page

    yield browse
    for context in contexts:
        context.close()
    assert faults == []


def looks(page: Page, *chosen: str) -> Iterator[str]:
    """Gives the page its looks in turn, `dark-narrow` for one; a page that stays is looked at in half the time."""
    for look in chosen or LOOKS:
        colour, _, width = look.partition("-")
        page.emulate_media(color_scheme=colour)  # type: ignore[arg-type]
        page.set_viewport_size(SIZES[width])
        page.evaluate(SETTLED)
        yield look


def looked_at(page: Page, addresses: Iterable[str], axe: Callable[[Page], list[str]]) -> Iterator[str]:
    """Opens each page in every look, and tells what axe finds there."""
    for address in addresses:
        page.goto(address)
        for look in looks(page):
            yield from (f"{address} {look} {violation}" for violation in axe(page))


@pytest.fixture
def every_page(db: None) -> None:
    fill()


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """What axe finds on a page with every rule on, best practice and experimental ones too: `rule: element`.

    `recoloured` is a page that was looked at so already, in other colours.
    """

    def axe(page: Page, *, recoloured: bool = False) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(RUN, OF_COLOUR if recoloured else None)["violations"]
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    return axe


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps a picture of the whole page where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")

    def screenshot(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return screenshot
