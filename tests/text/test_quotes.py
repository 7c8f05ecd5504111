import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.graphemes import splits
from archive.text.keyed import keyed, sketch
from archive.text.quotes import LONGEST, NoWords, Place, QuoteTooLong, context, find

FAMILY = "👨‍👩‍👧"


def seen(text, quote):
    return [text[start:end] for start, end, _ in find(text, quote).places]


def test_exact_places_come_before_those_that_only_read_the_same():
    text = "THE FERRY. The ferry. The\nferry."
    assert find(text, " The ferry ").places == (
        Place(11, 20, exact=True),
        Place(0, 9, exact=False),
        Place(22, 31, exact=False),
    )


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("The ferry-\nhouse burned.", "ferryhouse burned", "ferry-\nhouse burned"),
        ("The ferryhouse burned.", "ferry-house  burned", "ferryhouse burned"),
        ("The fer\u00adry\u00a0house burned.", "ferry house", "fer\u00adry\u00a0house"),
        ("He said “don’t go” — twice.", "said \"don't go\" - twice", "said “don’t go” — twice"),
        ("Il a dit «non».", "dit \"non\"", "dit «non»"),
        ("Le cafe\u0301 d’Émile", "CAFÉ D'EMILE", "cafe\u0301 d’Émile"),
        ("בְּרֵאשִׁית ברא", "בראשית", "בְּרֵאשִׁית"),
        ("Сегодня всё", "ВСЕ", "всё"),
        ("ﬁrst Straße …", "FIRST STRASSE...", "ﬁrst Straße …"),
        ("今日は\n晴れです", "日は晴れ", "日は\n晴れ"),
        ("from 1991 – 1995 on", "1991-1995", "1991 – 1995"),
        ("İDİL", "idil", "İDİL"),
    ],
)  # fmt: skip
def test_a_quote_is_found_as_it_was_printed(text, quote, words):
    assert seen(text, quote) == [words]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("theart of", "He art"), ("35 of them", "3-5"), ("no such words", "any others"), ("e\u0301t", "e"),
        (f"a {FAMILY} b", "👩"), ("ﬁre", "f"), ("が", "か"), ("🇦🇿", "🇿"), ("मि", "म"),
    ],
)  # fmt: skip
def test_parts_of_words_and_of_characters_are_no_place(text, quote):
    assert find(text, quote) == ((), False)


def test_places_that_overlap_are_all_found():
    assert [place[:2] for place in find("haha haha haha", "haha haha").places] == [(0, 9), (5, 14)]


def test_of_a_quote_that_stands_everywhere_the_first_places_are_given():
    found = find("a" * 500, "a", most=100)
    assert (len(found.places), found.more) == (100, True)
    assert find("a " * 100, "a", most=100).more is False


def test_a_quote_longer_than_any_passage_is_refused_with_a_sentence():
    with pytest.raises(QuoteTooLong, match=r"10,000,000 characters; at most 20,000"):
        find("text", "x" * 10_000_000)
    assert find("text", "x" * LONGEST).places == ()


@pytest.mark.parametrize("quote", ["", " \n\u00a0", "\u00ad\u200b", "—"])
def test_a_quote_without_words_is_refused(quote):
    with pytest.raises(NoWords):
        find("text", quote)


def test_the_context_is_cut_between_graphemes():
    text = FAMILY + "b" * 30 + "WORD" + "c" * 31 + "e\u0301"
    assert context(text, 35, 39) == ("b" * 30, "c" * 31)
    assert context("WORD", 0, 4) == ("", "")
    assert context("ab WORD", 3, 7) == ("ab ", "")


@given(st.text("aAbé e\u0301-\u00ad\n’'\u0600\u200d👩क\u094dß"), st.data())
def test_what_is_cut_out_of_a_text_is_found_at_its_place(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].strip()
    if not keyed(words).keys or splits(text, start, end) or words != text[start:end]:
        return
    found = find(text, words, most=1000)
    assert Place(start, end, exact=True) in found.places
    assert not any(splits(text, place.start, place.end) for place in found.places)


@given(st.text())
def test_every_key_stands_for_a_piece_of_the_text_in_order(text):
    held = keyed(text)
    assert len(held.keys) == len(held.starts) == len(held.ends)
    assert held.starts == sorted(held.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(held.starts, held.ends, strict=True))


@pytest.mark.parametrize(("text", "quote"), [("e\u0301" * 100_000, "e"), ("a" * 200_000, "a" * 9_999 + "b")])
def test_hostile_texts_take_no_long_time(text, quote):
    started = time.process_time()
    find(text, quote)
    assert time.process_time() - started < 2


SIGNS = "aB1ßıİĐŉﬁ½ ʼ'’״-–\u00ad_.?\u0301\u05b8\u093e\u094d\u200d\u034f\u1100\u1161ｱﾞק🔥\u0600\n"
ODD = st.text(alphabet=SIGNS, max_size=12)


@given(ODD, ODD, ODD)
def test_what_reads_the_same_is_sketched_the_same(before, quote, after):
    text = before + quote + after
    for some in (quote, quote.upper(), quote.replace("-", "–")):
        if keyed(some).keys in keyed(text).keys:
            assert sketch(some) in sketch(text)
