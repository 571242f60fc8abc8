"""Refusals: what we foresee and answer in words. Plain Python. What we do not foresee is a bug and rises."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not an error of the program)
    """
    The thing asked for cannot be done, and the person reads why.

    A subclass stands beside the function that raises it and is named as what happened. `facts` are the values
    its wording needs; the wording itself is in the area's `wording.py`.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class NotFound(Refusal):
    """It does not exist, or is somebody else's: the two are told apart nowhere."""

    code = "not-found"


class NotAllowed(Refusal):
    """The viewer sees the thing, but has no right to do this with it."""

    code = "not-allowed"
