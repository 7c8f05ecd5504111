"""Passages that are found again after edits whose outcome is known."""

import time
from collections import Counter
from collections.abc import Sequence

import pytest

from archive.text.anchors import Anchor, NotItsWords, Place, State, normal, reanchored
from archive.text.graphemes import splits
from archive.text.quotes import context
from archive.text.runs import Span
from tests.text.edits import KINDS, SYLLABLES, Made, Writer

OLD = "The ferry house burned in May. Nobody was hurt. The mayor came at noon and left at once."


def anchor(text: str, words: str) -> Anchor:
    start = text.index(words)
    return Anchor(start, start + len(words), words, *context(text, start, start + len(words)))


def found(new: str, words: str, old: str = OLD) -> tuple[State, list[str]]:
    place = reanchored(old, new, [anchor(old, words)])[0]
    spans = [place.span] if place.span else place.candidates
    return place.state, [new[start:end] for start, end in spans]


def verdict(made: Made, number: int, place: Place) -> str:
    """`right`, `lost` or `wrong`, where a place is right if it shares most of its length with a true one."""
    right, spans = made.right[number], [place.span] if place.span else list(place.candidates)
    if not spans:
        return "lost" if right else "right"
    if not right:
        return "right" if any(overlap(span, left) for span in spans for left in made.left[number]) else "wrong"
    if any(overlap(span, true) >= 0.5 for span in spans for true in right):
        return "right"
    return "wrong"


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(shared, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def tried(
    seeds: range, paragraphs: int = 12, scripts: Sequence[str] = tuple(SYLLABLES)
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]], int]:
    by_state: Counter[tuple[str, str]] = Counter()
    by_kind: Counter[tuple[str, str]] = Counter()
    bad = 0
    for seed in seeds:
        for kind in KINDS:
            for script in scripts:
                made = Writer(seed, kind, script, paragraphs).made(kind)
                for number, place in enumerate(reanchored(made.old, made.new, made.anchors)):
                    judged = verdict(made, number, place)
                    by_state[place.state, judged] += 1
                    by_kind[kind, judged] += 1
                    for span in (place.span, *place.candidates):
                        bad += span is not None and splits(made.new, *span)
                    if place.state is State.SAME and place.span:
                        bad += normal(made.new[slice(*place.span)]) != normal(made.anchors[number].exact)
    return by_state, by_kind, bad


def table(counted: Counter[tuple[str, str]], rows: list[str]) -> str:
    lines = [f"{'':12}{'right':>8}{'lost':>8}{'wrong':>8}"]
    lines += [f"{row:12}" + "".join(f"{counted[row, each]:8}" for each in ("right", "lost", "wrong")) for row in rows]
    return "\n".join(lines)


def shares(by_state: Counter[tuple[str, str]]) -> tuple[float, float, float]:
    """How many of all are right, how many of those shown as current wrong, and how many of the same ones."""
    current = {row: sum(by_state[row, each] for each in ("right", "lost", "wrong")) for row in State}
    shown = current[State.SAME] + current[State.EDITED]
    right = sum(by_state[row, "right"] for row in State)
    wrong = by_state[State.SAME, "wrong"]
    return right / sum(current.values()), (wrong + by_state[State.EDITED, "wrong"]) / shown, wrong / current[State.SAME]


def test_untouched_words_move_by_themselves():
    assert found("New: " + OLD, "Nobody was hurt") == (State.SAME, ["Nobody was hurt"])
    assert found(OLD.replace(" was", "\nwas"), "Nobody was hurt") == (State.SAME, ["Nobody\nwas hurt"])


@pytest.mark.parametrize(
    ("old", "new", "words", "left"),
    [
        ("hurt", "hrt", "Nobody was hurt", "Nobody was hrt"),
        ("Nobody was", "Nobody there was", "Nobody was hurt", "Nobody there was hurt"),
        ("Nobody", "No one", "Nobody was hurt", "No one was hurt"),
        ("Nobody", "nobody", "Nobody was hurt", "nobody was hurt"),
        ("ferry house", "ferry-house", "The ferry house burned", "The ferry-house burned"),
        ("at noon ", "", "came at noon and left", "came and left"),
    ],
)
def test_edited_words_stay_shown_and_are_told_so(old, new, words, left):
    assert found(OLD.replace(old, new), words) == (State.EDITED, [left])


