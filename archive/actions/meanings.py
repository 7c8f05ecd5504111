"""What the log names, as it is now: records by their slugs, tags by what they were called then, merges followed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, Value
from django.utils.translation import gettext as _

from archive.actions import names
from archive.actions.refusals import Refused
from archive.models import Article, Author, Collection, Decision, Publisher, Tag
from archive.rules.undoing import MERGED, Past
from archive.text.folding import fold

NOUNS: dict[str, type[Author] | type[Publisher] | type[Collection] | type[Tag]] = {
    "author": Author, "publisher": Publisher, "collection": Collection, "tag": Tag,
}  # fmt: skip
# Columns of an article that name a record.
COLUMNS = ("publisher", "collection")


def names_records(past: Past) -> bool:
    """Whether the values of a decision name authors, houses, collections or tags."""
    return past.kind == "article" or past.verb.endswith(".tags")


class Known(NamedTuple):
    """A record as far as the log names it: its slug, a tag's folded name and name, the slug of what it became."""

    slug: str
    key: str
    name: str
    into: str | None


class Meanings:
    """The records that some decisions name. All are looked up at once, and only when asked for."""

    def __init__(self, line: Iterable[Past]) -> None:
        self._line = list(line)

    def merged(self, kind: str, slug: str) -> Any:
        """The record of a slug into which one of the decisions merged another; None where there is none."""
        return self._merged[kind].get(slug)

    def standing(self, kind: str, slug: str) -> str:
        """The slug of what stands for a record now. Raises Refused where it is gone."""
        return self._standing(kind, self._known[kind].get(slug), slug).slug

    def tag(self, name: str, number: int) -> str:
        """The name of what stands for the tag that had this one at a decision. Raises Refused where it is gone."""
        left = next((slug for at, slug in self._left[name] if at > number), None)
        known = self._known["tag"]
        found = known.get(left) if left else next((tag for tag in known.values() if tag.key == fold(name)), None)
        return self._standing("tag", found, name).name

    def taken(self, slug: str) -> bool:
        """Whether an article has an address that one of the decisions replaced."""
        return slug in self._known["article"]

    def told(self, past: Past, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of a decision as the log would tell them if they were written now. Raises Refused."""
        found = dict(values)
        if not names_records(past):
            return found
        for kind in COLUMNS:
            if slug := values.get(kind):
                found[kind] = self.standing(kind, slug)
        if "bylines" in values:
            found["bylines"] = [
                said | {"author": said["author"] and self.standing("author", said["author"])}
                for said in values["bylines"]
            ]
        if "tags" in values:
            found["tags"] = sorted({self.tag(name, past.number) for name in values["tags"]})
        return found

    def _standing(self, kind: str, found: Known | None, said: str) -> Known:
        if found is None:
            noun = NOUNS[kind]._meta.verbose_name
            raise Refused(_("There is no %(noun)s “%(name)s” any more.") % {"noun": noun, "name": said})
        while found.into:
            found = self._known[kind][found.into]
        return found

    def _said(self) -> Iterator[tuple[Past, Mapping[str, Any]]]:
        return ((past, said) for past in self._line for said in (past.before, past.after) if said)

    @cached_property
    def _merged(self) -> dict[str, dict[str, Any]]:
        slugs: defaultdict[str, set[str]] = defaultdict(set)
        for past, said in self._said():
            if slug := said.get("merged_into"):
                slugs[past.kind].add(slug)
        return {kind: names.by_slug(NOUNS[kind], found) for kind, found in slugs.items()}

    @cached_property
    def _known(self) -> dict[str, dict[str, Known]]:
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for past, said in self._said():
            if not names_records(past):
                continue
            wanted["author"] |= {byline["author"] for byline in said.get("bylines", ()) if byline["author"]}
            for column, kind in (*zip(COLUMNS, COLUMNS, strict=True), ("slug", "article")):
                if slug := said.get(column):
                    wanted[kind].add(slug)
        wanted["tag"] = {slug for left in self._left.values() for _number, slug in left}
        found: defaultdict[str, dict[str, Known]] = defaultdict(dict)
        asked = _ask(wanted, {fold(name) for name in self._names})
        while asked:
            further: defaultdict[str, set[str]] = defaultdict(set)
            for kind, *told in asked:
                known = Known(*told)
                found[kind][known.slug] = known
            for kind, rows in found.items():
                further[kind] = {known.into for known in rows.values() if known.into and known.into not in rows}
            asked = _ask(further, set())
        return found

    @cached_property
    def _names(self) -> set[str]:
        return {name for past, said in self._said() if names_records(past) for name in said.get("tags", ())}

    @cached_property
    def _left(self) -> dict[str, list[tuple[int, str]]]:
        """For each name the decisions by which a tag lost it, each with the slug of that tag."""
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        lost = Decision.objects.filter(
            verb__in=["tag.change", "tag.remove"],
            number__gt=min(past.number for past in self._line),
            detail__before__name__in=sorted(self._names),
        )
        rows = lost.order_by("number").values_list("number", "target", "detail__before") if self._names else ()
        for number, target, before in rows:
            found[before["name"]].append((number, target.partition(":")[2]))
        return found


def _ask(slugs: Mapping[str, Set[str]], keys: Set[str]) -> list[tuple[Any, ...]]:
    """Kind, and what is known, of the records of these slugs and of the tags of these folded names; one query."""
    none = Value("")
    questions = [
        noun._default_manager.filter(slug__in=slugs[kind])
        .order_by()
        .values_list(Value(kind), "slug", none, none, "merged_into__slug" if kind in MERGED else none)
        for kind, noun in (*NOUNS.items(), ("article", Article))
        if kind != "tag" and slugs.get(kind)
    ]
    if keys or slugs.get("tag"):
        rows = Tag.objects.filter(Q(key__in=keys) | Q(slug__in=slugs.get("tag", ()))).order_by()
        questions.append(rows.values_list(Value("tag"), "slug", "key", "name", "merged_into__slug"))
    if not questions:
        return []
    first, *rest = questions
    return list(first.union(*rest, all=True).order_by() if rest else first)
