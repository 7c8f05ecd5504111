"""Decisions: the one append-only, hash-chained log of every layer."""

from __future__ import annotations

from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.imports import ImportRun
from archive.models.kept import Kept, KeptQuerySet
from archive.rules.chain import GENESIS

# Any constant: the transaction-level lock under which PostgreSQL lets one writer at a time extend the chain.
# SQLite needs none, its write transactions exclude each other.
CHAIN_LOCK = 0x6172636869766531


class DecisionQuerySet(KeptQuerySet["Decision"]):
    def head(self) -> tuple[int, str]:
        """Number and digest of the last Decision; (0, GENESIS) of an empty log."""
        return self.order_by("-number").values_list("number", "digest").first() or (0, GENESIS)

    def hold(self) -> None:
        """Keep other writers waiting until the surrounding transaction ends.

        Whoever writes takes this before any row, so that two writers never wait for each other.
        """
        connection = connections[self.db]
        if not connection.in_atomic_block:
            raise RuntimeError("The log is written inside the transaction of the change it records.")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])

    def locked_head(self) -> tuple[int, str]:
        """The head, held against other writers."""
        self.hold()
        return self.head()

    def about(self, target: str) -> DecisionQuerySet:
        return self.filter(target=target).order_by("number")

    def after(self, number: int) -> DecisionQuerySet:
        """Those decided later than this one, with what they changed."""
        return self.filter(number__gt=number).select_related("detail")


class DecisionManager(models.Manager.from_queryset(DecisionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, number: int) -> Decision:
        return self.get(number=number)


class Decision(Kept):
    """One row of the log. `digest` covers this row and the digest before it (`archive.rules.chain`)."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"), help_text=_("to the millisecond"))
    actor = models.CharField(_("who"), max_length=150)
    verb = models.CharField(_("what"), max_length=60)
    target = models.CharField(_("about"), max_length=300, db_index=True)
    run = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("import")
    )
    takes_back = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="taken_back_by", verbose_name=_("takes back")
    )
    detail_digest = models.CharField(_("digest of the detail"), max_length=64)
    previous = models.CharField(_("digest before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    objects = DecisionManager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = [("undo_decision", "Can take back decisions")]
        ordering = ["number"]
        # Moderation is a small part of the log, and its newest page is asked for often.
        indexes = [models.Index(fields=["verb", "number"], name="decision_by_verb")]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="decision_counts_from_one"),
            # Also keeps a fixture loadable: a row names only rows that stand before it.
            models.CheckConstraint(
                condition=models.Q(takes_back=None) | models.Q(takes_back__lt=models.F("number")),
                name="decision_takes_back_an_earlier_one",
            ),
            constraints.sha256("digest", "decision_digest_is_a_hash"),
            constraints.sha256("previous", "decision_previous_is_a_hash"),
            constraints.sha256("detail_digest", "decision_detail_digest_is_a_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.target}"

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    natural_key.dependencies = ["archive.importrun"]  # type: ignore[attr-defined]


class DecisionDetailManager(models.Manager.from_queryset(KeptQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, number: int) -> DecisionDetail:
        return self.get(decision_id=number)


class DecisionDetail(Kept):
    """What a Decision changed and why, apart from the chain: a lawful erasure takes this row, the chain stays whole.

    The salt keeps short details from being guessed out of their digest.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    objects = DecisionDetailManager()

    class Meta:
        verbose_name = _("detail of a decision")
        verbose_name_plural = _("details of decisions")

    def __str__(self) -> str:
        return str(self.decision_id)

    def natural_key(self) -> tuple[int]:
        return (self.decision_id,)

    natural_key.dependencies = ["archive.decision"]  # type: ignore[attr-defined]
