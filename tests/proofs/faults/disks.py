"""A small disk of its own for an archive, which can be filled, and forbid to be written on."""

import errno
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What is written at once to fill it, down to the last.
CHUNKS = (1 << 20, 1 << 12, 1)


@contextmanager
def mounted(megabytes: int) -> Iterator[Path]:
    """A file system in memory, gone afterwards with all that stands in it. Needs root.

    Only this process and those it starts see it, and so it is gone even where this process is killed.
    """
    os.unshare(os.CLONE_NEWNS)
    _do("mount", "--make-rprivate", "/")
    folder = Path(tempfile.mkdtemp(prefix="archive-disk-"))
    _do("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "archive-disk", str(folder))
    try:
        yield folder
    finally:
        _do("umount", "--lazy", str(folder))
        shutil.rmtree(folder)


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Not a byte is left on it meanwhile."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for chunk in CHUNKS:
            try:
                while True:
                    file.write(bytes(chunk))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """The whole of it is only read meanwhile; waits for files that are still open."""
    for _ in range(100):
        if subprocess.run(["mount", "-o", "remount,ro", str(disk)], capture_output=True, check=False).returncode == 0:
            break
        time.sleep(0.1)
    else:
        raise AssertionError(f"{disk} is still written on.")
    try:
        yield
    finally:
        _do("mount", "-o", "remount,rw", str(disk))


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    """A file or a folder has other permissions meanwhile."""
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


@contextmanager
def away(path: Path) -> Iterator[None]:
    """It is not there meanwhile."""
    aside = path.with_name(f"{path.name}-away")
    path.rename(aside)
    try:
        yield
    finally:
        aside.rename(path)


@contextmanager
def failing_fsync(processes: list[int]) -> Iterator[None]:
    """What these processes, their threads and what they fork say must reach the disk is answered with an error."""
    traced = [word for number in processes for word in ("-p", str(number))]
    calls = "fsync,fdatasync"
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO"]
    with subprocess.Popen([*command, *traced], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as strace:
        try:
            _await_traced(processes, strace)
            yield
        finally:
            strace.terminate()


def _await_traced(processes: list[int], strace: subprocess.Popen) -> None:
    for _ in range(500):
        assert strace.poll() is None, strace.stderr.read() if strace.stderr else ""
        tasks = [status for number in processes for status in Path(f"/proc/{number}/task").glob("*/status")]
        if all(f"TracerPid:\t{strace.pid}\n" in status.read_text() for status in tasks):
            return
        time.sleep(0.02)
    raise AssertionError("strace does not get hold of the processes.")
