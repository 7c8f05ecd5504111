"""Pictures of the pages that people ask for first, whole, of the sample collection: `make screenshots`.

`front.png` and `disputed.png` are the two that the README shows, each of one screen.
"""

import os

import pytest
from django.db.models import F
from django.urls import reverse

from archive.actions import flags
from archive.models import Comment, Parallel, Statement
from tests.actions.moderation import ANNA
from tests.journeys.test_moderating import session  # noqa: F401

DISPUTED = "middle-house-burns-on-its-chains"
TALKED_OF = "who-lit-the-middle-house"
LOOKS = {"light": {}, "dark": {"dark": True}, "phone": {"narrow": True}, "hebrew": {}}
WIDE = {"width": 1440, "height": 900}
SHOWN = {"width": 1200, "height": 740}
README = {"front": "home", "disputed": "article"}
MOST = 300_000


@pytest.fixture
def addresses(sample) -> dict[str, str]:
    """What is seen on each picture, and its address."""
    for comment in Comment.objects.filter(article__slug=TALKED_OF, state="shown").order_by("number")[2:9]:
        flags.put(comment, **{**ANNA, "reason": "A reader wrote about it."})
    slugs = [f"{side}__reading__article__slug" for side in "ab"]
    beside = Parallel.objects.exclude(a__reading=F("b__reading")).order_by("pk").values_list(*slugs).first()
    statement = Statement.objects.get(key="forty-one-were-inside")
    return {
        "home": reverse("archive:home"),
        "article": reverse("archive:article", args=[DISPUTED]),
        "thread": reverse("archive:article", args=[TALKED_OF]),
        "statement": reverse("archive:statement", args=[statement.number]),
        "side-by-side": reverse("archive:parallels", args=beside),
        "queue": reverse("admin:archive_comment_queue"),
    }


@pytest.mark.browser
@pytest.mark.slow
def test_each_page_has_its_pictures(live_server, addresses, session, browse, screenshot):  # noqa: F811
    for look, options in LOOKS.items():
        page = browse(storage_state=session, **options)
        if look != "phone":
            page.set_viewport_size(WIDE)
        for name, address in addresses.items():
            assert page.goto(f"{address}?lang=he" if look == "hebrew" else address).ok
            assert page.locator("html").get_attribute("dir") == ("rtl" if look == "hebrew" else "ltr")
            screenshot(page, f"{name}-{look}")
    folder, page = os.environ.get("SCREENSHOTS"), browse()
    page.set_viewport_size(SHOWN)
    for name, kind in README.items():
        page.goto(addresses[kind])
        if kind == "article":
            page.locator("main mark").nth(2).scroll_into_view_if_needed()
        assert len(page.screenshot(path=f"{folder}/{name}.png" if folder else None)) <= MOST
