"""Magazine text copied out of a PDF: sentences made whole, hyphens, captions and the furniture of pages."""

import pytest

from archive.importing.shapes import magazine
from archive.importing.source import Source
from tests.importing.print_shop import COACH, COLUMN, below, blocks, flat, noted, read, rows

SPLIT = """\
In the year of the flood the landing stage was carried off,
and for nine months the boats put in under the churchyard

{}

wall, where the water was deep enough even in August. Nobody
minded but the dead."""
SENTENCE = SPLIT.replace("\n\n{}\n\n", "\n").replace("\n", " ")
CHURCH = SPLIT.replace("churchyard\n", "church-\n").replace("\nwall", "\nyard wall")
CAPTION = "The landing stage, about 1938"


def test_a_caption_comes_out_of_the_sentence_it_breaks_and_stands_behind_it():
    assert below(SPLIT.format(CAPTION)) == [("paragraph", SENTENCE), ("caption", CAPTION)]


def test_the_runs_of_a_moved_caption_are_not_in_source_order():
    record = read(f"{COLUMN}\n{SPLIT.format(CAPTION)}")
    sources = [run.source for run in record.runs]
    assert sources != sorted(sources)
    assert [block.lines for block in record.blocks] == [(1, 5), (7, 13), (10, 10)]


def test_a_caption_may_have_three_rows_and_a_credit_with_a_full_stop():
    caption = rows(
        "Left to right: the keeper, his wife and", "the boys who rang the bell, in 1938", "(Photo: A. Koll)."
    )
    assert below(SPLIT.format(caption)) == [("paragraph", SENTENCE), ("caption", flat(caption))]


def test_two_captions_in_one_sentence_stay_two():
    kinds = [("paragraph", SENTENCE), ("caption", CAPTION), ("caption", "The boat Patience")]
    assert below(SPLIT.format(f"{CAPTION}\n\nThe boat Patience")) == kinds


def test_a_lone_blank_before_a_row_parts_captions_from_text():
    text = SPLIT.replace("\n\n{}\n\n", f"\n {CAPTION}\n The boat Patience\n ")
    assert below(text) == [("paragraph", SENTENCE), ("caption", CAPTION), ("caption", "The boat Patience")]


def test_a_caption_without_blank_lines_round_it_is_known_by_its_short_row():
    text = SPLIT.replace("\n\n{}\n\n", "\nThe boat Patience, 1938\n")
    assert below(text) == [("paragraph", SENTENCE), ("caption", "The boat Patience, 1938")]


def test_a_caption_at_the_very_end_is_a_caption():
    text = "The last boat from Lorn, photographed by nobody knows whom on the first of May"
    assert below(text) == [("caption", text)]


def test_a_caption_between_two_paragraphs_stays_where_it_is():
    caption = rows("Otto Rand, who built the pontoons, with his dog", "and the model of the third boat")
    assert below(f"{caption}\n{COACH}") == [("caption", flat(caption)), ("paragraph", flat(COACH))]


def test_a_running_head_with_page_numbers_is_taken_out_on_every_page():
    heads = ["24   THE LORN REVIEW", "THE LORN REVIEW   25", "26   THE LORN REVIEW"]
    record = read("\n\n".join(f"{head}\n\n{COLUMN.replace('ferry', head[:2])}" for head in heads))
    assert [block.kind for block in record.blocks] == ["running_head", "paragraph"] * 3
    assert (1, "running head taken out") in noted(record, doubt=False)


def test_head_number_and_form_feed_inside_a_sentence_are_taken_out():
    assert below(SPLIT.format("112\n\fFerries and their houses")) == [
        ("paragraph", SENTENCE),
        ("running_head", "112"),
        ("running_head", "Ferries and their houses"),
    ]


def test_the_foot_of_a_page_gives_the_date_of_the_issue():
    record = read(f"{COLUMN}\n3, SPRING 1979\n")
    assert blocks(record)[1] == ("running_head", "3, SPRING 1979")
    assert record.published is not None
    assert record.published.edtf == "1979-21"
    assert record.value(record.published.field) == "SPRING 1979"


def test_a_date_in_a_caption_is_no_date_of_the_issue():
    record = read(f"{COLUMN}\nThe boat Patience on the day of her launch at Lorn, May 1938\n")
    assert record.published is None
    assert record.blocks[1].kind == "caption"


def test_a_word_is_joined_over_a_caption():
    assert below(CHURCH.format(CAPTION)) == [("paragraph", SENTENCE), ("caption", CAPTION)]


def test_a_word_is_joined_over_a_blank_line():
    record = read(f"{COLUMN}\n{CHURCH.replace('{}\n\n', '')}")
    assert blocks(record)[1] == ("paragraph", SENTENCE)
    assert (10, "sentence joined over a blank line") in noted(record, doubt=False)


def test_a_compound_keeps_its_hyphen_over_a_caption():
    text = SPLIT.replace("churchyard\n", "Karo-\n").replace("\nwall", "\nVeltish wall")
    assert "under the Karo-Veltish wall" in below(text.format(CAPTION))[0][1]


