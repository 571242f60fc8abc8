"""The calorific value of the gas by region and month, and the form in which it is set."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.quality import QualityForm
from kabinet.desk.pages.days import local_day
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import GasQuality
from kabinet.values.months import BillingMonth

FIELD = "passport"
_MONTHS = 6


def may_set(viewer: Viewer) -> bool:
    """Say whether the viewer sets what is common to all customers."""
    return viewer.sees_all_clients and viewer.may(Right.DECIDE_READINGS)


def form_for(viewer: Viewer, *args: Any, now: datetime) -> QualityForm:
    regions = queries.list_regions(viewer=viewer)
    return QualityForm(*args, regions=regions, today=BillingMonth.of(local_day(now)))


def quality_page(*, viewer: Viewer, form: QualityForm, now: datetime, file_error: str = "") -> dict[str, Any]:
    """Return what the page shows: the latest months, and the form for whoever may set. Two queries."""
    latest = BillingMonth.of(local_day(now))
    months = [latest.plus(-back) for back in range(_MONTHS)]
    found = queries.qualities(regions=queries.list_regions(viewer=viewer), months=months)
    problems = [*form.summary.problems]
    if file_error:
        problems.append(ui.Problem(file_error, f"id_{FIELD}"))
    return {
        "form": form,
        "crumbs": ui.Breadcrumbs([ui.Link(_("Control of readings"), reverse("desk:matrix"))]),
        "summary": ui.ErrorSummary(problems),
        "may_set": may_set(viewer),
        "upload": ui.Upload(
            field=FIELD,
            label=_("Passport"),
            hint=_("PDF, JPG, PNG or TIFF. May be added later: set the same value once more, with the file."),
            accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff",
            several=False,
            errors=[file_error] if file_error else [],
        ),
        "table": _table(found),
    }


def _table(found: Sequence[GasQuality]) -> ui.Table:
    return ui.Table(
        caption=_("Quality of the gas"),
        columns=[
            ui.Column(_("Month")),
            ui.Column(_("Region")),
            ui.Column(_("Calorific value"), numeric=True, unit=_("kcal/m³")),
            ui.Column(_("Passport")),
            ui.Column(_("Set")),
        ],
        rows=[_row(one) for one in found],
        empty=ui.Empty(_("No calorific value has been set yet")),
        stack=True,
    )


def _row(one: GasQuality) -> ui.Row:
    number = f"№ {one.passport_number}"
    at = formatting.moment(one.set_at)
    if one.version > 1:
        at += ", " + _("version %(number)d") % {"number": one.version}
    return ui.Row(
        [
            formatting.month_as_title(one.month),
            one.region,
            formatting.number(one.calorific_value),
            ui.Link(number, reverse("desk:quality_passport", args=[one.pk]), hidden=one.passport_name)
            if one.passport_id
            else ui.Noted(number, _("no file yet")),
            ui.Noted(one.set_by, at),
        ]
    )
