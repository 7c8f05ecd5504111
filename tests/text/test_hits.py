import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.hits import LEAD, LENGTH, excerpt, hits
from archive.text.queries import parse
from archive.text.runs import Span

TEXT = "Nobody saw it. The old ferry-house burned, said Hanna Veld, and the Ferry house is gone. It was Friday."


def marked(text: str, typed: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits(text, parse(typed).wanted)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", ["ferry", "Ferry"]), ('"ferry house"', ["ferry-house", "Ferry house"]), ("fer*", ["ferry", "Ferry"]),
        ("ferry house", ["ferry", "house", "Ferry", "house"]), ('"the ferry"', ["the Ferry"]), ("boat", []),
        ('"old ferry" "ferry house"', ["old ferry-house", "Ferry house"]), ('"hanna ve"*', ["Hanna Veld"]), ("", []),
    ],
)  # fmt: skip
def test_hits_are_the_words_as_they_are_printed(typed, found):
    assert marked(TEXT, typed) == found


def test_hits_are_found_in_any_script():
    assert marked("Это ЁЛКА, елка.", "ёлка") == ["ЁЛКА", "елка"]
    assert marked("שָׁלוֹם עולם", "שלום") == ["שָׁלוֹם"]


def test_an_excerpt_is_the_sentence_of_the_first_hit():
    found = excerpt(TEXT, parse("burned").wanted)
    assert found.words == "The old ferry-house burned, said Hanna Veld, and the Ferry house is gone."
    assert (found.hits, found.before, found.after) == ((Span(20, 26),), False, False)


def test_a_full_stop_behind_an_initial_or_a_short_word_ends_no_sentence():
    text = "It sank. Ferry No. 1 of J. Veld, i.e. the old one, burned at St. Orr. It was gone."
    assert excerpt(text, parse("veld").wanted).words == "Ferry No. 1 of J. Veld, i.e. the old one, burned at St. Orr."


def test_a_long_sentence_is_cut_between_words():
    found = excerpt(f"{'one ' * 100}ferry{' two' * 100}", parse("ferry").wanted)
    assert (found.words[:4], found.words[-4:]) == ("one ", " two")
    assert [found.words[hit.start : hit.end] for hit in found.hits] == ["ferry"]
    assert (found.before, found.after) == (True, True)
    assert len(found.words) <= LENGTH + LEAD


def test_without_a_hit_the_beginning_is_given():
    assert excerpt("One. Two.", ()).words == "One."
    assert excerpt("", parse("a").wanted).words == ""


@given(st.text() | st.text(st.sampled_from("ab. \n\u0301é!”日")), st.sampled_from(["a", '"a b"', "ab*", "é", "日"]))
def test_an_excerpt_is_part_of_the_text_and_its_hits_are_hits(text, typed):
    found = excerpt(text, parse(typed).wanted)
    assert found.words in text
    whole = hits(text, parse(typed).wanted)
    assert bool(found.hits) == bool(whole)
    assert all(0 <= hit.start < hit.end <= len(found.words) for hit in found.hits)
    if whole:
        first = found.hits[0]
        assert text[whole[0].start : whole[0].end].startswith(found.words[first.start : first.end])
