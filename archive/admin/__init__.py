"""The staff's doors, one module per noun."""

from archive.admin import articles, catalogue, comments, decisions, imports, names, site, sources, users

__all__ = ["articles", "catalogue", "comments", "decisions", "imports", "names", "site", "sources", "users"]
