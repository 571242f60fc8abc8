"""Issuing access: kinds of issue, and the shape of access codes. Plain Python."""

from enum import StrEnum


class IssueKind(StrEnum):
    """`REPRINT`: the slip was spoilt or lost before it was signed for; the code on it is a new one."""

    FIRST = "first"
    REISSUE = "reissue"
    REPRINT = "reprint"
