"""Access asked for colleagues: the list, and what stands over the form."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.applications import Application
from kabinet.access.rules.applications import TO_BE_CHECKED, Status
from kabinet.access.wording import ROLE
from kabinet.access.wording.applications import STATUS, TAG
from kabinet.foundation import formatting, ui
from kabinet.portal.pages.application_form import Frame


def colleagues(rows: Sequence[Application]) -> dict[str, Any]:
    labels = [_("Colleague"), _("Contract"), _("Status"), pgettext("application", "Sent"), _("Answer due")]
    return {
        "table": ui.Table(
            caption=_("Access asked for colleagues"),
            columns=[ui.Column(label) for label in labels],
            rows=[_row(one) for one in rows],
            empty=ui.Empty(
                _("You have asked for nobody's access yet"),
                _("The application goes to your curator; the colleague receives the access in person."),
                ui.Action(_("Ask for a colleague's access"), reverse("portal:colleague_new")),
            ),
            stack=True,
        ),
        "some": bool(rows),
        "crumbs": ui.Breadcrumbs([people()]),
    }


def _row(one: Application) -> ui.Row:
    link = ui.Link(one.full_name, reverse("portal:colleague", args=[one.number]))
    due = formatting.moment(one.answer_due_at) if one.status in TO_BE_CHECKED else formatting.DASH
    return ui.Row(
        [
            ui.Noted(link, _("%(role)s, No. %(number)s") % {"role": ROLE[one.role], "number": one.number}),
            one.contract_number,
            ui.Tag(str(STATUS[one.status]), TAG[Status(one.status)]),
            formatting.moment(one.submitted_at),
            due,
        ]
    )


def new_frame() -> Frame:
    return Frame(
        title=_("Access for a colleague"),
        lead=_(
            "The organization is known. You can ask for rights within your own; the colleague receives the access "
            "in person, with the papers."
        ),
        back=ui.Link(_("Cancel"), reverse("portal:colleagues")),
        public=False,
        crumbs=crumbs(),
    )


def correct_frame(application: Application, *, reason: str) -> Frame:
    page = reverse("portal:colleague", args=[application.number])
    return Frame(
        title=_("Correct application No. %(number)s") % {"number": application.number},
        lead="",
        back=ui.Link(_("Cancel"), page),
        public=False,
        crumbs=crumbs(ui.Link(_("Application No. %(number)s") % {"number": application.number}, page)),
        notice=ui.Notice(reason, title=_("Why it was returned"), kind="problem"),
    )


def crumbs(*more: ui.Link) -> ui.Breadcrumbs:
    """Return the way back from a colleague's page: their list, and the people beside it."""
    asked = ui.Link(_("Access asked for colleagues"), reverse("portal:colleagues"))
    return ui.Breadcrumbs([people(), asked, *more])


def people() -> ui.Link:
    return ui.Link(_("People"), reverse("portal:people"))
