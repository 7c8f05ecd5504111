"""What loading a catalogue entry would do: the catalogue is compared with the archive, field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from archive.actions import articles, names, readings
from archive.actions.articles import told
from archive.actions.documents import Words
from archive.actions.refusals import Refused
from archive.actions.weighing import Change, Weighing
from archive.importing import shapes
from archive.importing.catalogue import Credit, Entry
from archive.importing.corrections import Correction
from archive.importing.dates import bounds
from archive.importing.record import Record
from archive.models import Article, Author, Publisher, Reading
from archive.models.moderation import withdrawal_of
from archive.rules import publication
from archive.rules.merging import Verdict
from archive.states import ArticleState

# The columns that belong together: a person who changed one of them keeps them all.
COLUMNS: dict[str, tuple[str, ...]] = {
    "slug": ("slug",),
    "title": ("title", "title_origin"),
    "publisher": ("publisher",),
    "collection": ("collection",),
    "kind": ("kind",),
    "language": ("language",),
    "rights": ("rights",),
    "abstract": ("abstract",),
    "note": ("note",),
    "published": ("date_printed", "date_edtf", "date_earliest", "date_latest"),
    "captured": ("captured_printed", "captured_on", "captured_how"),
    "document": ("source_sha256", "source_name", "source_bytes"),
}


@dataclass(frozen=True, slots=True)
class NewReading:
    record: Record
    corrections: tuple[Correction, ...]
    reason: str


@dataclass(slots=True)
class Plan(Weighing):
    """What loading one entry would do. `changes` are for telling; the rest is what is written."""

    entry: Entry
    article: Article | None
    columns: dict[str, Any] = field(default_factory=dict)
    renames: list[tuple[type[Author] | type[Publisher], str, str]] = field(default_factory=list)
    bylines: tuple[Credit, ...] | None = None
    reading: NewReading | None = None
    publish: bool = False
    known: dict[tuple[type[Author] | type[Publisher], str], Author | Publisher] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """Whether nothing is to be written, not even into the memory of the catalogue."""
        return self.article is not None and not self.changes and self.wrote == self.remembered

    def standing(self, noun: type[Author] | type[Publisher], slug: str | None) -> str | None:
        """The slug of the record that stands for this one now; what was merged is no change of the catalogue's."""
        row = self.known.get((noun, slug)) if slug else None
        return row.standing().slug if row else slug


def plan(entry: Entry, words: Words) -> Plan:
    """What loading this entry would do now; reads the document where the words may have changed. Raises Refused."""
    return compared(entry, words, find(entry))


def compared(entry: Entry, words: Words, article: Article | None) -> Plan:
    """What it takes to make this article what the entry says, or a new one. Raises Refused."""
    memory = article.catalogue_entry.wrote if article else {}
    made = Plan(entry, article, wrote=dict(memory), held=words.held, remembered=memory)
    made.known = _known(made)
    _plan_columns(made, words)
    _plan_names(made)
    _plan_bylines(made)
    made.weigh_tags(entry.tags, article)
    _plan_reading(made, words)
    _plan_publication(made)
    return made


def find(entry: Entry) -> Article | None:
    """The article that the catalogue wrote from this entry. Raises Refused where the entry would collide."""
    of_catalogue = Article.objects.select_related("catalogue_entry", "publisher", "collection", "text__reading")
    if article := of_catalogue.filter(catalogue_entry__key=entry.slug).first():
        return article
    if Article.objects.filter(slug=entry.slug, catalogue_entry=None).exists():
        raise Refused(f"There is an article “{entry.slug}” already that no catalogue wrote.")
    if other := Article.objects.filter(slug=entry.slug).first():
        raise Refused(f"The address “{entry.slug}” was given to the article that the catalogue calls “{_key(other)}”.")
    sha256 = entry.document.sha256
    if sha256 and (other := Article.objects.filter(source_sha256=sha256).order_by("pk").first()):
        raise Refused(
            f"The document is in the archive already, as “{other.slug}”; the catalogue calls it {entry.slug}."
        )
    return None


def _key(article: Article) -> str:
    return article.catalogue_entry.key


