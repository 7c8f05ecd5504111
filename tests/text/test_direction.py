import pytest

from archive.text.direction import direction


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("en", "ltr"), ("he", "rtl"), ("HE-il", "rtl"), ("hy", "ltr"), ("az", "ltr"), ("az-Arab", "rtl"),
        ("az_Arab_IR", "rtl"), ("ar-Latn", "ltr"), ("yi", "rtl"), ("und", "auto"), ("", "auto"), ("x", "ltr"),
    ],
)  # fmt: skip
def test_a_text_runs_as_its_script_does_or_else_its_language(language, way):
    assert direction(language) == way
