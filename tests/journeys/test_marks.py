"""Marked words in a browser: selections are measured rightly, and notes stand where they belong."""

import random

import pytest

from tests.factories import Said, article, held, occurrence, place, statement

SELECTIONS = 200
PARAGRAPHS = (
    "The ferry 👩‍👩‍👧 burned, says Ёлка, cafe\u0301 keeper, at 𝒩ine.",
    "שלום לכולם, the boat ארבעים sank. Ще не вмерла 🇺🇦 again and again.",
    "Nobody else 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301ver crossed; every\u0301one knows it.",
)
MARKED = (
    "The ferry 👩‍👩‍👧 burned",
    "burned, says Ёлка",
    "cafe\u0301 keeper",
    "לכולם, the boat ארבעים",
    "sank. Ще",
    "else 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301ver",
)
# The attributes by which positions are told, as pages have them on which words are selected to mark them.
MEASURED = """starts => {
    for (const [number, start] of starts.entries()) {
        const block = document.getElementById(`b${number}`);
        block.dataset.text = "1";
        block.dataset.start = start;
    }
    for (const reference of document.querySelectorAll(".ref")) reference.dataset.apart = "";
}"""
# Selects from one code point of a block to another of the same or a later one, and tells what the module makes of it.
SELECTED = """async ([from, to]) => {
    const {offsets} = await import("/static/archive/offsets.js");
    const find = ([number, at]) => {
        const walker = document.createTreeWalker(document.getElementById(`b${number}`), NodeFilter.SHOW_TEXT);
        for (let left = at, node; (node = walker.nextNode());) {
            if (node.parentElement.closest(".ref")) continue;
            const points = [...node.data];
            if (left <= points.length) return [node, points.slice(0, left).join("").length];
            left -= points.length;
        }
    };
    getSelection().setBaseAndExtent(...find(from), ...find(to));
    return offsets(getSelection().getRangeAt(0));
}"""

BOX = """selector => {
    const {x, y, right, bottom} = document.querySelector(selector).getBoundingClientRect();
    return {x, y, right, bottom};
}"""


@pytest.fixture
def marked(db):
    page = held(
        article("Marked", slug="marked", tags=["boats"]), [("paragraph", words) for words in PARAGRAPHS], [Said("Hm.")]
    )
    for words in MARKED:
        occurrence(statement(f"That it says: {words}"), page.text, words)
    over = statement("That it goes on.")
    start, _ = place(page.text, "𝒩ine.")
    one = occurrence(over, page.text, "𝒩ine.")
    type(one).objects.filter(pk=one.pk).update(end=start + len("𝒩ine.\n\nשלום"))
    return page


@pytest.mark.slow
@pytest.mark.browser
def test_two_hundred_selections_over_marked_words_are_measured_to_the_code_point(live_server, marked, browse):
    page = browse("/articles/marked/")
    starts = [start for _kind, start, *_rest in marked.text.content.blocks]
    page.evaluate(MEASURED, starts)
    chance = random.Random(1957)
    places = [(block, at) for block, words in enumerate(PARAGRAPHS) for at in range(len(words) + 1)]
    wrong = []
    for _ in range(SELECTIONS):
        first, last = sorted(chance.sample(places, 2))
        found = page.evaluate(SELECTED, [first, last])
        start, end = (starts[block] + at for block, at in (first, last))
        # A selection that touches a block only at its border holds none of its words.
        start = starts[first[0] + 1] if first[1] == len(PARAGRAPHS[first[0]]) and first[0] < last[0] else start
        end = starts[last[0] - 1] + len(PARAGRAPHS[last[0] - 1]) if last[1] == 0 else end
        if found != ([{"text": "1", "start": start, "end": end}] if start < end else []):
            wrong.append((first, last, found))
    assert wrong == []


# Of each note the top of its first mark in the same paragraph, its own top and bottom, and its distance from the words.
PLACED = """() => [...document.querySelectorAll(".passage > .note")].map((note) => {
    const mark = note.parentElement.querySelector(`[aria-details~="${note.id}"]`).getClientRects()[0];
    const words = note.parentElement.getBoundingClientRect(), own = note.getBoundingClientRect();
    return [mark.top, own.top, own.bottom, Math.max(own.left - words.right, words.left - own.right)];
})"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "address"), [(1440, "/articles/marked/"), (1100, "/articles/marked/?lang=he")])
def test_each_note_stands_at_the_line_of_its_words_or_right_below_the_note_before_it(
    live_server, marked, browse, width, address
):
    page = browse(java_script_enabled=False)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    before = page.evaluate(BOX, ".contents")["bottom"]
    placed = page.evaluate(PLACED)
    assert len(placed) == len(MARKED) + 1
    for line, top, bottom, apart in placed:
        assert abs(top - max(line, before)) < 2
        assert apart > 20
        before = bottom
    assert page.evaluate(BOX, "footer")["y"] > before


@pytest.mark.browser
@pytest.mark.slow
def test_notes_stand_after_their_words_on_a_narrow_page(live_server, marked, browse):
    narrow = browse("/articles/marked/", narrow=True)
    assert narrow.evaluate(BOX, ".note")["y"] >= narrow.evaluate(BOX, "#b0")["bottom"]


@pytest.mark.browser
@pytest.mark.slow
def test_a_link_leads_to_the_marked_words_and_from_their_number_to_the_note(live_server, marked, browse):
    page = browse("/statements/1/")
    page.click(".places a")
    assert page.url.endswith("/articles/marked/#m1-1")
    assert page.locator("mark:target").inner_text() == "The ferry 👩‍👩‍👧 "
    page.click("#b0 a.ref >> nth=0")
    assert page.locator(".note:target h3").inner_text().startswith("1")


@pytest.mark.browser
@pytest.mark.slow
def test_on_paper_the_notes_come_below_the_text_links_say_where_they_lead_and_the_citation_ends_it(
    live_server, marked, browse
):
    page = browse("/articles/marked/")
    page.emulate_media(media="print")
    tops = page.evaluate("[...document.querySelectorAll('.words .note')].map(note => note.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert min(tops) > page.evaluate(BOX, "#b2")["bottom"]
    said = page.evaluate("getComputedStyle(document.querySelector('.record a[href]'), '::after').content")
    assert said.startswith('" <')
    assert page.locator("main dd:visible").last.inner_text().startswith("Author not named.")
    assert [page.locator(part).is_visible() for part in ("nav >> nth=0", ".contents", "footer")] == [False] * 3
