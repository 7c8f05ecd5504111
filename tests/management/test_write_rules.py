import contextlib
import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.houserules import read
from archive.importing.tables import BadCatalogue
from archive.models import Decision, HouseRule

pytestmark = pytest.mark.django_db
RULE = '[[rule]]\ncode = "abuse"\ncategory = "abuse"\ntext = "{}"\n'


def said(*args: str) -> str:
    out = io.StringIO()
    call_command("write_rules", *args, stdout=out)
    return out.getvalue().strip()


def test_the_rules_that_ship_are_written_once():
    file = str(settings.ARCHIVE_RULES)
    assert said(file) == "Rules of the house: written 10, kept 0."
    assert said(file) == "Rules of the house: written 0, kept 10."
    assert (HouseRule.objects.in_force().count(), Decision.objects.filter(verb="rule.write").count()) == (10, 10)


def test_what_a_house_made_of_a_rule_stays_unless_it_is_renewed(tmp_path):
    file = tmp_path / "rules.toml"
    for words, arguments, told in (
        ("No abuse.", [], "written 1, kept 0"),
        ("No abuse at all.", [], "written 0, kept 1"),
        ("No abuse at all.", ["--renew"], "written 1, kept 0"),
        ("No abuse at all.", ["--renew"], "written 0, kept 1"),
    ):
        file.write_text(RULE.format(words))
        assert told in said(str(file), *arguments)
    assert [(rule.version, rule.text) for rule in HouseRule.objects.all()] == [
        (1, "No abuse."),
        (2, "No abuse at all."),
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "no [[rule]]"),
        ("x", "no TOML"),
        ('[[rule]]\ncode = "A b"\n', "code is not well formed"),
        (RULE.format("x") * 2, "stands twice"),
        (RULE.format("x") + "more = 1\n", "is no key"),
        (RULE.format("x" * 2001), "longer than 2000"),
        (RULE.format("x") + 'examples = [""]\n', "is empty"),
    ],
)
def test_a_file_that_holds_no_rules_is_refused_in_words_and_nothing_is_written(tmp_path, words, fault):
    file = tmp_path / "rules.toml"
    file.write_text(words)
    with pytest.raises(CommandError) as failed:
        said(str(file))
    assert fault in str(failed.value)
    assert (failed.value.returncode, HouseRule.objects.count()) == (2, 0)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_rules_or_a_refusal(data):
    with contextlib.suppress(BadCatalogue):
        assert read(data, "rules.toml")
