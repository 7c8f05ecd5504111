"""First moderation decisions as a catalogue names them: TOML files in the folder `moderation` beside its documents.

`seeds/README.md` describes the format. No word of a comment stands there: comments are named by their place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.importing.catalogue import SHA256_FORM, SLUG, SLUG_FORM
from archive.importing.houserules import CODE
from archive.importing.statements import Place
from archive.importing.tables import BadCatalogue, Table, parse

FOLDER = "moderation"
MOST_COMMENTS, MOST_ARTICLES, MOST_HIDDEN = 1_000, 1_000, 200
SAID, NAME = 1_000, 150
STATES = ("shown", "veiled", "held", "withheld")
PROMPTS = ("own initiative", "notice", "order")


@dataclass(frozen=True, slots=True)
class Why:
    """The rule by its code, and what readers are told of the reason."""

    rule: str
    reason: str
    facts: str = ""
    prompt: str = PROMPTS[0]


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """What stands over one comment. With neither a state nor anything else it was weighed and left as it is.

    `proposed_by` and `agreed_by` are the two people who decided what needs two.
    """

    file: str
    place: Place
    why: Why
    state: str = "shown"
    hide: tuple[Place, ...] = ()
    pseudonym: bool = False
    gone: str | None = None
    proposed_by: str = ""
    agreed_by: str = ""

    @property
    def name(self) -> str:
        return f"{self.file}: comment at {self.place.start}"

    @property
    def about(self) -> Place:
        """What it decides about, as one thing."""
        return self.place

    @property
    def sources(self) -> frozenset[str]:
        return frozenset({self.place.source})


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What stands over one article: a note above it, a withdrawal."""

    file: str
    slug: str
    why: Why
    withdrawn: bool = False
    note: str = ""
    sources: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return f"{self.file}: {self.slug}"

    @property
    def about(self) -> str:
        """What it decides about, as one thing."""
        return self.slug


Entry = CommentEntry | ArticleEntry


def read_moderation(folder: Path) -> tuple[list[Entry], list[BadCatalogue]]:
    """The entries of a catalogue's folder in the order of their files, and the files that are refused, whole."""
    entries: list[Entry] = []
    problems: list[BadCatalogue] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        try:
            entries += read(path, f"{FOLDER}/{path.name}")
        except BadCatalogue as problem:
            problems.append(problem)
    return entries, problems


def read(source: Path | bytes, file: str) -> list[Entry]:
    """Raises BadCatalogue with a sentence for each fault."""
    faults: list[str] = []
    top = Table(parse(source, file), "", faults)
    found: list[Entry] = [*_comments(top, file), *_articles(top, file)]
    top.end()
    if not found and not faults:
        faults.append("There is no [[comment]] and no [[article]] in it.")
    names = [entry.name for entry in found]
    faults += [f"{name} stands twice." for name in sorted({name for name in names if names.count(name) > 1})]
    if faults:
        raise BadCatalogue(file, *faults)
    return found


def _comments(top: Table, file: str) -> Iterator[CommentEntry]:
    for table, _data in top.tables("comment", MOST_COMMENTS):
        place = _place(table, table.line("source", 64, form=SHA256_FORM, needed=True) or "")
        hide = tuple(_hidden(table, place))
        if len(set(hide)) < len(hide):
            table.fault("hide", "names one place twice")
        gone = table.line("gone", 10)
        if gone and not _is_day(gone):
            table.fault("gone", "must be a day such as 2011-03-06")
        entry = CommentEntry(
            file,
            place,
            _why(table),
            table.choice("state", STATES, STATES[0]),
            hide,
            table.flag("pseudonym", default=False),
            gone,
            table.line("proposed_by", NAME) or "",
            table.line("agreed_by", NAME) or "",
        )
        if entry.state == "withheld" and not (entry.proposed_by and entry.agreed_by):
            table.fault("state", "needs two people: proposed_by and agreed_by")
        if entry.proposed_by and entry.proposed_by.casefold() == entry.agreed_by.casefold():
            table.fault("agreed_by", "must be another person than proposed_by")
        table.end()
        yield entry


def _hidden(table: Table, place: Place) -> Iterator[Place]:
    for inner, _data in table.tables("hide", MOST_HIDDEN):
        found = _place(inner, place.source)
        if not place.start <= found.start < found.end <= place.end:
            inner.fault("start", "must lie within the comment")
        inner.end()
        yield found


def _articles(top: Table, file: str) -> Iterator[ArticleEntry]:
    for table, _data in top.tables("article", MOST_ARTICLES):
        slug = table.line("slug", SLUG, form=SLUG_FORM, needed=True) or ""
        note = " ".join((table.paragraphs("note", SAID) or "").split())
        entry = ArticleEntry(file, slug, _why(table), table.flag("withdrawn", default=False), note)
        if entry.withdrawn == bool(note):
            table.fault("withdrawn", "or a note: one of the two is said of an article")
        table.end()
        yield entry


def _why(table: Table) -> Why:
    return Why(
        table.line("rule", 40, form=CODE, needed=True) or "",
        " ".join((table.paragraphs("reason", SAID, needed=True) or "").split()),
        " ".join((table.paragraphs("facts", SAID) or "").split()),
        table.choice("prompt", PROMPTS, PROMPTS[0]),
    )


def _place(table: Table, source: str) -> Place:
    start, end = (table.number(key, "a position in the document", needed=True) for key in ("start", "end"))
    words = table.line("words", 64, form=SHA256_FORM, needed=True) or ""
    if start is not None and end is not None and start >= end:
        table.fault("end", "must lie behind the start")
    return Place(source, start or 0, end or 0, words)


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False
