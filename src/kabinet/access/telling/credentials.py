"""Telling of issued access: the curator, those who manage the client's people, and the person. Never a code."""

from datetime import datetime

from kabinet.access.models import Grant, Issue, Membership
from kabinet.access.queries.curators import in_charge_of
from kabinet.access.queries.people import Person, members_with, person_of
from kabinet.access.rules.credentials import IssueKind
from kabinet.access.telling import recipient
from kabinet.access.wording.credentials import ADDED, ISSUED, REISSUED, REISSUED_TO_YOU
from kabinet.foundation.rights import Right
from kabinet.notifications.operations import notify
from kabinet.notifications.wording import Fact

_TOLD = "it was issued to this person, and those concerned are told"


def tell_of_issue(issue: Issue, *, at: datetime) -> None:
    """Tell the curator and the client's own administrators; and the person, if they had a user before."""
    application = issue.application
    assert application is not None and application.contract is not None  # noqa: S101, PT018 (issued on it)
    contract = application.contract
    facts = _facts(issue) | {"contract": contract.number, "organization": contract.organization.name}
    _tell_those_concerned(ISSUED, issue, contract.organization_id, [contract.pk], facts, at=at)
    if issue.kind == IssueKind.ADDITION:
        notify([recipient(person_of(issue.user))], event=ADDED, facts=facts, url="/contracts/", at=at)


def tell_of_reissue(issue: Issue, *, at: datetime) -> None:
    """Tell the person by letter that their former password is dead; and those who are told of every issue."""
    facts = _facts(issue)
    notify([recipient(person_of(issue.user))], event=REISSUED_TO_YOU, facts=facts, at=at)
    parts = Membership.objects.everywhere(reason=_TOLD).filter(user=issue.user)
    for membership in parts.select_related("organization").order_by("id"):
        grants = Grant.objects.everywhere(reason=_TOLD).filter(membership=membership)
        contracts = list(grants.values_list("contract_id", flat=True))
        named = facts | {"organization": membership.organization.name}
        _tell_those_concerned(REISSUED, issue, membership.organization_id, contracts, named, at=at)


def _tell_those_concerned(
    event: str,
    issue: Issue,
    organization_id: int,
    contract_ids: list[int],
    facts: dict[str, Fact],
    *,
    at: datetime,
) -> None:
    curators = in_charge_of(organization_id=organization_id, on=at.date())
    url = f"/desk/clients/{organization_id}/?tab=people"
    notify([recipient(person) for person in curators], event=event, facts=facts, url=url, at=at)
    managing: dict[int, Person] = {}
    for contract_id in contract_ids:
        found = members_with(contract_id=contract_id, right=Right.MANAGE_PEOPLE, on=at.date())
        managing |= {person.user_id: person for person in found if person.user_id != issue.user_id}
    notify(
        [recipient(person) for person in managing.values()],
        event=event,
        facts=facts,
        url="/people/",
        at=at,
    )


def _facts(issue: Issue) -> dict[str, Fact]:
    return {
        "person": issue.user.full_name,
        "username": issue.user.username,
        "point": issue.point.name,
        "officer": issue.officer.full_name,
    }
