"""What holds for every text that the reader of magazine text is given."""

from hypothesis import given
from hypothesis import strategies as st

from archive.importing.corrections import VERBS, Correction, Corrections
from archive.importing.record import BlockKind
from archive.importing.shapes import magazine
from archive.importing.source import Source
from archive.text.runs import faults
from tests.importing.print_shop import Print, prints

NONE = Corrections()
HYPHENS = "-‐‑\u00ad¬\u058a\u05be⸗"
ALPHABET = "aB.,-\u00ad—\n\n \t\f\r19“”(•Жא\0\ufeff\u2028\u200b中"
texts = st.text(ALPHABET, max_size=200) | st.text(max_size=200)


@given(prints())
def test_what_was_set_is_read_again(printed: Print):
    record = magazine.read(Source(printed.source), NONE)
    read = [(str(block.kind), record.body[block.start : block.end]) for block in record.blocks]
    assert read == printed.blocks


@given(texts)
def test_every_character_is_in_a_run_but_blanks_and_line_end_hyphens(text: str):
    record = magazine.read(Source(text), NONE)
    assert faults(record.runs, record.body, text) == []
    held = {at for run in record.runs for at in range(run.source, run.source_end)}
    lost = {text[at] for at in range(len(text)) if at not in held and not text[at].isspace()}
    assert lost <= set(HYPHENS + "\0\ufeff\u200b\u200e\u200f")


@given(texts)
def test_blocks_cover_the_body_and_score_is_a_share(text: str):
    record = magazine.read(Source(text), NONE)
    assert "\n\n".join(record.body[block.start : block.end] for block in record.blocks) == record.body
    assert 0 <= magazine.score(Source(text)) <= 1


corrections = st.builds(
    Correction,
    st.integers(1, 12),
    st.sampled_from([verb for verb in VERBS if verb != "parent"]),
    st.sampled_from([*BlockKind, "", "nonsense"]),
)


@given(texts, st.lists(corrections, max_size=6, unique_by=lambda each: (each.line, each.what)))
def test_no_correction_raises_or_loses_a_word(text: str, chosen: list[Correction]):
    record = magazine.read(Source(text), Corrections(chosen))
    assert faults(record.runs, record.body, text) == []
    letters = [character for character in text if character.isalnum()]
    assert sorted(character for character in record.body if character.isalnum()) == sorted(letters)
