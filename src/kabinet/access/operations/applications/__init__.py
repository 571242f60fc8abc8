"""Applications for access: sent, corrected, checked and decided, and handed over by the credentials desk."""

from kabinet.access.operations.applications.correcting import (
    NothingToAdd,
    NotReturned,
    TooManyPapers,
    add_scans,
    check_room,
    correct_application,
)
from kabinet.access.operations.applications.deciding import decide_application, hand_over, start_checking
from kabinet.access.operations.applications.matching import match_application
from kabinet.access.operations.applications.submitting import (
    AlreadyApplied,
    Paper,
    ask_for_colleague,
    secret_of,
    submit_application,
)
from kabinet.access.rules.applications import AlreadyDecided

__all__ = [
    "AlreadyApplied",
    "AlreadyDecided",
    "NotReturned",
    "NothingToAdd",
    "Paper",
    "TooManyPapers",
    "add_scans",
    "ask_for_colleague",
    "check_room",
    "correct_application",
    "decide_application",
    "hand_over",
    "match_application",
    "secret_of",
    "start_checking",
    "submit_application",
]
