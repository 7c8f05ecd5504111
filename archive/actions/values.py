"""The values that decisions write: as they stand now, told as the log tells them, and written again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from archive.actions import articles, comments, contexts, correcting, disputes, names, parallels, readings, tags
from archive.actions.articles import CATALOGUE_FIELDS, BylineData, told
from archive.actions.meanings import NOUNS, Meanings
from archive.actions.refusals import Refused
from archive.importing import shapes
from archive.importing.corrections import BadCorrection, Correction
from archive.importing.record import Record
from archive.models import Article, Author, Comment, Decision, Parallel, Statement, Tag
from archive.rules import english
from archive.rules.fates import Fate, Outcome, Put
from archive.rules.undoing import NOTHING, Hindrance, Past, Way

NAME_FIELDS = {
    "author": ("name", "note"),
    "publisher": ("name", "note"),
    "collection": ("name", "description", "lacks", "invented"),
    "tag": ("name", "description"),
}
WITH_VALUES = ("publisher", "collection", "text__reading", "source")


def find(target: str) -> Model | None:
    """The row that a target names."""
    kind, _colon, key = target.partition(":")
    if kind == "article":
        return Article.objects.select_related(*WITH_VALUES).filter(slug=key).first()
    if kind == "comment":
        slug, _sign, number = key.rpartition("#")
        return Comment.objects.filter(article__slug=slug, number=int(number)).first() if number.isdecimal() else None
    if kind == "statement":
        return Statement.objects.filter(key=key).first()
    if kind == "parallel":
        return Parallel.objects.filter(number=int(key)).first() if key.isdecimal() else None
    noun = NOUNS.get(kind)
    return noun._default_manager.filter(slug=key).first() if noun else None


def now(row: Model) -> dict[str, Any]:
    """All values of a row that decisions write."""
    if isinstance(row, Article):
        return article_values(row, articles.bylines_of(row), [tag.name for tag in row.tags.all()])
    if isinstance(row, Statement):
        return disputes.now(row)
    if isinstance(row, Parallel):
        return parallels.now(row)
    if isinstance(row, Comment):
        return comments.now(row)
    return {name: getattr(row, name) for name in NAME_FIELDS[row._meta.model_name or ""]}


def article_values(article: Article, bylines: Iterable[BylineData], tagged: Iterable[str]) -> dict[str, Any]:
    values = {name: told(getattr(article, name)) for name in CATALOGUE_FIELDS}
    values |= {
        contexts.FIELD: article.context_note,
        "bylines": [byline.told() for byline in bylines],
        "tags": sorted(tagged),
    }
    reading = article.text.reading if article.text else None
    return values | {
        "reader": reading.reader if reading else None,
        "corrections": reading.corrections if reading else None,
    }


def write(
    row: Any,
    past: Past,
    values: Mapping[str, Any],
    *,
    read: Record | None = None,
    by: str,
    at: datetime,
    reason: str,
    takes_back: int | None,
) -> Decision:
    """Write values that a decision replaced, through the action that wrote them. Raises Refused.

    `read` is what `read_again` gave for them, where that is known.
    """
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "takes_back": takes_back}
    if past.way is Way.READ:
        return _store(row, values, read or read_again(row, values), **known)
    decision = WRITERS[past.verb](row, Meanings([past]).told(past, values), **known)
    if decision is None:
        raise Refused(str(NOTHING))
    return decision


def put_back(row: Any, found: Fate, read: Mapping[int, Record], **known: Any) -> Fate:
    """Write the earlier values; what an action refuses is kept and named. `read` is by the number of the decision."""
    puts: list[Put] = []
    kept = list(found.kept)
    for put in found.puts:
        past = put.past
        try:
            with transaction.atomic():
                write(row, past, put.values, read=read.get(past.number), takes_back=past.number, **known)
        except Refused as refusal:
            kept.append(Hindrance(str(refusal), fields=tuple(put.values)))
        else:
            puts.append(put)
    outcome = found.outcome
    if outcome is Outcome.PUT_BACK and not puts:
        outcome = Outcome.KEPT
    return replace(found, outcome=outcome, puts=tuple(puts), kept=tuple(kept))


def _article(row: Article, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return articles.change(row, {name: heard(Article, name, value) for name, value in values.items()}, **known)


def _bylines(row: Article, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return articles.set_bylines(row, bylines_heard(values["bylines"]), **known)


def _tags(row: Article | Comment | Statement, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return tags.set_tags(row, values["tags"], **known)


def _name(row: Any, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return names.change(row, values, **known)


def _tag(row: Tag, values: Mapping[str, Any], **known: Any) -> Decision | None:
    return tags.change(row, values, **known)


WRITERS: dict[str, Callable[..., Decision | None]] = {
    "article.change": _article,
    "article.bylines": _bylines,
    "article.tags": _tags,
    "article.context": contexts.restore,
    "article.no_context": contexts.restore,
    "comment.tags": _tags,
    "statement.tags": _tags,
    **comments.WRITERS,
    **disputes.WRITERS,
    **{f"parallel.{verb}": parallels.restore for verb in ("confirm", "refuse", "decide")},
    "author.change": _name,
    "publisher.change": _name,
    "collection.change": _name,
    "tag.change": _tag,
}


def heard(model: type[Model], name: str, value: Any) -> Any:
    """The value of a column from what the log tells of it. Raises Refused where it names what is not here any more."""
    field = model._meta.get_field(name)
    if field.is_relation:
        return None if value is None else _standing(field.related_model, value)
    try:
        return field.to_python(value)  # type: ignore[union-attr]
    except ValidationError as error:
        raise Refused(f"{name}: {' '.join(error.messages)}") from None


def bylines_heard(bylines: Iterable[Mapping[str, Any]]) -> list[BylineData]:
    return [
        BylineData(
            None if said["author"] is None else _standing(Author, said["author"]),
            said["role"],
            said["attribution"],
            said["printed"],
        )
        for said in bylines
    ]


def _standing(noun: Any, slug: str) -> Any:
    """The record of this slug, or the one it was merged into."""
    row = noun._default_manager.filter(slug=slug).first()
    if row is None:
        raise Refused(_("There is no %(noun)s “%(slug)s” any more.") % {"noun": noun._meta.verbose_name, "slug": slug})
    return row.standing() if hasattr(row, "standing") else row


def read_again(article: Article, values: Mapping[str, Any]) -> Record:
    """What the document says, read as an earlier reading read it; nothing is stored. Raises Refused."""
    try:
        return correcting.attempt(correcting.current_reading(article), _corrections(values), shape=values["reader"])
    except (BadCorrection, shapes.UnknownShape) as refusal:
        raise Refused(english.told(str(refusal))) from None


def _store(article: Article, values: Mapping[str, Any], read: Record, **known: Any) -> Decision:
    current = correcting.current_reading(article)
    reading = readings.store(article, current.source, read, corrections=_corrections(values), **known)
    if reading.number == current.number:
        raise Refused(_("Read again, the document says what stands there already: the reader has become another."))
    return Decision.objects.about(articles.target(article)).latest("number")


def _corrections(values: Mapping[str, Any]) -> tuple[Correction, ...]:
    return tuple(Correction.from_data(data) for data in values["corrections"])
