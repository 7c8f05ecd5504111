"""Statements as JSON by the contract, as W3C Web Annotations, and as schema.org Claims.

Pure shapes of what is handed in; hand in `disputes(…, None)`. Of words that may not be read nothing is told: no
position, no hash.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from archive.models import Dispute, Passage, Piece, Place, Statement
from archive.models.passages import Words

Json = dict[str, Any]

ANNOTATIONS = "http://www.w3.org/ns/anno.jsonld"
# The name of the hash function, from the vocabulary of preservation.
SHA256 = "http://id.loc.gov/vocabulary/preservation/cryptographicHashFunctions/sha256"


def listing(disputes: Iterable[Dispute], following: str | None) -> Json:
    return {"statements": [whole(dispute) for dispute in disputes], "next": following}


def whole(dispute: Dispute) -> Json:
    statement = dispute.statement
    return {
        "number": statement.number,
        "wording": statement.wording,
        "kind": statement.kind,
        "finding": statement.finding,
        "workflow": statement.workflow,
        "occurrences": [occurrence(place) for place in dispute.places],
        "relations": [{"type": each.type, "number": each.number} for each in dispute.relations if each.forward],
        "evidence": [piece_of_evidence(piece) for piece in dispute.evidence],
    }


def tombstone(statement: Statement, at: datetime | None, reason: str | None) -> Json:
    """What is left to say of a statement that was public; the reason is that of the decision that withdrew it."""
    return {"number": statement.number, "workflow": statement.workflow, "withdrawn": {"at": at, "reason": reason}}


def occurrence(place: Place) -> Json:
    return {**passage(place.passage), "state": place.state}


def passage(found: Passage) -> Json:
    """Where a passage stands: with its words, or a stub; in a text of which other words are hidden, the words alone."""
    words = found.words
    told = {"article": found.article, "comment": found.comment, "source": None, "text": None, "exact": None}
    if words is None:
        return told
    if words.text_sha256 is None:
        return {**told, "exact": words.exact}
    return {
        **told,
        "source": source(words),
        "text": {"sha256": words.text_sha256, "start": words.start, "end": words.end},
        "exact": words.exact,
    }


def source(words: Words) -> Json | None:
    """Where the words stand in the source; None where other words of the source are hidden."""
    if words.source_sha256 is None:
        return None
    return {"sha256": words.source_sha256, "start": words.source_start, "end": words.source_end}


def piece_of_evidence(piece: Piece) -> Json:
    said = {"side": piece.side, "note": piece.note or None, "sourced": piece.sourced}
    if piece.passage is not None:
        return {**said, **passage(piece.passage), "state": piece.state}
    return {
        **said,
        "citation": piece.citation,
        "link": piece.link or None,
        "quote": piece.quote or None,
        "copy": {"sha256": piece.copy_sha256} if piece.copy_sha256 else None,
    }


def annotations(disputes: Iterable[Dispute], base: str, address: str, article: str | None = None) -> Json:
    """An annotation page: every readable place of these statements, in one article where a slug is given.

    `base` is the site, such as `https://archive.example`, `address` the path of this page.
    """
    items = [
        annotation(dispute.statement, place, place.passage.words, base)
        for dispute in disputes
        for place in dispute.places
        if place.passage.words and article in (None, place.passage.article)
    ]
    context = [ANNOTATIONS, {"sha256": SHA256}]
    return {"@context": context, "id": f"{base}{address}", "type": "AnnotationPage", "items": items}


def annotation(statement: Statement, place: Place, words: Words, base: str) -> Json:
    """One place as a W3C Web Annotation; positions are code points of the text whose hash the state gives.

    Of a text in which words are hidden neither is told: the quote alone finds the place.
    """
    target: Json = {
        "type": "SpecificResource",
        "source": f"{base}{address(place.passage)}",
        "selector": [
            {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
        ],
    }
    if words.text_sha256 is not None:
        target["selector"].append({"type": "TextPositionSelector", "start": words.start, "end": words.end})
        target["state"] = {"type": "oa:State", "sha256": words.text_sha256}
    return {
        "id": f"{base}{statement_address(statement.number)}#occurrence-{place.number}",
        "type": "Annotation",
        "motivation": "commenting",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": statement.wording},
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": statement.finding},
        ],
        "target": target,
    }


def claim(dispute: Dispute, base: str) -> Json:
    """A schema.org Claim: what is claimed, and where it appears. No rating: the archive gives no verdict."""
    statement = dispute.statement
    found = dict.fromkeys((address(place.passage), place.passage.title) for place in dispute.places)
    return {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": f"{base}{statement_address(statement.number)}",
        "identifier": statement.number,
        "text": statement.wording,
        "appearance": [{"@type": "CreativeWork", "url": f"{base}{path}", "name": title} for path, title in found],
    }


def address(found: Passage) -> str:
    """The path of the article, or of the comment under it."""
    if found.comment is None:
        return reverse("archive:article", args=[found.article])
    return reverse("archive:comment", args=[found.article, found.comment])


def statement_address(number: int | None) -> str:
    return reverse("archive:statement", args=[number])