def columns_of(entry: Entry, words: Words) -> dict[str, Any]:
    """The entry as values of columns. Publisher and collection are named by their slugs."""
    earliest, latest = bounds(entry.published.edtf) if entry.published and entry.published.edtf else (None, None)
    captured = bounds(entry.captured.edtf)[0] if entry.captured and entry.captured.edtf else None
    return {
        "slug": entry.slug,
        "title": entry.title,
        "title_origin": entry.title_origin,
        "publisher": entry.publisher.slug if entry.publisher else None,
        "collection": entry.collection or None,
        "kind": entry.kind,
        "language": entry.language,
        "rights": entry.rights,
        "abstract": entry.abstract,
        "note": entry.note,
        "date_printed": entry.published.printed if entry.published else "",
        "date_edtf": entry.published.edtf if entry.published else "",
        "date_earliest": earliest and date.fromisoformat(earliest),
        "date_latest": latest and date.fromisoformat(latest),
        "captured_printed": entry.captured.printed if entry.captured else "",
        "captured_on": captured and date.fromisoformat(captured),
        "captured_how": entry.captured.how if entry.captured else "",
        "source_sha256": entry.document.sha256,
        "source_name": entry.document.name or words.name,
        "source_bytes": words.size if entry.document.bytes is None else entry.document.bytes,
    }


def _plan_columns(made: Plan, words: Words) -> None:
    article, values = made.article, columns_of(made.entry, words)
    values["publisher"] = made.standing(Publisher, values["publisher"])
    renamed = {"publisher": [made.standing(Publisher, slug) for slug in made.remembered.get("publisher", ())]}
    for name, columns in COLUMNS.items():
        wanted = [told(values[column]) for column in columns]
        if article is None:
            made.wrote[name] = wanted
            made.changes.append(Change(name, None, wanted))
            made.columns |= {column: values[column] for column in columns}
            continue
        current = [told(getattr(article, column)) for column in columns]
        if name == "document" and article.source_id and wanted[0] and current[0] != wanted[0]:
            raise Refused(f"The words of “{article.slug}” were read out of another document: {current[0]}.")
        fixed = {"slug": article.published_at, "document": article.source_id and not wanted[0]}
        if fixed.get(name) and current != wanted:
            made.kept.append(Change(name, current, wanted))
        elif made.weigh(name, current, wanted, before=current, wrote=renamed.get(name)) is Verdict.WRITE:
            made.columns |= {column: values[column] for column in columns}


def _known(made: Plan) -> dict[tuple[type[Author] | type[Publisher], str], Author | Publisher]:
    """The publishers and authors of the entry, and those that the memory names, as far as they are there."""
    slugs: dict[type[Author] | type[Publisher], set[str]] = {Publisher: set(), Author: set()}
    for noun, slug, _name in named(made.entry):
        slugs[noun].add(slug)
    slugs[Publisher] |= set(filter(None, made.remembered.get("publisher", ())))
    slugs[Author] |= {byline["author"] for byline in made.remembered.get("bylines", ()) if byline["author"]}
    return {(noun, slug): row for noun in slugs for slug, row in names.by_slug(noun, slugs[noun]).items()}


def _plan_names(made: Plan) -> None:
    for noun, slug, name in named(made.entry):
        row = made.known.get((noun, slug))
        field_name = f"name of {noun._meta.model_name} {slug}"
        if row is None:
            made.changes.append(Change(field_name, None, name))
            made.wrote[field_name] = name
        # The name of what was merged is nobody's any more.
        elif row.merged_into_id is None and made.weigh(field_name, row.name, name) is Verdict.WRITE:
            made.renames.append((noun, slug, name))


def named(entry: Entry) -> Iterator[tuple[type[Author] | type[Publisher], str, str]]:
    """Every publisher and author of an entry, once, with slug and name."""
    if entry.publisher:
        yield Publisher, entry.publisher.slug, entry.publisher.name
    for slug, name in {credit.slug: credit.name for credit in entry.bylines}.items():
        if slug and name:
            yield Author, slug, name


