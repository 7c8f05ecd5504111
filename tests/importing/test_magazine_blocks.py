"""Magazine text copied out of a PDF: paragraphs, columns, the front, headings, lists and notes."""

import pytest

from tests.importing.print_shop import COACH, COLUMN, below, blocks, flat, noted, read, rows


def test_text_without_blank_lines_is_parted_at_short_last_rows():
    short = COLUMN.replace("how full she was, and whether the keeper had slept well.", "and how full she was.")
    assert [block.lines for block in read(short + COACH + short).blocks] == [(1, 5), (6, 15)]
    assert [block.lines for block in read(short + short + COLUMN).blocks] == [(1, 5), (6, 10), (11, 15)]


def test_first_lines_that_are_set_in_begin_paragraphs():
    assert blocks(read(f"   {COLUMN}   {COACH}")) == [("paragraph", flat(COLUMN)), ("paragraph", flat(COACH))]


def test_blank_lines_between_all_rows_part_no_paragraphs():
    text = f"{COLUMN}\n{COACH}".replace("\n", "\n\n")
    assert blocks(read(text)) == [("paragraph", flat(COLUMN)), ("paragraph", flat(COACH))]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\f\n", "\v\n"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end: str):
    record = read("\ufeff" + f"{COLUMN}\n{COACH}".replace("\n", end))
    assert blocks(record) == [("paragraph", flat(COLUMN)), ("paragraph", flat(COACH))]


def test_a_form_feed_inside_a_line_divides_it():
    record = read(f"{COLUMN}\n46\fHOUSES AND BOATS\n\n{COACH}")
    assert [block.kind for block in record.blocks] == ["paragraph", "running_head", "running_head", "paragraph"]
    assert [block.lines for block in record.blocks][1:3] == [(7, 7), (7, 7)]


def test_columns_side_by_side_are_read_one_after_the_other():
    record = read(rows(*(f"{a:<64}{b}" for a, b in zip(COLUMN.splitlines(), COACH.splitlines(), strict=True))))
    assert flat(record.body) == f"{flat(COLUMN)} {flat(COACH)}"
    assert (1, "columns side by side read one after the other") in noted(record, doubt=False)


def test_a_head_over_both_columns_and_a_number_between_them_belong_to_neither():
    beside = rows(*(f"{a:<64}{b}" for a, b in zip(COLUMN.splitlines(), COACH.splitlines(), strict=True)))
    record = read(f"{' ' * 40}HOUSES AND BOATS 12\n\n{beside}\n{' ' * 60}45\n")
    assert blocks(record)[-1] == ("running_head", "45")
    assert flat(COLUMN) in flat(record.body)


def test_the_cells_of_a_table_stay_beside_each_other():
    table = rows(
        "Boat          Built         Burned", "Patience      1901          1954", "Prudence      1903          1954"
    )
    assert flat(
        read(table + rows("Third         1961          never", "Fourth        1970          never")).body
    ) == flat(table + "Third 1961 never Fourth 1970 never")


def test_title_standfirst_byline_and_date_above_the_text_are_fields():
    front = rows(
        "Who Burned the House?", "A quarrel of forty years", "", "By Anna Koll and Jon Velder", "Spring 1979", ""
    )
    record = read(front + COLUMN)
    assert [kind for kind, _ in blocks(record)] == ["title", "standfirst", "byline", "date", "paragraph"]
    assert record.value(record.title) == "Who Burned the House?"
    assert [(one.name, one.role) for one in record.bylines] == [("Anna Koll", "author"), ("Jon Velder", "author")]
    assert record.published is not None
    assert record.published.edtf == "1979-21"


def test_a_standfirst_of_whole_sentences_stands_between_title_and_byline():
    record = read(
        rows("The House", "", "It burned in 1954. Two towns have not spoken since.", "", "By Anna Koll", "") + COLUMN
    )
    assert [kind for kind, _ in blocks(record)] == ["title", "standfirst", "byline", "paragraph"]


