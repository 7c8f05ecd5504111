"""Invented texts in several scripts, passages in them, and ten kinds of edits whose outcome is known.

A text is a list of paragraphs, a paragraph a list of sentences, a sentence a list of words; every word keeps the
number it was born with, so the truth about a passage is where its words stand after the edit.
"""

import random
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count

from archive.text.anchors import Anchor

SYLLABLES = {
    "latin": ["ba", "ri", "on", "te", "ka", "lo", "mi", "shu", "ver", "den", "ash", "ul", "é", "ño"],
    "cyrillic": ["ба", "ри", "он", "те", "ка", "ло", "ми", "шу", "вер", "ден", "аш", "ул", "ё"],
    "hebrew": ["בא", "רי", "און", "תא", "כל", "מי", "שו", "ור", "דן", "אש"],
    "armenian": ["բա", "րի", "ոն", "տե", "կա", "լո", "մի", "շու", "վեր", "դեն"],
    "devanagari": ["बा", "रि", "क्षे", "ते", "का", "लो", "मी", "शु", "वे", "ज्ञ"],
    "han": list("山水火木金土日月人口手足目耳心田石竹米雨雪風門車"),
}
KINDS = (
    "typos", "rewraps", "deletions", "twins", "swaps", "borders", "insertions", "case", "hyphens", "doubles",
)  # fmt: skip


@dataclass
class Word:
    words: str
    number: int
    end: str = ""


@dataclass
class Made:
    """An edited text and its anchors; for each the places that are right, and whatever is left of its words.

    No place is right where so little is left that the passage counts as gone.
    """

    old: str
    new: str
    anchors: list[Anchor]
    right: list[list[tuple[int, int]]] = field(default_factory=list)
    left: list[list[tuple[int, int]]] = field(default_factory=list)


