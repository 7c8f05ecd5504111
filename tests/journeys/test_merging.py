"""Merging and tagging as an editor does them: with the keyboard, without scripts, and with them."""

import pytest

from archive.models import Author, Comment, Decision, Tag
from tests.factories import Said, article, author, held, tag
from tests.journeys.browser import looks
from tests.journeys.test_admin import session  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def house(db) -> None:
    one = held(
        article("Mill burns at Oru Point", authors=["Hanna Veld"], tags=["fire"]), comments=[Said("Who lit it?")]
    )
    held(article("Ferry burns", authors=["H. Veld", "Hanna Veld"], tags=["fire", "Пожар"]), comments=[Said("שאלה")])
    tag("Ash"), author("Tam Orrin")
    assert one.comments.count() == 1


@pytest.fixture
def editor(live_server, house, session, browse):  # noqa: F811
    return lambda **options: browse("/admin/", storage_state={"cookies": session, "origins": []}, **options)


@pytest.mark.slow
def test_axe_finds_nothing_where_names_are_merged_and_things_tagged(editor, axe, screenshot):
    page, found = editor(), {}
    old, comment, one = Author.objects.get(name="H. Veld"), Comment.objects.first(), Tag.objects.get(name="fire")
    merge = f"/admin/archive/author/{old.pk}/merge/"
    for name, address in {
        "merge-choice": merge,
        "merge-found": f"{merge}?q=veld",
        "merge-preview": f"{merge}?into=hanna-veld",
        "merge-tag": f"/admin/archive/tag/{one.pk}/merge/?into=ash",
        "tag-form": f"/admin/archive/tag/{one.pk}/change/",
        "tag-add": "/admin/archive/tag/add/",
        "tag-list": "/admin/archive/tag/",
        "comment": f"/admin/archive/comment/{comment.pk}/change/",
        "comment-tags": f"/admin/archive/comment/{comment.pk}/tag/",
    }.items():
        page.goto(address)
        for look in looks(page, "light-wide", "dark-narrow"):
            screenshot(page, f"{name}-{look}")
            if violations := axe(page):
                found[address, look] = violations
    for verb in ("Add tags…", "Remove tags…"):
        page.goto("/admin/archive/article/")
        for box in page.locator("input.action-select").all():
            box.check()
        page.get_by_label("Action:").select_option(label=verb)
        page.get_by_role("button", name="Run").click()
        for look in looks(page, "light-wide", "dark-narrow"):
            screenshot(page, f"{verb[:3]}-{look}")
            if violations := axe(page):
                found[verb, look] = violations
    assert found == {}


@pytest.mark.slow
def test_an_author_is_merged_and_parted_without_scripts(editor):
    page = editor(java_script_enabled=False)
    old = Author.objects.get(name="H. Veld")
    page.goto(f"/admin/archive/author/{old.pk}/change/")
    page.get_by_role("link", name="Merge…").click()
    page.get_by_role("link", name="Hanna Veld").click()
    page.get_by_label("Reason").fill("One and the same.")
    page.get_by_role("button", name="Merge").press("Enter")
    page.get_by_role("link", name="Take it back").click()
    page.get_by_label("Reason").fill("Two after all.")
    page.get_by_role("button", name="Take it back").press("Enter")
    assert page.get_by_text("is taken back by decision").count() == 1
    assert list(old.bylines.values_list("order", flat=True)) == [1]


@pytest.mark.slow
def test_articles_are_tagged_out_of_their_list_without_scripts(editor):
    page = editor(java_script_enabled=False)
    page.goto("/admin/archive/article/")
    for box in page.locator("input.action-select").all():
        box.check()
    page.get_by_label("Action:").select_option(label="Add tags…")
    page.get_by_role("button", name="Run").click()
    page.get_by_label("Further tags").fill("ASH, Night")
    page.get_by_role("button", name="See what would change").click()
    assert page.locator(".effects li").count() == 2
    page.get_by_role("button", name="Add tags").click()
    assert page.get_by_text("The tags of 2 records were changed.").count() == 1
    assert Decision.objects.filter(verb="article.tags").count() == 2


@pytest.mark.slow
def test_a_comment_is_tagged_by_typing_a_part_of_the_name(editor):
    page, comment = editor(), Comment.objects.first()
    page.goto(f"/admin/archive/comment/{comment.pk}/tag/")
    page.locator(".select2-search__field").click()
    page.keyboard.type("ПОЖ")
    page.locator(".select2-results__option--highlighted", has_text="Пожар").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/change/")
    assert list(comment.tags.values_list("name", flat=True)) == ["Пожар"]
