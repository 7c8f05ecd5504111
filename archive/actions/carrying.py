"""What was decided about comments, carried over to a new reading of their source.

A reading never changes the source: hidden words are known by their code points there. Wherever a new text holds one of
them, it is hidden there too. What would come into the article's own words is refused, for those are never hidden.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.actions.pseudonyms import same_name
from archive.actions.refusals import Refused
from archive.importing.record import ReadComment, Record
from archive.models import Article, Comment, Measure, Redaction, SourceFile, TextContent
from archive.models.reasoned import REASONS
from archive.rules.recognition import exposed
from archive.states import CommentState, RedactionState
from archive.text.masking import word_count
from archive.text.runs import Run, SourceIndex, Span, pieces

LAID = [RedactionState.PROPOSED, RedactionState.STANDING]


class Exposing(Refused):
    """A record that would show what is hidden."""


class Hidden(NamedTuple):
    """A redaction with the exact stretches of the source that it hides."""

    redaction: Redaction
    pieces: list[Span]


class Named(NamedTuple):
    """A comment under a pseudonym: its name as printed, and the stretches of the source round its words."""

    comment: Comment
    around: list[Span]


class Decided(NamedTuple):
    """All that stands over the comments of one source under one article, before it is read anew."""

    hidden: list[Hidden]
    named: list[Named]
    covered: list[Measure]


def decided(article: Article, source: SourceFile) -> Decided:
    redactions = Redaction.objects.filter(comment__article=article, state__in=LAID)
    # What stands comes before what is only proposed, which would take its place otherwise.
    laid = list(redactions.order_by("-state", "comment_id", "number"))
    comments = Comment.objects.filter(article=article, source=source)
    pseudonymous = list(comments.exclude(pseudonym=None).order_by())
    # Contents are fetched by their keys: a join with them is planned badly in the transaction that stored thousands.
    keys = {row.text_id for row in (*laid, *pseudonymous)}
    runs = {of.text_id: of.runs for of in TextContent.objects.filter(text__in=keys)} if keys else {}
    hidden = [Hidden(row, list(pieces(runs[row.text_id], row.start, row.end))) for row in laid]
    named = [
        Named(row, list(_around(Span(row.source_start, row.source_end), runs[row.text_id]))) for row in pseudonymous
    ]
    covered = Measure.objects.filter(comment__in=comments).select_related("comment")
    return Decided(hidden, named, list(covered))


def _around(whole: Span, runs: Sequence[Run]) -> Iterator[Span]:
    """What of a comment's place in the source is none of its words."""
    at = whole.start
    for run in sorted(runs, key=lambda run: run.source):
        if at < run.source:
            yield Span(at, run.source)
        at = max(at, run.source_end)
    if at < whole.end:
        yield Span(at, whole.end)


def refuse_exposing(article: Article, source: SourceFile, record: Record, found: Decided) -> None:
    """What was decided holds for the words, also where a reading takes them for others. Raises Exposing."""
    hidden = Comment.objects.filter(article=article, source=source).exclude(state=CommentState.SHOWN)
    spans = [Span(*row) for row in hidden.order_by("number").values_list("source_start", "source_end")]
    spans += [piece for each in found.hidden for piece in each.pieces]
    if place := exposed(spans, record.runs):
        raise Exposing(
            _(
                "The reading would show what is withheld: the article would hold source characters %(start)d "
                "to %(end)d, which are those of a comment that is not shown, or words hidden in one."
            )
            % place._asdict()
        )
    around = [piece for each in found.named for piece in each.around]
    for runs in (record.runs, *(comment.runs for comment in record.comments)) if around else ():
        if place := exposed(around, runs):
            raise Exposing(
                _(
                    "The reading would take source characters %(start)d to %(end)d for words. They stand beside a "
                    "comment whose name is pseudonymised, and may hold the name: show the name first."
                )
                % place._asdict()
            )


def carry(article: Article, record: Record, texts: Sequence[int], found: Decided) -> None:
    """Lay redactions and pseudonyms on the new texts and comments; `texts` begins with the article's own."""
    if not found.hidden and not found.named:
        return
    rows = {row.text_id: row for row in Comment.objects.filter(article=article, text__in=texts[1:])}
    comments = [(rows[text], read) for text, read in zip(texts[1:], record.comments, strict=True)]
    taken: set[tuple[int, int, int]] = set()
    for each in found.hidden:
        _follow(each, comments, taken)
    for comment, _read in comments:
        theirs = (each.comment for each in found.named if same_name(each.comment.author_name, comment.author_name))
        if comment.pseudonym_id is None and (known := next(theirs, None)):
            comment.pseudonym_id = known.pseudonym_id
            comment.save(update_fields=["pseudonym"])


