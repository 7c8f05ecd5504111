"""What an action answers instead of doing it."""


class Refused(ValueError):
    """An action that can't be done; its message is a sentence for the person who asked."""
