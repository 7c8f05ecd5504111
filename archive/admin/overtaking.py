"""Two editors on one form: the second is told what the first changed, and loses nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.actions.refusals import Refused
from archive.models import Decision
from archive.rules.merging import Hand, hand


class Overtaken(Refused):
    """The record was changed since the form was opened.

    `sentences` tell what was changed and what became of it in the form, `theirs` names the fields that the person
    at the form left as they were: these are to take what stands there now.
    """

    def __init__(self, later: Sequence[Decision], mine: Mapping[str, Any], labels: Mapping[str, str]) -> None:
        self.last = later[-1].number
        self.theirs: list[str] = []
        self.sentences = [_told(decision) for decision in later]
        for name, (original, current) in _changes(later).items():
            if name not in mine:
                continue
            label, values = labels.get(name, name), {"current": _short(current), "mine": _short(mine[name])}
            match hand(original, mine[name], current):
                case Hand.THEIRS:
                    self.theirs.append(name)
                    self.sentences.append(_("%(field)s: your form now has it too.") % {"field": label})
                case Hand.BOTH:
                    said = _("%(field)s: it is now “%(current)s”, you wrote “%(mine)s”. Saving again writes yours.")
                    self.sentences.append(said % {"field": label, **values})
        self.sentences.append(_("Nothing of yours was saved yet, and nothing is lost. Look at it and save again."))
        super().__init__(" ".join(self.sentences))

    def merged(self, sent: QueryDict, overwrite: Callable[[QueryDict, str], None]) -> QueryDict:
        """What was sent, with what the other changed; `overwrite` puts the value that stands now for one name."""
        data = sent.copy()
        for name in self.theirs:
            overwrite(data, name)
        data["seen"] = str(self.last)
        return data


def _changes(later: Sequence[Decision]) -> dict[str, tuple[Any, Any]]:
    """For each field that was changed: its value before all of these Decisions, and after them."""
    found: dict[str, tuple[Any, Any]] = {}
    for decision in later:
        detail = getattr(decision, "detail", None)
        if detail is None:
            continue
        for name, after in detail.after.items():
            original = found[name][0] if name in found else detail.before.get(name)
            found[name] = (original, after)
    return found


def _told(decision: Decision) -> str:
    detail = getattr(decision, "detail", None)
    return _("Since you opened this, %(who)s changed it (%(what)s, %(when)s): %(why)s") % {
        "who": decision.actor,
        "what": ", ".join(detail.after) if detail else decision.verb,
        "when": date_format(decision.at, "DATETIME_FORMAT"),
        "why": detail.reason if detail else _("erased"),
    }


def _short(value: Any) -> str:
    said = ", ".join(str(one) for one in value) if isinstance(value, list) else str("" if value is None else value)
    return said if len(said) <= 200 else f"{said[:199]}…"
