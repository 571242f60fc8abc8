"""Who may do what: the table of roles and rights, as a page and as a spreadsheet."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kabinet.access.rules.rights import Matrix, matrix_of
from kabinet.access.wording import RIGHT, ROLE
from kabinet.formats.sheets import Column, Sheet, Value, to_xlsx
from kabinet.foundation import downloads, formatting, ui
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import SEES_OWN_CLIENTS_ONLY, Right, Side
from kabinet.foundation.viewer import Viewer

#: Whoever answers for one of these has to know what the others may do.
READERS = frozenset({Right.MANAGE_STAFF, Right.SEE_JOURNAL, Right.OVERSEE_APPLICATIONS})


def check_may_read(viewer: Viewer) -> None:
    """:raises NotAllowed: the viewer answers neither for people nor for the journal"""
    if not any(viewer.may(right) for right in READERS):
        raise NotAllowed(right=Right.MANAGE_STAFF)


def rights() -> dict[str, Any]:
    return {
        "client": _table(_client_title(), matrix_of(Side.CLIENT)),
        "staff": _table(_staff_title(), matrix_of(Side.STAFF)),
        "own_only": ", ".join(str(ROLE[role]).lower() for role in sorted(SEES_OWN_CLIENTS_ONLY)),
        "xlsx_url": f"{reverse('desk:rights')}?format=xlsx",
    }


def _client_title() -> str:
    return _("The customer's people")


def _staff_title() -> str:
    return _("The supplier's staff")


def _table(caption: str, matrix: Matrix) -> ui.Table:
    return ui.Table(
        caption=caption,
        columns=[ui.Column(_("Right")), *(ui.Column(str(ROLE[role])) for role in matrix.roles)],
        rows=[_row(matrix, right) for right in matrix.rights],
        stack=True,
        css="table-matrix",
    )


def _row(matrix: Matrix, right: Right) -> ui.Row:
    cells = [_mark(holds=matrix.holds(role, right)) for role in matrix.roles]
    return ui.Row([capfirst(str(RIGHT[right])), *cells])


def _mark(*, holds: bool) -> ui.Content:
    return ui.Tag(_("yes"), "sent") if holds else formatting.DASH


def spreadsheet() -> HttpResponseBase:
    sheets = [
        _sheet(_client_title(), matrix_of(Side.CLIENT)),
        _sheet(_staff_title(), matrix_of(Side.STAFF)),
    ]
    name = _("Rights")
    return downloads.made_file(to_xlsx(sheets), name=f"{name}.xlsx", media_type=downloads.XLSX)


def _sheet(name: str, matrix: Matrix) -> Sheet:
    columns = [Column(_("Right")), *(Column(str(ROLE[role])) for role in matrix.roles)]
    rows: list[list[Value]] = [
        [
            capfirst(str(RIGHT[right])),
            *(_("yes") if matrix.holds(role, right) else None for role in matrix.roles),
        ]
        for right in matrix.rights
    ]
    return Sheet(name, columns, rows)
