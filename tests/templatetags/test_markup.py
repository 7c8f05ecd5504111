"""What keeps pages safe under a policy that allows no inline code, and what may mark text as markup."""

import gzip
import re

from django.conf import settings

AUDITED = {"archive/templatetags/markup.py"}
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


def public(ending):
    """The styles or scripts that public pages name."""
    pages = [path for path in files("templates", ".html") if not path.startswith("templates/admin/")]
    named = re.compile(rf'static "(archive/[a-z]+\{ending})"')
    found = {name for path in pages for name in named.findall((settings.BASE_DIR / path).read_text())}
    return [settings.BASE_DIR / "archive/static" / name for name in sorted(found)]


def test_the_styles_of_the_public_pages_are_small_and_they_have_no_script():
    assert 0 < sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in public(".css")) < 20_000
    assert public(".js") == []


def test_the_styles_know_no_left_and_right():
    physical = re.compile(r"(?:margin|padding|border|inset)?-?\b(?:left|right)\s*:|text-align:\s*(?:left|right)")
    for path in files("archive/static/archive", ".css"):
        assert physical.findall((settings.BASE_DIR / path).read_text()) == []


def test_the_styles_of_the_public_pages_name_every_size_and_colour_in_one_place():
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|light-dark)\(|(?<!\w)[\d.]+rem\b", re.IGNORECASE)
    physical = re.compile(r"(?<![\w-])(?:(?:min-|max-)?(?:width|height)|top|bottom)\s*:")
    found = {
        path.name: [line for line in lines if literal.search(line) or physical.search(line)]
        for path in public(".css")
        if path.stem not in {"base", "paper"}
        and (lines := [line for line in path.read_text().splitlines() if not line.lstrip().startswith("@")])
    }
    assert {name: lines for name, lines in found.items() if lines} == {}
