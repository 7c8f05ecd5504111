"""Comment threads as pages print them, one way after the other."""

from archive.importing import shapes
from archive.importing.record import Gap
from archive.importing.shapes import thread
from archive.importing.source import Source
from tests.importing.thread_press import read


def told(text: str) -> list[tuple[int | None, str | None, str]]:
    """Parent, author and words of each comment."""
    return [(comment.parent, comment.author, comment.body) for comment in read(text).comments]


def doubts(text: str) -> list[tuple[int, str]]:
    return [(note.line, note.what) for note in read(text).notes if note.doubt]


THREE = [(None, "Anna", "I saw the smoke."), (0, "Boris", "So did I."), (None, "Carl", "What smoke?")]
FLAT = [(None, author, words) for _, author, words in THREE]


def test_a_blog_prints_says_and_the_date_below() -> None:
    page = (
        "3 Responses to The Mill\n\nAnna says:\nMarch 3, 2011 at 4:15 pm\n\nI saw the smoke.\n\nReply\n\n"
        "    Boris says:\n    March 3, 2011 at 5:00 pm\n\n    So did I.\n\n    Reply\n\n"
        "Carl says:\nMarch 4, 2011 at 9:00 am\n\nWhat smoke?\n\nReply\n\nLeave a Reply\nName *\n"
    )
    assert told(page) == THREE
    assert [comment.date and comment.date.edtf for comment in read(page).comments] == [
        "2011-03-03",
        "2011-03-03",
        "2011-03-04",
    ]


def test_a_text_browser_numbers_lists_inside_lists_and_links_below() -> None:
    page = (
        "3 Comments\n\n  1. Anna\n     March 3, 2011\n     I saw the smoke.\n       1. Boris\n"
        "          March 3, 2011\n          So did I.\n  2. Carl\n     March 4, 2011\n     What smoke?\n\n"
        "References\n\n  1. http://example.org/a\n  2. http://example.org/b\n"
    )
    assert told(page) == THREE


def test_a_forum_puts_rules_between_and_names_the_number_it_answers() -> None:
    page = (
        "#1 Anna\n03.05.2011 12:00\nI saw the smoke.\n------------\n#2 Boris\n03.05.2011 12:10\n"
        "In reply to #1\nSo did I.\n------------\n#3 Carl\n03.05.2011 12:20\nWhat smoke?\n------------\n"
    )
    assert told(page) == THREE


def test_an_answer_in_a_flat_thread_hangs_under_the_last_comment_of_that_name() -> None:
    page = (
        "Comments\n\nAnna, 3 May 2011\nI saw it.\n\nAnna, 4 May 2011\nTwice.\n\n"
        "Boris in reply to Anna, 4 May 2011\nSo did I.\n\nCarl in reply to Dora, 4 May 2011\nWhat smoke?\n"
    )
    record = read(page)
    assert [(comment.parent, comment.reconstructed) for comment in record.comments] == [
        (None, ()),
        (None, ()),
        (1, ("parent",)),
        (None, ()),
    ]
    assert (12, "the comment that this one answers stands nowhere above") in doubts(page)


def test_talkbacks_have_a_title_above_the_author() -> None:
    page = (
        "TALKBACKS\n\n1. It was the wind\nAnna, Haifa (03.03.11, 16:15)\nI saw the smoke.\n\n"
        "2. No way\nBoris, Lorn (03.03.11, 17:00)\nSo did I.\n\n3. Well\n(03.03.11, 18:00)\nWhat smoke?\n"
    )
    assert told(page) == [
        (None, "Anna, Haifa", "It was the wind\n\nI saw the smoke."),
        (None, "Boris, Lorn", "No way\n\nSo did I."),
        (None, None, "Well\n\nWhat smoke?"),
    ]


def test_authors_may_sign_below_their_words() -> None:
    page = (
        "Letters\n\nI saw the smoke.\nPosted by Anna on 3 May 2011\n\n"
        "So did I.\nPosted by Boris on 3 May 2011\n\nWhat smoke?\nPosted by Carl on 4 May 2011\n"
    )
    assert told(page) == FLAT
    assert (
        told("Comments\n\n1. I saw the smoke.\n   – Anna\n\n2. So did I.\n   – Boris\n\n3. What smoke?\n   – Carl\n")
        == FLAT
    )


def test_names_and_words_may_stand_on_one_row() -> None:
    assert (
        told(
            "## Comments\n\n- **Anna** (3 May 2011): I saw the smoke.\n  - **Boris**: So did I.\n- Carl: What smoke?\n"
        )
        == THREE
    )
    assert (
        told("Comments\n\n* Anna says: I saw the smoke.\n  * Boris says: So did I.\n* Carl says: What smoke?\n")
        == THREE
    )


def test_depth_may_be_told_by_signs_of_quoting_on_every_row() -> None:
    assert told("Anna wrote:\nI saw the smoke.\n\n> Boris wrote:\n> So did I.\n\nCarl wrote:\nWhat smoke?\n") == THREE


