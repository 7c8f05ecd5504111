"""Occurrences: the places where a statement stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from archive.models import anchoring, constraints, passages
from archive.models.articles import Article
from archive.models.passages import Passage
from archive.models.statements import Statement
from archive.models.texts import Text
from archive.rules import visibility
from archive.states import AnchorState, OccurrenceDecision

STANDING = [OccurrenceDecision.PROPOSED, OccurrenceDecision.ACCEPTED]


# The columns of a place before its passage.
PLACE = ("statement", "number", "state", "decision")


class Place(NamedTuple):
    """One occurrence as a viewer may know it."""

    statement: int
    number: int
    state: str
    decision: str
    passage: Passage


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> OccurrenceQuerySet:
        """Accepted places of public statements in public articles. What is hidden there is a stub: see `places`."""
        if visibility.is_staff(viewer):
            return self
        public = self.filter(statement__workflow__in=visibility.PUBLIC_WORKFLOWS).accepted()
        return public.filter(passages.placed(viewer))

    def readable_by(self, viewer: visibility.Viewer | None) -> OccurrenceQuerySet:
        """Those whose words this person may read."""
        return self.visible_to(viewer).filter(passages.readable(viewer))

    def accepted(self) -> OccurrenceQuerySet:
        return self.filter(decision=OccurrenceDecision.ACCEPTED)

    def standing(self) -> OccurrenceQuerySet:
        """Without those that were refused."""
        return self.filter(decision__in=STANDING)

    def waiting(self) -> OccurrenceQuerySet:
        """Those that an editor has to look at: proposed, or no longer surely at the same words."""
        unsure = Q(decision=OccurrenceDecision.ACCEPTED) & ~Q(state=AnchorState.SAME)
        return self.filter(Q(decision=OccurrenceDecision.PROPOSED) | unsure)

    def under(self, article: Article | int) -> OccurrenceQuerySet:
        """In an article and in its comments."""
        return self.filter(text__reading__article=article)

    def within(self, text: Text | int) -> OccurrenceQuerySet:
        """In one text, in its order."""
        return self.filter(text=text).order_by("start", "end", "statement", "number")

    def of(self, statements: Iterable[Statement | int]) -> OccurrenceQuerySet:
        return self.filter(statement__in=list(statements)).order_by("statement", "number")

    def named(self, names: Collection[tuple[int, int]]) -> list[Occurrence]:
        """Those of these statements and numbers, in their order."""
        statements, numbers = {one for one, _number in names}, {number for _one, number in names}
        rows = self.filter(statement__in=statements, number__in=numbers).order_by("statement", "number")
        return [row for row in rows if (row.statement_id, row.number) in names]

    def places(self, viewer: visibility.Viewer | None) -> list[Place]:
        """Those of these that this person may know of; one query, or two: see `with_passages`."""
        found = passages.with_passages(self.visible_to(viewer), viewer, *PLACE)
        return [Place._make((*row, passage)) for row, passage in found]

    def next_number(self, statement: Statement) -> int:
        return (self.filter(statement=statement).aggregate(last=Max("number"))["last"] or 0) + 1


class OccurrenceManager(models.Manager.from_queryset(OccurrenceQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, statement: str, number: int) -> Occurrence:
        return self.get(statement__key=statement, number=number)


class Occurrence(models.Model):
    """A statement at text[start:end], in code points. `number` is given once in a statement.

    No occurrence is deleted: a refused one is remembered. `source_start` and `source_end` are the smallest range of
    the source that encloses it.
    """

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="occurrences", verbose_name=_("statement"), db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.ForeignKey(Text, models.PROTECT, related_name="occurrences", verbose_name=_("text"), db_index=False)
    start = models.PositiveIntegerField(_("start"), help_text=_("in code points"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("words"))
    prefix = models.CharField(_("words before"), max_length=anchoring.CONTEXT, blank=True)
    suffix = models.CharField(_("words after"), max_length=anchoring.CONTEXT, blank=True)
    source_start = models.PositiveBigIntegerField(_("start in the source"))
    source_end = models.PositiveBigIntegerField(_("end in the source"))
    state = models.CharField(_("anchor"), max_length=20, choices=AnchorState, default=AnchorState.SAME)
    decision = models.CharField(
        _("decision"), max_length=20, choices=OccurrenceDecision, default=OccurrenceDecision.PROPOSED
    )
    proposed_at = models.DateTimeField(_("proposed"))

    objects = OccurrenceManager()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering = ["statement", "number"]
        indexes = [
            models.Index(fields=["text", "start"], name="occurrence_in_text"),
            models.Index(fields=["decision", "state"], name="occurrence_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="occurrence_number_is_given_once"),
            models.UniqueConstraint(
                fields=["statement", "text", "start", "end"],
                condition=Q(decision__in=STANDING),
                name="occurrence_stands_once_at_a_place",
            ),
            constraints.one_of("state", AnchorState.values, "occurrence_state_is_known"),
            constraints.one_of("decision", OccurrenceDecision.values, "occurrence_decision_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="occurrence_counts_from_one"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="occurrence_has_words"),
            models.CheckConstraint(condition=Q(source_start__lt=F("source_end")), name="occurrence_has_a_source"),
            models.CheckConstraint(condition=~Q(exact=""), name="occurrence_says_its_words"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} ({self.number})"

    def natural_key(self) -> tuple[str, int]:
        return (*self.statement.natural_key(), self.number)

    natural_key.dependencies = ["archive.statement", "archive.text"]  # type: ignore[attr-defined]
