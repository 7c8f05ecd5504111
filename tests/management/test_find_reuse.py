import json

import pytest
from django.core.management import CommandError, call_command

from archive.models import Fingerprint, Parallel
from tests.actions.test_parallels import FIRST, LINE, SECOND, brought

pytestmark = pytest.mark.django_db


def test_it_prints_every_passage_in_positions_of_the_sources(capsys):
    first, second = brought(FIRST, "first"), brought(SECOND, "second")
    call_command("find_reuse", "--json")
    found = json.loads(capsys.readouterr().out)
    at = [FIRST.index(LINE), SECOND.index(LINE.upper()), SECOND.index(LINE)]
    places = [{"sha256": page.source.sha256, "start": start, "end": start + len(LINE)}
              for page, start in zip((first, second, second), at, strict=True)]  # fmt: skip
    pairs = [(0, 1), (0, 2), (1, 2)]
    assert found == [{"a": places[a], "b": places[b], "words": 14, "identity": 1.0, "kind": "exact"} for a, b in pairs]


def test_what_was_refused_is_not_listed_and_stays_refused_when_all_is_compared_anew(capsys):
    brought(FIRST, "first"), brought(SECOND, "second")
    Parallel.objects.filter(number=2).update(decision="refused")
    Fingerprint.objects.all()._raw_delete("default")
    call_command("find_reuse", "--rebuild")
    assert capsys.readouterr().out == "2 articles compared, 2 shared passages stand\n"
    assert Parallel.objects.get(number=2).decision == "refused"


def test_a_wrong_call_is_refused():
    with pytest.raises(CommandError):
        call_command("find_reuse", "--nothing")
