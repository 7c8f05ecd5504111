import re

import pytest

from archive.models import SourceCheck
from archive.states import Rights
from tests.factories import WHEN, Said, article, held, staff

pytestmark = pytest.mark.django_db

HERE = "/articles/ferry-house/provenance/"


def text(client, address=HERE):
    return client.get(address).content.decode()


def test_the_source_the_reader_and_what_it_did_and_doubted_are_told(client):
    notes = [{"line": 3, "what": "joined hyphen", "doubt": False}, {"line": 1, "what": "may be a title", "doubt": True}]
    corrections = [{"line": 3, "what": "kind", "to": "caption"}]
    of = held(article(slug="ferry-house"), notes=notes, corrections=corrections)
    SourceCheck.objects.create(source=of.source, checked_at=WHEN, faults=0)
    shown = text(client)
    assert f"{of.source.sha256[:32]}<wbr>{of.source.sha256[32:]}" in shown
    for said in ("newspaper, version 1", "1 doubt<", "1 thing the program did", "line 3: kind caption", "0 faults"):
        assert said in shown
    assert '<p class="note doubt">line 1: may be a title</p>' in shown
    assert '<p class="note">line 3: joined hyphen</p>' in shown


def test_each_stretch_of_text_stands_beside_its_lines(client):
    held(article(slug="ferry-house"), [("paragraph", "One line."), ("caption", "Two\nlines.")], [Said("Hm.", "Ana")])
    cells = re.findall(r"<td[^>]*>(.*?)</td>", text(client), re.DOTALL)
    words = [re.sub(r"<[^>]+>", " ", cell).split() for cell in cells]
    assert words == [
        ["1", "One", "line."],
        ["paragraph", "One", "line."],
        ["3", "Two", "4", "lines."],
        ["caption", "Two", "lines."],
        ["6", "Ana:", "7", "Hm."],
        ["comment", "1", "Ana", "Hm."],
    ]


def test_lines_of_a_withheld_comment_are_not_shown_to_readers(client):
    held(article(slug="ferry-house"), comments=[Said("CANARY", "Ana", state="withheld"), Said("Two.", "Bo")])
    shown = text(client)
    assert "CANARY" not in shown
    assert shown.count("not shown</i>") == 2
    assert "<bdi>Two.</bdi>" in shown
    client.force_login(staff())
    assert "<bdi>CANARY</bdi>" in text(client)


def test_where_only_the_record_may_be_shown_no_line_is(client):
    held(article(slug="ferry-house", rights=Rights.RECORD), comments=[Said("Hm.")])
    shown = text(client)
    assert "<td" not in shown
    assert "The source and the words read out of it are kept, and may not be shown." in shown


def test_a_source_that_is_not_held_is_named_and_asked_for(client):
    article(slug="ferry-house", source_sha256="0" * 64, source_name="page.txt", source_bytes=4)
    shown = text(client)
    assert "not held here: whoever has these bytes can bring them" in shown
    assert "page.txt" in shown


def test_a_long_source_is_shown_on_pages_blocks_first(client):
    held(
        article(slug="ferry-house"), [("paragraph", f"P{n}.") for n in range(150)], [Said(f"C{n}.") for n in range(60)]
    )
    assert [text(client, f"{HERE}{page}").count("<tr><td") for page in ("", "2/", "3/")] == [100, 100, 10]
    assert "<bdi>C49.</bdi>" in text(client, f"{HERE}2/")
    assert "<bdi>C50.</bdi>" in text(client, f"{HERE}3/")


@pytest.mark.parametrize("page", ["2/", "0/", f"{10**30}/", "x/", "%00/"])
def test_a_page_that_is_not_there_is_not_found(client, page):
    held(article(slug="ferry-house"))
    assert client.get(f"{HERE}{page}").status_code == 404


def test_a_bom_a_nul_and_crlf_of_the_source_break_nothing(client):
    held(article(slug="ferry-house"), [("paragraph", "\ufeffOne\r"), ("paragraph", "Two\u202e\x07")])
    assert client.get(HERE).status_code == 200
