"""The catalogue: what people say about documents, as TOML files in a folder.

One file per document, and one `collection.toml` for the folder; `seeds/README.md` describes the format. Every key is
checked. A file with a fault is refused whole, with a sentence for each fault, and never hides the files beside it.
Texts of several lines are folded: a blank line divides paragraphs, a single line break is a blank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from archive.importing.corrections import BadCorrection, Correction
from archive.importing.dates import BadEDTF, bounds
from archive.importing.decoding import UnknownEncoding, known_encoding
from archive.importing.tables import BadCatalogue, Table, parse
from archive.text.folding import fold
from archive.text.legible import legible

COLLECTION = "collection.toml"
NAME, LONG, SLUG, TAG, FILE_NAME, PRINTED_DATE, EDTF, HOW, WORD = 500, 10_000, 120, 100, 255, 200, 100, 500, 40
MOST_TAGS, MOST_BYLINES, MOST_CORRECTIONS = 50, 100, 10_000

ORIGINS = ("printed", "supplied")
KINDS = ("news", "opinion", "sponsored", "feature", "letter", "bulletin", "statement", "other")
RIGHTS = ("open", "on_site", "record")
STATES = ("draft", "published")
ROLES = ("author", "with", "photographer", "translator", "editor")
ATTRIBUTIONS = ("printed", "supplied", "unknown")

SLUG_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHA256_FORM = re.compile(r"[0-9a-f]{64}")
LANGUAGE_FORM = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
WORD_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


@dataclass(frozen=True, slots=True)
class Document:
    """The source as the catalogue knows it. `sha256` is None where the text is known to exist but not held."""

    sha256: str | None = None
    bytes: int | None = None
    name: str = ""
    shape: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class House:
    """A publisher."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as printed and its EDTF form, each empty where there is none; `how` says how it is known."""

    printed: str = ""
    edtf: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """One byline. `name` and `slug` are None where `attribution` is unknown."""

    name: str | None
    slug: str | None
    role: str
    attribution: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one document."""

    file: str
    document: Document
    slug: str
    title: str
    title_origin: str
    kind: str
    language: str
    rights: str
    state: str = "draft"
    tags: tuple[str, ...] = ()
    abstract: str = ""
    note: str = ""
    publisher: House | None = None
    published: Dated | None = None
    captured: Dated | None = None
    bylines: tuple[Credit, ...] = ()
    corrections: tuple[Correction, ...] = ()
    collection: str = ""


class Introduction(NamedTuple):
    """What a collection says of itself. Where it gives no slug, its folder's name makes one."""

    slug: str
    name: str
    invented: bool
    description: str
    lacks: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of entries, in the order of their file names, and the files that were refused."""

    introduction: Introduction
    entries: tuple[Entry, ...]
    problems: tuple[BadCatalogue, ...] = ()


def read_entry(source: Path | str | bytes, name: str = "") -> Entry:
    """The entry in a TOML file, or in its bytes; raises BadCatalogue."""
    file = name or ("entry.toml" if isinstance(source, bytes) else Path(source).name)
    faults: list[str] = []
    top = Table(parse(source, file), "", faults)
    document = read_document(top)
    article = top.table("article", needed=True) or Table({}, "article.", [])
    entry = Entry(
        file=file,
        document=document,
        slug=article.line("slug", SLUG, form=SLUG_FORM, needed=True) or "",
        title=article.line("title", NAME, needed=True) or "",
        title_origin=article.choice("title_origin", ORIGINS),
        kind=article.choice("kind", KINDS),
        language=article.line("language", 35, form=LANGUAGE_FORM, needed=True) or "",
        rights=article.choice("rights", RIGHTS),
        state=article.choice("state", STATES, "draft"),
        tags=read_tags(article),
        abstract=article.paragraphs("abstract", LONG) or "",
        note=article.paragraphs("note", LONG) or "",
        publisher=read_house(article.table("publisher")),
        published=read_date(article.table("published")),
        captured=read_captured(article.table("captured")),
        bylines=tuple(read_credit(table) for table, _ in top.tables("byline", MOST_BYLINES)),
        corrections=tuple(read_corrections(top)),
    )
    article.end()
    top.end()
    if faults:
        raise BadCatalogue(file, *faults)
    return entry


def read_collection(folder: Path | str) -> Collection:
    """Every entry of a folder; never raises for what a file holds. Hidden files are passed over."""
    files = sorted(path for path in Path(folder).glob("*.toml") if not path.name.startswith("."))
    problems: list[BadCatalogue] = []
    introduction = Introduction(slug_of(folder), Path(folder).name, invented=False, description="", lacks="")
    try:
        introduction = read_introduction(Path(folder) / COLLECTION)
    except BadCatalogue as problem:
        problems.append(problem)
    entries: list[Entry] = []
    claims = Claims()
    for path in files:
        if path.name == COLLECTION:
            continue
        try:
            entry = replace(read_entry(path), collection=introduction.slug)
            claims.add(entry)
        except BadCatalogue as problem:
            problems.append(problem)
        else:
            entries.append(entry)
    return Collection(introduction, tuple(entries), tuple(problems))


def read_introduction(path: Path) -> Introduction:
    """What a `collection.toml` says; raises BadCatalogue."""
    faults: list[str] = []
    table = Table(parse(path, path.name), "", faults)
    found = Introduction(
        table.line("slug", SLUG, form=SLUG_FORM) or slug_of(path.parent),
        table.line("name", NAME, needed=True) or "",
        table.flag("invented"),
        table.paragraphs("description", LONG, needed=True) or "",
        table.paragraphs("lacks", LONG, needed=True) or "",
    )
    table.end()
    if faults:
        raise BadCatalogue(path.name, *faults)
    return found


def slug_of(folder: Path | str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", Path(folder).resolve().name.casefold())[:SLUG].strip("-") or "collection"


def read_document(top: Table) -> Document:
    table = top.table("document")
    if table is None:
        return Document()
    document = Document(
        sha256=table.line("sha256", 64, form=SHA256_FORM),
        bytes=table.number("bytes", "a number of bytes"),
        name=table.line("name", FILE_NAME) or "",
        shape=table.line("shape", WORD, form=WORD_FORM),
        encoding=table.line("encoding", WORD, form=WORD_FORM),
    )
    try:
        known_encoding(document.encoding or "utf-8")
    except UnknownEncoding:
        table.fault("encoding", "is no encoding of documents")
    table.end()
    return document


def read_tags(article: Table) -> tuple[str, ...]:
    tags = article.texts("tags", TAG, MOST_TAGS)
    if len({fold(tag) for tag in tags}) < len(tags):
        article.fault("tags", "names a tag twice")
    return tags


def read_house(table: Table | None) -> House | None:
    if table is None:
        return None
    name = table.line("name", NAME, needed=True)
    slug = table.line("slug", SLUG, form=SLUG_FORM, needed=True)
    table.end()
    return House(name or "", slug or "")


def read_date(table: Table | None) -> Dated | None:
    if table is None:
        return None
    dated = _dated(table)
    table.end()
    return dated


def read_captured(table: Table | None) -> Dated | None:
    if table is None:
        return None
    dated = _dated(table, how=table.line("how", HOW) or "")
    table.end()
    if dated.edtf and len(set(bounds(dated.edtf))) > 1:
        table.fault("edtf", "must be one day")
    return dated


def _dated(table: Table, how: str = "") -> Dated:
    printed, edtf = table.line("printed", PRINTED_DATE), table.line("edtf", EDTF)
    if edtf:
        try:
            bounds(edtf)
        except BadEDTF:
            table.fault("edtf", "is no date of the Extended Date/Time Format")
            edtf = ""
    if printed is None and edtf is None:
        table.fault("printed", "and edtf are both missing")
    return Dated(printed or "", edtf or "", how)


def read_credit(table: Table) -> Credit:
    attribution = table.choice("attribution", ATTRIBUTIONS)
    unknown = attribution == "unknown"
    name = table.line("name", NAME, needed=not unknown)
    slug = table.line("slug", SLUG, form=SLUG_FORM, needed=not unknown)
    if unknown and (name or slug):
        table.fault("name", "must be left out where the attribution is unknown")
    credit = Credit(name, slug, table.choice("role", ROLES), attribution, table.line("printed", NAME) or "")
    table.end()
    return credit


def read_corrections(top: Table) -> Iterator[Correction]:
    for table, data in top.tables("correction", MOST_CORRECTIONS):
        try:
            yield Correction.from_data(data)
        except BadCorrection as error:
            table.fault("it", f"can't be followed: {legible(str(error)[:200])}")


CLASH = {
    "slug": "is taken by",
    "document": "is described by",
    "publisher": "has another name in",
    "author": "has another name in",
}


class Claims:
    """What the files of a folder have claimed so far: each slug, document and name is claimed by one of them."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, entry: Entry) -> None:
        """Raises BadCatalogue, and claims nothing, where another file has claimed otherwise."""
        claims: dict[tuple[str, str], tuple[str, str]] = {}
        faults = []
        for what, key, value in claimed(entry):
            file, other = self._claims.get((what, key)) or claims.setdefault((what, key), (entry.file, value))
            if other != value:
                faults.append(f"The {what} {key} {CLASH[what]} {file}.")
        if faults:
            raise BadCatalogue(entry.file, *dict.fromkeys(faults))
        self._claims |= claims


def claimed(entry: Entry) -> Iterator[tuple[str, str, str]]:
    yield "slug", entry.slug, entry.file
    if entry.document.sha256:
        yield "document", entry.document.sha256, entry.file
    if entry.publisher:
        yield "publisher", entry.publisher.slug, entry.publisher.name
    for credit in entry.bylines:
        if credit.slug and credit.name:
            yield "author", credit.slug, credit.name
