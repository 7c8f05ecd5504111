"""At a passage: where its words also stand, as a viewer may know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from archive.models.parallels import Parallel
from archive.models.prepared import Prepared
from archive.models.texts import Text
from archive.rules import visibility
from archive.rules.repetition import NEARLY_WHOLE, Taken, covered


class Elsewhere(NamedTuple):
    """Where the words of a passage also stand: `here` is its place, `there` that of the other, each with the part of
    all words of its text that it takes up. `words` are in both; `changed` says how many beside them are not. The rest
    tells of the other text; `comment` is None in the words of an article itself.
    """

    here: Taken
    there: Taken
    number: int
    words: int
    changed: int
    article: str
    title: str
    language: str
    earliest: date | None
    latest: date | None
    comment: int | None


_PLACES = [f"{side}_{name}" for side in "ab" for name in ("start", "end", "part")]
_SIDES = [
    name
    for side in "ab"
    for name in (
        side, f"{side}__comment__number", f"{side}__place", f"{side}__reading__article__slug",
        f"{side}__reading__article__title", f"{side}__reading__article__language",
        f"{side}__reading__article__date_earliest", f"{side}__reading__article__date_latest",
    )
]  # fmt: skip


def _rows(viewer: visibility.Viewer | None, of: Q) -> Any:
    found = Parallel.objects.visible_to(viewer).standing().filter(of).order_by()
    return found.values_list("number", "words", "identity", *_PLACES, *_SIDES)


_OF_TEXT = Prepared(lambda reader, text: _rows(reader, Q(a=text) | Q(b=text)))


def elsewhere(text: Text | int | None, viewer: visibility.Viewer | None) -> list[Elsewhere]:
    """For each passage of a text where its words also stand, in the order of the text and then by date; one query."""
    if text is None:
        return []
    key = text.pk if isinstance(text, Text) else text
    rows = _OF_TEXT.rows(visibility.Reader.of(viewer), key)
    return _in_order(each for _number, each in _told(rows, {key}))


def comments_elsewhere(texts: Collection[int], viewer: visibility.Viewer | None) -> dict[int, list[Elsewhere]]:
    """The same for the texts of comments that stand under one article, by the numbers of these; one query."""
    found: defaultdict[int, list[Elsewhere]] = defaultdict(list)
    for number, each in _told(_rows(viewer, Q(a__in=texts) | Q(b__in=texts)), texts):
        if number is not None:
            found[number].append(each)
    return {number: _in_order(some) for number, some in found.items()}


def _told(rows: Iterable[Sequence], texts: Collection[int]) -> Iterator[tuple[int | None, Elsewhere]]:
    """Each row from every side that is one of these texts, with the number of the comment on that side."""
    for number, words, identity, *rest in rows:
        places = Taken._make(rest[:3]), Taken._make(rest[3:6])
        sides = rest[6:14], rest[14:]
        changed = 0 if identity == 1 else max(round(words / identity) - words, 1)
        for here in (0, 1):
            key, own, *_own = sides[here]
            _key, comment, place, *other = sides[1 - here]
            if key in texts:
                there = (*other, comment if place else None)
                yield own, Elsewhere._make((places[here], places[1 - here], number, words, changed, *there))


def _in_order(found: Iterable[Elsewhere]) -> list[Elsewhere]:
    return sorted(found, key=lambda each: (each.here[:2], each.earliest or date.max, each.number))


class Reprint(NamedTuple):
    """Another article that holds nearly the whole of this text, or whose text this holds, or both."""

    of: Elsewhere
    holds_this: bool
    held_by_this: bool


def reprinted(slug: str, found: Collection[Elsewhere]) -> list[Reprint]:
    """The reprints among the places where the words of an article's text also stand, the oldest first."""
    by_article: defaultdict[str, list[Elsewhere]] = defaultdict(list)
    for each in found:
        if each.comment is None and each.article != slug:
            by_article[each.article].append(each)
    made = [
        Reprint(
            min(some, key=lambda each: each.there),
            covered(each.here for each in some) >= NEARLY_WHOLE,
            covered(each.there for each in some) >= NEARLY_WHOLE,
        )
        for some in by_article.values()
    ]
    made.sort(key=lambda each: (each.of.earliest or date.max, each.of.number))
    return [each for each in made if each.holds_this or each.held_by_this]
