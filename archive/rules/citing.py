"""How an article is cited: who wrote what, for which house, and when."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from archive.rules import dating
from archive.states import Attribution, Origin, Role


def parts(article: Any, bylines: Iterable[Any]) -> list[str]:
    """Writers, title, house and date in plain text; hand in each person once.

    A title that the archive supplied stands in brackets, and so does a writer whom the source does not print.
    """
    found = [writers(bylines), title(article)]
    if article.publisher:
        found.append(article.publisher.name)
    return [*found, dating.when(article) or _("No date")]


def writers(bylines: Iterable[Any]) -> str:
    names = [
        f"[{byline.author.name}]" if byline.attribution == Attribution.SUPPLIED else byline.author.name
        for byline in bylines
        if byline.author and byline.role == Role.AUTHOR
    ]
    return "; ".join(names) or _("Author not named")


def title(article: Any) -> str:
    return f"[{article.title}]" if article.title_origin == Origin.SUPPLIED else f"“{article.title}”"
