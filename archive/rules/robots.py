"""What search engines are asked to leave alone."""

from typing import Protocol

from archive.states import Rights

# The writers of comments are private people: no page that gives their names is offered for an index.
NOWHERE = "noindex, noarchive"

# Nor is what a search gives, nor the ways that lead on from there: there is no end of them.
SEARCHED = f"{NOWHERE}, nofollow"


class Indexed(Protocol):
    rights: str


def directives(article: Indexed, *, named: bool) -> str:
    """The directives for a page with an article's words; `named` says whether names of commenters stand on it."""
    if named:
        return NOWHERE
    return "" if article.rights == Rights.OPEN else "noarchive"


def quoting(*, comments: bool) -> str:
    """The directives for a page that quotes the words of others; `comments` says whether readers' are among them."""
    return NOWHERE if comments else "noarchive"
