from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from archive.text.normal import words
from archive.text.reuse import Kind, Passage, Shared, Wording, passages, repeats
from archive.text.runs import Span
from tests.text.wording import slices, wording

RUN = "the harbour master kept every winter lantern burning"
NAMES = st.sampled_from(["ferry", "harbour", "house", "burned", "keeper", "winter", "of", "the", "lantern", "rope"])
TEXTS = st.lists(NAMES, max_size=50)
# Eight words of which enough say something.
RUNS = st.lists(NAMES, min_size=8, max_size=8).filter(lambda run: len(set(run) - {"of", "the"}) >= 3)


def found(one: str, other: str) -> list[tuple[str, str]]:
    return slices(one, other, passages(wording(one), wording(other)))


def covered(spans: list[Span], start: int, end: int) -> bool:
    return all(any(span.start <= at < span.end for span in spans) for at in range(start, end))


def test_a_run_of_eight_words_is_a_passage_as_it_stands_in_either_text():
    one, other = f"Some say {RUN}, others laugh.", "“The Harbour Master’s kept every WINTER\nlantern burn-\ning”"
    assert found(one, other) == [(RUN, other[1:-1])]


def test_an_exact_passage_has_one_stretch_and_full_identity():
    assert passages(wording(f"Then {RUN}."), wording(RUN)) == [
        Passage(Span(5, 57), Span(0, 52), 8, 1.0, Kind.EXACT, (Shared(Span(5, 57), Span(0, 52), 8),))
    ]


def test_a_looser_passage_says_what_was_kept_and_how_much_of_it():
    one = "the old harbour master kept every winter lantern burning brightly"
    other = "the harbour master kept each and every winter lantern lit and burning brightly"
    (only,) = passages(wording(one), wording(other))
    assert (only.kind, only.words, only.identity) == (Kind.GAPPED, 8, round(8 / 12, 4))
    assert [one[a.start : a.end] for a, _b, _words in only.shared] == [
        "harbour master kept",
        "every winter lantern",
        "burning brightly",
    ]


def test_seven_shared_words_are_no_passage():
    seven = RUN.removeprefix("the ")
    assert found(f"one {seven} two", f"three {seven} four") == []


def test_a_run_of_small_words_and_dates_is_no_passage():
    run = "it is the 11 of May and so on to 12"
    assert found(f"one {run} two", f"three {run} four") == []


def test_the_small_words_of_a_language_are_handed_in():
    run = words("about their having been among those which these were")
    assert len(passages(Wording(run), Wording([*run, *words("indeed")]))) == 1
    small = frozenset(word.folded for word in run)
    assert passages(Wording(run, small), Wording([*run, *words("indeed")], small)) == []


def test_eight_characters_of_chinese_are_too_few_and_sixteen_are_enough():
    said = "港口的老守望人每年冬天都点亮那盏灯"
    assert found(f"甲{said[:8]}乙", f"丙{said[:8]}丁") == []
    assert found(f"甲{said[:16]}乙", f"丙{said[:16]}丁") == [(said[:16], said[:16])]


def test_words_that_stand_twice_in_one_text_are_found_twice():
    assert found(RUN, f"{RUN}. A storm came up, and yet {RUN}.") == [(RUN, RUN)] * 2


def test_a_reprint_with_changes_all_over_is_one_passage():
    one = [f"word{number}" for number in range(400)]
    other = [word if number % 15 else "another" for number, word in enumerate(one)]
    (only,) = passages(wording(one), wording(other))
    assert (only.words, only.identity) == (373, round(373 / 399, 4))


def test_paragraphs_that_changed_places_are_each_a_passage():
    first, second = [f"first{number}" for number in range(20)], [f"second{number}" for number in range(20)]
    swapped = passages(wording(first + second), wording(second + first))
    assert [(each.kind, each.words) for each in swapped] == [(Kind.EXACT, 20)] * 2


def test_a_text_beside_itself_is_one_passage():
    assert [(each.kind, each.words) for each in passages(wording(RUN), wording(RUN))] == [(Kind.EXACT, 8)]
    assert passages(wording(""), wording("")) == []


def test_what_a_text_says_twice_is_found_once_the_earlier_place_first():
    text = f"{RUN}. A storm came up. Still {RUN}!"
    assert slices(text, text, repeats(wording(text))) == [(RUN, RUN)]
    assert [each.a.start for each in repeats(wording(text))] == [0]


def test_a_text_that_says_one_sentence_over_and_over_is_covered_by_its_repeats():
    text = f"{RUN}. " * 50
    spans = [span for each in repeats(wording(text)) for span in (each.a, each.b)]
    assert len(spans) < 100
    assert covered(spans, 0, len(RUN))
    assert max(span.end for span in spans) == len(text) - 2


@given(TEXTS, TEXTS, TEXTS, TEXTS, RUNS)
def test_eight_words_in_a_row_of_both_texts_are_always_found(before, behind, front, back, run):
    one, other = [*before, *run, *behind], [*front, *run, *back]
    a, b = wording(one), wording(other)
    made = passages(a, b)
    assert covered([each.a for each in made], *a.span(len(before), len(before) + 8))
    assert covered([each.b for each in made], *b.span(len(front), len(front) + 8))


@given(TEXTS, TEXTS)
def test_two_texts_exchanged_have_the_same_passages(one, other):
    a, b = wording(one), wording(other)
    assert sorted(each.swapped() for each in passages(b, a)) == sorted(passages(a, b))


@given(TEXTS, TEXTS, RUNS)
def test_every_passage_is_what_it_says(one, other, run):
    a, b = wording(one + run), wording(run + other)
    for each in passages(a, b):
        pieces = [(wording_in(a, here), wording_in(b, there)) for here, there, _words in each.shared]
        assert all(here == there for here, there in pieces)
        assert sum(len(here) for here, _ in pieces) == each.words >= 8
        assert [len(here) for here, _ in pieces] == [piece.words for piece in each.shared]
        assert 0.5 <= each.identity <= 1
        assert (each.kind is Kind.EXACT) == (each.identity == 1) == (len(pieces) == 1)
        assert each.a == Span(each.shared[0][0].start, each.shared[-1][0].end)
        assert each.b == Span(each.shared[0][1].start, each.shared[-1][1].end)


@given(TEXTS, TEXTS)
def test_no_passage_stands_twice(one, other):
    made = passages(wording(one), wording(other))
    assert not any((a.a, a.b) == (b.a, b.b) for a, b in combinations(made, 2))


@given(TEXTS)
def test_a_repeat_ends_before_it_is_said_again(said):
    assert all(each.a.end <= each.b.start for each in repeats(wording(said)))


@given(TEXTS, RUNS, TEXTS, TEXTS)
def test_eight_words_said_twice_in_one_text_are_always_found(before, run, between, behind):
    text = wording([*before, *run, *between, *run, *behind])
    spans = [span for each in repeats(text) for span in (each.a, each.b)]
    for start in (len(before), len(before) + 8 + len(between)):
        assert covered(spans, *text.span(start, start + 8))


def wording_in(text: Wording, span: Span) -> list[str]:
    return [word.folded for word in text.words if span.start <= word.start < span.end]
