import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from archive.templatetags.markup import form, joined

BOLD = form("<b>%s</b>")


@given(st.text())
def test_a_value_comes_out_as_text_whatever_it_says(value):
    assert BOLD(value) == f"<b>{escaped(value)}</b>"


def escaped(value):
    for character, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#x27")):
        value = value.replace(character, f"&{name};")
    return value


def test_what_came_out_of_a_form_is_not_escaped_again():
    assert form("<p>%s%s</p>")(BOLD("<"), "<") == "<p><b>&lt;</b>&lt;</p>"


def test_a_percent_sign_in_a_value_stays_one():
    assert BOLD("%s 100%") == "<b>%s 100%</b>"


@pytest.mark.parametrize("values", [(), ("a", "b")])
def test_a_form_takes_as_many_values_as_it_has_places(values):
    with pytest.raises(TypeError, match="positional argument"):
        BOLD(*values)


def test_pieces_are_joined_and_what_is_none_is_escaped():
    found = joined([BOLD("a"), "<", 1], " & ")
    assert found == "<b>a</b> &amp; &lt; &amp; 1"
    assert isinstance(found, SafeString)


def test_only_the_very_class_counts_as_markup():
    class Sly(str):
        __slots__ = ()

        def __html__(self):
            return "<script>"

    assert BOLD(Sly("<")) == "<b>&lt;</b>"
    assert BOLD(mark_safe("<i>")) == "<b><i></b>"
