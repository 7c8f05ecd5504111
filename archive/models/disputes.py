"""Statements with all that stands on them, as a viewer may know it: the queries that every list and page asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce

from archive.models.bylines import Byline
from archive.models.comments import Comment
from archive.models.evidence import PIECE, Evidence, Piece
from archive.models.occurrences import PLACE, Occurrence, Place
from archive.models.parallels import Parallel
from archive.models.passages import Passage, PreparedPassages
from archive.models.relations import Related, StatementRelation
from archive.models.statements import Statement
from archive.rules import repetition, visibility
from archive.rules.repetition import Standing, Weighed, Weight, voice
from archive.rules.statements import SIDES
from archive.states import EvidenceSide, Role

# Who answers for the words of an article; a photographer or translator does not.
SPEAKING = (Role.AUTHOR, Role.WITH)


# Queries are written for so many statements; for another number the last one is named again.
SIZES = (1, 20, 100)
MOST = SIZES[-1]
_PLACES = PreparedPassages(lambda reader, *keys: Occurrence.objects.of(keys).standing().visible_to(reader), *PLACE)
_PIECES = PreparedPassages(lambda reader, *keys: Evidence.objects.of(keys).standing().visible_to(reader), *PIECE)


class Dispute(NamedTuple):
    """One statement with its places, its evidence by number, and its relations from its own side. `family` names the
    articles that are reprints of each other, None where nobody asked: see `with_families`."""

    statement: Statement
    places: list[Place]
    evidence: list[Piece]
    relations: list[Related]
    family: Mapping[str, str] | None = None

    @property
    def standing(self) -> Standing:
        """In how many places it stands, those in reprints apart."""
        own = Counter(place.passage.article for place in self.places if place.passage.comment is None)
        return repetition.standing(own, len(self.places) - own.total(), self.family or {})


def disputes(statements: Iterable[Statement], viewer: visibility.Viewer | None) -> list[Dispute]:
    """These statements, in their order, with what this person may know of each; three queries for a hundred of them.

    Hand in what the person may see: `Statement.objects.visible_to(viewer)`.
    """
    rows = list(statements)
    places: defaultdict[int, list[Place]] = defaultdict(list)
    evidence: defaultdict[int, list[Piece]] = defaultdict(list)
    relations: defaultdict[int, list[Related]] = defaultdict(list)
    if rows:
        for some in batched(rows, MOST):
            keys = [row.pk for row in some]
            keys += keys[-1:] * (next(size for size in SIZES if size >= len(keys)) - len(keys))
            for row, passage in _PLACES.all(viewer, *keys):
                places[row[0]].append(Place._make((*row, passage)))
            for row, passage in _PIECES.all(viewer, *keys):
                evidence[row[0]].append(Piece._make((*row, passage)))
        for related in StatementRelation.objects.seen_from(rows, viewer):
            relations[related.statement].append(related)
    return [Dispute(row, places[row.pk], evidence[row.pk], relations[row.pk]) for row in rows]


def with_families(disputes: Iterable[Dispute]) -> list[Dispute]:
    """The same, knowing which articles are reprints of each other; a query where passages lie in more than one."""
    found = list(disputes)
    passages = [place.passage for dispute in found for place in dispute.places]
    passages += [piece.passage for dispute in found for piece in dispute.evidence if piece.passage]
    family = _family({passage.article for passage in passages})
    return [dispute._replace(family=family) for dispute in found]


def _family(articles: Collection[str]) -> dict[str, str]:
    if len(articles) < 2:
        return {}
    pairs = Parallel.objects.filter(a__reading__article__slug__in=articles, b__reading__article__slug__in=articles)
    return repetition.families(pairs.reprints())


def standings(statements: Collection[Statement]) -> dict[int, Standing]:
    """In how many places that everyone may know of each of these stands, by primary key; two queries at most."""
    rows = Occurrence.objects.visible_to(None).filter(statement__in=statements).order_by()
    own: defaultdict[int, dict[str, int]] = defaultdict(dict)
    besides: Counter[int] = Counter()
    in_comment = ExpressionWrapper(Q(text__place__gt=0), BooleanField())
    columns = rows.values_list("statement", "text__reading__article__slug", in_comment)
    for statement, article, comment, number in columns.annotate(number=Count("pk")):
        if comment:
            besides[statement] += number
        else:
            own[statement][article] = number
    family = _family({article for articles in own.values() if len(articles) > 1 for article in articles})
    return {each.pk: repetition.standing(own[each.pk], besides[each.pk], family) for each in statements}


def speakers(passages: Iterable[Passage], viewer: visibility.Viewer | None) -> dict[tuple[str, int | None], list[str]]:
    """Who says what stands in these passages, by article and comment number, as printed; two queries at most.

    Of a place whose words this person may not read nobody is named, nor of a source that names nobody.
    """
    readable = [passage for passage in passages if passage.words]
    own = {passage.article for passage in readable if passage.comment is None}
    found: defaultdict[tuple[str, int | None], list[str]] = defaultdict(list)
    if own:
        rows = Byline.objects.filter(article__slug__in=own, author__isnull=False, role__in=SPEAKING)
        for slug, name in rows.order_by("article", "order").values_list("article__slug", "author__name"):
            found[slug, None].append(name)
    if theirs := {(passage.article, passage.comment) for passage in readable if passage.comment is not None}:
        comments = Comment.objects.visible_to(viewer).filter(
            article__slug__in={slug for slug, _number in theirs}, number__in={number for _slug, number in theirs}
        )
        names = F("author_name") if visibility.is_staff(viewer) else Coalesce("pseudonym__name", "author_name")
        for slug, number, name in comments.values_list("article__slug", "number", names):
            if name and (slug, number) in theirs:
                found[slug, number].append(name)
    return dict(found)


def weighed(disputes: Iterable[Dispute], viewer: visibility.Viewer | None) -> list[list[Weighed]]:
    """For each dispute what each piece of its evidence counts as, in the order of the pieces; three queries at most."""
    disputes = list(disputes)
    if any(dispute.family is None for dispute in disputes):
        disputes = with_families(disputes)
    # Where there is nothing to weigh, nobody need be asked who says it.
    passages = [place.passage for dispute in disputes if dispute.evidence for place in dispute.places]
    passages += [piece.passage for dispute in disputes for piece in dispute.evidence if piece.passage]
    said = speakers(passages, viewer)
    family = {text: name for dispute in disputes for text, name in (dispute.family or {}).items()}

    def spoken(passage: Passage, *, sourced: bool) -> repetition.Voice:
        words = passage.words.exact if passage.words else ""
        by = said.get((passage.article, passage.comment), ())
        text = "" if passage.comment is not None else family.get(passage.article, "")
        return voice(words, by, comment=passage.comment is not None, sourced=sourced, text=text)

    def brought(piece: Piece) -> repetition.Voice:
        if piece.passage is None:
            return voice(piece.quote, sourced=piece.sourced)
        return spoken(piece.passage, sourced=piece.sourced)

    return [
        repetition.weigh(
            [(piece.side, brought(piece)) for piece in dispute.evidence],
            [spoken(place.passage, sourced=False) for place in dispute.places] if dispute.evidence else [],
        )
        for dispute in disputes
    ]


@dataclass(frozen=True, slots=True)
class Side:
    """The evidence on one side, in the order in which it came. `silent`: none of it is an independent source."""

    name: str
    pieces: Sequence[tuple[Piece, Weighed]]
    silent: bool


def sides(dispute: Dispute, weights: Sequence[Weighed]) -> list[Side]:
    """What supports a statement and what refutes it, and what explains it where there is such evidence.

    `weights` are what `weighed` gives for the dispute.
    """
    pairs = list(zip(dispute.evidence, weights, strict=True))
    silent = repetition.silent_sides([(piece.side, weight) for piece, weight in pairs])
    found = [
        Side(str(name), [pair for pair in pairs if pair[0].side == name], name in silent)
        for name in (*SIDES, EvidenceSide.CONTEXT)
    ]
    return [side for side in found if side.pieces or side.name in SIDES]


class Held(NamedTuple):
    """How many pieces of each weight are held on one side. `silent`: none of them is an independent source."""

    side: str
    silent: bool
    counts: Mapping[Weight, int]


def held(found: Iterable[Dispute], viewer: visibility.Viewer | None) -> list[list[Held]]:
    """For each dispute what is held for it and against it."""
    found = list(found)
    return [
        [
            Held(side.name, side.silent, Counter(weight.weight for _piece, weight in side.pieces))
            for side in sides(dispute, weights)
            if side.name in SIDES
        ]
        for dispute, weights in zip(found, weighed(found, viewer), strict=True)
    ]
