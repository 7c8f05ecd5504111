import ast
from collections.abc import Iterator

import pytest
from django.conf import settings

from archive.rules import actors

COMMANDS = settings.BASE_DIR / "archive/management/commands"


def deciders(source: str) -> Iterator[str]:
    """Every value that is given as `by`, in a call or in a dict that is handed on, as it is written."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "by":
            yield ast.unparse(node.value)
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (ast.unparse(value) for key, value in pairs if key and ast.unparse(key) == "'by'")


def test_every_name_that_a_command_writes_into_the_log_is_reserved():
    written = {by for file in COMMANDS.glob("*.py") for by in deciders(file.read_text())}
    reserved = {"SHELL", *map(repr, actors.PROGRAMS)}
    assert (written - reserved, "'load_seeds'" in written, "SHELL" in written) == (set(), True, True)


@pytest.mark.parametrize("name", ["shell", "Shell", "load_seeds", "MAKE_EDITOR", "take_back", "make_collection"])
def test_no_account_takes_the_name_of_the_shell_or_of_a_program(name):
    assert actors.refusal(name).startswith(f"The name {name.lower()} stands in the log for ")


@pytest.mark.parametrize("name", ["anna", "shelley", "load", "take_back2"])
def test_other_names_are_free(name):
    assert actors.refusal(name) == ""
