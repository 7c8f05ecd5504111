"""Whatever people read is marked for translation, in templates and in the program."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.messages import MARKS, files

WORDS = re.compile(r"[^\W\d_]{2,}")
# What every language calls by the same name.
NAMES = {"Atom", "CSV", "JSON", "SHA-256"}
MARKED = re.compile(r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
IN_TAGS = re.compile(r'\|(?:default|default_if_none|yesno|add|pluralize):"([^"]*)"')
READ_OUT = {"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"}
# What these say is read by people; others raise and log for those who run the archive.
SAYING = re.compile(r"(Refused|ValidationError|BadCorrection|BadTerm|PermissionDenied)$|^messages\.\w+$")
SAID_AS = {
    "description",
    "empty_label",
    "help_text",
    "label",
    "short_description",
    "verbose_name",
    "verbose_name_plural",
}
# Their refusals are told at the shell, where the program speaks English.
AT_THE_SHELL = {
    "backup_postgresql", "backup_sqlite", "backups", "catalogue_statements", "checkpoints", "documents", "erasures",
    "grounds", "invented", "loads", "loads_moderation", "loads_statements", "plans", "plans_moderation",
    "plans_statements", "replay", "scrubbing",
}  # fmt: skip


class Read(HTMLParser):
    """The words of some HTML that are read, and those that are read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"code", "kbd", "script", "style"}:
            self._inside.append(tag)
        values = dict(attributes)
        read_out = READ_OUT | ({"value"} if tag == "input" and values.get("type") in {"button", "submit"} else set())
        self.found += [value for name, value in attributes if name in read_out and value and WORDS.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and WORDS.search(data) and data.strip() not in NAMES:
            self.found.append(data.strip())


def unmarked_in_template(words: str) -> list[str]:
    left = MARKED.sub("", words)
    return Read(TAG.sub("", left)).found + [said for said in IN_TAGS.findall(left) if " " in said]


def plain(node: ast.expr) -> str | None:
    """The words of a string that is not marked; None for anything else."""
    match node:
        case ast.Constant(str(words)):
            return words
        case ast.JoinedStr():
            return "".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))
        case ast.BinOp(left=left, op=ast.Mod() | ast.Add()):
            return plain(left)
    return None


def said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and words of each string that people read though it is not marked."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        given = [each.value for each in node.keywords if each.arg in SAID_AS]
        if SAYING.search(name):
            given += node.args[1:] if name.startswith("messages.") else node.args[:1]
        for each in given:
            if (words := plain(each)) and " " in words.strip() and WORDS.search(words):
                yield node.lineno, words
        if name == "form" and node.args and "<" in (html := plain(node.args[0]) or ""):
            yield from ((node.lineno, words) for words in Read(html.replace("%s", "")).found)


def test_every_template_marks_what_it_says():
    found = {str(file): unmarked_in_template(file.read_text()) for file in files(".html")}
    assert len(found) > 100
    assert {file: words for file, words in found.items() if words} == {}


@pytest.mark.slow
def test_the_program_marks_what_it_says_to_people():
    found = []
    for file in files(".py"):
        if file.stem not in AT_THE_SHELL and "importing" not in file.parts and "management" not in file.parts:
            found += [(file.name, *each) for each in said(ast.parse(file.read_text()))]
    assert found == []


@pytest.mark.slow
def test_no_message_is_translated_before_anybody_asks():
    """One that is translated when its module is read stays in the language of that moment."""
    early = {name for name in MARKS if not name.endswith("lazy") and name not in {"_", "counted", "gettext_noop"}}
    found = []
    for file in files(".py"):
        tree = ast.parse(file.read_text())
        aliases = early | {
            alias.asname
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.asname and alias.name in early
        }
        found += [f"{file.name}:{node.lineno}" for node in outside_functions(tree) if called(node) in aliases]
    assert found == []


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from outside_functions(child)


def called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Nothing here.</p>", ["Nothing here."]),
        ('<p title="Nothing here">{{ words }}</p>', ["Nothing here"]),
        ('<p>{{ words|default:"not here" }}</p>', ["not here"]),
        ('<p title="{% translate "Nothing" %}">{% blocktranslate %}Nothing{% endblocktranslate %} 7</p>', []),
    ],
)
def test_unmarked_words_of_a_template_are_found(template, found):
    assert unmarked_in_template(template) == found


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ('raise Refused(f"{name} is taken.")', [" is taken."]),
        ('messages.success(request, "It is done.")', ["It is done."]),
        ('CharField(label="Your name")', ["Your name"]),
        ('form("<p>Nothing here %s</p>")', ["Nothing here"]),
        ('raise Refused(_("It is taken."))', []),
        ('form("<p>%s</p>")', []),
    ],
)
def test_unmarked_words_of_the_program_are_found(program, found):
    assert [words for _line, words in said(ast.parse(program))] == found
