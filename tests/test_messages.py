"""What the archive says is translated whole, and what is compiled is what is written."""

import re

import pytest
from babel.messages import Catalog, Message

from tests.messages import compiled, messages, translations

HOLE = re.compile(r"%(?:\(\w+\))?[sd]")


def said(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    """Its messages by context and first words, without the header."""
    return {(each.context, each.id[0] if each.pluralizable else each.id): each for each in catalog if each.id}


def forms(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def test_what_is_compiled_is_what_is_translated():
    for file, catalog in translations():
        assert file.with_suffix(".mo").read_bytes() == compiled(catalog), "run `make messages`"


@pytest.mark.slow
def test_every_message_is_translated_and_nothing_else_is():
    wanted = set(said(messages()))
    for _file, catalog in translations():
        found = said(catalog)
        assert wanted ^ set(found) == set(), "run `make messages`"
        assert [key for key, each in found.items() if each.fuzzy or not all(forms(each.string))] == []


def test_a_translation_has_as_many_forms_as_its_language_and_the_holes_of_its_message():
    for _file, catalog in translations():
        for each in said(catalog).values():
            said_in = forms(each.string)
            assert len(said_in) == (catalog.num_plurals if each.pluralizable else 1)
            holes = [sorted(HOLE.findall(form)) for form in forms(each.id)]
            assert all(sorted(HOLE.findall(form)) in holes for form in said_in), each.id