def runs(places: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The places of words as one, or where they were torn apart, each group of them."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if found and start - found[-1][1] <= length + 12:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def alike(old: str, new: str) -> bool:
    """Whether so much of a passage is left that it must be found."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= 0.6


class Writer:
    def __init__(self, seed: int, kind: str, script: str, paragraphs: int = 12) -> None:
        self.random = random.Random(f"{seed} {kind} {script}")
        self.numbers = count()
        self.blank = "" if script == "han" else " "
        chance = self.random
        self.lexicon = [
            "".join(chance.choices(SYLLABLES[script], k=1 if script == "han" else chance.randint(1, 4)))
            for _ in range(260)
        ]
        self.weights = [1 / (rank + 3) for rank in range(len(self.lexicon))]
        self.text = [[self.sentence() for _ in range(chance.randint(2, 6))] for _ in range(paragraphs)]

    def sentence(self) -> list[Word]:
        size = self.random.randint(5, 24)
        made = [Word(word, next(self.numbers)) for word in self.random.choices(self.lexicon, self.weights, k=size)]
        made[0].words = made[0].words.capitalize()
        if size > 12:
            made[size // 2].end = ","
        if self.blank and size > 9:
            made[4].words += "-" + made[1].words
        made[-1].end = "."
        return made

    def laid(self, text: list[list[list[Word]]], width: int = 0) -> tuple[str, list[tuple[int, int, int]]]:
        """The text, and for each printed word its number, start and end."""
        parts: list[str] = []
        places = []
        at = column = 0
        for paragraph in text:
            for sentence in paragraph:
                for word in sentence:
                    places.append((word.number, at, at + len(word.words)))
                    wrap = bool(self.blank) and width and column + len(word.words) > width
                    blank = "\n" if wrap else self.blank
                    column = 0 if wrap else column + len(word.words) + 1
                    piece = word.words + word.end + blank
                    parts.append(piece)
                    at += len(piece)
            parts.append("\n\n")
            at += 2
        return "".join(parts), places

    def made(self, kind: str, anchors: int = 12) -> Made:
        chance = self.random
        old, places = self.laid(self.text, 60)
        flat = [word for paragraph in self.text for sentence in paragraph for word in sentence]
        chosen = []
        for _ in range(anchors):
            size = min(chance.choice([1, 2, 3, 4, 6, 8, 12, 20]), len(flat))
            first = chance.randrange(len(flat) - size + 1)
            chosen.append((first, first + size - 1))
        targets = {word.number for first, last in chosen for word in flat[first : last + 1]}
        edges = {flat[at].number for pair in chosen for at in pair}
        copies = self.edit(kind, targets, edges)
        new, after = self.laid(self.text, 43 if kind == "rewraps" else 60)
        where: dict[int, list[tuple[int, int]]] = {}
        for number, start, end in after:
            where.setdefault(number, []).append((start, end))
        result = Made(old, new, [])
        for first, last in chosen:
            start, end = places[first][1], places[last][2]
            prefix, suffix = old[max(start - 32, 0) : start], old[end : end + 32]
            result.anchors.append(Anchor(start, end, old[start:end], prefix, suffix))
            numbers = [places[at][0] for at in range(first, last + 1)]
            left: list[tuple[int, int]] = []
            for which in range(2 if copies else 1):
                kept = sorted(where[each][which] for each in numbers if len(where.get(each, ())) > which)
                left += runs(kept, end - start)
            right = [run for run in left if alike(old[start:end], new[slice(*run)])]
            result.left.append(left)
            result.right.append(right)
        return result

    def edit(self, kind: str, targets: set[int], edges: set[int]) -> bool:
        """Edit the text in place; whether the edit made copies that nobody could tell from the first."""
        chance = self.random
        words = [word for paragraph in self.text for sentence in paragraph for word in sentence]
        if kind == "typos":
            for word in words:
                if chance.random() < 0.06:
                    word.words = self.typo(word.words)
        elif kind == "deletions":
            for paragraph in self.text:
                paragraph[:] = [s for s in paragraph if chance.random() > 0.12] or paragraph[:1]
                for sentence in paragraph:
                    sentence[:] = [w for w in sentence if chance.random() > 0.02] or sentence[:1]
        elif kind == "twins":
            for _ in range(4):
                twin = [Word(w.words, next(self.numbers), w.end) for w in chance.choice(chance.choice(self.text))]
                paragraph = chance.choice(self.text)
                paragraph.insert(chance.randint(0, len(paragraph)), twin)
            for word in words:
                if word.number in targets and chance.random() < 0.05:
                    word.words = self.typo(word.words)
        elif kind == "swaps":
            for _ in range(2):
                a, b = chance.sample(range(len(self.text)), 2)
                self.text[a], self.text[b] = self.text[b], self.text[a]
        elif kind == "borders":
            for paragraph in self.text:
                for sentence in paragraph:
                    for at in range(len(sentence) - 1, -1, -1):
                        if sentence[at].number in edges and chance.random() < 0.4:
                            self.border(sentence, at)
        elif kind == "insertions":
            for paragraph in self.text:
                for sentence in paragraph:
                    for at in range(len(sentence) - 1, 0, -1):
                        if chance.random() < 0.05:
                            sentence[at:at] = [
                                Word(chance.choice(self.lexicon), next(self.numbers))
                                for _ in range(chance.randint(1, 2))
                            ]
        elif kind == "case":
            for word in words:
                if chance.random() < 0.08:
                    word.words = word.words.swapcase()
                if chance.random() < 0.08:
                    word.end = chance.choice(["", ";", ",", "!"])
        elif kind == "hyphens":
            for word in words:
                if "-" in word.words:
                    word.words = word.words.replace("-", chance.choice(["", "-\n", " ", "‐"]))
        elif kind == "doubles":
            at = chance.randrange(len(self.text))
            self.text.insert(at, self.text[at])
            return True
        return False

    def border(self, sentence: list[Word], at: int) -> None:
        word, way = sentence[at], self.random.randrange(4)
        if way == 0:
            word.words = self.typo(word.words)
        elif way == 1:
            sentence.insert(at, Word(self.random.choice(self.lexicon), next(self.numbers)))
        elif way == 2:
            sentence.insert(at + 1, Word(self.random.choice(self.lexicon), next(self.numbers)))
        elif len(sentence) > 1:
            del sentence[at]

    def typo(self, word: str) -> str:
        at = self.random.randrange(len(word))
        other = self.random.choice(self.random.choice(self.lexicon))
        return self.random.choice(
            [word[:at] + other + word[at + 1 :], word[:at] + other + word[at:], word[:at] + word[at + 1 :] or other]
        )
