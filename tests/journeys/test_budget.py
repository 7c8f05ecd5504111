"""What a page costs whoever reads it: bytes over the wire, and lines that jump away while it loads."""

import random

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.factories import Said, article, evidence, held, occurrence, statement

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BUDGET = 100_000
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
    for (const shift of list.getEntries())
        window.shifts.push([shift.value, ...shift.sources.map(source => source.node?.className ?? "")]);
}).observe({type: "layout-shift", buffered: true});
"""
PAGES = ("/articles/long/", "/articles/long/thread/2/", "/articles/long/provenance/")


@pytest.fixture
def live_server(transactional_db, settings):
    """Compresses pages, as the proxy before an archive does; the styles come as they are."""
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def long(transactional_db) -> None:
    """Two hundred comments of a hundred words that never repeat, and forty statements with notes on them."""
    chance = random.Random(1957)

    def words(many: int) -> str:
        letters = ("".join(chance.choices("aeiouklmnrst", k=chance.randint(2, 9))) for _ in range(many))
        return " ".join(letters)

    said = [Said(f"C{n}x {words(100)}.", under=None if n % 9 == 0 else n - 1) for n in range(200)]
    page = held(article("A long page", slug="long"), [("paragraph", f"{words(60)} P{n}x.") for n in range(20)], said)
    for n in range(20):
        each = statement(f"That it says this in place {n}.")
        occurrence(each, page.text, f"P{n}x")
        evidence(each, page.text, f"P{n}x", note="It says so.")


@pytest.mark.parametrize("narrow", [False, True])
def test_pages_with_a_hundred_comments_are_light_and_nothing_on_them_jumps(long, browse, narrow):
    page, cost, shifts = browse("/about/", narrow=narrow), {}, {}
    page.add_init_script(SHIFTS)
    wire = page.context.new_cdp_session(page)
    for address in PAGES:
        sizes = []
        wire.send("Network.enable")
        wire.send("Network.clearBrowserCache")
        wire.on("Network.loadingFinished", lambda event, into=sizes: into.append(event["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(200)
        cost[address], shifts[address] = sum(sizes), page.evaluate("shifts")
    assert {address: size for address, size in cost.items() if not 0 < size < BUDGET} == {}
    assert {address: found for address, found in shifts.items() if found} == {}
