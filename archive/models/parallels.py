"""Parallels: two passages of archived texts that share wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from archive.models import constraints, passages
from archive.models.articles import Article
from archive.models.texts import Text, TextContent
from archive.rules import visibility
from archive.rules.repetition import NEARLY_WHOLE, Taken, covered
from archive.states import AnchorState, ParallelDecision, ParallelKind
from archive.text.diagonals import RUN
from archive.text.runs import Run, enclosing


class ParallelQuerySet(models.QuerySet["Parallel"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> ParallelQuerySet:
        """Those of which this person may read the words on both sides, but for refused ones and lost ones."""
        if visibility.is_staff(viewer):
            return self
        both = passages.readable(viewer, "a") & passages.readable(viewer, "b")
        return self.standing().filter(both)

    def standing(self) -> ParallelQuerySet:
        """Those that stand in the words of today and were not refused."""
        return self.filter(state=AnchorState.SAME).exclude(decision=ParallelDecision.REFUSED)

    def waiting(self) -> ParallelQuerySet:
        """Those that nobody has looked at, and those that were confirmed and are no longer found."""
        lost = Q(decision=ParallelDecision.CONFIRMED) & ~Q(state=AnchorState.SAME)
        return self.filter(Q(decision=ParallelDecision.SUGGESTED, state=AnchorState.SAME) | lost)

    def under(self, article: Article | int) -> ParallelQuerySet:
        """With a side in an article or in a comment under it."""
        return self.filter(Q(a__reading__article=article) | Q(b__reading__article=article))

    def between(self, one: Article | int, other: Article | int) -> ParallelQuerySet:
        """Of two documents, or of one with itself."""
        return self.filter(
            Q(a__reading__article=one, b__reading__article=other)
            | Q(a__reading__article=other, b__reading__article=one)
        )

    def by_place(self) -> ParallelQuerySet:
        return self.order_by("a__reading__article", "a__place", "a_start", "b__reading__article", "b__place", "b_start")

    def reprints(self) -> set[frozenset[str]]:
        """Pairs of articles, by slug, one of which holds nearly the whole text of the other; one query."""
        own = self.standing().filter(a__place=0, b__place=0).exclude(a=F("b"))
        pairs: defaultdict[frozenset[str], tuple[list[Taken], list[Taken]]] = defaultdict(lambda: ([], []))
        for one, other, *numbers in own.order_by().values_list(
            "a__reading__article__slug", "b__reading__article__slug",
            "a_start", "a_end", "a_part", "b_start", "b_end", "b_part",
        ):  # fmt: skip
            ours, theirs = pairs[frozenset({one, other})]
            ours.append(Taken._make(numbers[:3]))
            theirs.append(Taken._make(numbers[3:]))
        return {pair for pair, sides in pairs.items() if any(covered(side) >= NEARLY_WHOLE for side in sides)}

    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


class ParallelManager(models.Manager.from_queryset(ParallelQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, number: int) -> Parallel:
        return self.get(number=number)


class Parallel(models.Model):
    """a[a_start:a_end] and b[b_start:b_end] share `words` words, in code points.

    `a` is of the article that came first; in one article, the passage that stands first. `identity` is the part of
    shared words among all that stand side by side. `pieces` are the stretches without a change: start and end in the
    passage of a, start and end in that of b, and how many words. `a_part` and `b_part` say how much of all words of
    its text each passage takes up. `number` is given once. None is deleted while its texts are here: a refused one is
    remembered.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    a = models.ForeignKey(Text, models.PROTECT, related_name="parallels_a", verbose_name=_("one text"))
    a_start = models.PositiveIntegerField(_("start"), help_text=_("in code points"))
    a_end = models.PositiveIntegerField(_("end"))
    a_source_start = models.PositiveBigIntegerField(_("start in the source"))
    a_source_end = models.PositiveBigIntegerField(_("end in the source"))
    a_part = models.FloatField(_("part of the text"))
    b = models.ForeignKey(Text, models.PROTECT, related_name="parallels_b", verbose_name=_("other text"))
    b_start = models.PositiveIntegerField(_("start"), help_text=_("in code points"))
    b_end = models.PositiveIntegerField(_("end"))
    b_source_start = models.PositiveBigIntegerField(_("start in the source"))
    b_source_end = models.PositiveBigIntegerField(_("end in the source"))
    b_part = models.FloatField(_("part of the text"))
    words = models.PositiveIntegerField(_("shared words"))
    identity = models.FloatField(_("identity"))
    kind = models.CharField(_("kind"), max_length=20, choices=ParallelKind)
    pieces = models.JSONField(_("stretches without a change"))
    state = models.CharField(_("anchor"), max_length=20, choices=AnchorState, default=AnchorState.SAME)
    decision = models.CharField(
        _("decision"), max_length=20, choices=ParallelDecision, default=ParallelDecision.SUGGESTED
    )
    found_at = models.DateTimeField(_("found"))

    objects = ParallelManager()

    class Meta:
        verbose_name = _("parallel")
        verbose_name_plural = _("parallels")
        permissions = [("judge_parallel", "Can confirm and refuse parallels")]
        ordering = ["number"]
        indexes = [models.Index(fields=["decision", "state"], name="parallel_waiting")]
        constraints = [
            constraints.one_of("kind", ParallelKind.values, "parallel_kind_is_known"),
            constraints.one_of("state", AnchorState.values, "parallel_state_is_known"),
            constraints.one_of("decision", ParallelDecision.values, "parallel_decision_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="parallel_counts_from_one"),
            models.CheckConstraint(
                condition=Q(a_start__lt=F("a_end"), b_start__lt=F("b_end")), name="parallel_has_words"
            ),
            models.CheckConstraint(
                condition=Q(a_source_start__lt=F("a_source_end"), b_source_start__lt=F("b_source_end")),
                name="parallel_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return _("parallel %d") % self.number

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    natural_key.dependencies = ["archive.text"]  # type: ignore[attr-defined]


class Sourced(NamedTuple):
    """A passage in a source, in code points of it."""

    sha256: str
    start: int
    end: int


class Reuse(NamedTuple):
    """Two passages of sources that share wording."""

    a: Sourced
    b: Sourced
    words: int
    identity: float
    kind: str


def reuse(rows: ParallelQuerySet) -> Iterator[Reuse]:
    """Where these stand in their sources. Of one with changes also each stretch of eight words or more without any."""
    found = list(rows.select_related("a__reading__source", "b__reading__source"))
    loose = [row for row in found if row.kind == ParallelKind.GAPPED]
    keys = {key for row in loose for key in (row.a_id, row.b_id)}
    contents = TextContent.objects.filter(text__in=keys).values_list("text", "map").iterator(chunk_size=100)
    maps = {key: [Run(*run) for run in runs] for key, runs in contents}
    for row in found:
        a, b = row.a.reading.source.sha256, row.b.reading.source.sha256
        ours = Sourced(a, row.a_source_start, row.a_source_end)
        theirs = Sourced(b, row.b_source_start, row.b_source_end)
        yield Reuse(ours, theirs, row.words, row.identity, row.kind)
        if row.kind == ParallelKind.EXACT:
            continue
        for low, high, left, right, words in row.pieces:
            one = enclosing(maps[row.a_id], row.a_start + low, row.a_start + high)
            other = enclosing(maps[row.b_id], row.b_start + left, row.b_start + right)
            if words >= RUN and one and other:
                yield Reuse(Sourced(a, *one), Sourced(b, *other), words, 1.0, ParallelKind.EXACT.value)
