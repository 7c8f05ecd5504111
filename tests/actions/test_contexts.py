"""The note above an article, and its tombstone: each under a rule, in public, and taken back by a new decision."""

from datetime import timedelta
from typing import Any

import pytest

from archive.actions import articles, contexts, interests
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.models import Article
from archive.models import moderation as log
from archive.models.moderation import withdrawal_of
from tests.actions.moderation import ANNA, last, page, reasons
from tests.factories import WHEN, author, byline

pytestmark = pytest.mark.django_db
LATER: dict[str, Any] = {"by": "bo", "at": WHEN + timedelta(days=1), "reason": "Looked at again."}


def test_a_note_stands_under_a_rule_and_the_log_says_which():
    article = page()
    contexts.put(article, " It prints a letter of the ferrymen. ", reasons(), **ANNA)
    assert Article.objects.get().context_note == "It prints a letter of the ferrymen."
    said = last().detail.after
    assert (said["context_note"], said["reasons"]["rule"]) == ("It prints a letter of the ferrymen.", "abuse 1")
    assert list(log.moderation(None).values_list("verb", flat=True)) == ["article.context"]


def test_a_note_is_taken_back_to_what_stood_there_before():
    article = page()
    contexts.put(article, "One.", reasons(), **ANNA)
    second = contexts.put(article, "Two.", reasons(), **ANNA)
    undone = take_back(second, **LATER)
    assert (Article.objects.get().context_note, undone.takes_back_id) == ("One.", second.number)
    contexts.take_away(article, **LATER)
    assert Article.objects.get().context_note == ""
    take_back(last(), **LATER)
    assert Article.objects.get().context_note == "One."


@pytest.mark.parametrize(
    ("note", "why", "said"),
    [
        ("", True, "is empty"),
        ("Fine.", False, "needs a rule"),
        ("n" * 1001, True, "context_note"),
        ("\0", True, "context_note"),
    ],
)
def test_a_note_that_can_not_stand_is_refused(note, why, said):
    with pytest.raises(Refused, match=said):
        contexts.put(page(), note, reasons() if why else None, **ANNA)
    assert Article.objects.get().context_note == ""


def test_a_draft_has_no_note_and_what_is_not_there_is_not_taken_away():
    with pytest.raises(Refused, match="from where it is now"):
        contexts.put(page(state="draft"), "Fine.", reasons(), **ANNA)
    with pytest.raises(Refused, match="No note stands above it"):
        contexts.take_away(Article.objects.get(), **ANNA)


def test_a_withdrawal_names_its_rule_and_freezes_the_citation():
    article = page(title="Fire!")
    byline(article, "Hanna Veld")
    articles.withdraw(article, reasons(), **ANNA)
    author("Hanna Veld").__class__.objects.update(name="Another")
    said = withdrawal_of(article).detail.after["withdrawal"]
    assert (said["rule"], said["citation"]) == ("abuse 1", ["Hanna Veld", "“Fire!”", "No date"])


def test_a_withdrawal_without_a_rule_is_refused():
    with pytest.raises(Refused, match="needs a rule of the house"):
        articles.withdraw(page(), **ANNA)
    assert Article.objects.get().state == "published"


def test_publishing_again_takes_the_withdrawal_back_and_stands_in_the_public_log():
    article = page()
    gone = articles.withdraw(article, reasons(), **ANNA)
    back = articles.publish(article, **LATER)
    assert (back.takes_back_id, withdrawal_of(article)) == (gone.number, None)
    assert [row.number for row in log.moderation(None).order_by("number")] == [gone.number, back.number]


def test_the_first_publication_is_no_moderation():
    articles.publish(page(state="draft"), **ANNA)
    assert not log.moderation(None).exists()


def test_whoever_declared_an_interest_neither_withdraws_nor_notes():
    article = page()
    interests.declare(article, **ANNA)
    for act in (
        lambda: articles.withdraw(article, reasons(), **ANNA),
        lambda: contexts.put(article, "a", reasons(), **ANNA),
    ):
        with pytest.raises(Refused, match="declared an interest"):
            act()
