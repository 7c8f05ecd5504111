"""Documents made ready to be compared: the words of an article and of the comments under it, as they are read today."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from archive.models.passages import CLOSELY, CURRENT
from archive.models.texts import Text, TextContent
from archive.rules.kinds import FURNITURE
from archive.text.collation import Document, Leaf
from archive.text.keyed import sketch
from archive.text.normal import Word, outside, words
from archive.text.reuse import Wording
from archive.text.runs import Run, Span

# Words of documents that a process keeps ready: fifty articles are compared with one that comes.
MOST_WORDS = 200_000


class Collated(NamedTuple):
    """A document with the keys of its texts and their maps into the source, in the order of places."""

    article: int
    texts: list[int]
    maps: list[list[Run]]
    document: Document


class Apart(NamedTuple):
    """The words of one text as they are compared, and its map into the source."""

    words: list[Word]
    runs: list[Run]

    def between(self, start: int, end: int) -> list[Word]:
        """Those that begin in these code points."""
        first, last = (bisect_left(self.words, place, key=attrgetter("start")) for place in (start, end))
        return self.words[first:last]

    def spelt(self, start: int, end: int) -> list[str]:
        return [word.folded for word in self.between(start, end)]


def apart(texts: Iterable[int]) -> dict[int, Apart]:
    """These texts, by key, each taken apart."""
    rows = TextContent.objects.filter(text__in=texts).values_list("text", "body", "blocks", "map")
    return {
        text: Apart(outside(words(body), _furniture(blocks)), [Run(*run) for run in runs])
        for text, body, blocks, runs in rows
    }


def having(passage: str, language: str = "") -> Iterator[tuple[int, Wording]]:
    """The texts that are read today in which the words of a passage may stand, by key; those of articles in a language
    where one is given. No more than `CLOSELY` are taken apart."""
    printed = passage.split()
    drawn = [each for each in map(sketch, printed) if each]
    # The database passes over most texts by one word; without regard to case it knows ASCII alone.
    plain = [word for word in printed if word.isascii() and word.isalnum()]
    texts = Text.objects.filter(CURRENT)
    if language:
        texts = texts.filter(reading__article__language=language)
    if plain:
        texts = texts.filter(content__body__icontains=max(plain, key=len))
    columns = texts.order_by("reading", "place").values_list("pk", "content__body", "content__blocks")
    near = (row for row in columns.iterator(chunk_size=100) if _draws(row[1], drawn))
    for key, body, blocks in islice(near, CLOSELY):
        yield key, Wording(outside(words(body), _furniture(blocks)))


def _draws(body: str, words: Collection[str]) -> bool:
    there = sketch(body)
    return all(word in there for word in words)


def _furniture(blocks: Iterable[Sequence]) -> Iterator[Span]:
    return (Span(start, end) for kind, start, end, *_lines in blocks if kind in FURNITURE)


# Words never change: a document is known by the hashes of its texts.
_ready: OrderedDict[tuple[str, ...], tuple[Document, list[list[Run]]]] = OrderedDict()


def collated(articles: Iterable[int]) -> Iterable[Collated]:
    """Each of these articles whose words are held, one at a time, by key."""
    rows = Text.objects.filter(reading__texts__article__in=set(articles))
    texts: dict[int, list[tuple[int, str]]] = {}
    for article, key, sha256 in rows.order_by("reading__article", "place").values_list(
        "reading__article", "pk", "sha256"
    ):
        texts.setdefault(article, []).append((key, sha256))
    for article, own in texts.items():
        document, maps = _document(tuple(sha256 for _key, sha256 in own), [key for key, _sha256 in own])
        yield Collated(article, [key for key, _sha256 in own], maps, document)


def _document(hashes: tuple[str, ...], keys: list[int]) -> tuple[Document, list[list[Run]]]:
    if found := _ready.get(hashes):
        _ready.move_to_end(hashes)
        return found
    contents = TextContent.objects.filter(text__in=keys).order_by("text__place").values_list("body", "blocks", "map")
    leaves, maps = [], []
    for body, blocks, runs in contents.iterator(chunk_size=500):
        leaves.append(Leaf(body, tuple(_furniture(blocks))))
        maps.append([Run(*run) for run in runs])
    made = _ready[hashes] = Document(leaves), maps
    while len(_ready) > 1 and sum(document.size for document, _maps in _ready.values()) > MOST_WORDS:
        _ready.popitem(last=False)
    return made
