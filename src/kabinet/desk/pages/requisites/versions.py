"""The requisites in force, and all their versions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.access.queries.proposals import Proposal, approved_requisites, list_open
from kabinet.access.rules.offers import state_of
from kabinet.access.rules.proposals import Kind
from kabinet.access.wording import offers as wording
from kabinet.access.wording.requisites import FIELD
from kabinet.desk.forms.requisites import RequisitesForm
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.publication import publication
from kabinet.desk.pages.requisites.comparison import compared, parted, readable
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import (
    SupplierRequisites,
    first_requisites,
    get_requisites_version,
    requisites_versions,
)
from kabinet.organizations.rules.requisites import Requisites


def requisites(*, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Return what the page of the requisites shows. Two queries."""
    today = local_day(now)
    versions = requisites_versions()
    current = next((one for one in versions if one.valid_from <= today), None)
    return {
        "crumbs": crumbs(),
        "waiting": [_waiting(proposal) for proposal in list_open(kind=Kind.REQUISITES)],
        "facts": facts_of(current.own if current else first_requisites()),
        "table": _table(versions, current=current, on=today),
        "may_propose": viewer.may(Right.PROPOSE_REQUISITES),
    }


def _waiting(proposal: Proposal) -> ui.Notice:
    link = ui.Link(_("Open the proposal"), reverse("desk:proposal", args=[proposal.pk]))
    text = _("A change from %(day)s waits for a decision, proposed by %(by)s.") % {
        "day": formatting.day(date.fromisoformat(proposal.content["valid_from"])),
        "by": proposal.proposed_by.full_name,
    }
    return ui.Notice(ui.join([text, link]), kind="warning")


def facts_of(own: Requisites) -> ui.Facts:
    return ui.Facts([ui.Fact(str(label), readable(own, name)) for name, label in FIELD.items()])


def _table(
    versions: Sequence[SupplierRequisites], *, current: SupplierRequisites | None, on: date
) -> ui.Table:
    first = _row(
        _("from the beginning"), "", first_requisites(), _tag(date.min, is_in_force=current is None, on=on)
    )
    rows = [
        _row(
            formatting.day(one.valid_from),
            reverse("desk:requisites_version", args=[one.pk]),
            one.own,
            _tag(one.valid_from, is_in_force=one == current, on=on),
        )
        for one in versions
    ]
    labels = [_("In force from"), _("State"), *(str(FIELD[name]) for name in ("account", "bank", "name"))]
    return ui.Table(
        caption=_("Versions of the requisites"),
        columns=[ui.Column(label) for label in labels],
        rows=[*rows, first],
        stack=True,
    )


def _row(day: str, url: str, own: Requisites, tag: ui.Tag) -> ui.Row:
    return ui.Row([ui.Link(day, url) if url else day, tag, parted(own.account), own.bank, own.name])


def _tag(day: date, *, is_in_force: bool, on: date) -> ui.Tag:
    state = state_of(in_force_from=day, is_in_force=is_in_force, on=on)
    return ui.Tag(str(wording.STATE[state]), wording.TAG[state])


def version(*, viewer: Viewer, version_id: int, now: datetime) -> dict[str, Any]:
    """
    Return what a version's page shows. Four queries.

    :raises RequisitesNotFound: there is no such version
    """
    found = get_requisites_version(version_id=version_id)
    today = local_day(now)
    current = next((one for one in requisites_versions() if one.valid_from <= today), None)
    proposal = approved_requisites(viewer=viewer, valid_from=found.valid_from)
    return {
        "title": _("Requisites from %(day)s") % {"day": formatting.day(found.valid_from)},
        "crumbs": crumbs(ui.Link(_("Requisites"), reverse("desk:requisites"))),
        "tag": _tag(found.valid_from, is_in_force=found == current, on=today),
        "facts": facts_of(found.own),
        "table": compared(found.own, day=found.valid_from)["table"],
        "publication": publication(proposal),
    }


def new(*, form: RequisitesForm) -> dict[str, Any]:
    return {
        "form": form,
        "crumbs": crumbs(ui.Link(_("Requisites"), reverse("desk:requisites"))),
        "groups": [
            (_("Organization"), form.bound("name", "inn", "kpp", "address")),
            (
                pgettext("requisites", "Account"),
                form.bound("bank", "bik", "account", "correspondent_account"),
            ),
            (
                _("Signatures"),
                form.bound("signer", "signer_position", "signer_in_genitive", "signer_basis", "accountant"),
            ),
            (_("When and why"), form.bound("valid_from", "reason")),
        ],
    }
