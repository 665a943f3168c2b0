"""What is kept of a secret that somebody else holds: its hash alone."""

from __future__ import annotations

from hashlib import sha256


def hashed(secret: str) -> str:
    """The SHA-256 of a token or a code, both of which are random: nothing is to be guessed from it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
