"""Above the models nothing touches the archived words but through `shown(text, viewer)`."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_floors import FILES, FLOORS

# They write what a reader made and compare it with what is kept, or print it out of a file; none of it was archived
# for anybody's eyes.
WRITERS = {"archive/actions/readings.py", "archive/actions/verify_archive.py", "archive/exports/record.py"}
# What a browser sent, and what a reader has just made of bytes in hand, is no archived text.
IN_HAND = {"request", "record", "read"}
ABOVE = [
    path for path in FILES if FLOORS[Path(path).with_suffix("").parts[1]] > FLOORS["models"] and path not in WRITERS
]
TEMPLATES = sorted(
    path.relative_to(settings.BASE_DIR).as_posix() for path in (settings.BASE_DIR / "templates").rglob("*.*")
)
LOOKUPS = {"F", "values", "values_list", "only", "filter", "exclude", "order_by", "get"}


def touches(source: str) -> list[int]:
    """The lines that read a `.body`, or ask the database for one."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr="body", value=ast.Name(id=name)) if name in IN_HAND:
                pass
            case ast.Attribute(attr="body", lineno=line) | ast.keyword(arg="body", lineno=line):
                found.append(line)
            case ast.keyword(arg=str(name), lineno=line) | ast.Constant(value=str(name), lineno=line):
                if re.search(r"__body(__\w+)?$", name):
                    found.append(line)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), lineno=line) if name in LOOKUPS:
                if any(isinstance(a, ast.Constant) and a.value == "body" for a in node.args):
                    found.append(line)
    return sorted(found)


def test_no_code_above_the_models_touches_a_body():
    assert len(ABOVE) > 150
    assert [path for path in ABOVE if touches((settings.BASE_DIR / path).read_text())] == []


def test_no_template_touches_a_body():
    assert len(TEMPLATES) > 80
    body = re.compile(r"\{[{%][^}]*\.body\b")
    assert [path for path in TEMPLATES if body.search((settings.BASE_DIR / path).read_text())] == []


@pytest.mark.parametrize(
    "planted",
    [
        "text.content.body",
        "getattr(row, 'text__content__body')",
        "Text.objects.filter(content__body__contains='x')",
        "TextContent.objects.values_list('body')",
        "F('body')",
    ],
)
def test_a_planted_body_is_found(planted):
    assert touches(planted) == [1]


def test_a_key_of_that_name_and_what_is_in_hand_are_none_of_it():
    assert touches("{'body': shown(text, viewer)}\nrequest.body\nrecord.body") == []
