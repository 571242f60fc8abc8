"""The pages around an application: what stands over its form, and what was sent."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kabinet.access.queries.applications import Application
from kabinet.foundation import formatting, ui
from kabinet.portal.pages.application_form import Frame, refusal_words

__all__ = ["apply_frame", "correct_frame", "refusal_words", "sent"]


def apply_frame() -> Frame:
    return Frame(
        title=_("Application for access"),
        lead=_(
            "For a representative of an enterprise that buys gas under a contract. It takes five minutes; "
            "have the contract and the power of attorney at hand."
        ),
        back=ui.Link(_("To the sign-in page"), reverse("portal:login")),
    )


def correct_frame(application: Application, *, reason: str) -> Frame:
    return Frame(
        title=_("Correct application No. %(number)s") % {"number": application.number},
        lead="",
        back=ui.Link(_("Cancel"), reverse("portal:applications")),
        public=False,
        crumbs=ui.Breadcrumbs(
            [
                ui.Link(
                    _("Application No. %(number)s") % {"number": application.number},
                    reverse("portal:applications"),
                )
            ]
        ),
        notice=ui.Notice(reason, title=_("Why it was returned"), kind="problem"),
    )


def sent(application: Application, *, secret: str, now: datetime) -> dict[str, Any]:
    due = application.answer_due_at
    day = formatting.day_in_words(timezone.localdate(due))
    return {
        "head": ui.Receipt(
            title=_("The application is sent"),
            number=application.number,
            label=_("Application No."),
            text=_("%(at)s. We answer by %(day)s, %(left)s.")
            % {
                "at": formatting.moment(application.submitted_at),
                "day": day,
                "left": formatting.time_left(due, now),
            },
        ),
        "number": application.number,
        "secret": secret,
        "inn": application.inn,
        "email": application.email,
        "next": [
            _("Print the application, have it signed by the head of the enterprise and sealed."),
            _(
                "The curator checks the application and answers by %(day)s; we write to %(email)s at each step."
            )
            % {"day": day, "email": application.email},
            _("When it is ready, the representative comes for access in person, with the papers."),
        ],
    }
