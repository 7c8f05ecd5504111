"""What the repository itself brings: the catalogue of the founding documents, and the sample."""

import hashlib
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from archive.importing import shapes
from archive.importing.catalogue import Collection, Entry, read_collection
from archive.importing.corrections import Corrections
from archive.importing.decoding import decode
from archive.importing.moderation import CommentEntry, read_moderation
from archive.importing.record import Record

SEEDS = Path(settings.BASE_DIR) / "seeds"
WORD = re.compile(r"[^\W_]+")
SHARED = (
    "neither boat shall go past the House nor carry to the farther shore",
    "house in the country that stands in no parish and pays no rate",
    "the bell of the House was heard on both shores for the better part of",
    "a lamp with its glass broken was found on the bar, in no",
    "took fire on Saturday evening in thick fog and burned to its floats",
)

# Writers of the sample's thread: a letter of their language, then one of the Hither side and one of the Yonder side.
WRITERS = {
    "he": ("ה", "בת המלח", "עורב הסכר"),
    "hy": ("ր", "Լաստանավ", "Եղեգնուտ"),
    "ru": ("ы", "Солевар", "Камышовый кот"),
    "tr": ("ı", "BeriKıyı57", "Sazlıkta Biri"),
    "az": ("ə", "Gəmiçi nəvəsi", "Qamışlı"),
    "emoji": ("🔔", "wherry fan", "Yondermost"),
}


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def grams(text: str, length: int = 8) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


@cache
def entries(folder: str) -> tuple[Entry, ...]:
    return read_collection(SEEDS / folder).entries


def sample(slug: str) -> str:
    found = next(entry for entry in entries("sample") if entry.slug == slug)
    return (SEEDS / "sample" / found.document.name).read_text(encoding="utf-8")


def reading(entry: Entry, folder: Path) -> Record:
    """What the readers make of an entry's document, corrections included."""
    source = decode((folder / entry.document.name).read_bytes(), name=entry.document.name)
    return shapes.read(source, shape=entry.document.shape, corrections=Corrections(entry.corrections))


@pytest.fixture(scope="module")
def thread() -> Record:
    entry = next(entry for entry in entries("sample") if entry.slug == "who-lit-the-middle-house")
    return reading(entry, SEEDS / "sample")


@pytest.fixture(params=["founding", "sample"])
def collection(request: pytest.FixtureRequest) -> Collection:
    return read_collection(SEEDS / request.param)


def test_the_catalogue_is_without_a_fault(collection):
    assert [str(problem) for problem in collection.problems] == []
    assert collection.introduction.lacks
    assert len(collection.entries) == (14 if collection.introduction.invented else 5)


def test_an_abstract_has_60_to_120_words(collection):
    lengths = {entry.slug: len(entry.abstract.split()) for entry in collection.entries}
    assert {slug: length for slug, length in lengths.items() if not 60 <= length <= 120} == {}


def test_every_entry_says_what_is_odd_or_missing(collection):
    assert [entry.slug for entry in collection.entries if not entry.note or not entry.tags] == []


