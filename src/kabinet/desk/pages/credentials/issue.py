"""What was issued: the slip to be printed, the signature to be noted, another slip where one was spoilt."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.credentials import Issued, get_issued, newest_of
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import Authority, SlipStatus
from kabinet.access.wording.credentials import IDENTITY, KIND
from kabinet.desk.forms.credentials import SpoiltForm
from kabinet.desk.pages.credentials.officer import Post, post_of
from kabinet.desk.pages.credentials.words import crumbs, paper, slip_tag
from kabinet.desk.refusals import words_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.viewer import Viewer

_REPLACEABLE = frozenset({SlipStatus.PRINTED, SlipStatus.EXPIRED})


@dataclass(frozen=True, slots=True)
class Issuance:
    """An issue before an officer, who may go on with it at its own point only."""

    post: Post
    issued: Issued
    viewer: Viewer

    @classmethod
    def load(cls, *, viewer: Viewer, issue_id: int, now: datetime) -> "Issuance":
        """
        Three queries at most.

        :raises NotAllowed: the viewer does not issue access
        :raises IssueNotFound: there is no such issue
        """
        post = post_of(viewer=viewer, now=now)
        return cls(post, get_issued(viewer=viewer, issue_id=issue_id, now=now), viewer)

    @property
    def here(self) -> bool:
        return self.post.point_id == self.issued.issue.point_id

    def form(self, *args: Any) -> SpoiltForm:
        return SpoiltForm(*args, initial={"key": uuid.uuid4().hex})

    def page(self, form: SpoiltForm, problem: Refusal | None = None) -> dict[str, Any]:
        """Return what the page shows. One query at most."""
        issue, status = self.issued.issue, self.issued.status
        unsigned = issue.signed_at is None
        return {
            "title": issue.user.full_name,
            "issue": issue,
            "crumbs": crumbs(),
            "post": self.post.part,
            "tag": slip_tag(status),
            "problem": ui.Notice(words_of(problem), kind="problem", urgent=True) if problem else "",
            "said": _said(self.issued),
            "may_print": self.here and status is SlipStatus.NOT_PRINTED,
            "may_sign": self.here
            and unsigned
            and status in {SlipStatus.NOT_PRINTED, SlipStatus.PRINTED, SlipStatus.USED_UNSIGNED},
            "may_replace": self.here and unsigned and status in _REPLACEABLE,
            "elsewhere": "" if self.here else _elsewhere(self.issued),
            "next": self._next(),
            "form": form,
            "facts": _facts(self.issued),
            "timeline": ui.Timeline(_events(self.issued)),
        }

    def _next(self) -> ui.Action | None:
        """Return the way on from an issue that is over: to the one that counts, or to the whole checklist."""
        issue, status = self.issued.issue, self.issued.status
        if status is SlipStatus.REPLACED and (newest := newest_of(viewer=self.viewer, user_id=issue.user_id)):
            return ui.Action(_("Open the later issue"), reverse("desk:issue", args=[newest.pk]), "primary")
        if issue.signed_at is not None or status in {SlipStatus.USED, SlipStatus.USED_UNSIGNED}:
            return ui.Action(_("Issue access again"), reverse("desk:reissue", args=[issue.user_id]))
        return None


def _printed(one: Issued) -> str:
    issue = one.issue
    at = formatting.moment(issue.slip_printed_at) if issue.slip_printed_at else formatting.DASH
    return _("%(by)s printed the slip at %(at)s. Its code is shown to nobody a second time.") % {
        "by": issue.slip_printed_by,
        "at": at,
    }


def _waits(one: Issued) -> str:
    expires_at = one.issue.user.code_expires_at
    at = formatting.moment(expires_at) if expires_at else formatting.DASH
    return _("The code waits for its first use until %(at)s.") % {"at": at}


_SAID: dict[SlipStatus, Callable[[Issued], list[str]]] = {
    SlipStatus.NOT_NEEDED: lambda _one: [
        _("The contract was added to the user. The person signs in with their own password as before.")
    ],
    SlipStatus.NOT_PRINTED: lambda _one: [
        _(
            "The code comes about at the moment of printing and stands on the slip only. Have the printer ready: "
            "the page opens in a new tab, once."
        )
    ],
    SlipStatus.PRINTED: lambda one: [
        _printed(one),
        _("Fold the slip, hand it over, and take the signature."),
        _waits(one),
    ],
    SlipStatus.SIGNED: lambda one: [_printed(one), _waits(one)],
    SlipStatus.USED_UNSIGNED: lambda one: [
        _printed(one),
        _("The person has signed in with the code already."),
    ],
    SlipStatus.USED: lambda one: [_printed(one), _("The person has signed in with the code.")],
    SlipStatus.EXPIRED: lambda one: [_printed(one), _("The code was not used in time, and is dead.")],
    SlipStatus.REPLACED: lambda _one: [_("A later issue to the same person has ended this one.")],
}


def _said(one: Issued) -> list[str]:
    return _SAID[one.status](one)


def _elsewhere(one: Issued) -> ui.Notice:
    point = one.issue.point
    text = _("This was issued at another point, and goes on there: %(name)s, %(address)s, %(hours)s.")
    return ui.Notice(text % {"name": point.name, "address": point.address, "hours": point.hours})


def _facts(one: Issued) -> ui.Facts:
    issue = one.issue
    authority = Authority(
        AuthorityKind(issue.authority_kind), issue.authority_number, issue.authority_from, issue.authority_to
    )
    application = issue.application
    facts = [
        ui.Fact(_("User name"), issue.user.username),
        ui.Fact(_("Position"), issue.user.position),
        ui.Fact(_("Organization"), application.organization_name if application else ""),
        ui.Fact(_("Contract"), application.contract_number if application else ""),
        ui.Fact(_("Document shown"), f"{IDENTITY[issue.identity_kind]}, …{issue.identity_mark}"),
        ui.Fact(_("Acts on"), paper(authority)),
        ui.Fact(_("Point of issue"), ui.Noted(issue.point.name, issue.point.address)),
        ui.Fact(_("Application"), application.number if application else ""),
    ]
    return ui.Facts([fact for fact in facts if fact.value], tight=True)


def _events(one: Issued) -> list[ui.Event]:
    issue = one.issue
    issued = f"{issue.officer.full_name}, {formatting.moment(issue.issued_at)}"
    steps = [ui.Event(str(KIND[issue.kind]), issued, issue.reason, "done")]
    if one.status is SlipStatus.NOT_NEEDED:
        return steps
    if issue.slip_printed_at is None:
        steps.append(ui.Event(_("The slip is printed"), kind="expected"))
    else:
        printed = f"{issue.slip_printed_by}, {formatting.moment(issue.slip_printed_at)}"
        steps.append(ui.Event(_("The slip is printed"), printed, kind="done"))
    if issue.signed_at is None:
        steps.append(ui.Event(_("The signature is taken"), kind="expected"))
    else:
        steps.append(ui.Event(_("The signature is taken"), formatting.moment(issue.signed_at), kind="done"))
    return steps[::-1]
