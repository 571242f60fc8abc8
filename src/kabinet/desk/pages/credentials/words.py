"""Statuses, papers and refusals as the officer reads them."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.credentials import User
from kabinet.access.rules.credentials import Authority, SlipStatus
from kabinet.access.wording.applications import AUTHORITY
from kabinet.access.wording.credentials import STATUS, TAG
from kabinet.desk.refusals import words_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal


def slip_tag(status: SlipStatus) -> ui.Tag:
    return ui.Tag(str(STATUS[status]), TAG[status])


def until(day: date | None) -> str:
    return _("until %(day)s") % {"day": formatting.day(day)} if day else _("without an end")


def paper(authority: Authority) -> str:
    """Return «Доверенность № 21 от 01.11.2026, до 31.10.2027»."""
    name = str(AUTHORITY[authority.kind])
    if authority.number:
        name = _("%(paper)s No. %(number)s") % {"paper": name, "number": authority.number}
    facts = {"paper": name, "day": formatting.day(authority.since), "until": until(authority.last_day)}
    return _("%(paper)s of %(day)s, %(until)s") % facts


def with_curator(refusal: Refusal, curator: User | None) -> str:
    """Return why it cannot be done, and whom to call about it."""
    said = words_of(refusal)
    if curator is None:
        return said
    whom = _("Curator: %(curator)s") % {
        "curator": ", ".join(filter(None, (curator.full_name, curator.phone)))
    }
    return f"{said} {whom}"


def crumbs(*more: ui.Link) -> ui.Breadcrumbs:
    return ui.Breadcrumbs([ui.Link(_("Issue of access"), reverse("desk:issues")), *more])
