import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from archive.actions import articles, merging, tags
from archive.models import Article, Decision
from tests import factories
from tests.actions.reads import BY
from tests.factories import staff

pytestmark = pytest.mark.django_db
ADD = "admin:archive_article_add"


@pytest.fixture
def desk(client):
    client.force_login(staff("hanna", is_superuser=True))
    return client


@pytest.fixture
def ferry() -> Article:
    fields = {"slug": "ferry", "title": "Ferry house burns", "title_origin": "printed", "language": "en"}
    article = articles.create(fields, by="otto", at=BY["at"], reason="new")
    factories.byline(article, "Hanna Veld")
    tags.set_tags(article, ["Ferries"], by="otto", at=BY["at"], reason="new")
    return article


def address(row: Article) -> str:
    return reverse("admin:archive_article_change", args=[row.pk])


def sent(context) -> dict[str, object]:
    """What a browser sends of the page as it is."""
    form = context["adminform"].form
    [inline] = context["inline_admin_formsets"]
    data = {name: form[name].value() for name in form.fields}
    data |= {
        f"bylines-{name}": inline.formset.management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    for row in inline.formset.forms:
        data |= {row.add_prefix(name): row[name].value() for name in row.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def test_the_catalogue_form_writes_fields_bylines_and_tags_with_one_reason(desk, ferry):
    other = factories.author("Otto Brack")
    data = sent(desk.get(address(ferry)).context)
    data |= {
        "title": "Ferry House Burns",
        "date_edtf": "1954-05",
        "new_tags": "Fires, ferries",
        "reason": "As printed.",
    }
    data |= {"bylines-1-author": other.pk, "bylines-1-printed": "O. Brack", "bylines-1-place": ""}
    assert desk.post(address(ferry), data).status_code == 302
    ferry.refresh_from_db()
    assert (ferry.title, str(ferry.date_earliest), str(ferry.date_latest)) == (
        "Ferry House Burns",
        "1954-05-01",
        "1954-05-31",
    )
    assert [row.printed or row.author.name for row in articles.bylines_of(ferry)] == ["Hanna Veld", "O. Brack"]
    assert sorted(ferry.tags.values_list("name", flat=True)) == ["Ferries", "Fires"]
    done = Decision.objects.about("article:ferry").filter(actor="hanna")
    assert {row.detail.reason for row in done} == {"As printed."}
    assert [row.verb for row in done] == ["article.change", "article.bylines", "article.tags"]


def test_a_form_sent_as_it_is_changes_nothing(desk, ferry):
    before = Decision.objects.count()
    data = sent(desk.get(address(ferry)).context) | {"reason": "Looked at."}
    assert desk.post(address(ferry), data).status_code == 302
    assert Decision.objects.count() == before


def test_an_article_whose_document_is_not_held_is_catalogued(desk):
    data = sent(desk.get(reverse(ADD)).context)
    data |= {"title": "A letter", "title_origin": "supplied", "slug": "a-letter", "language": "en", "reason": "Cited."}
    data |= {"bylines-0-attribution": "unknown"}
    assert desk.post(reverse(ADD), data).status_code == 302
    letter = Article.objects.get()
    assert (letter.state, letter.text, letter.bylines.get().attribution) == ("draft", None, "unknown")


@pytest.mark.parametrize(
    ("edtf", "sentence"),
    [
        ("1954-13", "“1954-13” is no date"),
        ("last week", "“last week” is no date"),
        ("1955/1954", "ends before it begins"),
    ],
)
def test_a_date_that_no_calendar_knows_is_refused_in_words(desk, ferry, edtf, sentence):
    page = desk.post(address(ferry), sent(desk.get(address(ferry)).context) | {"date_edtf": edtf, "reason": "No."})
    assert sentence in page.context["adminform"].form.errors["date_edtf"][0]


@pytest.mark.parametrize(
    "row",
    [
        {"bylines-1-printed": "O. Brack"},
        {"bylines-0-attribution": "unknown"},
        {"bylines-0-author": "9" * 30},
        {"bylines-0-author": "\0"},
        {"bylines-0-place": "-3"},
        {"bylines-0-printed": "x" * 501},
        {"bylines-0-role": "king"},
    ],
)
def test_an_impossible_byline_is_refused_on_its_row(desk, ferry, row):
    page = desk.post(address(ferry), sent(desk.get(address(ferry)).context) | row | {"reason": "No."})
    assert page.status_code == 200
    assert any(page.context["inline_admin_formsets"][0].formset.errors)
    assert [byline.author.name for byline in articles.bylines_of(ferry)] == ["Hanna Veld"]


@pytest.mark.slow
def test_bylines_and_tags_of_the_first_editor_come_into_the_seconds_form(desk, ferry):
    data = sent(desk.get(address(ferry)).context) | {"title": "Ferry House Burns", "reason": "As printed."}
    other = articles.BylineData(factories.author("Otto Brack"))
    articles.set_bylines(ferry, [other], by="otto", at=BY["at"], reason="A find.")
    tags.set_tags(ferry, ["Fires"], by="otto", at=BY["at"], reason="A find.")
    page = desk.post(address(ferry), data)
    assert page.status_code == 200
    again = sent(page.context)
    assert (again["title"], again["bylines-TOTAL_FORMS"]) == ("Ferry House Burns", "2")
    assert desk.post(address(ferry), again).status_code == 302
    assert [row.author.name for row in articles.bylines_of(ferry)] == ["Otto Brack"]
    assert list(ferry.tags.values_list("name", flat=True)) == ["Fires"]
    assert Article.objects.get().title == "Ferry House Burns"


def test_the_address_of_a_published_article_is_read_only(desk, ferry):
    articles.publish(articles_with_abstract(ferry), by="otto", at=BY["at"], reason="Done.")
    data = sent(desk.get(address(ferry)).context)
    assert "slug" not in data
    desk.post(address(ferry), data | {"slug": "other", "reason": "Hm."})
    assert Article.objects.get().slug == "ferry"


def articles_with_abstract(article: Article) -> Article:
    articles.change(article, {"abstract": "A fire and what was said of it."}, by="otto", at=BY["at"], reason="new")
    return article


@pytest.mark.parametrize("name", ["words", "date", "publisher", "byline", "abstract", "rubbish"])
def test_the_list_tells_what_is_missing(desk, ferry, name):
    page = desk.get(reverse("admin:archive_article_changelist"), {"lacks": name})
    found = name != "byline"
    assert page.context["cl"].result_count == found


@pytest.mark.parametrize("count", [1, 9, pytest.param(30, marks=pytest.mark.slow)])
def test_a_catalogue_form_takes_the_same_queries_for_one_byline_and_for_many(
    desk, ferry, count, django_assert_max_num_queries
):
    for number in range(2, count + 1):
        factories.byline(ferry, f"Writer {number}", order=number)
    with django_assert_max_num_queries(12):
        assert desk.get(address(ferry)).status_code == 200


def test_a_second_editor_who_changes_the_address_is_told_too(desk, ferry):
    data = sent(desk.get(address(ferry)).context) | {"slug": "ferry-house", "reason": "A better one."}
    articles.change(ferry, {"note": "Twice printed."}, by="otto", at=BY["at"], reason="A find.")
    assert desk.post(address(ferry), data).status_code == 200
    assert Article.objects.values_list("slug", "note").get() == ("ferry", "Twice printed.")


@pytest.mark.slow
def test_an_author_who_was_merged_while_the_form_was_open_is_taken_for_the_one_who_stands(desk, ferry):
    data = sent(desk.get(address(ferry)).context) | {"title": "Ferry House Burns", "reason": "As printed."}
    stands = factories.author("Johanna Veld")
    merging.merge(factories.author("Hanna Veld"), into=stands, by="otto", at=BY["at"], reason="One person.")
    page = desk.post(address(ferry), data)
    again = sent(page.context) if page.status_code == 200 else data
    desk.post(address(ferry), again)
    assert Article.objects.get().title == "Ferry House Burns"
    assert [row.author for row in articles.bylines_of(ferry)] == [stands]


@pytest.mark.slow
def test_more_bylines_than_any_page_has_are_refused(desk, ferry):
    data = sent(desk.get(address(ferry)).context) | {"bylines-TOTAL_FORMS": "999999", "reason": "No."}
    page = desk.post(address(ferry), data)
    formset = page.context["inline_admin_formsets"][0].formset
    assert (len(formset.forms), bool(formset.non_form_errors())) == (100, True)


def test_only_who_publishes_opens_the_words_of_what_is_public(desk, client, ferry):
    articles.publish(articles_with_abstract(ferry), by="otto", at=BY["at"], reason="Done.")
    cataloguer = staff("carl")
    cataloguer.groups.set(Group.objects.filter(name="cataloguer"))
    data = sent(desk.get(address(ferry)).context) | {"rights": "open", "reason": "Why not."}
    client.force_login(cataloguer)
    assert client.post(address(ferry), data).status_code == 302
    assert Article.objects.get().rights == "record"
    client.force_login(staff("ed", is_superuser=True))
    client.post(address(ferry), data)
    assert Article.objects.get().rights == "open"


@pytest.mark.parametrize("count", [1, 9, pytest.param(30, marks=pytest.mark.slow)])
def test_a_form_that_comes_again_takes_the_same_queries_for_many_bylines(
    desk, ferry, count, django_assert_max_num_queries
):
    for number in range(2, count + 1):
        factories.byline(ferry, f"Writer {number}", order=number)
    data = sent(desk.get(address(ferry)).context) | {"title": "", "reason": "No."}
    with django_assert_max_num_queries(12):
        assert desk.post(address(ferry), data).status_code == 200
