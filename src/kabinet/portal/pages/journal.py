"""What a receipt shows, on its page and in its PDF: the proof of one submission."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries
from kabinet.journal.queries import Receipt
from kabinet.metering import queries as metering
from kabinet.metering.operations import HOURS
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms, terms_of
from kabinet.portal.pages import journal_counters
from kabinet.portal.pages.journal_content import Content, Names, content_of


@dataclass(frozen=True, slots=True)
class Proof:
    """A receipt with everything that is told about it."""

    receipt: Receipt
    terms: Terms
    content: Content

    @property
    def is_late(self) -> bool:
        due = self.receipt.deadline_at
        return due is not None and self.receipt.at > due

    @property
    def accepted_at(self) -> str:
        return formatting.exact_moment(self.receipt.at, self.terms.zone)


def proof(*, viewer: Viewer, number: str) -> Proof:
    """:raises ReceiptNotFound: it does not exist, or is somebody else's"""
    receipt = queries.get_receipt(viewer=viewer, number=number)
    contract_id = receipt.contract_id or 0
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    terms = terms_of(contract)
    return Proof(receipt, terms, _content(receipt, terms, _names(receipt, viewer=viewer)))


def _names(receipt: Receipt, *, viewer: Viewer) -> Names:
    """Return what the content calls by id or code: the supply points of a request, else the metering units."""
    contract_id = receipt.contract_id or 0
    if receipt.kind == "requests.volume_request":
        points = organizations.list_supply_points(viewer=viewer, contract_id=contract_id)
        return Names(points={point.pk: point.name for point in points})
    units = metering.list_units(viewer=viewer, contract_id=contract_id)
    return Names(units={unit.code: unit.name for unit in units})


#: Kinds whose content are volumes by gas day.
_BY_DAY = frozenset({"metering.volumes", "metering.correction", "metering.estimate"})
#: Of counters and instruments, by kind; everything else is read by journal_content.
_OF_COUNTERS = {
    "metering.indexes": journal_counters.indexes,
    "metering.fault": journal_counters.fault,
}


def _content(receipt: Receipt, terms: Terms, names: Names) -> Content:
    if read := _OF_COUNTERS.get(receipt.kind):
        return read(json.loads(receipt.content), terms.zone)
    return content_of(receipt, names)


def title_of(receipt: Receipt) -> str:
    return {
        "metering.volumes": _("The readings have been submitted"),
        "metering.correction": _("The correction has been submitted"),
        "metering.estimate": _("The supplier has put in a volume"),
        "metering.indexes": _("The readings of the counters have been submitted"),
        HOURS: _("The hours of the archive have been submitted"),
        "metering.fault": _("The fault has been reported"),
        "requests.volume_request": _("The request has been sent"),
        "documents.scans": _("The scans have been sent"),
    }.get(receipt.kind, _("The submission has been recorded"))


def verdict(found: Proof) -> str:
    """Say by how much the deadline was kept, or missed."""
    receipt = found.receipt
    if receipt.deadline_at is None:
        return _("No deadline was set")
    if found.is_late:
        return _("%(duration)s after the deadline") % {
            "duration": formatting.duration(receipt.at - receipt.deadline_at)
        }
    return _("%(duration)s before the deadline") % {
        "duration": formatting.duration(receipt.deadline_at - receipt.at)
    }


def head(found: Proof) -> ui.Receipt:
    text = _("Recorded by the server on %(moment)s, %(verdict)s.") % {
        "moment": found.accepted_at,
        "verdict": verdict(found),
    }
    return ui.Receipt(title_of(found.receipt), found.receipt.number, text, late=found.is_late)


def facts(found: Proof) -> ui.Facts:
    receipt, contract = found.receipt, found.terms.contract
    rows = [
        ui.Fact(_("Organization"), contract.organization.name),
        ui.Fact(_("Contract"), _contract(found)),
        ui.Fact(_("Submitted by"), ui.Noted(receipt.actor_name, receipt.authority)),
        ui.Fact(_("Time of the server"), found.accepted_at),
    ]
    if receipt.deadline_at is not None:
        deadline = formatting.moment(receipt.deadline_at, found.terms.zone)
        rows.append(ui.Fact(_("Deadline"), ui.Noted(f"{deadline}, {verdict(found)}", receipt.deadline_rule)))
    return ui.Facts(rows + [ui.Fact(name, value) for name, value in found.content.facts])


def _contract(found: Proof) -> str:
    contract = found.terms.contract
    return _("No. %(number)s of %(day)s") % {
        "number": contract.number,
        "day": formatting.day(contract.dated_on),
    }


def content_table(found: Proof) -> ui.Table:
    content = found.content
    return ui.Table(
        caption=_("What was submitted"),
        columns=[ui.Column(column.title, numeric=column.numeric) for column in content.columns],
        rows=[ui.Row(row) for row in content.rows],
        total=ui.Row(content.totals) if content.totals else None,
        stack=found.receipt.kind in {"documents.scans", HOURS, *_OF_COUNTERS},
        css="table-by-day" if found.receipt.kind in _BY_DAY else "",
    )


