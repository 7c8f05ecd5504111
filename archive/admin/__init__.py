"""The staff's doors, one module per noun."""

from archive.admin import (
    articles,
    comments,
    decisions,
    imports,
    names,
    parallels,
    site,
    sources,
    statements,
    tags,
    users,
)

__all__ = [
    "articles",
    "comments",
    "decisions",
    "imports",
    "names",
    "parallels",
    "site",
    "sources",
    "statements",
    "tags",
    "users",
]
