"""What a person may see: the one rule, as tables and pure functions.

Its SQL face is `visible_to` and `lines` on the query sets, which read the same tables.
"""

from typing import NamedTuple, Protocol

from archive.rules import moderation
from archive.states import ArticleState, Rights, Workflow

PUBLIC_STATES = frozenset({ArticleState.PUBLISHED})
# Whose existence is public: a withdrawn article keeps a tombstone at its address.
KNOWN_STATES = frozenset({ArticleState.PUBLISHED, ArticleState.WITHDRAWN})
READABLE_RIGHTS = frozenset({Rights.OPEN, Rights.ON_SITE})
READABLE_COMMENTS = moderation.READABLE
PUBLIC_WORKFLOWS = frozenset({Workflow.PUBLISHED})


class Viewer(Protocol):
    @property
    def is_active(self) -> bool: ...
    @property
    def is_staff(self) -> bool: ...


class SeenArticle(Protocol):
    state: str
    rights: str


class SeenComment(Protocol):
    state: str


class SeenStatement(Protocol):
    workflow: str
    number: int | None


def is_staff(viewer: Viewer | None) -> bool:
    """Whether this person works here; None and the anonymous user do not."""
    return bool(viewer and viewer.is_active and viewer.is_staff)


class Reader(NamedTuple):
    """All that the rule asks of a person: two people with the same answer see the same."""

    is_staff: bool
    is_active: bool = True

    @classmethod
    def of(cls, viewer: Viewer | None) -> "Reader":
        return cls(is_staff(viewer))


def can_see(article: SeenArticle, viewer: Viewer | None) -> bool:
    """Whether the article's record (title, bylines, dates, thread) may be seen."""
    return is_staff(viewer) or article.state in PUBLIC_STATES


def knows_of(article: SeenArticle, viewer: Viewer | None) -> bool:
    """Whether it may be known that the article is or was here."""
    return is_staff(viewer) or article.state in KNOWN_STATES


def can_read(article: SeenArticle, viewer: Viewer | None, comment: SeenComment | None = None) -> bool:
    """Whether the archived words of the article, or of a comment under it, may be read; but for words hidden in it."""
    if is_staff(viewer):
        return True
    return (
        can_see(article, viewer)
        and article.rights in READABLE_RIGHTS
        and (comment is None or comment.state in READABLE_COMMENTS)
    )


def can_see_statement(statement: SeenStatement, viewer: Viewer | None) -> bool:
    """Whether a statement may be seen. Of the words where it stands, `can_read` says what may be read."""
    return is_staff(viewer) or statement.workflow in PUBLIC_WORKFLOWS


def knows_of_statement(statement: SeenStatement, viewer: Viewer | None) -> bool:
    """Whether it may be known that there is or was such a statement: what was ever public has its number."""
    return is_staff(viewer) or statement.number is not None
