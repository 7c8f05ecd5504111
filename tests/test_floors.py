"""A file of the archive imports its own folder and the floors below it; the reading floors know no Django."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

FLOORS = {
    "states": 1, "converters": 1,
    "text": 2,
    "importing": 3,
    "rules": 4,
    "models": 5,
    "search": 6,
    "actions": 7,
    "forms": 8, "exports": 8, "feeds": 8, "sitemaps": 8, "templatetags": 8,
    "views": 9, "admin": 9, "management": 9,
    "urls": 10, "apps": 10, "checks": 10, "middleware": 10, "staff": 10,
}  # fmt: skip
WITHOUT_DJANGO = ("text", "importing")
FILES = sorted(
    path
    for file in (settings.BASE_DIR / "archive").rglob("*.py")
    if not (path := file.relative_to(settings.BASE_DIR).as_posix()).startswith(("archive/migrations/", "archive/__"))
)


def imported(source: str) -> Iterator[str]:
    """The dotted name of every module that the source may import, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "the archive imports by full names"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(path: str, source: str) -> list[str]:
    """The imports of archive/<folder>/… that its floor does not allow."""
    folder = Path(path).with_suffix("").parts[1]
    wrong = []
    for name in imported(source):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "archive" and other != folder and FLOORS.get(other, 99) >= FLOORS[folder]:
            # Those that wire the archive together stand on one floor and in one folder.
            if not FLOORS.get(other) == FLOORS[folder] == FLOORS["apps"]:
                wrong.append(name)
        elif top in {"tests", "site_config"} or (top in {"django", "taggit"} and folder in WITHOUT_DJANGO):
            wrong.append(name)
    return wrong


def test_a_file_imports_its_own_folder_and_the_floors_below():
    assert len(FILES) > 300
    wrong = {path: breaches(path, (settings.BASE_DIR / path).read_text()) for path in FILES}
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [
        (
            "archive/models/texts.py",
            "from archive.actions.articles import publish",
            ["archive.actions.articles.publish"],
        ),
        ("archive/forms/a.py", "def f():\n    import archive.exports.reports", ["archive.exports.reports"]),
        ("archive/text/runs.py", "from django.db import models", ["django.db.models"]),
        ("archive/views/health.py", "from archive.models import health", []),
        ("archive/apps.py", "from archive import checks", []),
    ],
)
def test_a_forbidden_import_is_found_wherever_it_stands(path, source, found):
    assert breaches(path, source) == found


def test_every_folder_stands_on_a_floor():
    assert {Path(path).with_suffix("").parts[1] for path in FILES} - FLOORS.keys() == set()


def test_reading_a_document_loads_no_django():
    modules = [Path(path).with_suffix("").as_posix().replace("/", ".") for path in FILES]
    readers = [name.removesuffix(".__init__") for name in modules if name.split(".")[1] in WITHOUT_DJANGO]
    program = f"import {', '.join(readers)}, sys; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
