"""Reading who gave, took and ended which rights of a client's person."""

import json

from django.utils import timezone

from kabinet.access.queries.members import Member
from kabinet.access.rules.rights_history import EVENTS, Passage, passage_of
from kabinet.journal import queries as journal
from kabinet.journal.queries import Record

_NEWEST = 50


def history_of(member: Member) -> list[Passage]:
    """
    Return what became of the rights of a person whom the caller has found, the newest first. One query.

    What concerns contracts that the viewer did not ask about is left out.
    """
    records = journal.list_about(
        organization_id=member.membership.organization_id,
        subject=f"user:{member.membership.user.username}",
        events=EVENTS,
        limit=_NEWEST,
    )
    known = {contract.number for contract in member.contracts.values()}
    return [one for one in map(_passage, records) if one.is_end or one.contract in known]


def _passage(record: Record) -> Passage:
    on = timezone.localdate(record.at)
    return passage_of(record.event, json.loads(record.data), by=record.actor_name, at=record.at, on=on)
