"""Which tokens of one sequence are which of another: what stayed in order, and what was moved.

Rare runs that both have are chained by weight, the gaps between them are filled the same way and the small ones
exactly, where words that are alike are paired too. The work is bounded: a large gap without anything
rare in it stays unpaired.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Runs of so many tokens that are unique in both show where a stretch went; in gaps shorter ones do.
RUN = 4
SHORTER = (4, 2, 1)
# A gap with so many cells is filled exactly, and so many cells are filled in all.
CELLS = 6_000
BUDGET = 4_000_000
# Moved runs with no more than so many other tokens between them are one moved stretch.
NEAR = 12
ALIKE = 0.5


class Pair(NamedTuple):
    """One old token is new[first:last + 1], alike by `alike` from 0 to 1; `share` is its part of those tokens."""

    first: int
    last: int
    alike: float
    share: float = 1.0


class Block(NamedTuple):
    """old[old:old + length] is new[new:new + length]."""

    old: int
    new: int
    length: int


class Pairing(NamedTuple):
    """Old token to its pair; in `kept` the pairs ascend. A new token of a kept pair is in no moved one."""

    kept: dict[int, Pair]
    moved: dict[int, Pair]


@lru_cache(maxsize=1 << 16)
def likeness(a: str, b: str) -> float:
    """How much two words are alike, from 0 to 1, by the pairs of letters that they share."""
    if a == b:
        return 1.0
    if not a or not b or len(a) + len(b) > 200:
        return 0.0
    first, second = ({f"^{word}$"[at : at + 2] for at in range(len(word) + 1)} for word in (a, b))
    return 2 * len(first & second) / (len(first) + len(second))


def paired(old: Sequence[str], new: Sequence[str]) -> Pairing:
    filler = _Filler(old, new)
    kept: dict[int, Pair] = {}
    strays = filler.fill(kept, (0, len(old), 0, len(new)), gather=True)
    regions = _stretches(strays)
    _thin_out(kept, regions)
    claimed = {at for pair in kept.values() for at in range(pair.first, pair.last + 1)}
    moved: dict[int, Pair] = {}
    for region in regions:
        found: dict[int, Pair] = {}
        filler.fill(found, _widened(old, new, region, claimed))
        for at, pair in found.items():
            if claimed.isdisjoint(range(pair.first, pair.last + 1)) and at not in moved:
                moved[at] = pair
    return Pairing(kept, moved)


def _thin_out(kept: dict[int, Pair], regions: Sequence[tuple[int, int, int, int]]) -> None:
    """Take back the chance pairs of a stretch that went elsewhere as a whole, and those of what stands there now.

    Where half of either side is paired in order, the stretch is no moved one but has a twin, and all stays.
    """
    owner = {to: at for at, pair in kept.items() for to in range(pair.first, pair.last + 1)}
    for a, b, c, d in regions:
        ours = [at for at in range(a, b) if at in kept]
        theirs = [owner[to] for to in range(c, d) if owner.get(to) in kept]
        if 2 * len(ours) < b - a and 2 * len(theirs) < d - c:
            for at in {*ours, *theirs}:
                del kept[at]


class _Filler:
    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.budget = BUDGET

    def fill(self, pairs: dict[int, Pair], region: tuple[int, int, int, int], *, gather: bool = False) -> list[Block]:
        """Pair what is in old[a:b] and new[c:d]; the runs that were left out of the order, if they are gathered."""
        strays: list[Block] = []
        waiting = [region]
        while waiting:
            a, b, c, d = self._trimmed(pairs, *waiting.pop())
            if a == b or c == d:
                continue
            cells = (b - a) * (d - c)
            if cells > CELLS or gather:
                chain: list[Block] = []
                for run in SHORTER if cells > CELLS else (RUN,):
                    chain, left = chained(_common(self.old[a:b], self.new[c:d], run))
                    if gather:
                        strays += [Block(block.old + a, block.new + c, block.length) for block in left]
                        gather = False
                    if chain:
                        break
                if chain:
                    at, to = a, c
                    for block in chain:
                        for step in range(block.length):
                            there = c + block.new + step
                            pairs[a + block.old + step] = Pair(there, there, 1.0)
                        waiting.append((at, a + block.old, to, c + block.new))
                        at, to = a + block.old + block.length, c + block.new + block.length
                    waiting.append((at, b, to, d))
                    continue
            if cells <= min(self.budget, CELLS * 40):
                self.budget -= cells
                _fit(pairs, self.old[a:b], self.new[c:d], a, c)
        return strays

    def _trimmed(self, pairs: dict[int, Pair], a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
        while a < b and c < d and self.old[a] == self.new[c]:
            pairs[a] = Pair(c, c, 1.0)
            a, c = a + 1, c + 1
        while a < b and c < d and self.old[b - 1] == self.new[d - 1]:
            b, d = b - 1, d - 1
            pairs[b] = Pair(d, d, 1.0)
        return a, b, c, d


def _common(old: Sequence[str], new: Sequence[str], run: int) -> list[Block]:
    """The runs of tokens that stand once in both, joined where they follow each other, in the order of the old."""
    places = [_once(old, run), _once(new, run)]
    blocks: list[Block] = []
    for key, at in places[0].items():
        to = places[1].get(key, -1)
        if at < 0 or to < 0:
            continue
        last = blocks[-1] if blocks else None
        if last and last.old + last.length == at + run - 1 and last.new + last.length == to + run - 1:
            blocks[-1] = last._replace(length=last.length + 1)
        else:
            blocks.append(Block(at, to, run))
    return blocks


def _once(sequence: Sequence[str], run: int) -> dict[tuple[str, ...], int]:
    """Where each run stands; -1 for one that stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    for at, key in enumerate(zip(*(sequence[step:] for step in range(run)), strict=False)):
        found[key] = -1 if key in found else at
    # A run met again keeps its first place in the order, so the ones that stand once are in the order of the text.
    return found


