"""Documents made ready to be compared: the words of an article and of the comments under it, as they are read today."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from archive.models.passages import CURRENT
from archive.models.quoting import CLOSELY
from archive.models.texts import Text, TextContent
from archive.rules.kinds import FURNITURE
from archive.text.collation import Document, Leaf
from archive.text.keyed import sketch
from archive.text.normal import Word, outside, words
from archive.text.reuse import Wording
from archive.text.runs import Run, Span

# Words of documents that a process keeps ready: fifty articles are compared with one that comes.
MOST_WORDS = 200_000
# Short documents are read at once as far as they have so many code points together.
AT_ONCE = 200_000


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


class _Named(NamedTuple):
    """A document by its texts, in the order of places; `length` is that of all, in code points."""

    article: int
    texts: list[int]
    hashes: tuple[str, ...]
    length: int


# Words never change: a document is known by the hashes of its texts.
_ready: OrderedDict[tuple[str, ...], tuple[Document, list[list[Run]]]] = OrderedDict()


def collated(articles: Iterable[int]) -> Iterator[Collated]:
    """Each of these articles whose words are held, by key. Two queries for as many as are short together."""
    waiting: list[_Named] = []
    for each in _named(articles):
        if waiting and each.length + sum(other.length for other in waiting) > AT_ONCE:
            yield from _made(waiting)
            waiting = []
        waiting.append(each)
    yield from _made(waiting)


def _named(articles: Iterable[int]) -> list[_Named]:
    rows = Text.objects.filter(reading__texts__article__in=set(articles)).order_by("reading__article", "place")
    columns = rows.values_list("reading__article", "pk", "sha256", "length")
    found = []
    for article, own in groupby(columns, itemgetter(0)):
        _same, texts, hashes, lengths = zip(*own, strict=True)
        found.append(_Named(article, list(texts), hashes, sum(lengths)))
    return found


def _made(documents: Sequence[_Named]) -> Iterator[Collated]:
    kept = {each.hashes: _ready[each.hashes] for each in documents if each.hashes in _ready}
    missing = [key for each in documents if each.hashes not in kept for key in each.texts]
    contents = TextContent.objects.filter(text__in=missing).values_list("text", "body", "blocks", "map")
    read = {
        text: (Leaf(body, tuple(_furniture(blocks))), [Run(*run) for run in runs])
        for text, body, blocks, runs in contents
    }
    for each in documents:
        if each.hashes not in kept:
            leaves, runs = zip(*(read[key] for key in each.texts), strict=True)
            kept[each.hashes] = Document(leaves), list(runs)
        document, maps = _ready[each.hashes] = kept[each.hashes]
        _ready.move_to_end(each.hashes)
        yield Collated(each.article, each.texts, maps, document)
        while len(_ready) > 1 and sum(document.size for document, _maps in _ready.values()) > MOST_WORDS:
            _ready.popitem(last=False)
