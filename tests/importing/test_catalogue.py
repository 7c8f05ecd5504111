"""The catalogue: TOML in, entries or plain sentences out."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import states
from archive.importing import catalogue, tables
from archive.importing.catalogue import (
    Credit,
    Dated,
    Document,
    Entry,
    House,
    Introduction,
    read_collection,
    read_entry,
    slug_of,
)
from archive.importing.corrections import Correction
from archive.importing.tables import BadCatalogue
from archive.text.legible import legible

SMALLEST = """
[article]
slug = "a-house"
title = "A House"
title_origin = "printed"
kind = "news"
language = "en"
rights = "open"
"""
INTRODUCTION = """
name = "Houses"
invented = true
description = "Houses."
lacks = "Doors."
"""


def entry(more: str = "", *, instead: tuple[str, str] = ("", "")) -> Entry:
    return read_entry((SMALLEST.replace(*instead) if instead[0] else SMALLEST).encode() + more.encode(), "house.toml")


def faults(more: str = "", *, instead: tuple[str, str] = ("", "")) -> tuple[str, ...]:
    with pytest.raises(BadCatalogue) as caught:
        entry(more, instead=instead)
    assert caught.value.file == "house.toml"
    return caught.value.faults


def folder_of(folder: Path, **files: str) -> Path:
    for stem, content in ({"collection": INTRODUCTION} | files).items():
        (folder / f"{stem}.toml").write_text(content, encoding="utf-8")
    return folder


def test_the_smallest_entry_is_a_draft_of_a_document_that_is_not_held():
    assert entry() == Entry("house.toml", Document(), "a-house", "A House", "printed", "news", "en", "open")
    assert entry().state == "draft"


def test_every_key_is_read():
    found = entry(
        """
        tags = ["Fire", "Ferries"]
        state = "published"
        publisher = {name = "The Packet", slug = "the-packet"}
        published = {printed = "WINTER 2020", edtf = "2020-24"}
        captured = {printed = "Sunday", edtf = "2011-03-06", how = "Printed below."}
        [document]
        sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
        bytes = 7
        name = "page.txt"
        shape = "newspaper"
        encoding = "utf-8"
        [[byline]]
        name = "Ottilan Brask"
        slug = "ottilan-brask"
        role = "author"
        attribution = "printed"
        printed = "By Ottilan Brask"
        [[byline]]
        role = "translator"
        attribution = "unknown"
        [[correction]]
        line = 36
        what = "join"
        """
    )
    assert found.document == Document("0" * 64, 7, "page.txt", "newspaper", "utf-8")
    assert (found.tags, found.state, found.publisher) == (
        ("Fire", "Ferries"),
        "published",
        House("The Packet", "the-packet"),
    )
    assert found.published == Dated("WINTER 2020", "2020-24")
    assert found.captured == Dated("Sunday", "2011-03-06", "Printed below.")
    assert found.bylines == (
        Credit("Ottilan Brask", "ottilan-brask", "author", "printed", "By Ottilan Brask"),
        Credit(None, None, "translator", "unknown"),
    )
    assert found.corrections == (Correction(36, "join"),)


def test_a_text_of_many_lines_is_folded_into_its_paragraphs():
    assert entry('note = """\nOne\n  line.\n\n \nAnother.\n"""').note == "One line.\n\nAnother."


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ('colour = "red"', "article.colour is no key of the catalogue."),
        ("[column]", "column is no key of the catalogue."),
        ("abstract = 7", "article.abstract must be a text."),
        ('note = "  "', "article.note is empty."),
        ('note = "a\\u0000b"', "article.note holds a control character."),
        ('tags = "Fire"', "article.tags must be a list of texts."),
        ("tags = [7]", "article.tags must be a list of texts."),
        ('tags = ["Fire", "FIRE"]', "article.tags names a tag twice."),
        ('state = "withdrawn"', "article.state must be one of draft, published."),
        ('publisher = "The Packet"', "article.publisher must be a table."),
        ('publisher = {name = "The Packet"}', "article.publisher.slug is missing."),
        ("published = {}", "article.published.printed and edtf are both missing."),
        ('published = {edtf = "winter"}', "article.published.edtf is no date of the Extended Date/Time Format."),
        ('published = {printed = "1 May", edtf = 2020-05-01}', "article.published.edtf must be a text."),
        ('published = {edtf = "2020", how = "so"}', "article.published.how is no key of the catalogue."),
        ('captured = {edtf = "2020"}', "article.captured.edtf must be one day."),
        ('[document]\nencoding = "rot13"', "document.encoding is no encoding of documents."),
        ('[document]\nsha256 = "abc"', "document.sha256 is not well formed."),
        ("[document]\nbytes = -1", "document.bytes must be a number of bytes."),
        ("[document]\nbytes = true", "document.bytes must be a number."),
        ("byline = [7]", "article.byline is no key of the catalogue."),
        ("[byline]", "byline must be a list of tables."),
        (
            '[[byline]]\nrole = "author"\nattribution = "unknown"\nname = "Brask"',
            "byline 1: name must be left out where the attribution is unknown.",
        ),
        (
            '[[correction]]\nline = 0\nwhat = "join"',
            "correction 1: it can't be followed: line 0: lines count from 1.",
        ),
    ],
)
def test_a_wrong_key_is_named_in_a_sentence(more, fault):
    assert faults(more) == (fault,)


@pytest.mark.parametrize(
    ("instead", "fault"),
    [
        (('slug = "a-house"', ""), "article.slug is missing."),
        (("a-house", "A House"), "article.slug is not well formed."),
        (("a-house", "a" * 121), "article.slug is longer than 120 characters."),
        (('"A House"', '"' + "a" * 501 + '"'), "article.title is longer than 500 characters."),
        (('"A House"', '"A\\nHouse"'), "article.title holds a control character or a line break."),
        (('"en"', '"English language"'), "article.language is not well formed."),
        (('"news"', '"rumour"'), f"article.kind must be one of {', '.join(catalogue.KINDS)}."),
    ],
)
def test_a_needed_key_is_there_and_well_formed(instead, fault):
    assert faults(instead=instead) == (fault,)


def test_all_faults_of_a_file_are_told_at_once():
    assert faults('colour = "red"', instead=('"news"', '"rumour"')) == (
        f"article.kind must be one of {', '.join(catalogue.KINDS)}.",
        "article.colour is no key of the catalogue.",
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"a = " + b"[" * 100_000, "The file is nested too deeply."),
        (b"a." * 100_000 + b"a = 1", "A line holds more than 500 full stops."),
        (b"#" * (tables.MOST_BYTES + 1), f"The file is larger than {tables.MOST_BYTES:,} bytes."),
        (b"a = '\xff'", "The file is not UTF-8."),
        (b"", "article is missing."),
    ],
)
def test_hostile_toml_is_refused_in_a_sentence(content, fault):
    with pytest.raises(BadCatalogue) as caught:
        read_entry(content, "house.toml")
    assert str(caught.value) == f"house.toml: {fault}"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_an_entry_or_refused(content):
    with pytest.raises(BadCatalogue):
        read_entry(content)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates()
TREES = st.recursive(
    LEAVES, lambda tree: st.lists(tree, max_size=3) | st.dictionaries(st.text(max_size=5), tree, max_size=3)
)


@given(st.dictionaries(st.sampled_from(["document", "article", "byline", "correction"]), TREES))
def test_any_values_are_refused_with_a_sentence_for_each(data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", lambda _: data)
        with pytest.raises(BadCatalogue) as caught:
            read_entry(b"")
    assert caught.value.faults
    assert all(fault.endswith(".") and legible(fault) == fault for fault in caught.value.faults)


def test_a_collection_is_read_in_the_order_of_its_file_names(tmp_path):
    second = SMALLEST.replace("a-house", "b-house")
    found = read_collection(folder_of(tmp_path, b=SMALLEST, a=second))
    assert [entry.file for entry in found.entries] == ["a.toml", "b.toml"]
    slug = slug_of(tmp_path)
    assert found.introduction == Introduction(slug, "Houses", invented=True, description="Houses.", lacks="Doors.")
    assert {entry.collection for entry in found.entries} == {slug}


def test_a_collection_may_give_itself_a_slug(tmp_path):
    found = read_collection(folder_of(tmp_path, collection=f'slug = "houses"\n{INTRODUCTION}'))
    assert found.introduction.slug == "houses"
    assert found.problems == ()


def test_a_bad_file_does_not_hide_the_others(tmp_path):
    folder_of(tmp_path, a="[[", b=SMALLEST)
    (tmp_path / ".b.toml").write_text("[[")
    os.mkfifo(tmp_path / "c.toml")
    (tmp_path / "d.toml").symlink_to("nowhere")
    found = read_collection(tmp_path)
    assert [entry.slug for entry in found.entries] == ["a-house"]
    assert [problem.file for problem in found.problems] == ["a.toml", "c.toml", "d.toml"]
    assert str(found.problems[1]) == "c.toml: It is a pipe; only regular files are read."


def test_a_folder_without_an_introduction_is_a_problem_of_its_own(tmp_path):
    found = read_collection(tmp_path)
    assert [str(problem) for problem in found.problems] == [
        "collection.toml: It can’t be opened: No such file or directory."
    ]


def test_a_slug_and_a_document_belong_to_the_first_file_that_claims_them(tmp_path):
    document = f'[document]\nsha256 = "{"0" * 64}"\n'
    found = read_collection(folder_of(tmp_path, a=document + SMALLEST, b=document + SMALLEST))
    assert [entry.file for entry in found.entries] == ["a.toml"]
    assert found.problems[0].faults == (
        "The slug a-house is taken by a.toml.",
        f"The document {'0' * 64} is described by a.toml.",
    )


def test_an_author_has_the_same_name_in_every_file(tmp_path):
    credit = '[[byline]]\nname = "{}"\nslug = "brask"\nrole = "author"\nattribution = "printed"\n'
    other = SMALLEST.replace("a-house", "b-house") + credit.format("Ilmə Brask")
    found = read_collection(folder_of(tmp_path, a=SMALLEST + credit.format("Ottilan Brask"), b=other))
    assert found.problems[0].faults == ("The author brask has another name in a.toml.",)


def test_the_catalogue_knows_the_words_of_the_archive():
    assert list(catalogue.KINDS) == states.ArticleKind.values
    assert list(catalogue.RIGHTS) == states.Rights.values
    assert list(catalogue.ORIGINS) == states.Origin.values
    assert list(catalogue.ROLES) == states.Role.values
    assert list(catalogue.ATTRIBUTIONS) == states.Attribution.values
    assert set(catalogue.STATES) < set(states.ArticleState.values)