def course(found: Proof) -> ui.Timeline:
    """Return what has happened to the submission since, newest first."""
    sighting = getattr(found.receipt, "sighting", None)
    sent = ui.Event(title_of(found.receipt), f"{found.accepted_at}, {found.receipt.actor_name}", kind="done")
    if sighting is None:
        return ui.Timeline([ui.Event(_("The supplier has not opened it yet"), kind="expected"), sent])
    moment = formatting.moment(sighting.at, found.terms.zone)
    return ui.Timeline(
        [ui.Event(_("Seen by the supplier"), f"{moment}, {sighting.by_name}", kind="done"), sent]
    )


def proofs(found: Proof) -> ui.Facts:
    """Return what the receipt is verified by."""
    receipt, record = found.receipt, found.receipt.record
    intact = queries.is_intact(receipt)
    state = (
        ui.Tag(_("The content agrees with the record"), "done")
        if intact
        else ui.Tag(_("The content does not agree with the record"), "problem")
    )
    return ui.Facts(
        [
            ui.Fact(_("State"), state),
            ui.Fact(_("SHA-256 of the content"), _hash(receipt.content_hash)),
            ui.Fact(
                _("Journal record"),
                _("No. %(position)s of your organization") % {"position": record.position},
            ),
            ui.Fact(_("Hash of the record"), _hash(record.hash)),
            ui.Fact(_("Hash of the record before it"), _hash(record.previous_hash)),
        ],
        tight=True,
    )


def _hash(text: str) -> str:
    return ui.safe(f'<span class="hash">{text}</span>')


def what_next(found: Proof) -> Sequence[str]:
    kind = found.receipt.kind
    if kind == "requests.volume_request":
        return [
            _("Your curator answers within the term of the contract; you will be notified."),
            _("Until the answer the request cannot be changed. If it is wrong, call your curator."),
        ]
    if kind == "documents.scans":
        return [_("The supplier checks the scans; you will be notified of acceptance or return.")]
    if kind == "metering.indexes":
        return [
            _("The supplier compares the counter with the days of the period."),
            _("A mistake is corrected by a reading of the same moment, with a reason."),
        ]
    if kind == HOURS:
        return [
            _("The volumes of these days stay as they were submitted; the hours are shown beside them."),
            _("A mistake is corrected by handing in another archive of the same days."),
        ]
    if kind == "metering.fault":
        return [
            _(
                "The supplier's metering engineer calls you, and notes when the instruments can be trusted again."
            ),
            _("Until then the volumes are reckoned as the contract says for units without instruments."),
        ]
    return [
        _("The supplier checks the volumes; a returned day will appear among your tasks."),
        _("A mistake is corrected on the page of the day; the earlier value stays visible to both sides."),
    ]


def object_link(found: Proof) -> ui.Action:
    """Return the way to the thing that was submitted."""
    receipt = found.receipt
    if receipt.kind == "requests.volume_request":
        request_id = receipt.subject.partition(":")[2]
        return ui.Action(_("Open the request"), reverse("portal:request", args=[request_id]))
    if receipt.kind == "documents.scans":
        return ui.Action(_("To the documents"), reverse("portal:documents"))
    if receipt.kind == "metering.indexes":
        return ui.Action(_("To the readings of the counters"), reverse("portal:indexes"))
    if receipt.kind == HOURS and found.content.month:
        page = reverse("portal:consumption_hours", args=[found.content.month])
        return ui.Action(_("To consumption by hour"), page)
    if receipt.kind == "metering.fault":
        return ui.Action(_("To the instruments"), reverse("portal:contract"))
    month = found.content.month
    page = reverse("portal:readings_month", args=[month]) if month else reverse("portal:readings")
    return ui.Action(_("To the readings"), page)


def pdf_data(found: Proof) -> dict[str, Any]:
    """Return the same as the page, in the shape of journal/typst/receipt.typ."""
    receipt, content = found.receipt, found.content
    return {
        "language": (get_language() or "ru")[:2],
        "supplier": settings.BRAND["supplier_full"],
        "cabinet": settings.BRAND["cabinet"],
        "number": receipt.number,
        "title": title_of(receipt),
        "accepted_at": found.accepted_at,
        "deadline": _deadline(found),
        "organization": found.terms.contract.organization.name,
        "contract": _contract(found),
        "person": receipt.actor_name,
        "authority": receipt.authority,
        "facts": [{"label": label, "value": value} for label, value in content.facts],
        "columns": [
            {"title": column.title, "align": "right" if column.numeric else "left"}
            for column in content.columns
        ],
        "rows": [list(row) for row in content.rows],
        "totals": list(content.totals),
        "content": receipt.content,
        "hash": receipt.content_hash,
        "record": {
            "number": str(receipt.record.position),
            "hash": receipt.record.hash,
            "previous": receipt.record.previous_hash,
        },
        "verify": {
            "address": settings.PUBLIC_URL + reverse("portal:receipt", args=[receipt.number]),
            "command": "kabinet journal verify",
        },
        "next": list(what_next(found)),
    }


def _deadline(found: Proof) -> dict[str, str]:
    receipt = found.receipt
    if receipt.deadline_at is None:
        return {
            "rule": formatting.DASH,
            "reason": formatting.DASH,
            "verdict": capfirst(verdict(found)),
            "state": "none",
        }
    until = formatting.moment(receipt.deadline_at, found.terms.zone)
    return {
        "rule": _("until %(moment)s") % {"moment": until},
        "reason": receipt.deadline_rule,
        "verdict": capfirst(verdict(found)),
        "state": "late" if found.is_late else "kept",
    }
