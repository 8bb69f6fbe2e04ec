"""The four ways a deed can fail; the web maps each to a page once."""

from bpo_gov.kernel.words import Say


class BpoError(Exception):
    """Something a person must be told; carries the sentence."""

    def __init__(self, says: Say) -> None:
        super().__init__(str(says))
        self.says = says


class NotFound(BpoError):  # noqa: N818 - the names are the words of the house
    """It is not there, or the actor may not see it: the same to the outside."""


class Denied(BpoError):  # noqa: N818
    """The actor may never do this; `says` names who may."""


class Refused(BpoError):  # noqa: N818
    """The actor may do this, but not now; `says` gives the reason."""


class Stale(BpoError):  # noqa: N818
    """Somebody moved the matter since the actor looked at it."""