def test_depth_may_be_told_by_repeated_bullets_or_an_outline() -> None:
    assert told("- Anna\nI saw the smoke.\n\n-- Boris\nSo did I.\n\n- Carl\nWhat smoke?\n") == THREE
    assert told("1. Anna\nI saw the smoke.\n\n1.1. Boris\nSo did I.\n\n2. Carl\nWhat smoke?\n") == THREE


def test_names_without_bullets_stand_over_deeper_words_or_below_a_heading() -> None:
    assert told("Anna\n    I saw the smoke.\n\n    Boris\n        So did I.\n\nCarl\n    What smoke?\n") == THREE
    assert told("Comments\n\nAnna\nI saw the smoke.\n\nBoris\nSo did I.\n\nCarl\nWhat smoke?\n") == FLAT


def test_right_to_left_names_keep_their_marks() -> None:
    page = "תגובות\n\n• \u200fשרה לוי\n  12.5.2009\n\n  ראיתי.\n\n  • \u200fדוד\n    12.5.2009\n\n    גם אני.\n"
    assert told(page) == [(None, "\u200fשרה לוי", "ראיתי."), (0, "\u200fדוד", "גם אני.")]


def test_numbers_set_flush_right_are_of_one_level() -> None:
    page = "".join(f"{number:>3}. Name{'ab'[number % 2]}\n     Words of one of them.\n\n" for number in range(8, 12))
    assert [comment.parent for comment in read(f"Comments\n\n{page}").comments] == [None] * 4


def test_a_missing_level_is_bridged_and_doubted() -> None:
    page = (
        "• Anna\n\n  A.\n\n  • Boris\n\n    B.\n\n    • Carl\n\n      C.\n\n• Dora\n\n  D.\n\n    • Emil\n\n      E.\n"
    )
    last = read(page).comments[-1]
    assert (last.parent, last.depth, last.reconstructed) == (3, 1, ("parent",))
    assert doubts(page) == [(17, "a level of the thread is missing above this comment")]


BULLETED = "• Anna\n\n  I saw the smoke.\n\n  • Boris\n\n    So did I.\n\n"


def test_words_behind_a_bullet_without_an_author_are_nobodys() -> None:
    page = BULLETED + "• What smoke do you all mean, if I may ask?\n"
    assert told(page)[2] == (None, None, "What smoke do you all mean, if I may ask?")
    assert doubts(page) == [(9, "author line missing")]


def test_words_behind_a_double_blank_line_begin_a_comment() -> None:
    page = BULLETED + "\n  What smoke?\n\n  Really.\n\n• Dora\n\n  Hm.\n"
    comment = read(page).comments[2]
    assert (comment.author, comment.parent, comment.body) == (None, None, "What smoke?\n\nReally.")
    assert comment.reconstructed == ("boundary", "parent")
    assert doubts(page) == [(10, "bullet and author line missing; begun at the double blank line")]


def test_words_that_go_back_to_the_column_of_an_earlier_comment_begin_a_comment() -> None:
    page = BULLETED + "  What smoke?\n"
    assert told(page)[2] == (None, None, "What smoke?")
    assert doubts(page) == [(9, "bullet and author line missing; begun where the indentation goes back")]


def test_a_name_that_lost_its_bullet_still_begins_a_comment() -> None:
    page = BULLETED + "Carl\n\n  What smoke?\n"
    assert told(page) == THREE
    assert read(page).comments[2].reconstructed == ("boundary",)
    assert doubts(page) == [(9, "bullet missing; begun at its author line")]


def test_a_line_that_may_be_a_name_stays_among_the_words_with_a_doubt() -> None:
    page = BULLETED + "    Carl Weber\n\n    What smoke?\n\n• Dora\n\n  Hm.\n"
    assert told(page)[1] == (0, "Boris", "So did I.\n\nCarl Weber\n\nWhat smoke?")
    assert doubts(page) == [(9, "may be an author line without its bullet; kept among the words")]


def test_an_author_line_without_words_is_no_comment_of_the_next() -> None:
    page = BULLETED + "• Carl, 3 May 2011\n\n• Anna\n\n  Hm.\n"
    assert told(page)[2:] == [(None, "Carl", ""), (None, "Anna", "Hm.")]
    assert doubts(page) == [(9, "words missing")]


def test_a_long_run_of_blank_lines_is_a_gap() -> None:
    page = BULLETED + "\n\n\n• Carl\n\n  What smoke?\n"
    assert told(page) == THREE
    assert read(page).gaps == (Gap((8, 11), 0),)
    assert doubts(page) == [(8, "gap: 4 blank lines where a comment stood")]


def test_the_usual_run_of_blank_lines_is_none() -> None:
    assert read("\n\n\n\n".join(f"• Name{sign}\n\n  It is {sign}." for sign in "abcd")).gaps == ()


