"""Verification of what tells that texts share wording: the index of fingerprints, and the places of parallels."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from archive.actions.parallels import target
from archive.models import Article, Fingerprint, Parallel, SourceFile, Text
from archive.models.collations import Apart, apart, collated
from archive.states import AnchorState
from archive.text.runs import enclosing


def check(source: SourceFile) -> Iterator[tuple[str, list[str]]]:
    """Each article that was read out of a source, and each parallel with a side in it: what decisions call it, and
    what is wrong with it."""
    for article in Article.objects.filter(source=source, text__isnull=False).order_by("pk"):
        yield f"article:{article.slug}", list(_index_faults(article))
    rows = Parallel.objects.filter(Q(a__reading__source=source) | Q(b__reading__source=source)).order_by("number")
    said: dict[int, Apart] = {}
    for row in rows.select_related("a__article", "a__comment", "b__article", "b__comment").iterator(chunk_size=500):
        yield target(row), list(dict.fromkeys(_faults(row, said)))


def _index_faults(article: Article) -> Iterator[str]:
    there: defaultdict[int, set[int]] = defaultdict(set)
    rows = Fingerprint.objects.filter(text__reading__article=article)
    for text, value in rows.values_list("text", "value").iterator(chunk_size=2000):
        there[text].add(value)
    try:
        [own] = collated([article.pk])
        wanted = {key: values for key, values in zip(own.texts, own.document.values, strict=True) if values}
    except (KeyError, TypeError, ValueError):
        yield "its words can't be compared any more"
        return
    # Where nothing is there, the words came by another way and wait for `parallels.find`.
    if there and wanted != there:
        yield "the index of shared wording holds other fingerprints of it"


def _faults(row: Parallel, said: dict[int, Apart]) -> Iterator[str]:
    places = (
        (row.a, row.a_start, row.a_end, (row.a_source_start, row.a_source_end)),
        (row.b, row.b_start, row.b_end, (row.b_source_start, row.b_source_end)),
    )
    try:
        missing = [text.pk for text, *_place in places if text.pk not in said]
        said |= apart(missing)
        found = [
            (said[text.pk], enclosing(said[text.pk].runs, start, end), source) for text, start, end, source in places
        ]
        stretches = [
            [one.spelt(start + low, start + high) for low, high in ((piece[at], piece[at + 1]) for piece in row.pieces)]
            for (one, _there, _source), start, at in zip(found, (row.a_start, row.b_start), (0, 2), strict=True)
        ]
    except (IndexError, KeyError, TypeError, ValueError):
        yield "its places, or the words and maps of its texts, are damaged"
        return
    if any(there != source for _one, there, source in found):
        yield "it stands elsewhere in the source"
    if row.state == AnchorState.SAME and not all(_current(text) for text, *_place in places):
        yield "it is shown, but its words are not those that are read today"
    ours, theirs = stretches
    if ours != theirs or not ours or not all(ours):
        yield "its stretches without a change are not the same in both texts"


def _current(text: Text) -> bool:
    if text.place == 0:
        return hasattr(text, "article")
    comment = getattr(text, "comment", None)
    return comment is not None and comment.retired_at is None
