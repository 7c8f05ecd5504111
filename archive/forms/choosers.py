"""Choosers that offer records as one types."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

# As many decimals as every key of either database may have.
LONGEST_KEY = 18


class KnownSelect(AutocompleteSelect):
    """Chooses one of many. What is chosen in all rows of a form was looked up at once: key -> name."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:  # noqa: ARG002
        chosen = [one for one in map(str, value) if one in self.known]
        options = [("", "", False), *((one, self.known[one], True) for one in chosen)]
        made = [self.create_option(name, *option, index) for index, option in enumerate(options)]
        return [(None, made, 0)]


class _KeysOnly:
    """Of what was sent only what can be a key is looked up again."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        keys = [one for one in map(str, value) if one.isdecimal() and len(one) <= LONGEST_KEY]
        return super().optgroups(name, keys, attrs)  # type: ignore[misc]


class SelectOne(_KeysOnly, AutocompleteSelect):
    """Chooses one."""


class SelectSeveral(_KeysOnly, AutocompleteSelectMultiple):
    """Chooses several. Its button that takes all away stood among the items of a list, where nothing but items may."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What is longer than any key is cut to something that is none: SQLite counts no further."""
        sent = super().value_from_datadict(data, files, name) or []
        return [one if len(one) <= LONGEST_KEY else f"{one[:LONGEST_KEY]}…" for one in sent]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}
