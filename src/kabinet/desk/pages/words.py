"""The areas' statuses as the supplier's staff read them: what waits for them is theirs to move."""

from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from kabinet.access.queries.curators import acts
from kabinet.documents import wording as documents
from kabinet.documents.rules.words import Direction
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.foundation import formatting, ui
from kabinet.metering import wording as metering
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.organizations.queries import Organization
from kabinet.requests import wording as requests
from kabinet.requests.rules.words import Status as RequestStatus

_DOCUMENT_TAG = {
    DocumentStatus.NEW: "sent",
    DocumentStatus.SEEN: "done",
    DocumentStatus.AWAITS_SIGNATURE: "sent",
    DocumentStatus.UNDER_REVIEW: "my-move",
    DocumentStatus.ACCEPTED: "done",
    DocumentStatus.RETURNED: "problem",
}


def request_tag(status: str) -> ui.Tag:
    if status == RequestStatus.SUBMITTED:
        return ui.Tag(_("Awaits a decision"), "my-move")
    return ui.Tag(str(requests.STATUS[status]), requests.TAG[RequestStatus(status)])


def submission_tag(status: str) -> ui.Tag:
    if status == VolumeStatus.RECORDED:
        return ui.Tag(_("Awaits a decision"), "my-move")
    return ui.Tag(str(metering.STATUS[status]), metering.TAG[VolumeStatus(status)])


def document_tag(status: str, direction: str) -> ui.Tag:
    look = _DOCUMENT_TAG[DocumentStatus(status)]
    if direction == Direction.OUT and status == DocumentStatus.UNDER_REVIEW:
        look = "progress"
    return ui.Tag(str(documents.STATUS[status]), look)


def readings_title(first: date, last: date) -> str:
    """Return «Показания за 21.11.2026», or «за 01.11–21.11.2026»."""
    if first == last:
        return _("Readings for %(day)s") % {"day": formatting.day(first)}
    days = f"{formatting.short_day(first)}–{formatting.day(last)}"
    return _("Readings for %(days)s") % {"days": days}


class Paper(Protocol):
    """What names a document."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def dated_on(self) -> date: ...


def document_title(document: Paper) -> str:
    """Return «Акт № 1045 от 31.10.2026», or the kind with the day where it has no number."""
    kind = documents.KIND[document.kind]
    facts = {"kind": kind, "number": document.number, "day": formatting.day(document.dated_on)}
    if not document.number:
        return _("%(kind)s of %(day)s") % facts
    return _("%(kind)s No. %(number)s of %(day)s") % facts


def curator_of(organization: Organization) -> ui.Content:
    """Return the name of the customer's curator, noted where they are none any longer."""
    return curator_name(organization.curator.full_name, acts=acts(organization.curator))


def curator_name(name: str, *, acts: bool) -> ui.Content:
    return name if acts else ui.Noted(name, _("curator no more"))
