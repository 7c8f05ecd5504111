"""Marking: where statements stand in an article and its comments, by selecting words or by pasting them."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.actions import marking, occurrences
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.admin.resuming import resumable
from archive.admin.statements_echoes import looked_for
from archive.forms.marking import MarkForm, SpotsForm
from archive.models import (
    Article,
    Comment,
    Decision,
    Occurrence,
    Statement,
    ThreadLine,
    anchoring,
    passages,
    quoting,
    shown_blocks,
    thread_stretch,
)
from archive.rules import paging
from archive.states import OccurrenceDecision
from archive.templatetags.marking import Mark, Stretch


class Said(NamedTuple):
    """A comment with its words as they are marked; None where the source keeps none."""

    line: ThreadLine
    stretch: Stretch | None


class Choice(NamedTuple):
    """A place that may be marked. `decision` is what was decided on it for the chosen statement, `why` the reason."""

    value: str
    match: quoting.Match
    ticked: bool
    decision: str
    why: str

    @property
    def refused(self) -> bool:
        return self.decision == OccurrenceDecision.REFUSED


class MarkingAdmin:
    """What the admin of articles has for marking."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.marking_view)
        own = path("<desk_number:key>/marking/", view, name="archive_article_marking")
        return [own, *super().get_urls()]  # type: ignore[misc]

    @resumable
    def marking_view(self, request: HttpRequest, key: int) -> HttpResponse:
        article = self._article(request, key)  # type: ignore[attr-defined]
        may = {name: request.user.has_perm(f"archive.{name}_statement") for name in ("mark", "add", "judge")}
        if acts.sent(request) and not may["mark"]:
            raise PermissionDenied
        wanted = request.POST.get("do") == "mark"
        form = MarkForm(
            request.POST or None,
            initial={"statement": _key(request, "statement"), "accept": True},
            may_suggest=may["add"],
            may_judge=may["judge"],
            marking=wanted,
        )
        matches: list[quoting.Match] = []
        if request.method == "POST" and form.is_valid():
            try:
                chosen = form.spots()
                if wanted and chosen and acts.sent(request):
                    marked, statement = _mark(request, form, chosen)
                    _tell(request, marked, statement, accepted=form.cleaned_data.get("accept", False))
                    if marked:
                        looked_for(request, statement)
                    return _back(article, request, statement, marked)
                if form.cleaned_data["quote"].strip() or not chosen:
                    matches = occurrences.search(form.cleaned_data["quote"], article)
                if wanted and acts.sent(request):
                    form.add_error(None, _("Choose the places that are to be marked."))
            except Refused as refusal:
                form.add_error(None, str(refusal))
        context = {
            "article": article,
            "form": form,
            "choices": choices(form, matches),
            "may": may,
            "leaf": _leaf(request, article),
        }
        title = _("Statements in “%s”") % article.title
        return acts.page(self, request, "marking/marking", title, **context)  # type: ignore[arg-type]


