"""Invented documents in any number, each with the record that the reader makes of it.

Reading costs more than storing: a collection that is to be large in little time is composed together with its
records. A test holds every record against the reader's own. The words are made of syllables and mean nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from archive.importing.record import Block, BlockKind, Field, NamedField, PrintedDate, ReadComment, Record
from archive.importing.shapes import newspaper, thread
from archive.text.runs import Run, Span

ONE_LONG, ONE_SHORT = 10_000, 43
# Of an article's share in the comments, against the smallest share.
MOST = 12.0
DEEPEST, STEP = 12, 4
VOCABULARY, PEOPLE, AUTHORS, PUBLISHERS, TAGS = 3_000, 4_000, 200, 12, 40
CONSONANTS, VOWELS, ENDS = "dfgklmnprstvz", "aeiou", "lnrs"
# Longer than any author line, shorter than what a reader takes for more than one thing.
WORDS_OF_A_COMMENT, WORDS_OF_A_PARAGRAPH = (12, 40), (45, 90)
FIRST_DAY, DAYS = date(1950, 1, 1), 20_000


@dataclass(frozen=True, slots=True)
class Invented:
    """One document and what the catalogue would say of it."""

    slug: str
    title: str
    author: str
    publisher: str
    published: PrintedDate
    tags: tuple[str, ...]
    text: str
    record: Record


class Inventor:
    """Words, names and documents; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._random = Random(seed)  # noqa: S311 (nothing is secret here)
        self._words = self._unlike(VOCABULARY, syllables=(2, 4))
        # Some words are common, most are rare: each lies in the urn as often as it is to come out of it.
        weights = list(accumulate(1 / rank for rank in range(5, VOCABULARY + 5)))
        self._urn = self._random.choices(self._words, cum_weights=weights, k=2**16)
        self._people = self._names(PEOPLE)
        self.authors = self._names(AUTHORS)
        self.publishers = [f"{word.capitalize()} Lantern" for word in self._unlike(PUBLISHERS, syllables=(2, 3))]
        self.tags = [word.capitalize() for word in self._unlike(TAGS, syllables=(2, 3))]

    def _unlike(self, count: int, *, syllables: tuple[int, int]) -> list[str]:
        """So many different words of at least four letters."""
        draw, found = self._random, dict[str, None]()
        while len(found) < count:
            parts = (draw.choice(CONSONANTS) + draw.choice(VOWELS) for _ in range(draw.randint(*syllables)))
            found["".join(parts) + draw.choice(ENDS)] = None
        return list(found)

    def _names(self, count: int) -> list[str]:
        words = iter(self._unlike(2 * count, syllables=(2, 3)))
        return [f"{first.capitalize()} {last.capitalize()}" for first, last in zip(words, words, strict=True)]

    def _sentence(self, words: int) -> str:
        drawn = memoryview(self._random.randbytes(2 * words)).cast("H")
        sentence = " ".join(map(self._urn.__getitem__, drawn))
        return f"{sentence[0].upper()}{sentence[1:]}."

    def _between(self, least: int, most: int) -> int:
        return least + int(self._random.random() * (most - least + 1))

    def document(self, number: int, comments: int) -> Invented:
        """A page with so many comments."""
        draw = self._random
        title = self._sentence(5).removesuffix(".")
        author, publisher = draw.choice(self.authors), draw.choice(self.publishers)
        day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
        printed = f"{day.day} {day:%B} {day.year}"
        paragraphs = [self._sentence(self._between(*WORDS_OF_A_PARAGRAPH)) for _ in range(draw.randint(3, 6))]
        parts = [
            (BlockKind.TITLE, title),
            (BlockKind.BYLINE, f"By {author}"),
            (BlockKind.DATE, printed),
            *((BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs),
        ]
        if comments:
            parts.append((BlockKind.BOILERPLATE, f"{comments} comments"))
        page, blocks, runs = _page(parts)
        said, below = self._thread(comments, len(page) + 2, 2 * len(parts) + 1)
        shape = thread if comments else newspaper
        by, on = blocks[1], blocks[2]
        iso = day.isoformat()
        published = PrintedDate(printed, iso, iso, iso, Field(2, on.start, on.end))
        record = Record(
            shape=shape.NAME,
            version=shape.VERSION,
            body=page,
            blocks=blocks,
            runs=runs,
            title=Field(0, 0, len(title)),
            bylines=(NamedField(author, "author", Field(1, by.end - len(author), by.end)),),
            published=published,
            comments=tuple(said),
        )
        return Invented(
            slug=f"{'-'.join(title.lower().split()[:3])}-{self._seed}-{number}",
            title=title,
            author=author,
            publisher=publisher,
            published=published,
            tags=tuple(draw.sample(self.tags, draw.randint(1, 4))),
            text="\n\n".join([page, *below]) + "\n",
            record=record,
        )

    def _thread(self, count: int, start: int, line: int) -> tuple[list[ReadComment], list[str]]:
        """Comments whose first stands at this place and line, and the paragraphs that print them."""
        said: list[ReadComment] = []
        printed: list[str] = []
        path: list[int] = []
        for index in range(count):
            depth = self._between(0, min(len(path), DEEPEST))
            del path[depth:]
            indent = " " * (STEP * depth)
            author = self._people[self._between(0, PEOPLE - 1)]
            words = self._sentence(self._between(*WORDS_OF_A_COMMENT))
            head, body = f"{indent}* {author}", f"{indent}  {words}"
            printed += (head, body)
            name_at = start + len(indent) + 2
            words_at = start + len(head) + 2 + len(indent) + 2
            end = words_at + len(words)
            said.append(
                ReadComment(
                    parent=path[-1] if path else None,
                    depth=depth,
                    author=author,
                    author_span=Span(name_at, name_at + len(author)),
                    body=words,
                    blocks=(Block(BlockKind.PARAGRAPH, 0, len(words), (line + 2, line + 2)),),
                    runs=(Run(0, words_at, len(words)),),
                    source=Span(name_at - 2, end),
                    lines=(line, line + 2),
                )
            )
            path.append(index)
            start, line = end + 2, line + 4
        return said, printed


def _page(parts: Sequence[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...], tuple[Run, ...]]:
    """Paragraphs with a blank line between them, as body, blocks and map; they begin the source."""
    blocks, runs, start = [], [], 0
    for place, (kind, words) in enumerate(parts):
        end = start + len(words)
        blocks.append(Block(kind, start, end, (2 * place + 1, 2 * place + 1)))
        runs.append(Run(start, start, len(words)))
        start = end + 2
    return "\n\n".join(words for _, words in parts), tuple(blocks), tuple(runs)


def sizes(articles: int, comments: int, seed: int) -> list[int]:
    """How many comments stand under each article: 43 and 10,000 where there are enough, elsewhere few, many or none."""
    draw = Random(seed)  # noqa: S311 (nothing is secret here)
    fixed = [size for size in (ONE_SHORT, ONE_LONG) if size <= comments // 2][: articles - 1]
    left = comments - sum(fixed)
    shares = [min(max(draw.paretovariate(1.2) - 1.1, 0.0), MOST) for _ in range(articles - len(fixed))]
    whole = sum(shares) or 1.0
    spread = [int(left * share / whole) for share in shares]
    for index in draw.choices(range(len(spread)), k=left - sum(spread)):
        spread[index] += 1
    return [*fixed, *spread]
