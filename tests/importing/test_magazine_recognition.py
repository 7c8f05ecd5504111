"""Which short texts are magazine text: words divided at line ends outweigh what looks like a page."""

import pytest

from archive.importing import shapes
from archive.importing.source import Source
from tests.importing.print_shop import rows

FRONT = rows("The Bell of Lorn", "", "By Anna Koll", "", "12 May 1979", "")
TEXT = rows(
    "The bell was cast in the year of the great fl\N{SOFT HYPHEN}",
    "ood, and nobody paid for it. Its rope was a gift of the ket-",
    "tle makers, who wished to hear it. When the",
    "tower fell it was found in the river, where it had been ring-",
    "ing for a week.",
)
TRAILER = rows("", "Photo: County Museum", "", "Share on Facebook")


@pytest.mark.parametrize("sign", ["-", "\N{SOFT HYPHEN}", "‐"])
def test_a_short_text_with_divided_words_is_magazine_text_whatever_stands_round_it(sign: str):
    text = FRONT + TEXT.replace("\N{SOFT HYPHEN}", sign) + TRAILER
    assert shapes.recognise(Source(text)) == "magazine"


def test_a_word_divided_by_the_edge_of_a_page_counts_as_well():
    text = FRONT + TEXT.replace("ket-\n", "ket-\n112\nANNA KOLL\n").replace("ring-\n", "ring-\n\n113\n\n")
    assert shapes.recognise(Source(text)) == "magazine"


def test_a_page_of_whole_paragraphs_is_none_though_a_line_ends_in_a_hyphen():
    whole = TEXT.replace("fl\N{SOFT HYPHEN}\n", "fl").replace("ket-\n", "ket").replace("\n", " ") + "\n"
    hanging = rows("", "Sunday and Monday, mid-", "morning at the bridge.", "", whole, whole)
    assert shapes.recognise(Source(FRONT + whole + hanging + TRAILER)) == "newspaper"
