"""Who stands in the log without an account: no account takes one of these names."""

from django.utils.translation import gettext as _

# Whoever works at the shell.
SHELL = "shell"
# Commands that decide by themselves.
PROGRAMS = ("load_seeds", "make_collection", "make_editor", "take_back", "write_rules")


def refusal(name: str) -> str:
    """Why no account may have this name, or nothing. Names that differ in capitals only read alike."""
    alike = name.casefold()
    if alike == SHELL:
        return _("The name %s stands in the log for whoever works at the shell.") % SHELL
    if alike in PROGRAMS:
        return _("The name %s stands in the log for a program.") % alike
    return ""
