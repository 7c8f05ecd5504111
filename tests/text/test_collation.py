import pytest

from archive.text import collation
from archive.text.collation import Document, Leaf, Place, said_twice, shared
from archive.text.runs import Span

LINE = "nobody on either shore would say who had lit the lantern house"
OTHER = "the keeper counted thirty one names and closed the register that night"


def places(found: list) -> list[tuple[Place, Place]]:
    return [(each.a, each.b) for each in found]


@pytest.fixture(params=[50_000, 0], ids=["whole", "by fingerprints"])
def either(request, monkeypatch):
    monkeypatch.setattr(collation, "LARGE", request.param)


def test_places_are_told_by_text_and_in_the_text(either):
    a = Document([Leaf("It rained."), Leaf(f"So: {LINE}.")])
    b = Document([Leaf(f"{LINE}!"), Leaf("Hm."), Leaf(OTHER)])
    assert places(shared(a, b)) == [(Place(1, 4, 66), Place(0, 0, 62))]
    [found] = shared(b, a)
    assert (found.words, found.pieces, round(found.b_part, 2)) == (12, ((0, 62, 0, 62, 12),), 0.92)


def test_no_passage_runs_over_two_texts(either):
    one, two = LINE[:30], LINE[31:]
    assert shared(Document([Leaf(one), Leaf(two)]), Document([Leaf(LINE)])) == []


def test_what_is_said_twice_is_found_in_a_text_and_in_two(either):
    document = Document([Leaf(f"{LINE}. Hm. {LINE}."), Leaf("No."), Leaf(OTHER), Leaf(f"He said: {OTHER}.")])
    assert places(said_twice(document)) == [
        (Place(0, 0, 62), Place(0, 68, 130)), (Place(2, 0, 70), Place(3, 9, 79)),
    ]  # fmt: skip


def test_furniture_is_left_out(either):
    document = Document([Leaf(f"{LINE}. {LINE}.", (Span(0, 63),))])
    assert said_twice(document) == []


def test_a_document_without_words_shares_nothing(either):
    assert shared(Document([Leaf("")]), Document([Leaf(LINE)])) == said_twice(Document([Leaf("")])) == []


def test_a_document_shares_all_its_words_with_one_that_says_the_same():
    document = Document([Leaf(f"It rained. {LINE}."), Leaf(f"{OTHER}.")])
    found = shared(document, document)
    assert [(each.a == each.b, each.a.text, each.a_part) for each in found] == [(True, 0, 1.0), (True, 1, 1.0)]
