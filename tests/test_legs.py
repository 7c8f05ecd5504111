"""The line at the end of a run says which legs ran, and a required one that did not is a failure."""

from types import SimpleNamespace

import pytest

from tests import legs


def report(*marks: str, when: str = "call", reason: str = "") -> SimpleNamespace:
    return SimpleNamespace(when=when, keywords=dict.fromkeys(marks, 1), longrepr=("test_x.py", 1, f"Skipped: {reason}"))


def test_a_leg_ran_when_one_of_its_tests_did():
    stats = {"passed": [report("browser"), report()], "skipped": [report("founding", reason="founding: no documents")]}
    assert legs.outcomes(stats) == {"browser": "", "founding": "no documents", "disks": legs.UNCHOSEN}


def test_a_leg_whose_tests_failed_ran_all_the_same():
    stats = {"failed": [report("browser")]}
    assert legs.outcomes(stats) == {"browser": "", "founding": legs.UNCHOSEN, "disks": legs.UNCHOSEN}


def test_the_line_names_every_leg_that_was_chosen_and_what_kept_it():
    told = {"sqlite": "", "postgresql": "DATABASE_URL names none", "founding": "", "disks": legs.UNCHOSEN}
    assert legs.line(told) == "legs: sqlite ran, postgresql not run (DATABASE_URL names none), founding documents ran"


def test_an_absent_leg_is_skipped_unless_it_is_required(monkeypatch):
    monkeypatch.delenv("REQUIRE_LEGS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="browser: none here"):
        legs.absent("browser", "none here")
    monkeypatch.setenv("REQUIRE_LEGS", "postgresql browser")
    with pytest.raises(pytest.fail.Exception, match="browser is required here: none here"):
        legs.absent("browser", "none here")
