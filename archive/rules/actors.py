"""Who stands in the log without an account: no account takes one of these names."""

# Whoever works at the shell.
SHELL = "shell"
# Commands that decide by themselves.
PROGRAMS = ("load_seeds", "make_collection", "make_editor", "take_back")


def refusal(name: str) -> str:
    """Why no account may have this name, or nothing. Names that differ in capitals only read alike."""
    alike = name.casefold()
    if alike == SHELL:
        return f"The name {SHELL} stands in the log for whoever works at the shell."
    if alike in PROGRAMS:
        return f"The name {alike} stands in the log for a program."
    return ""