def test_a_section_above_the_title_is_a_heading_and_a_bare_name_below_it_a_doubted_byline():
    record = read(rows("ESSAY", "", "The House in the Middle", "", "Anna Koll", "") + COLUMN)
    assert [kind for kind, _ in blocks(record)] == ["heading", "title", "byline", "paragraph"]
    assert noted(record, doubt=True) == [(5, "a name under the title read as the author's")]


def test_text_that_begins_at_once_has_no_title():
    record = read(COLUMN)
    assert record.title is None
    assert blocks(record) == [("paragraph", flat(COLUMN))]


def test_a_title_printed_again_at_the_heads_of_pages_is_a_title_once():
    title = "The House in the Middle\n\n"
    record = read(
        title + f"\f{title}".join(f"{COLUMN.replace('ferry', word)}\n" for word in ("coach", "mail", "barge"))
    )
    heads = ["title", "paragraph", "running_head", "paragraph", "running_head", "paragraph"]
    assert [kind for kind, _ in blocks(record)] == heads
    assert record.value(record.title) == "The House in the Middle"


@pytest.mark.parametrize("heading", ["What the town remembers", "WHAT WAS SAID", "2. The inquiry", "IV"])
def test_headings_inside_an_article_stay_in_place(heading: str):
    assert below(f"{heading}\n\n{COACH}") == [("heading", heading), ("paragraph", flat(COACH))]


def test_a_heading_glued_to_its_paragraph_is_parted_from_it():
    heading = "What the town remembers"
    assert below(f"{heading}\n{COACH}") == [("heading", heading), ("paragraph", flat(COACH))]


def test_a_question_of_an_interview_is_a_paragraph():
    assert below(f"And who rang the bell?\n\n{COACH}")[0] == ("paragraph", "And who rang the bell?")


def test_a_numbered_list_of_the_article_is_a_list():
    items = ["1. The stove was left open by the keeper.", "2. A boy spilled the oil.", "3. Nobody knows."]
    items[0] = "1. The stove was left open by the keeper, who had gone to\n   look for his dog."
    text = rows("There were three accounts of it in the town:", *items)
    assert below(text) == [
        ("paragraph", "There were three accounts of it in the town:"),
        ("list_item", flat(items[0])),
        ("list_item", "2. A boy spilled the oil."),
        ("list_item", "3. Nobody knows."),
    ]


def test_a_number_or_dash_at_the_beginning_of_a_row_makes_no_list():
    text = rows(
        "It burned on the night of the twentieth of November, and on",
        "26. November it was pulled down – the keeper saw it – and the",
        "– now homeless – keeper went to his sister in the north.",
    )
    assert below(text) == [("paragraph", flat(text))]


def test_footnotes_inside_a_sentence_go_behind_its_paragraph_with_a_doubt():
    notes = ["1 Minutes of the Harbour Board, p. 12.", "2 A. Koll, The Long Bridge (Lorn, 1974), p. 88."]
    lines = COLUMN.splitlines()
    record = read(rows(*lines, "", *lines[:3], "", *notes, "", *lines[3:]))
    assert [text for _, text in blocks(record)] == [flat(COLUMN), flat(COLUMN), *notes]
    assert noted(record, doubt=True) == [
        (11, "footnote inside a sentence moved behind its paragraph"),
        (12, "footnote inside a sentence moved behind its paragraph"),
    ]


def test_many_short_rows_apart_are_no_captions():
    verse = ["The bell is dumb", "The boat is burned", "The rope is rotten", "The oar is turned", "And nobody comes"]
    record = read(f"{COLUMN}\n" + "\n\n".join(verse))
    assert [block.kind for block in record.blocks] == ["paragraph"] * 6
    assert noted(record, doubt=True) == [(7, "5 short passages in a row: verse, a table, or captions")]


def test_a_bilingual_text_is_read_in_both_languages():
    german = rows(
        "Die Fähre war älter als die Stadt, und die Vor-",
        "und Nachteile der neuen Brücke sind bis heute in der Re-",
        "gierung umstritten, weil niemand sie bezahlt hat.",
    )
    assert below(german) == [("paragraph", flat(german).replace("Re- gierung", "Regierung"))]
