import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing import shapes
from archive.importing.invented import Inventor, sizes
from archive.importing.source import Source


@pytest.mark.parametrize("comments", [0, 1, 2, 3, 12, 43, 300])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_record_is_the_one_that_the_reader_makes_of_the_page(comments, seed):
    made = Inventor(seed).document(7, comments)
    assert shapes.read(Source(made.text), shape=made.record.shape) == made.record
    assert len(made.record.comments) == comments


def test_the_reader_knows_the_shape_of_an_invented_page():
    inventor = Inventor(5)
    found = [shapes.recognise(Source(inventor.document(1, comments).text)) for comments in (0, 12, 43)]
    assert found == ["newspaper", "thread", "thread"]


def test_a_seed_makes_the_same_documents_every_time_and_another_makes_others():
    first, second, other = (Inventor(seed).document(1, 20) for seed in (4, 4, 5))
    assert first == second
    assert first.text != other.text


@given(st.integers(1, 50), st.integers(0, 2000), st.integers(0, 99))
def test_sizes_add_up_to_the_comments_that_were_asked_for(articles, comments, seed):
    found = sizes(articles, comments, seed)
    assert (len(found), sum(found), min(found) >= 0) == (articles, comments, True)


def test_a_large_collection_has_a_thread_of_ten_thousand_and_an_article_with_43_comments():
    found = sizes(10_000, 300_000, 1)
    assert (found[:2], max(found[2:]) < 1000, found.count(0) > 100) == ([43, 10_000], True, True)
