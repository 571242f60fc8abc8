"""The words of applications for access, and which step may follow which. Plain Python."""

from enum import StrEnum


class Status(StrEnum):
    """
    Where an application stands: received → checking → ready → issued.

    The curator returns it for correction or refuses it; the head may stop what has not been issued, and let it go on.
    """

    RECEIVED = "received"
    CHECKING = "checking"
    RETURNED = "returned"
    READY = "ready"
    STOPPED = "stopped"
    ISSUED = "issued"
    REFUSED = "refused"


class Origin(StrEnum):
    """Who asked: somebody at the public page, or the client's own administrator inside the cabinet."""

    PUBLIC = "public"
    CABINET = "cabinet"


class PaperKind(StrEnum):
    POWER_OF_ATTORNEY = "power-of-attorney"
    SIGNED_APPLICATION = "signed-application"
    OTHER = "other"


#: What still waits for somebody of the supplier's.
OPEN = frozenset({Status.RECEIVED, Status.CHECKING, Status.READY, Status.STOPPED})
