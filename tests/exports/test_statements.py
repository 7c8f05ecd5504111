import json

import pytest

from archive.exports import statements as exports
from archive.models import Statement, StatementRelation, disputes
from tests.factories import WHEN, Said, article, evidence, held, occurrence, statement

pytestmark = pytest.mark.django_db
ODD = "Ship 👩‍👩‍👧 sank, says the keeper, in the night."
BASE = "https://archive.example"


@pytest.fixture
def sunk() -> Statement:
    """A statement in an article, in a comment, in a withheld comment, in a draft, in an article kept off the site."""
    one = statement("A ship sank.", number=4, finding="sources here disagree")
    page = held(
        article("Ship", slug="ship"), [("paragraph", ODD)],
        [Said("It sank, says CANARY.", state="withheld"), Said("It sank, says Tam.")],
    )  # fmt: skip
    hidden = [held(article(slug="draft", state="draft"), [("paragraph", "It sank, says DRAFT")])]
    hidden += [held(article("Kept", slug="kept", rights="record"), [("paragraph", "It sank, says RECORD")])]
    for text in [page.text, *(each.text for each in page.comments.order_by("number")), *(each.text for each in hidden)]:
        occurrence(one, text, "sank, says")
    return one


def told(*statements: Statement) -> dict:
    return json.loads(json.dumps(exports.listing(disputes(statements, None), None)))


def test_a_statement_is_told_by_the_contract_to_the_last_key(sunk):
    other = statement("No ship sank.", number=5)
    StatementRelation.objects.create(statement=sunk, type="contradicts", other=other)
    StatementRelation.objects.create(statement=other, type="narrows", other=sunk)
    first = sunk.occurrences.get(number=1)
    stub = {"source": None, "text": None, "exact": None, "state": "same"}
    [found] = told(sunk)["statements"]
    places = found.pop("occurrences")
    assert found == {
        "number": 4, "wording": "A ship sank.", "kind": "event", "finding": "sources here disagree",
        "workflow": "published", "relations": [{"type": "contradicts", "number": 5}], "evidence": [],
    }  # fmt: skip
    assert places[0] == {
        "article": "ship", "comment": None,
        "source": None,
        "text": {"sha256": first.text.sha256, "start": 11, "end": 21},
        "exact": "sank, says", "state": "same",
    }  # fmt: skip
    assert places[1] == {"article": "ship", "comment": 1, **stub}
    assert (places[2]["comment"], places[2]["exact"]) == (2, "sank, says")
    assert places[3:] == [{"article": "kept", "comment": None, **stub}]


def test_the_place_in_the_source_is_told_where_no_word_of_the_source_is_hidden():
    page = held(article(), [("paragraph", "It sank, says Tam.")], [Said("Did it?")])
    made = occurrence(statement(), page.text, "sank")
    [place] = told(made.statement)["statements"][0]["occurrences"]
    assert place["source"] == {"sha256": page.source_sha256, "start": 3, "end": 7}


def test_a_list_names_what_follows_it(sunk):
    assert exports.listing([], "/statements.json?after=4") == {"statements": [], "next": "/statements.json?after=4"}


def test_evidence_is_a_passage_a_stub_or_a_citation(sunk):
    texts = [place.text for place in sunk.occurrences.order_by("number")]
    for text in texts[:2]:
        evidence(sunk, text, "says", side="supports", note="The keeper says so.")
    evidence(sunk, link="https://oru.example/", copy_sha256="ab" * 32, sourced=True)
    evidence(sunk, texts[3], "says")
    passage, stub, cited = told(sunk)["statements"][0]["evidence"]
    assert (passage["side"], passage["note"], passage["exact"], passage["text"]["start"]) == (
        "supports", "The keeper says so.", "says", 17,
    )  # fmt: skip
    assert (stub["comment"], stub["exact"], stub["source"], stub["text"]) == (1, None, None, None)
    assert cited == {
        "side": "refutes", "note": None, "sourced": True, "citation": "Harbour register of Oru Point, 1957",
        "link": "https://oru.example/", "quote": None, "copy": {"sha256": "ab" * 32},
    }  # fmt: skip


def test_annotations_select_by_quote_and_by_code_points_of_a_text_named_by_its_hash(sunk):
    page = exports.annotations(disputes([sunk], None), BASE, "/articles/ship/annotations.jsonld", "ship")
    assert (page["id"], page["type"]) == (f"{BASE}/articles/ship/annotations.jsonld", "AnnotationPage")
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert [item["id"] for item in page["items"]] == [f"{BASE}/statements/4/#occurrence-{n}" for n in (1, 3)]
    assert page["items"][0]["target"] == {
        "type": "SpecificResource",
        "source": f"{BASE}/articles/ship/",
        "selector": [
            {
                "type": "TextQuoteSelector", "exact": "sank, says", "prefix": "Ship 👩‍👩‍👧 ",
                "suffix": " the keeper, in the night.",
            },
            {"type": "TextPositionSelector", "start": 11, "end": 21},
        ],
        "state": {"type": "oa:State", "sha256": sunk.occurrences.get(number=1).text.sha256},
    }  # fmt: skip
    assert page["items"][1]["target"]["source"] == f"{BASE}/articles/ship/comments/2/"


def test_the_annotations_of_a_statement_are_those_of_all_articles(sunk):
    occurrence(sunk, held(article(slug="other"), [("paragraph", "sank, says")]).text, "sank, says")
    page = exports.annotations(disputes([sunk], None), BASE, "/statements/4/annotations.jsonld")
    assert len(page["items"]) == 3


def test_a_claim_says_where_it_appears_and_gives_no_verdict(sunk):
    [dispute] = disputes([sunk], None)
    assert exports.claim(dispute, BASE) == {
        "@context": "https://schema.org", "@type": "Claim", "@id": f"{BASE}/statements/4/", "identifier": 4,
        "text": "A ship sank.",
        "appearance": [
            {"@type": "CreativeWork", "url": f"{BASE}/articles/ship/", "name": "Ship"},
            {"@type": "CreativeWork", "url": f"{BASE}/articles/ship/comments/1/", "name": "Ship"},
            {"@type": "CreativeWork", "url": f"{BASE}/articles/ship/comments/2/", "name": "Ship"},
            {"@type": "CreativeWork", "url": f"{BASE}/articles/kept/", "name": "Kept"},
        ],
    }  # fmt: skip


def test_hidden_words_are_in_no_shape_and_neither_are_their_hashes(sunk):
    for place in sunk.occurrences.all():
        evidence(sunk, place.text, "says")
    [dispute] = disputes([sunk], None)
    shapes = [told(sunk), exports.annotations([dispute], BASE, "/x"), exports.claim(dispute, BASE)]
    everything = json.dumps(shapes)
    hidden = [sunk.occurrences.get(number=number) for number in (2, 4, 5)]
    canaries = ["CANARY", "DRAFT", "RECORD", "draft", *(place.text.sha256 for place in hidden)]
    assert [word for word in canaries if word in everything] == []


def test_a_tombstone_says_when_and_why():
    gone = statement(workflow="withdrawn", number=9)
    assert exports.tombstone(gone, WHEN, "It was our mistake.") == {
        "number": 9, "workflow": "withdrawn", "withdrawn": {"at": WHEN, "reason": "It was our mistake."},
    }  # fmt: skip
