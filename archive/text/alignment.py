"""Stretches that follow each other in both texts, made one alignment: what is shared, and how much lies between.

An alignment is a list of stretches that rise in both texts. Between two of them stand as many changed words as the
longer side has.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from archive.text.diagonals import RUN, Stretch

GAP = 12
# A changed word takes away so much of what a shared one gives; where that leaves too little in common, all of it.
LENIENT, STRICT = 0.5, 1.0


def chains(found: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches (by place in a) in chains with no gap above `GAP` words in either text; each in exactly one chain."""
    best: list[int] = []
    before: list[int | None] = []
    latest: dict[int, int] = {}  # the stretch that ended last on a diagonal
    for number, each in enumerate(found):
        most, predecessor = 0, None
        for diagonal in range(each.diagonal - GAP, each.diagonal + GAP + 1):
            earlier = latest.get(diagonal)
            if earlier is not None and best[earlier] > most and _follows(found[earlier], each):
                most, predecessor = best[earlier], earlier
        best.append(most + each.length)
        before.append(predecessor)
        latest[each.diagonal] = number
    made, used = [], set[int]()
    for last in sorted(range(len(found)), key=lambda number: (-best[number], number)):
        chain, at = [], None if last in used else last
        while at is not None and at not in used:
            used.add(at)
            chain.append(found[at])
            at = before[at]
        if chain:
            made.append(_apart(chain[::-1]))
    return made


def _follows(earlier: Stretch, later: Stretch) -> bool:
    if not (earlier.at < later.at and earlier.to < later.to):
        return False
    if not (earlier.at_end < later.at_end and earlier.to_end < later.to_end):
        return False
    return later.at - earlier.at_end <= GAP and later.to - earlier.to_end <= GAP


def _apart(chain: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that share no word: a later one begins behind the one before."""
    made: list[Stretch] = []
    for each in chain:
        over = max(made[-1].at_end - each.at, made[-1].to_end - each.to, 0) if made else 0
        if over < each.length:
            made.append(Stretch(each.at + over, each.to + over, each.length - over))
    return made


def filled(chain: Sequence[Stretch], a: Sequence[str], b: Sequence[str]) -> list[Stretch]:
    """A chain with the shared words in its gaps, and as far as `GAP` words before and behind it."""
    first, last = chain[0], chain[-1]
    made = _between(a, b, (max(first.at - GAP, 0), first.at), (max(first.to - GAP, 0), first.to))
    for earlier, later in zip(chain, [*chain[1:], None], strict=True):
        made.append(earlier)
        if later:
            made += _between(a, b, (earlier.at_end, later.at), (earlier.to_end, later.to))
    made += _between(a, b, (last.at_end, last.at_end + GAP), (last.to_end, last.to_end + GAP))
    return _joined(made)


def _joined(alignment: Sequence[Stretch]) -> list[Stretch]:
    """Stretches with nothing between them made one."""
    whole: list[Stretch] = []
    for each in alignment:
        if whole and whole[-1].at_end == each.at and whole[-1].to_end == each.to:
            whole[-1] = whole[-1]._replace(length=whole[-1].length + each.length)
        else:
            whole.append(each)
    return whole


def _between(a: Sequence[str], b: Sequence[str], left: tuple[int, int], right: tuple[int, int]) -> list[Stretch]:
    """The longest common subsequence of two gaps, word by word."""
    ours, theirs = a[left[0] : left[1]], b[right[0] : right[1]]
    if not ours or not theirs or not set(ours) & set(theirs):
        return []
    lengths = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            same = ours[i] == theirs[j]
            lengths[i][j] = 1 + lengths[i + 1][j + 1] if same else max(lengths[i + 1][j], lengths[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs) and lengths[i][j]:
        if ours[i] == theirs[j]:
            found.append(Stretch(left[0] + i, right[0] + j, 1))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def linked(parts: Sequence[list[Stretch]]) -> list[list[Stretch]]:
    """Alignments of eight words or more, in any order; those that go on with the next within `GAP` words are one."""
    made: list[list[Stretch]] = []
    latest: dict[int, int] = {}  # the alignment that ended last on a diagonal
    for part in sorted(part for part in parts if shared(part) >= RUN):
        diagonal = part[0].diagonal
        near = {latest[each] for each in range(diagonal - GAP, diagonal + GAP + 1) if each in latest}
        earlier = [number for number in near if _goes_on(made[number], part)]
        if earlier:
            number = max(earlier, key=lambda number: (len(made[number]), -number))
            both = [*made[number], *part]
            made[number] = _joined(_apart(both) if _meet(made[number], part) else both)
        else:
            number = len(made)
            made.append(list(part))
        latest[made[number][-1].diagonal] = number
    return made


def _meet(earlier: Sequence[Stretch], later: Sequence[Stretch]) -> bool:
    return later[0].at < earlier[-1].at_end or later[0].to < earlier[-1].to_end


def _goes_on(earlier: Sequence[Stretch], later: Sequence[Stretch]) -> bool:
    """As `_follows`, for alignments."""
    first, last, then, end = earlier[0], earlier[-1], later[0], later[-1]
    if not (first.at < then.at and first.to < then.to and last.at_end < end.at_end and last.to_end < end.to_end):
        return False
    apart = then.at - last.at_end, then.to - last.to_end
    return max(apart) <= GAP and min(apart) >= -GAP


def shared(alignment: Sequence[Stretch]) -> int:
    return sum(each.length for each in alignment)


def identity(alignment: Sequence[Stretch]) -> float:
    """Shared words by all that stand side by side."""
    same = shared(alignment)
    changed = sum(_changed(earlier, later) for earlier, later in pairwise(alignment))
    return same / (same + changed)


def _changed(earlier: Stretch, later: Stretch) -> int:
    return max(later.at - earlier.at_end, later.to - earlier.to_end)


def best_parts(alignment: Sequence[Stretch], worth: Callable[[Stretch], float], least: float) -> list[list[Stretch]]:
    """The parts of an alignment in which shared words outweigh the changes, with `least` of identity."""
    parts = []
    for part in _maximal(alignment, worth, LENIENT):
        parts += [part] if identity(part) >= least else _maximal(part, worth, STRICT)
    return [part for part in parts if identity(part) >= least]


def _maximal(alignment: Sequence[Stretch], worth: Callable[[Stretch], float], price: float) -> list[list[Stretch]]:
    """The maximal scoring parts (Ruzzo and Tompa): each stretch adds its worth, each changed word takes away `price`.

    Of each part is known: the sum before it, the sum behind it, the first and the last stretch.
    """
    total = 0.0
    parts: list[tuple[float, float, int, int]] = []
    for number, each in enumerate(alignment):
        if number:
            total -= price * _changed(alignment[number - 1], each)
        part = (total, total + worth(each), number, number)
        total += worth(each)
        at = len(parts) - 1
        while True:
            while at >= 0 and parts[at][0] >= part[0]:
                at -= 1
            if at < 0 or parts[at][1] >= part[1]:
                break
            part = (parts[at][0], part[1], parts[at][2], part[3])
            del parts[at:]
            at -= 1
        parts.append(part)
    return [list(alignment[first : last + 1]) for _before, _behind, first, last in parts]
