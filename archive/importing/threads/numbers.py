"""Numbers of comments that are missing: a page that counts its comments shows where one was lost."""

from collections.abc import Iterator
from typing import NamedTuple

from archive.importing.bullets import lettered
from archive.importing.draft import Draft
from archive.importing.record import Gap
from archive.importing.threads.comments import Thread

# So many numbers, of which so much count up one by one, make a count.
FEWEST = 4
MOST = 0.8


class Step(NamedTuple):
    """From one comment to the next that is counted with it; both are numbers in the thread, `size` in the count."""

    before: int
    after: int
    size: int


def note_missing_numbers(thread: Thread, draft: Draft) -> None:
    """Add a gap for every number that is left out, where the page counts all comments or those of each level."""
    for steps in (list(_steps(thread, by_level=False)), list(_steps(thread, by_level=True))):
        single = sum(step.size == 1 for step in steps)
        if len(steps) + 1 >= FEWEST and single >= MOST * len(steps):
            for step in steps:
                _note(thread, draft, step)
            return


def _steps(thread: Thread, *, by_level: bool) -> Iterator[Step]:
    last: dict[int | None, int] = {}
    for number, found in enumerate(thread.found):
        level = found.parent if by_level else None
        if not found.head.bullet or not found.head.bullet.path or lettered(found.head.bullet):
            continue
        if level in last:
            before = last[level]
            yield Step(before, number, _number(thread, number) - _number(thread, before))
        last[level] = number


def _number(thread: Thread, number: int) -> int:
    bullet = thread.found[number].head.bullet
    return bullet.path[-1] if bullet else 0


def _note(thread: Thread, draft: Draft, step: Step) -> None:
    unnumbered = sum(not thread.found[number].head.bullet for number in range(step.before + 1, step.after))
    missing = step.size - 1 - unnumbered
    if missing < 1:
        return
    row = thread.found[step.after].rows[0]
    lines = thread.rows[row - 1].line + 1, thread.rows[row].line - 1
    draft.doubt(thread.rows[row].line, f"numbers missing above: {missing}")
    held = any(gap.lines == lines for gap in draft.gaps)
    if lines[0] <= lines[1] and not held:
        draft.gaps.append(Gap(lines, thread.found[step.after].depth))
