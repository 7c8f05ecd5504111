"""The staff's doors, one module per noun."""

from archive.admin import (
    articles,
    comments,
    decisions,
    houserules,
    imports,
    names,
    parallels,
    site,
    sources,
    statements,
    tags,
    users,
    wordrules,
)

__all__ = [
    "articles",
    "comments",
    "decisions",
    "houserules",
    "imports",
    "names",
    "parallels",
    "site",
    "sources",
    "statements",
    "tags",
    "users",
    "wordrules",
]
