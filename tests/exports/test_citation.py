import pytest

from archive.exports.citation import citation
from tests.factories import article, byline, publisher

pytestmark = pytest.mark.django_db


def cited(of):
    return citation(
        of,
        of.bylines.select_related("author").order_by("order"),
        "The Archive",
        "https://a.example/x/",
        of.source_sha256,
    )


def test_a_citation_names_writers_title_house_date_place_and_bytes():
    of = article("The fire", authors=["Hanna Veld", "Bo"], publisher=publisher(), source_sha256="ab" * 32)
    assert cited(of) == [
        "Hanna Veld; Bo",
        "“The fire”",
        "The Oru Lantern",
        "No date",
        "Kept in The Archive, https://a.example/x/",
        "Source SHA-256 abababababababab",
    ]


def test_what_the_archive_supplied_stands_in_brackets():
    of = article("The fire", title_origin="supplied")
    byline(of, "Hanna Veld", attribution="supplied")
    assert cited(of)[:2] == ["[Hanna Veld]", "[The fire]"]


def test_only_writers_are_named_and_a_missing_one_is_said():
    of = article("Will it burn?", authors=[None])
    byline(of, "Ana", order=2, role="photographer")
    assert cited(of)[:2] == ["Author not named", "“Will it burn?”"]


def test_a_writer_whom_two_bylines_name_is_cited_once():
    of = article("The fire", authors=["Hanna Veld", "Bo"])
    byline(of, "Hanna Veld", order=3)
    assert cited(of)[0] == "Hanna Veld; Bo"
