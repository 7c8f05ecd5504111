"""Passwords and codes that the archive draws for people to type."""

import secrets

# Digits and letters that nobody mistakes for one another: twenty of them hold 99 bits, ten of them 49.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def drawn(groups: int, letters: int) -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(letters)) for _ in range(groups))


def one_time_password() -> str:
    return drawn(4, 5)
