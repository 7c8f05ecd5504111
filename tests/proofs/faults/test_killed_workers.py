"""Workers die one after the other under many connections: only what was under way in a dying one is not answered."""

import itertools
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.proofs.faults.editors import Editor, Unanswered
from tests.proofs.faults.served import ARCHIVE, BROKEN

pytestmark = pytest.mark.proof
CONNECTIONS, SECONDS = 64, 60
# Nothing that these editors do is to be seen on them.
PAGES = ("/articles/", "/articles/{}/", "/articles/{}.json", "/authors/", "/statements/", "/about/", "/search/?q=tow")


@dataclass
class Storm:
    """What was seen: when workers were killed, from when to when a request was not answered, and wrong answers."""

    kills: list[float] = field(default_factory=list)
    cut: list[tuple[float, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    answered: int = 0
    kept: int = 0

    def unexcused(self) -> int:
        """How many requests were not answered though no worker died while they were under way."""
        return sum(not any(sent <= kill <= ended for kill in self.kills) for sent, ended in self.cut)


def read(archive, pages: dict[str, str], first: int, until: float, storm: Storm) -> None:
    for path in itertools.islice(itertools.cycle(pages), first, None):
        if (sent := time.monotonic()) > until:
            return
        try:
            status, _headers, text = archive.served.answer(path)
        except BROKEN:
            storm.cut.append((sent, time.monotonic()))
            continue
        storm.answered += 1
        if (status, text) != (200, pages[path]):
            storm.wrong.append(f"{path} was answered {status}, {len(text)} characters")


def write(editor: Editor, until: float, storm: Storm) -> None:
    while (sent := time.monotonic()) < until:
        try:
            done = editor.work("bring")
        except Unanswered as unanswered:
            storm.wrong += [f"a form was answered {unanswered.status}"] if unanswered.status else []
            done = None
        if done is None or done.status == 0:
            storm.cut.append((sent, time.monotonic()))
        elif done.acknowledged:
            storm.answered += 1
            storm.kept += 1
        else:
            storm.wrong.append(f"{done.kind} was answered {done.status}")


def storm(archive, seconds: float, application: str = ARCHIVE) -> Storm:
    """Kill the oldest worker every second while as many connections ask as there may be."""
    seen, readers = Storm(), CONNECTIONS - len(archive.editors)
    with archive.served.serving(application), ThreadPoolExecutor(CONNECTIONS) as pool:
        paths = [path.format(archive.slugs[0]) for path in PAGES]
        pages = {path: archive.served.answer(path)[2] for path in paths}
        until = time.monotonic() + seconds
        working = [pool.submit(read, archive, pages, number, until, seen) for number in range(readers)]
        working += [pool.submit(write, editor, until, seen) for editor in archive.editors]
        while time.monotonic() + 1 < until:
            time.sleep(1)
            if workers := archive.served.workers():
                seen.kills.append(time.monotonic())
                os.kill(workers[0], signal.SIGKILL)
        for each in working:
            each.result()
    return seen


@pytest.mark.disks
def test_only_what_was_under_way_in_a_dying_worker_is_not_answered(archive, capsys):
    seen = storm(archive, SECONDS)
    with capsys.disabled():
        print(
            f"\n{len(seen.kills)} workers killed in {SECONDS} s under {CONNECTIONS} connections: {seen.answered} "
            f"requests answered, {seen.kept} of them writes that are kept; {len(seen.cut)} were cut off"
        )
    assert (seen.wrong, seen.unexcused()) == ([], 0)
    assert len(seen.kills) > SECONDS * 0.8
    assert seen.answered > len(seen.kills)
    assert archive.faults(whole=True) == []


@pytest.mark.disks
def test_a_worker_that_comes_up_with_a_wrong_answer_is_seen(archive):
    wrong = storm(archive, 4, "tests.proofs.faults.planted:yawning").wrong
    assert [fault for fault in wrong if fault.endswith("was answered 500, 0 characters")]


def test_a_request_that_is_dropped_while_no_worker_dies_is_seen():
    seen = Storm(kills=[10.0, 11.0], cut=[(9.5, 10.01), (10.5, 10.9)])
    assert seen.unexcused() == 1
