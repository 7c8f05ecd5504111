"""Which figures of the founding documents disagree, against those that were found by hand."""

import pytest

from archive.importing import shapes
from archive.importing.decoding import decode
from archive.text.figures import Told, figures, rivals, sums

pytestmark = pytest.mark.founding


def test_the_known_conflicts_are_found_and_nothing_besides(founding):
    told, totals = [], []
    for document in sorted(founding.glob("*.txt")):
        record = shapes.read(decode(document.read_bytes(), name=document.name))
        for text in (record.body, *(comment.body for comment in record.comments)):
            told += [Told(document.name, 0, each) for each in figures(text)]
            totals += [int(each.total) for each in sums(text)]
    found = [(each.noun, [float(value) for value in each.values]) for each in rivals(told)]
    assert found == [("money", [3.5e9, 4e9]), ("synagogu", [2, 3, 5, 7]), ("years", [200, 2600])]
    assert totals == [16_000, 11_000]