def _follow(hidden: Hidden, comments: Sequence[tuple[Comment, ReadComment]], taken: set[tuple[int, int, int]]) -> None:
    """The first place that the words have now is that of the redaction itself, each further one that of a new one."""
    own = hidden.redaction.comment_id
    for comment, read in sorted(comments, key=lambda pair: pair[0].pk != own):
        place = _place(hidden.pieces, read)
        if place is None or (comment.text_id, *place) in taken:
            continue
        taken.add((comment.text_id, *place))
        row = hidden.redaction
        if row.text_id in {text for text, _start, _end in taken}:
            row = Redaction(state=row.state, decided_at=row.decided_at, decision_id=row.decision_id, **_reasons(row))
            row.number = Redaction.objects.next_number(comment)
        elif comment.pk != own:
            row.number = Redaction.objects.next_number(comment)
        row.comment, row.text_id = comment, comment.text_id
        row.start, row.end = place
        row.words = word_count(read.body[place.start : place.end])
        stretches = list(pieces(read.runs, *place))
        row.source_start, row.source_end = min(s.start for s in stretches), max(s.end for s in stretches)
        row.save()


def stances(article: Article | None = None) -> dict[str, dict[str, Any]]:
    """What stands over comments, under an article or all of them, by target; those over which nothing stands are left
    out."""
    over = ~Q(state=CommentState.SHOWN) | Q(pseudonym__isnull=False) | Q(gone_at_source__isnull=False)
    comments = Comment.objects.filter(over)
    redactions = Redaction.objects.order_by("comment", "number")
    if article:
        comments, redactions = comments.filter(article=article), redactions.filter(comment__article=article)
    found: defaultdict[str, dict[str, Any]] = defaultdict(lambda: {"state": CommentState.SHOWN.value})
    columns = ("article__slug", "number", "state", "pseudonym__name", "gone_at_source")
    for slug, number, state, pseudonym, gone in comments.order_by().values_list(*columns).iterator(chunk_size=2000):
        stance = {"state": state, "pseudonym": pseudonym, "gone_at_source": gone and gone.isoformat()}
        found[f"comment:{slug}#{number}"] = {name: value for name, value in stance.items() if value}
    rows = redactions.values_list("comment__article__slug", "comment__number", "number", "state")
    for slug, number, own, state in rows.iterator(chunk_size=2000):
        found[f"comment:{slug}#{number}"][f"redaction {own}"] = state
    return dict(found)


def carried(article: Article, before: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What stands over comments otherwise than before, by their numbers, as the log keeps it beside the reading."""
    if not before:
        return {}
    now = stances(article)
    return {target.rpartition("#")[2]: stance for target, stance in now.items() if before.get(target) != stance}


def _reasons(row: Redaction) -> dict[str, object]:
    return {name: getattr(row, name) for name in REASONS}


def _place(wanted: Sequence[Span], read: ReadComment) -> Span | None:
    """Where a comment holds any of these stretches of the source: the smallest range around all of them."""
    if not any(piece.start < read.source.end and read.source.start < piece.end for piece in wanted):
        return None
    index = SourceIndex(read.runs)
    places = [place for piece in wanted if (place := index.canonical(*piece))]
    return Span(min(p.start for p in places), max(p.end for p in places)) if places else None


def cover(article: Article, source: SourceFile, found: Decided, at: datetime) -> None:
    """Say why comments are not shown that share words with one that was not: what stood over that one stands over them.

    A hold is due at once: somebody has to look what became of it.
    """
    bare = Comment.objects.filter(article=article, source=source, measure=None).exclude(state=CommentState.SHOWN)
    for comment in bare.select_related("text__content"):
        over = next((each for each in found.covered if _share(each.comment, comment)), None)
        if over is None:
            continue
        reasons = {name: getattr(over, name) for name in REASONS}
        words = comment.text.content.count()
        until = at if comment.state == CommentState.HELD else over.until
        fields = {**reasons, "automated": True, "words": words, "until": until, "decided_at": at}
        Measure.objects.create(comment=comment, decision_id=over.decision_id, **fields)


def _share(one: Comment, other: Comment) -> bool:
    return one.source_start < other.source_end and other.source_start < one.source_end
