"""Whatever a form of the admin is sent, by whoever may send it, is answered, and nothing breaks."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import cycle, product

import pytest
from django.http import HttpResponse

from tests.admin.house import House, asked, build, undone
from tests.admin.matrix import MATRIX, PEOPLE
from tests.proofs.odd import VALUES

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
ODD = {
    **VALUES,
    "bytes": b"\xff\xed\xa0\x80",
    "twice": ["1", "\0"],
    "day": "0000-13-40",
    "number": "9" * 19,
    "float": "1e400",
}


class Fields(HTMLParser):
    """What the forms of a page that are sent hold as they come: name -> value."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.posts, self.area = False, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.posts = given.get("method", "").lower() == "post"
        name = given.get("name", "")
        if self.posts and name and name != "csrfmiddlewaretoken" and tag in {"input", "select", "textarea", "button"}:
            off = given.get("type") in {"checkbox", "radio", "file", "submit"} or tag == "button"
            self.found.setdefault(name, "" if off else given.get("value", ""))
            self.area = name if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data


@pytest.fixture(scope="module")
def house(standing: None) -> House:
    return build()


def answers(house: House, who: str, among: Sequence[str], each: int = 1) -> Iterator[tuple[str, HttpResponse]]:
    """Every form of these addresses with so many odd values in each of its fields; then nothing was written."""
    values = cycle(ODD)
    for route in among:
        with undone():
            page = asked(house, who, "get", route)
        sent = {"reason": "", **(Fields(page.text).found if page.status_code == 200 else {}), **MATRIX[route].sends}
        filled = {name: value for name, value in sent.items() if value}
        for name, _turn in product(sorted(sent), range(each)):
            which = next(values)
            with undone():
                yield f"{route} {name}={which}", asked(house, who, "post", route, filled | {name: ODD[which]})


@pytest.mark.parametrize(("who", "each"), [("editor", 1), ("administrator", 12)])
def test_every_form_answers_whatever_it_is_sent(house, who, each):
    may = [route for route, row in MATRIX.items() if row.post[PEOPLE.index(who)] == "A"]
    told = dict(answers(house, who, may, each))
    assert len(told) > 150
    assert {sent: answer.exc_info for sent, answer in told.items() if answer.status_code >= 500} == {}


def test_a_form_that_breaks_is_seen(house, monkeypatch):
    monkeypatch.setattr("archive.forms.tagging.TagsForm.clean", lambda form: int(form.data["reason"]), raising=False)
    told = [answer for _sent, answer in answers(house, "editor", ["archive/article/<object_id>/tag/"])]
    assert any(answer.status_code == 500 for answer in told)
