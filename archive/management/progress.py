"""A progress bar for terminals; silent everywhere else."""

import shutil

from django.core.management.base import OutputWrapper

WIDTH = 30


class Bar:
    """Call it with what is done, out of how many, and the name of what is at work; the last call clears the line."""

    def __init__(self, stream: OutputWrapper) -> None:
        self._stream = stream
        self._shown = stream.isatty()

    def __call__(self, done: int, total: int, name: str) -> None:
        if not self._shown:
            return
        columns = shutil.get_terminal_size().columns - 1
        full = WIDTH * done // max(total, 1)
        line = f"[{'#' * full}{'.' * (WIDTH - full)}] {done} of {total} {name}" if done < total else ""
        self._stream.write(f"\r{line[:columns]:<{columns}}\r", ending="")
        self._stream.flush()
