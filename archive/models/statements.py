"""Disputed statements, in our own neutral words."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from archive.models import constraints
from archive.models.tags import Item, Tag
from archive.rules import visibility
from archive.states import Counted, Finding, StatementKind, Workflow


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> StatementQuerySet:
        """Statements this person may see: the SQL face of `rules.visibility.can_see_statement`."""
        return self if visibility.is_staff(viewer) else self.filter(workflow__in=visibility.PUBLIC_WORKFLOWS)

    def known_to(self, viewer: visibility.Viewer | None) -> StatementQuerySet:
        """As `visible_to`, and those that were public once, which keep their number."""
        return self if visibility.is_staff(viewer) else self.filter(number__isnull=False)

    def having(self, rows: models.QuerySet) -> StatementQuerySet:
        """Those that one of these places or pieces of evidence is of; hand in what the viewer may see."""
        return self.filter(pk__in=rows.order_by().values("statement"))

    def lacking(self, rows: models.QuerySet) -> StatementQuerySet:
        """Those that none of these places or pieces of evidence is of."""
        return self.exclude(pk__in=rows.order_by().values("statement"))

    def tagged_with(self, tag: Tag) -> StatementQuerySet:
        return self.filter(pk__in=tag.statements.values("content_object"))

    def by_number(self) -> StatementQuerySet:
        """By public number; those without one last, the oldest first."""
        return self.order_by(F("number").asc(nulls_last=True), "pk")

    def next_number(self) -> int:
        """The number for the next that is published. No numbered row ever goes, so none is given twice."""
        return (self.model._base_manager.aggregate(last=Max("number"))["last"] or 0) + 1


class StatementManager(models.Manager.from_queryset(StatementQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, key: str) -> Statement:
        return self.get(key=key)


class Statement(models.Model):
    """One disputed claim. `key` is its name from birth, `number` its public one, given when it is first published.

    `counts` is said of figures alone. `finding` says what this archive holds on it, `workflow` how far the editors are.
    """

    key = models.SlugField(_("key"), max_length=120, unique=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, unique=True, editable=False)
    wording = models.CharField(_("wording"), max_length=1000, blank=True, help_text=_("in our own neutral words"))
    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind)
    counts = models.CharField(_("what its figures count"), max_length=20, choices=Counted, blank=True)
    finding = models.CharField(_("finding"), max_length=40, choices=Finding, default=Finding.NOT_EXAMINED)
    workflow = models.CharField(_("workflow"), max_length=20, choices=Workflow, default=Workflow.SUGGESTED)
    suggested_at = models.DateTimeField(_("suggested"))
    published_at = models.DateTimeField(_("first published here"), null=True, blank=True)

    tags = TaggableManager(through="archive.TaggedStatement", blank=True, verbose_name=_("tags"))

    objects = StatementManager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        permissions = [
            ("mark_statement", "Can propose places of statements"),
            ("move_statement", "Can open and review statements"),
            ("publish_statement", "Can publish and withdraw statements"),
            ("judge_statement", "Can judge findings, places, evidence and relations"),
        ]
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["workflow", "number"], name="statement_by_number"),
            models.Index(fields=["workflow", "finding", "number"], name="statement_by_finding"),
        ]
        constraints = [
            constraints.one_of("kind", StatementKind.values, "statement_kind_is_known"),
            constraints.one_of("counts", ["", *Counted.values], "statement_counts_what_is_known"),
            constraints.one_of("finding", Finding.values, "statement_finding_is_known"),
            constraints.one_of("workflow", Workflow.values, "statement_workflow_is_known"),
            models.CheckConstraint(condition=~Q(key=""), name="statement_has_a_key"),
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=1), name="statement_counts_from_one"),
            models.CheckConstraint(
                condition=Q(number=None, published_at=None) | Q(number__isnull=False, published_at__isnull=False),
                name="statement_has_a_number_once_it_was_public",
            ),
            models.CheckConstraint(
                condition=~Q(workflow=Workflow.PUBLISHED) | (Q(number__isnull=False) & ~Q(wording="")),
                name="statement_is_published_with_number_and_wording",
            ),
        ]

    def __str__(self) -> str:
        return self.wording or self.key

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class TaggedStatementManager(models.Manager["TaggedStatement"]):
    def get_by_natural_key(self, statement: str, tag: str) -> TaggedStatement:
        return self.get(content_object__key=statement, tag__slug=tag)


class TaggedStatement(Item):
    content_object = models.ForeignKey(Statement, models.CASCADE, related_name="tagged", verbose_name=_("statement"))
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="statements", verbose_name=_("tag"))

    objects = TaggedStatementManager()

    class Meta:
        verbose_name = _("tag of a statement")
        verbose_name_plural = _("tags of statements")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="statement_has_a_tag_once")]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.content_object.natural_key(), *self.tag.natural_key())

    natural_key.dependencies = ["archive.statement", "archive.tag"]  # type: ignore[attr-defined]
