"""From a path to bytes, from bytes to a decoded source; what can't be read is refused with the reason.

Nothing is replaced and no encoding is guessed: UTF-8, UTF-16 and UTF-32 tell themselves, any other is named by
whoever brings the document. A byte order mark stays in the text as U+FEFF, so that positions count it.
"""

import codecs
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import NamedTuple

from archive.importing.source import LINE_END, Source
from archive.text.legible import legible

MAX_BYTES = 32 * 1024 * 1024
# Reading keeps one small object for each line: a file of nothing but line ends would fill the memory.
MAX_LINES = 250_000
# No file system gives longer names.
MAX_NAME = 255
# A document may hold a few stray control characters; past this many, one in a hundred makes it binary.
STRAY_CONTROLS = 3

MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Text codecs of Python that are no encodings of documents: they turn escapes and host names into characters.
NO_ENCODINGS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
BLANK = "\ufeff\0 \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0\u200b\u200e\u200f\u2028\u2029"
OTHER_ENCODING = "if the document is in another encoding, name it"


class Refused(ValueError):
    """A file that is not read; the message is a sentence that says which and why."""


class UnknownEncoding(Refused):
    """A name that is no encoding of text."""


class Received(NamedTuple):
    """The bytes of a file and its name, made safe to show and to store."""

    data: bytes
    name: str


def read_file(path: str | Path, *, limit: int = MAX_BYTES) -> Received:
    """The content of a regular file of at most `limit` bytes. Raises `Refused`.

    A symbolic link is not followed, a FIFO does not block, a device is not opened.
    """
    name = legible((Path(path).name or str(path) or "(no name)")[:MAX_NAME])
    try:
        _check_kind(os.lstat(path).st_mode, name)
        # Between the look and the opening the file may have been exchanged: the flags say it again.
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
        with os.fdopen(os.open(path, flags), "rb") as file:
            found = os.fstat(file.fileno())
            _check_kind(found.st_mode, name)
            if found.st_size > limit:
                raise Refused(f"{name} has {found.st_size:,} bytes; at most {limit:,} are read.")
            data = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"{name} can’t be opened: {error.strerror or 'the system gives no reason'}.") from error
    except Refused:
        raise
    except ValueError as error:
        raise Refused(f"{name} is no name of a file.") from error
    if len(data) > limit:
        raise Refused(f"{name} has more than {limit:,} bytes; no more are read.")
    return Received(data, name)


def _check_kind(mode: int, name: str) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = {
        stat.S_IFLNK: "a symbolic link, which is not followed",
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    raise Refused(f"{name} is {kinds.get(stat.S_IFMT(mode), 'no regular file')}; only regular files are read.")


def decode(data: bytes, *, name: str = "", encoding: str | None = None, max_lines: int = MAX_LINES) -> Source:
    """The document as characters, a byte order mark and every line end included. Raises `Refused`.

    `encoding` is the one that a person named; without it the bytes must say it themselves.
    """
    shown = legible(name) or "The document"
    if not data:
        raise Refused(f"{shown} is empty.")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Refused(f"{shown} is {what}, not text.")
    chosen = _named(data, encoding, shown) if encoding else _own(data)
    try:
        text = data.decode(chosen)
    except UnicodeError as error:
        raise Refused(_invalid(data, chosen, error, shown, named=bool(encoding))) from error
    _check_text(text, chosen, shown, max_lines)
    return Source(text, encoding=chosen, name=name)


def known_encoding(name: str) -> str:
    """The usual name of an encoding of text. Raises `UnknownEncoding`."""
    try:
        "".encode(name)
        found = codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError) as error:
        raise UnknownEncoding(f"“{legible(name[:40])}” is not the name of an encoding of text.") from error
    if found in NO_ENCODINGS or found.replace("-", "_") in NO_ENCODINGS:
        raise UnknownEncoding(f"“{legible(name[:40])}” is no encoding of documents.")
    return found


def _named(data: bytes, encoding: str, shown: str) -> str:
    """The codec for a named encoding: always one that leaves a byte order mark in the text."""
    found = known_encoding(encoding)
    if found == "utf-8-sig":
        return "utf-8"
    if found in ("utf-16", "utf-32"):
        marked = next((chosen for mark, chosen in MARKS if chosen.startswith(found) and data.startswith(mark)), None)
        if marked is None:
            raise Refused(f"{shown} has no byte order mark: say {found}-le or {found}-be.")
        return marked
    return found


def _own(data: bytes) -> str:
    """The encoding that the bytes themselves say: a byte order mark, or the look of UTF-16, or else UTF-8."""
    for mark, chosen in MARKS:
        if data.startswith(mark) and not (chosen == "utf-32-le" and len(data) % 4):
            return chosen
    return _unmarked_utf16(data) or "utf-8"


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, where it is unmistakable.

    In such a text the blanks, line ends and Latin letters give zero bytes on one side of the pairs only, and every
    pair is a character that texts are made of. What can be read as UTF-8 with a stray zero is no such text.
    """
    sample = data[: 64 * 1024]
    high, low = sample[1::2].count(0), sample[0::2].count(0)
    if len(data) % 2 or min(high, low) or max(high, low) < max(2, len(sample) // 100) or _is_utf8(data):
        return None
    chosen = "utf-16-le" if high else "utf-16-be"
    text = sample.decode(chosen, errors="ignore")
    strange = sum(unicodedata.category(character) in ("Cc", "Co", "Cn") for character in LINE_END.sub("", text))
    return None if strange > text.count("\t") + len(text) // 100 else chosen


def _is_utf8(data: bytes) -> bool:
    try:
        return not _is_binary(data.decode())
    except UnicodeDecodeError:
        return False


def _is_binary(text: str) -> bool:
    return len(CONTROL.findall(text)) > max(STRAY_CONTROLS, len(text) // 100)


def _invalid(data: bytes, chosen: str, error: UnicodeError, shown: str, *, named: bool) -> str:
    controls = sum(data.count(bytes([code])) for code in (0, 1, 2, 3, 4, 5, 6, 7, 8))
    if not named and controls > max(STRAY_CONTROLS, len(data) // 100):
        return f"{shown} is binary data, not text: {controls:,} of its {len(data):,} bytes are control characters."
    if not isinstance(error, UnicodeDecodeError):
        return f"{shown} is not valid {chosen}."
    place = f"byte {error.start:,} (0x{data[error.start]:02x})" if error.start < len(data) else "its end"
    advice = "" if named else f"; {OTHER_ENCODING}"
    return f"{shown} is not valid {chosen}: {place} can’t be decoded{advice}."


def _check_text(text: str, chosen: str, shown: str, max_lines: int) -> None:
    lone = SURROGATE.search(text)
    if lone:
        raise Refused(f"{shown} is not valid {chosen}: half a surrogate pair stands at character {lone.start():,}.")
    if _is_binary(text):
        controls = len(CONTROL.findall(text))
        raise Refused(
            f"{shown} is binary data, not text: {controls:,} of its {len(text):,} characters are control characters."
        )
    if not text.strip(BLANK):
        raise Refused(f"{shown} holds nothing but blanks.")
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if lines > max_lines:
        raise Refused(f"{shown} has {lines:,} lines; at most {max_lines:,} are read.")
