"""Where a person may be sent back to: a path of this site and nothing else."""

import re
from urllib.parse import urlsplit

LONGEST = 2000
UNSAFE = re.compile(r"[\s\\]|//")


def own(path: str | None) -> str | None:
    """The path if it is an own relative one (`/a/x?y=z`), else None.

    Refused: schemes, hosts, `//` and backslashes (browsers read both as a host), spaces and control characters.
    """
    if not path or not path.startswith("/") or len(path) > LONGEST or not path.isprintable() or "\\" in path:
        return None
    return None if UNSAFE.search(path.partition("?")[0]) else path


def of_referrer(referrer: str | None, host: str) -> str | None:
    """The own path that a Referer header names, if it is of this host."""
    try:
        parts = urlsplit(referrer or "")
    except ValueError:
        return None
    if parts.netloc != host:
        return None
    return own(parts.path + (f"?{parts.query}" if parts.query else ""))
