"""Magazine text of any size is read in a time that grows no faster than the text."""

from collections.abc import Callable
from time import process_time

import pytest

from archive.importing.corrections import Corrections
from archive.importing.shapes import magazine
from archive.importing.source import Source
from tests.importing.print_shop import COLUMN

SHAPES = {
    "paragraphs": lambda size: f"{COLUMN}\n" * (size // 6),
    "one paragraph": lambda size: COLUMN * (size // 5),
    "captions inside words": lambda size: "the rela-\n\nA caption\n\ntions of both\n" * (size // 5),
    "hyphens only": lambda size: "ab-\n" * size,
    "set in": lambda size: "aa\n  bb\n" * (size // 2),
    "columns": lambda size: "left text goes on here     right text goes on here\n" * size,
    "dates": lambda size: "Winter 1954\n\n" * (size // 2),
    "one line": lambda size: "word " * (size * 20),
    "one word": lambda size: "a" * (size * 100),
    "one compound": lambda size: "a-" * (size * 50),
}


def seconds(text: str) -> float:
    source = Source(text)
    begin = process_time()
    magazine.score(source)
    magazine.read(source, Corrections())
    return process_time() - begin


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_eight_times_the_text_takes_at_most_sixteen_times_as_long(shape: Callable[[int], str]):
    assert seconds(shape(40_000)) < 16 * max(seconds(shape(5_000)), 0.05)
