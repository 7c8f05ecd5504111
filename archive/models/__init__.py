"""The nouns. Each module is one table, or one table and its content, with its query set."""

from archive.models.articles import Article
from archive.models.authors import Author
from archive.models.bylines import Byline, once
from archive.models.cards import Card
from archive.models.claims import Claim
from archive.models.collections import Collection
from archive.models.comments import Comment, TaggedComment
from archive.models.decisions import Decision, DecisionDetail
from archive.models.disputes import Dispute, Side, disputes, sides, speakers, weighed
from archive.models.echoes import Echo
from archive.models.evidence import Evidence, Piece
from archive.models.figures import Figure
from archive.models.fingerprints import Fingerprint
from archive.models.flags import Flag
from archive.models.further import Further
from archive.models.houserules import HouseRule
from archive.models.imports import CatalogueEntry, CatalogueStatement, ImportRun
from archive.models.indexstate import IndexState
from archive.models.interests import Interest
from archive.models.lines import shown_lines
from archive.models.marks import Disputed, marked_statements, thread_marks
from archive.models.measures import Measure
from archive.models.notes import Note
from archive.models.occurrences import Occurrence, Place
from archive.models.openings import (
    ShownTag,
    bylines_of,
    edition_of,
    further_of,
    marks_of,
    opened,
    parallels_of,
    tags_of,
)
from archive.models.parallels import Parallel
from archive.models.passages import Passage
from archive.models.proposals import Proposal, ProposedComment
from archive.models.pseudonyms import Pseudonym
from archive.models.publishers import Publisher
from archive.models.readings import Reading
from archive.models.redactions import Redaction
from archive.models.relations import Related, StatementRelation
from archive.models.seals import is_sealed, with_seals
from archive.models.sources import SourceCheck, SourceContent, SourceFile
from archive.models.statements import Statement, TaggedStatement
from archive.models.tags import Tag, TaggedArticle
from archive.models.texts import Shown, Text, TextContent, shown, shown_blocks
from archive.models.threadlines import Mark, Over, ThreadLine
from archive.models.threads import (
    comment_lines,
    thread_length,
    thread_lines,
    thread_parallels,
    thread_stretch,
    thread_tags,
)
from archive.models.users import User
from archive.models.wordrules import WordRule

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Card",
    "CatalogueEntry",
    "CatalogueStatement",
    "Claim",
    "Collection",
    "Comment",
    "Decision",
    "DecisionDetail",
    "Dispute",
    "Disputed",
    "Echo",
    "Evidence",
    "Figure",
    "Fingerprint",
    "Flag",
    "Further",
    "HouseRule",
    "ImportRun",
    "IndexState",
    "Interest",
    "Mark",
    "Measure",
    "Note",
    "Occurrence",
    "Over",
    "Parallel",
    "Passage",
    "Piece",
    "Place",
    "Proposal",
    "ProposedComment",
    "Pseudonym",
    "Publisher",
    "Reading",
    "Redaction",
    "Related",
    "Shown",
    "ShownTag",
    "Side",
    "SourceCheck",
    "SourceContent",
    "SourceFile",
    "Statement",
    "StatementRelation",
    "Tag",
    "TaggedArticle",
    "TaggedComment",
    "TaggedStatement",
    "Text",
    "TextContent",
    "ThreadLine",
    "User",
    "WordRule",
    "bylines_of",
    "comment_lines",
    "disputes",
    "edition_of",
    "further_of",
    "is_sealed",
    "marked_statements",
    "marks_of",
    "once",
    "opened",
    "parallels_of",
    "shown",
    "shown_blocks",
    "shown_lines",
    "sides",
    "speakers",
    "tags_of",
    "thread_length",
    "thread_lines",
    "thread_marks",
    "thread_parallels",
    "thread_stretch",
    "thread_tags",
    "weighed",
    "with_seals",
]

# Django leaves primary keys out of fixtures with natural keys. These are no numbers that the database gave: they say
# which row it is.
for _model in (
    CatalogueEntry, CatalogueStatement, Claim, Decision, DecisionDetail, Measure, SourceCheck, SourceContent,
    TextContent,
):  # fmt: skip
    _model._meta.pk.serialize = True  # type: ignore[attr-defined]
