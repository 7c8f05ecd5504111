"""The statements over the founding documents, and the rule by which they were written."""

import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.conf import settings

from archive.actions import loads
from archive.importing.decoding import decode
from archive.importing.statements import StatementEntry, read_statements
from archive.models import Statement, StatementRelation, disputes
from archive.models.disputes import weighed
from archive.rules.repetition import Because, Weight
from archive.states import EvidenceSide
from tests.factories import WHEN

FOUNDING = Path(settings.BASE_DIR) / "seeds" / "founding"
# What makes a claim by the rule, wherever it stands: alone in its kind, the first, never; and mass crimes.
ALONE = r"only|first|never|none|no\s+(?:other|country|such|one)"
CRIMES = (
    r"genocid\w*|massacre\w*|pogroms?|ethnic(?:ally)?\s+cleans\w*|atrocit\w*|terroris\w*|exterminat\w*|annihilat\w*"
)
CLAIM = re.compile(rf"\b(?:{ALONE}|{CRIMES})\b", re.IGNORECASE)
# Where such a word makes no claim of its own: the beginning of the document's SHA-256, the position, and why.
NO_CLAIM = {
    ("fb25c03b", 2609): "never-healing, of grief",
    ("fb25c03b", 2639): "never-healing, of grief",
    ("fb25c03b", 4345): "first of several reasons",
    ("fb25c03b", 5410): "the crimes of the Nazis, which nobody here disputes",
    ("fb25c03b", 5787): "not only, but also",
    ("fb25c03b", 6115): "never forgotten, of history",
    ("fb25c03b", 9214): "books that tell of what is marked beside it",
    ("fb25c03b", 11848): "only the clothes on them",
    ("fb25c03b", 14713): "none, of friends",
    ("fb25c03b", 14798): "get the fact right first",
    ("fb25c03b", 15189): "an address to another reader",
    ("fb25c03b", 15621): "learn first",
    ("fb25c03b", 17872): "never realised",
    ("fb25c03b", 18111): "no one talks about",
    ("fb25c03b", 20154): "a wish for the future",
    ("fb25c03b", 20300): "a wish for the future",
    ("b8f0fd50", 2496): "not only, but also",
    ("b8f0fd50", 3657): "left only to return",
    ("b8f0fd50", 4973): "terror in general",
    ("b8f0fd50", 5037): "not only, but also",
    ("b8f0fd50", 7855): "no one has the right",
    ("b8f0fd50", 11995): "not only, but also",
    ("b8f0fd50", 13014): "the country's own first museum; that of the region is marked beside it",
    ("b8f0fd50", 14432): "never seen",
    ("e9c07821", 1869): "not only, but also",
    ("e9c07821", 4676): "not only, but also",
    ("86cb0306", 3836): "a call against it in general",
    ("86cb0306", 3990): "first place in a contest",
    ("86cb0306", 6753): "repetition of events of either people",
}  # fmt: skip
# Whose view a claim favours, by its wording, as far as it can be told.
FAVOURS = {
    "the government of Azerbaijan, or who sides with it": {
        "khojaly-genocide", "khojaly-crime-against-humanity", "no-armenian-genocide", "leaders-took-part-at-khojaly",
        "azerbaijanis-driven-from-occupied-lands", "azerbaijanis-driven-from-armenia", "armenian-legion-killed-jews",
        "armenian-forces-like-nazis", "antisemitism-in-armenia", "armenia-honours-fascists",
        "armenians-used-and-killing-muslims", "armenia-supports-terror", "no-azerbaijani-terror-organisation",
        "armenia-occupies-a-fifth", "how-many-at-khojaly", "how-many-were-displaced", "closest-ties-with-israel",
        "never-treated-as-foreigners", "no-antisemitism-in-azerbaijan", "only-jewish-rights-organisation",
        "only-jewish-town-outside-israel", "no-such-community-elsewhere", "first-health-minister",
        "first-jewish-museum",
    },
    "Armenians, or critics of that government": {
        "armenian-genocide", "armenians-driven-from-baku", "no-armenian-hatred-of-jews",
        "nazi-comparison-is-propaganda", "article-denies-the-genocide", "azerbaijan-violates-human-rights",
        "incitement-against-armenians", "azerbaijanis-are-terrorists", "azerbaijan-is-the-aggressor",
        "votes-against-israel", "erdogan-and-nazism",
    },
    "neither": {
        "synagogues-in-baku-three", "synagogues-in-baku-five", "mountain-jews-by-region", "more-than-16000-jews",
        "trade-between-the-countries", "since-when-jews-live-there", "first-ambassador-to-israel",
        "first-official-visit", "first-zionist-societies-of-baku", "iran-organised-attacks",
    },
}  # fmt: skip


def entries() -> list[StatementEntry]:
    found, problems = read_statements(FOUNDING)
    assert problems == []
    return found


def one(key: str) -> StatementEntry:
    return next(entry for entry in entries() if entry.key == key)


