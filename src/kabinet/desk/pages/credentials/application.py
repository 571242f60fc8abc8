"""The checklist of an application: who may receive access, on what papers, and why not, where they do not do."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.askers import asker_of
from kabinet.access.queries.credentials import (
    Application,
    ApplicationPaper,
    Holder,
    User,
    authority_of,
    check_issuable,
    get_ready,
    members_of,
    newest_papers,
    rights_to_give,
)
from kabinet.access.queries.curators import in_place_of
from kabinet.access.wording import RIGHT, ROLE
from kabinet.access.wording.applications import PAPER
from kabinet.desk.forms.credentials import ChecklistForm
from kabinet.desk.pages.credentials.officer import Post, post_of
from kabinet.desk.pages.credentials.words import crumbs, paper, with_curator
from kabinet.desk.pages.days import local_day
from kabinet.foundation import formatting, ui
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Issuing:
    """An application before the officer, and those of its organization who have a user already."""

    post: Post
    application: Application
    holders: list[Holder]
    given: frozenset[Right]
    blocked: Refusal | None

    @classmethod
    def load(cls, *, viewer: Viewer, number: str, now: datetime) -> "Issuing":
        """
        Seven queries at most.

        :raises NotAllowed: the viewer does not issue access
        :raises ApplicationNotFound, NotReady: there is no such application, or not any more
        """
        post = post_of(viewer=viewer, now=now)
        application = get_ready(viewer=viewer, number=number)
        organization_id, today = application.organization_id, local_day(now)
        holders = members_of(organization_id=organization_id, on=today) if organization_id else []
        given = rights_to_give(application, on=today)
        return cls(post, application, holders, given, _why_not(application, given, now))

    @property
    def curator(self) -> User | None:
        organization = self.application.organization
        return in_place_of(organization.curator) if organization else None

    def form(self, *args: Any) -> ChecklistForm:
        authority = authority_of(self.application)
        initial = {
            "authority_kind": authority.kind,
            "authority_from": authority.since,
            "authority_to": authority.until,
            "key": uuid.uuid4().hex,
        }
        return ChecklistForm(*args, holders=self.holders, initial=initial)

    def refuse(self, form: ChecklistForm, field: str, refusal: Refusal) -> None:
        form.add_error(field, with_curator(refusal, self.curator))

    def page(self, form: ChecklistForm) -> dict[str, Any]:
        """Return what the page shows. One query."""
        application = self.application
        problem = with_curator(self.blocked, self.curator) if self.blocked else ""
        return {
            "title": _("Issue access: %(name)s") % {"name": application.full_name},
            "crumbs": crumbs(),
            "post": self.post.part,
            "problem": ui.Notice(problem, title=_("Access is not issued"), kind="problem") if problem else "",
            "form": form if self.post.officer and not self.blocked else None,
            "facts": _facts(application, self.given),
            "struck_out": self._struck_out(),
            "papers": [_scan(one) for one in newest_papers(application)],
        }

    def _struck_out(self) -> ui.Notice | None:
        """Say which of the rights granted are not given, and why; where none is left, `problem` says it."""
        left = [right for right in Right if right in self.application.rights and right not in self.given]
        if not left or not self.given:
            return None
        facts = {"asker": asker_of(self.application), "rights": _named(left)}
        text = _("%(asker)s, who asked for this colleague, does not have these rights any more: %(rights)s.")
        return ui.Notice(text % facts, title=_("Not everything will be given"), kind="warning")


def _why_not(application: Application, given: frozenset[Right], now: datetime) -> Refusal | None:
    try:
        check_issuable(application, given=given, on=local_day(now))
    except Refusal as refusal:
        return refusal
    return None


def _named(rights: Iterable[Right]) -> str:
    return "; ".join(str(RIGHT[right]) for right in rights)


def _facts(one: Application, given: frozenset[Right]) -> ui.Facts:
    organization = one.organization.name if one.organization else one.organization_name
    contract = one.contract.number if one.contract else one.contract_number
    return ui.Facts(
        [
            ui.Fact(_("To whom"), ui.Noted(one.full_name, one.position)),
            ui.Fact(_("Organization"), ui.Noted(organization, _("INN %(inn)s") % {"inn": one.inn})),
            ui.Fact(_("Contract"), contract),
            ui.Fact(_("Acts on"), paper(authority_of(one))),
            ui.Fact(_("Part in the cabinet"), str(ROLE[one.role])),
            ui.Fact(_("Granted"), _named(right for right in Right if right in given) or formatting.DASH),
            ui.Fact(_("Telephone"), one.phone),
            ui.Fact(_("Application"), f"{one.number}, {formatting.moment(one.submitted_at)}"),
        ],
        tight=True,
    )


def _scan(one: ApplicationPaper) -> dict[str, str]:
    url = reverse("desk:issue_paper", args=[one.pk])
    picture = one.file.media_type.startswith("image/")
    return {
        "kind": str(PAPER[one.kind]),
        "name": one.name,
        "size": formatting.file_size(one.file.size),
        "url": url,
        "open_url": "" if one.file.media_type == "image/tiff" else f"{url}?inline=1",
        "preview_url": reverse("desk:issue_paper_preview", args=[one.pk]) if picture else "",
    }
