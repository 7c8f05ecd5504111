"""Lines that say who wrote a comment, and when."""

import pytest

from archive.importing.bullets import read_bullet
from archive.importing.threads.authorlines import buttons, name_in, only_date, read_author_line


@pytest.mark.parametrize(
    ("line", "name", "date"),
    [
        ("Anna, 12 May 2009", "Anna", "12 May 2009"),
        ("Anna · 3 hours ago · Reply", "Anna", "3 hours ago"),
        ("12 May 2009 at 4:31 Anna", "Anna", "12 May 2009 at 4:31"),
        ("On 12 May 2009, Anna Lev wrote:", "Anna Lev", "12 May 2009"),
        ("Am 12. Mai 2009 schrieb Anna:", "Anna", "12. Mai 2009"),
        ("Posted by Anna Lev on May 12, 2009 at 4:31 PM", "Anna Lev", "May 12, 2009 at 4:31 PM"),
        ("Anna Lev (12.05.2009 16:31)", "Anna Lev", "12.05.2009 16:31"),
        ("Anna | Lorn | 12.05.2009 16:31", "Anna", "12.05.2009 16:31"),
        ("Guest 1234, May 3, 2011 at 4:15 pm", "Guest 1234", "May 3, 2011 at 4:15 pm"),
        ("anna 12 points 3 years ago", "anna", "3 years ago"),
        ("@anna_b 2 years ago", "@anna_b", "2 years ago"),
        ("**Anna** (03.03.11, 16:15)", "Anna", "03.03.11, 16:15"),
        ("Мария 12 мая 2009 в 14:20", "Мария", "12 мая 2009 в 14:20"),
        ("\u200fשרה לוי\u200e · 12.5.2009", "\u200fשרה לוי\u200e", "12.5.2009"),
        ("Anna K. says:", "Anna K.", None),
        ("Ağa Məmmədov yazdı:", "Ağa Məmmədov", None),
        ("Name: Anna", "Anna", None),
        ("– Anna, Haifa", "Anna, Haifa", None),
    ],
)
def test_a_line_gives_name_and_date_as_printed(line: str, name: str, date: str | None) -> None:
    found = read_author_line(line)
    assert found is not None
    assert found.name is not None
    assert line[slice(*found.name)] == name
    assert (found.printed and found.printed.printed) == date


@pytest.mark.parametrize(
    "line",
    [
        "I was there on 12 May 1948 and saw it",
        "It burnt down on 12 May 1948.",
        "He said: nothing happened.",
        "Published: 12 May 2009",
        "Home » News",
        "By the way",
        "Like · Reply · 3y",
        "certifi==2024.7.4",
    ],
)
def test_a_sentence_is_no_author_line(line: str) -> None:
    assert read_author_line(line) is None


def test_an_answer_names_whom_it_answers() -> None:
    found = [read_author_line(line) for line in ("Boris in reply to Anna", "Boris → Anna", "In reply to #3", "@Anna")]
    assert [line and line.answers for line in found] == ["Anna", "Anna", "#3", "Anna"]


def test_words_may_follow_on_the_line() -> None:
    line = "Anna, 12 May 2009: I do not agree."
    found = read_author_line(line)
    assert found is not None
    assert line[found.words :] == "I do not agree."


@pytest.mark.parametrize(
    "name", ["kim taylor", "Sea Of Fog", "J. P. de la Cruz", "user_42", "李明", "Dr. Strange", "🌊 Wave"]
)
def test_a_name_is_short_and_no_sentence(name: str) -> None:
    assert name_in(f" {name}: ", 0, len(name) + 3) == (1, 1 + len(name))


@pytest.mark.parametrize(
    "words", ["No.", "Who counted them?", "lol 😀", "so many words are no name of anybody", "a = b", ""]
)
def test_words_are_no_name(words: str) -> None:
    assert name_in(words, 0, len(words)) is None


def test_buttons_and_dates_fill_their_lines() -> None:
    assert [line for line in ("3 △ ▽ • Reply • Share ›", "Ответить", "Reply to him", "12") if buttons(line)] == [
        "3 △ ▽ • Reply • Share ›",
        "Ответить",
    ]
    assert only_date("Posted on 12 May 2009 · Reply") is not None
    assert only_date("12 May 2009 was a day") is None


@pytest.mark.parametrize(
    ("text", "kind", "path", "rest"),
    [
        ("• Anna", "•", (), "Anna"),
        ("•Anna", "•", (), "Anna"),
        ("-- Anna", "-", (), "Anna"),
        ("> > Anna", ">", (), "Anna"),
        ("12. Anna", "9.", (12,), "Anna"),
        ("1.2.3. Anna", "9.", (1, 2, 3), "Anna"),
        ("(3) Anna", "(9)", (3,), "Anna"),
        ("#14 Anna", "#9", (14,), "Anna"),
        ("Comment 3: Anna", "#9:", (3,), "Anna"),
        ("٣. أحمد", "9.", (3,), "أحمد"),
        ("b) Anna", "a)", (2,), "Anna"),
        ("iv) Anna", "I)", (4,), "Anna"),
    ],
)
def test_bullets_and_numbers_are_read(text: str, kind: str, path: tuple[int, ...], rest: str) -> None:
    bullet = read_bullet(text)
    assert bullet is not None
    assert (bullet.kind, bullet.path, text[bullet.end :]) == (kind, path, rest)


@pytest.mark.parametrize(
    "text", ["", "-Anna", "*Anna*", "4:31", "2,000 of us", "Anna", "© 2009", "“Anna”", "...", "$ 5"]
)
def test_words_are_no_bullets(text: str) -> None:
    assert read_bullet(text) is None
