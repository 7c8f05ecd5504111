"""The language is taken off an address before anybody sees it, and put on the links of the page that answers."""

import pytest

from archive.rules.languages import carried, carried_through, taken_off

OFFERED = {"en", "he"}


@pytest.mark.parametrize(
    ("query", "asked", "rest"),
    [
        ("", None, ""),
        ("lang=he", "he", ""),
        ("q=a+b&lang=he&by=date", "he", "q=a+b&by=date"),
        ("lang=HE", "he", ""),
        ("lang=he&lang=en", "en", ""),
        ("%6Cang=he", "he", ""),
        ("lang=", None, ""),
        ("lang", None, ""),
        ("lang=tlh&q=1", None, "q=1"),
        ("lang=../../etc/passwd", None, ""),
        ("lang=he%00", None, ""),
        ("lang=" + "he" * 50_000, None, ""),
        ("language=he", None, "language=he"),
    ],
)
def test_a_language_that_is_offered_is_taken_off_the_query(query, asked, rest):
    assert taken_off(query, OFFERED) == (asked, rest)


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/", "/?lang=he"),
        ("/articles/fire/#c3", "/articles/fire/?lang=he#c3"),
        ("/search/?q=1&by=date#x", "/search/?lang=he&q=1&by=date#x"),
        ("?by=title", "?lang=he&by=title"),
        ("../", "../?lang=he"),
        ("#c3", "#c3"),
        ("", ""),
        ("?lang=en", "?lang=en"),
        ("/?q=1&lang=en", "/?q=1&lang=en"),
        ("/articles.json", "/articles.json"),
        ("/static/archive/base.css", "/static/archive/base.css"),
        ("//other.example/", "//other.example/"),
        ("https://other.example/", "https://other.example/"),
        ("mailto:desk@archive.example", "mailto:desk@archive.example"),
    ],
)
def test_pages_of_this_site_keep_the_language_and_nothing_else_does(address, there):
    assert carried(address, "he") == there


def test_links_and_forms_of_a_page_keep_its_language_and_its_words_stay():
    page = '<p>href="/"</p><a class="x" href="/a/?b=1&amp;c=2">/a/</a><form action="/s/"><form method="post" action="">'
    assert carried_through(page.replace('"/"', "&quot;/&quot;"), "he") == (
        '<p>href=&quot;/&quot;</p><a class="x" href="/a/?lang=he&amp;b=1&amp;c=2">/a/</a>'
        '<form action="/s/?lang=he"><input type="hidden" name="lang" value="he"><form method="post" action="">'
    )
