"""What every proof goes by."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def plain_and_fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody looks at what went into a page, or at a log of thousands of refusals."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_kwargs: None)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
