"""What Home shows: what to do, what is owed, how the month goes; in the order that the person's role wants."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries import Membership
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right, Role
from kabinet.organizations.queries import Terms
from kabinet.portal.pages import home_month, home_papers, home_readings, home_requests
from kabinet.portal.pages.home_situation import Situation
from kabinet.portal.pages.home_tasks import Dated, in_order
from kabinet.settlements import queries as settlements
from kabinet.settlements.queries import Due
from kabinet.values.months import BillingMonth


def what_is_due(found: Situation) -> Due | None:
    """Return what is owed; None where the person does not see money, or the block cannot be made."""
    if not found.may(Right.SEE_MONEY):
        return None
    try:
        return settlements.due(viewer=found.viewer, terms=found.terms, on=found.terms.today(found.now))
    except Refusal:
        return None


@dataclass(frozen=True, slots=True)
class Home:
    """
    The blocks of the page. `lead` names what stands first: tasks, money or month. `from_file` is the address where
    readings that are awaited can be handed over as a file.
    """

    title: str
    lead: str
    tasks: ui.TaskList
    all_done: str
    from_file: str
    money: home_papers.Money | None
    money_failed: bool
    month: home_month.Month
    documents: ui.TaskList


_LEADS = {Role.ENGINEER: "tasks", Role.ACCOUNTANT: "money", Role.DIRECTOR: "month"}


def home(found: Situation) -> Home:
    due = what_is_due(found)
    tasks = _tasks(found)
    is_open = any(not one.task.done for one in tasks)
    return Home(
        title=formatting.month_as_title(BillingMonth.of(found.terms.today(found.now))),
        lead=_LEADS[found.viewer.role],
        tasks=in_order(tasks, found.now),
        all_done="" if is_open else _all_done(found),
        from_file=reverse("portal:volume_files") if _awaits_readings(found) else "",
        money=home_papers.money(due) if due else None,
        money_failed=due is None and found.may(Right.SEE_MONEY),
        month=home_month.month(found),
        documents=home_papers.newest(found.newest),
    )


def _tasks(found: Situation) -> list[Dated]:
    """Return what is to be done and what was done lately; who directs does not type figures."""
    types_figures = found.viewer.role is not Role.DIRECTOR
    tasks = home_requests.decided(found)
    if types_figures and found.may(Right.SUBMIT_READINGS):
        tasks += home_readings.readings(found)
    if types_figures and found.may(Right.SUBMIT_REQUESTS):
        tasks += home_requests.to_request(found)
    if found.may(Right.SEND_DOCUMENTS):
        tasks += home_papers.to_sign(found)
    return tasks


def _awaits_readings(found: Situation) -> bool:
    return (
        found.viewer.role is not Role.DIRECTOR
        and found.may(Right.SUBMIT_READINGS)
        and bool(home_readings.missing_days(found))
    )


def _all_done(found: Situation) -> str:
    """Say that nothing is left, and what comes next."""
    if not found.may(Right.SUBMIT_READINGS):
        return _("Nothing is left for you to do.")
    if not found.goes_on:
        return _("Everything has been submitted.")
    deadline, day = home_readings.next_deadline(found)
    return _("Everything has been submitted. Next deadline: %(moment)s, readings for %(day)s") % {
        "moment": formatting.moment(deadline, found.terms.zone),
        "day": formatting.day_and_month(day),
    }


def before_supply(terms: Terms) -> ui.Empty:
    """Return what a new client sees before the first period of supply."""
    return ui.Empty(
        _("Your tasks will appear here"),
        _(
            "The first period of supply begins on %(day)s. Until then look through the contract and the instruments."
        )
        % {"day": formatting.day_in_words(terms.contract.valid_from)},
        ui.Action(_("Contract and instruments"), reverse("portal:contract"), "primary"),
    )


def no_contract(part: Membership | None, *, on: date) -> ui.Empty:
    """Return what somebody sees who has no contract: whose part is over, has not begun, or was never given."""
    title, text = _what_became_of(part, on)
    return ui.Empty(title, text, ui.Action(_("Help"), reverse("portal:help"), "primary"))


def _what_became_of(part: Membership | None, on: date) -> tuple[str, str]:
    if part is None:
        return _("You have no contract yet"), _(
            "Access to a contract is opened by the curator of your enterprise after the papers have been checked."
        )
    name = {"name": part.organization.name}
    if part.valid_from > on:
        begins = _("Your access begins on %(day)s") % {"day": formatting.day_in_words(part.valid_from)}
        return begins, _("From that day on you will see the contracts of %(name)s here.") % name
    if part.valid_to is not None and part.valid_to <= on:
        last = {"day": formatting.day_in_words(part.valid_to - timedelta(days=1)), "paper": part.authority}
        return _("Your access to %(name)s has ended") % name, _(
            "Its last day was %(day)s (%(paper)s). To go on, bring a new power of attorney: your curator will say how."
        ) % last
    return _("No contract of %(name)s is open to you") % name, _(
        "Which contracts you see is settled by your enterprise. Ask whoever manages access there, or your curator."
    )


def contract_over(terms: Terms, *, now: datetime) -> ui.Notice | None:
    """Say that the chosen contract is over, and what there still is to see of it."""
    ends = terms.contract.valid_to
    if ends is None or ends > terms.today(now):
        return None
    facts = {
        "number": terms.contract.number,
        "day": formatting.day_in_words(ends - timedelta(days=1)),
    }
    return ui.Notice(
        _(
            "Readings and requests for later days are not taken. Documents and settlements stay here; "
            "questions are answered by your curator."
        ),
        title=_("Contract No. %(number)s ended on %(day)s") % facts,
        kind="warning",
    )
