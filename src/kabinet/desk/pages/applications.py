"""The list of applications for access."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kabinet.access.queries.application_lists import ApplicationPage, is_copy, list_applications
from kabinet.access.queries.applications import Application
from kabinet.access.rules.applications import TO_BE_CHECKED, Status
from kabinet.access.wording.applications import ORIGIN, STATUS, TAG_FOR_STAFF
from kabinet.desk.forms.applications import SearchForm
from kabinet.desk.pages.days import local_day
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer

PAGE = 50

#: What a tab shows, by its name in the address.
SHOWN: dict[str, tuple[str | Promise, frozenset[Status]]] = {
    "": (gettext_lazy("To be checked"), TO_BE_CHECKED),
    "returned": (pgettext_lazy("applications", "Returned"), frozenset({Status.RETURNED})),
    "ready": (gettext_lazy("Ready to be issued"), frozenset({Status.READY})),
    "stopped": (pgettext_lazy("applications", "Stopped"), frozenset({Status.STOPPED})),
    "closed": (gettext_lazy("Issued and refused"), frozenset({Status.ISSUED, Status.REFUSED})),
    "all": (gettext_lazy("All"), frozenset(Status)),
}


def applications(*, viewer: Viewer, query: Mapping[str, str], page: int) -> dict[str, Any]:
    """
    Return what the list shows. Two queries.

    :raises NotAllowed: the viewer decides about no applications
    """
    viewer.check_may(Right.DECIDE_APPLICATIONS)
    shown = query.get("show", "")
    shown = shown if shown in SHOWN else ""
    form = SearchForm(query)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    own = query.get("whose") == "mine"
    overseer = viewer.may(Right.OVERSEE_APPLICATIONS)
    found = list_applications(
        viewer=viewer, statuses=SHOWN[shown][1], own=own, words=words, page=page, size=PAGE
    )
    if not overseer:
        del form.fields["whose"]
    kept = {"q": words, "whose": "mine" if own and overseer else "", "show": shown}
    count = ngettext("%(count)s application found", "%(count)s applications found", found.total)
    return {
        "search": form,
        "shown": shown,
        "tabs": _tabs(found, shown, kept),
        "found": count % {"count": formatting.number(found.total)},
        "table": _table(found, viewer=viewer, words=words),
        "pages": ui.Pages(page, max(1, -(-found.total // PAGE)), kept),
    }


def _tabs(found: ApplicationPage, current: str, query: Mapping[str, str]) -> ui.Tabs:
    tabs = [
        ui.Tab(
            str(label),
            ui.query_url(query, show=name),
            current=name == current,
            count=sum(found.counts.get(status, 0) for status in statuses),
        )
        for name, (label, statuses) in SHOWN.items()
    ]
    return ui.Tabs(tabs, label=_("Statuses"))


def _table(found: ApplicationPage, *, viewer: Viewer, words: str) -> ui.Table:
    labels = [_("Representative"), _("Organization"), _("Contract"), _("Status"), _("Answer due")]
    return ui.Table(
        caption=_("Applications for access"),
        columns=[ui.Column(label) for label in labels],
        rows=[_row(one, viewer) for one in found.rows],
        empty=_nothing(words),
        stack=True,
    )


def _row(one: Application, viewer: Viewer) -> ui.Row:
    copy = _("copy") if is_copy(viewer=viewer, application=one) else ""
    sent = formatting.day(local_day(one.submitted_at))
    note = _("No. %(number)s of %(day)s, %(origin)s") % {
        "number": one.number,
        "day": sent,
        "origin": str(ORIGIN[one.origin]),
    }
    contract: ui.Content = one.contract_number
    if one.contract_id is None:
        contract = ui.Noted(one.contract_number, _("not found"))
    return ui.Row(
        [
            ui.Noted(ui.Link(one.full_name, reverse("desk:application", args=[one.number])), note),
            ui.Noted(one.organization_name, _("INN %(inn)s") % {"inn": one.inn}),
            contract,
            ui.Noted(status_tag(one), copy) if copy else status_tag(one),
            formatting.day(local_day(one.answer_due_at)) if one.status in TO_BE_CHECKED else formatting.DASH,
        ]
    )


def status_tag(application: Application) -> ui.Tag:
    status = Status(application.status)
    return ui.Tag(str(STATUS[status]), TAG_FOR_STAFF[status])


def _nothing(words: str) -> ui.Empty:
    if words:
        text = _("Check the spelling, or search by a part of the name, the INN or the contract's number.")
        title = _("Nothing found for “%(words)s”") % {"words": words}
        return ui.Empty(title, text, ui.Action(_("All applications"), "?show=all"))
    return ui.Empty(
        _("There are no applications here"),
        _("Enterprises apply at the public page, and their administrators in the cabinet."),
    )
