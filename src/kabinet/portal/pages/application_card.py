"""One application as the asking side sees it: where it stands, what to do next, what was sent."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.applications import Application, ApplicationPaper, ApplicationStep, get_applied
from kabinet.access.queries.places import list_places
from kabinet.access.rules.applications import (
    TO_BE_CHECKED,
    UNFINISHED,
    Applied,
    Status,
)
from kabinet.access.wording import ROLE
from kabinet.access.wording.applications import MEANING, PAPER, STATUS, TAG
from kabinet.foundation import formatting, ui
from kabinet.portal.forms.applications import ScanForm
from kabinet.portal.forms.representatives import wanted_words
from kabinet.portal.pages import application_form, scans


def card(
    application: Application,
    *,
    steps: Sequence[ApplicationStep],
    papers: Sequence[ApplicationPaper],
    now: datetime,
) -> dict[str, Any]:
    applied, status = get_applied(application), Status(application.status)
    return {
        "number": application.number,
        "tag": ui.Tag(str(STATUS[status]), TAG[status]),
        "lead": _lead(application, now),
        "reason": _reason(steps, status),
        "to_correct": status is Status.RETURNED,
        "ready": status is Status.READY,
        "takes_scans": status in UNFINISHED,
        "upload": scans.upload_part(label=_("Scan")),
        "scan_form": ScanForm(),
        "timeline": ui.Timeline([*_expected(status), *map(_event, steps)]),
        "person": application_form.person_facts(applied),
        "about": ui.Facts([*_about(applied), *application_form.authority_facts(applied)]),
        "work": application_form.work_facts(applied),
        "papers": ui.Facts([_paper(paper) for paper in papers], tight=True) if papers else None,
    }


def _lead(application: Application, now: datetime) -> str:
    meaning = str(MEANING[application.status])
    if application.status not in TO_BE_CHECKED:
        return meaning
    due = application.answer_due_at
    answer = _("The answer is due by %(day)s, %(left)s.") % {
        "day": formatting.day_in_words(timezone.localdate(due)),
        "left": formatting.time_left(due, now),
    }
    return f"{meaning} {answer}"


def _reason(steps: Sequence[ApplicationStep], status: Status) -> str:
    """Return why it waits, was stopped or refused: the reason of the latest step."""
    told = status in {Status.RETURNED, Status.STOPPED, Status.REFUSED}
    return steps[0].reason if steps and told else ""


def _event(step: ApplicationStep) -> ui.Event:
    kinds: dict[str, Any] = {Status.RETURNED: "problem", Status.REFUSED: "problem", Status.ISSUED: "done"}
    meta = f"{step.by_name} · {formatting.moment(step.at)}"
    return ui.Event(str(STATUS[step.status]), meta, step.reason, kinds.get(step.status, ""))


_WAY = (Status.CHECKING, Status.READY, Status.ISSUED)


def _expected(status: Status) -> list[ui.Event]:
    """Return what is still to come, the farthest first."""
    if status in {Status.REFUSED, Status.STOPPED}:
        return []
    passed = _WAY.index(status) + 1 if status in _WAY else 0
    return [ui.Event(str(STATUS[one]), kind="expected") for one in reversed(_WAY[passed:])]


def _about(applied: Applied) -> list[ui.Fact]:
    return list(application_form.organization_facts(applied).facts)


def _paper(paper: ApplicationPaper) -> ui.Fact:
    note = formatting.moment(paper.added_at)
    if paper.version > 1:
        version = _("version %(number)d") % {"number": paper.version}
        note = f"{note}, {version}"
    return ui.Fact(str(PAPER[paper.kind]), ui.Noted(paper.name, note))


# --- The printable application ---


def pdf_data(application: Application, *, on: date) -> dict[str, Any]:
    """Return what access/typst/application.typ prints."""
    applied = get_applied(application)
    day = formatting.day(applied.contract_dated_on) if applied.contract_dated_on else ""
    return {
        "supplier": settings.BRAND["supplier_full"],
        "cabinet": settings.BRAND["cabinet"],
        "number": application.number,
        "sent_at": formatting.moment(application.submitted_at),
        "version": application.version,
        "organization": [
            [_("Organization"), applied.organization_name],
            [_("INN"), applied.inn],
            [_("KPP"), applied.kpp],
            [_("OGRN"), applied.ogrn],
            [_("Contract"), _("No. %(number)s of %(day)s") % {"number": applied.contract_number, "day": day}],
        ],
        "person": [
            [_("Surname, name, patronymic"), applied.full_name],
            [_("Position"), applied.position],
            [_("Telephone"), applied.phone],
            [_("E-mail"), applied.email],
            [_("Acts on"), application_form.authority_words(applied)],
            [_("Holds"), application_form.days_words(applied)],
        ],
        "role": str(ROLE[applied.role]),
        "rights": wanted_words(applied.rights),
        "places": [place.line for place in list_places(on=on)],
    }


def pdf_name(application: Application) -> str:
    return pgettext("file name", "Application_%(number)s.pdf") % {"number": application.number}