def test_a_number_that_is_left_out_is_a_gap() -> None:
    page = "".join(f"{number}. Name{number}x\n   It is number {number}.\n\n" for number in (1, 2, 3, 5, 6, 7))
    assert read(f"Comments\n\n{page}").gaps == (Gap((11, 11), 0),)


def test_a_list_among_the_words_is_no_comment() -> None:
    things = "\n  • smoke\n  • fire\n  • water\n"
    page = f"• Anna\n\n  I saw this:\n{things}\n  That is all.\n\n• Boris\n\n  So did I.\n"
    assert told(page) == [
        (None, "Anna", "I saw this:\n\n• smoke\n• fire\n• water\n\nThat is all."),
        (None, "Boris", "So did I."),
    ]


def test_the_lists_of_an_article_are_no_comments() -> None:
    causes = "  1. Wind\n  2. Fire\n     and smoke.\n"
    article = f"The mill\n\nThere are two reasons.\n\n{causes}\nThe council meets again.\n\n"
    record = read(article + BULLETED + "© 2011 The Mill Gazette\n")
    assert [comment.author for comment in record.comments] == ["Anna", "Boris"]
    assert record.body.endswith("The council meets again.\n\n© 2011 The Mill Gazette")
    assert shapes.recognise(Source(article)) != "thread"


def test_what_stands_between_comments_is_kept_as_boilerplate() -> None:
    page = (
        "Comments\n\n  • Anna\n\n    I saw the smoke.\n\nAdvertisement\n\n  • Boris\n\n    So did I.\n\nTerms of use\n"
    )
    record = read(page)
    assert [(str(block.kind), record.body[block.start : block.end]) for block in record.blocks] == [
        ("boilerplate", "Comments"),
        ("boilerplate", "Advertisement"),
        ("boilerplate", "Terms of use"),
    ]
    assert doubts(page) == [(7, "stands between comments, taken for none")]


def test_a_number_of_comments_that_is_not_the_number_read_is_doubted() -> None:
    assert doubts("5 comments\n\n" + BULLETED) == [(1, "the page says 5 comments, 2 are read")]


def test_carriage_returns_are_no_part_of_the_words() -> None:
    page = "• Anna\r\n\r\n  I saw\r\n  the smoke.\r\n\r\n• Boris\r\n\r\n  So did I.\r\n"
    comment = read(page).comments[0]
    assert comment.body == "I saw\nthe smoke."
    assert [(block.start, block.end, block.lines) for block in comment.blocks] == [(0, 16, (3, 4))]
    assert page[slice(*comment.source)] == "• Anna\r\n\r\n  I saw\r\n  the smoke."


def test_texts_without_comments_score_less_than_plain_text() -> None:
    recipe = "Bread\n\n- 500 g flour\n- 300 g water\n\n1. Mix\n2. Knead\n3. Bake\n"
    study = "A study\n\n1. Aim\n\nWe wanted to know.\n\n2. Method\n\nWe asked.\n\n3. Result\n\nNobody knew.\n"
    play = "ACT ONE\n\nMILLER\n    Who goes there?\n\nANNA\n    It is I.\n\nMILLER\n    What do you want?\n"
    talk = "A talk\n\nHanna Veld: Was it you?\n\nThe miller: No.\n\nHanna Veld: Who was it?\n\nThe miller: The wind.\n"
    dates = (
        "A mill\n\n3 May 1911\nThe mill is built.\n\n4 June 1922\nThe mill burns.\n\n5 July 1933\nIt is built again.\n"
    )
    assert [text for text in (recipe, study, play, talk, dates) if thread.score(Source(text)) >= 0.1] == []


def test_words_may_stand_at_the_margin_whatever_the_column_of_the_bullet() -> None:
    indented = zip(("* Anna", "    * Boris", "    * Carl", "        * Dora", "* Emil"), "ABCDE", strict=True)
    page = "".join(f"{head}\n\nThis is {sign}.\n\n" for head, sign in indented)
    assert [(parent, author) for parent, author, _ in told(page)] == [
        (None, "Anna"),
        (0, "Boris"),
        (0, "Carl"),
        (2, "Dora"),
        (None, "Emil"),
    ]


def test_buttons_are_no_words_of_a_comment() -> None:
    page = "Anna\nI saw the smoke.\nLike · Reply · 3y\nBoris\nSo did I.\nLike · Reply · 2y\nCarl\nWhat smoke?\n"
    assert told(f"3 comments\n\n{page}") == FLAT
    assert told("1 comment\n\n@anna_b 3 years ago\nReply\n")[0][2] == "Reply"


def test_the_thread_ends_where_the_margin_is_reached_again() -> None:
    record = read(
        f"  {BULLETED.replace(chr(10), chr(10) + '  ')}\n\nThe gazette of the mill\n\n  1. http://example.org/a\n"
    )
    assert [comment.author for comment in record.comments] == ["Anna", "Boris"]
    assert record.body == "The gazette of the mill\n\n1. http://example.org/a"
    assert record.notes == ()
