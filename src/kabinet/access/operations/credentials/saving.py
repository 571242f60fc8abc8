"""What every issue has in common: its row, the records of it, and how the person's former ways in are closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kabinet.access.models import Application, Issue, Membership, Proposal, User
from kabinet.access.operations.second_factor import remove_second_factor
from kabinet.access.operations.sessions import end_all_sessions
from kabinet.access.queries.officers import Officer
from kabinet.access.rules.credentials import HolderNotFound, IssueKind, Papers
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER

_OWN = "the person stands at the desk"


def find_issue(*, officer: Officer, key: str) -> Issue | None:
    """Return the issue that this officer's key was answered with before."""
    return (
        Issue.objects.everywhere(reason="the key is the officer's own")
        .filter(officer=officer.user, key=key)
        .first()
    )


def save_issue(
    kind: IssueKind,
    *,
    user: User,
    officer: Officer,
    papers: Papers,
    key: str,
    now: datetime,
    application: Application | None = None,
    consent: Proposal | None = None,
) -> Issue:
    issue = Issue(
        user=user,
        application=application,
        kind=kind,
        point=officer.point,
        officer=officer.user,
        identity_kind=papers.identity,
        identity_mark=papers.identity_mark,
        authority_kind=papers.authority.kind,
        authority_number=papers.authority.number,
        authority_from=papers.authority.since,
        authority_to=papers.authority.until,
        consent=consent,
        issued_at=now,
        key=key,
    )
    issue.save(force_insert=True)
    return issue


def seen_by(papers: Papers) -> dict[str, Any]:
    """Return what was checked, as the journal keeps it."""
    return {
        "identity": f"{papers.identity} …{papers.identity_mark}",
        "authority": papers.authority.text,
        "authority_until": papers.authority.last_day,
        "seen": sorted(papers.seen),
    }


def lock_user(user_id: int) -> tuple[User, list[int]]:
    """
    Keep the person's access from others until the transaction ends; return it with the chains it is recorded in.

    See Note [Who waits for whom].

    :raises HolderNotFound: there is nobody of this number
    """
    for organization_id in _chains_of(user_id):
        journal.lock_chain(organization_id)
    people = User.objects.select_for_update(of=("self",), no_key=True).select_related("issue_point")
    user = people.filter(pk=user_id).first()
    if user is None:
        raise HolderNotFound
    return user, _chains_of(user_id)


def _chains_of(user_id: int) -> list[int]:
    """Return the organizations in whose journals the person's access is recorded; the supplier's for the staff."""
    parts = Membership.objects.everywhere(reason=_OWN).filter(user_id=user_id)
    return sorted(parts.values_list("organization_id", flat=True)) or [SUPPLIER]


def record(
    event: str, user: User, *, chains: Sequence[int], viewer: Viewer, data: Mapping[str, Any], at: datetime
) -> None:
    for organization_id in chains:
        journal.record(
            event,
            viewer=viewer,
            organization_id=organization_id,
            subject=f"user:{user.username}",
            data=data,
            at=at,
        )


def close_ways_in(user: User) -> None:
    """End the person's sessions, their second factor, and their password or code: what comes next is a new code."""
    end_all_sessions(user.pk)
    remove_second_factor(user.pk)
    user.set_unusable_password()
    user.second_factor, user.code_expires_at = False, None
    user.save(update_fields=["password", "second_factor", "code_expires_at"])
