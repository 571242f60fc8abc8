"""Money and papers on Home: what is to be paid, documents to sign, the newest documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kabinet.documents import wording
from kabinet.documents.queries import PaperRow
from kabinet.documents.rules.words import Status
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.organizations.rules.deadlines import scan_deadline
from kabinet.portal.pages.home_situation import Situation
from kabinet.portal.pages.home_tasks import Dated, time_left
from kabinet.settlements.queries import Due
from kabinet.values.months import BillingMonth

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Money:
    next: ui.Figure
    overdue: ui.Figure | None
    balance: str


def money(due: Due) -> Money:
    overdue = ui.Figure(_("Overdue"), formatting.money(due.overdue), "₽", kind="problem")
    return Money(
        next=_next_payment(due),
        overdue=overdue if due.overdue > 0 else None,
        balance=_balance(due),
    )


def _balance(due: Due) -> str:
    """Tell the balance of the account; what was paid ahead of the month's charge is a part of an overpayment."""
    words = _("%(balance)s on %(day)s, advances included") if due.balance < 0 else _("%(balance)s on %(day)s")
    return words % {"balance": formatting.balance(due.balance), "day": formatting.day(due.on)}


def _next_payment(due: Due) -> ui.Figure:
    coming = due.next
    if coming is None:
        return ui.Figure(_("To pay"), formatting.money(due.overdue), "₽")
    label = _("To pay until %(day)s") % {"day": formatting.day_and_month(coming.due_on)}
    same_day = sum((one.left for one in due.coming if one.due_on == coming.due_on), coming.left - coming.left)
    note = _("for gas: %(month)s") % {"month": formatting.month(coming.month)}
    return ui.Figure(label, formatting.money(same_day), "₽", note)


def to_sign(found: Situation) -> list[Dated]:
    return [_sign(found, document) for document in found.to_sign]


def _sign(found: Situation, document: PaperRow) -> Dated:
    month = document.month or BillingMonth.of(document.dated_on)
    parameters = found.terms.parameters(month.first_day)
    deadline = scan_deadline(month, zone=found.terms.zone, parameters=parameters).at
    returned = document.status == Status.RETURNED
    waiting = ui.Tag(_("Waiting for you"), "my-move")
    status = time_left(deadline, found.now) if found.now > deadline else waiting
    task = ui.Task(
        _("Upload the signed document: %(document)s") % {"document": _name(document, lower=True)},
        ui.Tag(str(wording.STATUS[Status.RETURNED]), "problem") if returned else status,
        url=row_address("portal:document", document.pk),
        hint=_("until %(moment)s")
        % {"moment": formatting.day_and_month(deadline.astimezone(found.terms.zone))},
    )
    return Dated(deadline, task)


def _name(document: PaperRow, *, lower: bool = False) -> str:
    kind = str(wording.KIND[document.kind])
    return _("%(kind)s No. %(number)s of %(day)s") % {
        "kind": kind.lower() if lower else kind,
        "number": document.number,
        "day": formatting.day(document.dated_on),
    }


def newest(documents: Sequence[PaperRow]) -> ui.TaskList:
    return ui.TaskList([_row(document) for document in documents[:_SHOWN]])


def _row(document: PaperRow) -> ui.Task:
    status = ui.Tag(str(wording.CLIENT_STATUS[document.status]), wording.CLIENT_TAG[document.status])
    if document.status == Status.AWAITS_SIGNATURE:
        status = ui.Tag(_("Waiting for you"), "my-move")
    return ui.Task(_name(document), status, url=row_address("portal:document", document.pk), done=True)
