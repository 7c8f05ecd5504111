"""Headings, keywords, verses, heads and page numbers of magazine text, and what they are not."""

import pytest

from tests.importing.print_shop import COACH, COLUMN, below, blocks, flat, noted, read, rows

LAST = rows(
    "Nobody was ever tried for it. In the register of the parish",
    "a page is missing, and the keeper of the register swore that",
    "it had been missing before the house was built.",
)
WIDE = " " * 30


@pytest.mark.parametrize(
    "heading", ["T H E   F I R S T   F I R E", "A   B E L L   I S   H U N G   A G A I N   A T   N O O N"]
)
def test_a_line_set_in_spaced_letters_is_a_heading(heading: str):
    assert below(f"{heading}\n\n{COACH}") == [("heading", heading), ("paragraph", flat(COACH))]


@pytest.mark.parametrize("heading", ["2. The second fire", "2. Who was a keeper?", "2 The second fire"])
def test_a_numbered_heading_directly_above_its_paragraph_is_no_list_item(heading: str):
    text = rows("1. The first fire") + COACH + "\n" + heading + "\n" + LAST
    kinds = [("heading", "1. The first fire"), ("paragraph", flat(COACH)), ("heading", heading)]
    assert below(text) == [*kinds, ("paragraph", flat(LAST))]


def test_numbered_items_of_one_row_stay_a_list():
    text = rows("1. The boat", "2. The bell and the rope", "3. The house")
    assert [kind for kind, _ in below(text)] == ["list_item"] * 3


@pytest.mark.parametrize("word", ["Keywords", "Anahtar kelimeler", "Schlüsselwörter", "Ключевые слова", "Mots-clés"])
def test_the_keywords_of_an_essay_are_no_caption(word: str):
    line = f"{word}: bells, boats, fires"
    assert below(f"{line}\n\n{COACH}") == [("paragraph", line), ("paragraph", flat(COACH))]


def test_rows_of_a_verse_are_one_passage():
    verse = rows(
        "    You say the bell was cast for you,", "        I say it was for me;", "    It fell, and we were but two"
    )
    verse += rows("        Who never paid its fee.")
    assert below(COACH + "\n" + verse + "\n" + COACH)[1] == ("paragraph", flat(verse))


@pytest.mark.parametrize(
    "head",
    [
        f"56{WIDE}Nermin Aksu",
        f"Anna Koll and Jon Velder{WIDE}57",
        f"© 1979 Lorn Publications{WIDE}HOUSES AND BOATS 57",
        "continued on page 34",
        "Fortsetzung auf Seite 34",
        "Окончание на стр. 34",
    ],
)
def test_a_head_set_to_both_edges_and_a_pointer_to_another_page_stand_outside_the_text(head: str):
    assert below(f"{head}\n\n{COACH}") == [("running_head", head), ("paragraph", flat(COACH))]


def test_a_page_number_above_its_running_head_is_taken_out_of_a_divided_word():
    first, second = COLUMN.replace("the bell of the", "the bell of the inhab-\n#itants of the").split("#")
    text = f"{first}112\nANNA KOLL\n{second}\n{COACH}\n114\nANNA KOLL\n\n{COACH}"
    record = read(text)
    assert blocks(record)[0] == ("paragraph", flat(first + second).replace("inhab- itants", "inhabitants"))
    assert [kind for kind, _ in blocks(record)].count("running_head") == 4
    assert not [what for _, what in noted(record, doubt=False) if "kept hyphen" in what]


def test_two_names_under_the_title_are_two_bylines():
    record = read(rows("Counting the Burned Boats of Lorn", "", "Anna Koll and Jon Velder", "") + COLUMN)
    assert [byline.name for byline in record.bylines] == ["Anna Koll", "Jon Velder"]


def test_a_first_paragraph_with_a_divided_word_is_no_standfirst():
    short = rows(
        "The bell has no owner. Neither of the parishes that",
        "ordered it paid, and the one which kept it af-",
        "terwards sold it.",
    )
    record = read(rows("The Orphan Bell", "", "By Anna Koll", "") + short + "\n" + COLUMN)
    assert [block.kind for block in record.blocks] == ["title", "byline", "paragraph", "paragraph"]
