"""Opening and decoding: read as it lies, or refused with the reason."""

import os
import random
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.importing.decoding import MAX_BYTES, MAX_LINES, Refused, UnknownEncoding, decode, known_encoding, read_file
from archive.importing.source import Source

TEXT = "Пароход, ferry, מעבורת, լաստանավ, vapur\r\nsecond line 😀\n" * 4


def read(data: bytes, encoding: str | None = None) -> Source | Refused:
    try:
        return decode(data, name="page.txt", encoding=encoding)
    except Refused as refusal:
        return refusal


def holds(data: bytes) -> bool:
    """Whether a decoded source is the same bytes again, and a refusal a sentence about the file."""
    found = read(data)
    if isinstance(found, Source):
        return found.text.encode(found.encoding) == data
    return str(found).startswith("page.txt ") and str(found).endswith(".")


def hostile(seed: int) -> Iterator[bytes]:
    """Fixed inputs of every sort that has broken a decoder."""
    chance = random.Random(seed)
    encodings = (
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-be",
        "utf-7",
        "cp1251",
        "cp1255",
    )
    ends = ("\n", "\r\n", "\r", "\0", "\x1b[2J", "\u202e", "\ufeff", "\u2028", "")
    for number in range(100):
        text = chance.choice(ends).join(chance.choices(TEXT.split(), k=chance.randrange(1, 30)))
        data = bytearray(text.encode(encodings[number % len(encodings)], errors="ignore"))
        yield bytes(data)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(data)
        yield bytes(data[: chance.randrange(len(data) + 1)])
        yield chance.randbytes(chance.randrange(1, 400))
        yield chance.choice((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"%PDF-", b"\0", b"\x80")) + bytes(data)


def test_five_hundred_hostile_inputs_come_back_whole_or_are_refused_with_the_reason() -> None:
    inputs = list(hostile(5778))
    assert len(inputs) == 500
    assert [data for data in inputs if not holds(data)] == []
    assert 100 < sum(isinstance(read(data), Source) for data in inputs) < 400


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xed\xa0\x80")
@example(b"\xff\xfe\0")
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    assert holds(data)


@given(st.binary(max_size=60), st.text(max_size=12))
def test_no_named_encoding_raises_anything_but_a_refusal(data: bytes, encoding: str) -> None:
    assert str(read(data, encoding=encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_tells_the_encoding_and_stays_in_the_text(encoding: str) -> None:
    source = decode(("\ufeff" + TEXT).encode(encoding))
    assert (source.encoding, source.text) == (encoding, "\ufeff" + TEXT)
    assert source.lines[0].start == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Plain words, and more of them.", "Слова по-русски, и ещё слова.", "מילים בעברית ועוד"]
)
def test_unmistakable_utf_16_needs_no_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).encoding == encoding


def test_text_that_only_might_be_utf_16_is_not_guessed() -> None:
    with pytest.raises(Refused, match=r"not valid utf-8|binary"):
        decode("渡船屋一夜烧毁原因不明".encode("utf-16-le"))


def test_line_ends_of_every_sort_keep_their_characters_and_their_positions() -> None:
    source = decode(b"a\r\nb\rc\n\nd")
    assert [(line.number, line.start, line.text) for line in source.lines] == [
        (1, 0, "a"),
        (2, 3, "b"),
        (3, 5, "c"),
        (4, 7, ""),
        (5, 8, "d"),
    ]


def test_bytes_of_another_encoding_are_refused_with_their_place_and_never_replaced() -> None:
    with pytest.raises(Refused) as refused:
        decode("Im Fährhaus".encode("latin-1"), name="fire.txt")
    assert str(refused.value) == (
        "fire.txt is not valid utf-8: byte 4 (0xe4) can’t be decoded; if the document is in another encoding, name it."
    )


def test_a_named_encoding_is_used() -> None:
    assert decode("Паром".encode("cp1251"), encoding="windows-1251").text == "Паром"


def test_a_named_encoding_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match=r"not valid ascii: byte 2 \(0xd0\)"):
        decode("a Паром".encode(), encoding="ascii")


def test_a_named_utf_16_without_a_byte_order_is_refused() -> None:
    with pytest.raises(Refused, match="say utf-16-le or utf-16-be"):
        decode("Паром".encode("utf-16-le"), encoding="utf-16")


