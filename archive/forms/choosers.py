"""Choosers that offer records as one types."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple


class KnownSelect(AutocompleteSelect):
    """Chooses one of many. What is chosen in all rows of a form was looked up at once: key -> name."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:  # noqa: ARG002
        chosen = [one for one in map(str, value) if one in self.known]
        options = [("", "", False), *((one, self.known[one], True) for one in chosen)]
        made = [self.create_option(name, *option, index) for index, option in enumerate(options)]
        return [(None, made, 0)]


class SelectSeveral(AutocompleteSelectMultiple):
    """Chooses several. Its button that takes all away stood among the items of a list, where nothing but items may."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        """Of what was sent only what can be a key is looked up again."""
        return super().optgroups(name, [one for one in map(str, value) if one.isdecimal() and len(one) < 19], attrs)

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}
