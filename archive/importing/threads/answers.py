"""Which comment answers which, where more than indentation says it: answers in print, and corrections."""

from collections.abc import Sequence

from archive.importing.corrections import Correction, Corrections
from archive.importing.draft import Draft
from archive.importing.threads.authorlines import folded
from archive.importing.threads.comments import Found, Thread
from archive.importing.threads.said import Words


def settle(thread: Thread, said: Sequence[Words], corrections: Corrections, draft: Draft) -> None:
    """Set parent, depth and what was reconstructed of every comment of a thread."""
    flat = len(thread.spacing.levels) < 2 and not any(found.head.path for found in thread.found)
    if flat:
        _by_printed_answers(thread, said, draft)
    _by_corrections(thread, corrections, draft)
    for found in thread.found:
        found.depth = 0 if found.parent is None else thread.found[found.parent].depth + 1


def _by_printed_answers(thread: Thread, said: Sequence[Words], draft: Draft) -> None:
    """“In reply to Name” names the last comment by Name above, “in reply to #3” the third."""
    by_name: dict[str, list[int]] = {}
    for number, (found, words) in enumerate(zip(thread.found, said, strict=True)):
        if words.answers:
            candidates = by_name.get(folded(words.answers), [])
            if candidates:
                found.parent = candidates[-1]
            else:
                draft.doubt(_line(thread, found), "the comment that this one answers stands nowhere above")
            if len(candidates) > 1:
                found.reconstructed = tuple(dict.fromkeys((*found.reconstructed, "parent")))
                draft.doubt(
                    _line(thread, found), "answers one of several comments of the same author; the last is taken"
                )
        if found.head.bullet and found.head.bullet.path:
            by_name[f"#{found.head.bullet.path[0]}"] = [number]
        if words.author:
            by_name.setdefault(folded(words.author), []).append(number)


def _by_corrections(thread: Thread, corrections: Corrections, draft: Draft) -> None:
    by_line = {
        line: number
        for number, found in enumerate(thread.found)
        for line in range(_line(thread, found), thread.rows[found.rows[-1]].line + 1)
    }
    for correction in corrections.all:
        if correction.what != "parent":
            continue
        number = by_line.get(correction.line)
        parent = _parent(correction, by_line)
        if number is None or (parent is None and correction.to.strip("0")) or (parent is not None and parent >= number):
            draft.doubt(correction.line, "correction fits nothing: parent")
            continue
        found = thread.found[number]
        found.parent = parent
        found.reconstructed = tuple(dict.fromkeys((*found.reconstructed, "parent")))


def _parent(correction: Correction, by_line: dict[int, int]) -> int | None:
    return by_line.get(int(correction.to)) if len(correction.to) < 10 else None


def _line(thread: Thread, found: Found) -> int:
    return thread.rows[found.rows[0]].line
