"""People who work at a served archive through its admin, each on records of their own, and what they were promised."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.proofs.faults.served import BROKEN, Served

PASSWORD = "correct horse battery staple"
NAMES = ("anna", "bo", "cleo", "dan")
# What is written, in turn. The first two add a row each, the others set a value.
KINDS = ("tag", "bring", "tag", "moderate", "tag", "edit")
ADDS = {"tag", "bring"}
SEPARATOR = "a-part-of-the-form"


@dataclass
class Write:
    """One thing that was sent. `acknowledged` when its redirect was seen; `status` is 0 where no answer came."""

    kind: str
    row: int
    token: str
    value: str
    status: int = 0
    text: str = ""

    @property
    def acknowledged(self) -> bool:
        return self.status == 302


class Sending(NamedTuple):
    """A form that is filled in."""

    write: Write
    path: str
    fields: dict[str, Sequence[str]]
    file: str = ""


class Unanswered(Exception):
    """A page that was asked for before something could be sent did not come; `status` 0 where nothing came."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Form(HTMLParser):
    """The fields of the form that has a field of this name, as a browser would send them untouched."""

    def __init__(self, wanted: str, page: str) -> None:
        super().__init__()
        self.wanted, self.fields, self.found = wanted, {}, {}
        self.open: tuple[str, bool] | None = None
        self.choice: tuple[str, bool] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        said = dict(attributes)
        name = said.get("name", "")
        match tag:
            case "form":
                self.fields = {}
            case "input" if name and said.get("type") not in {"submit", "file", "button", "image"}:
                if said.get("type") not in {"checkbox", "radio"} or "checked" in said:
                    self.fields.setdefault(name, []).append(said.get("value") or "")
                self.fields.setdefault(name, [])
            case "textarea":
                self.open = (name, True)
                self.fields[name] = [""]
            case "select":
                self.choice = (name, "multiple" in said)
                self.fields[name] = []
            case "option" if self.choice:
                where, several = self.choice
                if "selected" in said or (not several and not self.fields[where]):
                    self.fields[where] = [*(self.fields[where] if several else []), said.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.open:
            self.fields[self.open[0]][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.open:
            # A browser leaves out the line break that stands behind the tag.
            self.fields[self.open[0]][0] = self.fields[self.open[0]][0].removeprefix("\r").removeprefix("\n")
            self.open = None
        elif tag == "select":
            self.choice = None
        elif tag == "form" and self.wanted in self.fields and not self.found:
            self.found = self.fields


class Editor:
    """One of NAMES. `rows` are the articles and comments that nobody else writes to, `rule` a rule of the house."""

    def __init__(
        self, served: Served, name: str, rows: dict[str, list[int]], rule: int, numbers: Iterator[int]
    ) -> None:
        self.served, self.name, self.rule, self.numbers = served, name, rule, numbers
        self.rows = {kind: itertools.cycle(keys) for kind, keys in rows.items()}
        self.kinds = itertools.cycle(KINDS)
        self.cookies: dict[str, str] = {}
        self.writes: list[Write] = []

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, kind: str = "") -> tuple[int, Any, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        status, given, text = self.served.answer(path, method, body, headers | ({"Content-Type": kind} if kind else {}))
        for line in given.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return status, given, text

    def post(self, path: str, fields: dict[str, Sequence[str]], file: str = "") -> tuple[int, Any, str]:
        sent = {**fields, "csrfmiddlewaretoken": [self.cookies.get("__Host-csrf", "")]}
        if not file:
            return self.ask(path, "POST", urlencode(sent, doseq=True).encode(), "application/x-www-form-urlencoded")
        parts = [f'name="{name}"\r\n\r\n{value}' for name, values in sent.items() for value in values]
        parts.append(
            f'name="file"; filename="{file}.txt"\r\nContent-Type: text/plain\r\n\r\nA page.\n\nIt says {file}.\n'
        )
        body = "".join(f"--{SEPARATOR}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
        return self.ask(
            path, "POST", f"{body}--{SEPARATOR}--\r\n".encode(), f"multipart/form-data; boundary={SEPARATOR}"
        )

    def log_in(self) -> None:
        """Raises Unanswered."""
        self.cookies = {}
        self._page("/admin/login/")
        try:
            status, _headers, _text = self.post("/admin/login/", {"username": [self.name], "password": [PASSWORD]})
        except BROKEN:
            status = 0
        if status != 302:
            raise Unanswered(status)

    def _page(self, path: str) -> str:
        try:
            status, _headers, text = self.ask(path)
        except BROKEN:
            raise Unanswered(0) from None
        if status != 200:
            raise Unanswered(status)
        return text

    def fill(self, kind: str = "") -> Sending:
        """A form of this kind (of the next), filled in. Raises Unanswered."""
        if "__Host-session" not in self.cookies:
            self.log_in()
        kind = kind or next(self.kinds)
        token = f"w{next(self.numbers)}x{self.name}"
        row = next(self.rows["articles" if kind == "edit" else "comments"])
        write, reason = Write(kind, row, token, token), {"reason": [token]}
        if kind == "tag":
            return Sending(write, f"/admin/archive/comment/{row}/tag/", {"was": [""], "new_tags": [token], **reason})
        if kind == "bring":
            return Sending(write, "/admin/archive/article/bring/", {"words": [""], "name": [""]}, token)
        path = f"/admin/archive/{'article' if kind == 'edit' else 'comment'}/{row}/"
        path += "change/" if kind == "edit" else "moderate/"
        wanted = "abstract" if kind == "edit" else "move"
        fields = Form(wanted, self._page(path)).found
        if kind == "edit":
            return Sending(write, path, {**fields, "abstract": [token], **reason})
        write.value = "veiled" if fields["seen"] == ["shown"] else "shown"
        said = {
            "move": ["veil" if write.value == "veiled" else "show"],
            "rule": [str(self.rule)],
            "facts": ["Said so."],
        }
        return Sending(write, path, {**fields, **said, **reason})

    def send(self, sending: Sending) -> Write:
        """Send it and remember what was answered."""
        write = sending.write
        self.writes.append(write)
        try:
            write.status, headers, write.text = self.post(sending.path, sending.fields, sending.file)
        except BROKEN:
            return write
        # Whoever is sent to log in was promised nothing.
        if write.acknowledged and "/login/" in headers["Location"]:
            write.status = 403
        return write

    def work(self, kind: str = "") -> Write:
        """One more write, of this kind or of the next. Raises Unanswered."""
        return self.send(self.fill(kind))


def broken_promises(writes: Sequence[Write], told: dict[str, Any]) -> list[str]:
    """What an archive holds (`witness.told`) against what people remember: faults as sentences.

    Of a write either nothing is there or its row and its Decision, and of what was acknowledged never nothing.
    """
    log, faults = set(told["log"]), list(told["faults"])
    known = {write.token for write in writes}
    faults += [f"{token} is in the log, and nobody sent it" for token in log - known]
    standing: dict[tuple[str, int], str] = {}
    for write in writes:
        if write.acknowledged and write.token not in log:
            faults.append(f"{write.kind} {write.token} was acknowledged and is lost")
        if write.kind in ADDS:
            there = [write.row, write.token] in told["tag"] if write.kind == "tag" else write.token in told["bring"]
            if there != (write.token in log):
                faults.append(f"{write.kind} {write.token} is half there")
        elif write.token in log:
            standing[write.kind, write.row] = write.value
    for (kind, row), value in standing.items():
        if told[kind].get(str(row)) != value:
            faults.append(f"{kind} of {row} is {told[kind].get(str(row))!r}, and the last that was kept is {value!r}")
    return faults


TOKEN = re.compile(r"w\d+x(?:" + "|".join(NAMES) + ")")
