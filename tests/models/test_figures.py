import pytest

from archive.actions import parallels
from archive.models import Comment, Figure, figures
from tests.actions.moderation import agreed
from tests.actions.test_parallels import again, brought
from tests.factories import WHEN

pytestmark = pytest.mark.django_db
WORDS = "Oru has three ferries.\nTam: I saw nine goats: four in Oru, three in Tal.\n"


def kept() -> list[tuple]:
    return list(
        Figure.objects.order_by("text", "start", "-noun").values_list("noun", "values", "text__comment__number")
    )


def test_figures_and_totals_are_kept_with_what_is_read_today():
    page = brought(WORDS, "first")
    assert kept() == [
        ("ferry", ["3"], None), ("goat", ["9"], 1), ("", ["9", "4", "3"], 1), ("goat", ["4"], 1), ("goat", ["3"], 1)
    ]  # fmt: skip
    again(page, WORDS, without="ferries", version=2)
    assert {noun for noun, *_rest in kept()} == {"goat", ""}


def test_figures_are_read_again_with_the_index_of_shared_wording():
    brought(WORDS, "first")
    before = kept()
    Figure.objects.all().delete()
    parallels.find(rebuild=True, clock=lambda: WHEN)
    assert kept() == before != []


def test_nothing_of_an_erased_comment_is_kept():
    brought(WORDS, "first")
    agreed(Comment.objects.get(), move="erase")
    assert kept() == [("ferry", ["3"], None)]


def test_of_one_text_no_more_than_a_bounded_number_is_kept(monkeypatch):
    monkeypatch.setattr(figures, "MOST_OF_TEXT", 2)
    brought("Nine goats, eight lambs, two cows.\n" + f"Six {'a' * 101}s.\n", "first")
    assert [noun for noun, *_rest in kept()] == ["goat", "lamb"]
