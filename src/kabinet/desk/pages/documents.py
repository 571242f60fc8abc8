"""One document as the staff see it: the customer's scan beside our document, or ours with its scans."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.decisions import ScanDecisionForm
from kabinet.desk.pages.waiting import Kind as WaitingKind
from kabinet.desk.pages.words import document_tag, document_title
from kabinet.documents import queries
from kabinet.documents.queries import Document
from kabinet.documents.rules.words import Direction, Status
from kabinet.documents.wording import DIRECTION, FULL_KIND
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


def next_url() -> str:
    return reverse("desk:next") + ui.query_url({"kind": WaitingKind.SCAN})


def document(*, viewer: Viewer, found: Document, form: ScanDecisionForm) -> dict[str, Any]:
    """Return what the page of a document shows. One query at most."""
    incoming = found.direction == Direction.IN
    waits = incoming and found.status == Status.UNDER_REVIEW
    scans = [] if incoming else queries.scans_of(viewer=viewer, document_id=found.pk)
    organization = found.contract.organization
    title = _("Scan: %(document)s") if incoming else "%(document)s"
    return {
        "title": title % {"document": document_title(found)},
        "tag": document_tag(found.status, found.direction),
        "form": form,
        "incoming": incoming,
        "may_decide": waits and viewer.may(Right.REVIEW_DOCUMENTS),
        "facts": _facts(found),
        "ours": _our_facts(found.answers) if found.answers else None,
        "scans": _scans_table(scans) if scans else None,
        "timeline": ui.Timeline(_events(found, scans)),
        "file": _file(found),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Queue"), reverse("desk:queue")),
                ui.Link(organization.name, row_address("desk:client", organization.pk)),
            ]
        ),
        "next_url": next_url(),
    }


def _file(found: Document) -> dict[str, Any]:
    url = row_address("desk:document_file", found.pk)
    media_type = found.file.media_type if found.file else "application/pdf"
    picture = media_type.startswith("image/")
    return {
        "name": found.file_name,
        "note": _file_note(found),
        "url": url,
        "open_url": "" if media_type == "image/tiff" else f"{url}?inline=1",
        "preview_url": row_address("desk:document_preview", found.pk) if picture else "",
    }


def _file_note(found: Document) -> str:
    if found.file is None:
        return _("drawn up from the stored figures when first opened")
    return formatting.file_size(found.file.size)


def _facts(found: Document) -> ui.Facts:
    organization = found.contract.organization
    facts = [
        ui.Fact(_("Customer"), ui.Link(organization.name, row_address("desk:client", organization.pk))),
        ui.Fact(_("Contract"), found.contract.number),
        *([] if found.answers else _attributes(found)),
        ui.Fact(_("From whom"), str(DIRECTION[found.direction])),
    ]
    if found.direction == Direction.IN:
        facts.append(ui.Fact(_("Telephone"), organization.phone))
    if found.receipt_number:
        url = reverse("desk:receipt", args=[found.receipt_number])
        facts.append(ui.Fact(_("Receipt"), ui.Link(found.receipt_number, url)))
    return ui.Facts(facts, tight=True)


def _our_facts(ours: Document) -> ui.Facts:
    url = row_address("desk:document", ours.pk)
    return ui.Facts(
        [
            ui.Fact(_("Document"), ui.Link(document_title(ours), url)),
            *_attributes(ours),
            ui.Fact(_("Status"), document_tag(ours.status, ours.direction)),
            ui.Fact(_("Placed"), f"{ours.placed_by}, {formatting.moment(ours.placed_at)}"),
        ],
        tight=True,
    )


def _attributes(found: Document) -> list[ui.Fact]:
    facts = [
        ui.Fact(_("Kind"), str(FULL_KIND[found.kind])),
        ui.Fact(_("Number"), found.number or formatting.DASH),
        ui.Fact(_("Date"), formatting.day(found.dated_on)),
    ]
    if found.month:
        facts.append(ui.Fact(_("Month"), formatting.month(found.month)))
    if found.amount is not None:
        facts.append(ui.Fact(_("Sum"), formatting.rub(found.amount)))
    if found.title and found.title != found.file_name:
        facts.append(ui.Fact(_("What it is about"), found.title))
    return facts


def _scans_table(scans: list[Document]) -> ui.Table:
    labels = [_("Scan"), _("Sent"), _("By whom"), _("Status"), _("Reason")]
    rows = [
        ui.Row(
            [
                ui.Link(scan.file_name, row_address("desk:document", scan.pk)),
                formatting.moment(scan.placed_at),
                scan.placed_by,
                document_tag(scan.status, scan.direction),
                scan.decision_reason,
            ]
        )
        for scan in scans
    ]
    return ui.Table(
        caption=_("Signed scans"), columns=[ui.Column(label) for label in labels], rows=rows, stack=True
    )


def _events(found: Document, scans: list[Document]) -> list[ui.Event]:
    dated = [(found.placed_at, _placed(found))]
    if found.seen_at is not None:
        dated.append((found.seen_at, ui.Event(_("Opened by the customer"), formatting.moment(found.seen_at))))
    for one in [found, *scans]:
        if one in scans:
            dated.append((one.placed_at, _placed(one)))
        if one.decided_at is not None and one.direction == Direction.IN:
            dated.append((one.decided_at, _decided(one, formatting.moment(one.decided_at))))
    return [event for _at, event in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _placed(one: Document) -> ui.Event:
    title = _("Scan sent") if one.direction == Direction.IN else _("Document published")
    return ui.Event(title, f"{one.placed_by} · {formatting.moment(one.placed_at)}", one.file_name)


def _decided(one: Document, at: str) -> ui.Event:
    returned = one.status == Status.RETURNED
    title = _("Scan returned") if returned else _("Scan accepted")
    return ui.Event(title, f"{one.decided_by} · {at}", one.decision_reason, "problem" if returned else "done")
