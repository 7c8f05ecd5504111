import datetime
import re

from archive.models import Mark, Over
from tests.factories import WHEN
from tests.templatetags.test_thread import html, line

OVER = Over(7, WHEN, "abuse", "abuse", None, 12)


def said(**fields) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", html(line(**fields))).split())


def test_hidden_words_are_named_by_their_rule_and_their_count():
    marks = [Mark(4, 5, "ethnic insult", 1), Mark(11, 14, "threat", 2)]
    assert said(words="You ▮, and ▮ ▮ too", marks=marks) == (
        "Ana 1 You [ethnic insult, 1 word] , and [threat, 2 words] too"
    )


def test_whoever_works_here_sees_the_hidden_words_struck_out():
    shown = html(line(words="You goat & co", marks=[Mark(4, 13, "ethnic insult", 3)]))
    assert '<span class="hidden" title="ethnic insult, 3 words"><s>goat &amp; co</s></span>' in shown


def test_a_paragraph_ends_where_it_did_also_beside_hidden_words():
    shown = html(line(words="One.\n\n▮ two.\n\nThree.", marks=[Mark(6, 7, "insult", 1)]))
    assert re.findall(r'<p dir="auto">(.*?)</p>', shown) == [
        "One.", '<span class="hidden">[insult, 1 word]</span> two.', "Three.",
    ]  # fmt: skip


def test_a_veil_is_one_click_and_names_the_category():
    shown = html(line(words="Hm.\n\nHm!", state="veiled", over=OVER))
    assert re.findall(r"<(/?details|/?summary|/?p)", shown) == [
        "details", "summary", "/summary", "p", "/p", "p", "/p", "/details",
    ]  # fmt: skip
    assert "Veiled: abuse. Open it to read." in shown
    assert "Veiled. Open it to read." in html(line(words="Hm.", state="veiled"))


def test_a_stub_says_what_happened_when_why_and_to_how_many_words():
    assert said(words=None, state="withheld", over=OVER) == (
        "Ana 1 Withheld. Its words are kept and not shown. 2 January 2026, “abuse”, 12 words. Decision 7"
    )
    assert "On hold until it is decided." in said(words=None, state="held", over=OVER)
    assert "Erased. Its words are not kept." in said(words=None, state="erased", over=OVER)
    assert said(words=None, state="withheld") == "Ana 1 Withheld. Its words are kept and not shown."


def test_a_pseudonym_and_what_the_source_no_longer_has_are_said_beside_the_name():
    assert "pseudonym Hm." in said(author="Reader 1", pseudonym="Reader 1")
    assert "shown to readers as Reader 1 Hm." in said(author="Ana", pseudonym="Reader 1")
    assert "removed at its source, seen on 3 May 2026" in said(gone_at_source=datetime.date(2026, 5, 3))


def test_staff_are_told_that_others_see_nothing():
    assert "hidden from readers: withheld Hm." in said(state="withheld", over=OVER)
