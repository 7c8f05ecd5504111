"""Bringing: documents that a person holds out are stored at once, each in a transaction of its own.

What is stored stays stored when the rest is cut off, and the same bytes are never stored twice: whoever sends a
form again is told what is here already.
"""

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from archive.actions import catalogue, plans, readings
from archive.actions.documents import USUAL, Limits, Words
from archive.actions.refusals import Refused
from archive.actions.suggestions import suggest
from archive.importing import decoding
from archive.importing.catalogue import Document
from archive.importing.decoding import Received
from archive.importing.shelf import Hand
from archive.models import Article, Decision, ImportRun
from archive.models.health import is_outage
from archive.rules import visibility
from archive.states import ImportWay
from archive.text.legible import legible

logger = logging.getLogger(__name__)

REASON = "Brought by a person; the record is what the document says of itself."
HELD_NOW = "The document was brought to a record that lacked it."


@dataclass(frozen=True, slots=True)
class Brought:
    """One document as it came. `encoding` is what the person says it is in; None: it must say so itself."""

    name: str
    data: bytes
    how: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    `created`: a draft was made; `held`: a record that lacked its words has them now; `known`: it was here already;
    `refused`: `problem` says why.
    """

    name: str
    outcome: str
    article: Article | None = None
    problem: str = ""


class Bringing:
    """One submission. Its import begins with the first document that is stored; without one there is none.

    `publishes`: whether this person may make words public, which bringing the words of a public record does.
    """

    def __init__(self, *, by: str, clock: Callable[[], datetime], limits: Limits, publishes: bool) -> None:
        self.by, self.clock, self.limits, self.publishes = by, clock, limits, publishes
        self.run: ImportRun | None = None

    def take(self, documents: Iterable[Brought]) -> list[Outcome]:
        """A fault in one document stops no other; only a database that can't be reached ends it."""
        outcomes = [self._outcome(document) for document in documents]
        if self.run:
            refused = sum(one.outcome == "refused" for one in outcomes)
            unchanged = sum(one.outcome == "known" for one in outcomes)
            counts = {"read": len(outcomes), "refused": refused, "unchanged": unchanged}
            ImportRun.objects.filter(pk=self.run.pk).update(finished_at=self.clock(), **counts)
        return outcomes

    def _outcome(self, document: Brought) -> Outcome:
        name = legible(document.name[: decoding.MAX_NAME])
        try:
            return self._store(Received(document.data, name), document)
        except (Refused, decoding.Refused) as refusal:
            return Outcome(name, "refused", problem=str(refusal))
        except Exception as error:
            if is_outage(error):
                raise
            logger.exception("%s could not be brought", name)
            return Outcome(name, "refused", problem=_("It could not be stored: %s.") % type(error).__name__)

    def _store(self, received: Received, document: Brought) -> Outcome:
        if len(received.data) > self.limits.bytes:
            raise Refused(
                _("%(name)s has %(bytes)s bytes; at most %(most)s are read.")
                % {
                    "name": received.name,
                    "bytes": f"{len(received.data):,}",
                    "most": f"{self.limits.bytes:,}",
                }
            )
        hand = Hand(received)
        if article := _holder(hand.sha256):
            return Outcome(received.name, "known", article)
        described = Document(hand.sha256, len(received.data), received.name, None, document.encoding)
        words = Words(described, hand, max_lines=self.limits.lines)
        # Reading takes long, and others wait for the lock: it is done before.
        words.read(None, ())
        outcome, run = self._write(words, document.how)
        self.run = run or self.run
        return outcome

    @transaction.atomic
    def _write(self, words: Words, how: str) -> tuple[Outcome, ImportRun | None]:
        Decision.objects.hold()
        at, name, sha256 = self.clock(), words.document.name, words.document.sha256 or ""
        if article := _holder(sha256):
            return Outcome(name, "known", article), None
        lacking = Article.objects.filter(source_sha256=sha256, text=None).order_by("pk").first()
        if lacking and visibility.can_read(lacking, None) and not self.publishes:
            raise Refused(
                _("These are the words of “%s”, whose record is public: who publishes brings them.") % lacking.title
            )
        run = self.run or ImportRun.objects.create(
            key=secrets.token_hex(16), way=ImportWay.UPLOAD, actor=self.by, started_at=at
        )
        if lacking:
            self._give(lacking, words, how, at, run)
            counted = "changed"
        else:
            entry = suggest(words.read(None, ()), words.document)
            planned = plans.compared(entry, words, None)
            lacking = catalogue.carry_out(planned, words, how=how, reason=REASON, by=self.by, at=at, run=run)
            counted = "created"
        ImportRun.objects.filter(pk=run.pk).update(**{counted: F(counted) + 1, "read": F("read") + 1})
        return Outcome(name, "held" if counted == "changed" else "created", lacking), run

    def _give(self, article: Article, words: Words, how: str, at: datetime, run: ImportRun) -> None:
        """The words of an article that is on record and was not held."""
        source = words.taken_in(how=how, by=self.by, at=at, run=run)
        readings.store(article, source, words.read(None, ()), reason=HELD_NOW, by=self.by, at=at, run=run)


def bring(
    documents: Iterable[Brought],
    *,
    by: str,
    clock: Callable[[], datetime],
    limits: Limits = USUAL,
    publishes: bool = False,
) -> tuple[list[Outcome], ImportRun | None]:
    """Store what can be stored; what became of each document, in order, and the import it belongs to."""
    bringing = Bringing(by=by, clock=clock, limits=limits, publishes=publishes)
    return bringing.take(documents), bringing.run


def _holder(sha256: str) -> Article | None:
    """The article that has the words of this document."""
    return Article.objects.filter(source_sha256=sha256, text__isnull=False).order_by("pk").first()
