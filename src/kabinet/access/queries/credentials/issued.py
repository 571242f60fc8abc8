"""What was issued to whom, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kabinet.access.models import Issue
from kabinet.access.queries.credentials.words import all_words, in_text
from kabinet.access.rules.credentials import IssueKind, SlipStatus, slip_status
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


class IssueNotFound(NotFound):
    code = "access.issue-not-found"


@dataclass(frozen=True, slots=True)
class Issued:
    """An issue with where it stands at a moment."""

    issue: Issue
    status: SlipStatus


def list_issued(
    *, viewer: Viewer, point_id: int, words: str = "", now: datetime, limit: int = 50
) -> list[Issued]:
    """Return what was issued at the point, the newest first; narrowed to what has all the words. One query."""
    if not viewer.may(Right.ISSUE_ACCESS):
        return []
    rows = _issues().filter(all_words(words, anywhere=_in_issue), point_id=point_id)
    return [_issued(issue, now) for issue in rows.distinct().order_by("-issued_at", "-id")[:limit]]


def _in_issue(word: str) -> Q:
    return (
        in_text("user__full_name", word)
        | Q(user__username__icontains=word)
        | Q(application__number__icontains=word)
        | Q(user__memberships__organization__inn__startswith=word)
        | Q(user__memberships__organization__search__contains=word.lower())
    )


def get_issued(*, viewer: Viewer, issue_id: int, now: datetime) -> Issued:
    """:raises IssueNotFound: there is none, or the viewer does not issue access"""
    found = _issues().filter(pk=issue_id).first() if viewer.may(Right.ISSUE_ACCESS) else None
    if found is None:
        raise IssueNotFound
    return _issued(found, now)


def find_issue_on(*, viewer: Viewer, number: str) -> Issue | None:
    """Return the issue that an application led to."""
    found = _issues().filter(application__number=number).order_by("id").first()
    return found if viewer.may(Right.ISSUE_ACCESS) else None


def newest_of(*, viewer: Viewer, user_id: int) -> Issue | None:
    """Return the issue that counts for the person now."""
    found = _issues().filter(user_id=user_id).exclude(kind=IssueKind.ADDITION).order_by("-id").first()
    return found if viewer.may(Right.ISSUE_ACCESS) else None


def _issues() -> QuerySet[Issue]:
    """Return the issues, each with whether a later one to the same person has replaced it."""
    rows = Issue.objects.everywhere(reason="the credentials desk serves whoever comes")
    later = rows.filter(user=OuterRef("user"), pk__gt=OuterRef("pk")).exclude(kind=IssueKind.ADDITION)
    return rows.annotate(replaced=Exists(later)).select_related(
        "user", "point", "officer", "application", "application__organization", "application__contract"
    )


def _issued(issue: Any, now: datetime) -> Issued:
    """`issue` is annotated by `_issues`."""
    status = slip_status(
        IssueKind(issue.kind),
        printed=issue.slip_printed_at is not None,
        signed=issue.signed_at is not None,
        newest=not issue.replaced,
        code_expires_at=issue.user.code_expires_at,
        now=now,
    )
    return Issued(issue, status)
