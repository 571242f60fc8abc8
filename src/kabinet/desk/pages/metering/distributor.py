"""The distributor's months: the reports, and one of them beside our own figures."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.files.kinds import TABLE_TYPES
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.distributor import comparison_of
from kabinet.metering.queries import DistributorReport
from kabinet.metering.rules.distributor import Comparison, Discrepancy, PointMonth
from kabinet.metering.rules.words import ReportStatus
from kabinet.metering.wording import distributor as distributor_wording

FIELD = "report"
_PAGE = 100


def reports(*, viewer: Viewer, problem: str = "") -> dict[str, Any]:
    return {
        "summary": ui.ErrorSummary([ui.Problem(problem, f"id_{FIELD}")] if problem else []),
        "upload": _upload(problem),
        "table": _table(queries.list_reports(viewer=viewer)),
        "crumbs": ui.Breadcrumbs([ui.Link(_("Control of readings"), reverse("desk:matrix"))]),
    }


def _upload(problem: str) -> ui.Upload:
    endings = sorted({ending for kind in TABLE_TYPES for ending in kind.endings})
    return ui.Upload(
        field=FIELD,
        label=_("Report of the month"),
        hint=_("XLSX, XLS, ODS or CSV: the month in the title, buyers followed by their supply points."),
        accept=",".join(endings),
        several=False,
        errors=[problem] if problem else [],
    )


def _table(rows: Sequence[DistributorReport]) -> ui.Table:
    return ui.Table(
        caption=_("Reports"),
        columns=[
            ui.Column(_("Month")),
            ui.Column(_("File")),
            ui.Column(_("Supply points"), numeric=True),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Handed over")),
            ui.Column(_("State")),
        ],
        rows=[_report(one) for one in rows],
        empty=ui.Empty(
            _("No report yet"),
            _("The distributor's month is compared with our points, plans and daily volumes."),
        ),
        stack=True,
    )


def _report(one: DistributorReport) -> ui.Row:
    url = reverse("desk:distributor_report", args=[one.pk])
    return ui.Row(
        [
            ui.Link(formatting.month_as_title(one.month), url, hidden=one.name),
            one.name,
            formatting.number(one.points),
            formatting.volume(one.volume),
            ui.Noted(formatting.moment(one.uploaded_at), one.uploaded_by),
            _state(one),
        ]
    )


def _state(one: DistributorReport) -> ui.Tag:
    status = ReportStatus(one.status)
    return ui.Tag(str(distributor_wording.STATUS[status]), distributor_wording.TAG[status])


def report(*, viewer: Viewer, found: DistributorReport, page: int, all_points: bool) -> dict[str, Any]:
    """Return a report compared with what we know now: what does not agree, or every point. Five queries."""
    compared = comparison_of(found, viewer=viewer)
    asked: Sequence[Any] = compared.points if all_points else compared.discrepancies
    pages = max(1, -(-len(asked) // _PAGE))
    page = min(page, pages)
    shown = asked[(page - 1) * _PAGE : page * _PAGE]
    query = {"show": "points"} if all_points else {}
    return {
        "title": _("Distributor, %(month)s") % {"month": formatting.month(found.month)},
        "tag": _state(found),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Control of readings"), reverse("desk:matrix")),
                ui.Link(_("Distributor's months"), reverse("desk:distributor")),
            ]
        ),
        "notice": _notice(found),
        "may_load": found.status != ReportStatus.COUNTS,
        "load": _("Let it count for %(month)s") % {"month": formatting.month(found.month)},
        "facts": _facts(found, compared),
        "tabs": _tabs(compared, all_points=all_points),
        "table": _points(shown) if all_points else _discrepancies(shown),
        "pages": ui.Pages(page, pages, query),
    }


def _notice(found: DistributorReport) -> ui.Notice | None:
    if found.status != ReportStatus.READ:
        return None
    return ui.Notice(
        _(
            "The report does not count yet. Loading it replaces the distributor's volumes of this month; our points, "
            "contracts and addresses stay as they are."
        )
    )


def _facts(found: DistributorReport, compared: Comparison) -> ui.Facts:
    original = ui.Link(found.name, reverse("desk:distributor_original", args=[found.pk]))
    points = {"known": len(compared.points), "rows": found.points}
    facts = [
        ui.Fact(_("Supply points"), _("%(known)d known to us, rows in the report: %(rows)d") % points),
        ui.Fact(_("Volume"), formatting.volume_with_unit(found.volume)),
        ui.Fact(_("What still agrees"), queries.tolerance_of(found.month, {}).says),
        ui.Fact(_("Original"), original),
        ui.Fact(_("Handed over"), f"{found.uploaded_by}, {formatting.moment(found.uploaded_at)}"),
    ]
    if found.loaded_at:
        version = _("version %(number)d") % {"number": found.version}
        loaded = f"{found.loaded_by}, {formatting.moment(found.loaded_at)}, {version}"
        facts.append(ui.Fact(_("Loaded"), loaded))
    return ui.Facts(facts, tight=True)


def _tabs(compared: Comparison, *, all_points: bool) -> ui.Tabs:
    return ui.Tabs(
        [
            ui.Tab(_("What does not agree"), "?", current=not all_points, count=len(compared.discrepancies)),
            ui.Tab(_("All points"), "?show=points", current=all_points, count=len(compared.points)),
        ],
        label=_("What is shown"),
    )


def _discrepancies(rows: Sequence[Discrepancy]) -> ui.Table:
    return ui.Table(
        caption=_("What does not agree"),
        columns=[
            ui.Column(_("What")),
            ui.Column(_("Supply point")),
            ui.Column(_("Buyer and contract")),
            ui.Column(_("Row"), numeric=True),
        ],
        rows=[_discrepancy(one) for one in rows],
        empty=ui.Empty(_("Everything agrees"), ""),
        stack=True,
    )


def _discrepancy(one: Discrepancy) -> ui.Row:
    buyer = ui.Noted(one.buyer, one.contract) if one.buyer else one.contract or formatting.DASH
    row = str(one.row) if one.row else formatting.DASH
    words = distributor_wording.discrepancy(one.kind, one.facts)
    return ui.Row([words, one.code or formatting.DASH, buyer, row])


def _points(rows: Sequence[PointMonth]) -> ui.Table:
    unit = _("thousand m³")
    return ui.Table(
        caption=_("All points"),
        columns=[
            ui.Column(_("Supply point")),
            ui.Column(_("Customer")),
            ui.Column(_("Distributor"), numeric=True, unit=unit),
            ui.Column(_("Over the contract"), numeric=True, unit=unit),
            ui.Column(_("Our days"), numeric=True, unit=unit),
            ui.Column(_("Difference"), numeric=True, unit=unit),
            ui.Column(_("State")),
        ],
        rows=[_point(one) for one in rows],
        empty=ui.Empty(_("None of the points is known to us"), ""),
        stack=True,
    )


def _point(one: PointMonth) -> ui.Row:
    fact, difference = one.point.fact, one.difference
    return ui.Row(
        [
            one.point.code,
            ui.Noted(one.point.names[0], one.point.contract),
            formatting.volume(one.total),
            formatting.volume(one.over) if one.over else formatting.DASH,
            formatting.DASH if fact is None else formatting.volume(fact),
            formatting.DASH if difference is None else formatting.signed(formatting.volume(difference)),
            _agreement(one),
        ],
        kind="attention" if one.is_apart or fact is None else "",
    )


def _agreement(one: PointMonth) -> ui.Content:
    if one.point.fact is None:
        return ui.Tag(_("no daily volumes"), "warning")
    allowed = _("allowed %(volume)s") % {"volume": formatting.volume(one.allowed)}
    return ui.Noted(ui.Tag(_("differs"), "problem"), allowed) if one.is_apart else ui.Tag(_("agrees"), "done")
