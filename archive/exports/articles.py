"""Articles as JSON, by the contract: only what anonymous may see, whoever asks."""

from collections.abc import Iterable, Iterator
from typing import Any

from archive.exports.moderation import Withdrawal
from archive.models import (
    Article,
    ThreadLine,
    bylines_of,
    is_sealed,
    once,
    shown_blocks,
    tags_of,
    thread_length,
    thread_lines,
)
from archive.states import Attribution

# Positions read at a time: a long read would block writers.
CHUNK = 1000

Json = dict[str, Any]


def listing(articles: Iterable[Article], following: str | None) -> Json:
    return {"articles": [listed(article) for article in articles], "next": following}


def listed(article: Article) -> Json:
    """Hand it in `with_seals`."""
    held = {"sha256": sha256(article), "held": article.held} if article.source_sha256 else None
    return {"slug": article.slug, "title": article.title, "source": held}


def whole(article: Article) -> Json:
    """One article with its thread; `context_note` only where one stands above it. Hand it in as `opened`."""
    reading = article.text.reading if article.text else None
    return {
        "slug": article.slug,
        "title": article.title,
        "title_origin": article.title_origin,
        "publisher": publisher(article),
        "authors": [
            {
                "name": byline.author.name if byline.author else None,
                "role": byline.role,
                "attribution": byline.attribution,
            }
            for byline in once(bylines_of(article))
        ],
        "published": {
            "printed": article.date_printed or None,
            "earliest": article.date_earliest,
            "latest": article.date_latest,
        },
        "captured": captured(article),
        "rights": article.rights,
        "source": source(article),
        "text": text(article),
        "tags": [tag.name for tag in tags_of(article)],
        "comments": [comment(line) for line in lines(article)],
        "gaps": [{"source_lines": gap["lines"]} for gap in reading.gaps] if reading else [],
        **({"context_note": article.context_note} if article.context_note else {}),
    }


def tombstone(article: Article, gone: Withdrawal) -> Json:
    """What is left to say of a withdrawn article."""
    return {
        "slug": article.slug,
        "title": article.title,
        "publisher": publisher(article),
        "withdrawn": {
            "at": article.withdrawn_at,
            "reason": article.withdrawn_reason,
            "rule": gone.code,
            "decision": gone.number,
        },
    }


def publisher(article: Article) -> Json | None:
    return {"name": article.publisher.name, "slug": article.publisher.slug} if article.publisher else None


def captured(article: Article) -> Json | None:
    if not article.captured_printed and article.captured_on is None:
        return None
    return {
        "printed": article.captured_printed or None,
        "date": article.captured_on,
        "how": article.captured_how or None,
    }


def source(article: Article) -> Json | None:
    if not article.source_sha256:
        return None
    return {
        "sha256": sha256(article),
        "name": article.source_name or None,
        "bytes": None if is_sealed(article, None) else article.source_bytes,
        "held": article.held,
    }


def sha256(article: Article) -> str | None:
    """The hash of the source, or None while words in it are hidden."""
    return None if is_sealed(article, None) else article.source_sha256


def text(article: Article) -> Json | None:
    """The words, or None where there are none or they may not be read. Its version is the number of its reading."""
    shown = shown_blocks(article.text, None)
    if article.text is None or shown is None:
        return None
    return {
        "sha256": article.text.sha256,
        "version": article.text.reading.number,
        "body": shown.words,
        "blocks": [
            {"kind": kind, "start": start, "end": end, "source_lines": [first, last]}
            for kind, start, end, first, last in shown.blocks
        ],
    }


def lines(article: Article) -> Iterator[ThreadLine]:
    for first in range(1, thread_length(article, None) + 1, CHUNK):
        yield from thread_lines(article, first, first + CHUNK - 1, None)


def comment(line: ThreadLine) -> Json:
    return {
        "number": line.number,
        "parent": line.parent,
        "depth": line.depth,
        "author": line.author,
        "attribution": attribution(line),
        "state": line.public_state,
        "body": line.words,
        "source_lines": [line.first_line, line.last_line],
        "reconstructed": list(line.reconstructed),
    }


def attribution(line: ThreadLine) -> str:
    """Whose word the name is; a pseudonym is ours."""
    if line.author is None:
        return Attribution.UNKNOWN
    return Attribution.SUPPLIED if line.pseudonym else Attribution.PRINTED
