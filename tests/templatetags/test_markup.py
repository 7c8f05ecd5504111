"""What keeps pages safe under a policy that allows no inline code, and what may mark text as markup."""

import gzip
import re

from django.conf import settings

AUDITED = {"archive/templatetags/markup.py"}
OF_THE_ADMIN = {"admin", "desk", "marking"}
UNSAFE = re.compile(r"mark_safe|SafeString\(|format_html|\|\s*safe\b|autoescape off|safeseq")
INLINE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]{3,}\s*=|javascript:", re.IGNORECASE)


def files(folder, *endings):
    return sorted(
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in endings
    )


def test_only_one_audited_module_marks_text_as_markup():
    paths = {*files("archive", ".py"), *files("templates", ".html", ".txt")} - AUDITED
    assert sorted(path for path in paths if UNSAFE.search((settings.BASE_DIR / path).read_text())) == []


def test_no_template_holds_inline_style_or_code():
    paths = {*files("templates", ".html"), *files("archive/templatetags", ".py")} - AUDITED
    assert sorted(path for path in paths if INLINE.search((settings.BASE_DIR / path).read_text())) == []


def test_the_styles_of_the_public_pages_are_small():
    sheets = [settings.BASE_DIR / path for path in files("archive/static/archive", ".css")]
    public = [sheet.read_bytes() for sheet in sheets if sheet.stem not in OF_THE_ADMIN]
    assert sum(len(gzip.compress(style, mtime=0)) for style in public) < 20_000


def test_the_styles_know_no_left_and_right():
    physical = re.compile(r"(?:margin|padding|border|inset)?-?\b(?:left|right)\s*:|text-align:\s*(?:left|right)")
    for path in files("archive/static/archive", ".css"):
        assert physical.findall((settings.BASE_DIR / path).read_text()) == []
