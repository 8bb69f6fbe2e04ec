"""Browsers known from an earlier sign-in: they are counted apart, so a stranger's guessing locks nobody out."""

import secrets

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from bpo_gov.accounts import throttle

COOKIE = "known"
KEPT = 365 * 24 * 3600  # seconds


def keys(email: str) -> list[str]:
    """Under which keys a try of this browser at this account is counted."""
    known = _read()
    if known is not None and known[0] == throttle.account(email):
        return [f"device:{known[1]}"]
    return [throttle.account(email), throttle.address(request.remote_addr)]


def remember(response: Response, email: str) -> None:
    """Know this browser again the next time."""
    value = _signer().dumps([throttle.account(email), secrets.token_hex(16)])
    response.set_cookie(
        COOKIE, value, max_age=KEPT, path="/sign-in", httponly=True, samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip


def _read() -> tuple[str, str] | None:
    try:
        account, nonce = _signer().loads(request.cookies.get(COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return None
    return str(account), str(nonce)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known browser")
