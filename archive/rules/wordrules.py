"""What word rules may look for: terms that can be found, and none that would find the name of a people or a faith."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.text.normal import words
from archive.text.wordforms import BadTerm, Piece, pieces, shape

GUARDED = Path(__file__).with_name("peoples.toml")
MOST_TERMS = 200
# A name with so many letters more is a form of it, where it is not a short one.
ENDING, LONG = 2, 4
SAID: dict[str, str | Promise] = {
    "empty": _("“%s” has no letters that could be looked for."),
    "long": _("“%s” is too long for a term."),
    "star": _("In “%s” a star stands inside a word; it stands for an ending or a beginning."),
    "short": _("“%s” would be found almost everywhere: beside a star stand at least three letters."),
}
NAMED = _("“%(term)s” would find “%(name)s”, the name of a people or a faith. Who somebody is, is no reason to look.")


@cache
def guarded() -> dict[str, str]:
    """The names of peoples and faiths by the shape in which words are compared."""
    kept = tomllib.loads(GUARDED.read_text(encoding="utf-8"))
    found = {}
    for name in " ".join(kept.values()).split():
        for word in words(name):
            found[shape(word.folded)] = name
    return found


def refusal(terms: Iterable[str]) -> str:
    """Why these terms can't be looked for, or nothing."""
    terms = list(terms)
    if not terms:
        return str(_("A word rule has at least one term."))
    if len(terms) > MOST_TERMS:
        return str(_("A word rule has at most %d terms.")) % MOST_TERMS
    for term in terms:
        try:
            own = pieces(term)
        except BadTerm as bad:
            return str(SAID[str(bad)]) % term
        if name := next(filter(None, map(_name_in, own)), ""):
            return str(NAMED) % {"term": term, "name": name}
    return ""


def _name_in(piece: Piece) -> str:
    """The guarded name that a word of a term would find, or is a form of."""
    for guard, name in guarded().items():
        longer = len(piece.shape) - len(guard)
        if piece.fits([guard]) or (len(guard) >= LONG and 0 < longer <= ENDING and piece.shape.startswith(guard)):
            return name
    return ""
