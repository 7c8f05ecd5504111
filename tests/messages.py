"""The messages of the archive, and their translations. `make messages` brings archive/locale/ up to date with them.

Written with Babel, so that nobody needs GNU gettext; what is compiled is kept beside it, so that a fresh clone needs
neither.
"""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LOCALES = settings.BASE_DIR / "archive" / "locale"
# What marks a message, and which of its arguments are context, singular and plural.
MARKS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "counted": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip


def files(ending: str) -> list[Path]:
    """Every file of the program with this ending, without migrations."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "archive", "site_config", "templates"]
    names = subprocess.run(listed, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True).stdout.split()
    return [settings.BASE_DIR / name for name in names if name.endswith(ending) and "/migrations/" not in name]


def source(file: Path) -> str:
    """A file as Python that holds its messages."""
    words = file.read_text()
    if file.suffix != ".html":
        return words
    return "\n".join(line.strip() for line in templatize(words, origin=str(file)).split("\n"))


def messages() -> Catalog:
    """All of them, each with the files that say it."""
    found = Catalog(charset="utf-8")
    for file in files(".py") + files(".html"):
        where = file.relative_to(settings.BASE_DIR).as_posix()
        for _line, message, _comments, context in extract("python", io.BytesIO(source(file).encode()), MARKS):
            found.add(message, locations=[(where, 0)], context=context)
    return found


def translations() -> Iterator[tuple[Path, Catalog]]:
    """Each file of translations with what it holds."""
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        yield file, read_po(io.BytesIO(file.read_bytes()), locale=file.parts[-3])


def written(catalog: Catalog) -> bytes:
    """A catalogue as a .po file."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as a .mo file."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def bring_up_to_date() -> None:
    """New messages are added without a translation, and those that nothing says any longer are left out."""
    said = messages()
    for file, catalog in translations():
        catalog.update(said, no_fuzzy_matching=True, update_creation_date=False)
        file.write_bytes(written(catalog))
    for file, catalog in translations():
        file.with_suffix(".mo").write_bytes(compiled(catalog))


if __name__ == "__main__":
    bring_up_to_date()
