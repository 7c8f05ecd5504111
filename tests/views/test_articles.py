import pytest

from archive.models import Byline, indexstate
from archive.states import Rights
from tests.factories import BLOCKS, Lost, Said, article, byline, held, publisher, redaction, staff

pytestmark = pytest.mark.django_db

HERE = "/articles/ferry-house/"


def ferry_house(**fields):
    return held(article(slug="ferry-house", **fields), comments=[Said("Who lit it?"), Said("Ask the crew.", under=0)])


def page(client, address=HERE, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("state", "reader", "editor"), [("draft", 404, 200), ("published", 200, 200), ("withdrawn", 410, 200)]
)
@pytest.mark.parametrize("place", ["", "comments/1/", "provenance/", "thread/1/"])
def test_every_page_of_an_article_opens_to_whom_its_state_allows(client, place, state, reader, editor):
    ferry_house(state=state)
    assert client.get(HERE + place, follow=True).status_code == reader
    client.force_login(staff())
    assert client.get(HERE + place, follow=True).status_code == editor


@pytest.mark.parametrize("rights", Rights.values)
def test_the_words_stand_on_the_page_unless_only_the_record_may_be_shown(client, rights):
    ferry_house(rights=rights)
    shown = page(client)
    assert ("burned to its posts" in shown) is (rights != Rights.RECORD)
    assert ("Who lit it?" in shown) is (rights != Rights.RECORD)
    client.force_login(staff())
    assert "burned to its posts" in page(client)


def test_a_tombstone_says_title_house_date_reason_and_day_and_none_of_the_words(client):
    ferry_house(state="withdrawn", publisher=publisher(), date_printed="9 November 1957", abstract="CANARY")
    shown = page(client, status=410)
    for said in ("Ferry house burns at Oru Point", "The Oru Lantern", "9 November 1957", "The publisher took it back."):
        assert said in shown
    assert "Withdrawn on 2 January 2026" in shown
    for kept in ("burned to its posts", "Who lit it?", "Tam Orrin", "CANARY"):
        assert kept not in shown


def test_staff_are_told_that_a_draft_is_one(client):
    ferry_house(state="draft")
    client.force_login(staff())
    assert '<p class="banner">Draft.' in page(client)


def test_what_people_who_work_here_are_told_is_not_kept_for_readers(client):
    made = ferry_house()
    redaction(made.comments.first(), "lit it")
    indexstate.renewed()
    first = made.source_sha256[:32]
    assert first not in page(client)
    client.force_login(staff())
    assert first in page(client)
    client.logout()
    assert first not in page(client)


def test_an_article_whose_words_are_not_held_is_a_record_that_says_so(client):
    article(slug="ferry-house", source_sha256="0" * 64, source_bytes=12, source_name="page.txt", abstract="It tells.")
    shown = page(client)
    assert "The words of this article are not held here." in shown
    assert "It tells." in shown
    assert "12 bytes, not held here" in shown
    assert 'class="thread"' not in shown


def test_the_title_block_is_the_heading_and_stands_there_once(client):
    ferry_house()
    main = page(client).partition("<main")[2].partition("</section>")[0]
    assert main.count("Ferry house burns at Oru Point") == 1
    assert '<h1 lang="en" dir="ltr">Ferry house burns at Oru Point</h1>' in main


def test_a_supplied_title_does_not_hide_the_one_that_is_printed(client):
    held(article("The fire", slug="ferry-house", title_origin="supplied"), BLOCKS)
    assert '<div class="block printed-title" id="b0">Ferry house burns at Oru Point</div>' in page(client)


def test_text_and_title_carry_their_language_and_direction(client):
    held(article("הבית בער", slug="ferry-house", language="he"), [("paragraph", "הבית בער כל הלילה.")])
    shown = page(client)
    assert '<h1 lang="he" dir="rtl">הבית בער</h1>' in shown
    assert '<div class="words" lang="he" dir="rtl">' in shown
    assert '<html lang="en" dir="ltr">' in shown


def test_a_browser_of_another_language_gets_pages_that_say_the_language_they_are_in(client):
    ferry_house()
    response = client.get(HERE, headers={"accept-language": "he"})
    assert '<html lang="en" dir="ltr">' in response.content.decode()


@pytest.mark.parametrize(
    ("rights", "comments", "said"),
    [
        (Rights.OPEN, [], None),
        (Rights.ON_SITE, [], "noarchive"),
        (Rights.OPEN, [Said("Who lit it?")], "noindex, noarchive"),
        (Rights.OPEN, [Lost()], None),
    ],
)
def test_search_engines_are_told_what_to_leave_alone(client, rights, comments, said):
    held(article(slug="ferry-house", rights=rights), comments=comments)
    shown = page(client)
    assert ("robots" in shown) is bool(said)
    assert not said or f'<meta name="robots" content="{said}">' in shown


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_a_public_page(client, method):
    ferry_house()
    assert getattr(client, method)(HERE).status_code == 405


def test_markup_in_anything_archived_stays_text(client):
    bad = "<script>alert(1)</script>&\"'"
    of = article(bad, slug="ferry-house", authors=[bad], tags=[bad], publisher=publisher(bad), abstract=bad, note=bad)
    held(of, [(kind, bad) for kind in ("title", "paragraph", "caption", "boilerplate", "list_item")], [Said(bad, bad)])
    for address in (HERE, f"{HERE}provenance/", "/", "/articles/", "/authors/", "/tags/", "/publishers/"):
        shown = page(client, address)
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown


def test_menus_and_running_heads_are_kept_in_their_place_and_shut(client):
    blocks = [
        ("paragraph", "One."),
        ("boilerplate", "Home | News"),
        ("running_head", "LANTERN 4"),
        ("paragraph", "Two."),
    ]
    held(article(slug="ferry-house"), blocks)
    shown = page(client)
    shut = shown.index("<details"), shown.index("</details>")
    assert shown.index("One.") < shut[0] < shown.index("Home | News") < shown.index("LANTERN 4") < shut[1]
    assert shut[1] < shown.index("Two.")
    assert "Also printed here: lines 3–5" in shown


def test_a_person_whom_two_bylines_name_stands_once_over_the_words_and_both_as_printed_in_the_record(client):
    byline(ferry_house(authors=["Hanna Veld"]), "Hanna Veld", order=2)
    Byline.objects.filter(order=2).update(printed="H. Veld")
    shown = page(client)
    assert shown.count('<a href="/authors/hanna-veld/"><bdi>Hanna Veld</bdi></a>') == 1
    assert shown.count(", printed as ") == 1
    assert page(client, "/articles/").count("<bdi>Hanna Veld</bdi>") == 1
