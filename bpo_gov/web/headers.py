"""What every answer carries: a strict content policy, no sniffing, no framing, no caching of what is private."""

import secrets

from flask import Flask, Response, g, request

PLOTLY_MAPS = "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='"  # the style Plotly's bundle adds for maps, whether drawn or not
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}' {maps}; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def nonce() -> str:
    """The nonce of this answer's style policy."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def install(app: Flask, *, production: bool) -> None:
    """Put the headers on every answer, errors included."""

    @app.after_request
    def finish(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce(), maps=PLOTLY_MAPS))
        if production:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint != "assets.static_file":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