def test_a_sentence_that_went_elsewhere_is_only_proposed():
    new = "Nobody was hurt in the fire. The mayor came at noon and left at once. The ferry house burned in May."
    assert found(new, "The ferry house burned in May") == (State.MOVED, ["The ferry house burned in May"])


def test_a_passage_that_was_doubled_could_be_either():
    doubled = OLD.replace("Nobody was hurt. ", "Nobody was hurt. Nobody was hurt. ")
    assert found(doubled, "was hurt") == (State.AMBIGUOUS, ["was hurt", "was hurt"])
    assert found(doubled, "burned in May. Nobody was hurt") == (State.SAME, ["burned in May. Nobody was hurt"])


def test_a_place_of_other_old_words_is_never_taken():
    old = "Nobody was hurt at noon. The boats were late. Nobody was hurt at night."
    assert found(old[25:], "Nobody was hurt at noon", old=old)[0] is State.ORPHANED
    assert found(old[25:], "Nobody was hurt at night", old=old) == (State.SAME, ["Nobody was hurt at night"])


def test_deleted_words_are_orphaned():
    assert found(OLD.replace(" Nobody was hurt.", ""), "Nobody was hurt") == (State.ORPHANED, [])
    assert found("", "Nobody was hurt") == (State.ORPHANED, [])


def test_a_passage_inside_a_word_stays_inside_it():
    assert found("All " + OLD.replace("burned", "Burned"), "urn") == (State.SAME, ["urn"])
    assert found(OLD.replace("ferry house", "ferryhouse"), "ferry") == (State.EDITED, ["ferryhouse"])


def test_no_place_splits_a_character():
    old, new = "one cafe and a half", "one cafe\u0301 and a half"
    assert found(new, "cafe", old=old) == (State.EDITED, ["cafe\u0301"])


def test_an_anchor_that_is_not_at_its_words_is_refused():
    with pytest.raises(NotItsWords, match="anchor 1 "):
        reanchored(OLD, OLD, [Anchor(0, 3, "The"), Anchor(1, 4, "The")])


def test_a_text_that_did_not_change_keeps_all():
    assert reanchored(OLD, OLD, [Anchor(4, 9, "ferry")]) == [Place(State.SAME, Span(4, 9), 1.0)]


def test_ten_kinds_of_edits_lose_little_and_show_nothing_wrong():
    by_state, by_kind, bad = tried(range(500, 501), paragraphs=4, scripts=["latin", "hebrew", "han"])
    assert bad == 0
    assert shares(by_state)[0] >= 0.98, table(by_kind, list(KINDS))
    assert shares(by_state)[1] <= 0.005, table(by_state, list(State))
    assert shares(by_state)[2] == 0


@pytest.mark.slow
def test_of_thousands_of_passages_nearly_all_are_right_and_hardly_one_current_is_wrong():
    by_state, by_kind, bad = tried(range(8))
    print(table(by_state, list(State)), table(by_kind, list(KINDS)), sep="\n")
    right, current, same = shares(by_state)
    assert sum(by_state.values()) > 5_000
    assert bad == 0
    assert right >= 0.98
    assert current <= 0.003
    assert same <= 0.0005


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["typos", "swaps", "doubles"])
def test_a_book_with_a_thousand_passages_takes_seconds(kind):
    made = Writer(1, kind, "latin", paragraphs=1700).made(kind, anchors=1000)
    started = time.process_time()
    reanchored(made.old, made.new, made.anchors)
    assert time.process_time() - started < 15


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("la " * 100_000, "la " * 99_990 + "lo " + "la " * 20),
        ("ab " * 50_000 + "b a " * 20_000, "b a " * 20_000 + "a b " * 50_000),
        (" ".join(map(str, range(50_000))), " ".join(map(str, range(50_000, 0, -1)))),
        ("a" * 300_000, "a" * 299_999 + "b"),
    ],
)
def test_hostile_versions_take_seconds(old, new):
    started = time.process_time()
    reanchored(old, new, [Anchor(at, at + 30, old[at : at + 30]) for at in range(0, 100_000, 100)])
    assert time.process_time() - started < 15
