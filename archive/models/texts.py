"""Texts: the canonical words of an article or a comment, as one reading gave them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.kept import Kept, KeptQuerySet
from archive.models.readings import Reading
from archive.rules import visibility
from archive.text import masking
from archive.text.masking import Masked
from archive.text.runs import Run, Span


class TextQuerySet(KeptQuerySet["Text"]):
    def pointed_at(self) -> TextQuerySet:
        """Those in which statements or evidence stand: their words can't go."""
        layers: Any = (self.model.occurrences, self.model.evidence)
        rows = (layer.field.model._base_manager.filter(text=models.OuterRef("pk")) for layer in layers)
        one, other = map(models.Exists, rows)
        return self.filter(one | other)


class TextManager(models.Manager.from_queryset(TextQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int, place: int) -> Text:
        return self.get(reading__article__slug=slug, reading__number=number, place=place)


class Text(Kept):
    """One immutable text. `place` 0 is the article's own, n the n-th comment in the order of its reading."""

    reading = models.ForeignKey(
        Reading, models.PROTECT, related_name="texts", verbose_name=_("reading"), db_index=False
    )
    place = models.PositiveIntegerField(_("place"))
    sha256 = models.CharField("SHA-256", max_length=64, help_text=_("of the words in UTF-8"))
    length = models.PositiveIntegerField(_("length"), help_text=_("in code points"))

    objects = TextManager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "place"], name="text_has_its_place"),
            constraints.sha256("sha256", "text_sha256_is_a_hash"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.reading.natural_key(), self.place)

    natural_key.dependencies = ["archive.reading"]  # type: ignore[attr-defined]


class TextContentManager(models.Manager.from_queryset(KeptQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int, place: int) -> TextContent:
        return self.get(text__reading__article__slug=slug, text__reading__number=number, text__place=place)


class TextContent(Kept):
    """The words and their maps, apart.

    `blocks` is a list of `[kind, start, end, first line, last line]`, `map` of `[start, source start, length]`.
    """

    text = models.OneToOneField(Text, models.PROTECT, primary_key=True, related_name="content")
    body = models.TextField()
    blocks = models.JSONField()
    map = models.JSONField()

    objects = TextContentManager()

    class Meta:
        verbose_name = _("content of a text")
        verbose_name_plural = _("contents of texts")

    def __str__(self) -> str:
        return str(self.text_id)

    @cached_property
    def runs(self) -> list[Run]:
        return [Run(*run) for run in self.map]

    def count(self, start: int = 0, end: int | None = None) -> int:
        """How many words these are, or those of a stretch."""
        return masking.word_count(self.body[start:end])

    def is_told(self, public: str, run: int, start: int = 0, end: int | None = None) -> bool:
        """Whether what is said in public repeats `run` of these words in a row, or all those of a stretch."""
        return masking.tells(public, self.body[start:end], run)

    def natural_key(self) -> tuple[str, int, int]:
        return self.text.natural_key()

    natural_key.dependencies = ["archive.text"]  # type: ignore[attr-defined]


def shown(text: Text | None, viewer: visibility.Viewer | None) -> str | None:
    """The words of a text as this viewer may read them; None where there are none or they may not be read.

    Hand in texts with `select_related("content", "reading__article", "comment")`; otherwise it queries. What is
    hidden in a comment costs a query.
    """
    found = _masked(text, viewer)
    return None if found is None else found[0].words


class Shown(NamedTuple):
    """Words with their blocks, `[kind, start, end, first line, last line]` each."""

    words: str
    blocks: list[list]


def shown_blocks(text: Text | None, viewer: visibility.Viewer | None) -> Shown | None:
    """As `shown`, with the blocks that the words are made of."""
    found = _masked(text, viewer)
    if text is None or found is None:
        return None
    given, hidden = found
    blocks = text.content.blocks
    if hidden:
        at = masking.Shift(hidden, given.marks)
        blocks = [[kind, at.start(start), at.end(end), *lines] for kind, start, end, *lines in blocks]
    return Shown(given.words, blocks)


def _masked(text: Text | None, viewer: visibility.Viewer | None) -> tuple[Masked, list[Span]] | None:
    """The words that this viewer may read, and what of the text is hidden in them."""
    if text is None:
        return None
    comment = getattr(text, "comment", None) if text.place else None
    if text.place and comment is None and not visibility.is_staff(viewer):
        return None  # read anew since: what was decided about these words is not known any more
    if not visibility.can_read(text.reading.article, viewer, comment):
        return None
    hidden: list[Span] = []
    if text.place and not visibility.is_staff(viewer):
        redactions: Any = text.redactions
        hidden = masking.joined(Span(*row) for row in redactions.standing().values_list("start", "end"))
    return masking.masked(text.content.body, hidden), hidden