def test_a_sample_text_is_the_one_that_its_entry_describes():
    held = [entry.document for entry in entries("sample") if entry.document.sha256]
    files = {path.name: path.read_bytes() for path in (SEEDS / "sample").glob("*.txt")}
    found = {name: (hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items()}
    assert {document.name: (document.sha256, document.bytes) for document in held} == found


def test_the_sample_says_of_itself_and_of_each_entry_that_it_is_invented():
    assert read_collection(SEEDS / "sample").introduction.invented
    assert not read_collection(SEEDS / "founding").introduction.invented
    assert {entry.note.split(" for ")[0] for entry in entries("sample")} == {"Invented"}
    assert {entry.tags[0] for entry in entries("sample")} == {"Invented sample"}


def test_the_sample_has_a_text_that_is_not_held_and_a_draft():
    assert [entry.slug for entry in entries("sample") if not entry.document.sha256] == ["report-of-the-inquiry-1955"]
    assert [entry.slug for entry in entries("sample") if entry.state == "draft"] == ["the-ballad-of-the-two-doors"]


def test_the_sample_has_a_whole_document_in_each_of_its_languages():
    assert {entry.language for entry in entries("sample")} == {"en", "ru", "he", "hy", "tr", "az"}


@pytest.mark.parametrize("passage", SHARED)
def test_a_passage_of_the_sample_stands_in_three_documents(passage):
    texts = [" ".join(words(path.read_text(encoding="utf-8"))) for path in (SEEDS / "sample").glob("*.txt")]
    assert len(words(passage)) >= 8
    assert sum(" ".join(words(passage)) in text for text in texts) >= 3


def test_the_parts_of_the_bulletins_sum_do_not_add_up():
    bulletin = sample("loss-of-ferry-house-no-1")
    parts = "eighteen from the Hither side, eleven from the Yonder side, three who gave no side, and the keeper"
    assert f"Thirty-four persons were in the House when the fire was first seen: {parts}." in bulletin


def test_the_sources_of_the_sample_disagree_on_how_many_there_were():
    assert "Forty-one were inside" in sample("middle-house-burns-on-its-chains")
    assert "That is twenty-eight" in sample("twenty-eight-not-forty-one")
    assert "a man in a grey coat, thirty-six" in " ".join(sample("the-house-in-the-middle").split())


def test_the_readers_find_what_the_catalogue_of_the_sample_says_is_printed():
    for entry in [entry for entry in entries("sample") if entry.document.sha256]:
        record = reading(entry, SEEDS / "sample")
        assert record.value(record.title) == (entry.title if entry.title_origin == "printed" else None)
        assert (record.published and record.published.edtf) == (entry.published and entry.published.edtf)
        printed = [credit.name for credit in entry.bylines if credit.attribution == "printed"]
        assert [byline.name for byline in record.bylines] == printed


def test_the_thread_of_the_sample_has_56_comments_to_depth_8(thread):
    assert len(thread.comments) == 56
    assert max(comment.depth for comment in thread.comments) == 8
    assert [number for number, comment in enumerate(thread.comments) if comment.author is None] == [11, 16, 27, 37, 40]
    assert len(thread.gaps) == 1


@pytest.mark.parametrize("language", WRITERS)
def test_both_sides_of_the_quarrel_write_in_each_language(language, thread):
    letter, *writers = WRITERS[language]
    wrote = {comment.author for comment in thread.comments if letter in comment.body}
    assert set(writers) <= wrote


def test_the_corrections_of_the_catalogue_are_few():
    assert {entry.slug: len(entry.corrections) for entry in entries("sample") if entry.corrections} == {
        "letter-of-the-mate-of-the-patience": 2,
        "the-ballad-of-the-two-doors": 2,
        "care-of-the-reed-organ": 1,
    }
    assert [entry.slug for entry in entries("founding") if entry.corrections] == []


@pytest.fixture
def held(founding: Path) -> dict[str, Path]:
    """The files in the folder of founding documents, by the SHA-256 of their bytes."""
    return {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in founding.iterdir() if file.is_file()}


@pytest.mark.founding
def test_the_founding_entries_describe_the_documents_that_are_held(held):
    for entry in entries("founding"):
        assert held[entry.document.sha256].stat().st_size == entry.document.bytes


@pytest.mark.founding
def test_no_eight_words_in_a_row_of_a_founding_document_stand_in_the_repository(held):
    wanted = {entry.document.sha256: entry.title for entry in entries("founding")}
    theirs = set().union(*(grams(held[digest].read_text(encoding="utf-8")) for digest in wanted))
    # A title is a fact of the catalogue.
    theirs -= set().union(*(grams(title) for title in wanted.values()))
    found = [f"{name}: {' '.join(gram)}" for name in repository() for gram in grams(text_of(name)) & theirs]
    assert found == []


@pytest.mark.founding
def test_no_full_name_of_a_founding_comments_writer_stands_in_the_repository(held):
    records = [shapes.read(decode(held[entry.document.sha256].read_bytes())) for entry in entries("founding")]
    writers = {comment.author for record in records for comment in record.comments if comment.author}
    names = [" ".join(words(writer)) for writer in writers if len(words(writer)) > 1]
    assert names
    # Which file, and not who: a failing test prints what it compares.
    texts = {name: f" {' '.join(words(text_of(name)))} " for name in repository()}
    assert [name for name, text in texts.items() if any(f" {writer} " in text for writer in names)] == []


def repository() -> list[str]:
    """Every file that git keeps, or would keep with the next commit."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
    )
    return [name for name in listed.stdout.decode().split("\0") if name]


def text_of(name: str) -> str:
    path = Path(settings.BASE_DIR) / name
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def test_the_founding_decisions_only_veil_and_list_what_was_left_alone():
    found, problems = read_moderation(SEEDS / "founding")
    assert problems == []
    assert Counter(entry.state for entry in found) == {"shown": 13, "veiled": 8}
    assert not [entry for entry in found if entry.hide or entry.pseudonym or entry.gone or entry.proposed_by]
    assert {entry.why.rule for entry in found} == {"ethnic-insult", "violence", "abuse"}


def test_the_sample_shows_every_state_but_the_erased():
    found, problems = read_moderation(SEEDS / "sample")
    comments = [entry for entry in found if isinstance(entry, CommentEntry)]
    assert problems == []
    assert {entry.state for entry in comments} == {"shown", "veiled", "held", "withheld"}
    assert all(any(getattr(entry, name) for entry in comments) for name in ("hide", "pseudonym", "gone"))
    assert {(entry.withdrawn, bool(entry.note)) for entry in found if entry not in comments} == {
        (True, False),
        (False, True),
    }
