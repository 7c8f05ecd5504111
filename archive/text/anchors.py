"""Passages of one version of a text, found again in the next version.

Positions are half-open code points. The two versions are paired token by token; a passage follows its own words.
Where the pairing gives a place to other words of the old version, it is never taken. No place that is
given out splits a grapheme cluster.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from archive.text.graphemes import Borders
from archive.text.pairing import Pair, Pairing, likeness, paired
from archive.text.runs import Span
from archive.text.tokens import Token, tokens

ENOUGH = 0.6
# So much better must a moved place be, to be taken for the right one where the old place would do as well.
BETTER = 0.25
# A passage of fewer tokens is only believed where its neighbours stand beside it as well.
LONG = 8
REACH = 8
SLIDE = 2_000
CANDIDATES = 20
# How far a moved passage may be drawn apart, beside three times its tokens.
NEAR_ENOUGH = 12


class State(StrEnum):
    SAME = "same"
    EDITED = "edited"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    ORPHANED = "orphaned"


class Anchor(NamedTuple):
    """A passage of the old version: old[start:end] is `exact`; `prefix` and `suffix` stand beside it."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


class Place(NamedTuple):
    """What became of a passage.

    `same` and `edited` stand at `span`. `moved` and `ambiguous` only propose: `candidates`, best first, at most
    twenty, and no `span`. `orphaned` has neither. `similarity` is that of the first place, from 0 to 1.
    """

    state: State
    span: Span | None = None
    similarity: float = 0.0
    candidates: tuple[Span, ...] = ()


class NotItsWords(ValueError):
    """An anchor whose `exact` does not stand at its position of the old version."""

    def __init__(self, number: int) -> None:
        super().__init__(f"The words of anchor {number} do not stand at its place in the old version.")


def reanchored(old: str, new: str, anchors: Sequence[Anchor]) -> list[Place]:
    """What became of each passage, in the order given. Raises NotItsWords."""
    for number, anchor in enumerate(anchors):
        if not 0 <= anchor.start < anchor.end <= len(old) or old[anchor.start : anchor.end] != anchor.exact:
            raise NotItsWords(number)
    if old == new:
        return [Place(State.SAME, Span(anchor.start, anchor.end), 1.0) for anchor in anchors]
    finder = _Finder(old, new)
    return [finder.find(anchor) for anchor in anchors] if anchors else []


