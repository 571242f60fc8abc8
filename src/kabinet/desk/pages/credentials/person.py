"""The checklist for somebody who has a user: access issued again, here or with the head's consent."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kabinet.access.queries import Membership
from kabinet.access.queries.credentials import (
    Consent,
    Holder,
    User,
    check_holder,
    consent_asked,
    consent_needed,
    get_holder,
)
from kabinet.access.queries.curators import in_place_of
from kabinet.access.queries.proposals import Proposal
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import ConsentLapsed, OtherPoint
from kabinet.access.wording import ROLE
from kabinet.desk.forms.credentials import ChecklistForm, ConsentForm
from kabinet.desk.pages.credentials.officer import Post, post_of
from kabinet.desk.pages.credentials.words import crumbs, with_curator
from kabinet.desk.pages.days import local_day
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Side
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Reissuing:
    """A person before the officer; `blocked` says why access is not issued to them, or not here."""

    post: Post
    holder: Holder
    blocked: Refusal | None
    consent: Consent | None

    @classmethod
    def load(cls, *, viewer: Viewer, user_id: int, now: datetime) -> "Reissuing":
        """
        Seven queries at most.

        :raises NotAllowed: the viewer does not issue access
        :raises HolderNotFound: there is nobody of this number
        """
        post = post_of(viewer=viewer, now=now)
        holder = get_holder(viewer=viewer, user_id=user_id, on=local_day(now))
        if post.officer is None:
            return cls(post, holder, None, None)
        try:
            check_holder(holder, officer=post.officer)
            consent = consent_needed(holder, officer=post.officer)
        except Refusal as refusal:
            return cls(post, holder, refusal, None)
        return cls(post, holder, None, consent)

    @property
    def curator(self) -> User | None:
        parts = self.holder.memberships
        return in_place_of(parts[0].organization.curator) if parts else None

    @property
    def needs_consent(self) -> bool:
        return isinstance(self.blocked, (OtherPoint, ConsentLapsed))

    def form(self, *args: Any) -> ChecklistForm:
        staff = self.holder.user.side is Side.STAFF
        kind = AuthorityKind.ORDER if staff else AuthorityKind.POWER_OF_ATTORNEY
        return ChecklistForm(*args, initial={"authority_kind": kind, "key": uuid.uuid4().hex})

    def consent_form(self, *args: Any) -> ConsentForm:
        return ConsentForm(*args, initial={"key": uuid.uuid4().hex})

    def refuse(self, form: ChecklistForm, field: str, refusal: Refusal) -> None:
        form.add_error(field, with_curator(refusal, self.curator))

    def page(self, form: ChecklistForm, asking: ConsentForm) -> dict[str, Any]:
        """Return what the page shows. One query at most."""
        waiting = consent_asked(self.holder) if self.needs_consent else None
        open_to = self.post.officer is not None and self.blocked is None
        return {
            "title": _("Issue access again: %(name)s") % {"name": self.holder.user.full_name},
            "crumbs": crumbs(),
            "post": self.post.part,
            "problem": self._problem(),
            "consent": _consented(self.consent) if self.consent else "",
            "form": form if open_to else None,
            "asking": asking if self.needs_consent and not waiting else None,
            "waiting": _waiting(waiting) if waiting else "",
            "errors": [*form.errors, *asking.errors],
            "summary": ui.ErrorSummary([*form.summary.problems, *asking.summary.problems]),
            "facts": self._facts(),
        }

    def _problem(self) -> ui.Content:
        if self.blocked is None:
            return ""
        curator = None if self.needs_consent else self.curator
        title = _("At another point") if self.needs_consent else _("Access is not issued")
        return ui.Notice(with_curator(self.blocked, curator), title=title, kind="problem")

    def _facts(self) -> ui.Facts:
        user = self.holder.user
        first = user.issue_point
        facts = [
            ui.Fact(_("To whom"), ui.Noted(user.full_name, user.position)),
            ui.Fact(_("User name"), user.username),
            ui.Fact(_("Part in the cabinet"), str(ROLE[user.role])),
            *(
                ui.Fact(part.organization.name, ui.Noted(part.authority, _span(part)))
                for part in self.holder.memberships
            ),
            ui.Fact(_("Issued first at"), ui.Noted(first.name, first.address) if first else formatting.DASH),
        ]
        return ui.Facts(facts, tight=True)


def _span(part: Membership) -> str:
    since = formatting.day(part.valid_from)
    if part.valid_to is None:
        return _("from %(since)s on") % {"since": since}
    last_day = part.valid_to - timedelta(days=1)
    return _("from %(since)s to %(until)s") % {"since": since, "until": formatting.day(last_day)}


def _consented(consent: Consent) -> ui.Notice:
    decider = consent.proposal.decided_by
    facts = {"head": decider.full_name if decider else "", "day": formatting.day(consent.last_day)}
    return ui.Notice(
        _("%(head)s has consented: access may be issued here once, until %(day)s.") % facts, kind="good"
    )


def _waiting(asked: Proposal) -> ui.Notice:
    facts = {"by": asked.proposed_by.full_name, "at": formatting.moment(asked.proposed_at)}
    return ui.Notice(_("%(by)s asked for the consent at %(at)s. The head has not decided yet.") % facts)
