"""How long texts take to be compared, beside texts a fifth as long; the figures are printed."""

from collections.abc import Callable
from random import Random
from time import process_time

import pytest

from archive.text.reuse import passages, repeats
from tests.text.wording import edited, prose, vocabulary, wording

pytestmark = pytest.mark.slow

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
