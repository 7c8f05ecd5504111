"""Where sentences end and begin."""

import pytest

from archive.importing.languages import language_of
from archive.importing.sentences import Start, abbreviated, ends, hangs, hyphened, start_of


@pytest.mark.parametrize(
    "text",
    [
        "It ended.",
        "Did it?",
        "it ended.”",
        "(it ended.)",
        "it ended.12",
        "it ended.[3]",
        "այրվեց։",
        "it ended. »",
        "end…",
    ],
)
def test_full_stops_end_a_sentence_behind_quotes_and_notes_too(text: str):
    assert ends(text)


@pytest.mark.parametrize("text", ["It ended", "as follows:", "the “house”", "it ended,", "1954", "rela-", "a — "])
def test_nothing_else_ends_a_sentence(text: str):
    assert not ends(text)


def test_an_abbreviation_ends_like_a_sentence_and_is_known_for_one():
    assert [abbreviated(text) for text in ("with Dr.", "in the U.S.", "Mr J.", "it ended.")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("and so", Start.SMALL),
        ("“and so", Start.SMALL),
        (", and so", Start.SMALL),
        ("So", Start.CAPITAL),
        ("«Да", Start.CAPITAL),
        ("1954 was", Start.DIGIT),
        ("שלום", Start.CASELESS),
        ("***", Start.MARK),
        ("", Start.MARK),
    ],
)
def test_the_first_letter_says_how_a_text_begins(text: str, start: Start):
    assert start_of(text) is start


def test_a_text_hangs_at_a_comma_a_hyphen_or_a_small_word_of_its_language():
    assert [hangs(text, "en") for text in ("it came,", "rela-", "to the", "a house", "die")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert hangs("für die", "de")


def test_a_hyphen_counts_only_directly_behind_a_letter():
    assert [hyphened(text) for text in ("rela-", "1941-", "a -", "--", "-", "", "so\u00ad")] == [True, True] + [
        False
    ] * 4 + [True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the house and the bell of the town", "en"),
        ("das Haus und die Glocke der Stadt ist alt", "de"),
        ("la maison et la cloche de la ville", "fr"),
        ("дом и колокол в городе, который был на реке", "ru"),
        ("ev ve çan için bir şey daha", "tr"),
        ("house", "de"),
    ],
)
def test_small_words_tell_the_language_and_too_few_leave_it_open(text: str, language: str):
    assert language_of(text, "de") == language
