"""Disputed statements as a catalogue names them: TOML files in the folder `statements` beside its documents.

`seeds/README.md` describes the format. As with documents every key is checked, a file with a fault is refused whole,
with a sentence for each fault, and never hides the files beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.importing.catalogue import MOST_TAGS, SHA256_FORM, SLUG, SLUG_FORM, TAG
from archive.importing.tables import BadCatalogue, Table, parse
from archive.text.folding import fold

FOLDER = "statements"
WORDING = NOTE = 1_000
MOST_PLACES, MOST_PIECES, MOST_RELATIONS = 200, 200, 50

KINDS = ("figure", "event", "characterisation", "quotation", "naming")
COUNTED = ("harm", "other")
FINDINGS = (
    "sources here disagree", "no source given", "repeated without source", "differs from the quoted original",
    "corrected by its publisher", "not examined",
)  # fmt: skip
WORKFLOWS = ("suggested", "open", "in review", "published")
SIDES = ("supports", "refutes", "context")
RELATIONS = ("contradicts", "repeats", "narrows", "depends on")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document: code points [start, end) of the decoded source, the smallest range that encloses it.

    `words` is the SHA-256 of the words that were read there, in UTF-8.
    """

    source: str
    start: int
    end: int
    words: str

    @property
    def address(self) -> str:
        return f"{self.source} {self.start}-{self.end}"

    @property
    def in_words(self) -> str:
        return f"{self.start} to {self.end} of the document {self.source[:12]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence: a passage of the archive on a side. `sourced`: it names a source of its own."""

    place: Place
    side: str
    note: str = ""
    sourced: bool = False


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """What the catalogue says of one statement. `relations` are `(type, key of the other)`."""

    file: str
    key: str
    wording: str
    kind: str
    counts: str = ""
    finding: str = "not examined"
    workflow: str = "suggested"
    tags: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    evidence: tuple[Piece, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> frozenset[str]:
        """The documents that it names, by their SHA-256."""
        return frozenset(place.source for place in (*self.places, *(piece.place for piece in self.evidence)))


def read_statement(source: Path | str | bytes, name: str = "") -> StatementEntry:
    """The statement in a TOML file, or in its bytes; raises BadCatalogue."""
    file = name or ("statement.toml" if isinstance(source, bytes) else Path(source).name)
    faults: list[str] = []
    top = Table(parse(source, file), "", faults)
    entry = StatementEntry(
        file=file,
        key=top.line("key", SLUG, form=SLUG_FORM, needed=True) or "",
        wording=" ".join((top.paragraphs("wording", WORDING, needed=True) or "").split()),
        kind=top.choice("kind", KINDS),
        counts=top.choice("counts", COUNTED, ""),
        finding=top.choice("finding", FINDINGS, "not examined"),
        workflow=top.choice("workflow", WORKFLOWS, "suggested"),
        tags=top.texts("tags", TAG, MOST_TAGS),
        places=tuple(_places(top)),
        evidence=tuple(_evidence(top)),
        relations=tuple(_relations(top)),
    )
    top.end()
    _refuse_twice(entry, faults)
    if faults:
        raise BadCatalogue(file, *dict.fromkeys(faults))
    return entry


def read_statements(folder: Path | str) -> tuple[list[StatementEntry], list[BadCatalogue]]:
    """The statements beside the documents of a folder, in the order of their file names, and the files that are
    refused; never raises for what a file holds. Hidden files are passed over."""
    entries: list[StatementEntry] = []
    problems: list[BadCatalogue] = []
    for path in sorted(Path(folder).joinpath(FOLDER).glob("*.toml")):
        if path.name.startswith("."):
            continue
        try:
            entries.append(read_statement(path, f"{FOLDER}/{path.name}"))
        except BadCatalogue as problem:
            problems.append(problem)
    return entries, problems


def _places(top: Table) -> Iterator[Place]:
    for table, _data in top.tables("place", MOST_PLACES):
        yield _place(table)
        table.end()


def _place(table: Table) -> Place:
    source = table.line("source", 64, form=SHA256_FORM, needed=True) or ""
    start, end = (table.number(key, "a position in the document", needed=True) for key in ("start", "end"))
    words = table.line("words", 64, form=SHA256_FORM, needed=True) or ""
    if start is not None and end is not None and start >= end:
        table.fault("end", "must lie behind the start")
    return Place(source, start or 0, end or 0, words)


def _evidence(top: Table) -> Iterator[Piece]:
    for table, _data in top.tables("evidence", MOST_PIECES):
        side = table.choice("side", SIDES)
        note = " ".join((table.paragraphs("note", NOTE) or "").split())
        yield Piece(_place(table), side, note, table.flag("sourced", default=False))
        table.end()


def _relations(top: Table) -> Iterator[tuple[str, str]]:
    for table, _data in top.tables("relation", MOST_RELATIONS):
        yield table.choice("type", RELATIONS), table.line("key", SLUG, form=SLUG_FORM, needed=True) or ""
        table.end()


def _refuse_twice(entry: StatementEntry, faults: list[str]) -> None:
    for what, members in (
        ("place", [place.address for place in entry.places]),
        ("evidence", [piece.place.address for piece in entry.evidence]),
        ("relation", list(entry.relations)),
        ("tags", [fold(tag) for tag in entry.tags]),
    ):
        if len(set(members)) < len(members):
            faults.append(f"{what} names one twice.")
    if any(other == entry.key for _type, other in entry.relations):
        faults.append("relation names the statement itself.")
