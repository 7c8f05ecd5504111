"""Seams: where one row of a passage meets the next, and what of the line end stays in the text."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from archive.importing.compounds import Verdict, goes, stays
from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, Piece
from archive.importing.hyphens import ADDRESS, REACH, Vocabulary, break_between, judge
from archive.importing.languages import CONJUNCTIONS
from archive.importing.printed.rows import Row
from archive.importing.printed.setting import Setting
from archive.importing.sentences import DASHES, hyphened
from archive.text.runs import Span

LONGEST_WORD = 40
# Scripts written without blanks between words.
UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\u0e00-\u0eff\u1780-\u17ff]")
STRAY = re.compile(r"(?<=[^\W_])[-‐][ \u00a0]+(?=([^\W\d_]{1,40}))")


class Seams:
    def __init__(self, draft: Draft, setting: Setting, vocabulary: Vocabulary, corrections: Corrections) -> None:
        self._draft = draft
        self._source = draft.source.text
        self._setting = setting
        self._vocabulary = vocabulary
        self._corrections = corrections
        self.corrected: set[tuple[int, str]] = set()

    def sew(self, rows: Sequence[Row], language: str) -> list[Piece]:
        """The pieces of a block that these rows make, in their order; writes down every hyphen it decides."""
        pieces: list[Piece] = []
        for above, below in pairwise(rows):
            pieces += self._seam(above, below, language)
        for row in rows:
            self._note_strays(row, language)
        return [*pieces, Span(rows[-1].start, rows[-1].end)]

    def _seam(self, above: Row, below: Row, language: str) -> Iterable[Piece]:
        if hyphened(above.text):
            return self._hyphen(above, below, language)
        if self._glued(above, below):
            return [Span(above.start, above.end)]
        return self._blank(above, below)

    def _blank(self, above: Row, below: Row) -> Iterable[Piece]:
        """A row and one blank: the blank that stands behind it, the one before the next row, or an inserted one."""
        if self._setting.trailing(above):
            return [Span(above.start, above.end + 1)]
        if below.start > above.end and self._source[below.start - 1] == " ":
            return [Span(above.start, above.end), Span(below.start - 1, below.start)]
        return [Span(above.start, above.end), " "]

    def _glued(self, above: Row, below: Row) -> bool:
        """Whether the two rows meet without a blank."""
        last, first = above.text[-1], below.text[0]
        if UNSPACED.match(last) and UNSPACED.match(first):
            return True
        trailing = self._setting.trailing(above) and not self._setting.blank_behind
        if last in DASHES or last == "/" or above.text.endswith("--"):
            return above.text.rstrip("-" + last)[-1:].isalnum() and not trailing
        if first in DASHES and below.text[1:2].isalnum():
            return self._setting.closed_dashes and last.isalnum() and not trailing
        return self._drops_capital(above, below)

    def _drops_capital(self, above: Row, below: Row) -> bool:
        """Whether a row is the large first letter of the word that the next row goes on with."""
        if above.length != 1 or not above.text.isupper() or not below.text[0].islower():
            return False
        rest = re.match(r"[^\W\d_]+", below.text[:LONGEST_WORD])
        word = rest[0] if rest else ""
        glued = bool(self._vocabulary.words[(above.text + word).lower()]) or not self._vocabulary.words[word] > 1
        self._draft.doubt(above.number, "large first letter " + ("joined to its word" if glued else "left by itself"))
        return glued

    def _hyphen(self, above: Row, below: Row, language: str) -> Iterable[Piece]:
        verdict = self._corrected(above) or self._judged(above, below, language)
        if verdict is None:
            self._draft.doubt(above.number, "hyphen at the line end left: no word goes on behind it")
            return self._blank(above, below)
        note = self._draft.did if verdict.sure else self._draft.doubt
        note(above.number, f"{'kept' if verdict.keep else 'joined'} hyphen: {verdict.why}")
        if not verdict.keep:
            return [Span(above.start, above.end - 1)]
        return self._blank(above, below) if verdict.blank else [Span(above.start, above.end)]

    def _judged(self, above: Row, below: Row, language: str) -> Verdict | None:
        divided = break_between(above.text, below.text)
        return judge(divided, self._vocabulary, language) if divided else None

    def _corrected(self, above: Row) -> Verdict | None:
        for what, say in (("keep", stays), ("join", goes)):
            if above.last and self._corrections.says(above.number, what):
                self.corrected.add((above.number, what))
                return say("by correction")
        return None

    def _note_strays(self, row: Row, language: str) -> None:
        """A hyphen with a blank behind it inside a row: a hanging one is in order, every other is doubted."""
        for stray in STRAY.finditer(row.text):
            if stray[1].lower() not in CONJUNCTIONS.get(language, ()):
                self._draft.doubt(row.number, "hyphen before a blank inside the line, left as printed")
        if row.text[-1:] in "/._=&?" and ADDRESS.search(row.text[-REACH:].split()[-1]):
            self._draft.doubt(row.number, "an address may go on over the line end")
