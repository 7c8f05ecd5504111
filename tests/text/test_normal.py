import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.graphemes import splits
from archive.text.normal import HYPHENS, Word, outside, words
from archive.text.runs import Span

SENTENCES = st.lists(
    st.sampled_from([
        "ferry", "Harbour", "-", "\n", " ", "’", "'s", "\u00ad", "\u200b", "\u0301", "а", "ж", "1", ",500", ".", "ה",
        "״", "東", "ดี", "\u200d", "\u0600", "և", "İ", "\u0661", "U.S.", "ﷺ", "ـ", "\ud800", "\0", "🏽", "각",
        "\u1100", "ក", "\u17d2", "क्",
    ])
    | st.text(max_size=3),
    max_size=40,
).map("".join)  # fmt: skip


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def test_a_word_has_its_place_in_the_text_as_it_lies():
    text = "The Ferry’s fer-\nryman"
    assert words(text) == [Word("the", 0, 3), Word("ferry", 4, 11), Word("ferryman", 12, 22)]


@pytest.mark.parametrize("hyphen", HYPHENS.replace("\u05be", ""))
def test_a_word_divided_at_a_line_end_before_a_blank_or_not_at_all_is_one_word(hyphen):
    text = f"har{hyphen}\r\nbour har{hyphen} bour har{hyphen}bour har{hyphen}\n\n  bour"
    assert folded(text) == ["harbour"] * 4


def test_a_hanging_hyphen_a_dash_and_a_hyphen_beside_a_figure_join_nothing():
    assert folded("pre- and post-war") == ["pre", "and", "postwar"]
    assert folded("ferry--house ferry - house ferry—house") == ["ferry", "house"] * 3
    assert folded("1918-20 1918–20, 300-strong F-16") == ["1918", "20", "1918", "20", "300", "strong", "f", "16"]


def test_a_hyphen_far_from_the_next_word_joins_nothing():
    assert folded("har-" + "\n" * 9 + "bour") == ["har", "bour"]
    assert folded("har-" + " " * 99 + "bour") == ["har", "bour"]


def test_glued_words_are_two():
    assert folded("PKT.orgThe HarbourPhoto: end.Then") == ["pkt", "org", "the", "harbour", "photo", "end", "then"]
    assert folded("MacArthur McDonald iPhone eBay FERRYhouse") == [
        "macarthur",
        "mcdonald",
        "iphone",
        "ebay",
        "ferryhouse",
    ]


def test_abbreviations_are_one_word_with_stops_and_without():
    assert folded("U.S. U.S.A USA e.g. J.K.Ferry Dr.Ferry") == ["us", "usa", "usa", "eg", "jk", "ferry", "dr", "ferry"]


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`´′ʻ")
def test_apostrophes_of_every_kind_and_the_genitive_are_left_out(apostrophe):
    text = f"ferry{apostrophe}s Shi{apostrophe}a {apostrophe}tis ferries{apostrophe} {apostrophe}"
    assert folded(text) == ["ferry", "shia", "tis", "ferries"]


@pytest.mark.parametrize(
    ("printed", "spelt"),
    [
        ("1,500", "1500"), ("1 500", "1500"), ("1\u00a0500", "1500"), ("1\u202f500", "1500"), ("1.500", "1500"),
        ("1’500", "1500"), ("1,234,567.5", "1234567.5"), ("1.234,5", "1234.5"), ("3,5", "3.5"), ("3.5", "3.5"),
        ("4:31", "4.31"), ("11.12.2015", "11.12.2015"), ("\u0661\u066c\u0665\u0660\u0660", "1500"), ("70th", "70th"),
        ("1500", "1500"), ("15000", "15000"), ("0,5", "0.5"),
    ],
)  # fmt: skip
def test_a_figure_with_its_separators_is_one_word(printed, spelt):
    assert words(f"{printed}.") == [Word(spelt, 0, len(printed))]


def test_figures_in_a_row_are_no_separators():
    assert folded("1,5000 2016 4500 12, 500") == ["1.5000", "2016", "4500", "12", "500"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fеrry", "ferry"), ("Моcква", "москва"), ("schön", "SCHON"), ("e\u0301te", "été"), ("IŞIK İdil", "ışık idil"),
        ("שָׁלוֹם צה״ל ג׳ורג׳", 'שלום צה"ל גורג'), ("և Ինչո՞ւ", "եւ ինչու"), ("أحمد كتـاب", "احمد کتاب"), ("ﬁre", "fire"),
        ("fi\u200bre wo\u200drd \ufefford", "fire word ord"), ("ΛΌΓΟΣ", "λόγος"), ("ｆｅｒｒｙ１", "ferry1"),
        ("Straße", "strasse"), ("ferry¹", "ferry"), ("बच्चा", "बच्चा"), ("ガラス", "ｶﾞﾗｽ"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_word_are_one(one, other):
    assert folded(one) == folded(other) != []


def test_scripts_without_blanks_give_a_word_for_each_character_with_its_marks():
    assert [(word.start, word.end) for word in words("東京ดีกำ ferry")] == [(0, 1), (1, 2), (2, 4), (4, 6), (7, 12)]


def test_a_hyphen_parts_words_of_scripts_that_are_not_broken():
    assert folded("בית־ספר בית-ספר") == ["בית", "ספר"] * 2


def test_what_is_taken_out_leaves_the_words_round_it():
    among = words("the ferry RUNNING HEAD house burned")
    assert [word.folded for word in outside(among, [Span(10, 22)])] == ["the", "ferry", "house", "burned"]
    assert outside(among, [Span(11, 12), Span(0, 99)]) == []


@given(SENTENCES)
def test_words_stand_in_order_and_apart_and_are_spelt(text):
    found = words(text)
    assert all(word.folded and not word.folded.isspace() and word.start < word.end <= len(text) for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(SENTENCES)
def test_no_end_of_a_word_divides_what_a_reader_sees_as_one_character(text):
    assert [word for word in words(text) if splits(text, word.start, word.end)] == []


@given(SENTENCES, SENTENCES)
def test_a_stretch_between_blank_lines_has_the_same_words_wherever_it_stands(before, text):
    apart = "\n" * 9
    alone = words(text)
    behind = words(before + apart + text)[len(words(before)) :]
    shift = len(before + apart)
    assert [(word.folded, word.start - shift, word.end - shift) for word in behind] == [tuple(word) for word in alone]


@given(st.lists(st.sampled_from(["ferry", "house", "été", "Погода", "Երևան", "שלום"]), max_size=9))
def test_case_composition_and_soft_hyphens_change_no_word(spoken):
    text = " ".join(spoken)
    forms = [text.upper(), unicodedata.normalize("NFD", text), text.replace("r", "r\u00ad")]
    assert [folded(form) for form in forms] == [folded(text)] * 3


HOSTILE = ["a", "a-", "a- ", "-", "1 ", "1,", "111 ", " ", "a'", "a.", "\u0301", "aB", "aaaaB", "aс", 'א"', "\xad", "á"]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_any_one_piece_said_very_often_is_read(piece):
    count = 5000
    found = words(piece * count)
    assert len(found) <= count
    assert not found or found[-1].end <= len(piece) * count
