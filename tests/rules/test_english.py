"""Whatever the readers and their refusals say has its form, so that it can be told in another language."""

import ast
from collections.abc import Iterator
from itertools import product

import pytest
from django.conf import settings
from django.utils.translation import override

from archive.importing import shapes
from archive.importing.decoding import decode
from archive.rules.english import HOLED, WHOLE, told
from tests.fixtures import SAMPLE

SAYING = {"did", "doubt", "note", "Note", "stays", "goes", "Days", "Refused", "UnknownShape", "UnknownEncoding",
          "BadEDTF", "BadCorrection"}  # fmt: skip


def said(call: ast.Call) -> Iterator[str]:
    """The sentences that a call is given, with 7 for whatever is put into them."""
    for given in call.args:
        if isinstance(given, ast.JoinedStr):
            yield from map("".join, product(*map(values, given.values)))
        elif isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


def values(piece: ast.expr) -> list[str]:
    """What a piece of a sentence can be: itself, one of two, or anything."""
    match piece:
        case ast.Constant():
            return [str(piece.value)]
        case ast.FormattedValue(value=ast.IfExp(body=ast.Constant(one), orelse=ast.Constant(other))):
            return [str(one), str(other)]
    return ["7"]


def has_form(sentence: str) -> bool:
    return sentence in WHOLE or any(pattern.fullmatch(sentence) for pattern, _form in HOLED)


def test_every_sentence_of_the_reading_floors_has_its_form():
    found = set()
    for file in (settings.BASE_DIR / "archive" / "importing").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SAYING:
                found |= {each for each in said(node) if each}
    assert len(found) > 80
    assert [each for each in sorted(found) if not has_form(each)] == []


def test_every_note_on_the_sample_has_its_form():
    documents = [file for file in SAMPLE.glob("*.txt") if file.stem != "13-broadsheet"]
    notes = {note.what for file in documents for note in shapes.read(decode(file.read_bytes())).notes}
    assert len(notes) > 5
    assert [what for what in notes if not has_form(what)] == []


@pytest.mark.parametrize(
    ("english", "hebrew"),
    [
        ("sentence made whole", "המשפט הושלם"),
        ("kept hyphen: self- takes a hyphen", "מקף נשמר: self- מקבל מקף"),
        ("x.pdf is a PDF document, not text.", "x.pdf הוא מסמך PDF, לא טקסט."),
        ("What an editor wrote.", "What an editor wrote."),
    ],
)
def test_what_has_a_form_is_told_in_the_language_of_the_page(english, hebrew):
    assert told(english) == english
    with override("he"):
        assert told(english) == hebrew
