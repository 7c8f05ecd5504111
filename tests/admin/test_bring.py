"""The page on which documents are brought."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Article, ImportRun, SourceFile
from tests.actions.test_bringing import PAGE
from tests.factories import staff

pytestmark = pytest.mark.django_db
BRING = "/admin/archive/article/bring/"


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


def file(words: str | bytes = PAGE, name: str = "ferry.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words if isinstance(words, bytes) else words.encode())


def desk(article: Article) -> str:
    return reverse("admin:archive_article_reading", args=[article.pk])


def test_a_single_file_leads_to_its_desk(editor):
    response = editor.post(BRING, {"file": file()})
    assert response.headers["Location"] == desk(Article.objects.get())
    assert ImportRun.objects.get().actor == "anna"


def test_several_files_are_listed_with_what_became_of_each(editor):
    sent = {"file": [file(), file("Other words.\n", "other.txt"), file(name="twin.txt"), file(b"\0\1" * 99, "x.bin")]}
    shown = editor.post(BRING, sent).content.decode()
    assert Article.objects.count() == 2
    assert shown.count("stored as a draft") == 2
    assert "is here already, nothing new was made" in shown
    assert "x.bin is binary data, not text" in shown
    assert all(desk(article) in shown for article in Article.objects.all())


def test_what_is_here_already_is_pointed_out_with_its_page(editor):
    editor.post(BRING, {"file": file()})
    response = editor.post(BRING, {"file": file(name="again.txt")}, follow=True)
    assert response.redirect_chain == [(desk(Article.objects.get()), 302)]
    assert "in the archive already" in response.content.decode()
    assert SourceFile.objects.count() == 1


def test_pasted_words_are_kept_as_utf_8_under_the_name_that_is_given(editor):
    editor.post(BRING, {"words": "Կամուրջը\r\n\r\nThe bridge.\r\n", "name": "bridge.txt"})
    source = SourceFile.objects.get()
    assert (source.name, source.encoding, bytes(source.content.data).decode()) == (
        "bridge.txt",
        "utf-8",
        "Կամուրջը\n\nThe bridge.\n",
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file or paste some words"),
        ({"words": "The bridge."}, "Give what you pasted a name"),
        ({"words": "a\0b", "name": "x"}, "Null characters are not allowed"),
        ({"words": "a", "name": "x" * 300}, "at most 255 characters"),
        ({"words": "a", "name": "x", "encoding": "klingon"}, "not the name of an encoding"),
    ],
)
def test_a_form_that_says_too_little_comes_back_as_it_was(editor, sent, said):
    shown = editor.post(BRING, sent).content.decode()
    assert said in shown
    assert sent.get("words", "")[:1] in shown
    assert not SourceFile.objects.exists()


def test_an_empty_file_is_named_as_refused(editor):
    shown = editor.post(BRING, {"file": file(b"", "nothing.txt")}).content.decode()
    assert "nothing.txt is empty." in shown
    assert not ImportRun.objects.exists()


def test_more_than_is_taken_at_once_is_told(editor, settings):
    settings.ARCHIVE_UPLOAD_LIMIT = 3000
    response = editor.post(BRING, {"file": file("x" * 4000)})
    assert (response.status_code, SourceFile.objects.count()) == (400, 0)
    assert "More was sent at once than is taken" in response.content.decode()


def test_too_many_files_are_told(editor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    response = editor.post(BRING, {"file": [file(str(n)) for n in range(3)]})
    assert (response.status_code, SourceFile.objects.count()) == (400, 0)
    assert "More was sent at once than is taken" in response.content.decode()


def test_whoever_may_not_bring_is_refused(client):
    client.force_login(staff("veld"))
    assert client.get(BRING).status_code == 403
    assert client.post(BRING, {"file": file()}).status_code == 403
    assert not SourceFile.objects.exists()


def test_a_name_that_could_steer_a_page_is_shown_as_it_is(editor):
    shown = editor.post(BRING, {"file": [file(name="<b>ferry.txt"), file("Other.", "b.txt")]}).content.decode()
    assert "&lt;b&gt;ferry.txt" in shown


def test_the_page_is_linked_from_the_list_and_the_start(editor):
    assert BRING in editor.get("/admin/archive/article/").content.decode()
    assert BRING in editor.get("/admin/").content.decode()
