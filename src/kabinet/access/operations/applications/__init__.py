"""Applications for access: sent, corrected, checked and decided, and handed over by the credentials desk."""

from kabinet.access.operations.applications.deciding import decide_application, hand_over, start_checking
from kabinet.access.operations.applications.submitting import (
    AlreadyApplied,
    Paper,
    ask_for_colleague,
    submit_application,
)

__all__ = [
    "AlreadyApplied",
    "Paper",
    "ask_for_colleague",
    "decide_application",
    "hand_over",
    "start_checking",
    "submit_application",
]
