"""Pages of newspapers, journals and blogs: every line as what it is, and nobody named whom the page does not name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.corrections import Correction, Corrections
from archive.importing.draft import Draft
from archive.importing.record import PrintedDate, Record
from archive.importing.shapes import newspaper
from archive.importing.source import Source

FIRST = (
    "The ferry house stood on the east bank for ninety years, and every child of the town learned to swim below its "
    "steps. Nobody had thought that it could burn so fast."
)
SECOND = "The mayor said that the council would wait for the report of the brigade before it named a cause."
THIRD = "Residents of the lower quarter had asked for a second hydrant, and their letters went unanswered."


def page(*lines: str) -> Source:
    return Source("\n".join(lines))


def read(*lines: str, corrections: Corrections | None = None) -> Record:
    return newspaper.read(page(*lines), corrections or Corrections())


def kinds(record: Record) -> list[tuple[int, str]]:
    return [(block.lines[0], block.kind) for block in record.blocks]


def bylines(record: Record) -> list[tuple[str, str]]:
    return [(byline.name, byline.role) for byline in record.bylines]


def doubts(record: Record) -> list[int]:
    return [note.line for note in record.notes if note.doubt]


def edtf(date: PrintedDate | None) -> str | None:
    return date.edtf if date else None


def test_a_page_is_read_from_its_menu_to_its_footer() -> None:
    record = read(
        "Skip to content",
        "Home > News > Town",
        "Ferry house burns to the ground",
        "Council promises an inquiry while the quarter asks for a hydrant",
        "By Mara Lind and Tom Oke",
        "Published: 3 May 2019 14:05 | Updated: 4 May 2019",
        "Share",
        "Facebook",
        "The ruins on Monday. (Photo: Ann Lee/River Post)",
        FIRST,
        "What the brigade found",
        SECOND,
        "Advertisement",
        THIRD,
        "Tags: fire, council",
        "Related articles",
        "Bridge closed for a week",
        "© 2019 River Post. All rights reserved.",
    )
    assert [kind for _, kind in kinds(record)] == [
        *[
            "boilerplate",
            "boilerplate",
            "title",
            "standfirst",
            "byline",
            "date",
            "boilerplate",
            "boilerplate",
            "caption",
        ],
        *["paragraph", "heading", "paragraph", "boilerplate", "paragraph"],
        *["boilerplate", "boilerplate", "boilerplate", "boilerplate"],
    ]
    assert record.value(record.title) == "Ferry house burns to the ground"
    assert bylines(record) == [("Mara Lind", "author"), ("Tom Oke", "author")]
    assert record.published == PrintedDate(
        "3 May 2019 14:05", "2019-05-03", "2019-05-03", "2019-05-03", record.published and record.published.field
    )
    assert record.published.field
    assert record.value(record.published.field) == "3 May 2019 14:05"


@pytest.mark.parametrize(
    ("lines", "title", "author", "published"),
    [
        (
            [
                "Главная » Новости » Общество",
                "Паромный дом сгорел за одну ночь",
                "3 мая 2019, 14:05",
                "Автор: Мара Линд",
                "Фото: Анна Ли",
                "Паромный дом стоял на восточном берегу девяносто лет, и его знал каждый ребёнок в городе.",
                "Мэр заявил журналистам во вторник, что совет дождётся доклада пожарных.",
                "Поделиться",
            ],
            "Паромный дом сгорел за одну ночь",
            "Мара Линд",
            "2019-05-03",
        ),
        (
            [
                "דף הבית",
                "בית המעבורת נשרף בלילה אחד",
                "3 במאי 2019",
                "מאת: מרה לינד",
                "צילום: אנה לי",
                "בית המעבורת עמד על הגדה המזרחית תשעים שנה וכל ילד בעיר הכיר אותו.",
                "ראש העיר אמר לכתבים ביום שלישי כי המועצה תמתין לדוח הכבאים.",
                "שתפו בפייסבוק",
            ],
            "בית המעבורת נשרף בלילה אחד",
            "מרה לינד",
            "2019-05-03",
        ),
        (
            [
                "Գլխավոր",
                "Լաստանավի տունը այրվեց մեկ գիշերում",
                "3 մայիսի, 2019",
                "Հեղինակ՝ Մարա Լինդ",
                "Լուսանկարը՝ Աննա Լիի",
                "Լաստանավի տունը իննսուն տարի կանգնած էր արևելյան ափին, և քաղաքի ամեն երեխա գիտեր այն։",
                "Քաղաքապետը երեքշաբթի օրը լրագրողներին ասաց, որ խորհուրդը կսպասի հրշեջների զեկույցին։",
                "Կիսվել",
            ],
            "Լաստանավի տունը այրվեց մեկ գիշերում",
            "Մարա Լինդ",
            "2019-05-03",
        ),
        (
            [
                "Ana sayfa",
                "Feribot evi bir gecede yandı",
                "3 Mayıs 2019 Cuma 14:05",
                "Yazar: Mara Lind",
                "Fotoğraf: Ann Lee",
                "Feribot evi doksan yıl boyunca doğu kıyısında durdu ve kasabanın her çocuğu onu tanırdı.",
                "Belediye başkanı salı günü gazetecilere itfaiye raporunu bekleyeceklerini söyledi.",
                "Paylaş",
            ],
            "Feribot evi bir gecede yandı",
            "Mara Lind",
            "2019-05-03",
        ),
        (
            [
                "Ana səhifə",
                "Bərə evi bir gecədə yandı",
                "3 may 2019-cu il",
                "Müəllif: Mara Lind",
                "Foto: Ann Lee",
                "Bərə evi doxsan il şərq sahilində dayandı və şəhərin hər uşağı onu tanıyırdı.",
                "Mer çərşənbə axşamı jurnalistlərə dedi ki, şura yanğınsöndürənlərin hesabatını gözləyəcək.",
                "Paylaş",
            ],
            "Bərə evi bir gecədə yandı",
            "Mara Lind",
            "2019-05-03",
        ),
        (
            [
                "Startseite",
                "Fährhaus brennt in einer Nacht nieder",
                "Veröffentlicht am 3. Mai 2019",
                "Von Mara Lind",
                "Foto: Ann Lee / dpa",
                "Das Fährhaus stand neunzig Jahre am Ostufer, und jedes Kind der Stadt kannte es.",
                "Der Bürgermeister sagte am Dienstag, der Rat werde auf den Bericht der Feuerwehr warten.",
                "Teilen",
            ],
            "Fährhaus brennt in einer Nacht nieder",
            "Mara Lind",
            "2019-05-03",
        ),
        (
            [
                "Accueil",
                "La maison du bac a brûlé en une nuit",
                "Publié le 3 mai 2019 à 14h05",
                "Par Mara Lind",
                "Crédit photo : Ann Lee",
                "La maison du bac se dressait depuis quatre-vingt-dix ans sur la rive est du fleuve.",
                "Le maire a déclaré mardi que le conseil attendrait le rapport des pompiers.",
                "Partager",
            ],
            "La maison du bac a brûlé en une nuit",
            "Mara Lind",
            "2019-05-03",
        ),
    ],
    ids=["ru", "he", "hy", "tr", "az", "de", "fr"],
)
def test_the_same_page_in_another_language_has_the_same_structure(
    lines: list[str], title: str, author: str, published: str
) -> None:
    record = read(*lines)
    assert [kind for _, kind in kinds(record)] == [
        *["boilerplate", "title", "date", "byline", "caption", "paragraph", "paragraph", "boilerplate"]
    ]
    assert (record.value(record.title), bylines(record)) == (title, [(author, "author")])
    assert edtf(record.published) == published


def test_signs_of_direction_hide_no_name_no_bullet_and_no_full_stop() -> None:
    lines = ["בית המעבורת נשרף", "מאת: \u200fמרה לינד\u200f", "3 במאי 2019"]
    text = "בית המעבורת עמד על הגדה המזרחית תשעים שנה וכל ילד בעיר הכיר אותו.\u200f"
    record = read(*lines, text, "\u200f• ראשית הפעמון", "\u200f• אחר כך העשן", text)
    assert [kind for _, kind in kinds(record)] == [
        *["title", "byline", "date", "paragraph", "list_item", "list_item", "paragraph"]
    ]
    assert bylines(record) == [("מרה לינד", "author")]
    assert record.body == "\n\n".join([*lines, text, "\u200f• ראשית הפעמון", "\u200f• אחר כך העשן", text])


def test_a_caption_printed_twice_is_kept_as_two_captions() -> None:
    record = read("The house in 1950", "The house in 1950Photo: Orn Museum", "", FIRST, "", SECOND)
    assert kinds(record)[:2] == [(1, "caption"), (2, "caption")]
    assert record.title is None
    assert doubts(record) == [2]


def test_a_caption_above_its_credit_and_the_same_line_without_it_are_captions() -> None:
    record = read(
        "The house that was", "", "A flag (photo credit: ANN)", "A flag", "(photo credit: ANN)", FIRST, SECOND
    )
    assert kinds(record)[:4] == [(1, "title"), (3, "caption"), (4, "caption"), (5, "caption")]


def test_a_sentence_about_a_photograph_is_no_caption() -> None:
    record = read(
        "The house", "", FIRST, "", "She kept a photo by the window, and the picture from her school beside it."
    )
    assert kinds(record)[-1] == (5, "paragraph")


def test_a_standfirst_printed_again_as_first_sentence_stays_in_both_places() -> None:
    standfirst = "The ferry house stood on the east bank for ninety years."
    record = read("The house that was", "", standfirst, "", "Photo: Ann Lee", f"{standfirst} {SECOND}", THIRD)
    assert kinds(record) == [(1, "title"), (3, "standfirst"), (5, "caption"), (6, "paragraph"), (7, "paragraph")]
    assert [note.line for note in record.notes if "standfirst" in note.what] == [6]


@pytest.mark.parametrize(
    ("lines", "published", "captured"),
    [
        (["May 3, 2019", "", "The house that was"], "2019-05-03", None),
        (["The house that was", "", "May 3, 2019"], "2019-05-03", None),
        (["Tuesday, May 7, 2019", "Home", "Menu", "The house that was", "May 3, 2019"], "2019-05-03", "2019-05-07"),
        (
            ["Sunday, July 22nd | 10 Av 5778", "", "May 3, 2015 4:31 am", "", "The house that was"],
            "2015-05-03",
            "2018-07-22",
        ),
        (["Sunday, July 22nd | 10 Av 5778", "", "The house that was"], None, "2018-07-22"),
        (["Sunday, July 22nd | 10 Av 5778", "", "May 3, 2019", "", "The house that was"], "2019-05-03", None),
        (["Tuesday, May 7, 2019", "Home", "Menu", "", "The house that was"], None, "2019-05-07"),
        (["12.05.2021 | 14:30", "Home", "Menu", "", "The house that was"], "2021-05-12", None),
        (["Last updated: 5 May 2019", "Published: 3 May 2019", "The house that was"], "2019-05-03", None),
        (["The house that was", "Updated 5 May 2019"], None, None),
        (["The house that was", "Posted 3 hours ago"], None, None),
        (["The house that was", "", FIRST, "", "Ornford", "3 May 2019", "", SECOND, "", THIRD, "", FIRST], None, None),
    ],
)
def test_where_a_date_stands_tells_what_it_is(lines: list[str], published: str | None, captured: str | None) -> None:
    record = read(*lines, "", FIRST, "", SECOND)
    assert (edtf(record.published), edtf(record.captured)) == (published, captured)
    assert record.value(record.title) == "The house that was"


def test_the_date_of_a_dateline_counts_where_there_is_no_other_and_is_doubted() -> None:
    record = read("THE HOUSE BURNS", "", f"ORNFORD, May 3, 2019 (River Post) — {FIRST}", "", SECOND)
    assert kinds(record) == [(1, "title"), (3, "paragraph"), (5, "paragraph")]
    assert edtf(record.published) == "2019-05-03"
    assert doubts(record) == [3]


def test_a_dateline_without_a_year_gives_no_date() -> None:
    assert read("THE HOUSE BURNS", "", f"ORNFORD, 3 May — {FIRST}", "", SECOND).published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mara Lind", [("Mara Lind", "author")]),
        ("BY MARA LIND AND TOM OKE", [("MARA LIND", "author"), ("TOM OKE", "author")]),
        (
            "By Mara Lind, Tom Oke and Ann van der Lee",
            [(n, "author") for n in ("Mara Lind", "Tom Oke", "Ann van der Lee")],
        ),
        ("avatar by Mara Lind /", [("Mara Lind", "author")]),
        ("By Mara Lind, River Post", [("Mara Lind", "author")]),
        ("By MARA LIND MAY 3, 2019", [("MARA LIND", "author")]),
        ("May 3, 2019 by Mara Lind", [("Mara Lind", "author")]),
        ("Posted on May 3, 2019 by Mara Lind", [("Mara Lind", "author")]),
        ("Mara Lind, staff writer", [("Mara Lind", "author")]),
        ("Story by M. R. Lind, photographs by Ann Lee", [("M. R. Lind", "author"), ("Ann Lee", "photographer")]),
        ("Written in cooperation with Mara Lind", [("Mara Lind", "with")]),
        ("Translated from the Hebrew by Mara Lind", [("Mara Lind", "translator")]),
        ("By Reuters", [("Reuters", "author")]),
        ("By staff", []),
        ("Posted by admin", []),
        ("Photo by Ann Lee", []),
    ],
)
def test_a_byline_gives_exactly_the_names_that_it_prints(line: str, names: list[tuple[str, str]]) -> None:
    record = read("The house that was", "", line, "", FIRST, "", SECOND)
    assert bylines(record) == names
    assert [record.value(byline.field) for byline in record.bylines] == [name for name, _ in names]


@pytest.mark.parametrize(
    "title",
    ["By Design", "Von der Leyen wins vote", "Stand by me", "Abandoned by the council", "The house by the river"],
)
def test_a_title_with_the_word_of_a_byline_stays_a_title(title: str) -> None:
    record = read(title, "", FIRST, "", SECOND)
    assert (record.value(record.title), record.bylines) == (title, ())


def test_a_title_may_name_its_author() -> None:
    record = read("The house that was – by Mara Lind", "", FIRST, "", SECOND)
    assert bylines(record) == [("Mara Lind", "author")]
    assert record.value(record.title) == "The house that was – by Mara Lind"


def test_a_marker_on_its_own_line_belongs_to_the_name_below_it() -> None:
    record = read("The house that was", "By", "Mara Lind", "May 3, 2019", FIRST, SECOND)
    assert kinds(record)[:4] == [(1, "title"), (2, "byline"), (3, "byline"), (4, "date")]
    assert bylines(record) == [("Mara Lind", "author")]


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("This report was produced in cooperation with Mara Lind", [("Mara Lind", "with")]),
        (
            "This story was originally written by Mara Lind and Tom Oke.",
            [("Mara Lind", "author"), ("Tom Oke", "author")],
        ),
        ("The author, Mara Lind, is a fellow of the museum.", [("Mara Lind", "author")]),
        ("Mara Lind in Baku contributed to this report.", [("Mara Lind", "with")]),
        ("(Reporting by Mara Lind; editing by Tom Oke)", [("Mara Lind", "author"), ("Tom Oke", "editor")]),
        ("By Mara Lind", [("Mara Lind", "author")]),
        ("Перевод с английского: Мара Линд", [("Мара Линд", "translator")]),
        ("The writer is a student of history at the college.", []),
        ("Mara Lind is the mayor of the town.", []),
        ("— Mara Lind", []),
    ],
)
def test_the_last_line_names_a_writer_only_where_it_says_so(last: str, names: list[tuple[str, str]]) -> None:
    record = read("The house that was", "", FIRST, "", SECOND, "", last)
    assert bylines(record) == names


def test_a_writer_without_a_name_is_a_doubt() -> None:
    assert doubts(read("The house that was", "", FIRST, "", "The writer is a student of history.")) == [5]


def test_a_name_beside_the_date_is_read_as_the_writers_with_a_doubt() -> None:
    record = read("The house that was", "Mara Lind", "May 3, 2019", FIRST, SECOND)
    assert (bylines(record), doubts(record)) == ([("Mara Lind", "author")], [2])


def test_of_two_lines_that_may_be_names_none_is_chosen() -> None:
    record = read("The house that was", "Mara Lind", "River Post", "May 3, 2019", FIRST, SECOND)
    assert (bylines(record), doubts(record)) == ([], [2, 3])


def test_lists_of_an_article_are_list_items_with_their_marks() -> None:
    record = read(
        "The house", "", FIRST, "", "Three things:", "", "  1. First the bell.", "  2. Then smoke.", "• Then ash."
    )
    assert kinds(record)[3:] == [(7, "list_item"), (8, "list_item"), (9, "list_item")]
    assert record.body[record.blocks[3].start : record.blocks[3].end] == "1. First the bell."
    assert record.comments == ()


def test_a_single_numbered_line_above_text_is_a_heading() -> None:
    record = read("Five reasons", "", FIRST, "", "1. It was ours", "", SECOND, "", "2. It was old", "", THIRD)
    assert [number for number, kind in kinds(record) if kind == "heading"] == [5, 9]


def test_speech_behind_dashes_is_no_list() -> None:
    record = read("Паром", "", FIRST, "", "— Я там плавал, — сказал он.", "— Мы все там плавали.", "", SECOND)
    assert [kind for _, kind in kinds(record)[2:4]] == ["paragraph", "paragraph"]


def test_a_menu_of_bullets_is_no_list() -> None:
    record = read("• Home", "• News", "• Sport", "", "The house that was", "", FIRST, "", SECOND)
    assert [kind for _, kind in kinds(record)[:4]] == ["boilerplate", "boilerplate", "boilerplate", "title"]


def test_links_to_other_articles_inside_the_text_do_not_end_it() -> None:
    record = read("The house", "By Mara Lind", FIRST, SECOND, "Read also:", "A bridge is closed for a week", THIRD)
    assert kinds(record)[-3:] == [(5, "boilerplate"), (6, "boilerplate"), (7, "paragraph")]
    assert doubts(record) == [6]


def test_an_advertisement_above_the_last_paragraph_does_not_hide_it() -> None:
    record = read(
        "The house", "By Mara Lind", *[FIRST, SECOND] * 4, "Advertisement", "It was gone by noon on Sunday.", "Share"
    )
    assert kinds(record)[-3:] == [(11, "boilerplate"), (12, "paragraph"), (13, "boilerplate")]


def test_sentences_below_a_share_line_at_the_end_are_the_sites_own_with_a_doubt() -> None:
    record = read(
        "The house", *[FIRST, SECOND] * 3, "Share on Facebook", "Our paper lives from its readers and nobody else."
    )
    assert kinds(record)[-2:] == [(8, "boilerplate"), (9, "boilerplate")]
    assert doubts(record) == [9]


def test_short_answers_below_a_byline_are_not_hidden_among_the_lines_of_the_site() -> None:
    record = read("A talk with the mayor", "By Mara Lind", "Q: Did you know?", "A: I did not.", FIRST, SECOND)
    assert [kind for _, kind in kinds(record)] == ["title", "byline", *["paragraph"] * 4]


def test_text_broken_into_lines_is_put_together_and_maps_to_every_line() -> None:
    words = f"{FIRST} {SECOND} {THIRD} {FIRST}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 62:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    record = read("THE FERRY HOUSE", "", *lines, line)
    assert kinds(record) == [(1, "title"), (3, "paragraph")]
    assert record.body.endswith(" ".join(words))
    assert record.blocks[1].lines == (3, len(lines) + 3)


def test_a_hyphen_at_a_line_end_is_decided_by_evidence_and_noted() -> None:
    record = read(
        "The ferry house stood on the east bank for ninety years, and the",
        "relations of the two banks were never easy. The rela-",
        "tions grew worse when the Anglo-Danish company came to the river",
        "and took the ferry for itself, and with it all that the Anglo-",
        "Danish company could carry over the water in a day of spring or",
        "of summer, and the banks spoke of nothing else.",
    )
    assert "The relations grew worse" in record.body
    assert "the Anglo-Danish company could carry" in record.body
    decided = [(note.line, note.what.split()[0]) for note in record.notes if "hyphen" in note.what]
    assert decided == [(2, "joined"), (4, "kept")]


def test_corrections_decide_a_hyphen() -> None:
    lines = [
        "The ferry house stood on the east bank for ninety years, and the",
        "relations of the two banks were never easy. The rela-",
        "tions grew worse when a company from the north came to the river",
        "and took the ferry for itself, and with it all that went over it",
        "by day or by night, in the spring or in the summer or in winter,",
        "and nobody on either bank spoke of anything else for many years.",
    ]
    assert "The rela-tions" in read(*lines, corrections=Corrections([Correction(2, "keep")])).body
    assert "The relations grew" in read(*lines, corrections=Corrections([Correction(2, "join")])).body


def test_an_agency_glued_to_the_first_word_stays_with_a_doubt() -> None:
    record = read("The house that was", "", f"JNS.org{FIRST}", "", SECOND)
    assert record.body[record.blocks[1].start :].startswith("JNS.orgThe ferry")
    assert doubts(record) == [3]


def test_a_no_break_space_and_every_sign_stay_as_printed() -> None:
    record = read("The house that was", "", f"A\xa0house\u2009— “gone”…  {FIRST}")
    assert "A\xa0house\u2009— “gone”…  The" in record.body


def test_the_dates_of_other_articles_in_the_footer_are_not_taken() -> None:
    record = read(
        "The house that was",
        "",
        FIRST,
        "",
        SECOND,
        "",
        "Related articles",
        "A bridge",
        "4 May 2019",
        "Fees",
        "2 May 2019",
    )
    assert record.published is None


def test_a_running_date_above_a_text_without_a_title_is_the_day_the_page_was_kept() -> None:
    record = read("Sunday, July 22nd | 10 Av 5778", "", FIRST, "", SECOND)
    assert (record.title, record.published, edtf(record.captured)) == (None, None, "2018-07-22")


def test_a_letter_has_no_title_and_is_signed_below() -> None:
    record = read(
        *["Rope Lane, East Bank", "3 May 2019", "", "To the clerk of the council, Ornford", "", FIRST, "", SECOND, ""],
        *["Respectfully,", "", "Mara Lind", "keeper, retired"],
    )
    assert [kind for _, kind in kinds(record)] == [
        *["paragraph", "date", "paragraph", "paragraph", "paragraph", "paragraph", "byline", "paragraph"]
    ]
    assert (record.title, bylines(record), edtf(record.published)) == (None, [("Mara Lind", "author")], "2019-05-03")
    assert doubts(record) == [12]


def test_the_issue_line_of_a_journal_is_a_running_head_and_dates_it() -> None:
    record = read(
        "Orn Review, Vol. 12, No. 3, Winter 2020, pp. 12-30", "", "The Keepers of the House", "", FIRST, "", SECOND
    )
    assert kinds(record)[:2] == [(1, "running_head"), (3, "title")]
    assert edtf(record.published) == "2020-24"


def test_below_the_comments_all_is_the_sites_own() -> None:
    source = page("The house that was", "", FIRST, "", "Related", "By Tom Oke", "3 May 2019", "© River Post")
    draft = Draft(source)
    newspaper.read_page(draft, source.lines[:4], Corrections())
    newspaper.read_page(draft, source.lines[4:], Corrections())
    record = draft.finish("page", 1)
    assert [kind for _, kind in kinds(record)[2:]] == ["boilerplate"] * 4
    assert (record.bylines, record.published) == ((), None)


def corrected(*corrections: Correction) -> Record:
    return read(
        "River Post", "The house that was", "", FIRST, "Mara Lind", SECOND, corrections=Corrections(corrections)
    )


def test_a_correction_names_the_title() -> None:
    record = corrected(Correction(1, "kind", "title"))
    assert record.value(record.title) == "River Post"


def test_a_correction_names_a_byline_and_its_name_is_found() -> None:
    record = corrected(Correction(5, "kind", "byline"))
    assert (bylines(record), (5, "byline") in kinds(record)) == ([("Mara Lind", "author")], True)


def test_corrections_join_and_part_blocks() -> None:
    record = corrected(Correction(5, "continue"), Correction(6, "continue"))
    assert [block.lines for block in record.blocks if block.kind == "paragraph"] == [(4, 6)]
    assert record.body.endswith(f"{FIRST} Mara Lind {SECOND}")


@pytest.mark.parametrize(
    "correction",
    [
        Correction(3, "begin"),
        Correction(1, "continue"),
        Correction(4, "join"),
        Correction(4, "kind", "song"),
        Correction(4, "author"),
        Correction(4, "parent", "2"),
    ],
)
def test_a_correction_that_fits_nothing_is_a_doubt(correction: Correction) -> None:
    assert correction.line in doubts(corrected(correction))


@given(
    st.lists(
        st.sampled_from(
            [
                "",
                "Home",
                "Share",
                FIRST,
                SECOND,
                "By Mara Lind",
                "3 May 2019",
                "Photo: Ann",
                "The house that was",
                "• one",
            ]
        ),
        max_size=14,
    )
)
def test_blocks_follow_the_source_and_hold_every_line(lines: list[str]) -> None:
    record = read(*lines)
    assert all(before.lines[1] < after.lines[0] for before, after in pairwise(record.blocks))
    assert {number for block in record.blocks for number in range(block.lines[0], block.lines[1] + 1)} >= {
        number for number, line in enumerate(lines, 1) if line
    }
    assert "\n\n".join(line for line in lines if line) == record.body


@pytest.mark.parametrize(
    "above",
    [
        ["The Orn Review", "Essays on rivers", ""],
        ["THE EVENING PACKET"],
        ["HOME  /  INQUIRIES"],
        ["Home About Archive Contact", ""],
        ["Subscribe   Sign in", "Health"],
        ["Паром  Новости  Архив", "Просмотров: 1284", ""],
    ],
)
def test_neither_the_site_nor_its_menu_above_a_headline_is_the_title(above: list[str]) -> None:
    record = read(*above, "The house that burnt twice in a year", "", "Mara Lind", "3 May 2019", "", FIRST, "", SECOND)
    assert record.value(record.title) == "The house that burnt twice in a year"
    assert bylines(record) == [("Mara Lind", "author")]


@pytest.mark.parametrize(
    "below",
    [
        ["The ruins on Monday. © Ann Lee / River Post", "The ruins on Monday. © Ann Lee / River Post"],
        ["The ruins on Monday. ANN LEE"],
        ["The ruins on Monday. Photo Ann Lee"],
        ["The ruins, seen from the bank. Photograph by the author."],
        ["The ruins on Monday.", "The ruins on Monday."],
        ["The ruins on Monday. (AP Photo/Ann Lee)", "The ruins on Monday.", "(AP Photo/Ann Lee)"],
    ],
)
def test_a_caption_between_headline_and_text_is_no_title(below: list[str]) -> None:
    record = read("The house that was", "", "By Mara Lind", "3 May 2019", "", *below, "", FIRST, "", SECOND)
    assert record.value(record.title) == "The house that was"
    assert [kind for line, kind in kinds(record) if 5 < line <= 5 + len(below)] == ["caption"] * len(below)


@pytest.mark.parametrize("line", ["and so it goes on", "What is called anti-", "3 May 2019 in Ornford, early"])
def test_a_piece_of_a_sentence_or_a_day_is_no_title(line: str) -> None:
    record = read("Two lamps for one house", "", line, "", FIRST, "", SECOND)
    assert record.value(record.title) == "Two lamps for one house"


def test_a_line_that_could_be_the_title_as_well_stays_shown_with_a_doubt() -> None:
    record = read("A lamp for the house", "", "Two lamps for the house", "", FIRST, "", SECOND)
    assert (record.value(record.title), doubts(record)) == ("Two lamps for the house", [1])
    assert kinds(record)[:2] == [(1, "paragraph"), (3, "title")]


def test_the_signs_of_a_heading_in_plain_text_are_no_words_of_the_title() -> None:
    record = read("# The house that was", "", "*By Mara Lind*", "3 May 2019", "", FIRST, "", SECOND)
    assert (record.value(record.title), bylines(record)) == ("The house that was", [("Mara Lind", "author")])
    assert record.body.startswith("# The house")


@pytest.mark.parametrize(
    "line",
    [
        "Mara Lind - 3 May 2019",
        "3 May 2019, 14:05 | Mara Lind",
        "Mara Lind, May 3, 2019",
        "di Mara Lind",
        "Door Mara Lind",
        "Haber: Mara Lind",
        "Testo e foto: Mara Lind",
        "Текст: Mara Lind",
        "Por Mara Lind | 3 de mayo de 2019",
        "MARA LIND, corresponsal",
    ],
)
def test_a_byline_of_another_language_or_on_the_line_of_the_date_is_read(line: str) -> None:
    record = read("The house that was", line, "", FIRST, "", SECOND)
    assert [name.casefold() for name, _ in bylines(record)] == ["mara lind"]
    assert record.value(record.title) == "The house that was"


@pytest.mark.parametrize(
    "line",
    ["River Post | 3 May 2019", "World News - May 3, 2019", "New Ornford, May 3, 2019", "Middle East | 3 May 2019"],
)
def test_a_house_a_section_or_a_town_beside_the_date_is_no_writer(line: str) -> None:
    assert read("The house that was", line, "", FIRST, "", SECOND).bylines == ()


def test_two_names_joined_by_a_hebrew_and_are_two_writers() -> None:
    record = read("בית המעבורת נשרף שוב בלילה", "", "יעל לוי ואורי כהן", "08.01.2017", "", FIRST, "", SECOND)
    assert bylines(record) == [("יעל לוי", "author"), ("אורי כהן", "author")]


def test_a_place_between_the_name_and_the_date_does_not_part_them() -> None:
    record = read("The house that was", "", "MARA LIND", "Ornford", "3 May 2019", "", FIRST, "", SECOND)
    assert bylines(record) == [("MARA LIND", "author")]


def test_a_name_alone_below_the_last_sentence_is_read_as_the_writers_with_a_doubt() -> None:
    record = read("The house that was", "", "3 May 2019", "", FIRST, "", SECOND, "", "Mara Lind", "", "Tags: fire")
    assert (bylines(record), doubts(record)) == ([("Mara Lind", "author")], [9])


@pytest.mark.parametrize(
    ("text", "last", "names"),
    [
        (FIRST, "Mara Lind teaches history at the college and has written two books.", [("Mara Lind", "author")]),
        (FIRST, "The council meets again in the spring, and the inquiry goes on.", []),
        (f"{FIRST} Lind denied it.", "Mara Lind is the mayor of the town and its harbour.", []),
    ],
)
def test_a_name_in_front_of_a_title_is_the_writers_where_only_the_end_introduces_it(
    text: str, last: str, names: list[tuple[str, str]]
) -> None:
    record = read("Mara Lind: The lamp that was never lit", "3 May 2019", "", text, "", SECOND, "", THIRD, "", last)
    assert bylines(record) == names


def test_a_subheading_below_a_reference_that_names_its_article_is_a_heading() -> None:
    record = read(
        "The house", "", FIRST, "", "Read also: A century of quarrels", "", "What the brigade found", "", SECOND
    )
    assert kinds(record)[2:] == [(5, "boilerplate"), (7, "heading"), (9, "paragraph")]


def test_columns_of_figures_in_the_text_are_not_hidden() -> None:
    record = read("The house", "", FIRST, "", "Lamps   1934   114", "", SECOND)
    assert (5, "boilerplate") not in kinds(record)


def test_where_a_writer_works_belongs_to_the_byline() -> None:
    record = read("The house", "", "by R. J. Lind", "Department of Rivers, Orn College", "", FIRST, "", SECOND)
    assert (kinds(record)[2], bylines(record)) == ((4, "byline"), [("R. J. Lind", "author")])


def test_of_two_lines_of_one_group_the_longer_one_on_top_is_the_title() -> None:
    record = read(
        "Why we print no figures of the fire", "The editor answers", "", "Mara Lind", "3 May 2019", FIRST, SECOND
    )
    assert record.value(record.title) == "Why we print no figures of the fire"


def test_short_lines_above_the_date_are_headline_and_standfirst_and_no_menu() -> None:
    record = read(
        *["River Gazette", "Local", "A lamp without oil", "Council puts it off", "Mara Lind", "3 May 2019"],
        FIRST,
        SECOND,
    )
    assert record.value(record.title) in ("A lamp without oil", "Council puts it off")
    assert [(line, kind) for line, kind in kinds(record) if line in (3, 4) and kind == "boilerplate"] == []


def test_a_headline_in_capitals_above_its_standfirst_is_the_title() -> None:
    record = read("HOUSE BURNS IN THE NIGHT", "Council could not agree upon a cause", "By Mara Lind", FIRST, SECOND)
    assert record.value(record.title) == "HOUSE BURNS IN THE NIGHT"


def test_the_sort_of_text_beside_a_name_is_a_byline() -> None:
    record = read("The house that was", "", "Opinion | Mara Lind", "3 May 2019", "", FIRST, "", SECOND)
    assert (record.value(record.title), bylines(record)) == ("The house that was", [("Mara Lind", "author")])


def test_a_sort_of_work_and_a_name_are_no_title_and_name_nobody_for_certain() -> None:
    record = read("What the ferryman saw", "", "Words Mara Lind", "Photographs Ann Lee", "3 May 2019", FIRST, SECOND)
    assert (record.value(record.title), bylines(record)) == ("What the ferryman saw", [])


def test_a_title_that_a_correction_names_below_the_text_is_no_error() -> None:
    record = read(*["River Post", *[""] * 21, "The house"], corrections=Corrections([Correction(23, "kind", "title")]))
    assert record.value(record.title) == "The house"
