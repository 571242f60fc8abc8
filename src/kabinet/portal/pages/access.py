"""What the pages about sign-in show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access import wording
from kabinet.access.queries import IssuePoint, OwnSession, SignIn
from kabinet.access.rules.places import browser_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer


def own_facts(*, viewer: Viewer, user: Any) -> ui.Facts:
    """Return what is known of the signed-in person; only the supplier changes it."""
    facts = [
        ui.Fact(_("User name"), ui.Noted(viewer.username, _("does not change"))),
        ui.Fact(_("Name"), viewer.name),
        ui.Fact(_("Position"), user.position),
        ui.Fact(_("Part in the cabinet"), str(wording.ROLE[viewer.role])),
        ui.Fact(_("Acts on the authority of"), "" if viewer.is_staff else viewer.authority),
        ui.Fact(_("Telephone"), user.phone),
        ui.Fact(_("E-mail for letters"), user.email),
        ui.Fact(_("Accepted version of the offer"), user.offer_version),
    ]
    return ui.Facts([fact for fact in facts if fact.value])


def sign_ins(rows: Sequence[SignIn]) -> ui.Table:
    return ui.Table(
        caption=_("Latest sign-ins"),
        columns=[ui.Column(_("When")), ui.Column(_("From the address")), ui.Column(_("Browser"))],
        rows=[
            ui.Row(
                [
                    formatting.moment(row.at),
                    row.address,
                    row.browser_name or browser_of(row.browser) or formatting.DASH,
                ]
            )
            for row in rows
        ],
        empty=ui.Empty(_("No sign-ins have been recorded yet")),
        stack=True,
    )


def sessions(found: Sequence[OwnSession]) -> ui.Table:
    """Return the browsers in which the person is signed in, each other one with a button that ends its session."""
    return ui.Table(
        caption=_("Where you are signed in"),
        columns=[
            ui.Column(_("Browser")),
            ui.Column(_("From the address")),
            ui.Column(_("Since")),
            ui.Column(_("Session")),
        ],
        rows=[_session(session) for session in found],
        stack=True,
    )


def _session(session: OwnSession) -> ui.Row:
    browser = session.browser or formatting.DASH
    return ui.Row(
        [
            browser,
            session.address or formatting.DASH,
            formatting.moment(session.started_at) if session.started_at else formatting.DASH,
            ui.Tag(_("this browser"), "progress")
            if session.is_this
            else ui.Button(pgettext("session", "End"), "end", session.mark, hidden=browser),
        ]
    )


def second_factor(*, on: bool) -> ui.Tag:
    return ui.Tag(_("on"), "progress") if on else ui.Tag(_("off"), "closed")


@dataclass(frozen=True, slots=True)
class ExpiredCode:
    """Where somebody gets another access code in place of one whose time is over."""

    name: str
    address: str
    hours: str


def expired_code(point: IssuePoint | None) -> ExpiredCode:
    if point is None:
        return ExpiredCode("", settings.BRAND["issue_address"], settings.BRAND["issue_hours"])
    return ExpiredCode(point.name, point.address, point.hours)
