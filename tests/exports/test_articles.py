import pytest

from archive.actions import measures, pseudonyms, redactions
from archive.models import Text
from archive.states import Rights
from archive.text.runs import Span
from tests.actions import moderation
from tests.factories import WHEN, Lost, Said, article, byline, held, publisher

pytestmark = pytest.mark.django_db


def test_an_article_is_told_by_the_contract_to_the_last_key(client):
    of = article(
        "The fire",
        slug="the-fire",
        title_origin="supplied",
        authors=["Hanna Veld", None],
        tags=["lamps", "ferries"],
        publisher=publisher(),
        rights=Rights.ON_SITE,
        date_printed="Winter 1957",
        date_edtf="1957-24",
        date_earliest="1957-01-01",
        date_latest="1957-12-31",
        captured_printed="3 March",
        captured_on="2011-03-03",
        captured_how="At its foot.",
    )
    byline(of, "Ana Orr", order=3, role="with", attribution="supplied")
    comments = [
        Said("Who lit it?\n\nWho?", "Ana"),
        Said("Ask.", None, under=0, reconstructed=("author", "parent")),
        Lost(),
        Said("CANARY", "Bo", state="withheld"),
    ]
    held(of, [("title", "Fire"), ("paragraph", "It burned.\nAll of it.")], comments, number=4)
    assert client.get("/articles/the-fire.json").json() == {
        "slug": "the-fire",
        "title": "The fire",
        "title_origin": "supplied",
        "publisher": {"name": "The Oru Lantern", "slug": "the-oru-lantern"},
        "authors": [
            {"name": "Hanna Veld", "role": "author", "attribution": "printed"},
            {"name": None, "role": "author", "attribution": "unknown"},
            {"name": "Ana Orr", "role": "with", "attribution": "supplied"},
        ],
        "published": {"printed": "Winter 1957", "earliest": "1957-01-01", "latest": "1957-12-31"},
        "captured": {"printed": "3 March", "date": "2011-03-03", "how": "At its foot."},
        "rights": "on_site",
        "source": {"sha256": None, "name": "the-fire.txt", "bytes": None, "held": True},
        "text": {
            "sha256": Text.objects.get(pk=of.text_id).sha256,
            "version": 4,
            "body": "Fire\n\nIt burned.\nAll of it.",
            "blocks": [
                {"kind": "title", "start": 0, "end": 4, "source_lines": [1, 1]},
                {"kind": "paragraph", "start": 6, "end": 27, "source_lines": [3, 4]},
            ],
        },
        "tags": ["ferries", "lamps"],
        "comments": [
            comment(1, None, 0, "Ana", "printed", "shown", "Who lit it?\n\nWho?", [6, 9], []),
            comment(2, 1, 1, None, "unknown", "shown", "Ask.", [11, 12], ["author", "parent"]),
            comment(3, None, 0, "Bo", "printed", "withheld", None, [16, 17], []),
        ],
        "gaps": [{"source_lines": [14, 14]}],
    }


def comment(*values):
    keys = ("number", "parent", "depth", "author", "attribution", "state", "body", "source_lines", "reconstructed")
    return dict(zip(keys, values, strict=True))


def test_an_article_of_which_nothing_is_known_says_so_in_every_key(client):
    article("The fire", slug="the-fire")
    assert client.get("/articles/the-fire.json").json() == {
        "slug": "the-fire",
        "title": "The fire",
        "title_origin": "printed",
        "publisher": None,
        "authors": [],
        "published": {"printed": None, "earliest": None, "latest": None},
        "captured": None,
        "rights": "open",
        "source": None,
        "text": None,
        "tags": [],
        "comments": [],
        "gaps": [],
    }


def test_words_that_may_not_be_read_are_null(client):
    held(article(slug="record", rights=Rights.RECORD), comments=[Said("CANARY")])
    found = client.get("/articles/record.json").json()
    assert found["text"] is None
    assert [one["body"] for one in found["comments"]] == [None]


@pytest.mark.slow
def test_every_comment_of_a_long_thread_is_told_in_its_order(client):
    held(article(slug="long"), comments=[Said(f"C{n}.") for n in range(1, 1102)])
    found = client.get("/articles/long.json").json()["comments"]
    assert [one["number"] for one in found] == list(range(1, 1102))


