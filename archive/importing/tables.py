"""A TOML file under inspection: hostile bytes in, checked values or plain sentences out."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.importing.decoding import Refused, read_file
from archive.text.legible import legible

MOST_BYTES = 256 * 1024
MOST_DOTS_ON_A_LINE = 500
PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class BadCatalogue(ValueError):
    """A catalogue file that can't be used: its name, and a sentence for each fault."""

    def __init__(self, file: str, *faults: str) -> None:
        super().__init__(f"{legible(file)}: {' '.join(faults)}")
        self.file = file
        self.faults = faults


class Table:
    """One TOML table under inspection: each key is asked for once, and what is wrong with it is collected."""

    def __init__(self, data: Mapping[str, Any], where: str, faults: list[str]) -> None:
        self._left = dict(data)
        self._where = where
        self._faults = faults

    def fault(self, key: str, what: str) -> None:
        self._faults.append(f"{self._where}{key} {what}.")

    def _take(self, key: str, kind: type, called: str, *, needed: bool) -> Any:
        value = self._left.pop(key, None)
        if value is None:
            if needed:
                self.fault(key, "is missing")
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"must be {called}")
            return None
        return value

    def line(self, key: str, most: int, *, form: re.Pattern[str] | None = None, needed: bool = False) -> str | None:
        """One line of at most `most` characters; None where it is missing or wrong."""
        return self._text(key, most, form, needed=needed, many=False)

    def paragraphs(self, key: str, most: int, *, needed: bool = False) -> str | None:
        return self._text(key, most, None, needed=needed, many=True)

    def _text(self, key: str, most: int, form: re.Pattern[str] | None, *, needed: bool, many: bool) -> str | None:
        value = self._take(key, str, "a text", needed=needed)
        if value is None:
            return None
        what = text_fault(value, most, form, many=many)
        if what:
            self.fault(key, what)
            return None
        return folded(value) if many else value.strip()

    def choice(self, key: str, among: Sequence[str], default: str | None = None) -> str:
        value = self._take(key, str, "a text", needed=default is None)
        if value is None:
            return default or ""
        if value not in among:
            self.fault(key, f"must be one of {', '.join(among)}")
        return str(value)

    def number(self, key: str, called: str, *, needed: bool = False) -> int | None:
        """A count, or a position; None where it is missing or wrong."""
        value = self._take(key, int, "a number", needed=needed)
        if value is not None and not 0 <= value < 2**53:
            self.fault(key, f"must be {called}")
            return None
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        return bool(self._take(key, bool, "true or false", needed=default is None) or default)

    def texts(self, key: str, most: int, count: int) -> tuple[str, ...]:
        values = self._take(key, list, "a list of texts", needed=False) or []
        if len(values) > count:
            self.fault(key, f"must be at most {count}")
            return ()
        for value in values:
            what = text_fault(value, most, None, many=False) if isinstance(value, str) else "must be a list of texts"
            if what:
                self.fault(key, what)
                return ()
        return tuple(value.strip() for value in values)

    def table(self, key: str, *, needed: bool = False) -> "Table | None":
        value = self._take(key, dict, "a table", needed=needed)
        return None if value is None else Table(value, f"{self._where}{key}.", self._faults)

    def tables(self, key: str, count: int) -> Iterator[tuple["Table", Mapping[str, Any]]]:
        values = self._take(key, list, "a list of tables", needed=False) or []
        if len(values) > count:
            self.fault(key, f"must be at most {count}")
            return
        for number, value in enumerate(values, 1):
            if isinstance(value, dict):
                yield Table(value, f"{key} {number}: ", self._faults), value
            else:
                self.fault(key, "must be a list of tables")
                return

    def end(self) -> None:
        for key in self._left:
            self.fault(legible(key[:60]), "is no key of the catalogue")


def text_fault(value: str, most: int, form: re.Pattern[str] | None, *, many: bool) -> str:
    """What is wrong with a text, or nothing."""
    text = value.strip()
    if not text:
        return "is empty"
    if len(text) > most:
        return f"is longer than {most} characters"
    allowed = "\n\t" if many else ""
    kinds = ("Cc", "Cs") if many else ("Cc", "Cs", "Zl", "Zp")
    if any(unicodedata.category(character) in kinds and character not in allowed for character in text):
        return "holds a control character" if many else "holds a control character or a line break"
    if form and not form.fullmatch(text):
        return "is not well formed"
    return ""


def folded(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in PARAGRAPHS.split(text.strip()))


def parse(source: Path | str | bytes, file: str) -> dict[str, Any]:
    """The data of a TOML file, whatever its bytes; raises BadCatalogue."""
    try:
        content = source if isinstance(source, bytes) else read_file(source, limit=MOST_BYTES).data
    except Refused as error:
        raise BadCatalogue(file, "It " + str(error).removeprefix(legible(file)).lstrip()) from None
    if len(content) > MOST_BYTES:
        raise BadCatalogue(file, f"The file is larger than {MOST_BYTES:,} bytes.")
    try:
        text = content.decode("utf-8")
        # A key of n dotted parts costs the parser n * n steps.
        if any(line.count(".") > MOST_DOTS_ON_A_LINE for line in text.splitlines()):
            raise BadCatalogue(file, f"A line holds more than {MOST_DOTS_ON_A_LINE} full stops.")
        return tomllib.loads(text)
    except UnicodeDecodeError:
        raise BadCatalogue(file, "The file is not UTF-8.") from None
    except RecursionError:
        raise BadCatalogue(file, "The file is nested too deeply.") from None
    except BadCatalogue:
        raise
    except ValueError as error:
        raise BadCatalogue(file, f"The file is no TOML: {legible(str(error)[:200])}.") from None
