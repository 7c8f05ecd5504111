"""Evidence: what speaks for a statement, against it, or explains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from archive.models import anchoring, constraints, passages
from archive.models.passages import Passage
from archive.models.statements import Statement
from archive.models.texts import Text
from archive.rules import visibility
from archive.states import AnchorState, EvidenceSide

PASSAGE = Q(
    text__isnull=False, start__isnull=False, end__isnull=False, source_start__isnull=False, source_end__isnull=False,
    citation="", link="", quote="", copy_sha256=None,
) & ~Q(exact="")  # fmt: skip
CITED = Q(
    text=None, start=None, end=None, source_start=None, source_end=None, exact="", prefix="", suffix=""
) & ~Q(citation="")  # fmt: skip
LINKED = Q(link="") | Q(link__startswith="http://") | Q(link__startswith="https://")


# The columns of a piece before its passage.
PIECE = (
    "statement", "number", "side", "note", "sourced", "state", "citation", "link", "quote", "copy_sha256",
)  # fmt: skip


class Piece(NamedTuple):
    """One piece of evidence as a viewer may know it: a passage of the archive, or what is cited from elsewhere."""

    statement: int
    number: int
    side: str
    note: str
    sourced: bool
    state: str
    citation: str
    link: str
    quote: str
    copy_sha256: str | None
    passage: Passage | None


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> EvidenceQuerySet:
        """What stands on public statements, without passages of articles that are not public."""
        if visibility.is_staff(viewer):
            return self
        public = self.filter(statement__workflow__in=visibility.PUBLIC_WORKFLOWS).standing()
        return public.filter(Q(text=None) | passages.placed(viewer))

    def standing(self) -> EvidenceQuerySet:
        """Without what was taken out again."""
        return self.filter(retired_at=None)

    def waiting(self) -> EvidenceQuerySet:
        """Passages that an editor has to look at: no longer surely at the same words."""
        return self.standing().filter(text__isnull=False).exclude(state=AnchorState.SAME)

    def of(self, statements: Iterable[Statement | int]) -> EvidenceQuerySet:
        """In the order in which it came; sides are put beside each other by whoever shows them."""
        return self.filter(statement__in=list(statements)).order_by("statement", "number")

    def on(self, side: str) -> EvidenceQuerySet:
        return self.filter(side=side)

    def pieces(self, viewer: visibility.Viewer | None) -> list[Piece]:
        """Those of these that this person may know of; one query, or two: see `with_passages`."""
        found = passages.with_passages(self.visible_to(viewer), viewer, *PIECE)
        return [Piece._make((*row, passage)) for row, passage in found]

    def counts_by_side(self, statement: Statement) -> dict[str, int]:
        """How many pieces stand on each side; sides without any are left out."""
        rows = self.filter(statement=statement).standing().order_by().values_list("side")
        return dict(rows.annotate(count=models.Count("pk")))

    def next_number(self, statement: Statement) -> int:
        return (self.filter(statement=statement).aggregate(last=Max("number"))["last"] or 0) + 1


class EvidenceManager(models.Manager.from_queryset(EvidenceQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, statement: str, number: int) -> Evidence:
        return self.get(statement__key=statement, number=number)


class Evidence(models.Model):
    """One piece of evidence: text[start:end] of the archive itself, or something cited from elsewhere.

    `number` is given once in a statement. What is taken out again stays as `retired_at`. `sourced` says that it names
    a source of its own, `note` in our own words who says what.
    """

    statement = models.ForeignKey(
        Statement, models.PROTECT, related_name="evidence", verbose_name=_("statement"), db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    side = models.CharField(_("side"), max_length=20, choices=EvidenceSide)
    note = models.CharField(_("note"), max_length=1000, blank=True, help_text=_("who says what, in our own words"))
    sourced = models.BooleanField(_("names a source of its own"), default=False)

    text = models.ForeignKey(
        Text, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("text")
    )
    start = models.PositiveIntegerField(_("start"), null=True, blank=True, help_text=_("in code points"))
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    exact = models.TextField(_("words"), blank=True)
    prefix = models.CharField(_("words before"), max_length=anchoring.CONTEXT, blank=True)
    suffix = models.CharField(_("words after"), max_length=anchoring.CONTEXT, blank=True)
    source_start = models.PositiveBigIntegerField(_("start in the source"), null=True, blank=True)
    source_end = models.PositiveBigIntegerField(_("end in the source"), null=True, blank=True)
    state = models.CharField(_("anchor"), max_length=20, choices=AnchorState, default=AnchorState.SAME)

    citation = models.CharField(_("citation"), max_length=1000, blank=True)
    link = models.CharField(_("link"), max_length=2000, blank=True)
    quote = models.TextField(_("quoted passage"), blank=True)
    copy_sha256 = models.CharField(_("SHA-256 of the copy that is kept"), max_length=64, null=True, blank=True)

    added_at = models.DateTimeField(_("added"))
    retired_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    objects = EvidenceManager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="evidence_number_is_given_once"),
            models.UniqueConstraint(
                fields=["statement", "side", "text", "start", "end"],
                condition=Q(retired_at=None, text__isnull=False),
                name="evidence_passage_stands_once_on_a_side",
            ),
            constraints.one_of("side", EvidenceSide.values, "evidence_side_is_known"),
            constraints.one_of("state", AnchorState.values, "evidence_state_is_known"),
            constraints.sha256("copy_sha256", "evidence_copy_sha256_is_a_hash"),
            models.CheckConstraint(condition=Q(number__gte=1), name="evidence_counts_from_one"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="evidence_has_words"),
            models.CheckConstraint(condition=Q(source_start__lt=F("source_end")), name="evidence_has_a_source"),
            models.CheckConstraint(condition=PASSAGE | CITED, name="evidence_is_a_passage_or_a_citation"),
            models.CheckConstraint(condition=LINKED, name="evidence_links_to_the_web"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} ({self.get_side_display()} {self.number})"

    def natural_key(self) -> tuple[str, int]:
        return (*self.statement.natural_key(), self.number)

    natural_key.dependencies = ["archive.statement", "archive.text"]  # type: ignore[attr-defined]
