"""
What the credentials desk reads: applications that are ready, people who have access, what was issued to whom.

It is only what issuing needs: no money, no volumes.
"""

from kabinet.access.models import Application, ApplicationPaper, Issue, User
from kabinet.access.queries.credentials.holders import Holder, find_holders, get_holder, members_of
from kabinet.access.queries.credentials.issued import (
    Issued,
    IssueNotFound,
    find_issue_on,
    get_issued,
    list_issued,
    newest_of,
)
from kabinet.access.queries.credentials.ready import (
    authority_of,
    check_issuable,
    get_paper,
    get_ready,
    list_ready,
    newest_papers,
    rights_to_give,
)
from kabinet.access.queries.credentials.reissue import (
    Consent,
    check_holder,
    consent_asked,
    consent_needed,
    last_day_of,
    subject_of,
)

#: Doors name these types and never import the tables.
__all__ = [
    "Application",
    "ApplicationPaper",
    "Consent",
    "Holder",
    "Issue",
    "IssueNotFound",
    "Issued",
    "User",
    "authority_of",
    "check_holder",
    "check_issuable",
    "consent_asked",
    "consent_needed",
    "find_holders",
    "find_issue_on",
    "get_holder",
    "get_issued",
    "get_paper",
    "get_ready",
    "last_day_of",
    "list_issued",
    "list_ready",
    "members_of",
    "newest_of",
    "newest_papers",
    "rights_to_give",
    "subject_of",
]
