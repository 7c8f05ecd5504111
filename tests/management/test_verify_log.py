import io
import json

import pytest
from django.core.management import CommandError, call_command

from archive.actions import measures
from archive.models import Comment
from tests.actions.moderation import ANNA, one, page, reasons

pytestmark = pytest.mark.django_db


def said(*args: str) -> str:
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_a_checkpoint_that_was_printed_is_verified(tmp_path):
    page()
    measures.decide([one()], "veil", reasons(), **ANNA)
    file = tmp_path / "kept"
    file.write_text(said("checkpoint_log"))
    assert "1 checkpoints" in said("verify_log", "--checkpoint", str(file))
    told = json.loads(said("verify_log", "--checkpoint", str(file), "--json"))
    assert (told["sound"], told["size"], told["checkpoints"], told["replay"]) == (True, 1, 1, [])
    file.write_text("2 " + "0" * 64 + " then")
    with pytest.raises(CommandError, match="held 2 decisions") as failed:
        said("verify_log", "--checkpoint", str(file))
    assert failed.value.returncode == 1


@pytest.mark.parametrize("words", [None, b"", b"x", b"\xff"])
def test_a_file_that_holds_no_checkpoint_is_a_wrong_call(tmp_path, words):
    file = tmp_path / "kept"
    if words is not None:
        file.write_bytes(words)
    with pytest.raises(CommandError) as failed:
        said("verify_log", "--checkpoint", str(file))
    assert failed.value.returncode == 2


def test_states_that_the_log_does_not_tell_are_a_fault():
    page()
    Comment.objects.filter(number=2).update(state="veiled")
    assert "0 decisions" in said("verify_log")
    with pytest.raises(CommandError, match="not what the log tells") as failed:
        said("verify_log", "--replay")
    assert failed.value.returncode == 1
