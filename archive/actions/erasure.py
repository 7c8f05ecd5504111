"""Erasure: the words of a comment are destroyed on a ground of law. Its stub stays, and so does every other word.

What of the document held them is blanked: so the lines, and every position after them, are what they were. The log
keeps which stretch of which document was erased; no later reading of it brings the words back.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from archive.actions import drafts, notes
from archive.actions.carrying import Exposing
from archive.actions.decisions import Entry, record_all
from archive.actions.refusals import Refused
from archive.importing.record import Record
from archive.models import (
    Comment,
    Decision,
    Evidence,
    Figure,
    Fingerprint,
    Occurrence,
    Parallel,
    SourceContent,
    SourceFile,
    Text,
    TextContent,
    bulk,
    cardindex,
)
from archive.models.lines import characters
from archive.models.triggers import ERASE
from archive.rules.recognition import exposed
from archive.text.masking import MARK
from archive.text.runs import Span

NOTHING = hashlib.sha256(b"").hexdigest()


def destroy(comments: Iterable[Comment], *, by: str, at: datetime, reason: str) -> None:
    """Destroy the words of comments whose state says that they are erased, in the transaction that made it so.

    Raises Refused where an article's own words hold them, which are never erased with a comment.
    """
    for comment in comments:
        span = Span(comment.source_start, comment.source_end)
        source = SourceFile.objects.select_related("content").get(pk=comment.source_id)
        texts = _touched(source, span)
        if own := next((text for text in texts if getattr(text, "article", None)), None):
            raise Refused(_("“%s” holds these words as its own.") % own.reading.article)
        ranges = {"ranges": [list(span)]}
        entries = [Entry(ERASE, target(source), reason, {}, ranges)]
        entries += [Entry(ERASE, _of_text(text), reason) for text in texts]
        # The guards let words go only after this stands in the log.
        record_all(entries, by=by, at=at)
        _blank(source, span)
        _empty(texts)
        comment.author_name, comment.date_printed = None, ""
        comment.save(update_fields=["author_name", "date_printed"])
        notes.forget(comment)
    cardindex.compact(connection)
    drafts.drop()


def target(source: SourceFile) -> str:
    return f"content:{source.sha256}"


def _of_text(text: Text) -> str:
    return f"text:{text.reading.article.slug}#{text.reading.number}.{text.place}"


def _touched(source: SourceFile, span: Span) -> list[Text]:
    """Every text of every reading of a source that holds any of a stretch of it."""
    rows = TextContent.objects.filter(text__reading__source=source).values_list("text", "map")
    keys = [
        key
        for key, runs in rows.iterator(chunk_size=500)
        if any(start < span.end and span.start < start + length for _at, start, length in runs)
    ]
    return list(Text.objects.filter(pk__in=keys).select_related("reading__article", "article").order_by("pk"))


def _blank(source: SourceFile, span: Span) -> None:
    """Put blanks in the place of a stretch; line ends stay."""
    data = blanked(characters(source), source.encoding, [span])
    bulk.delete(SourceContent.objects.filter(source=source))
    bulk.insert(SourceContent, ("source", "data"), [(source.pk, data)])


def blanked(whole: str, encoding: str, spans: Iterable[Span]) -> bytes:
    """The bytes of a document with blanks in the place of some stretches; line ends stay. Raises Refused."""
    said = list(whole)
    for span in spans:
        for place in range(span.start, min(span.end, len(said))):
            if said[place].splitlines() != [""]:
                said[place] = " "
    data = "".join(said).encode(encoding)
    if len(data.decode(encoding)) != len(whole):
        raise Refused(_("The document can’t be written in its own encoding again."))
    return data


def _empty(texts: Sequence[Text]) -> None:
    """Leave of texts the rows alone, and of what was made out of their words nothing."""
    keys = [text.pk for text in texts]
    for rows in (
        Fingerprint.objects.filter(text__in=keys),
        Figure.objects.filter(text__in=keys),
        Parallel.objects.filter(a__in=keys),
        Parallel.objects.filter(b__in=keys),
        TextContent.objects.filter(text__in=keys),
        Text.objects.filter(pk__in=keys),
    ):
        bulk.delete(rows)
    gone: dict[str, Any] = {"exact": MARK, "prefix": "", "suffix": ""}
    Occurrence.objects.filter(text__in=keys).update(**gone)
    Evidence.objects.filter(text__in=keys).update(**gone)
    rows = [(text.pk, text.reading_id, text.place, NOTHING, 0) for text in texts]
    bulk.insert(Text, ("id", "reading", "place", "sha256", "length"), rows)
    bulk.insert(TextContent, ("text", "body", "blocks", "map"), [(key, "", [], []) for key in keys])


def erased(source: SourceFile) -> list[Span]:
    """Which stretches of a document were erased, by the log, whether or not the document went meanwhile."""
    rows = Decision.objects.filter(verb=ERASE, target=target(source)).values_list("detail__after", flat=True)
    return [Span(*each) for after in rows for each in (after or {}).get("ranges", ())]


def without(record: Record, source: SourceFile) -> Record:
    """A record of a document without what was erased of it, whatever bytes it was read out of.

    Raises Exposing where the article itself would hold such words, and Refused where a comment that was erased would
    lose its place.
    """
    spans = erased(source)
    if not spans:
        return record
    if place := exposed(spans, record.runs):
        said = _("The article would hold source characters %(start)d to %(end)d, which were erased.")
        raise Exposing(said % place._asdict())
    for span in spans:
        if not any(span.start < comment.source.end and comment.source.start < span.end for comment in record.comments):
            raise Refused(_("A comment of this document was erased, and this reading would take its place away."))
    return replace(
        record,
        comments=tuple(
            comment.emptied()
            if any(span.start < comment.source.end and comment.source.start < span.end for span in spans)
            else comment
            for comment in record.comments
        ),
    )
