"""One application: what was typed beside what is known here, the papers, and the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access import queries as access
from kabinet.access.queries import applications as queries
from kabinet.access.queries.application_lists import is_copy, is_unopened
from kabinet.access.queries.applications import Application, ApplicationPaper, ApplicationStep
from kabinet.access.queries.askers import asker_of, may_be_given
from kabinet.access.rules.applications import (
    RETURNABLE,
    TO_BE_CHECKED,
    UNFINISHED,
    Applied,
    AuthorityKind,
    Check,
    Outcome,
    Status,
    normal_contract_number,
    normal_person,
    possible,
)
from kabinet.access.wording import RIGHT, ROLE
from kabinet.access.wording.applications import AUTHORITY, CHECK, ORIGIN, PAPER, STATUS
from kabinet.desk.forms.applications import ApplicationDecisionForm, MatchForm
from kabinet.desk.pages.applications import status_tag
from kabinet.desk.pages.days import local_day
from kabinet.formats.signs import plain
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Opened:
    """An application with all that its page shows. Made with four queries, five for a colleague."""

    application: Application
    applied: Applied
    steps: list[ApplicationStep]
    papers: list[ApplicationPaper]
    may_be_given: frozenset[Right]

    @property
    def status(self) -> Status:
        return Status(self.application.status)

    @property
    def wanted(self) -> list[Right]:
        """Return what was asked for and may be given."""
        return [right for right in Right if right in self.applied.rights & self.may_be_given]

    @property
    def struck_out(self) -> list[Right]:
        """Return what was asked for by somebody who does not have it any more."""
        return [right for right in Right if right in self.applied.rights - self.may_be_given]


def opened(*, viewer: Viewer, number: str, now: datetime) -> Opened:
    """:raises ApplicationNotFound: it does not exist, or the viewer has no hand in it"""
    application = queries.get_application(viewer=viewer, number=number)
    return Opened(
        application,
        queries.get_applied(application),
        queries.list_steps(application),
        queries.list_papers(application),
        may_be_given(application, on=local_day(now)),
    )


def outcomes(*, viewer: Viewer, found: Opened) -> tuple[Outcome, ...]:
    """Return what the viewer may decide about it."""
    if not viewer.may(Right.DECIDE_APPLICATIONS):
        return ()
    return possible(found.status, overseer=viewer.may(Right.OVERSEE_APPLICATIONS))


def page(
    *, viewer: Viewer, found: Opened, form: ApplicationDecisionForm, match: MatchForm | None, now: datetime
) -> dict[str, Any]:
    """Return what the page shows. One query at most."""
    application, applied = found.application, found.applied
    may = outcomes(viewer=viewer, found=found)
    copy = found.status is not Status.STOPPED and is_copy(viewer=viewer, application=application)
    return {
        "number": application.number,
        "title": _("Application No. %(number)s") % {"number": application.number},
        "subtitle": applied.full_name,
        "tag": status_tag(application),
        "copy": copy,
        "lead": _lead(application, now),
        "notices": _notices(viewer, found, now),
        "form": form,
        "match": match,
        "table": _comparison(application, applied, on=local_day(now)),
        "person": _person(applied),
        "papers": [_paper(application, one) for one in found.papers],
        "about": _about(application),
        "timeline": ui.Timeline([_event(step) for step in found.steps]),
        "may_clear": Outcome.CLEAR in may and application.contract_id is not None and bool(found.wanted),
        "untaken": is_unopened(viewer=viewer, application=application),
        "waits": Outcome.CLEAR in may and not (copy and application.head_saw_at),
        "may": [one.value for one in may],
        "crumbs": ui.Breadcrumbs([ui.Link(_("Applications for access"), reverse("desk:applications"))]),
        "next_url": f"{reverse('desk:next')}?kind=applications",
    }


def _lead(application: Application, now: datetime) -> str:
    if application.status not in TO_BE_CHECKED:
        return ""
    due = application.answer_due_at
    day, left = formatting.day(local_day(due)), formatting.time_left(due, now)
    return _("The answer is due on %(day)s, %(left)s.") % {"day": day, "left": left}


def _notices(viewer: Viewer, found: Opened, now: datetime) -> list[ui.Notice]:
    application, applied = found.application, found.applied
    notices = []
    if found.status is Status.STOPPED:
        title = _("The head of the department has stopped it, and lets it go on.")
        notices.append(ui.Notice(found.steps[0].reason, title=title, kind="warning"))
    if application.status in UNFINISHED and (name := _known_as(viewer, application, applied)):
        text = _("Somebody of this name has access already: %(name)s. Is a second one needed?")
        notices.append(ui.Notice(text % {"name": name}, kind="warning"))
    if application.status in UNFINISHED and _has_ended(applied, local_day(now)):
        text = _("The authority has ended since the application was sent: nothing can be issued on it.")
        notices.append(ui.Notice(text, kind="problem"))
    if application.status in UNFINISHED and found.struck_out:
        notices.append(_asker_lacks(found))
    return notices


def _asker_lacks(found: Opened) -> ui.Notice:
    facts = {
        "asker": asker_of(found.application),
        "rights": ", ".join(str(RIGHT[right]) for right in found.struck_out),
    }
    if not found.wanted:
        text = _(
            "%(asker)s, who asked for this colleague, does not manage the people of the contract any more. Return the "
            "application: whoever manages them now may send it again, and it is theirs from then on."
        )
        return ui.Notice(text % facts, kind="problem")
    text = _(
        "%(asker)s, who asked for this colleague, does not have these rights any more: %(rights)s. They are not given."
    )
    return ui.Notice(text % facts, kind="warning")


def _known_as(viewer: Viewer, application: Application, applied: Applied) -> str:
    """Return the user name of the organization's member who is called so."""
    if application.organization_id is None:
        return ""
    members = access.list_members(viewer=viewer, organization_id=application.organization_id)
    wanted = normal_person(applied.full_name)
    same = (one.user for one in members if normal_person(one.user.full_name) == wanted)
    return next((f"{user.full_name}, {user.username}" for user in same), "")


