"""When an article may move between draft, published and withdrawn, and what stands in the way."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.states import ArticleState

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "publish": (frozenset({ArticleState.DRAFT, ArticleState.WITHDRAWN}), ArticleState.PUBLISHED),
    "withdraw": (frozenset({ArticleState.PUBLISHED}), ArticleState.WITHDRAWN),
}


class Movable(Protocol):
    state: str
    title: str
    language: str
    abstract: str
    text_id: int | None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why an article can't be published: the field to look at and a sentence."""

    field: str
    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


def may(move: str, article: Movable) -> bool:
    """Whether the move starts from the article's state."""
    return article.state in MOVES[move][0]


def blockers(article: Movable) -> list[Blocker]:
    """What must be mended before publication; empty when nothing stands in the way."""
    checks = (
        (not article.title.strip(), "title", _("It has no title; supply one if none is printed.")),
        (not article.language.strip(), "language", _("Its language is not named.")),
        (
            article.text_id is None and not article.abstract.strip(),
            "abstract",
            _("Its words are not held, so it needs an abstract that says what it is."),
        ),
    )
    return [Blocker(field, sentence) for blocked, field, sentence in checks if blocked]
