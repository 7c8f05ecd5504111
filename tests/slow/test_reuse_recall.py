"""How much of a reused passage is found when it was edited; the table is printed (-s)."""

from random import Random

import pytest

from archive.text.fingerprints import fingerprints
from archive.text.reuse import passages
from tests.text.wording import WAYS, edited, prose, vocabulary, wording

pytestmark = pytest.mark.slow

PARTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5)
EDITS = {"replaced": "r", "left out": "l", "put in": "i", "moved": "m", "all four": WAYS}
TRIALS, ROUND = 40, 200


def trial(seed: int, length: int, part: float, ways: str) -> tuple[bool, bool, float, int]:
    """Whether it is found, whether fingerprints find its text, the part of it marked, and words marked beside it."""
    random = Random(seed)
    known = vocabulary(Random(1))
    passage = prose(random, known, length)
    texts = [
        wording(prose(random, known, ROUND) + said + prose(random, known, ROUND))
        for said in (passage, edited(random, passage, known, part, ways))
    ]
    a, b = texts
    whole = a.span(ROUND, ROUND + length)
    marked = {
        number
        for each in passages(a, b)
        for number, word in enumerate(a.words)
        if each.a.start <= word.start < each.a.end
    }
    inside = [number for number in marked if whole.start <= a.words[number].start < whole.end]
    candidate = bool({each.value for each in fingerprints(a.words)} & {each.value for each in fingerprints(b.words)})
    return bool(inside), candidate, len(inside) / length, len(marked) - len(inside)


@pytest.mark.parametrize("length", [20, 60, 200])
def test_edited_passages_are_found(length: int):
    print(
        f"\n{length} words among {2 * ROUND}: passages found % / words of them marked % / texts found by fingerprints %"
    )
    print(f"{'edits':<10}" + "".join(f"{part:>14.0%}" for part in PARTS))
    table = {}
    for name, ways in EDITS.items():
        for part in PARTS:
            found = [trial(seed, length, part, ways) for seed in range(TRIALS)]
            assert sum(beside for *_rest, beside in found) <= TRIALS
            table[name, part] = [100 * sum(column) / TRIALS for column in list(zip(*found, strict=True))[:3]]
        cells = [table[name, part] for part in PARTS]
        print(f"{name:<10}" + "".join(f"{a:>6.0f}/{c:.0f}/{b:.0f}".rjust(14) for a, b, c in cells))
    assert all(table[name, 0.0] == [100, 100, 100] for name in EDITS)
    assert all(table[name, 0.1][0] >= 90 for name in EDITS)