def test_a_hanging_hyphen_keeps_its_blank():
    german = rows(
        "Der Rat sprach lange über die Vor-",
        "und Nachteile der neuen Fähre, und die Sonntags-",
        "oder Feiertagsfahrten waren nicht",
        "dabei, weil niemand sie bezahlen wollte.",
    )
    assert "die Vor- und Nachteile" in read(german).body
    assert "die Sonntags- oder Feiertagsfahrten" in read(german).body


def test_a_hyphen_before_a_blank_inside_a_line_stays_as_printed_with_a_doubt():
    record = read(COLUMN.replace("north road", "north- Road"))
    assert "north- Road" in record.body
    assert noted(record, doubt=True) == [(2, "hyphen before a blank inside the line, left as printed")]


def test_dashes_at_line_ends_are_no_hyphens():
    record = read(
        rows("He came back—", "and that was the end—to the house – or", "what was left of it –", "and sat down.")
    )
    assert record.body == "He came back—and that was the end—to the house – or what was left of it – and sat down."


def test_an_address_keeps_its_hyphen_with_a_doubt():
    record = read(rows("All of it can be read at https://lorn.example/the-", "ferry-house/fire as long as that lasts."))
    assert "https://lorn.example/the-ferry-house/fire as" in record.body
    assert noted(record, doubt=True) == [(1, "kept hyphen: inside an address")]


def test_the_blank_between_two_rows_is_the_sources_own_where_it_has_one():
    record = read(rows("The boat came in ", "at noon, and left", "at one."))
    assert record.body == "The boat came in at noon, and left at one."
    assert [(run.source, run.length) for run in record.runs] == [(0, 17), (18, 17), (36, 7)]


def test_rows_of_a_script_without_blanks_meet_without_one():
    assert read("昔々ある所に、\n渡し舟の家があった。\n").body == "昔々ある所に、渡し舟の家があった。"


def test_a_large_first_letter_is_joined_to_its_word():
    record = read(f"T\n{COLUMN[1:]}")
    assert blocks(record) == [("paragraph", flat(COLUMN))]
    assert noted(record, doubt=True) == [(1, "large first letter joined to its word")]


def test_a_sentence_whose_beginning_is_lost_stays_with_a_doubt():
    lost = rows(
        "of both boroughs, and it was the smaller one that paid for", "the bell and for the rope that it hung from."
    )
    record = read(f"{COLUMN}\n{lost}")
    assert blocks(record)[1] == ("paragraph", flat(lost))
    assert noted(record, doubt=True) == [(7, "may begin in the middle of a sentence")]


def test_a_paragraph_that_resumes_directly_under_a_caption_is_doubted():
    caption = rows("Otto Rand, who built the pontoons, with his dog and", "the model of the third boat")
    record = read(f"{COLUMN}\n{caption} {COACH}")
    assert [block.kind for block in record.blocks] == ["paragraph", "caption", "paragraph"]
    assert noted(record, doubt=True) == [(9, "may begin in the middle of a sentence")]


def test_a_paragraph_without_an_end_is_doubted_and_not_joined_to_a_capital():
    record = read(COLUMN.replace(" slept well.", " slept") + f"\n{COACH}")
    assert [block.lines for block in record.blocks] == [(1, 5), (7, 11)]
    assert noted(record, doubt=True) == [(5, "ends without the end of a sentence")]


def test_a_sentence_that_breaks_off_at_a_small_word_goes_on_with_a_capital_in_doubt():
    text = SPLIT.replace("the churchyard\n", "the\n").replace("\nwall, where", "\nKaro wall, where")
    record = read(f"{COLUMN}\n{text.format(CAPTION)}")
    assert "put in under the Karo wall" in record.body
    assert (12, "sentence made whole") in noted(record, doubt=True)


def test_a_long_box_inside_a_sentence_stays_in_place_with_doubts():
    record = read(f"{COLUMN}\n{SPLIT.format(COACH + COACH)}")
    assert [block.lines for block in record.blocks] == [(1, 5), (7, 8), (10, 19), (22, 23)]
    assert (22, "may begin in the middle of a sentence") in noted(record, doubt=True)


def test_notes_quote_no_words():
    record = read(f"{COLUMN}\n{CHURCH.format(CAPTION)}")
    assert len(record.notes) > 2
    assert not any(word in note.what for note in record.notes for word in ("church", "yard", "landing", "wall"))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "\0", "\f\f", "-", "-\n-", "a-", "a-\n\n", "•", "1.", "\u00ad\n\u00ad", " \n "]
)
def test_almost_nothing_is_read_without_an_exception(text: str):
    assert len(read(text).blocks) <= 2


def test_wrapped_columns_score_high_and_other_texts_low():
    hyphened = COLUMN.replace("every child could tell", "every child could re-\nmember") * 6
    assert magazine.score(Source(hyphened)) > 0.7
    page = rows(*[flat(COLUMN) * 4, "Share this story", flat(COACH) * 3, "Photo: Anna Koll", flat(COLUMN) * 5] * 8)
    thread = "\n".join(f"• Reader {number}\n\n    A short remark.\n" for number in range(30))
    assert [magazine.score(Source(text)) for text in (page, thread, "One line.\n", "")] == [0.0] * 4
