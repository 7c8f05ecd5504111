"""The server and its workers are killed while people work: what was acknowledged is there, and nothing by half."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event
from time import monotonic, sleep

import pytest

from tests.proofs.faults.editors import Editor, Unanswered
from tests.proofs.faults.served import ARCHIVE, PATIENCE

pytestmark = [pytest.mark.proof, pytest.mark.disks]
# On each of two databases.
KILLS = 50
# Seconds after the first acknowledged write in which the server dies.
LONGEST = 0.4
# Every so many kills somebody logs in anew.
AGAIN = 10


def work(editor: Editor, begun: Event, kind: str, *, anew: bool) -> None:
    """Write on until nothing is answered any more."""
    try:
        if anew:
            editor.log_in()
        while (write := editor.work(kind)).status:
            assert write.acknowledged, (write.status, write.text)
            begun.set()
    except Unanswered as end:
        if end.status:
            raise


def kill(archive, moment: float, application: str = ARCHIVE, kind: str = "", again: Editor | None = None) -> None:
    """Serve it, have everybody write, and kill it so many seconds after the first was told that it is kept."""
    begun = Event()
    with ThreadPoolExecutor(len(archive.editors)) as pool, archive.served.serving(application):
        working = [pool.submit(work, one, begun, kind, anew=one is again) for one in archive.editors]
        assert begun.wait(PATIENCE)
        sleep(moment)
        archive.served.kill()
        for each in working:
            each.result()


def test_no_acknowledged_write_is_lost_when_the_server_is_killed(archive, capsys):
    moments, before = Random(20), len(archive.writes())
    for number in range(KILLS):
        again = archive.editors[number // AGAIN % len(archive.editors)] if number % AGAIN == 0 else None
        kill(archive, moments.uniform(0, LONGEST), again=again)
        assert archive.faults() == [], number
    assert archive.faults(whole=True) == []
    writes = archive.writes()[before:]
    kept, cut = sum(write.acknowledged for write in writes), sum(not write.status for write in writes)
    # Somebody is told each time that a write is kept, and most often others are not told any more.
    assert kept >= KILLS
    assert cut > KILLS // 2
    with capsys.disabled():
        print(f"\n{KILLS} kills: {kept} writes acknowledged and kept, {cut} cut off")


def test_writes_that_are_acknowledged_before_they_are_kept_are_seen(archive):
    kill(archive, 0.2, "tests.proofs.faults.planted:early", "tag")
    assert [fault for fault in archive.planted_faults() if fault.endswith("was acknowledged and is lost")]


def test_writes_that_are_kept_by_halves_are_seen(archive):
    until = monotonic() + PATIENCE
    with archive.served.serving("tests.proofs.faults.planted:halves"), ThreadPoolExecutor() as pool:
        writing = pool.submit(archive.editors[0].work, "tag")
        seen = []
        while not seen and not writing.done() and monotonic() < until:
            seen = [fault for fault in archive.planted_faults() if fault.endswith("is half there")]
        archive.served.kill()
    assert (writing.result().status, bool(seen)) == (0, True)
