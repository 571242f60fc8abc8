"""Who accepted which version of the offer, when and from where: the page, and the spreadsheet of all that is found."""

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.access.queries.offers import Acceptance, iterate_acceptances, list_acceptances
from kabinet.desk.forms.acceptances import AcceptancesForm
from kabinet.desk.pages.setup import crumbs
from kabinet.formats.sheets import Column, Sheet, Value, to_xlsx
from kabinet.foundation import downloads, formatting, ui
from kabinet.foundation.viewer import Viewer

PAGE = 50


def acceptances(*, viewer: Viewer, form: AcceptancesForm, page: int) -> dict[str, Any]:
    """Return what the page shows. Two queries."""
    words, version = form.words, form.version_chosen
    found = list_acceptances(viewer=viewer, words=words, version=version, page=page, size=PAGE)
    query = {"q": words, "version": version}
    return {
        "crumbs": crumbs(ui.Link(_("Offer agreement"), reverse("desk:offers"))),
        "form": form,
        "found": _found(found.total),
        "has_rows": bool(found.rows),
        "table": _table(found.rows, narrowed=bool(words or version)),
        "pages": ui.Pages(page, max(1, -(-found.total // PAGE)), query),
        "xlsx_url": ui.query_url(query, format="xlsx"),
    }


def _found(total: int) -> str:
    text = ngettext("Found: %(count)s acceptance", "Found: %(count)s acceptances", total)
    return text % {"count": formatting.number(total)}


def _table(rows: list[Acceptance], *, narrowed: bool) -> ui.Table:
    empty = ui.Empty(_("Nobody has accepted a version yet"), _("Whoever signs in accepts the one in force."))
    if narrowed:
        empty = ui.Empty(_("Nothing was found"), _("Look for another name, or in all versions."))
    return ui.Table(
        caption=_("Who accepted the offer agreement"),
        columns=[
            ui.Column(_("Person")),
            ui.Column(_("Organization")),
            ui.Column(pgettext("offer", "Version")),
            ui.Column(_("When")),
            ui.Column(_("From the address")),
        ],
        rows=[_row(row) for row in rows],
        empty=empty,
        stack=True,
    )


def _row(row: Acceptance) -> ui.Row:
    return ui.Row(
        [
            ui.Noted(row.name, row.user.username),
            row.organizations or formatting.DASH,
            ui.Link(row.offer.version, reverse("desk:offer", args=[row.offer.version])),
            formatting.moment(row.at),
            row.address,
        ]
    )


def sheet(*, viewer: Viewer, form: AcceptancesForm, today: date) -> HttpResponseBase:
    """Return all that is found as XLSX, in the same order. One query."""
    rows = iterate_acceptances(viewer=viewer, words=form.words, version=form.version_chosen)
    columns = [
        Column(_("Person")),
        Column(_("User name")),
        Column(_("Organization")),
        Column(pgettext("offer", "Version")),
        Column(_("Day")),
        Column(_("Time")),
        Column(_("From the address")),
    ]
    table = Sheet(_("Acceptances"), columns, [_cells(row) for row in rows])
    name = _("Acceptances of the offer %(day)s.xlsx") % {"day": formatting.day(today)}
    return downloads.made_file(to_xlsx([table]), name=name, media_type=downloads.XLSX)


def _cells(row: Acceptance) -> list[Value]:
    at = timezone.localtime(row.at)
    return [
        row.name,
        row.user.username,
        row.organizations,
        row.offer.version,
        at.date(),
        f"{at:%H:%M:%S}",
        row.address,
    ]
