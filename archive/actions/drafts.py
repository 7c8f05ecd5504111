"""What was typed into a form when its session had ended, and waits in the next session for its page."""

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

# The name of it in a session.
CARRIED = "carried"


def drop() -> int:
    """Forget all that waits, whoever typed it; how many there were. It may repeat words that are erased now."""
    dropped = 0
    for row in Session.objects.iterator(chunk_size=500):
        if CARRIED in row.get_decoded():
            session = SessionStore(row.session_key)
            del session[CARRIED]
            session.save()
            dropped += 1
    return dropped
