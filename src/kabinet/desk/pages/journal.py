"""Receipts and the journal's records."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.journal import JournalForm
from kabinet.desk.pages.events import EVENTS, FACTS, is_change
from kabinet.desk.pages.receipts import contents_of, subject_url, title_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries
from kabinet.journal.queries import Receipt, Record
from kabinet.organizations import queries as organizations

PAGE = 50
_LONGEST_VALUE = 90
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z")
_HASH = re.compile(r"[0-9a-f]{64}")


def receipt(*, viewer: Viewer, number: str) -> dict[str, Any]:
    """Return what a receipt's page shows. One query, two for a request."""
    found = queries.get_receipt(viewer=viewer, number=number)
    late = found.deadline_at is not None and found.at > found.deadline_at
    return {
        "number": found.number,
        "head": ui.Receipt(title_of(found.kind), found.number, _kept(found), late=late),
        "contents": contents_of(found, viewer=viewer),
        "facts": _receipt_facts(found),
        "intact": _intact(found),
        "subject_url": subject_url(found.subject),
        "crumbs": ui.Breadcrumbs([ui.Link(_("Queue"), reverse("desk:queue"))]),
    }


def _kept(found: Receipt) -> str:
    if found.deadline_at is None:
        return _("Received at %(at)s.") % {"at": formatting.exact_moment(found.at)}
    length = formatting.duration(abs(found.deadline_at - found.at))
    facts = {"at": formatting.exact_moment(found.at), "length": length}
    if found.at > found.deadline_at:
        return _("Received at %(at)s, after the deadline by %(length)s.") % facts
    return _("Received at %(at)s, %(length)s before the deadline.") % facts


def _receipt_facts(found: Receipt) -> ui.Facts:
    facts = [
        ui.Fact(_("By whom"), found.actor_name),
        ui.Fact(_("Acts on"), found.authority or formatting.DASH),
        ui.Fact(_("Received"), formatting.exact_moment(found.at)),
    ]
    if found.deadline_at is not None:
        due = ui.Noted(formatting.moment(found.deadline_at), found.deadline_rule)
        facts.append(ui.Fact(_("Deadline"), due))
    sighting = getattr(found, "sighting", None)
    seen = _("not yet")
    if sighting is not None:
        seen = f"{sighting.by_name}, {formatting.moment(sighting.at)}"
    facts += [
        ui.Fact(_("Looked at by the supplier"), seen),
        ui.Fact(_("SHA-256 of the content"), _hash(found.content_hash)),
        ui.Fact(_("Record of the journal"), str(found.record.position)),
        ui.Fact(_("Hash of the record"), _hash(found.record.hash)),
    ]
    return ui.Facts(facts)


def _hash(text: str) -> ui.Content:
    return ui.safe(f'<span class="hash">{text}</span>')


def _intact(found: Receipt) -> ui.Notice:
    if queries.is_intact(found):
        return ui.Notice(_("The content agrees with the hash that the journal holds."), kind="good")
    return ui.Notice(_("The content does not agree with the hash that the journal holds."), kind="problem")


def journal(*, viewer: Viewer, form: JournalForm, page: int) -> dict[str, Any]:
    """
    Return one page of the journal. One query, two where an organization is named.

    :raises NotAllowed: the viewer may not read the journal
    """
    viewer.check_may(Right.SEE_JOURNAL)
    form.is_valid()
    subject = form.cleaned_data.get("subject", "")
    organization_id = form.cleaned_data.get("organization")
    rows = queries.list_records(
        viewer=viewer,
        subject=subject,
        organization_id=organization_id,
        skip=(page - 1) * PAGE,
        limit=PAGE + 1,
    )
    query = {"subject": subject, "organization": "" if organization_id is None else str(organization_id)}
    return {
        "form": form,
        "table": _table(rows[:PAGE]),
        "chips": _chips(viewer, subject, organization_id, query),
        "page": page,
        "newer_url": ui.query_url(query, page=str(page - 1)) if page > 1 else "",
        "older_url": ui.query_url(query, page=str(page + 1)) if len(rows) > PAGE else "",
    }


def _chips(
    viewer: Viewer, subject: str, organization_id: int | None, query: Mapping[str, str]
) -> ui.Chips | None:
    chips = []
    if subject:
        chips.append(ui.Chip(subject, ui.query_url(query, subject=None)))
    if organization_id is not None:
        name = _("Supplier") if organization_id == 0 else _organization_name(viewer, organization_id)
        chips.append(ui.Chip(name, ui.query_url(query, organization=None)))
    return ui.Chips(chips) if chips else None


def _organization_name(viewer: Viewer, organization_id: int) -> str:
    if not viewer.may(Right.SEE_SUPPLY):
        return _("Customer No. %(number)d") % {"number": organization_id}
    return organizations.get_organization(viewer=viewer, organization_id=organization_id).name


def _table(rows: list[Record]) -> ui.Table:
    labels = [_("When"), _("What"), _("Subject"), _("Who"), _("Details"), _("Record")]
    return ui.Table(
        caption=_("Journal"),
        columns=[ui.Column(label) for label in labels],
        rows=[_row(row) for row in rows],
        empty=ui.Empty(
            _("No records"), _("Nothing is recorded under this filter."), ui.Action(_("All"), "?")
        ),
        stack=True,
        css="table-dense",
    )


def _row(row: Record) -> ui.Row:
    return ui.Row(
        [
            formatting.exact_moment(row.at),
            ui.Noted(str(EVENTS.get(row.event, row.event)), row.event),
            ui.Link(row.subject, ui.query_url({"subject": row.subject})),
            ui.Noted(row.actor_name or formatting.DASH, row.address),
            _details(row.event, row.data),
            ui.Noted(str(row.position), row.hash[:12]),
        ]
    )


def _details(event: str, text: str) -> str:
    data: dict[str, Any] = json.loads(text)
    shown = (
        f"{FACTS.get(name, name)}: {_shortened(_value(event, name, value))}"
        for name, value in data.items()
        if value not in ("", None, {}, [])
    )
    return "; ".join(shown)


def _value(event: str, name: str, value: Any) -> str:
    if is_change(event, name, value):
        old, new = value
        if old == new:
            return _plain(new)
        return f"{_plain(old)} → {_plain(new)}"
    return _plain(value)


def _plain(value: object) -> str:
    """Write a value, or one side of a change: nothing is a dash, and a list its items."""
    match value:
        case None | "" | []:
            return formatting.DASH
        case list():
            return ", ".join(map(_plain, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case str() if _MOMENT.fullmatch(value):
            return formatting.moment(datetime.fromisoformat(value))
        case str() if _HASH.fullmatch(value):
            return f"{value[:12]}…"
        case _:
            return str(value)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
