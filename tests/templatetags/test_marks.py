"""Marks in words: the words stay what they are, and whatever lies over them is told."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from archive.models import Disputed
from archive.templatetags.marks import Margin, beside
from archive.text.runs import Span

REFS = re.compile(r'<(a|span) class="ref".*?</\1>')
TAGS = re.compile(r"<[^<>]*>")
WORDS = "Ёлка <&> 👩‍👩‍👧 שלום e\u0301 the end"


def mark(number, start, end, place=1, **fields):
    values = {"state": "same", "statement": number, "finding": "not examined", **fields}
    return Disputed(start, end, place, values["state"], values["statement"], number, values["finding"])


def margin(*numbers):
    return Margin({}, {}, [], dict.fromkeys(numbers, ""))


def html(words, *marks, spans=None, noted=()):
    return [each.words for each in margin(*noted).marked(words, spans or [Span(0, len(words))], marks)]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30)), max_size=8),
)
def test_the_words_are_the_same_with_marks_as_without(words, ranges):
    marks = [mark(n, at, min(at + long, len(words))) for n, (at, long) in enumerate(ranges, 1) if at < len(words)]
    [found] = html(words, *marks)
    assert unescape(TAGS.sub("", REFS.sub("", found))) == words


def test_a_mark_has_its_place_the_form_of_its_finding_and_a_number_at_its_end():
    [found] = html("It burned down.", mark(7, 3, 9, place=2, finding="sources here disagree"), noted=[7])
    assert found == (
        'It <mark class="disagree n0" id="m7-2" aria-details="note-7">burned</mark>'
        '<a class="ref" role="doc-noteref" href="#note-7">7</a> down.'
    )


def test_where_marks_overlap_the_stretch_says_so_and_each_ends_with_its_number():
    [found] = html("abcdef", mark(1, 0, 4), mark(2, 2, 6), noted=[1, 2])
    assert re.findall('<mark class="([^"]*)"(?: id="([^"]*)")? aria-details="([^"]*)">(..)</mark>', found) == [
        ("unexamined n0", "m1-1", "note-1", "ab"), ("unexamined over n1", "m2-1", "note-2", "cd"),
        ("unexamined", "", "note-2", "ef"),
    ]  # fmt: skip
    assert re.findall('href="#note-(.)"', found) == ["1", "2"]


def test_marks_that_begin_together_all_have_their_place():
    [found] = html("abcdef", mark(1, 0, 6), mark(2, 0, 3), mark(3, 0, 3))
    assert re.findall(' id="(.*?)"', found) == ["m1-1", "m2-1", "m3-1"]


def test_a_mark_over_a_border_goes_on_in_the_next_block():
    words = "One.\n\nTwo."
    one, two = html(words, mark(5, 1, 8), spans=[Span(0, 4), Span(6, 10)])
    assert one == 'O<mark class="unexamined" id="m5-1">ne.</mark>'
    assert two == '<mark class="unexamined">Tw</mark><a class="ref" href="/statements/5/">5</a>o.'


def test_words_that_were_edited_since_they_were_marked_say_so():
    [found] = html("abc", mark(1, 0, 3, state="edited"), noted=[1])
    said = '<span class="ref"> edited since the text was corrected: this mark waits for an editor</span>'
    assert found.endswith(f'href="#note-1">1</a>{said}')


def test_a_note_stands_once():
    found = Margin({}, {}, [], {3: "NOTE"})
    assert found.taken([2, 3]) == ["NOTE"]
    assert found.taken([3]) == []
    assert beside("x", []) == "x"


def test_a_stretch_names_one_note_that_of_the_innermost_statement_that_has_one():
    marks = [mark(n, n, len(WORDS) - n) for n in range(1, 6)]
    assert re.findall('aria-details="(.*?)"', html(WORDS, *marks, noted=[1, 3])[0]) == [
        "note-1", "note-1", "note-3", "note-3", "note-3", "note-3", "note-3", "note-1", "note-1",
    ]  # fmt: skip
