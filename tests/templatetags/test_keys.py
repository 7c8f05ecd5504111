"""The keys of working pages: no two acts of one page on one key."""

import pytest

from archive.rules.moderation import COMMENT_MOVES
from archive.templatetags.keys import KEYS, PAGES, of

NUMBERS = set("123456789")


@pytest.mark.parametrize("page", PAGES)
def test_no_single_key_does_two_things_on_one_page(page):
    single = [key.pressed for _act, key in of(page) if len(key.pressed) == 1]
    chosen = [move.key for move in COMMENT_MOVES.values()] if page == "comment" else []
    assert len({*single, *chosen} | NUMBERS) == len(single) + len(chosen) + len(NUMBERS)


def test_every_page_has_the_sheet_and_the_way_out_of_a_field():
    assert {tuple(act for act, _key in of(page))[-2:] for page in PAGES} == {("leave", "sheet")}


def test_every_key_of_the_table_is_of_some_page():
    assert {act for page in PAGES for act, _key in of(page)} == set(KEYS)


def test_what_leads_on_has_one_key_everywhere():
    assert [KEYS[act].pressed for act in ("next", "previous", "open", "choose", "reason", "sheet")] == [
        "j", "k", "Enter", "x", "i", "?",
    ]  # fmt: skip
