"""A process that has the archive's code loaded and forks what it is asked for, so that a server is there at once.

One JSON list a line: `["serve", application, arguments...]` starts gunicorn in a process group of its own and answers
with its number; `["ask", question, arguments...]` answers what that function of `witness` gives, from a process that
is gone afterwards. This process itself never opens the database. It ends with its standard input, and all with it.
"""

import ctypes
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

SUBREAPER = 36


def forked(work: Callable[[int], object]) -> int:
    """The number of a process that does this work, given where answers go, at the head of a group of its own."""
    number = os.fork()
    if number:
        return number
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        # What is printed is no answer.
        answers = os.dup(1)
        os.dup2(2, 1)
        work(answers)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def serve(answers: int, *arguments: str) -> None:
    os.close(answers)
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = ["gunicorn", *arguments]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


def ask(answers: int, question: str, *arguments: str) -> None:
    from tests.proofs.faults import witness

    try:
        answer = getattr(witness, question)(*arguments)
    except Exception:
        answer = {"raised": traceback.format_exc()}
    # Longer than what a pipe takes at once.
    with os.fdopen(answers, "w") as pipe:
        pipe.write(f"{json.dumps(answer)}\n")


def main() -> None:
    import gunicorn.workers.gthread  # noqa: F401
    from django.db import connections
    from django.urls import get_resolver

    import site_config.wsgi  # noqa: F401
    from tests.proofs.faults import witness  # noqa: F401

    get_resolver().url_patterns  # noqa: B018 - loads them
    # Whatever is left behind by what is killed ends here, and is not waited for.
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    servers = []
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        assert all(each.connection is None for each in connections.all())
        if what == "serve":
            servers.append(forked(lambda answers, given=arguments: serve(answers, *given)))
            print(servers[-1], flush=True)
        else:
            forked(lambda answers, given=arguments: ask(answers, *given))
    for server in servers:
        with suppress(ProcessLookupError):
            os.killpg(server, signal.SIGKILL)


if __name__ == "__main__":
    main()
