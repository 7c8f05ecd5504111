import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.terms import LONGEST, keys, terms

TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aB é’'-\u2010ёשָ״\"և日\u0301ıİ ")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка ЁЖ", "елка еж"), ("שָׁלוֹם", "שלום"), ("צה״ל", 'צה"ל'), ("Եւ", "և"), ("IŞIK", "ışık"), ("İdil", "idil"),
        ("QIŞ", "qış"), ("Gəncə", "GƏNCƏ"), ("Müller", "MULLER"), ("Łódź", "łodz"), ("e\u0301t\u00e9", "été"),
        ("Stra\u00dfe", "STRASSE"), ("ﬁre", "fire"), ("ﬀ", "FF"), ("so\u00adft", "soft"), ("\u202efire\u202c", "fire"),
        ("ferry-house", "ferry house"), ("l’eau", "l'eau"), ("don't", "don’t"), ("１２", "12"), ("ΛΌΓΟΣ", "λόγος"),
    ],
)  # fmt: skip
def test_words_that_are_spelt_otherwise_give_the_same_terms(one, other):
    assert keys(one) == keys(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("сор", "cop"), ("Ο", "O"), ("օ", "o"), ("ь", "b"), ("שלום", "שלוס"), ("ə", "e"), ("да", "до")]
)
def test_letters_that_only_look_alike_stay_different(one, other):
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ferry-house, don’t!", ["ferry", "house", "don", "t"]), ("a_b 1,500", ["a", "b", "1", "500"]),
        ("日本語", ["日", "本", "語"]), ("½ ⒈ 😀 ¶ \0 %", ["12", "1"]), ("हिन्दी", ["हिन्दी"]), ("", []),
        ("'\"*-:\\", []), ("\u0301 x", ["x"]), ("https://a.example/b?c=d", ["https", "a", "example", "b", "c", "d"]),
    ],
)  # fmt: skip
def test_terms_are_what_stands_between_signs(text, found):
    assert keys(text) == found


def test_a_term_says_where_it_stands():
    text = "So: l’Été, ferry-House"
    assert [text[term.start : term.end] for term in terms(text)] == ["So", "l", "Été", "ferry", "House"]


@pytest.mark.slow
def test_of_a_word_without_end_the_beginning_is_a_term():
    assert keys("a" * 100_000) == ["a" * LONGEST]
    assert keys("é" * 100_000) == ["e" * LONGEST]


@given(TEXTS)
def test_places_and_plain_terms_agree_and_lie_in_order(text):
    found = terms(text)
    assert keys(text) == [term.key for term in found]
    edges = [edge for term in found for edge in (term.start, term.end)]
    assert edges == sorted(edges)
    assert all(term.start < term.end <= len(text) for term in found)


@given(TEXTS)
def test_a_term_holds_no_sign_of_any_query_language_and_is_a_term_for_good(text):
    for key in keys(text):
        assert 0 < len(key) <= LONGEST
        assert not set(key) & set("'\"%_\\*()|&!<>:-+^{}¶\0 ")
        assert key.isascii() <= key.isalnum()


@given(TEXTS, TEXTS)
def test_texts_beside_each_other_have_the_terms_of_both(one, other):
    assert keys(f"{one}\n{other}") == keys(one) + keys(other)
