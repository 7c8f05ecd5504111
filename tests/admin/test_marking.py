"""Marking where statements stand: by the places of words, or by a quote."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions import occurrences
from archive.actions.occurrences import Spot
from archive.models import Article, Decision, Occurrence, Statement
from tests.admin.test_statements import TAM, WHY, text
from tests.admin.test_users import person
from tests.factories import Said, article, held, long_thread, occurrence, place, statement

pytestmark = pytest.mark.django_db
SAID = [Said("The house burned 🔥.\n\nAll of it."), Said("הבית burned twice: burned."), Said("<b>It</b> rained.")]


@pytest.fixture
def page() -> Article:
    return held(article(slug="ferry"), comments=SAID)


@pytest.fixture
def fire() -> Statement:
    return statement("There was a fire.", workflow="open")


@pytest.fixture
def editor(client):
    client.force_login(person("hanna", "editor"))
    return client


@pytest.fixture
def cataloguer(client):
    client.force_login(person("carl", "cataloguer"))
    return client


def marking(of: Article, **query) -> str:
    return reverse("admin:archive_article_marking", args=[of.pk], query=query)


def look(client, of: Article, quote: str, **sent):
    return client.post(marking(of), {"do": "look", "quote": quote, **sent})


def spots(response) -> list[str]:
    return [choice.value for choice in response.context["choices"]]


def mark(client, of: Article, *chosen: str, **sent):
    return client.post(marking(of), {"do": "mark", "spot": chosen, **WHY, **sent})


def decided() -> list[tuple[str, str]]:
    return list(Occurrence.objects.order_by("number").values_list("exact", "decision"))


def test_the_words_stand_there_with_their_marks_and_every_block_with_its_place(editor, page, fire):
    row = occurrence(fire, page.text, "ferry house", decision="proposed")
    start = page.text.content.blocks[1][1]
    shown = editor.get(marking(page)).content.decode()
    assert f'data-text="{page.text_id}" data-start="{start}"' in shown
    assert f'<mark class="unsure">{row.exact}</mark><a data-apart class="number" id="m{fire.pk}-1"' in shown
    assert f'aria-label="Statement {fire.pk}?, There was a fire., proposed"' in shown
    assert "&lt;b&gt;It&lt;/b&gt; rained." in shown


def test_a_quote_is_found_everywhere_and_some_of_its_places_are_marked(editor, page, fire):
    found = look(editor, page, "burned")
    assert [choice.match.comment for choice in found.context["choices"]] == [None, 1, 2, 2]
    answer = mark(editor, page, *spots(found)[1:3], statement=fire.pk, accept="on", quote="burned")
    assert answer.url == f"{marking(page, page=1, statement=fire.pk)}#m{fire.pk}-1"
    assert decided() == [("burned", "accepted")] * 2
    assert Decision.objects.get().actor == "hanna"


def test_a_cataloguer_proposes_and_can_not_accept(cataloguer, page, fire):
    mark(cataloguer, page, *spots(look(cataloguer, page, "ferry")), statement=fire.pk, accept="on", again="on")
    assert decided() == [("ferry", "proposed")]


def test_a_new_statement_comes_in_with_its_places(cataloguer, page):
    chosen = spots(look(cataloguer, page, "All of it."))
    mark(cataloguer, page, *chosen, wording="Everything burned.", kind="event")
    assert Statement.objects.values_list("wording", "workflow").get() == ("Everything burned.", "suggested")
    assert [each.verb for each in Decision.objects.order_by("number")] == ["statement.create", "occurrence.propose"]


def test_where_a_place_is_refused_no_new_statement_is_left_behind(cataloguer, page):
    said = mark(cataloguer, page, f"{page.text_id}:0:4", wording="Everything burned.", kind="event", exact="Fire")
    assert "Other words stand there now." in text(said)
    assert said.context["form"]["wording"].value() == "Everything burned."
    assert (Statement.objects.count(), Decision.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose the statement that stands there, or word a new one."),
        ({"wording": "It burned."}, "Say of which kind the new statement is."),
        ({"wording": "It burned.", "kind": "event", "reason": " "}, "Say why these words are marked."),
        ({"wording": "It burned.", "kind": "burn"}, "Select a valid choice."),
        ({"wording": "It\0burned.", "kind": "event"}, "Null characters are not allowed."),
        ({"statement": "9" * 30}, "Select a valid choice."),
        ({"statement": "\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_lacking_is_asked_for_and_the_chosen_place_is_kept(editor, page, sent, said):
    spot = f"{page.text_id}:4:7"
    answer = mark(editor, page, spot, **sent)
    assert said in text(answer)
    assert [(choice.value, choice.ticked) for choice in answer.context["choices"]] == [(spot, True)]
    assert not Occurrence.objects.exists()


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("sank", "These words stand nowhere in"),
        ("All of it.\r\nהבית burned twice", "The quote runs over two texts"),
        ("", "no words"),
        ("x" * 1_000_000, "1,000,000 characters"),
        ("\0", "Null characters are not allowed."),
    ],
    ids=["nowhere", "over two", "nothing", "long", "NUL"],
)
def test_a_quote_that_can_not_be_marked_is_answered_in_a_sentence(editor, page, fire, quote, said):
    answer = look(editor, page, quote, statement=fire.pk, reason="Kept.")
    assert said in text(answer).replace("&#x27;", "'")
    assert answer.context["form"]["reason"].value() == "Kept."


def test_a_quote_that_stands_everywhere_is_refused(editor):
    page = held(article(), [("paragraph", "fire " * 300)])
    assert "more than 200 places" in text(look(editor, page, "fire"))


def test_ten_megabytes_that_are_pasted_are_refused_in_a_sentence(editor, page):
    answer = look(editor, page, "x" * 10_000_000)
    assert (answer.status_code, "More was sent at once than is taken" in text(answer)) == (400, True)


@pytest.mark.parametrize("spot", ["", "x", "1:2", "9" * 30 + ":1:2", "999999:0:4", "{}:0:999999999", "{}:4:4", "²:1:2"])
def test_places_that_are_none_are_answered(editor, page, fire, spot):
    assert mark(editor, page, spot.format(page.text_id), statement=fire.pk).status_code == 200
    assert not Occurrence.objects.exists()


def test_too_many_places_at_once_are_refused_and_none_is_marked(editor, fire):
    page = held(article(), [("paragraph", "fire " * 300)])
    chosen = [f"{page.text_id}:{at * 5}:{at * 5 + 4}" for at in range(201)]
    assert "At most 200 places are decided at once." in text(mark(editor, page, *chosen, statement=fire.pk))
    assert not Occurrence.objects.exists()


def test_what_was_refused_is_remembered_and_said_with_its_reason(editor, page, fire):
    chosen = spots(look(editor, page, "ferry house"))
    mark(editor, page, *chosen, statement=fire.pk)
    occurrences.refuse(Occurrence.objects.all(), **TAM | {"reason": "That is another house."})
    answer = mark(editor, page, *chosen, statement=fire.pk)
    assert "This place was refused before (occurrence 1)." in text(answer)
    assert "refused before: That is another house." in text(look(editor, page, "ferry house", statement=fire.pk))
    mark(editor, page, *chosen, statement=fire.pk, again="on", accept="on")
    assert decided() == [("ferry house", "accepted")]
    assert "stands there already" in text(look(editor, page, "ferry house", statement=fire.pk))


def test_of_two_who_mark_at_once_the_second_is_told_that_it_stands(editor, page, fire):
    spot = f"{page.text_id}:{':'.join(map(str, place(page.text, 'ferry house')))}"
    mark(editor, page, spot, statement=fire.pk)
    answer = editor.post(marking(page), {"do": "mark", "spot": spot, "statement": fire.pk, **WHY}, follow=True)
    assert "“There was a fire.” stood there already." in text(answer)
    assert Occurrence.objects.count() == 1


def test_a_text_that_was_read_anew_meanwhile_takes_no_marks(editor, page, fire):
    old = page.comments.get(number=1).text_id
    spare = held(article("Spare"), comments=[Said("Hm.")])
    Article.objects.filter(pk=spare.pk).update(text=None)
    page.comments.filter(number=1).update(text=spare.text_id)
    assert "read anew" in text(mark(editor, page, f"{old}:0:3", statement=fire.pk))


@pytest.mark.slow
def test_the_comments_come_page_by_page_and_one_is_found_by_its_number(editor):
    page = long_thread(101)
    first, second = (editor.get(marking(page, page=number)).content.decode() for number in (1, 2))
    assert ('id="c100"' in first, 'id="c101"' in first, 'id="words"' in first) == (True, False, True)
    assert ('id="c101"' in second, 'id="words"' in second) == (True, False)
    assert 'id="c101"' in editor.get(marking(page, comment=101)).content.decode()
    for query in ({"page": 3}, {"comment": 999}):
        assert editor.get(marking(page, **query)).status_code == 404
    for query in ({"page": "x"}, {"statement": "9" * 30}, {"page": "²"}):
        assert editor.get(marking(page, **query)).status_code == 200


def test_marking_is_reached_from_the_article_from_a_comment_and_from_a_statement(editor, page, fire):
    comment = page.comments.get(number=2)
    ways = {
        reverse("admin:archive_article_change", args=[page.pk]): marking(page),
        reverse("admin:archive_comment_change", args=[comment.pk]): f"{marking(page)}?comment=2#c2",
    }
    for start, there in ways.items():
        assert f'href="{there}"' in editor.get(start).content.decode()
    answer = editor.get(reverse("admin:archive_statement_mark", args=[fire.pk]), {"article": page.pk})
    assert answer.url == marking(page, statement=fire.pk)
    assert f'value="{fire.pk}" selected' in editor.get(answer.url).content.decode()
    assert editor.get(reverse("admin:archive_statement_mark", args=[fire.pk]), {"article": "x"}).status_code == 302


def test_whoever_may_only_look_sees_the_marks_and_no_form(client, page, fire):
    occurrence(fire, page.text, "ferry house")
    client.force_login(person("carl", "moderator"))
    shown = client.get(marking(page)).content.decode()
    assert ("<mark>ferry house</mark>" in shown, 'class="mark"' in shown) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 100])
def test_marking_asks_no_more_than_twelve_questions(editor, rows):
    page = held(article(), [("paragraph", "It burned. " * rows)], [Said("It burned.")] * rows)
    one = statement()
    for number, comment in enumerate(page.comments.select_related("text__content"), 1):
        occurrence(statement(f"Statement {number}"), page.text, "burned")
        occurrence(one, comment.text, "It", number=number)
    words = [Spot(comment.text, 0, 10) for comment in page.comments.select_related("text__content")]
    occurrences.refuse(occurrences.propose(one, words, **TAM), **TAM)
    asked = []
    for ask in (
        lambda: editor.get(marking(page, statement=one.pk)),
        lambda: look(editor, page, "It burned.", statement=one.pk),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        asked.append(len(queries))
    assert max(asked) <= 12, [query["sql"][:120] for query in queries]