def _has_ended(applied: Applied, on: date) -> bool:
    return applied.authority_to is not None and applied.authority_to < on


# --- What was typed beside what is known here ---


def _comparison(application: Application, applied: Applied, *, on: date) -> ui.Table:
    labels = [_("What"), _("In the application")]
    if application.contract:
        labels.append(_("With us"))
    return ui.Table(
        caption=_("What was typed, and what is known here"),
        columns=[ui.Column(label) for label in labels],
        rows=_ours(application, applied, on) if application.contract else _typed_alone(applied),
        stack=True,
    )


def _typed_alone(applied: Applied) -> list[ui.Row]:
    rows = [
        (_("Organization"), applied.organization_name),
        (_("INN"), applied.inn),
        (_("KPP"), applied.kpp or formatting.DASH),
        (_("OGRN"), applied.ogrn),
        (_("Contract"), applied.contract_number),
        (_("Date of the contract"), _day(applied.contract_dated_on)),
    ]
    return [ui.Row([name, typed]) for name, typed in rows]


def _ours(application: Application, applied: Applied, on: date) -> list[ui.Row]:
    ours, contract = application.organization, application.contract
    assert ours is not None  # noqa: S101 (matched together)
    assert contract is not None  # noqa: S101
    same_name = _words(applied.organization_name) in {_words(ours.name), _words(ours.full_name)}
    same_contract = normal_contract_number(applied.contract_number) == normal_contract_number(contract.number)
    return [
        _compared(_("Organization"), applied.organization_name, ours.name, same=same_name),
        _compared(_("INN"), applied.inn, ours.inn),
        _compared(_("KPP"), applied.kpp, ours.kpp),
        _compared(_("OGRN"), applied.ogrn, ours.ogrn),
        _compared(_("Contract"), applied.contract_number, contract.number, same=same_contract),
        _compared(_("Date of the contract"), _day(applied.contract_dated_on), _day(contract.dated_on)),
        _in_force(contract.valid_from, contract.valid_to, on),
    ]


def _compared(name: str, typed: str, ours: str, *, same: bool | None = None) -> ui.Row:
    if same is None:
        same = typed == ours
    shown = ui.Noted(ui.Tag(pgettext("application", "differs"), "problem"), ours or formatting.DASH)
    return ui.Row(
        [name, typed or formatting.DASH, ours or formatting.DASH if same else shown],
        kind="" if same else "attention",
    )