@pytest.mark.parametrize(
    "name", ["hex", "rot13", "base64", "idna", "utf-7", "unicode_escape", "none", "a\0b", "x" * 999]
)
def test_what_is_no_encoding_of_documents_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownEncoding):
        known_encoding(name)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"\x89PNG\r\n\x1a\nabc",
        b"PK\x03\x04abc",
        b"\xff\xd8\xffabc",
        b"\x7fELFabc",
        bytes(range(32)) * 9,
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="not text"):
        decode(data)


def test_a_single_nul_passes_and_many_do_not() -> None:
    assert decode(b"one\0word").text == "one\0word"
    with pytest.raises(Refused, match="5 of its 55 characters are control characters"):
        decode(b"one\0word, " * 5 + b"words")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"\0"])
def test_a_document_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match=r"is empty|nothing but blanks"):
        decode(data)


@pytest.mark.slow
def test_a_million_lines_are_refused_by_the_cap_and_read_under_a_higher_one() -> None:
    data = b"x\n" * (MAX_LINES + 1)
    with pytest.raises(Refused, match=f"{MAX_LINES + 1:,} lines"):
        decode(data)
    assert len(decode(data, max_lines=MAX_LINES + 1).lines) == MAX_LINES + 1


def test_a_line_of_a_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    with file.open("wb") as opened:
        opened.truncate(100_000_000)
    began = time.perf_counter()
    with pytest.raises(Refused, match="100,000,000 bytes"):
        read_file(file)
    assert time.perf_counter() - began < 0.5


def test_a_regular_file_is_read_to_its_last_byte(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"ab\0\xff")
    assert read_file(tmp_path / "page.txt", limit=4) == (b"ab\0\xff", "page.txt")
    with pytest.raises(Refused, match="4 bytes; at most 3"):
        read_file(tmp_path / "page.txt", limit=3)


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to("page.txt")
    with pytest.raises(Refused, match=r"^link\.txt is a symbolic link, which is not followed"):
        read_file(tmp_path / "link.txt")


def test_a_link_put_in_the_place_of_a_file_meanwhile_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text("words")
    (tmp_path / "link.txt").symlink_to("page.txt")
    seen_before = (tmp_path / "page.txt").lstat()
    monkeypatch.setattr(os, "lstat", lambda path: seen_before)
    with pytest.raises(Refused, match=r"^link\.txt can’t be opened"):
        read_file(tmp_path / "link.txt")


def test_a_pipe_a_socket_a_folder_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
    for path, what in (
        (tmp_path / "pipe", "a pipe"),
        (tmp_path / "socket", "a socket"),
        (tmp_path, "a folder"),
        (Path(os.devnull), "a device"),
    ):
        with pytest.raises(Refused, match=f"{path.name} is {what}; only regular files are read"):
            read_file(path)


def test_a_pipe_put_in_the_place_of_a_file_meanwhile_does_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text("words")
    os.mkfifo(tmp_path / "pipe")
    seen_before = (tmp_path / "page.txt").lstat()
    monkeypatch.setattr(os, "lstat", lambda path: seen_before)
    with pytest.raises(Refused, match="pipe is a pipe"):
        read_file(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["missing.txt", "x" * 5000, "a\0b", "", "\udcff.txt"])
def test_what_is_not_there_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_file(str(tmp_path / "folder" / name) if name else "")


def test_a_hostile_name_is_escaped_in_the_name_and_in_the_refusal(tmp_path: Path) -> None:
    hostile_name = "a\x1b[2J\u202etxt.exe\n"
    (tmp_path / hostile_name).write_bytes(b"words")
    name = read_file(tmp_path / hostile_name).name
    assert name == r"a\x1b[2J\u202etxt.exe\x0a"
    with pytest.raises(Refused) as refused:
        decode(b"", name=hostile_name)
    assert str(refused.value) == rf"{name} is empty."


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_bytes(b"words")
    assert read_file(os.fsdecode(path)).name == r"\udcff.txt"


def test_the_default_cap_holds_the_longest_documents() -> None:
    assert MAX_BYTES == 32 * 1024 * 1024
