"""Folders in which documents lie, looked up by hash."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from archive.importing.decoding import MAX_BYTES, Received, Refused, read_file


class Shelf:
    """The regular files of some folders, subfolders left out. A folder that is missing is an empty one.

    A file is read and hashed once, and only when a document of its size, of its name or of no known size is asked for.
    """

    def __init__(self, folders: Iterable[str | Path], *, limit: int = MAX_BYTES) -> None:
        self._limit = limit
        self._sizes: dict[Path, int] = {}
        for folder in folders:
            self._sizes |= dict(_files(Path(folder)))
        self._unread = set(self._sizes)
        self._paths: dict[str, Path] = {}
        self._refusals: dict[str, str] = {}

    def find(self, sha256: str, *, size: int | None = None, name: str = "") -> Received | None:
        """The document with this SHA-256, or None. `size` and `name` are what it should have: where to look."""
        if path := self._paths.get(sha256):
            return self._read(path, sha256)
        for path in sorted(self._unread):
            if size is None or self._sizes[path] == size or path.name == name:
                self._unread.discard(path)
                if found := self._read(path, sha256):
                    return found
        return None

    def why_not(self, name: str) -> str | None:
        """After a document of this name was not found: a sentence about the file that bears the name, if one does."""
        if name in self._refusals:
            return self._refusals[name]
        folders = [path.parent.name for path in self._sizes if path.name == name]
        return f"{name} in {folders[0]} is another document of that name." if folders else None

    def _read(self, path: Path, sha256: str) -> Received | None:
        try:
            received = read_file(path, limit=self._limit)
        except Refused as refusal:
            self._refusals[path.name] = str(refusal)
            return None
        digest = hashlib.sha256(received.data).hexdigest()
        self._paths.setdefault(digest, path)
        return received if digest == sha256 else None


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                # A file that goes away meanwhile hides none of the others.
                with suppress(OSError):
                    if not entry.is_dir(follow_symlinks=False):
                        yield Path(entry.path), entry.stat(follow_symlinks=False).st_size
    except OSError:
        return


class Hand:
    """One document that somebody holds out, asked for as a shelf is."""

    def __init__(self, received: Received) -> None:
        self._received = received
        self.sha256 = hashlib.sha256(received.data).hexdigest()

    def find(self, sha256: str, *, size: int | None = None, name: str = "") -> Received | None:  # noqa: ARG002
        return self._received if sha256 == self.sha256 else None

    def why_not(self, name: str) -> str | None:  # noqa: ARG002
        return None