def test_a_withdrawn_article_is_gone_and_says_why(client):
    article("The fire", slug="the-fire", state="withdrawn", abstract="CANARY")
    response = client.get("/articles/the-fire.json")
    assert response.status_code == 410
    assert response.json() == {
        "slug": "the-fire",
        "title": "The fire",
        "publisher": None,
        "withdrawn": {
            "at": WHEN.isoformat().replace("+00:00", "Z"),
            "reason": "The publisher took it back.",
            "rule": None,
            "decision": None,
        },
    }


def test_the_list_gives_a_hundred_a_page_and_the_way_to_the_next(client):
    held(article(slug="a000"))
    article(slug="a001", source_sha256="0" * 64)
    for n in range(2, 203):
        article(slug=f"a{n:03}")
    article(slug="a0005", state="draft")
    found, path = [], "/articles.json"
    while path:
        page = client.get(path).json()
        assert set(page) == {"articles", "next"}
        assert len(page["articles"]) <= 100
        found, path = found + page["articles"], page["next"]
    assert [one["slug"] for one in found] == [f"a{n:03}" for n in range(203)]
    assert found[0]["source"]["held"] is True
    assert found[1] == {
        "slug": "a001",
        "title": "Ferry house burns at Oru Point",
        "source": {"sha256": "0" * 64, "held": False},
    }
    assert found[2]["source"] is None


@pytest.mark.parametrize("after", ["%00", "", "a/b", "x" * 9999])
def test_a_page_that_nobody_can_ask_for_is_not_found(client, after):
    assert client.get(f"/articles.json?after={after}").status_code == 404


def test_json_is_kept_out_of_indexes(client):
    article(slug="the-fire")
    for address in ("/articles.json", "/articles/the-fire.json"):
        assert client.get(address)["X-Robots-Tag"] == "noindex, noarchive"


def test_a_person_whom_two_bylines_name_is_told_once_in_each_role(client):
    of = article("The fire", slug="the-fire", authors=["Hanna Veld", None, "Ana Orr", None])
    byline(of, "Hanna Veld", order=5)
    byline(of, "Hanna Veld", order=6, role="editor", attribution="supplied")
    byline(of, "Hanna Veld", order=7, role="editor")
    told = [tuple(each.values()) for each in client.get("/articles/the-fire.json").json()["authors"]]
    assert told == [
        ("Hanna Veld", "author", "printed"), (None, "author", "unknown"), ("Ana Orr", "author", "printed"),
        (None, "author", "unknown"), ("Hanna Veld", "editor", "printed"),
    ]  # fmt: skip


@pytest.mark.parametrize("hide", ["withhold", "redact", "pseudonymise"])
def test_hash_and_size_of_a_source_are_not_told_while_words_in_it_are_hidden(client, hide):
    moderation.page()
    said = moderation.one()
    if hide == "withhold":
        moderation.agreed(said)
    elif hide == "redact":
        redactions.redact(said, [Span(12, 16)], moderation.reasons(facts=""), **moderation.ANNA)
    else:
        pseudonyms.pseudonymise(said, moderation.reasons(facts=""), **moderation.ANNA)
    nothing = {"sha256": None, "name": "fire.txt", "bytes": None, "held": True}
    assert client.get("/articles/fire.json").json()["source"] == nothing
    assert client.get("/articles.json").json()["articles"][0]["source"] == {"sha256": None, "held": True}
    for address in ("/articles/fire/", "/articles/fire/provenance/"):
        assert said.source.sha256[:16] not in client.get(address).text


def test_the_hash_is_told_again_when_the_words_are(client):
    moderation.page()
    measures.decide([moderation.one()], "hold", moderation.reasons(), **moderation.ANNA)
    measures.decide([moderation.one()], "show", **moderation.ANNA)
    assert client.get("/articles.json").json()["articles"][0]["source"]["sha256"] == moderation.one().source.sha256


def test_whoever_works_here_sees_the_hash_on_its_pages(admin_client):
    moderation.page()
    moderation.agreed(moderation.one())
    assert moderation.one().source.sha256[:32] in admin_client.get("/articles/fire/provenance/").text
