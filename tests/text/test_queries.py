import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.queries import LONGEST, MOST, Field, Phrase, Query, days_of, parse, spelt

SIGNS = st.text(st.sampled_from("ab \"*-:()&|!<>^'\\\0%_{}.é“”‘’«»„־״–1NOTANDOR\t\n")) | st.text()


def one(*keys: str) -> Phrase:
    return Phrase(keys)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("Ferry house", Query((one("ferry"), one("house")))),
        ('"Ferry house" fire', Query((one("ferry", "house"), one("fire")))),
        ("“Ferry house”", Query((one("ferry", "house"),))),
        ("ferry-house", Query((one("ferry", "house"),))),
        ("ferry -tow", Query((one("ferry"),), (one("tow"),))),
        ('ferry -"tow rope"', Query((one("ferry"),), (one("tow", "rope"),))),
        ("boat*", Query((Phrase(("boat",), begun=True),))),
        ('"tow bo"*', Query((Phrase(("tow", "bo"), begun=True),))),
        ("b* * ** ***", Query((one("b"),))),
        ("ferry ferry", Query((one("ferry"),))),
        ("AND OR NOT NEAR(a b)", Query((one("and"), one("or"), one("not"), one("near", "a"), one("b")))),
        ("author:Veld", Query(fields=(Field("author", "Veld"),))),
        ('-author:"Hanna Veld" x', Query((one("x"),), fields=(Field("author", "Hanna Veld", excluded=True),))),
        ("Year:1990..1995", Query(fields=(Field("year", "1990..1995"),))),
        ("colour:red", Query((one("colour", "red"),))),
        ("author: veld Year: 1990", Query(fields=(Field("author", "veld"), Field("year", "1990")))),
        ("this year: none, disputed: all", Query(tuple(map(one, ("this", "year", "none", "disputed", "all"))))),
        ("author:", Query((one("author"),))),
        ("‘ferry’s house’ «tow rope»", Query((one("ferry", "s", "house"), one("tow", "rope")))),
        (
            "„tow rope“* »old ferry« ‹a b›",
            Query((Phrase(("tow", "rope"), begun=True), one("old", "ferry"), one("a", "b"))),
        ),
        ('"לצה"ל שלום" „צה״ל“', Query((one("לצהל", "שלום"), one("צהל")))),
        (
            "publisher:«oru lantern» tag:‘tow ropes’",
            Query(fields=(Field("publisher", "oru lantern"), Field("tag", "tow ropes"))),
        ),
        ("‘tis the old ferry", Query(tuple(map(one, ("tis", "the", "old", "ferry"))))),
        ("ferry –tow −boat – rope", Query((one("ferry"), one("rope")), (one("tow"), one("boat")))),
        ("https://a.example", Query((one("https", "a", "example"),))),
        ('"never closed', Query((one("never"), one("closed")))),
        ('צה"ל', Query((one("צהל"),))),
        ("\0 ' \\ ; -- () : -", Query()),
    ],
)
def test_what_is_typed_is_taken_apart(typed, query):
    assert parse(typed) == query


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("1990", "1990-01-01 1990-12-31"), ("1990..1995", "1990-01-01 1995-12-31"), ("1990..", "1990-01-01 9999-12-31"),
        ("..1995", "0001-01-01 1995-12-31"), ("1990-02", "1990-02-01 1990-02-28"), ("१९९०", "1990-01-01 1990-12-31"),
        ("1988-02..1988-02", "1988-02-01 1988-02-29"), ("1990-05..1991", "1990-05-01 1991-12-31"), ("1995..1990", None),
        ("19901995", None), ("..", None), ("0000", None), (str(10**30), None), ("x", None), ("", None),
        ("1990-13", None), ("1990-00", None), ("1990-5", None), ("1990-06..1990-05", None), ("-05", None),
        ("1990-05-17", "1990-05-17 1990-05-17"), ("1990-02-30", None), ("1990-05-17..", "1990-05-17 9999-12-31"),
        ("1990-1995", "1990-01-01 1995-12-31"), ("1990–1995", "1990-01-01 1995-12-31"),
        ("1990…1995", "1990-01-01 1995-12-31"), ("1990...1995", "1990-01-01 1995-12-31"), ("…", None),
        ("1990 .. 1995", "1990-01-01 1995-12-31"), ("1990-05-", None),
    ],
)  # fmt: skip
def test_years_and_months_are_one_or_from_to(value, days):
    found = days_of(value)
    assert (found and " ".join(map(str, found))) == days


def test_of_what_is_very_long_a_beginning_is_read_and_that_is_told():
    query = parse("ferry " * 20_000 + "end")
    assert query == Query((one("ferry"),), cut=True)
    assert len("ferry " * 20_000) > LONGEST
    many = parse(" ".join(f"w{n}" for n in range(100)))
    assert (len(many.wanted), many.cut) == (MOST, True)


@given(SIGNS)
def test_whatever_is_typed_gives_terms_of_bounded_number_and_no_sign_of_a_database(typed):
    query = parse(typed)
    phrases = [*query.wanted, *query.unwanted]
    assert len(phrases) + len(query.fields) <= MOST
    assert all(key and not set(key) & set("'\"\\%_*()&|!: \0") for phrase in phrases for key in phrase.keys)


@given(SIGNS)
def test_phrases_are_spelt_as_they_are_read(typed):
    wanted = parse(typed).wanted
    again = parse(spelt(wanted))
    assert again.cut or again == Query(wanted)
