from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive.rules.fates import Outcome, Thing, fate
from archive.rules.undoing import Past, hindered_fields, hindrances, later_writers, standing

AT = datetime(2026, 1, 2, tzinfo=UTC)


def past(number: int, before: Any = None, after: Any = None, *, back: int | None = None, **said: Any) -> Past:
    said = {"actor": "hanna", "verb": "article.change", "target": "article:a", **said}
    return Past(number, AT, takes_back=back, before=before or {}, after=after or {}, **said)


def changed(number: int, *fields: str, **said: Any) -> Past:
    return past(number, dict.fromkeys(fields, 0), dict.fromkeys(fields, 1), **said)


def test_what_is_taken_back_stands_no_longer_and_stands_again_when_that_is_taken_back():
    line = [changed(1, "title"), changed(2, "title", back=1), changed(3, "title", back=2)]
    assert [one.number for one in standing(line)] == [1, 3]
    assert [one.number for one in standing(line[:2])] == [2]


def test_two_that_cancel_each_other_weigh_nothing():
    first, second, third = changed(1, "title"), changed(2, "title"), changed(3, "title", back=2)
    assert later_writers(first, [second, third]) == []
    assert later_writers(first, [second]) == [second]


def test_the_taking_back_of_something_older_stands_on_what_came_between():
    undone = changed(4, "title", back=1)
    assert later_writers(changed(3, "title"), [undone]) == [undone]


def test_only_those_fields_are_hindered_that_were_written_later():
    later = changed(2, "title", "note")
    found = hindered_fields(changed(1, "title", "language"), [later], {"title": 1, "language": 1})
    assert {name: one.number for name, one in found.items()} == {"title": 2}


def test_a_thing_that_went_is_said_to_have_gone():
    gone = changed(2, verb="article.remove")
    assert [one.number for one in hindrances(changed(1, "title"), [gone], None)] == [2]
    assert [str(one) for one in hindrances(changed(1, "title"), [], None)] == ["What it is about is not here any more."]


def test_an_erased_detail_can_not_be_put_back():
    erased = Past(1, AT, "hanna", "article.change", "article:a")
    assert [str(one) for one in hindrances(erased, [], {})] == ["What it said was erased."]


def test_what_a_load_wrote_twice_goes_back_to_what_was_there_before_it():
    line = [past(1, {"title": "a"}, {"title": "b"}, run=1), past(2, {"title": "b"}, {"title": "c"}, run=1)]
    found = fate(1, line, Thing("article:a", {"title": "c"}))
    assert [(put.past.number, put.values) for put in found.puts] == [(2, {"title": "b"}), (1, {"title": "a"})]


def test_what_another_wrote_between_two_of_a_load_keeps_its_field():
    line = [changed(1, "title", run=1), changed(2, "title"), changed(3, "note", run=1)]
    found = fate(1, line, Thing("article:a", {"title": 1, "note": 1}))
    assert (found.outcome, [put.past.number for put in found.puts]) == (Outcome.PUT_BACK, [3])
    assert [(one.number, one.fields) for one in found.kept] == [(2, ("title",))]


@given(st.data())
def test_whatever_is_changed_and_taken_back_what_is_free_is_exactly_what_can_be_written_back(data):
    """Of each field the last standing writer is free, and no other: the values that it wrote are the ones there."""
    values: dict[str, int] = dict.fromkeys("abc", 0)
    log: list[Past] = []

    def write(wanted: dict[str, int], back: int | None = None) -> None:
        before = {name: values[name] for name in wanted}
        log.append(past(len(log) + 1, before, wanted, back=back))
        values.update(wanted)

    for step in range(data.draw(st.integers(1, 12))):
        free = [one for one in log if not hindrances(one, log[one.number :], values)]
        for one in free:
            assert all(values[name] == value for name, value in (one.after or {}).items())
        if free and data.draw(st.booleans()):
            undone = data.draw(st.sampled_from(free))
            write(dict(undone.before or {}), undone.number)
        else:
            names = data.draw(st.sets(st.sampled_from("abc"), min_size=1))
            write(dict.fromkeys(names, step + 1))
    last = {name: one for one in standing(log) for name in one.fields}
    for name, one in last.items():
        assert not {name} & hindered_fields(one, log[one.number :], values).keys()
