import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from archive.models import ThreadLine
from archive.templatetags.thread import Gap, Leaf, offered, thread

TAGS = re.compile(r"<[^<>]*>")
ANY = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]))


def line(number=1, **fields):
    values = {
        "number": number, "position": number, "depth": 0, "parent": None, "parent_position": None,
        "parent_author": None, "author": "Ana", "date": "", "state": "shown", "reconstructed": [],
        "first_line": number, "last_line": number, "words": "Hm.",
    }  # fmt: skip
    return ThreadLine(**values | fields)


def html(*lines, gaps=(), number=1, pages=1):
    return thread(Leaf("ferry-house", number, pages, len(lines), lines, gaps))


@given(author=ANY, date=ANY, parent=ANY, words=ANY.filter(bool))
def test_whatever_was_archived_comes_out_as_the_same_text_and_never_as_markup(author, date, parent, words):
    fields = {
        "author": author,
        "date": date or "-",
        "parent": 1,
        "parent_position": 1,
        "parent_author": parent,
        "depth": 1,
    }
    shown = html(line(2, words=words, **fields))
    assert [unescape(part) for part in TAGS.split(shown) if part.strip("\n")] == [
        part for part in (author, "2", date or "-", "in reply to ", parent, ", 1", words) if part
    ]
    assert set(re.findall(r"</?([a-z]+)", shown)) == {"article", "header", "b", "bdi", "a", "span", "p"}


@given(st.integers(1, 3000), st.data())
def test_a_reader_is_offered_the_first_the_last_and_the_near_pages(pages, data):
    current = data.draw(st.integers(1, pages))
    found = offered(current, pages)
    assert found == sorted(set(found))
    assert {1, pages, current, max(current - 1, 1), min(current + 1, pages)} <= set(found)
    assert len(found) <= 111
    assert pages > 100 or found == list(range(1, pages + 1))


def test_a_thread_five_thousand_deep_is_one_flat_row():
    lines = [line(n, depth=n - 1, parent=n - 1 or None, parent_position=n - 1 or None) for n in range(1, 5001)]
    shown = html(*lines)
    assert shown.count("<article") == 5000
    assert not re.search(r"<article(?:(?!</article>).)*<article", shown, re.DOTALL)


def test_gaps_come_before_the_first_line_that_stands_below_them():
    shown = html(line(3), line(9), gaps=[Gap(1, 0), Gap(5, 12), Gap(6, 1), Gap(20, 0)])
    assert re.findall(r'class="(\w+ d\d)"', shown) == [
        "gap d0",
        "comment d0",
        "gap d8",
        "gap d1",
        "comment d0",
        "gap d0",
    ]
