"""The expected errors: what an act may refuse, said to the user in plain Dutch.

An act defines its own subclasses beside it; the text says what is wrong and what to do.
Anything that is not a `Refusal` is a fault of ours and is never swallowed.
"""


class Refusal(Exception):
    """An expected no. `str()` is plain Dutch for the user; `field` names the form field it belongs to."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        """Keep the text for the user and, if there is one, the name of the field at fault."""
        super().__init__(message)
        self.field = field


class NotFound(Refusal):
    """What was asked for does not exist, or the actor may not know that it does."""


class NotAllowed(Refusal):
    """The actor has no permission for this act on this object."""


class Conflict(Refusal):
    """Somebody else saved in between; the user's own input must survive."""