def normal(words: str) -> str:
    """What two passages must share to be the same: composed, runs of blanks one blank, unseen marks left out."""
    seen = "".join(each for each in words if unicodedata.category(each) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


class _Guess(NamedTuple):
    """New tokens first..last, and how much they are alike."""

    first: int
    last: int
    alike: float
    whole: bool = False


class _Way:
    """One set of pairs, for questions about stretches of old tokens."""

    def __init__(self, pairs: dict[int, Pair], old: list[Token], lengths: list[int]) -> None:
        self.pairs = pairs
        self.paired = sorted(pairs)
        self._lengths = lengths
        weights = []
        for at in self.paired:
            pair = pairs[at]
            length = (lengths[pair.last + 1] - lengths[pair.first]) * pair.share
            weights.append(pair.alike * (len(old[at].key) + length))
        self._weights = [0.0, *accumulate(weights)]
        self._old = [0, *accumulate(len(token.key) for token in old)]

    def guess(self, a: int, b: int) -> _Guess | None:
        """Where old tokens a..b went, from the first to the last of them that is paired."""
        low, high = bisect_left(self.paired, a), bisect_right(self.paired, b)
        if low == high:
            return None
        first, last = self.pairs[self.paired[low]].first, self.pairs[self.paired[high - 1]].last
        if last < first:
            return None
        total = self._old[b + 1] - self._old[a] + self._lengths[last + 1] - self._lengths[first]
        return _Guess(first, last, min((self._weights[high] - self._weights[low]) / total, 1.0))


class _Finder:
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.borders = Borders(new)
        self.old_tokens, self.new_tokens = tokens(old), tokens(new)
        self.old_keys = [token.key for token in self.old_tokens]
        self.new_keys = [token.key for token in self.new_tokens]
        self.starts = [token.start for token in self.old_tokens]
        self.ends = [token.end for token in self.old_tokens]
        pairing: Pairing = paired(self.old_keys, self.new_keys)
        lengths = [0, *accumulate(len(key) for key in self.new_keys)]
        self.kept = _Way(pairing.kept, self.old_tokens, lengths)
        self.moved = _Way(pairing.moved, self.old_tokens, lengths)
        self.free = bytearray(b"\1" * len(self.new_keys))
        for pair in pairing.kept.values():
            self.free[pair.first : pair.last + 1] = bytes(pair.last + 1 - pair.first)
        self.slides = self._slides()
        self._runs: dict[int, dict[tuple[str, ...], list[int]]] = {}

    def find(self, anchor: Anchor) -> Place:
        a = bisect_right(self.ends, anchor.start)
        b = bisect_left(self.starts, anchor.end) - 1
        if a > b:
            return Place(State.ORPHANED)
        kept, moved = self.kept.guess(a, b), self.moved.guess(a, b)
        if kept and kept.alike < ENOUGH:
            kept = self._slid(a, b) or kept
        if moved and (moved.alike < ENOUGH or moved.last - moved.first > 3 * (b - a) + NEAR_ENOUGH):
            moved = None
        better = moved is not None and kept is not None and moved.alike - kept.alike >= BETTER
        if kept and kept.alike >= ENOUGH and not better and self._supported(a, b, kept):
            return self._current(anchor, a, b, kept)
        if moved:
            return self._proposed(anchor, a, b, [moved])
        elsewhere = self._elsewhere(a, b)
        if elsewhere:
            return self._proposed(anchor, a, b, elsewhere)
        if kept and kept.alike >= ENOUGH:
            return self._proposed(anchor, a, b, [kept])
        return Place(State.ORPHANED)

    def _current(self, anchor: Anchor, a: int, b: int, guess: _Guess) -> Place:
        guess = self._slid(a, b) or guess
        twin = self._twin(a, b, guess)
        if twin:
            return self._proposed(anchor, a, b, sorted([guess, twin]), State.AMBIGUOUS)
        span = self._span(anchor, a, b, guess)
        same = normal(self.new[span.start : span.end]) == normal(anchor.exact)
        return Place(State.SAME if same else State.EDITED, span, guess.alike)

    def _proposed(self, anchor: Anchor, a: int, b: int, guesses: Sequence[_Guess], state: State | None = None) -> Place:
        state = state or (State.AMBIGUOUS if len(guesses) > 1 else State.MOVED)
        spans = tuple(self._span(anchor, a, b, guess) for guess in guesses[:CANDIDATES])
        return Place(state, None, guesses[0].alike, spans)

    def _supported(self, a: int, b: int, guess: _Guess) -> bool:
        """Whether enough of the neighbours of a short passage went to the same place with it."""
        if b - a + 1 >= LONG:
            return True
        neighbours = [*range(max(a - REACH, 0), a), *range(b + 1, min(b + 1 + REACH, len(self.old_keys)))]
        near = range(guess.first - 2 * REACH, guess.last + 2 * REACH + 1)
        found = sum(
            1 for at in neighbours if (pair := self.kept.pairs.get(at)) and pair.alike > ENOUGH and pair.first in near
        )
        return found * 4 >= len(neighbours)

    def _slides(self) -> list[tuple[int, int, int, int]]:
        """Insertions that could as well stand elsewhere: before which old token, length, and how far up and down."""
        found = []
        pairs, keys = self.kept.pairs, self.new_keys
        edges = [(-1, -1), *((at, pairs[at].last) for at in self.kept.paired), (len(self.old_keys), len(keys))]
        for (at, last), (to, _) in pairwise(edges):
            first = pairs[to].first if to < len(self.old_keys) else len(keys)
            length = first - last - 1
            if to != at + 1 or not length:
                continue
            up = down = 0
            while up < SLIDE and self._pairs_with(to - 1 - up, last - up) and keys[last - up] == keys[first - 1 - up]:
                up += 1
            while (
                down < SLIDE
                and self._pairs_with(to + down, first + down)
                and (keys[first + down] == keys[last + 1 + down])
            ):
                down += 1
            if up or down:
                found.append((to, length, up, down))
        return found

    def _pairs_with(self, at: int, to: int) -> bool:
        pair = self.kept.pairs.get(at)
        return pair is not None and pair.first == pair.last == to

    def _near_slides(self, a: int, b: int) -> list[tuple[int, int, int, int]]:
        low = bisect_left(self.slides, (a - SLIDE,))
        return self.slides[low : bisect_left(self.slides, (b + SLIDE + 1,))]

    def _slid(self, a: int, b: int) -> _Guess | None:
        """The passage in one piece, where an insertion inside it may as well stand before or behind it."""
        for at, length, up, down in self._near_slides(a, b):
            if a < at <= b:
                for first in [self._to(a, length)] * (up >= at - a) + [self._to(a, 0)] * (down > b - at):
                    if first is not None and self.new_keys[first : first + b - a + 1] == self.old_keys[a : b + 1]:
                        return _Guess(first, first + b - a, 1.0)
        return None

    def _twin(self, a: int, b: int, guess: _Guess) -> _Guess | None:
        """The other place of a passage that was doubled, so that nobody can say which one is the old one."""
        for at, length, up, down in self._near_slides(a, b):
            by = length if at - up <= a and b < at else -length if at <= a and b < at + down else 0
            if by and self._pairs_with(a, guess.first):
                return _Guess(guess.first + by, guess.last + by, guess.alike)
        return None

    def _to(self, at: int, by: int) -> int | None:
        pair = self.kept.pairs.get(at)
        return None if pair is None else pair.first + by

    def _elsewhere(self, a: int, b: int) -> list[_Guess]:
        """Where the words of a passage stand among new words that are no others of the old version, best first."""
        size = b - a + 1
        run = min(size, 3)
        if run not in self._runs:
            self._runs[run] = self._index(run)
        wanted = self.old_keys[a : b + 1]
        scored = []
        for first in self._runs[run].get(tuple(wanted[:run]), ()):
            last = first + size - 1
            if self.new_keys[first : last + 1] != wanted or not all(self.free[first : last + 1]):
                continue
            beside = self._beside(a, b, first, last)
            if size >= LONG or beside >= 3:
                scored.append((beside, -first))
        if not scored:
            return []
        best = max(scored)[0]
        return [
            _Guess(-place, size - 1 - place, 1.0) for beside, place in sorted(scored, reverse=True) if beside == best
        ]

    def _index(self, run: int) -> dict[tuple[str, ...], list[int]]:
        """Where each run of free new tokens stands; of one that stands everywhere the first places."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, key in enumerate(zip(*(self.new_keys[step:] for step in range(run)), strict=False)):
            if all(self.free[at : at + run]) and len(found[key]) < 10 * CANDIDATES:
                found[key].append(at)
        return found

    def _beside(self, a: int, b: int, first: int, last: int) -> int:
        """How many neighbours on either side are the same."""
        left = right = 0
        while left < REACH and left < min(a, first) and self.old_keys[a - 1 - left] == self.new_keys[first - 1 - left]:
            left += 1
        end = min(REACH, len(self.old_keys) - 1 - b, len(self.new_keys) - 1 - last)
        while right < end and self.old_keys[b + 1 + right] == self.new_keys[last + 1 + right]:
            right += 1
        return left + right

    def _span(self, anchor: Anchor, a: int, b: int, guess: _Guess) -> Span:
        head, tail = self.old_tokens[a], self.old_tokens[b]
        start, end = self.new_tokens[guess.first].start, self.new_tokens[guess.last].end
        front, back = self.old[anchor.start : head.start], self.old[tail.end : anchor.end]
        if front and self.new.endswith(front, 0, start):
            start -= len(front)
        elif anchor.start > head.start and self._keeps(a, guess.first):
            start += _letters_on(
                self.old[head.start : head.end],
                self.new[start : self.new_tokens[guess.first].end],
                anchor.start - head.start,
                after=False,
            )
        if back and self.new.startswith(back, end):
            end += len(back)
        elif anchor.end < tail.end and self._keeps(b, guess.last):
            low = self.new_tokens[guess.last].start
            end = low + _letters_on(
                self.old[tail.start : tail.end], self.new[low:end], anchor.end - tail.start, after=True
            )
        return Span(self.borders.before(start), self.borders.after(max(end, start + 1)))

    def _keeps(self, at: int, to: int) -> bool:
        """Whether an old token is known for this new one (a passage that begins inside a word then does so again)."""
        return likeness(self.old_keys[at], self.new_keys[to]) > 0


def _letters_on(old: str, new: str, at: int, *, after: bool) -> int:
    """The position in a new word that is the position `at` of the old one, counted in letters.

    Counted from that end of the word from which the words are the same; `after` says that the position is an end.
    """
    if old == new:
        return at
    letters = [[place for place, letter in enumerate(word) if letter.isalnum()] for word in (old, new)]
    count = bisect_left(letters[0], at)
    words = ["".join(word[place] for place in places) for word, places in zip((old, new), letters, strict=True)]
    if words[0][:count] != words[1][:count] and words[0][count:] and words[1].endswith(words[0][count:]):
        count = len(words[1]) - len(words[0]) + count
    if after:
        return letters[1][min(count, len(letters[1])) - 1] + 1 if count and letters[1] else len(new)
    return letters[1][count] if count < len(letters[1]) else 0
