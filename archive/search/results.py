"""A page of results: what stands on the cards that match, as anonymous readers may see it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from archive.models import Article, Author, Comment, Publisher, Statement, Text, ThreadLine, comment_lines, shown
from archive.models.cards import Kind
from archive.search.facets import Facet, facets, facets_of
from archive.search.kept import kept
from archive.search.matches import RANKED, Asked, Found, articles_of, asked, at, newest, ranked
from archive.states import CommentState
from archive.text.hits import Excerpt, excerpt
from archive.text.queries import Field, Phrase, parse

SIZE = 25
# Beyond so many matches nobody is told how many there are.
COUNTED = 1_000
TURN = re.compile(r"(?:(\d{1,6})\.)?(\d{1,19})")
RELEVANCE, DATE = "relevance", "date"


class BadTurn(ValueError):
    """The place after which a page is to begin is none."""


class Result(NamedTuple):
    """One match: an Article, Statement, Author or Publisher, or a comment as a `line` under its article."""

    kind: Kind
    row: Any
    line: ThreadLine | None = None
    excerpt: Excerpt | None = None
    # The number of the hit in the words of the article or the comment that the excerpt shows, or 0.
    hit: int = 0

    @property
    def veiled(self) -> bool:
        return self.line is not None and self.line.state == CommentState.VEILED


class Survey(NamedTuple):
    """What is the same on every page of a search. `matches` counts no further than one more than are ranked, unless
    they are all that there is; `order` gives rank and place of each, where they are ranked."""

    matches: int
    facets: Sequence[Facet]
    order: Sequence[tuple[int, int]] = ()
    whole: bool = False


class Page(NamedTuple):
    """`following` is where the next page begins."""

    asked: Asked
    by: str
    results: Sequence[Result]
    survey: Survey
    following: str

    @property
    def matches(self) -> int:
        return self.survey.matches

    @property
    def facets(self) -> Sequence[Facet]:
        return self.survey.facets

    @property
    def counted(self) -> str:
        return f"{COUNTED:,}+" if self.matches > COUNTED and not self.survey.whole else f"{self.matches:,}"

    @property
    def capped(self) -> bool:
        """Whether there are more matches than are ranked and counted."""
        return self.matches > RANKED and not self.survey.whole


def search(typed: str, more: Iterable[Field] = (), *, by: str = "", after: str = "") -> Page:
    """The page of results that begins after a place. Without words all articles are gone through, the newest first.

    Raises BadTurn.
    """
    query, more = parse(typed), list(more)
    if not typed.strip() and all(field.name != "in" for field in more):
        more.append(Field("in", "articles"))
    what = asked(query, more)
    by = DATE if by == DATE or not query.wanted else RELEVANCE
    rank, below = turned(after)
    survey = kept(lambda: _survey(what, by), "survey", query, *more, by)
    if by == DATE:
        leaf = newest(what, SIZE + 1, below=below) if survey.matches else []
        ends = [str(match.place) for match in leaf]
    else:
        order = survey.order
        if below is not None:
            order = [turn for turn in order if turn < (rank or 0, below)]
        leaf = at([place for _rank, place in order[: SIZE + 1]])
        ends = [f"{rank}.{place}" for rank, place in order[: SIZE + 1]]
    following = ends[SIZE - 1] if len(ends) > SIZE else ""
    return Page(what, by, results(leaf[:SIZE], query.wanted), survey, following)


def _survey(what: Asked, by: str) -> Survey:
    if what.of_articles:
        number, counted = facets_of(articles_of(what))
        return Survey(number, counted, whole=True)
    found = newest(what)
    among = found[:RANKED]
    order = sorted(ranked(among, what.query.wanted), reverse=True) if by == RELEVANCE else ()
    return Survey(len(found), facets(among), order)


def turned(after: str) -> tuple[int | None, int | None]:
    if not after:
        return None, None
    match = TURN.fullmatch(after)
    if not match or int(match[2]) >= 2**63 or not after.isascii():
        raise BadTurn
    return int(match[1]) if match[1] else None, int(match[2])


def results(found: Sequence[Found], phrases: Sequence[Phrase]) -> list[Result]:
    """What the matches are, in their order; what may not be seen any more is left out."""
    keys: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for match in found:
        kind, key = match.thing
        keys[kind].append(key)
    articles = {match.article for match in found if match.article is not None}
    seen = _articles(articles)
    made: dict[tuple[Kind, int], Result] = {}
    words = _words(keys[Kind.ARTICLE]) if phrases else {}
    for key in keys[Kind.ARTICLE]:
        if key in seen:
            made[Kind.ARTICLE, key] = _of_article(seen[key], words.get(key) or "", phrases)
    for key, article, line in _lines(keys[Kind.COMMENT]):
        if article in seen:
            said = excerpt(line.words, phrases) if line.words and line.state != CommentState.VEILED else None
            made[Kind.COMMENT, key] = Result(Kind.COMMENT, seen[article], line, said, said.number if said else 0)
    models: Mapping[Kind, Any] = {Kind.STATEMENT: Statement, Kind.AUTHOR: Author, Kind.PUBLISHER: Publisher}
    for kind, model in models.items():
        for row in model.objects.visible_to(None).filter(pk__in=keys[kind]) if keys[kind] else ():
            made[kind, row.pk] = Result(kind, row)
    return [made[match.thing] for match in found if match.thing in made]


def _articles(keys: Collection[int]) -> dict[int, Article]:
    if not keys:
        return {}
    return {row.pk: row for row in Article.objects.visible_to(None).with_bylines().filter(pk__in=keys)}


def _words(articles: Sequence[int]) -> dict[int, str | None]:
    if not articles:
        return {}
    texts = Text.objects.filter(article__in=articles).select_related("content", "reading__article", "article")
    return {text.article.pk: shown(text, None) for text in texts}


def _of_article(article: Article, words: str, phrases: Sequence[Phrase]) -> Result:
    """With the sentence of the hit in its words; where there is none, of our abstract."""
    found = excerpt(words, phrases, len(article.title) if words.startswith(article.title) else 0)
    if found.number:
        return Result(Kind.ARTICLE, article, None, found, found.number)
    return Result(Kind.ARTICLE, article, None, excerpt(article.abstract, phrases) if article.abstract else None)


def _lines(keys: Sequence[int]) -> Iterable[tuple[int, int, ThreadLine]]:
    if not keys:
        return []
    rows = Comment.objects.readable_by(None).standing().filter(pk__in=keys).order_by("pk")
    lines = comment_lines(rows, None)
    return [(*known, line) for known, line in zip(rows.values_list("pk", "article"), lines, strict=True)]
