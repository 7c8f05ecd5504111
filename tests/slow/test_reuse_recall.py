"""How much of a reused passage is found when it was edited, and how long texts take; the tables are printed (-s)."""

from collections.abc import Callable
from random import Random
from time import process_time

import pytest

from archive.text.fingerprints import fingerprints
from archive.text.reuse import passages, repeats
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


SIZES = {
    "unrelated": lambda random, known, size: (prose(random, known, size), prose(random, known, size)),
    "a reprint": lambda random, known, size: ((said := prose(random, known, size)), edited(random, said, known, 0.1)),
    "equal": lambda random, known, size: ((said := prose(random, known, size)), list(said)),
    "one word": lambda _random, _known, size: (["lantern"] * size, ["lantern"] * (size - 1)),
    "one sentence": lambda random, known, size: ((said := prose(random, known, 8)) * (size // 8), said * (size // 80)),
    "six words": lambda random, known, size: (random.choices(known[-6:], k=size), random.choices(known[-6:], k=size)),
    "thirty sentences": lambda random, known, size: _stock(random, known, size, 30),
    "stock sentences": lambda random, known, size: _stock(random, known, size, size // 40),
}


def _stock(random: Random, known: list[str], size: int, sentences: int) -> tuple[list[str], list[str]]:
    stock = [prose(random, known, 10) for _ in range(sentences)]
    said = [[word for _ in range(size // 10) for word in random.choice(stock)] for _ in range(2)]
    return said[0], said[1]


def seconds(make: Callable[..., tuple[list[str], list[str]]], size: int) -> tuple[float, float]:
    one, other = (wording(said) for said in make(Random(3), vocabulary(Random(1)), size))
    begin = process_time()
    passages(one, other)
    between = process_time()
    repeats(one)
    return between - begin, process_time() - between


@pytest.mark.parametrize("name", SIZES)
def test_five_times_the_words_take_at_most_fifteen_times_as_long(name: str):
    few, many = seconds(SIZES[name], 20_000), seconds(SIZES[name], 100_000)
    print(f"\n{name}: 20,000 words {few[0]:.2f} s, repeats {few[1]:.2f} s; 100,000 {many[0]:.2f} s, {many[1]:.2f} s")
    assert many[0] < 15 * max(few[0], 0.4)
    assert many[1] < 15 * max(few[1], 0.4)
