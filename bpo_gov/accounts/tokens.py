"""Secrets that stand for a person for a while: made at random, kept only as a digest."""

import hashlib
import secrets


def new() -> str:
    """256 random bits, as an address or a cookie can hold them."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What the database keeps of a token: its SHA-256, 64 hex digits."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
