"""Lines that say who wrote a comment, and lines that say that a thread is over. All names are invented."""

import pytest

from archive.importing import shapes
from archive.importing.source import Source
from archive.importing.threads.authorlines import name_in, read_author_line
from archive.importing.threads.words import footer


def named(text: str) -> str | None:
    found = name_in(text, 0, len(text))
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize("name", ["Dr. med. K. Orrin", "Cllr. J. Veld", "עודד ל.", "🐺🐺", "[deleted]"])
def test_titles_initials_and_signs_are_names(name):
    assert named(name) == name


@pytest.mark.parametrize("words", ["I was there.", "Not so. Ask the keeper.", "Nobody knows, and nobody asked."])
def test_a_sentence_is_no_name(words):
    assert named(words) is None


@pytest.mark.parametrize("text", ["[–]veld 48 points", "[+]veld[S] -3 points", "veld 1 like"])
def test_signs_round_a_name_are_not_the_name(text):
    assert named(text) == "veld"


def test_two_names_in_columns_are_the_writer_and_who_is_answered():
    line = read_author_line("Tam  Orrin V. • 8 years ago")
    assert (line.name, line.answers, line.printed.printed) == ((0, 3), "Orrin V.", "8 years ago")


@pytest.mark.parametrize(
    "text",
    ["Write a comment", "Post your own comment", "Comments on this page are now closed.", "Добавить комментарий",
     "Yorum yaz", "הוסף תגובה", "Kommentar schreiben", "Ավելացնել մեկնաբանություն"],
)  # fmt: skip
def test_an_invitation_to_comment_ends_a_thread(text):
    assert footer(text)


@pytest.mark.parametrize("text", ["I wrote a comment and it is gone", "Your comment is what is wrong with this town"])
def test_words_about_comments_end_no_thread(text):
    assert not footer(text)


def test_nobody_is_made_to_say_what_the_page_prints_below_the_thread():
    page = "The Lamp\n\n2 comments\n\n1. Tam (3 May 2011)\nIt was lit.\n\n2. Orrin (4 May 2011)\nIt was out.\n\n"
    record = shapes.read(Source(page + "Write a comment\nLogin | Register\n"), shape="thread")
    assert [(comment.author, comment.body) for comment in record.comments] == [
        ("Tam", "It was lit."),
        ("Orrin", "It was out."),
    ]


def test_the_looks_of_bullets_are_levels_where_no_column_tells_them():
    page = "• Tam, 3 May 2011\nIt was lit.\no Orrin, 4 May 2011\nIt was out.\n"
    page += "▪ Tam, 5 May 2011\nLit.\n• Veld, 6 May 2011\nAsk me.\n"
    record = shapes.read(
        Source("The Lamp\n\nA lamp was found on the bar, and nobody knows whose.\n\n" + page), shape="thread"
    )
    assert [(comment.parent, comment.depth) for comment in record.comments] == [(None, 0), (0, 1), (1, 2), (None, 0)]
