import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.source import Source
from archive.models import shown_lines
from archive.states import Rights
from tests.factories import Said, article, held, staff
from tests.properties import few

pytestmark = pytest.mark.django_db


def reading(comments=(), blocks=(("paragraph", "One."),), **fields):
    return held(article(slug="a", **fields), blocks, comments).text.reading


@few
@given(st.text("ab\r\n\x0b\x85\u2028", max_size=12), st.integers(1, 9), st.integers(0, 9))
def test_lines_are_those_that_readers_count(words, first, more):
    read = held(article(), [("paragraph", words)]).text.reading
    source = Source(bytes(read.source.content.data).decode())
    found = shown_lines(read, [(first, first + more)], None)
    assert found == {line.number: line.text for line in source.lines if first <= line.number <= first + more}


def test_a_line_that_a_withheld_comment_stands_on_is_there_without_its_words():
    read = reading([Said("Open."), Said("CANARY", "Ana", state="withheld")])
    assert shown_lines(read, [(3, 7)], None) == {3: "Tam Orrin:", 4: "Open.", 5: "", 6: None, 7: None}
    assert shown_lines(read, [(6, 7)], staff()) == {6: "Ana:", 7: "CANARY"}


@pytest.mark.parametrize("fields", [{"rights": Rights.RECORD}, {"state": "draft"}, {"state": "withdrawn"}])
def test_no_line_is_given_of_what_may_not_be_read(fields):
    read = reading(**fields)
    assert shown_lines(read, [(1, 9)], None) == {}
    assert shown_lines(read, [(1, 1)], staff()) == {1: "One."}
