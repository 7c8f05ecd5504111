"""How two statements stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.statements import Statement
from archive.rules import visibility
from archive.rules.relations import SYMMETRIC
from archive.states import RelationType


class Related(NamedTuple):
    """A relation seen from one of its statements. `forward` is false where it says it of the other about this one."""

    statement: int
    type: str
    forward: bool
    other: int
    number: int | None
    wording: str


class RelationQuerySet(models.QuerySet["StatementRelation"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> RelationQuerySet:
        """Those of which this person may see both statements."""
        if visibility.is_staff(viewer):
            return self
        public = visibility.PUBLIC_WORKFLOWS
        return self.filter(statement__workflow__in=public, other__workflow__in=public)

    def touching(self, statements: Iterable[Statement | int]) -> RelationQuerySet:
        """Those that have one of these statements on either side."""
        keys = [getattr(statement, "pk", statement) for statement in statements]
        return self.filter(Q(statement__in=keys) | Q(other__in=keys))

    def between(self, one: Statement, other: Statement) -> RelationQuerySet:
        return self.filter(Q(statement=one, other=other) | Q(statement=other, other=one))

    def seen_from(self, statements: Iterable[Statement], viewer: visibility.Viewer | None) -> list[Related]:
        """The relations of these statements that this person may know of, on both sides of each; one query.

        A symmetric one looks the same from both.
        """
        keys = {statement.pk for statement in statements}
        columns = (
            "statement", "type", "other", "statement__number", "statement__wording", "other__number", "other__wording",
        )  # fmt: skip
        found = []
        for one, kind, other, number, wording, number2, wording2 in (
            self.visible_to(viewer).touching(keys).order_by("type", "pk").values_list(*columns)
        ):
            if one in keys:
                found.append(Related(one, kind, forward=True, other=other, number=number2, wording=wording2))
            if other in keys:
                found.append(Related(other, kind, kind in SYMMETRIC, one, number, wording))
        return sorted(found, key=lambda related: (related.statement, related.type, related.number or 0, related.other))


class RelationManager(models.Manager.from_queryset(RelationQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, statement: str, kind: str, other: str) -> StatementRelation:
        return self.get(statement__key=statement, type=kind, other__key=other)


class StatementRelation(models.Model):
    """`statement` <type> `other`. A symmetric one is stored once, from the statement whose key comes first."""

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="relations", verbose_name=_("statement"), db_index=False
    )
    type = models.CharField(_("type"), max_length=20, choices=RelationType)
    other = models.ForeignKey(Statement, models.PROTECT, related_name="related_by", verbose_name=_("other statement"))

    objects = RelationManager()

    class Meta:
        verbose_name = _("relation of statements")
        verbose_name_plural = _("relations of statements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "type", "other"], name="relation_is_said_once"),
            # Whichever way round: what contradicts is contradicted, and none narrows, repeats or needs what does the
            # same with it.
            models.UniqueConstraint(
                "type", Least("statement", "other"), Greatest("statement", "other"), name="relation_stands_one_way"
            ),
            constraints.one_of("type", RelationType.values, "relation_type_is_known"),
            models.CheckConstraint(condition=~Q(statement=F("other")), name="relation_is_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.get_type_display()} {self.other}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.statement.natural_key(), self.type, *self.other.natural_key())

    natural_key.dependencies = ["archive.statement"]  # type: ignore[attr-defined]
