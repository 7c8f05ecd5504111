"""What becomes of a statement when a load that wrote it is taken back. None is ever removed: it is withdrawn."""

from collections.abc import Sequence

from archive.rules.fates import Fate, Outcome, Thing, puts_of
from archive.rules.statements import MOVES
from archive.rules.undoing import Past, standing, stands_on
from archive.states import Workflow

VERBS = frozenset(f"statement.{move}" for move in MOVES)


def fate(run: int, line: Sequence[Past], thing: Thing | None) -> Fate:
    """As `rules.fates.fate`.

    One that the load made is withdrawn, what people did to it since is kept on it and named; where they moved it on, or
    did anything to it before it was public, it stays. One that it found gets its earlier values, and is withdrawn
    if the load published it.
    """
    target = thing.target if thing else line[0].target
    alive = standing(line)
    own = [past for past in alive if past.run == run and past.before is not None]
    if thing is None or not own:
        return Fate(target, Outcome.NOTHING)
    moved = next((past for past in reversed(alive) if past.verb in VERBS), None)
    published = moved if moved in own and thing.public else None
    if made := next((past for past in own if past.verb == "statement.create"), None):
        if thing.values["workflow"] == Workflow.WITHDRAWN:
            return Fate(target, Outcome.NOTHING)
        since = tuple(stands_on(past, past.fields) for past in alive if past.run != run and past.number > made.number)
        if published or not (since or thing.public):
            return Fate(target, Outcome.WITHDRAWN, kept=since, undoes=(published or made).number)
        return Fate(target, Outcome.KEPT, kept=since)
    others = [past for past in line if past.run != run]
    puts, kept = puts_of([past for past in own if not (published and past.verb in VERBS)], others, dict(thing.values))
    if published:
        return Fate(target, Outcome.WITHDRAWN, puts, kept, published.number)
    if moved and thing.public and any(past.verb == "statement.publish" for past in own):
        kept += (stands_on(moved, moved.fields),)
    return Fate(target, Outcome.PUT_BACK if puts else Outcome.KEPT if kept else Outcome.NOTHING, puts, kept)
