"""A disk that is full, only read or broken, a database that has gone: said calmly, and over when the fault is over."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field

import pytest

from tests.proofs.faults.editors import KINDS, Unanswered, Write
from tests.proofs.faults.outages import Outage
from tests.proofs.faults.served import ARCHIVE, BROKEN
from tests.test_headers import EXPECTED

pytestmark = [pytest.mark.proof, pytest.mark.disks]
PAGES = (
    "/",
    "/articles/",
    "/articles/{}/",
    "/articles/{}.json",
    "/search/?q=tow",
    "/about/",
    "/healthz",
    "/moderation/",
)
WORK = ("/admin/", "/admin/archive/article/", "/admin/archive/comment/queue/", "/admin/archive/article/bring/")
NO_ANSWER, UNCONFIRMED = "The archive can’t answer now", "What you sent is not confirmed"
# Seconds after an outage, and writes in it until none is kept any more.
RECOVERY, MOST = 20, 600


@dataclass
class Seen:
    """What was seen of an outage: faults as sentences, and figures."""

    faults: list[str] = field(default_factory=list)
    rested: int = 0
    answered: int = 0
    refused: int = 0
    kept: int = 0
    recovered: float = 0


def look(archive, path: str, *, works: bool) -> tuple[int, str]:
    """Status, and what is wrong with an answer that a reader gets, or an editor who works."""
    try:
        status, headers, text = archive.editors[0].ask(path) if works else archive.served.answer(path)
    except BROKEN as error:
        return 0, f"{path} is not answered: {error!r}"
    if status not in {200, 503}:
        return status, f"{path} is answered {status}"
    if status == 503 and NO_ANSWER not in text and path != "/healthz":
        return status, f"{path} does not say that the archive can’t answer"
    if {name: headers[name] for name in EXPECTED} != EXPECTED:
        return status, f"{path} lacks headers at {status}"
    return status, ""


def weigh(write: Write, seen: Seen, outage: Outage) -> None:
    if write.acknowledged:
        seen.kept += 1
        if not outage.keeps:
            seen.faults.append(f"{write.kind} was acknowledged")
    elif write.status == 503 and UNCONFIRMED in write.text:
        seen.refused += 1
    else:
        seen.faults.append(f"{write.kind} was answered {write.status}: {write.text[-300:]}")


def suffer(archive, outage: Outage, seen: Seen, pool: ThreadPoolExecutor) -> None:
    """Ask for every kind of page, and send every kind of write."""
    opened = [(one, one.fill(kind)) for one, kind in zip(archive.editors, sorted(set(KINDS)), strict=True)]
    paths = [(path.format(archive.slugs[0]), False) for path in PAGES] + [(path, True) for path in WORK]
    with outage.begin(archive.served):
        writes = [pool.submit(one.send, sending) for one, sending in opened]
        for status, fault in pool.map(lambda each: look(archive, each[0], works=each[1]), paths):
            seen.rested += status == 503
            seen.answered += status == 200
            seen.faults += [fault] if fault else []
        for write in writes:
            weigh(write.result(), seen, outage)
        while outage.keeps and not seen.refused and seen.kept < MOST:
            weigh(archive.editors[0].work("tag"), seen, outage)


def recover(archive, seen: Seen) -> None:
    """Wait until everything is kept and answered again, by the same server."""
    began = time.monotonic()
    paths = [(path.format(archive.slugs[0]), False) for path in PAGES] + [(path, True) for path in WORK]
    while True:
        try:
            well = all(editor.work().acknowledged for editor in archive.editors)
        except Unanswered:
            well = False
        well = well and all(look(archive, path, works=works) == (200, "") for path, works in paths)
        seen.recovered = time.monotonic() - began
        if well:
            return
        if seen.recovered > RECOVERY:
            seen.faults.append(f"after {RECOVERY} s it has not recovered")
            return
        time.sleep(0.2)


def live_through(archive, name: str, application: str = ARCHIVE) -> Seen:
    seen = Seen()
    with archive.served.serving(application), ThreadPoolExecutor(8) as pool:
        suffer(archive, archive.outages[name], seen, pool)
        recover(archive, seen)
    return seen


def some_outage(archive) -> str:
    """One in which nothing is kept and all is read."""
    return next(name for name in archive.outages if name.startswith("read-only"))


def test_outages_are_said_calmly_and_pass(archive, capsys):
    for name in archive.outages:
        seen = live_through(archive, name)
        assert seen.faults + archive.faults(whole=True) == [], name
        assert seen.refused > 0, name
        with capsys.disabled():
            print(
                f"\n{name}: {seen.answered} pages answered, {seen.rested} at rest; {seen.refused} writes refused, "
                f"{seen.kept} kept; well again after {seen.recovered:.1f} s",
                end="",
            )


def test_a_server_that_starts_while_its_database_is_gone_comes_up_with_it(archive):
    seen = Seen()
    with ExitStack() as outage:
        outage.enter_context(archive.outages["database gone"].begin(archive.served))
        with archive.served.serving():
            assert look(archive, "/", works=False) == (503, "")
            outage.close()
            recover(archive, seen)
    assert seen.faults == []


def test_writes_that_are_acknowledged_and_not_kept_are_seen(archive):
    seen = live_through(archive, some_outage(archive), "tests.proofs.faults.planted:boasting")
    assert "tag was acknowledged" in seen.faults
    assert [fault for fault in archive.planted_faults() if fault.endswith("was acknowledged and is lost")]


def test_writes_that_the_disk_never_confirmed_are_seen(archive):
    with archive.cluster.having("fsync", "off", otherwise="on") if archive.cluster else nullcontext():
        seen = live_through(archive, "failing fsync", "tests.proofs.faults.planted:careless")
    assert "tag was acknowledged" in seen.faults


def test_an_outage_that_is_told_as_a_fault_of_the_pages_is_seen(archive):
    seen = live_through(archive, some_outage(archive), "tests.proofs.faults.planted:rude")
    assert [fault for fault in seen.faults if fault.startswith("tag was answered 500")]


def test_a_server_that_does_not_recover_is_seen(archive, monkeypatch):
    monkeypatch.setattr("tests.proofs.faults.test_outages.RECOVERY", 2)
    seen = live_through(archive, some_outage(archive), "tests.proofs.faults.planted:sulking")
    assert "after 2 s it has not recovered" in seen.faults