def _key(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


class Leaf(NamedTuple):
    """A page of the words: of the article, on the first one, and of the comments."""

    number: int
    pages: int
    article: Stretch | None
    said: list[Said]


def _leaf(request: HttpRequest, article: Article) -> Leaf:
    """The page that is asked for, or the one with a comment."""
    number = _key(request, "page") or 1
    if comment := _key(request, "comment"):
        position = Comment.objects.under(article).filter(number=comment).values_list("position", flat=True).first()
        if position is None:
            raise Http404
        number = paging.page_of(position)
    first, last = paging.span(number)
    lines, length, *_flags = thread_stretch(article, first, last, request.user)
    if number > 1 and not lines:
        raise Http404
    own = shown_blocks(article.text, request.user) if number == 1 else None
    thread = Comment.objects.under(article).between(first, last)
    texts = dict(thread.values_list("number", "text"))
    marks = _marks([*texts.values(), article.text_id])
    said = [Said(line, _stretch(texts[line.number], line.words, marks) if line.words else None) for line in lines]
    stretch = Stretch(article.text_id or 0, own.words, own.blocks, marks[article.text_id]) if own else None
    return Leaf(number, paging.pages(length), stretch, said)


def _stretch(text: int, words: str, marks: Any) -> Stretch:
    return Stretch(text, words, [["paragraph", 0, len(words)]], marks[text])


def _marks(texts: list[Any]) -> defaultdict[Any, list[Mark]]:
    """The places that stand in these texts, by text; one query."""
    rows = Occurrence.objects.filter(text__in=texts).standing().order_by("start", "-end", "pk")
    columns = rows.values_list(
        "statement", "number", "text", "start", "end", "decision", "state", "statement__wording", "statement__number",
    )  # fmt: skip
    found: defaultdict[Any, list[Mark]] = defaultdict(list)
    for row in columns:
        mark = Mark._make(row)
        found[mark.text].append(mark)
    return found


def _mark(request: HttpRequest, form: MarkForm, chosen: list[Any]) -> tuple[list[Occurrence], Statement]:
    said = form.cleaned_data
    texts = passages.current(text for text, *_place in chosen)
    if len(texts) < len({text for text, *_place in chosen}):
        raise Refused(_("This text is not shown any more: it was read anew."))
    exact = said["exact"] or None if len(chosen) == 1 else None
    spots = [Spot(texts[text], start, end, exact) for text, start, end in chosen]
    known = acts.known(request, form) | {"accept": said.get("accept", False)}
    if said["statement"]:
        marked = occurrences.propose(said["statement"], spots, again=said.get("again", False), **known)
        return marked, said["statement"]
    statement = marking.suggest({"wording": said["wording"], "kind": said["kind"]}, spots, **known)
    return list(statement.occurrences.all()), statement


def _tell(request: HttpRequest, marked: list[Occurrence], statement: Statement, *, accepted: bool) -> None:
    count = len(marked)
    if not count:
        messages.info(request, _("“%s” stood there already.") % statement)
        return
    if accepted:
        said = ngettext("%(count)d place is accepted: %(what)s", "%(count)d places are accepted: %(what)s", count)
    else:
        said = ngettext("%(count)d place is proposed: %(what)s", "%(count)d places are proposed: %(what)s", count)
    messages.success(request, said % {"count": count, "what": statement})


def _back(article: Article, request: HttpRequest, statement: Statement, marked: list[Occurrence]) -> HttpResponse:
    """To the page that the person was on, and to the first of the new marks where it stands there."""
    asked = {"page": _key(request, "page") or 1, "statement": statement.pk}
    there = reverse("admin:archive_article_marking", args=[article.pk], query=asked)
    return redirect(f"{there}#m{statement.pk}-{marked[0].number}" if marked else there)


def choices(form: SpotsForm, matches: list[quoting.Match]) -> list[Choice]:
    """What was found and what was chosen, each once."""
    if not form.is_bound:
        return []
    chosen = form.spots()[: occurrences.MOST]
    places = {(match.text.pk, match.anchor.start, match.anchor.end): match for match in matches}
    if lacking := [spot for spot in chosen if spot not in places]:
        places |= _anchored(lacking)
    statement = (getattr(form, "cleaned_data", None) or {}).get("statement")
    decided = _decided(statement, places) if statement else {}
    return [
        Choice(":".join(map(str, spot)), match, spot in chosen or len(places) == 1, *decided.get(spot, ("", "")))
        for spot, match in places.items()
    ]


def _anchored(spots: list[tuple[int, int, int]]) -> dict[tuple[int, int, int], quoting.Match]:
    """Places by themselves, without those where nothing can be marked any more."""
    texts = passages.current(text for text, *_place in spots)
    numbers = dict(Comment.objects.filter(text__in=texts).values_list("text", "number"))
    found = {}
    for key, start, end in spots:
        try:
            there = anchoring.anchor(texts[key], start, end)
        except (KeyError, anchoring.Astray):
            continue
        found[key, start, end] = quoting.Match(texts[key], numbers.get(key), there, literal=True)
    return found


def _decided(statement: Statement, places: Any) -> dict[tuple[int, int, int], tuple[str, str]]:
    """What was decided last on some places for a statement, and why, as the log tells it."""
    said = Decision.objects.about(occurrences.target(statement)).values_list("detail__after", "detail__reason")
    last = {name: (told, why) for after, why in said for name, told in (after or {}).items() if told}
    decided = {
        (*told["source"][1:], *told["text"]): (told["decision"], why)
        for name, (told, why) in last.items()
        if name.startswith(occurrences.PREFIX)
    }
    found = {}
    for spot, match in places.items():
        at = match.anchor
        named = (at.source_start, at.source_end, match.text.sha256, at.start, at.end)
        if named in decided:
            found[spot] = decided[named]
    return found
