"""The supplier's own people: the list, and the page of one."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access.queries.staff import Employee
from kabinet.access.rules.staff import StaffState
from kabinet.access.wording import ROLE
from kabinet.access.wording.staff import STATE, TAG
from kabinet.desk.forms.staff import RemovalForm, StaffForm
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer


def staff(found: Sequence[Employee]) -> dict[str, Any]:
    return {"crumbs": crumbs(), "table": _table(found)}


def _table(found: Sequence[Employee]) -> ui.Table:
    labels = [_("Name"), _("Role"), _("Contacts"), _("Customers"), _("Last sign-in"), _("State")]
    return ui.Table(
        caption=_("Staff"),
        columns=[ui.Column(label, numeric=place == 3) for place, label in enumerate(labels)],  # noqa: PLR2004
        rows=[_row(one) for one in found],
        stack=True,
    )


def _row(one: Employee) -> ui.Row:
    user = one.user
    about = ", ".join(part for part in (user.position, user.username) if part)
    return ui.Row(
        [
            ui.Noted(ui.Link(user.full_name, reverse("desk:employee", args=[user.pk])), about),
            _role(one),
            ui.Noted(user.phone or formatting.DASH, user.email),
            formatting.number(one.customers) if one.customers else formatting.DASH,
            formatting.moment(one.signed_in_at) if one.signed_in_at else _("not yet"),
            state_tag(one),
        ],
        kind="quiet" if one.state is StaffState.ENDED else "",
    )


def _role(one: Employee) -> ui.Content:
    role = str(ROLE[one.user.role])
    if one.user.role != Role.CREDENTIALS_DESK:
        return role
    return ui.Noted(role, one.user.desk_point.name if one.user.desk_point else _("no point of issue yet"))


def state_tag(one: Employee) -> ui.Tag:
    return ui.Tag(str(STATE[one.state]), TAG[one.state])


def _back() -> ui.Breadcrumbs:
    return crumbs(ui.Link(_("Staff"), reverse("desk:staff")))


def new(form: StaffForm) -> dict[str, Any]:
    return {"form": form, "crumbs": _back()}


def employee(one: Employee, *, viewer: Viewer, form: StaffForm) -> dict[str, Any]:
    own = one.user.pk == viewer.user_id
    ended = one.state is StaffState.ENDED
    return {
        "form": form,
        "employee": one.user,
        "tag": state_tag(one),
        "facts": _facts(one),
        "crumbs": _back(),
        "ended": ended,
        "waits": one.state is StaffState.TO_BE_ISSUED,
        "may_remove": not own and not ended,
    }


def _facts(one: Employee) -> ui.Facts:
    user = one.user
    facts = [
        ui.Fact(_("User name"), ui.Noted(user.username, _("does not change"))),
        ui.Fact(_("Role"), str(ROLE[user.role])),
        ui.Fact(_("Point of issue"), user.desk_point.name if user.desk_point else ""),
        ui.Fact(_("Last sign-in"), formatting.moment(one.signed_in_at) if one.signed_in_at else _("not yet")),
        ui.Fact(_("Customers entrusted"), formatting.number(one.customers) if one.customers else ""),
    ]
    return ui.Facts([fact for fact in facts if fact.value], tight=True)


def removal(one: Employee, form: RemovalForm) -> dict[str, Any]:
    return {
        "form": form,
        "employee": one.user,
        "role": str(ROLE[one.user.role]),
        "warning": _customers(one),
        "crumbs": crumbs(
            ui.Link(_("Staff"), reverse("desk:staff")),
            ui.Link(one.user.full_name, reverse("desk:employee", args=[one.user.pk])),
        ),
    }


def _customers(one: Employee) -> ui.Notice | None:
    if one.user.role != Role.CURATOR or not one.customers:
        return None
    text = ngettext(
        "%(count)d customer is entrusted to them. Until another curator serves it, its matters pass to the head "
        "of the department.",
        "%(count)d customers are entrusted to them. Until another curator serves them, their matters pass to the "
        "head of the department.",
        one.customers,
    )
    return ui.Notice(text % {"count": one.customers}, kind="warning")
