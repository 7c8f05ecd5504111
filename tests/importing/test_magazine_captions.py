"""Captions of magazine text that stand in sentences: what shows them, and what is text and no caption."""

import pytest

from tests.importing.print_shop import COACH, COLUMN, blocks, flat, noted, read, rows

PAGE = f"{COLUMN}\n{COACH}\n"
HEAD = rows(
    "The keeper of the bell had a brother on the other bank, and",
    "the brother had a bell of his own. In the year in which the",
)
TAIL = rows(
    "river froze they rang to one another until neither of them",
    "could be heard, and the parish had to pay for two new ropes.",
)
SENTENCE = flat(HEAD + TAIL)


def taken_out(caption: str) -> list[tuple[str, str]]:
    """The blocks of a passage with a caption between its rows, and no blank line round it."""
    return blocks(read(PAGE + HEAD + caption + TAIL))[2:]


@pytest.mark.parametrize(
    "caption",
    [
        "The second bell in the yard of the founder, photographed from the roof in June\n",
        "The second bell was never paid for by anybody in town.\n",
        "Figure 3: The second bell before it was hung in the tower\nlooking north, in a drawing by the sexton.\n",
        "Abb. 12. Die zweite Glocke\n",
        "Рис. 4. Второй колокол\n",
        "Courtesy of the family of the keeper of the bell\n",
    ],
)
def test_a_caption_inside_a_sentence_is_known_by_width_stop_label_or_owner(caption: str):
    assert taken_out(caption) == [("paragraph", SENTENCE), ("caption", flat(caption))]


def test_a_row_that_only_reads_like_a_caption_stays_with_a_doubt():
    caption = "Members of the parish on the landing stage, in June 1902"
    record = read(f"{PAGE}{HEAD}{caption}\n{TAIL}")
    assert blocks(record)[2:] == [("paragraph", f"{flat(HEAD)} {caption} {flat(TAIL)}")]
    assert (15, "in the middle of a sentence, perhaps a caption") in noted(record, doubt=True)


def test_a_name_at_the_beginning_of_a_row_is_no_caption_and_no_doubt():
    name = "The Hague and London heard of it through Ostend, where the"
    record = read(f"{PAGE}{HEAD}{name}\n{TAIL}")
    assert blocks(record)[2:] == [("paragraph", f"{flat(HEAD)} {name} {flat(TAIL)}")]
    assert noted(record, doubt=True) == []


def test_a_row_between_a_caption_and_a_running_head_goes_on_with_the_sentence():
    caption, head = "The ferry house about 1890. Photo: County Museum", "HOUSES AND BOATS | 12"
    second = TAIL.splitlines()[1]
    row = "river froze they rang to one another. Neither of them knew"
    text = f"{PAGE}{HEAD}\n{caption}\n\n{row}\n\n{head}\n\n{second[:-1]} in spring.\n\nHOUSES AND BOATS | 13\n"
    found = blocks(read(text))
    assert found[2:4] == [("paragraph", flat(f"{HEAD} {row} {second[:-1]} in spring.")), ("caption", caption)]


def test_two_full_rows_between_a_page_and_a_caption_are_text():
    caption = "The ferry house about 1890. Photo: County Museum"
    middle = rows(
        "Keepers of both bells were fined, and with the money a tel-",
        "egraph line was built along the bank of the river for their",
    )
    found = blocks(read(f"{PAGE}{HEAD}\n18\n\n{middle}{caption}\nbrothers to talk at night.\n"))
    paragraph = flat(HEAD + middle).replace("tel- ", "tel") + " brothers to talk at night."
    assert found[2:] == [("paragraph", paragraph), ("running_head", "18"), ("caption", caption)]


@pytest.mark.parametrize(
    "caption", ["The ferry house about 1890. Photo: County Museum", "Courtesy of the keeper of the bell"]
)
@pytest.mark.parametrize("edge", [("", ""), ("18 | HOUSES AND BOATS\n", ""), ("", "HOUSES AND BOATS | 19\n")])
def test_a_caption_at_the_edge_of_a_page_leaves_the_sentence_too(caption: str, edge: tuple[str, str]):
    above, below = edge
    found = blocks(read(f"{PAGE}{HEAD}{above}{caption}\n{below}{TAIL}"))
    assert found[2] == ("paragraph", SENTENCE)
    assert ("caption", caption) in found[3:]


def test_a_caption_stands_behind_the_first_row_of_a_paragraph_or_inside_a_word():
    caption = "The ferry house about 1890. Photo: County Museum"
    first, rest = HEAD.split("\n", 1)
    assert blocks(read(f"{PAGE}{first}\n{caption}\n{rest}{TAIL}"))[2] == ("paragraph", SENTENCE)
    divided = HEAD[:-1].replace("which the", "which the ri-\n") + f"{caption}\n" + TAIL.removeprefix("ri")
    assert blocks(read(PAGE + divided))[2] == ("paragraph", SENTENCE)


def test_rows_as_full_as_the_column_are_no_caption_though_their_sentence_ends_nowhere():
    opening = rows(
        "The keeper of the bell had a brother on the other bank. The",
        "brother had a bell of his own, and in the year in which the",
        "river froze they rang to one another until neither of them",
    )
    found = blocks(read(f"{PAGE}{opening}\n* In the county record office.\n\n{COLUMN}"))
    assert found[2] == ("paragraph", flat(opening))


def test_a_row_in_capitals_inside_a_sentence_is_the_head_of_a_page():
    assert taken_out("HOUSES AND BOATS\n") == [("paragraph", SENTENCE), ("running_head", "HOUSES AND BOATS")]