def _in_force(since: date, until: date | None, on: date) -> ui.Row:
    ends = formatting.day(until) if until else _("open end")
    days = f"{formatting.day(since)} – {ends}"
    good = since <= on and (until is None or until > on)
    shown: ui.Content = days if good else ui.Noted(ui.Tag(_("not in force"), "problem"), days)
    return ui.Row([_("In force"), formatting.DASH, shown], kind="" if good else "attention")


def _words(name: str) -> str:
    return " ".join(plain(name).lower().replace("«", "").replace("»", "").replace('"', "").split())


def _day(day: date | None) -> str:
    return formatting.day(day) if day else formatting.DASH


# --- The person, the papers, the way ---


def _person(applied: Applied) -> ui.Facts:
    kind = str(AUTHORITY[applied.authority_kind])
    if applied.authority_kind is not AuthorityKind.CHARTER:
        kind = _("%(kind)s No. %(number)s") % {"kind": kind, "number": applied.authority_number}
    until = _day(applied.authority_to) if applied.authority_to else _("open end")
    email = ui.Link(applied.email, f"mailto:{applied.email}")
    return ui.Facts(
        [
            ui.Fact(_("Representative"), ui.Noted(applied.full_name, applied.position)),
            ui.Fact(_("Telephone"), applied.phone),
            ui.Fact(_("E-mail"), email),
            ui.Fact(_("Acts on"), kind),
            ui.Fact(_("Holds"), f"{_day(applied.authority_from)} – {until}"),
            ui.Fact(_("Role"), str(ROLE[applied.role])),
            ui.Fact(_("Rights asked for"), _rights(applied.rights)),
        ]
    )


def _rights(rights: frozenset[Right] | Sequence[str]) -> ui.Content:
    chosen = [str(RIGHT[right.value]) for right in Right if right in set(rights)]
    return ui.join(chosen, "<br>")


def _paper(application: Application, paper: ApplicationPaper) -> dict[str, Any]:
    args = [application.number, paper.pk]
    url = reverse("desk:application_paper", args=args)
    media = paper.file.media_type
    note = f"{formatting.file_size(paper.file.size)}, {formatting.moment(paper.added_at)}"
    if application.version > 1:
        version = _("version %(number)d") % {"number": paper.version}
        note = f"{note}, {version}"
    return {
        "kind": str(PAPER[paper.kind]),
        "name": paper.name,
        "note": note,
        "url": url,
        "open_url": "" if media == "image/tiff" else f"{url}?inline=1",
        "preview_url": reverse("desk:application_preview", args=args) if media.startswith("image/") else "",
    }


def _about(application: Application) -> ui.Facts:
    sent = f"{formatting.moment(application.submitted_at)}, {ORIGIN[application.origin]}"
    facts = [ui.Fact(pgettext("application", "Sent"), sent)]
    if application.version > 1:
        facts.append(ui.Fact(_("Version"), str(application.version)))
    if application.organization is not None:
        ours = application.organization
        url = reverse("desk:client", args=[ours.pk])
        facts.append(ui.Fact(_("Customer"), ui.Link(ours.name, url)))
        facts.append(ui.Fact(_("Curator"), ours.curator.full_name))
    if application.checked:
        checks = [f"✓ {CHECK[one]}" for one in Check if one in application.checked]
        facts.append(ui.Fact(_("Checked"), ui.join(checks, "<br>")))
        facts.append(ui.Fact(_("Rights granted"), _rights(application.rights)))
    if application.user is not None:
        facts.append(ui.Fact(_("User name"), application.user.username))
    return ui.Facts(facts, tight=True)


def _event(step: ApplicationStep) -> ui.Event:
    kinds: dict[str, Any] = {Status.RETURNED: "problem", Status.REFUSED: "problem", Status.ISSUED: "done"}
    meta = f"{step.by_name} · {formatting.moment(step.at)}"
    return ui.Event(str(STATUS[step.status]), meta, step.reason, kinds.get(step.status, ""))


def needs_match(found: Opened, *, viewer: Viewer) -> bool:
    unknown = found.application.contract_id is None and found.status in RETURNABLE
    return unknown and viewer.may(Right.OVERSEE_APPLICATIONS)
