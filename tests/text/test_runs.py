from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from archive.text.runs import Composer, Run, SourceIndex, Span, enclosing, faults, passage, pieces

SOURCE = "The ferry-\nhouse burned."


def composed(*parts: Span | str, source: str = SOURCE) -> Composer:
    composer = Composer(source)
    for part in parts:
        if isinstance(part, str):
            composer.insert(part)
        else:
            composer.take(*part)
    return composer


@st.composite
def compositions(draw: st.DrawFn) -> tuple[str, Composer]:
    """A source, and a text composed of disjoint slices of it in any order, with inserted characters between."""
    source = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)) | {0, len(source)})
    slices = draw(st.permutations([Span(a, b) for a, b in pairwise(cuts)]))
    parts: list[Span | str] = []
    for span in slices[: draw(st.integers(0, len(slices)))]:
        parts += [span, draw(st.text(max_size=3))]
    return source, composed(*parts, source=source)


def test_a_joined_hyphen_is_a_hole_in_the_map():
    composer = composed(Span(0, 9), Span(11, len(SOURCE)))
    assert composer.text() == "The ferryhouse burned."
    assert composer.runs() == (Run(0, 0, 9), Run(9, 11, 13))


def test_slices_that_follow_each_other_are_one_run():
    assert composed(Span(0, 4), Span(4, 9)).runs() == (Run(0, 0, 9),)


def test_inserted_characters_belong_to_no_run():
    composer = composed(Span(0, 3), " – ", Span(4, 9))
    assert (composer.text(), composer.runs()) == ("The – ferry", (Run(0, 0, 3), Run(6, 4, 5)))
    assert enclosing(composer.runs(), 3, 6) is None


def test_a_nul_stays_in_the_source():
    composer = composed(Span(0, 5), source="ab\0cd")
    assert (composer.text(), composer.runs()) == ("abcd", (Run(0, 0, 2), Run(2, 3, 2)))


def test_a_span_over_a_hole_has_its_exact_pieces_and_the_smallest_enclosing_range():
    runs = composed(Span(0, 9), Span(11, len(SOURCE))).runs()
    assert list(pieces(runs, 4, 14)) == [Span(4, 9), Span(11, 16)]
    assert enclosing(runs, 4, 14) == Span(4, 16)


def test_a_moved_caption_is_found_by_its_source_position():
    index = SourceIndex(composed(Span(11, 24), "\n\n", Span(0, 9)).runs())
    assert index.canonical(4, 9) == Span(19, 24)
    assert index.canonical(9, 11) is None


def test_a_map_that_lies_is_told_so():
    assert faults([Run(0, 1, 3)], "The", SOURCE) == ["run at 0 is not the same slice in text and source"]
    assert faults([Run(0, 0, 3), Run(3, 0, 3)], "TheThe", SOURCE) == ["runs overlap at 0 in the source"]
    assert faults([Run(0, 0, 3), Run(2, 2, 2)], "The ", SOURCE)[0] == "runs overlap at 2 in the text"


@given(compositions())
def test_every_run_is_the_same_slice_in_both(made):
    source, composer = made
    assert faults(composer.runs(), composer.text(), source) == []
    assert len(composer.text()) == composer.length


@given(compositions(), st.data())
def test_pieces_spell_the_span_without_what_was_inserted(made, data):
    source, composer = made
    start = data.draw(st.integers(0, composer.length))
    end = data.draw(st.integers(start, composer.length))
    mapped = {i for run in composer.runs() for i in range(run.start, run.end)}
    spelled = "".join(source[a:b] for a, b in pieces(composer.runs(), start, end))
    assert spelled == "".join(composer.text()[i] for i in range(start, end) if i in mapped)


@given(compositions())
def test_source_and_canonical_positions_lead_to_each_other(made):
    _source, composer = made
    index = SourceIndex(composer.runs())
    for run in composer.runs():
        assert index.canonical(run.source, run.source_end) == Span(run.start, run.end)
        assert enclosing(composer.runs(), run.start, run.end) == Span(run.source, run.source_end)


@given(compositions(), st.data())
def test_a_passage_of_one_stretch_is_found_again_by_its_ends(made, data):
    _source, composer = made
    runs = composer.runs()
    assume(runs)
    first = data.draw(st.integers(0, len(runs) - 1))
    run = runs[first]
    start = data.draw(st.integers(run.start, run.end - 1))
    end = data.draw(st.integers(start + 1, run.end))
    place = enclosing(runs, start, end)
    assert passage(runs, *(place or (0, 0))) == Span(start, end)


def test_a_passage_round_a_caption_that_is_read_elsewhere_has_the_ends_of_its_place():
    # The house | (a picture) | burned.
    runs = [Run(0, 0, 9), Run(9, 20, 7), Run(16, 9, 11)]
    assert passage(runs, 4, 27) == Span(4, 16)
    assert passage(runs, 12, 14) == Span(19, 21)
    assert passage(runs, 30, 31) is None
