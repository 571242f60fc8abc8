"""What takes two people. Plain Python."""

from enum import StrEnum


class Kind(StrEnum):
    """What is proposed; `REISSUE_ELSEWHERE` is the head's consent to issue access at another point than the first."""

    OFFER = "offer"
    REQUISITES = "requisites"
    REISSUE_ELSEWHERE = "reissue-elsewhere"


class Status(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
