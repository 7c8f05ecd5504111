from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.figures import Told, figures, rivals, sums


def told(text: str) -> list[tuple[int, str]]:
    return [(int(each.value), each.noun) for each in figures(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The town has seven ferries: three in Oru, two in Tal.", [(7, "ferry"), (3, "ferry"), (2, "ferry")]),
        ("Trade came to nearly $4 billion.", [(4_000_000_000, "money")]),
        ("They lived here for 2600 years.", [(2600, "years")]),
        ("In 1957 forty-one passengers drowned.", [(41, "passenger")]),
        ("It burned on 12 May 1957, at 7.", []),
        ("Nine boats burned on 20 November, and on May 3rd four.", [(9, "boat"), (4, "boat")]),
        ("It came at five minutes to eight, and lay five minutes.", [(5, "minut")]),
        ("Boats: 12 may have sunk.", []),
        ("Nine boats, 12 may have sunk.", [(9, "boat"), (12, "boat")]),
        ("40% of the oil", [(40, "percent")]),
        ("One of the ferries, and one lamp.", []),
        ("Half a million euros, and a quarter of a million dollars.", []),
        ("12 500 boats; in 1990 500 boats.", [(500, "boat")]),
        ("Some 1’200’000 lamps for €3,5 million.", [(1_200_000, "lamp"), (3_500_000, "money")]),
        ("", []),
    ],
)
def test_figures_say_what_they_count(text, said):
    assert told(text) == said


def disagreeing(*texts: str) -> list[tuple[str, list[int]]]:
    found = rivals(Told(at, at, each) for at, text in enumerate(texts) for each in figures(text))
    return [(each.noun, [int(value) for value in each.values]) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Oru has three ferries.", "There are five ferries in Oru.", [("ferry", [3, 5])]),
        ("Oru has three ferries.", "There are three ferries in Oru.", []),
        ("Oru has three ferries.", "There are five ferries in Tal.", []),
        ("The timber trade came to $4 billion.", "The trade in timber: 3.5 billion dollars.",
            [("money", [3_500_000_000, 4_000_000_000])]),
        ("Ferrymen lived in Oru for 200 years.", "The ferrymen of Oru have been there for over 2600 years.",
            [("years", [200, 2600])]),
        ("Three ferries of Oru sank. Five ferries of Oru did not.", "It rained.", []),
    ],
)  # fmt: skip
def test_rival_values_are_found_between_documents(one, other, found):
    assert disagreeing(one, other) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11,000 people (6,000 in Oru, 3,600 in Tal and 1,300 elsewhere).", [(11000, [6000, 3600, 1300])]),
        ("Seven ferries: three in Oru, two in Tal, and two in Mer.", []),
        ("More than 16,000 live here: 11,000 (6,000 and 5,000) ferrymen; 4,300 smiths; and 700 others.",
            [(16000, [11000, 4300, 700])]),
        ("16,000 live here: 11,000 ferrymen; 4,300 smiths; and 700 others.", []),
        ("Ten ferries (see page 300 and page 4).", []),
        ("Ten ferries (", []), ("Ten ferries (4 and", []),
    ],
)  # fmt: skip
def test_a_total_that_its_parts_do_not_come_to_is_found(text, found):
    assert [(int(each.total), [int(part) for part in each.parts]) for each in sums(text)] == found


@given(st.text(alphabet=st.sampled_from("12,. ():;$%\n ßİaferrys years ten one billion"), max_size=60))
def test_every_figure_stands_where_it_says(text):
    for each in figures(text):
        assert 0 <= each.start < each.end <= len(text)
        assert each.value >= Decimal(2)
    assert all(0 <= each.start < each.end <= len(text) for each in sums(text))


def test_of_very_many_rivals_no_more_stand_together_than_one_can_judge():
    names = ["".join(letters) for letters in product("bdfgklmn", repeat=3)]
    found = disagreeing(
        *(f"Oru has {at} ferries." for at in range(3, 43)), *(f"{each} has 2 ferries." for each in names)
    )
    assert sorted(len(values) for _noun, values in found) == [10, 30]
