"""What marks cost: a page of 8,000 characters with none, ten and a thousand, however they lie.

Run it with `make bench`; with DATABASE_URL it measures PostgreSQL too.
"""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Occurrence, anchoring
from archive.text.graphemes import splits
from tests.factories import WHEN, article, held, statement

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROUNDS = 15
LENGTH = 8000
WORDS = "The old ferry house at Oru Point burned to its posts on Friday night. "
SHAPES = {
    "overlapping": lambda number, _count: (number * 7, number * 7 + 140),
    "nested": lambda number, count: (number, 2 * count - number + 2000),
    "apart": lambda number, _count: (number * 7, number * 7 + 5),
    "of one statement": lambda number, _count: (number * 7, number * 7 + 5),
}


def page(count):
    """An article of as many words in blocks; each has its own last word, so that each has a source of its own."""
    body = (WORDS * (LENGTH // len(WORDS) + 1))[: LENGTH - 10] + f"{count:010}"
    return held(article(slug=f"with-{count}"), [("paragraph", body[at : at + 800]) for at in range(0, LENGTH, 800)])


def marked(page, count, shape):
    statements = [
        statement(f"That it was so, by the count of number {n}") for n in range(1 if "one" in shape else count)
    ]
    body = page.text.content.body
    rows = []
    for number in range(count):
        start, end = SHAPES[shape](number, count)
        while (end < len(body) and splits(body, start, end)) or not body[start:end].strip():
            end += 1
        anchor = anchoring.anchor(page.text, start, end)
        of = statements[number % len(statements)]
        rows.append(
            Occurrence(
                statement=of,
                text=page.text,
                number=number + 1,
                decision="accepted",
                proposed_at=WHEN,
                **anchor._asdict(),
            )
        )
    Occurrence.objects.bulk_create(rows)


def measured(client, address):
    """Milliseconds of the process at its fastest, kilobytes and queries of a page."""
    client.get(address)
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        response = client.get(address)
        times.append(1000 * (time.process_time() - began))
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return min(times), len(response.content) / 1000, len(queries)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_thousand_marks_take_fifty_milliseconds_and_two_hundred_kilobytes(client, shape):
    found = {}
    for count in (0, 10, 1000):
        marked(page(count), count, shape)
        found[count] = measured(client, f"/articles/with-{count}/")
    plain = found[0][0]
    for count, (took, size, queries) in found.items():
        print(
            f"\n{count} marks, {shape}: {took:.1f} ms ({took - plain:.1f} for marks), {size:.0f} kB, {queries} queries"
        )
    took, size, queries = found[1000]
    assert (found[0][2], found[10][2]) == (2, queries)
    assert took - plain <= 50
    assert size <= 200
