"""Where words that somebody quotes stand in the texts of the archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from archive.models.anchoring import Anchor, anchored
from archive.models.texts import Text, TextContent
from archive.text import quotes
from archive.text.keyed import keyed, sketch
from archive.text.runs import Span

# Texts in which a quote is looked for closely.
CLOSELY = 1_000


class Match(NamedTuple):
    """A quote found in a text. `comment` is the number of the comment it stands in, None for the article itself;
    `literal` says whether the quote stands there to the letter."""

    text: Text
    comment: int | None
    anchor: Anchor
    literal: bool


def quoted(quote: str, texts: QuerySet[Text], most: int) -> list[Match]:
    """Where a quote stands in these texts, in their order, at most `most` places; those to the letter where there are
    any. Raises QuoteTooLong, NoWords and TooCommon of `archive.text.quotes`.

    All texts are passed over quickly, and few of them are looked at closely.
    """
    words, _keys = quotes.asked(quote)
    drawn = sketch(words)
    literal: list[Sequence] = []
    near: list[Sequence] = []
    # Tuples, with the maps still JSON: an instance of each of ten thousand texts would take longest of all.
    columns = ("pk", "reading", "place", "sha256", "length", "content__body", Cast("content__map", TextField()))
    for row in texts.order_by("reading", "place").values_list(*columns, "comment__number").iterator(chunk_size=500):
        if words in row[5] and len(literal) <= CLOSELY:
            literal.append(row)
        if drawn in sketch(row[5]) and len(near) <= CLOSELY:
            near.append(row)
    return _closely(quote, literal, most, literal=True) or _closely(quote, near, most, literal=False)


def _closely(quote: str, rows: Sequence[Sequence], most: int, *, literal: bool) -> list[Match]:
    """The places in these texts, in their order."""
    found: list[Match] = []
    for key, reading, place, sha256, length, body, runs, comment in rows[:CLOSELY]:
        text = Text(pk=key, reading_id=reading, place=place, sha256=sha256, length=length)
        text.content = TextContent(text=text, body=body, map=json.loads(runs))
        for at in quotes.find(body, quote, most).places:
            there = anchored(text, Span(at.start, at.end)) if at.exact or not literal else None
            if there:
                found.append(Match(text, comment if place else None, there, at.exact))
        if len(found) >= most:
            return found[:most]
    if len(rows) > CLOSELY:
        raise quotes.TooCommon
    return found


def every(quote: str, text: Text, most: int) -> list[Span]:
    """Every place of a quote in one text, to the letter or not; none of a quote without words."""
    if sketch(quote) not in sketch(text.content.body):
        return []
    try:
        return [Span(place.start, place.end) for place in quotes.find(text.content.body, quote, most).places]
    except (quotes.NoWords, quotes.QuoteTooLong):
        return []


def standing(lines: Iterable[str], texts: QuerySet[Text]) -> set[str]:
    """Those of these lines that stand in some of these texts; one query."""
    missing = {line: (sketch(line), keyed(line).keys) for line in lines}
    found: set[str] = set()
    for words in texts.values_list("content__body", flat=True).iterator(chunk_size=500):
        drawn = sketch(words)
        if maybe := [line for line, (lines_sketch, keys) in missing.items() if keys and lines_sketch in drawn]:
            keys_there = keyed(words).keys
            found |= {line for line in maybe if missing[line][1] in keys_there}
            missing = {line: wanted for line, wanted in missing.items() if line not in found}
        if not missing:
            break
    return found
