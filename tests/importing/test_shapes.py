"""What holds for every reader, whichever it is: the same sources go through all of them."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing import shapes
from archive.importing.corrections import VERBS, Correction, Corrections
from archive.importing.record import BlockKind, Record
from archive.importing.source import Source
from archive.text.runs import faults
from tests.importing.test_decoding import hostile
from tests.importing.test_decoding import read as decoded

NONE = Corrections()
WORDS = "The ferry house burnt down and nobody knows why it did so in a windless night of May."
LINES = st.sampled_from(
    [
        *[
            "",
            "",
            "  ",
            "\t",
            "Home",
            "Share on Facebook",
            "Read also:",
            "3 May 2019",
            "By Mara Lind",
            "Photo: Ann Lee",
        ],
        *[
            WORDS,
            f"{WORDS} {WORDS}",
            "WHAT WE KNOW",
            "1. First",
            "  • Tom Oke",
            "    • second",
            "      well said!",
            "- a -",
        ],
        *[
            "a broken relation-",
            "ship between the",
            "House 12",
            "12",
            "\u202eabc\u202c",
            "\0",
            "a\0b",
            "\ufeff",
            "שלום עולם",
            "։",
        ],
        *[
            "Robert  3 May 2019",
            "Reply",
            "> quoted",
            "↳ answer",
            "#14",
            "* * *",
            "\u200b",
            "\x0c",
            "\x85",
            "Mod\u0441on",
        ],
    ]
)
DOCUMENTS = st.one_of(
    st.lists(LINES, max_size=24).map("\n".join),
    st.tuples(st.lists(LINES, max_size=12), st.sampled_from(["\r\n", "\r", "\n\n"])).map(
        lambda made: made[1].join(made[0])
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=120),
)
CORRECTIONS = st.lists(
    st.builds(
        lambda line, what, kind: Correction(line, what, {"kind": kind, "parent": str(line // 2)}.get(what, "")),
        st.integers(min_value=1, max_value=30),
        st.sampled_from(VERBS),
        st.sampled_from([*BlockKind, "song"]),
    ),
    max_size=5,
).map(Corrections)


def lost(record: Record, source: Source) -> list[tuple[int, str]]:
    """Visible characters that stand neither in the body nor in a comment, with their lines."""
    kept = [(run.source, run.source_end) for run in record.runs] + [comment.source for comment in record.comments]
    held = bytearray(len(source.text))
    for start, end in kept:
        held[start:end] = b"\1" * (end - start)
    return [
        (source.line_at(place), character)
        for place, character in enumerate(source.text)
        if not held[place] and not character.isspace() and category(character) not in ("Cf", "Cc")
    ]


@pytest.mark.parametrize("shape", sorted(shapes.SHAPES))
@given(text=DOCUMENTS)
def test_every_run_is_the_same_slice_in_both_and_no_word_is_lost(shape: str, text: str) -> None:
    source = Source(text)
    record = shapes.read(source, shape=shape)
    assert faults(record.runs, record.body, text) == []
    assert [fault for comment in record.comments for fault in faults(comment.runs, comment.body, text)] == []
    joined = {note.line for note in record.notes if "hyphen" in note.what}
    assert [(line, sign) for line, sign in lost(record, source) if line not in joined or sign != "-"] == []


@pytest.mark.parametrize("shape", sorted(shapes.SHAPES))
@given(text=DOCUMENTS, corrections=CORRECTIONS)
def test_no_source_and_no_correction_raises_and_blocks_tile_the_body(
    shape: str, text: str, corrections: Corrections
) -> None:
    record = shapes.read(Source(text), shape=shape, corrections=corrections)
    assert faults(record.runs, record.body, text) == []
    assert "\n\n".join(record.body[block.start : block.end] for block in record.blocks) == record.body
    assert {block.kind for block in record.blocks} <= set(BlockKind)
    fields = [record.title, *(byline.field for byline in record.bylines)]
    assert all(
        record.blocks[field.block].start <= field.start <= field.end <= record.blocks[field.block].end
        for field in fields
        if field
    )


def test_of_five_hundred_hostile_files_every_one_that_can_be_decoded_is_read() -> None:
    sources = [source for data in hostile(22) if isinstance(source := decoded(data), Source)]
    assert len(sources) > 100
    assert [
        source for source in sources if faults((record := shapes.read(source)).runs, record.body, source.text)
    ] == []


@pytest.mark.parametrize("shape", sorted(shapes.SHAPES))
@given(text=DOCUMENTS)
def test_a_reading_is_the_same_each_time_and_its_score_between_0_and_1(shape: str, text: str) -> None:
    source = Source(text)
    assert shapes.read(source, shape=shape) == shapes.read(source, shape=shape)
    assert 0 <= shapes.SHAPES[shape].score(source) <= 1


@pytest.mark.parametrize("shape", sorted(shapes.SHAPES))
def test_a_reader_calls_itself_by_its_name_and_has_a_version(shape: str) -> None:
    record = shapes.read(Source(WORDS), shape=shape)
    assert (record.shape, record.version) == (shape, shapes.SHAPES[shape].VERSION)
    assert record.version >= 1


def test_the_four_shapes_are_registered() -> None:
    assert sorted(shapes.SHAPES) == ["magazine", "newspaper", "plain", "thread"]


def test_an_unknown_shape_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(
        shapes.UnknownShape, match="There is no shape “poem”; there are magazine, newspaper, plain, thread"
    ):
        shapes.read(Source(WORDS), shape="poem")


@pytest.mark.parametrize(
    ("lines", "shape"),
    [
        ([WORDS, "", WORDS], "plain"),
        (
            [
                "The house",
                "",
                WORDS,
                "",
                "Comments",
                "",
                "Tom Oke, 3 May 2019",
                "",
                "Well.",
                "",
                "Ann, 4 May 2019",
                "",
                "No.",
            ],
            "thread",
        ),
        (["one", "two", "", "three"], "plain"),
        (["The house", "", "By Mara Lind", "", WORDS, "", WORDS], "newspaper"),
        (
            ["Home", "News", "Sport", "The house that was", "By Mara Lind", WORDS, WORDS, "Share", "Facebook"],
            "newspaper",
        ),
        (
            ["By Mara Lind", "Published: 3 May 2019", "Updated: 4 May 2019", "The house", WORDS, WORDS, "Share"],
            "newspaper",
        ),
        (["Главная » Город", "Паром сгорел", "3 мая 2019, 14:05", "Автор: Мара Линд", WORDS, WORDS], "newspaper"),
        (["Three reasons", "", WORDS, "", "1. It was ours.", "2. It was old.", "3. It stood.", "", WORDS], "newspaper"),
    ],
)
def test_the_shape_is_recognised(lines: list[str], shape: str) -> None:
    assert shapes.recognise(Source("\n".join(lines))) == shape


def test_plain_text_keeps_its_paragraphs_and_its_lines() -> None:
    record = shapes.read(Source("  one\n two\n\n\nthree\r\nfour"), shape="plain")
    assert record.body == "one\ntwo\n\nthree\nfour"
    assert [(block.kind, block.lines) for block in record.blocks] == [("paragraph", (1, 2)), ("paragraph", (5, 6))]
    assert (record.title, record.bylines, record.notes) == (None, (), ())


def test_plain_text_takes_every_field_from_corrections() -> None:
    named = [Correction(1, "kind", "title"), Correction(2, "kind", "byline"), Correction(3, "kind", "date")]
    record = shapes.read(Source("Fire\nMara Lind\n3 May 2019\nwords"), shape="plain", corrections=Corrections(named))
    assert record.value(record.title) == "Fire"
    assert [(byline.name, byline.role) for byline in record.bylines] == [("Mara Lind", "author")]
    assert record.published is not None
    assert record.published.edtf == "2019-05-03"


@pytest.mark.parametrize(
    ("text", "line", "what", "doubt"),
    [
        ("one\ntwo Mod\u0441on three", 2, "Latin and Cyrillic letters stand in one word", True),
        ("one\0two", 1, "a NUL character is left out", False),
        ("one\ntwo \u202eeerht", 2, "turn the direction", True),
        ("one \ufffd two", 1, "replacement character", True),
        ("<div>one</div>", 1, "markup stands in the text", True),
    ],
)
def test_odd_characters_stay_and_are_noted_without_the_words(text: str, line: int, what: str, doubt: bool) -> None:
    record = shapes.read(Source(text), shape="plain")
    assert record.body == text.replace("\0", "")
    assert [(note.line, what in note.what, note.doubt) for note in record.notes] == [(line, True, doubt)]


def test_a_correction_behind_the_last_line_is_a_doubt() -> None:
    record = shapes.read(Source("one"), shape="plain", corrections=Corrections([Correction(9, "begin")]))
    assert [(note.line, note.doubt) for note in record.notes] == [(9, True)]


def test_a_nul_inside_a_name_is_left_out_of_the_name() -> None:
    record = shapes.read(Source(f"The house\nBy Mara L\0ind\n{WORDS}\n{WORDS}"), shape="newspaper")
    assert [byline.name for byline in record.bylines] == ["Mara Lind"]