def chained(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The heaviest chain of blocks that ascend in both sequences, overlaps cut, and the blocks left out of it."""
    ends: list[tuple[int, int, int]] = []
    before: list[int] = []
    for number, block in enumerate(blocks):
        place = bisect_left(ends, (block.new, -1, -1))
        weight = block.length + (ends[place - 1][1] if place else 0)
        before.append(ends[place - 1][2] if place else -1)
        after = place
        while after < len(ends) and ends[after][1] <= weight:
            after += 1
        ends[place:after] = [(block.new, weight, number)]
    chain: list[Block] = []
    inside: set[int] = set()
    number = ends[-1][2] if ends else -1
    while number >= 0:
        inside.add(number)
        number = before[number]
    for number in sorted(inside):
        old, new, length = blocks[number]
        if chain:
            last = chain[-1]
            cut = max(last.old + last.length - old, last.new + last.length - new, 0)
            old, new, length = old + cut, new + cut, length - cut
        if length > 0:
            chain.append(Block(old, new, length))
    return chain, [block for number, block in enumerate(blocks) if number not in inside]


def _fit(pairs: dict[int, Pair], old: Sequence[str], new: Sequence[str], a: int, c: int) -> None:
    """Pair two short stretches as well as can be: equal words, words alike, one word written as two."""
    height, width = len(old), len(new)
    scores = [[0.0] * (width + 1)]
    moves = [bytearray(width + 1)]
    close = height * width <= CELLS
    for i in range(1, height + 1):
        above, row, move = scores[-1], [0.0] * (width + 1), bytearray(width + 1)
        word = old[i - 1]
        two = old[i - 2] + word if i > 1 else None
        for j in range(1, width + 1):
            best, way = (above[j], 1) if above[j] >= row[j - 1] else (row[j - 1], 2)
            other = new[j - 1]
            if word == other:
                score = above[j - 1] + (2.0 if word[0].isalnum() else 1.0)
                if score >= best:
                    best, way = score, 3
            elif close:
                alike = likeness(word, other)
                if alike >= ALIKE and above[j - 1] + alike > best:
                    best, way = above[j - 1] + alike, 3
                if two == other and scores[i - 2][j - 1] + 3 > best:
                    best, way = scores[i - 2][j - 1] + 3, 4
                if j > 1 and new[j - 2] + other == word and above[j - 2] + 3 > best:
                    best, way = above[j - 2] + 3, 5
            row[j], move[j] = best, way
        scores.append(row)
        moves.append(move)
    _walk(pairs, old, new, moves, a, c)


def _walk(
    pairs: dict[int, Pair], old: Sequence[str], new: Sequence[str], moves: list[bytearray], a: int, c: int
) -> None:
    i, j = len(old), len(new)
    low, right = i, j
    while i or j:
        way = (moves[i][j] or (1 if i else 2)) if i and j else (1 if i else 2)
        if way == 1:
            i -= 1
            continue
        if way == 2:
            j -= 1
            continue
        _replaced(pairs, old, new, (i, low, j, right), a, c)
        if way == 3:
            i, j = i - 1, j - 1
            pairs[a + i] = Pair(c + j, c + j, likeness(old[i], new[j]))
        elif way == 4:
            i, j = i - 2, j - 1
            pairs[a + i] = pairs[a + i + 1] = Pair(c + j, c + j, 1.0, 0.5)
        else:
            i, j = i - 1, j - 2
            pairs[a + i] = Pair(c + j, c + j + 1, 1.0)
        low, right = i, j
    _replaced(pairs, old, new, (0, low, 0, right), a, c)


def _replaced(
    pairs: dict[int, Pair], old: Sequence[str], new: Sequence[str], gap: tuple[int, int, int, int], a: int, c: int
) -> None:
    """A few words in the place of as few are taken for their replacement: one by one, or one for several."""
    i, low, j, right = gap
    height, width = low - i, right - j
    if height == width <= 3:
        for step in range(height):
            pairs[a + i + step] = Pair(c + j + step, c + j + step, likeness(old[i + step], new[j + step]))
    elif (height == 1 and 1 < width <= 3) or (width == 1 and 1 < height <= 3):
        alike = likeness("".join(old[i:low]), "".join(new[j:right]))
        for step in range(height):
            pairs[a + i + step] = Pair(c + j, c + right - 1, alike, 1 / height)


def _stretches(blocks: Sequence[Block]) -> list[tuple[int, int, int, int]]:
    """Blocks that lie near each other in both sequences as one region, the longest first."""
    regions: list[tuple[int, int, int, int]] = []
    for old, new, length in sorted(blocks):
        if regions:
            a, b, c, d = regions[-1]
            if old - b <= NEAR and -RUN <= new - d <= NEAR:
                regions[-1] = (a, max(b, old + length), c, max(d, new + length))
                continue
        regions.append((old, old + length, new, new + length))
    return sorted(regions, key=lambda region: region[0] - region[1])


def _widened(
    old: Sequence[str], new: Sequence[str], region: tuple[int, int, int, int], claimed: set[int]
) -> tuple[int, int, int, int]:
    """The region with the equal tokens on either side that belong to nothing else in the new."""
    a, b, c, d = region
    while a and c and old[a - 1] == new[c - 1] and c - 1 not in claimed:
        a, c = a - 1, c - 1
    while b < len(old) and d < len(new) and old[b] == new[d] and d not in claimed:
        b, d = b + 1, d + 1
    return a, b, c, d
