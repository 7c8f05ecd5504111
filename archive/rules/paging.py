"""Pages of a hundred: page n is a range over positions, which count from 1."""

SIZE = 100


def page_of(position: int) -> int:
    return (position - 1) // SIZE + 1


def span(page: int) -> tuple[int, int]:
    """First and last position on a page, both included."""
    return (page - 1) * SIZE + 1, page * SIZE


def pages(length: int) -> int:
    """How many pages something of this length fills; an empty one has a first page too."""
    return max(page_of(length), 1)
