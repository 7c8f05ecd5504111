"""How long texts take to be compared, beside texts a fifth as long; the figures are printed."""

from collections.abc import Callable
from os import environ
from random import Random
from statistics import median
from time import perf_counter, process_time

import pytest
from django.db import connection

from archive.actions import parallels, readings, sources
from archive.actions.readings import Pass
from archive.importing.draft import Draft
from archive.importing.source import Source
from archive.models import Article, Fingerprint, Reading, Text, bulk, collations
from archive.text.reuse import passages, repeats
from archive.text.runs import Span
from tests import factories
from tests.factories import WHEN
from tests.text.wording import edited, prose, vocabulary, wording

pytestmark = pytest.mark.slow

SIZES = {
    "unrelated": lambda random, known, size: (prose(random, known, size), prose(random, known, size)),
    "a reprint": lambda random, known, size: ((said := prose(random, known, size)), edited(random, said, known, 0.1)),
    "equal": lambda random, known, size: ((said := prose(random, known, size)), list(said)),
    "one word": lambda _random, _known, size: (["lantern"] * size, ["lantern"] * (size - 1)),
    "one sentence": lambda random, known, size: ((said := prose(random, known, 8)) * (size // 8), said * (size // 80)),
    "six words": lambda random, known, size: (random.choices(known[-6:], k=size), random.choices(known[-6:], k=size)),
    "thirty sentences": lambda random, known, size: _stock(random, known, size, 30),
    "stock sentences": lambda random, known, size: _stock(random, known, size, size // 40),
}


def _stock(random: Random, known: list[str], size: int, sentences: int) -> tuple[list[str], list[str]]:
    stock = [prose(random, known, 10) for _ in range(sentences)]
    said = [[word for _ in range(size // 10) for word in random.choice(stock)] for _ in range(2)]
    return said[0], said[1]


def seconds(make: Callable[..., tuple[list[str], list[str]]], size: int) -> tuple[float, float]:
    one, other = (wording(said) for said in make(Random(3), vocabulary(Random(1)), size))
    begin = process_time()
    passages(one, other)
    between = process_time()
    repeats(one)
    return between - begin, process_time() - between


@pytest.mark.parametrize("name", SIZES)
def test_five_times_the_words_take_at_most_fifteen_times_as_long(name: str):
    few, many = seconds(SIZES[name], 20_000), seconds(SIZES[name], 100_000)
    print(f"\n{name}: 20,000 words {few[0]:.2f} s, repeats {few[1]:.2f} s; 100,000 {many[0]:.2f} s, {many[1]:.2f} s")
    assert many[0] < 15 * max(few[0], 0.4)
    assert many[1] < 15 * max(few[1], 0.4)


TEXTS, VALUES = int(environ.get("BENCH_TEXTS", "10000")), 400
# Values as they are drawn, by their order, so that the index is not built at random.
FILL = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
    "INSERT INTO archive_fingerprint (value, text_id) SELECT random() AS value, id FROM archive_text, n ORDER BY value",
    "postgresql": "INSERT INTO archive_fingerprint (value, text_id) "
    "SELECT hashint8extended(id * 1000 + n, 7) AS value, id FROM archive_text, generate_series(1, %s) n ORDER BY value",
}


def filled(number: int) -> int:
    """So many articles with texts of a thousand words in the index, by their fingerprints alone; its bytes."""
    file = factories.source("A source.")
    keys = {model: list(bulk.allocate(model, number)) for model in (Article, Reading, Text)}
    common = {"title": "A", "title_origin": "printed", "language": "en", "state": "draft", "rights": "open"}
    names = [field.name for field in Article._meta.concrete_fields if not field.null]
    blank = {name: Article._meta.get_field(name).get_default() for name in names} | common | {"added_at": WHEN}
    made = list(zip(*keys.values(), strict=True))
    articles = ([{**blank, "id": key, "slug": f"a-{key}"}[name] for name in names] for key, *_rest in made)
    bulk.insert(Article, names, articles)
    readings = ((reading, article, 1, file.pk, "plain", 1, [], [], [], "a", WHEN) for article, reading, _text in made)
    bulk.insert(
        Reading,
        ("id", "article", "number", "source", "reader", "reader_version", "corrections", "notes", "gaps", "reason",
         "read_at"),
        readings,
    )  # fmt: skip
    bulk.insert(Text, ("id", "reading", "place", "sha256", "length"), ((t, r, 0, "0" * 64, 1) for _a, r, t in made))
    bulk.update(Article, ["text"], ((article, text) for article, _reading, text in made))
    between = size()
    with connection.cursor() as cursor:
        cursor.execute(FILL[connection.vendor], [VALUES])
    return size() - between


def size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_total_relation_size('archive_fingerprint')")
        return cursor.fetchone()[0]


def brought(words: list[str], slug: str) -> Reading:
    """A text of these words, twelve in a line."""
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    source = Source("\n".join(lines))
    draft = Draft(source)
    draft.add("paragraph", [Span(0, len(source.text))])
    file = sources.receive(source.text.encode(), source, name=slug, how="test", by="hanna", at=WHEN)
    page = factories.article(slug=slug)
    [reading] = readings.store_first([Pass(page, file, draft.finish("plain", 1), (), "a")], by="hanna", at=WHEN)
    return reading


@pytest.mark.django_db
def test_a_new_text_is_compared_with_ten_thousand_in_far_less_than_a_second():
    known = vocabulary(Random(1))
    bytes_of_index = filled(TEXTS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sentence = prose(Random(5), known, 60)
    for number in range(3):
        said = prose(Random(10 + number), known, 940)
        parallels.compare(brought(said[:400] + sentence + said[400:], f"old-{number}"), at=WHEN)
    took, worked, looked = [], [], []
    for number in range(9):
        said = prose(Random(20 + number), known, 940)
        reading = brought(said[:500] + sentence + said[500:], f"new-{number}")
        collations._ready.clear()
        own = next(iter(collations.collated([reading.article_id])))
        assert own.document.values
        begin = perf_counter()
        parallels._others(own, [])
        looked.append(perf_counter() - begin)
        collations._ready.clear()
        begin, busy = perf_counter(), process_time()
        found = parallels.compare(reading, at=WHEN, first=True)
        took.append(perf_counter() - begin)
        worked.append(process_time() - busy)
        assert found >= 3 + number
    values = Fingerprint.objects.filter(text__reading=reading).count()
    print(
        f"\n{connection.vendor}: {TEXTS:,} texts, {values} fingerprints in one of 1,000 words, "
        f"{bytes_of_index / TEXTS / VALUES * values:,.0f} bytes of index; looked up in {median(looked) * 1000:.0f} ms, "
        f"with all else compared in {median(took) * 1000:.0f} ms, of them {median(worked) * 1000:.0f} ms of Python"
    )
    assert median(took) < 0.3
