"""What a person says about a thread."""

from archive.importing.corrections import Correction
from archive.importing.record import Record
from tests.importing.thread_press import read

PAGE = """\
• Anna

  I saw the smoke.

  Well.

  • Boris

    So did I.

• What smoke do you all mean?
"""


def told(record: Record) -> list[tuple[int | None, str | None, str]]:
    return [(comment.parent, comment.author, comment.body) for comment in record.comments]


def misfits(record: Record) -> list[tuple[int, str]]:
    return [(note.line, note.what) for note in record.notes if "fits nothing" in note.what]


def test_without_corrections_indentation_decides() -> None:
    assert told(read(PAGE)) == [
        (None, "Anna", "I saw the smoke.\n\nWell."),
        (0, "Boris", "So did I."),
        (None, None, "What smoke do you all mean?"),
    ]


def test_begin_begins_a_comment() -> None:
    record = read(PAGE, Correction(5, "begin"))
    assert told(record)[:2] == [(None, "Anna", "I saw the smoke."), (None, None, "Well.")]
    assert record.comments[1].reconstructed == ("boundary", "parent")


def test_continue_takes_a_comment_for_words_of_the_one_above() -> None:
    record = read(PAGE, Correction(11, "continue"))
    assert told(record)[1:] == [(0, "Boris", "So did I.\n\n• What smoke do you all mean?")]


def test_author_names_the_line_of_the_author() -> None:
    record = read(PAGE, Correction(5, "author"))
    assert told(record)[0] == (None, "Well.", "Anna\n\nI saw the smoke.")
    assert record.comments[0].reconstructed == ("author",)


def test_words_takes_an_author_line_for_words() -> None:
    assert told(read(PAGE, Correction(7, "words")))[1] == (0, None, "Boris\n\nSo did I.")


def test_parent_hangs_a_comment_elsewhere_and_its_answers_with_it() -> None:
    record = read(PAGE, Correction(11, "parent", "9"), Correction(9, "parent", "0"))
    assert [(comment.parent, comment.depth) for comment in record.comments] == [(None, 0), (None, 0), (1, 1)]
    assert [comment.reconstructed for comment in record.comments] == [(), ("parent",), ("parent",)]


def test_a_correction_that_fits_nothing_is_a_doubt() -> None:
    wrong = [Correction(1, "parent", "9"), Correction(3, "join"), Correction(4, "begin"), Correction(7, "parent", "99")]
    record = read(PAGE, Correction(1, "continue"), *wrong)
    assert told(record) == told(read(PAGE))
    assert misfits(record) == [
        (1, "correction fits nothing: parent"),
        (1, "correction fits nothing: continue"),
        (3, "correction fits nothing: join"),
        (4, "correction fits nothing: begin"),
        (7, "correction fits nothing: parent"),
    ]


def test_corrections_reach_the_article_and_what_stands_between_comments() -> None:
    page = f"The mill\n\nIt burnt down.\n\nComments\n\n{PAGE}"
    kinds = [
        str(block.kind)
        for block in read(page, Correction(3, "kind", "caption"), Correction(5, "kind", "heading")).blocks
    ]
    assert kinds[1:] == ["caption", "heading"]


def test_a_name_has_no_nul_and_no_end_out_of_sight() -> None:
    page = f"• An\0na\n\n  Yes.\n\n• {'very ' * 500}\n\n  No.\n"
    comments = read(f"Comments\n\n{page}", Correction(7, "author")).comments
    assert [len(comment.author or "") for comment in comments] == [4, 400]
