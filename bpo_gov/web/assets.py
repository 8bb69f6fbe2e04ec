"""Static files: our own by digest, Bootstrap out of its package; nothing comes from another host."""

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, abort, has_request_context, request, url_for

OURS = Path(__file__).parent.parent / "static"
PACKAGES = {
    "bootstrap.min.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css"),
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}

blueprint = Blueprint("assets", __name__)


@cache
def _body(name: str) -> tuple[bytes, bytes, str] | None:
    """(bytes, gzipped bytes, digest) of an asset, or None."""
    if name in PACKAGES:
        package, path = PACKAGES[name]
        body = files(package).joinpath(path).read_bytes()
        if name.endswith(".css"):
            body = body.rsplit(b"/*# sourceMappingURL", 1)[0]
    else:
        path_ = OURS / name
        if path_.parent != OURS or not path_.is_file():
            return None
        body = path_.read_bytes()
    return body, gzip.compress(body, 9), hashlib.sha256(body).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of an asset, with its digest, so that it may be kept for ever."""
    return _address(name, request.script_root if has_request_context() else "")


@cache
def _address(name: str, root: str) -> str:
    """Built once for each place that the application is mounted at: a page has dozens of icons."""
    found = _body(name)
    if found is None:
        raise LookupError(f"no asset {name}")
    return url_for("assets.static_file", digest=found[2], name=name)


@blueprint.get("/assets/<digest>/<name>")
def static_file(digest: str, name: str) -> Response:
    """One asset; an outdated digest gets the present file without a long memory."""
    found = _body(name)
    if found is None:
        abort(404)
    body, packed, now = found
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(packed if zipped else body, mimetype=TYPES.get(Path(name).suffix, "application/octet-stream"))
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if digest == now else "no-cache"
    return answer