def _plan_bylines(made: Plan) -> None:
    wanted = _standing_bylines(
        made,
        [
            {"author": credit.slug, "role": credit.role, "attribution": credit.attribution, "printed": credit.printed}
            for credit in made.entry.bylines
        ],
    )
    wrote = _standing_bylines(made, made.remembered.get("bylines", ()))
    current = [byline.told() for byline in articles.bylines_of(made.article)] if made.article else []
    if made.weigh("bylines", current, wanted, before=[], wrote=wrote) is Verdict.WRITE:
        made.bylines = made.entry.bylines


def _standing_bylines(made: Plan, bylines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**byline, "author": made.standing(Author, byline["author"])} for byline in bylines]


def _plan_reading(made: Plan, words: Words) -> None:
    document = made.entry.document
    corrections = made.entry.corrections
    wanted = [correction.to_data() for correction in sorted(corrections)]
    wish = {"shape": document.shape, "encoding": document.encoding}
    current = made.article.text.reading if made.article and made.article.text else None
    if current is None:
        if words.held:
            record = _plan_new_reading(made, words, None, document.shape, corrections, "First reading.")
            made.wrote |= {**wish, "reader": record.shape, "corrections": wanted}
        elif document.sha256:
            made.problems.append(words.missing)
        return
    reasons = list(_reasons_to_read(made, current, wish))
    if made.weigh("corrections", current.corrections, wanted) is Verdict.KEEP:
        corrections = tuple(Correction.from_data(data) for data in current.corrections)
    elif current.corrections != wanted:
        reasons.append("The catalogue corrects the reading.")
    by_a_person = current.reader != made.remembered.get("reader")
    if by_a_person and document.shape and document.shape != current.reader:
        made.kept.append(Change("shape", current.reader, document.shape))
    if reasons:
        shape = current.reader if by_a_person else document.shape
        record = _plan_new_reading(made, words, current, shape, corrections, " ".join(reasons))
        if not by_a_person:
            made.wrote["reader"] = record.shape
    made.wrote |= wish


def _reasons_to_read(made: Plan, current: Reading, wish: Mapping[str, Any]) -> Iterator[str]:
    reader = shapes.SHAPES.get(current.reader)
    if reader is None or current.reader_version != reader.VERSION:
        yield "The reader has become another."
    if any(made.remembered.get(name) != value for name, value in wish.items()):
        yield "The catalogue names another shape or encoding."


def _plan_new_reading(
    made: Plan,
    words: Words,
    current: Reading | None,
    shape: str | None,
    corrections: Sequence[Correction],
    reason: str,
) -> Record:
    """Read the document; a reading that says what the current one says is not planned."""
    record = words.read(shape, corrections)
    if current is None or not readings.says_the_same(current, record, corrections):
        made.reading = NewReading(record, tuple(corrections), reason)
        before = current and f"{current.reader} {current.reader_version}, reading {current.number}"
        made.changes.append(Change("reading", before, _told(record)))
    return record


def _told(record: Record) -> str:
    doubts = sum(note.doubt for note in record.notes)
    return f"{record.shape} {record.version}, {len(record.comments)} comments, {doubts} doubts"


def _plan_publication(made: Plan) -> None:
    if made.entry.state != ArticleState.PUBLISHED:
        return
    article = made.article
    state = article.state if article else ArticleState.DRAFT
    if state == ArticleState.PUBLISHED:
        made.wrote["state"] = state
    elif article and state == ArticleState.WITHDRAWN and (gone := withdrawal_of(article)) and gone.run_id:
        # What the catalogue withdrew is for its decisions to show again.
        return
    elif state == ArticleState.WITHDRAWN and made.remembered.get("state") != state:
        made.kept.append(Change("state", str(state), made.entry.state))
    elif blockers := publication.blockers(_as_it_will_be(made)):
        made.problems.append(f"It stays a draft. {' '.join(map(str, blockers))}")
    else:
        made.publish = True
        made.wrote["state"] = made.entry.state
        made.changes.append(Change("state", str(state), made.entry.state))


def _as_it_will_be(made: Plan) -> Any:
    """Enough of the article for the rule of publication."""
    has_text = made.reading is not None or bool(made.article and made.article.text_id)
    values = {name: getattr(made.article, name, "") for name in ("title", "language", "abstract")}
    return SimpleNamespace(**{**values, "state": ArticleState.DRAFT, "text_id": has_text or None, **made.columns})
