"""What is owed as of a day, and the calendar of payments."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.documents.queries import PaperRow
from kabinet.documents.rules.words import Kind
from kabinet.foundation import formatting, ui
from kabinet.settlements import wording
from kabinet.settlements.queries import Due
from kabinet.settlements.rules.schedule import Obligation
from kabinet.settlements.rules.words import TrancheState
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth


def figures(due: Due) -> list[ui.Figure]:
    """Return the balance in words, what is overdue if anything is, and the next two payments."""
    on = {"day": formatting.day(due.on)}
    name = _("Overpayment on %(day)s") if due.balance < 0 else _("Debt on %(day)s")
    kind = "problem" if due.overdue else "good" if due.balance < 0 else ""
    note = _advances(due)
    figures = [ui.Figure(name % on, formatting.money(abs(due.balance)), "₽", note, kind)]  # type: ignore[arg-type]
    if due.overdue:
        note = _overdue_words(max(one.days_overdue(due.on) for one in due.schedule))
        figures.append(ui.Figure(_("Overdue"), formatting.money(due.overdue), "₽", note, "problem"))
    coming = sorted(due.coming, key=lambda one: one.due_on)[:2]
    figures += [_next_payment(one, due.on) for one in coming]
    if not coming:
        figures.append(
            ui.Figure(_("Next payment"), formatting.DASH, note=_("none is known yet"), kind="quiet")
        )
    return figures


def _advances(due: Due) -> str:
    """Explain an overpayment by the advances of the month that is under way and not charged yet."""
    month = BillingMonth.of(due.on)
    paid = sum((one.paid for one in due.schedule if one.month == month and one.share), ZERO)
    if due.balance < 0 and paid:
        facts = {"month": formatting.month(month), "amount": formatting.rub(paid)}
        return _("advances for %(month)s included: %(amount)s") % facts
    return "" if due.overdue else _("nothing is overdue")


def _next_payment(one: Obligation, on: date) -> ui.Figure:
    label = _("To be paid by %(day)s") % {"day": formatting.day_and_month(one.due_on)}
    left = (one.due_on - on).days
    when = (
        _("today is the last day")
        if not left
        else ngettext("%(count)d day left", "%(count)d days left", left)
    )
    return ui.Figure(
        label, formatting.money(one.left), "₽", f"{_payment_name(one)}, {when % {'count': left}}"
    )


def _payment_name(one: Obligation) -> str:
    month = {"month": formatting.month(one.month)}
    if one.carried:
        return _("remainder for the months up to %(month)s") % month
    if one.share is None:
        return _("final payment for %(month)s") % month
    share = formatting.percent(one.share * 100, 0)
    return _("%(share)s of the plan for %(month)s") % {"share": share, **month}


def _overdue_words(days: int) -> str:
    return ngettext("overdue by %(count)d day", "overdue by %(count)d days", days) % {"count": days}


def unpriced(due: Due) -> ui.Notice | None:
    if not due.unpriced:
        return None
    months = ", ".join(formatting.month(month) for month in due.unpriced)
    text = _("No price is set for %(months)s yet: the planned payments are not known. Call your curator.")
    return ui.Notice(text % {"months": months}, kind="warning")


def calendar(due: Due) -> ui.Table:
    """Show what is still to be paid, and what was to be paid this month and has been."""
    since = due.on.replace(day=1)
    shown = [one for one in due.schedule if one.left > 0 or one.due_on >= since]
    return ui.Table(
        caption=_("Payment calendar"),
        columns=[
            ui.Column(_("Due by")),
            ui.Column(_("Payment")),
            ui.Column(_("Amount"), numeric=True, unit="₽"),
            ui.Column(_("Paid"), numeric=True, unit="₽"),
            ui.Column(_("Left to pay"), numeric=True, unit="₽"),
            ui.Column(_("State")),
        ],
        rows=[_calendar_row(one, due.on) for one in shown],
        empty=ui.Empty(
            _("No payments are known yet"),
            _("They appear when the volume of the month is agreed and its price is set."),
        ),
        stack=True,
    )


def _calendar_row(one: Obligation, on: date) -> ui.Row:
    state = one.state(on)
    name = _payment_name(one)
    words = str(wording.TRANCHE_STATE[state])
    if state is TrancheState.OVERDUE:
        late = _overdue_words(one.days_overdue(on))
        words = late[0].upper() + late[1:]
    return ui.Row(
        [
            formatting.day(one.due_on),
            name[0].upper() + name[1:],
            formatting.money(one.amount),
            formatting.money(one.paid),
            formatting.money(one.left),
            ui.Tag(words, wording.TRANCHE_TAG[state]),
        ],
        kind="problem" if state is TrancheState.OVERDUE else "",
    )


def invoice(due: Due, papers: Iterable[PaperRow]) -> ui.Action | None:
    """Return the way to the newest invoice of what is to be paid next."""
    months = [one.month for one in sorted(due.coming, key=lambda one: one.due_on)]
    invoices = [paper for paper in papers if paper.kind == Kind.INVOICE]
    for month in months:
        of_month = [paper for paper in invoices if paper.month == month]
        if of_month:
            text = _("Download invoice No. %(number)s") % {"number": of_month[-1].number}
            return ui.Action(text, reverse("portal:document_file", args=[of_month[-1].pk]), "primary")
    return None