@pytest.mark.parametrize(("folder", "least"), [("founding", 15), ("sample", 8)])
def test_the_catalogue_is_without_a_fault_and_its_statements_go_by_claims(folder, least):
    found, problems = read_statements(FOUNDING.with_name(folder))
    assert (problems, len(found) >= least) == ([], True)
    assert {entry.workflow for entry in found} == {"published"}
    assert all(entry.places and entry.finding != "not examined" for entry in found)
    # A claim is worded as one, and never as a verdict.
    assert [entry.key for entry in found if not re.match(r"(?:That|How|For how|In which) ", entry.wording)] == []


def test_each_statement_favours_one_view_and_the_marks_of_each_are_counted():
    places = {entry.key: len(entry.places) for entry in entries()}
    assert sorted(key for keys in FAVOURS.values() for key in keys) == sorted(places)
    marks = {view: (len(keys), sum(places[key] for key in keys)) for view, keys in FAVOURS.items()}
    assert marks == {
        "the government of Azerbaijan, or who sides with it": (24, 66),
        "Armenians, or critics of that government": (11, 28),
        "neither": (10, 13),
    }


def test_the_claim_of_the_closest_ties_stands_in_four_places_of_three_documents():
    places = one("closest-ties-with-israel").places
    assert (len(places), len({place.source for place in places})) == (4, 3)


def test_the_counts_of_synagogues_contradict_each_other():
    assert ("contradicts", "synagogues-in-baku-three") in one("synagogues-in-baku-five").relations


def test_no_place_of_evidence_for_a_statement_is_one_of_its_own_places():
    for entry in entries():
        own = {place.address for place in entry.places}
        assert not [piece for piece in entry.evidence if piece.side == "supports" and piece.place.address in own]


@pytest.mark.founding
def test_every_word_of_the_rule_is_marked_or_said_to_make_no_claim(founding):
    marked = defaultdict(list)
    for entry in entries():
        for place in entry.places:
            marked[place.source].append((place.start, place.end))
    unmarked = set()
    for sha256, words in documents(founding).items():
        for found in CLAIM.finditer(words):
            if not any(start <= found.start() and found.end() <= end for start, end in marked[sha256]):
                unmarked.add((sha256[:8], found.start()))
    assert unmarked == set(NO_CLAIM)


@pytest.fixture(scope="module")
def loaded(standing, founding) -> list:
    """The founding statements, loaded with their documents."""
    report = loads.load([FOUNDING], documents=[founding], by="load_seeds", clock=lambda: WHEN)
    assert [outcome.problems for outcome in report.statements if outcome.problems] == []
    return disputes(Statement.objects.visible_to(None).by_number(), None)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.founding
def test_every_place_and_every_piece_of_evidence_stands_where_the_catalogue_says(loaded):
    told = entries()
    assert [dispute.statement.key for dispute in loaded] == [entry.key for entry in told]
    for dispute, entry in zip(loaded, told, strict=True):
        for rows, named in (
            (dispute.places, entry.places),
            (dispute.evidence, [piece.place for piece in entry.evidence]),
        ):
            words = [row.passage.words for row in rows]
            found = [(one.source_sha256, one.source_start, one.source_end) for one in words]
            assert found == [(place.source, place.start, place.end) for place in named]
    assert StatementRelation.objects.count() == sum(len(entry.relations) for entry in told)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.founding
def test_the_marks_of_each_document_in_the_article_and_in_its_comments(loaded):
    marks: dict[str, Counter] = defaultdict(Counter)
    for dispute in loaded:
        for place in dispute.places:
            marks[place.passage.article]["article" if place.passage.comment is None else "comments"] += 1
    assert marks == {
        "in-azerbaijan-muslims-and-jews-are-allies": {"article": 21, "comments": 40},
        "israel-and-azerbaijan-winter-2020": {"article": 33},
        "recent-strides-made-in-azerbaijani-israeli-relations": {"article": 7},
        "daroff-mammadov-meeting-jerusalem": {"article": 4},
        "magen-david-group-jewish-human-rights-organization": {"article": 2},
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.founding
def test_no_evidence_is_a_repetition_and_that_of_an_article_names_a_source(loaded):
    check_evidence(loaded)


def check_evidence(found: list) -> None:
    assert any(dispute.evidence for dispute in found)
    for dispute, weights in zip(found, weighed(found, None), strict=True):
        for piece, weight in zip(dispute.evidence, weights, strict=True):
            assert weight.weight is not Weight.REPETITION, (dispute.statement.key, piece.number)
            assert weight.because <= {Because.NO_SOURCE}, (dispute.statement.key, piece.number)
            assert piece.note, (dispute.statement.key, piece.number)
            # Of an article only what names a source speaks for a side.
            said = piece.sourced or piece.side == EvidenceSide.CONTEXT or piece.passage.comment is not None
            assert said, (dispute.statement.key, piece.number)


def documents(folder: Path) -> dict[str, str]:
    """The decoded documents that the statements name, by SHA-256."""
    named = frozenset().union(*(entry.sources for entry in entries()))
    found = {}
    for file in folder.iterdir():
        data = file.read_bytes() if file.is_file() else b""
        digest = hashlib.sha256(data).hexdigest()
        if digest in named:
            found[digest] = decode(data, name=file.name).text
    return found
