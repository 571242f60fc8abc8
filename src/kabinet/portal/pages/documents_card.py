"""The card of one document: its facts, what is to be done with it, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.documents import wording
from kabinet.documents.queries import Document, PaperRow
from kabinet.documents.rules.words import Direction, Status
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import Deadline, scan_deadline
from kabinet.portal import papers

_AWAITED = (Status.AWAITS_SIGNATURE, Status.RETURNED)


def page_of(
    document: Document,
    *,
    scans: Sequence[Document],
    related: Sequence[PaperRow],
    terms: Terms,
    may_send: bool,
    now: datetime,
) -> dict[str, Any]:
    name = papers.full_name_of(document)
    is_awaited = document.direction == Direction.OUT and document.status in _AWAITED
    return {
        "document": document,
        "name": name,
        "tag": papers.status_tag(document),
        "explanation": wording.EXPLANATION[document.status],
        "crumbs": ui.Breadcrumbs([ui.Link(_("Documents"), reverse("portal:documents"))]),
        "download": ui.Action(
            _("Download %(format)s") % {"format": papers.format_of(document)},
            row_address("portal:document_file", document.pk),
            "secondary" if is_awaited and may_send else "primary",
        ),
        "preview_url": _preview_url(document),
        "facts": ui.Facts(_facts(document)),
        "deadline": _deadline_words(document, terms, now) if is_awaited else "",
        "returned": _return_of(scans) if document.status == Status.RETURNED else None,
        "is_awaited": is_awaited,
        "may_send": is_awaited and may_send,
        "scans": _scans(scans) if scans else None,
        "timeline": ui.Timeline(_events(document, scans)),
        "related": ui.Facts(
            [
                ui.Fact(str(wording.KIND[one.kind]), _number_link(one))
                for one in related
                if one.pk != document.pk
            ],
            tight=True,
        ),
        "month": formatting.month(document.month) if document.month else "",
    }


def _preview_url(document: Document) -> str:
    if document.file is None or not document.file.media_type.startswith("image/"):
        return ""
    return row_address("portal:document_preview", document.pk)


def _number_link(document: PaperRow) -> ui.Link:
    number = _("No. %(number)s") % {"number": document.number or formatting.DASH}
    return ui.Link(number, row_address("portal:document", document.pk))


def _facts(document: Document) -> list[ui.Fact]:
    facts = [
        ui.Fact(_("Document"), str(wording.FULL_KIND[document.kind])),
        ui.Fact(_("Number"), document.number or formatting.DASH),
        ui.Fact(_("Date"), formatting.day_in_words(document.dated_on)),
    ]
    if document.month:
        facts.append(ui.Fact(_("Month"), formatting.month_as_title(document.month)))
    if document.amount is not None:
        facts.append(ui.Fact(_("Amount"), formatting.rub(document.amount)))
    if document.title:
        facts.append(ui.Fact(_("Description"), document.title))
    facts.append(ui.Fact(_("Contract"), _("No. %(number)s") % {"number": document.contract.number}))
    if document.answers is not None:
        facts.append(ui.Fact(_("Signed scan of"), papers.card_link(document.answers)))
    if document.receipt_number:
        url = reverse("portal:receipt", args=[document.receipt_number])
        facts.append(ui.Fact(_("Receipt"), ui.Link(f"№ {document.receipt_number}", url)))
    facts.append(ui.Fact(_("File"), ui.Noted(papers.file_link(document), _pages_of(document))))
    return facts


def _pages_of(document: Document) -> str:
    if document.file is None or not document.file.pages:
        return document.file_name
    count = document.file.pages
    pages = ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}
    return f"{document.file_name}, {pages}"


# --- What is to be done ---


def deadline_of(document: Document, terms: Terms) -> Deadline | None:
    """Return until when the signed scan is to come back."""
    if document.month is None:
        return None
    parameters = terms.parameters(document.month.first_day)
    return scan_deadline(document.month, zone=terms.zone, parameters=parameters)


def _deadline_words(document: Document, terms: Terms, now: datetime) -> str:
    due = deadline_of(document, terms)
    if due is None:
        return ""
    facts = {
        "moment": formatting.moment(due.at, terms.zone),
        "left": formatting.time_left(due.at, now),
        "rule": due.rule,
    }
    return _("By %(moment)s, %(left)s. %(rule)s") % facts


def _return_of(scans: Sequence[Document]) -> ui.Notice | None:
    """Tell why the newest scan that was returned was."""
    found = next((scan for scan in scans if scan.status == Status.RETURNED), None)
    if found is None:
        return None
    return ui.Notice(found.decision_reason, title=_("The scan was returned"), kind="problem")


# --- What became of it ---


def _scans(scans: Sequence[Document]) -> ui.Table:
    return ui.Table(
        caption=_("Scans sent"),
        columns=[
            ui.Column(_("File")),
            ui.Column(_("Sent")),
            ui.Column(_("Status")),
            ui.Column(_("Receipt")),
        ],
        rows=[
            ui.Row(
                [
                    ui.Noted(
                        ui.Link(scan.file_name, row_address("portal:document", scan.pk)),
                        papers.format_of(scan),
                    ),
                    formatting.moment(scan.placed_at),
                    papers.status_tag(scan),
                    ui.Link(f"№ {scan.receipt_number}", reverse("portal:receipt", args=[scan.receipt_number]))
                    if scan.receipt_number
                    else formatting.DASH,
                ]
            )
            for scan in scans
        ],
        stack=True,
    )


def _events(document: Document, scans: Sequence[Document]) -> list[ui.Event]:
    """Return what happened to the document and to the scans that answer it, newest first."""
    events = [*_placing(document), *(event for scan in scans for event in _sending(scan))]
    if document.direction == Direction.IN:
        events += _decision(document)
    return [event for _at, event in sorted(events, key=lambda one: one[0], reverse=True)]


def _placing(document: Document) -> list[tuple[datetime, ui.Event]]:
    is_own = document.direction == Direction.IN
    title = _("You sent it") if is_own else _("The supplier placed it")
    events = [(document.placed_at, ui.Event(title, _who(document.placed_by, document.placed_at)))]
    if document.seen_at:
        title = _("Viewed by the supplier") if is_own else _("Opened first")
        events.append((document.seen_at, ui.Event(title, formatting.moment(document.seen_at))))
    return events


def _sending(scan: Document) -> list[tuple[datetime, ui.Event]]:
    sent = ui.Event(_("Scan sent"), _who(scan.placed_by, scan.placed_at), scan.file_name)
    return [(scan.placed_at, sent), *_decision(scan)]


def _decision(scan: Document) -> list[tuple[datetime, ui.Event]]:
    if scan.decided_at is None:
        return []
    is_accepted = scan.status == Status.ACCEPTED
    title = _("Scan accepted") if is_accepted else _("Scan returned")
    meta = _who(scan.decided_by, scan.decided_at)
    kind: Any = "done" if is_accepted else "problem"
    return [(scan.decided_at, ui.Event(title, meta, scan.decision_reason, kind))]


def _who(name: str, at: datetime) -> str:
    return _("%(who)s, %(when)s") % {"who": name, "when": formatting.moment(at)}
