"""What is kept of a search goes as soon as anything that it tells of changes."""

import pytest

from archive.actions import articles, tags
from archive.models import Article, IndexState, Tag
from archive.search import indexing
from archive.search.kept import kept
from archive.search.results import search
from archive.text.queries import Field
from tests import factories as make
from tests.actions import moderation, reads

pytestmark = pytest.mark.django_db
KNOWN = {**reads.BY, "reason": "a test"}


@pytest.fixture(autouse=True)
def ferry() -> Article:
    made = make.article("Ferry", abstract="Ours.", authors=["Hanna Veld"], publisher=make.publisher())
    indexing.rebuild()
    return made


def counts(typed: str) -> dict[str, dict[str, int]]:
    return {facet.name: {each.value: each.matches for each in facet.values} for facet in search(typed).facets}


def test_what_was_made_once_is_given_again_until_the_index_is_made_anew():
    made = iter("abc")
    assert [kept(lambda: next(made), "x") for _ in "12"] == ["a", "a"]
    assert kept(lambda: next(made), "y") == "b"
    indexing.rebuild()
    assert kept(lambda: next(made), "x") == "c"


def test_nothing_is_kept_where_the_index_was_never_made():
    IndexState.objects.all().delete()
    made = iter("ab")
    assert [kept(lambda: next(made), "x") for _ in "12"] == ["a", "b"]


@pytest.mark.parametrize("typed", ["", "ferry"])
def test_an_article_that_is_withdrawn_is_counted_no_more(ferry, typed):
    make.article("Ferry two")
    indexing.rebuild()
    assert counts(typed)["publisher"] == {"the-oru-lantern": 1}
    articles.withdraw(ferry, moderation.reasons(), **KNOWN)
    assert "publisher" not in counts(typed)
    assert search(typed).matches == 1


@pytest.mark.parametrize("typed", ["", "ferry"])
def test_a_tag_is_counted_as_soon_as_it_is_given(ferry, typed):
    assert "tag" not in counts(typed)
    tags.set_tags(ferry, ["Boats"], **KNOWN)
    assert counts(typed)["tag"] == {Tag.objects.get().slug: 1}


def test_the_whole_collection_is_counted_beyond_what_is_ranked(monkeypatch):
    monkeypatch.setattr("archive.search.results.RANKED", 2)
    for year in (1990, 1991, 1991, 1992):
        make.article("Ferry", date_earliest=f"{year}-01-01", date_latest="1992-12-31")
    make.held(make.article("Long", language="he"), comments=[make.Said("Hm.")])
    indexing.rebuild()
    found = search("")
    assert (found.matches, found.counted, found.capped) == (6, "6", False)
    said = counts("")
    assert (said["year"], said["language"]) == ({"1992": 4, "1991": 3, "1990": 1}, {"en": 5, "he": 1})
    assert (said["in"], said["comments"]) == (
        {"articles": 6, "comments": 1, "authors": 1, "publishers": 1}, {"no": 5, "yes": 1}
    )  # fmt: skip


def test_a_list_without_words_is_counted_beyond_what_is_ranked(monkeypatch, ferry):
    monkeypatch.setattr("archive.search.matches.RANKED", 1)
    monkeypatch.setattr("archive.search.results.RANKED", 1)
    for n in range(3):
        make.held(make.article(f"Boat {n}", authors=["Hanna Veld"], tags=["Boats"]), comments=[make.Said("Hm.")])
    make.article("Draft", state="draft", authors=["Hanna Veld"], tags=["Boats"])
    indexing.rebuild()
    found = search("", [Field("author", "hanna-veld")])
    assert (found.matches, found.capped) == (4, False)
    assert {facet.name: {each.value: each.matches for each in facet.values} for facet in found.facets} == {
        "in": {"articles": 4, "comments": 3}, "publisher": {"the-oru-lantern": 1}, "author": {"hanna-veld": 4},
        "language": {"en": 4}, "tag": {"boats": 3}, "comments": {"yes": 3, "no": 1}, "disputed": {"no": 4},
    }  # fmt: skip
    assert search("author:veld in:articles").matches == search("in:articles -author:nobody").matches == 4
    assert search("in:articles author:nobody").matches == 0


def test_every_facet_of_the_whole_collection_leads_to_as_many_as_it_counts():
    made = make.held(make.article("Held", tags=["Boats"], language="he", date_earliest="1990-01-01",
        date_latest="1990-01-02"), comments=[make.Said("It burned.")])  # fmt: skip
    make.occurrence(make.statement("It burned."), made.text, "burned")
    make.article("Draft", state="draft", tags=["Boats"], authors=["Tam Orrin"])
    indexing.rebuild()
    for facet in search("").facets:
        for value in facet.values:
            narrowed = search("", [Field(facet.name, value.value)])
            assert (facet.name, value.value, narrowed.matches) == (facet.name, value.value, value.matches)
