"""What becomes of each thing that a load wrote when the load is taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from archive.rules.undoing import FIRST, Hindrance, Past, Way, hindered_fields, later_writers, standing, stands_on


class Outcome(Enum):
    """What becomes of one thing when a load is taken back."""

    GOES = "goes"
    WITHDRAWN = "withdrawn"
    PUT_BACK = "put back"
    KEPT = "kept"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Put:
    """The fields of one decision of a load that get their earlier values back."""

    past: Past
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one thing: what is put back, newest first, and what is kept and why.

    `undoes` is the load's own decision that its going, or its withdrawal, takes back.
    """

    target: str
    outcome: Outcome
    puts: tuple[Put, ...] = ()
    kept: tuple[Hindrance, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as it is now: its target, its values, whether it is public or ever was, and why it could not go."""

    target: str
    values: Mapping[str, Any]
    public: bool = False
    was_public: bool = False
    stays: tuple[str, ...] = ()


def fate(run: int, line: Sequence[Past], thing: Thing | None) -> Fate:
    """What becomes of a thing that a load wrote, when the load is taken back.

    `line` is every decision about it (and about what hangs on it) from the load's first one on.
    """
    target = thing.target if thing else line[0].target
    alive = standing(line)
    own = [past for past in alive if past.run == run and past.before is not None]
    others = [past for past in line if past.run != run]
    if thing is None or not own:
        return Fate(target, Outcome.NOTHING)
    moved = next((past for past in reversed(alive) if past.verb in ("article.publish", "article.withdraw")), None)
    published = moved.number if moved in own and moved.verb == "article.publish" else None
    if made := next((past for past in own if past.way is Way.REMOVE), None):
        since = [stands_on(past, past.fields) for past in later_writers(made, others)]
        if thing.public or thing.was_public:
            if moved and moved not in own and moved.takes_back and thing.public:
                # Another published it again: that cancels a withdrawal, and stands on this all the same.
                since.append(stands_on(moved, moved.fields))
            outcome = Outcome.WITHDRAWN if published else Outcome.KEPT if thing.public else Outcome.NOTHING
            return Fate(target, outcome, kept=tuple(since), undoes=published)
        stays = tuple(since) or tuple(map(Hindrance, thing.stays))
        return Fate(target, Outcome.KEPT if stays else Outcome.GOES, kept=stays, undoes=made.number)
    puts, kept = puts_of(own, others, dict(thing.values))
    if moved and not published and thing.public and any(past.verb == "article.publish" for past in own):
        kept += (stands_on(moved, moved.fields),)
    if published and thing.public:
        return Fate(target, Outcome.WITHDRAWN, puts, kept, published)
    return Fate(target, Outcome.PUT_BACK if puts else Outcome.KEPT if kept else Outcome.NOTHING, puts, kept)


def puts_of(
    own: Sequence[Past], others: Sequence[Past], now: dict[str, Any]
) -> tuple[tuple[Put, ...], tuple[Hindrance, ...]]:
    """What the load wrote gets its earlier values, newest first; what stays, because others wrote it since."""
    puts: list[Put] = []
    kept: dict[Hindrance, None] = {}
    for past in reversed(own):
        if past.way not in (Way.WRITE, Way.READ):
            continue
        if past.way is Way.READ and not past.before:
            kept[Hindrance(str(FIRST), fields=("reading",))] = None
            continue
        hindered = hindered_fields(past, others, now)
        kept |= dict.fromkeys(hindered.values())
        if past.way is Way.READ:
            values = {} if hindered else dict(past.before or {})
        else:
            values = {name: value for name, value in (past.before or {}).items() if name not in hindered}
        if values:
            puts.append(Put(past, values))
            now |= values
    return tuple(puts), tuple(kept)


def fields_put(fates: Iterable[Put]) -> Iterator[str]:
    for put in fates:
        yield from ("reading",) if put.past.way is Way.READ else put.values
