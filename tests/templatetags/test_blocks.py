import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from archive.importing.record import BlockKind
from archive.models import Shown
from archive.templatetags.blocks import blocks

TAGS = re.compile(r"<[^<>]*>")
WORDS = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), min_size=1)


def shown(*parts):
    """Blocks of `(kind, words)`, one to a line."""
    body, placed = "", []
    for number, (kind, words) in enumerate(parts, 1):
        start = len(body) + 2 * bool(body)
        body = f"{body}\n\n{words}" if body else words
        placed.append([kind, start, len(body), number, number])
    return Shown(body, placed)


@given(st.lists(st.tuples(st.sampled_from([*BlockKind, "of a later day"]), WORDS), max_size=8))
def test_every_word_stands_on_the_page_once_and_in_order(parts):
    html = re.sub(r"<summary.*?</summary>", "", blocks(shown(*parts), "another title"))
    assert [unescape(part) for part in TAGS.split(html) if part.strip("\n")] == [words for _kind, words in parts]


def test_only_the_first_title_block_is_left_to_the_heading_and_only_if_it_says_the_same():
    text = shown(("title", "The  Fire"), ("paragraph", "x"), ("title", "The Fire"))
    assert blocks(text, "The Fire").count("Fire") == 1
    assert blocks(text, "Another").count("Fire") == 2


def test_list_items_that_follow_each_other_are_one_list():
    html = blocks(shown(("list_item", "1."), ("list_item", "2."), ("paragraph", "x"), ("list_item", "3.")), "")
    assert re.findall(r"<(ul|li|p)\b", html) == ["ul", "li", "li", "p", "ul", "li"]


def test_a_caption_printed_twice_stands_there_twice():
    html = blocks(shown(("caption", "The slip."), ("caption", "The slip.")), "")
    assert html.count("<figcaption>The slip.</figcaption>") == 2


def test_the_summary_of_what_is_shut_names_the_stretches_of_its_lines():
    text = Shown("abc", [["boilerplate", 0, 1, 30, 32], ["running_head", 1, 2, 34, 34], ["boilerplate", 2, 3, 90, 90]])
    assert re.findall(r"<summary[^>]*>(.*?)</summary>", blocks(text, "")) == ["Also printed here: lines 30–34, 90"]
