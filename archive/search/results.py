"""A page of results: what stands on the cards that match, as anonymous readers may see it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from typing import Any, NamedTuple

from archive.models import Article, Author, Comment, Publisher, Statement, Text, ThreadLine, comment_lines, shown
from archive.models.cards import Kind
from archive.models.summaries import summaries
from archive.search.facets import Facet, facets, facets_of
from archive.search.holdings import Holdings, Those
from archive.search.inventory import holdings
from archive.search.kept import kept
from archive.search.matches import RANKED, Asked, asked, at, newest, ranked
from archive.search.words import Found
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


class Turn(NamedTuple):
    """Where one page ends and another begins: the rank of a match, if it has one, and its place."""

    rank: int
    place: int

    def __str__(self) -> str:
        return f"{self.rank}.{self.place}" if self.rank else str(self.place)


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
    they are all that there is; `order` gives rank and place of those whose words were looked
    for, the rank 0 where they are in order by date."""

    matches: int
    facets: Sequence[Facet]
    order: Sequence[Turn] = ()
    whole: bool = False


class Page(NamedTuple):
    """`preceding` is where the page before this one ends, `following` where the next one begins; empty for none."""

    asked: Asked
    by: str
    results: Sequence[Result]
    survey: Survey
    preceding: str
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


def search(
    typed: str,
    more: Iterable[Field] = (),
    *,
    by: str = "",
    after: str = "",
    before: str = "",
    held: Holdings | None = None,
) -> Page:
    """The page of results after a place, or before one. Without words all articles are gone through, the newest first.

    Raises BadTurn.
    """
    query, more, held = parse(typed), list(more), held or holdings()
    what = asked(query, more, held)
    beside = what.those
    if not typed.strip() and all(field.name != "in" for field in more):
        what = what._replace(those=Those(articles=beside.articles))
    by = DATE if by == DATE or not query.wanted else RELEVANCE
    turn, back = turned(before or after), bool(before)
    turn = turn._replace(rank=0) if turn and by == DATE else turn
    survey = kept(
        lambda: _survey(what, by, beside), "survey", typed.strip() == "", query, *more, by, edition=held.edition
    )
    if by == DATE and not _ordered(survey, turn):
        beyond = {"above" if back else "below": turn.place} if turn else {}
        found = newest(what, SIZE + 1, **beyond) if survey.matches else []
        turns: Sequence[Turn] = [Turn(0, match.place) for match in found]
    else:
        turns = _beyond(survey.order, turn, back=back)
        found = at([turn.place for turn in turns])
    further = len(turns) > SIZE
    turns, found = (turns[-SIZE:], found[-SIZE:]) if back else (turns[:SIZE], found[:SIZE])
    ends = [
        str(turns[end]) if turns and there else ""
        for end, there in ((0, further if back else turn is not None), (-1, back or further))
    ]
    return Page(what, by, results(found, query.wanted), survey, *ends)


def _ordered(survey: Survey, turn: Turn | None) -> bool:
    """Whether the page after or before a turn lies among those whose order is known."""
    if survey.whole or not survey.order:
        return False
    order = survey.order
    return survey.matches == len(order) or (len(order) > SIZE and (turn is None or turn > order[-SIZE - 1]))


def _beyond(order: Sequence[Turn], turn: Turn | None, *, back: bool) -> Sequence[Turn]:
    """Of the ranked ones those of the page after or before a turn, and one more."""
    if turn is None:
        return order[: SIZE + 1]
    if back:
        return [each for each in order if each > turn][-SIZE - 1 :]
    return [each for each in order if each < turn][: SIZE + 1]


def _survey(what: Asked, by: str, beside: Those) -> Survey:
    """`beside` are all things of which `what` are those that are gone through."""
    if what.wordless:
        number = sum(what.held.numbers(what.those).values())
        return Survey(number, facets_of(what.held, what.those, beside) if number else (), whole=True)
    found = newest(what)
    among = found[:RANKED]
    ranks = ranked(among, what.query.wanted) if by == RELEVANCE else ((0, match.place) for match in among)
    order = sorted(starmap(Turn, ranks), reverse=True)
    return Survey(len(found), facets(what.held, among), order)


def turned(said: str) -> Turn | None:
    """The turn that an address names; BadTurn where it names none."""
    if not said:
        return None
    match = TURN.fullmatch(said)
    if not match or int(match[2]) >= 2**63 or not said.isascii():
        raise BadTurn
    return Turn(int(match[1] or 0), int(match[2]))


def results(found: Sequence[Found], phrases: Sequence[Phrase]) -> list[Result]:
    """What the matches are, in their order; what may not be seen any more is left out."""
    keys: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for match in found:
        kind, key = match.thing
        keys[kind].append(key)
    articles = {match.article for match in found if match.article is not None}
    seen = summaries(articles, None)
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
