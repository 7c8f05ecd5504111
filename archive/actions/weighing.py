"""What a catalogue says, compared value by value with what stands in the archive and with what it wrote there last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.actions import tags
from archive.models import Tag
from archive.rules.merging import Verdict, merged, verdict
from archive.text.folding import fold

# The memory's list of the tags that the catalogue's names meant, by folded name: they mean them renamed and merged too.
MEANT = "meaning of tags"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: what stands in the archive, and what the catalogue says."""

    field: str
    before: Any
    after: Any


@dataclass(slots=True, kw_only=True)
class Weighing:
    """What loading one entry would do. `remembered` is what the catalogue wrote last, `wrote` what it will have
    written then; `changes` and `kept` are for telling."""

    wrote: dict[str, Any]
    remembered: Mapping[str, Any] = field(default_factory=dict)
    held: bool = False
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    tags: list[str] | None = None

    def weigh(self, name: str, current: Any, wanted: Any, *, before: Any = None, wrote: Any = None) -> Verdict:
        """Compare one value, and note what the comparison gives.

        `before` stands for a value never written yet, `wrote` for the remembered one where it goes by another name now.
        """
        found = verdict(wrote or self.remembered.get(name, before), current, wanted)
        if found is Verdict.KEEP:
            self.kept.append(Change(name, current, wanted))
        else:
            self.wrote[name] = wanted
        if found is Verdict.WRITE:
            self.changes.append(Change(name, current, wanted))
        return found

    def weigh_tags(self, names: tuple[str, ...], row: Any | None) -> None:
        """The same for the tags of a row, member by member; what people did to them since stays."""
        spelt = tags.fit(names)
        meant = dict(self.remembered.get(MEANT, {}))
        remembered = [fold(name) for name in self.remembered.get("tags", ())]
        found = tags.meant({key: meant.get(key) for key in (*spelt, *remembered)})
        # A tag is told by its address, a name that no tag has yet by itself.
        name_of = {_identity(found, key): found[key][1].name if key in found else name for key, name in spelt.items()}
        current = {tag.slug: tag.name for tag in row.tags.all()} if row else {}
        wanted = merged({_identity(found, key) for key in remembered}, current, name_of)
        now, then = sorted(current.values()), sorted((name_of | current)[one] for one in wanted)
        if wanted != name_of.keys():
            self.kept.append(Change("tags", then, sorted(name_of.values())))
        if wanted != current.keys():
            self.changes.append(Change("tags", now, then))
            self.tags = then
        self.wrote["tags"] = sorted(spelt.values())
        if spelt:
            self.wrote[MEANT] = {key: found[key][0] for key in spelt if key in found}

    def learn_tags(self, names: tuple[str, ...]) -> None:
        """Remember what names meant that were new before the tags were written."""
        unknown = {fold(name): None for name in names}
        self.wrote[MEANT] = {key: slug for key, (slug, _tag) in tags.meant(unknown).items()} | self.wrote.get(MEANT, {})


def _identity(found: Mapping[str, tuple[str, Tag]], key: str) -> str:
    return found[key][1].slug if key in found else f"={key}"
