"""Issuing access in person: first, again, and once more where a slip was spoilt. Nothing else recovers access."""

from kabinet.access.operations.credentials.issuing import issue_access
from kabinet.access.operations.credentials.reissuing import ask_for_consent, reissue_access
from kabinet.access.operations.credentials.slips import Slip, confirm_signature, print_slip, replace_slip

__all__ = [
    "Slip",
    "ask_for_consent",
    "confirm_signature",
    "issue_access",
    "print_slip",
    "reissue_access",
    "replace_slip",
]
