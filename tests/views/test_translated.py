"""Pages in another language say nothing in English, neither the archive nor what it is made of."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from archive.rules.languages import carried
from tests.factories import staff
from tests.journeys.desks import every_desk, furnish
from tests.journeys.pages import every_kind

OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
# What says the same in every language that is spoken here: how names are put together, and a term of cryptography.
ALIKE = {", ", "%(class_name)s %(instance)s", "work factor"}
SENTENCE = re.compile(r"[A-Za-z]{2,}[^A-Za-z]*\s[^A-Za-z]*[A-Za-z]{2,}")
# Between names that stand in one attribute.
BETWEEN = re.compile(r"[,;:·|]\s")
READ_OUT = {"alt", "aria-label", "aria-description", "placeholder", "title"}
VOID = {"area", "br", "circle", "col", "hr", "img", "input", "line", "link", "meta", "path", "rect", "source", "wbr"}
NOT_OURS = {"bdi", "code", "kbd", "pre", "script", "style", "textarea"}


class Said(HTMLParser):
    """What a page says itself: the words outside names, values of the log and whatever has a language of its own."""

    def __init__(self, page: str, language: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._language = language
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        away = tag in NOT_OURS or values.get("class") == "value" or values.get("lang", self._language) != self._language
        read_out = READ_OUT | ({"value"} if values.get("type") in {"button", "submit"} else set())
        if not away:
            for name in read_out & values.keys():
                self.handle_data(values[name] or "")
        if tag not in VOID:
            self._open.append((tag, away))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(away for _tag, away in self._open):
            self.found.append(" ".join(data.split()))


def english(page: str, language: str) -> list[str]:
    """The sentences in Latin letters that a page says in this language, where no other letter stands in them."""
    return [words for words in Said(page, language).found if SENTENCE.search(words) and words.isascii()]


def kept() -> str:
    """Every word that stands in a record: titles, names, reasons, rules of the house."""
    rows = [row for model in apps.get_models() for row in model._default_manager.all()]
    values = [getattr(row, field.attname) for row in rows for field in row._meta.concrete_fields]
    words = [value if isinstance(value, str) else json.dumps(value, default=str) for value in values]
    return " ".join(" ".join([*words, *map(str, rows)]).split())


def asked_for(folder: Path) -> list:
    """The messages of an application of Django's, as its English file has them."""
    file = folder / "locale/en/LC_MESSAGES/django.po"
    return [message for message in read_po(io.BytesIO(file.read_bytes())) if message.id]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("application", ["conf", "contrib/admin", "contrib/auth"])
def test_what_django_says_is_said_in_every_language(language, application):
    with override(language):
        english = [
            message.id
            for message in asked_for(Path(django.__file__).parent / application)
            if not message.context
            and message.id not in ALIKE
            and (
                ngettext(*message.id, 5) == message.id[1] if message.pluralizable else gettext(message.id) == message.id
            )
        ]
    assert [each for each in english if SENTENCE.search(str(each))] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS)
def test_no_page_says_an_english_sentence_in_another_language(db, language):
    furnish()
    editor, found = Client(), []
    editor.force_login(staff("look", is_superuser=True))
    known = kept() + settings.SITE_NAME
    for client, addresses in ((Client(), every_kind()), (editor, every_desk())):
        for address in addresses.values():
            page = client.get(carried(address, language)).content.decode()
            found += [
                (address, words)
                for words in english(page, language)
                if any(SENTENCE.search(piece) and piece not in known for piece in BETWEEN.split(words))
            ]
    assert found == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>Nothing here.</p>", ["Nothing here."]),
        (
            '<input type="submit" value="Do it now"><p title="What stands here">אין</p>',
            ["Do it now", "What stands here"],
        ),
        ('<p><bdi>Oru Point</bdi> <q lang="en">It burned.</q> <code>load seeds</code> אין JSON</p>', []),
    ],
)
def test_english_sentences_of_a_page_are_found(page, found):
    assert english(page, "he") == found
