"""What a receipt proves, read from its canonical content and from nothing else."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.documents import wording as documents
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer
from kabinet.journal.queries import Receipt
from kabinet.metering import wording as metering
from kabinet.metering.operations import HOURS
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth

_PAGES = {"request": "desk:request", "volumes": "desk:submission"}


def title_of(kind: str) -> str:
    titles = {
        "metering.volumes": _("Readings received"),
        "metering.correction": _("Correction of readings received"),
        "metering.estimate": _("Volume put in by the supplier"),
        "metering.indexes": _("Readings of counters received"),
        HOURS: _("Hours of an archive received"),
        "metering.fault": _("Report of a fault received"),
        "requests.volume_request": _("Volume request received"),
        "documents.scans": _("Documents received"),
    }
    return titles.get(kind, _("Received"))


def subject_url(subject: str) -> str:
    """Return the address of what was sent, where one page shows it."""
    kind, _colon, number = subject.partition(":")
    return reverse(_PAGES[kind], args=[int(number)]) if kind in _PAGES and number.isdecimal() else ""


def contents_of(found: Receipt, *, viewer: Viewer) -> ui.Table:
    content: dict[str, Any] = json.loads(found.content)
    match content:
        case {"volumes": list()}:
            return _volumes(content)
        case {"volumes_m3": dict()}:
            return _request(content, _point_names(found, viewer))
        case {"indexes": list()}:
            return _indexes(content)
        case {"hours": list()}:
            return _hours(content)
        case {"files": list()}:
            return _files(content)
        case _:
            return _plain(content)


def _volumes(content: Mapping[str, Any]) -> ui.Table:
    unit = _("thousand m³")
    rows = [
        ui.Row(
            [
                formatting.day(date.fromisoformat(one["gas_day"])),
                one["unit"],
                formatting.volume(Decimal(one["volume"])),
                formatting.DASH if one["replaces"] is None else formatting.volume(Decimal(one["replaces"])),
                metering.reason(one["reason"]),
            ]
        )
        for one in content["volumes"]
    ]
    total = sum((Decimal(one["volume"]) for one in content["volumes"]), Decimal(0))
    return ui.Table(
        caption=_("Volumes under contract %(number)s") % {"number": content["contract"]},
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("Metering unit")),
            ui.Column(_("Volume"), numeric=True, unit=unit),
            ui.Column(_("Instead of"), numeric=True, unit=unit),
            ui.Column(_("Reason")),
        ],
        rows=rows,
        total=ui.Row([_("Total"), "", formatting.volume(total), "", ""]),
        show_caption=True,
    )


def _point_names(found: Receipt, viewer: Viewer) -> dict[str, str]:
    if found.contract_id is None:
        return {}
    points = organizations.list_supply_points(viewer=viewer, contract_id=found.contract_id)
    return {str(point.pk): point.name for point in points}


def _request(content: Mapping[str, Any], names: Mapping[str, str]) -> ui.Table:
    volumes = {point: Decimal(volume) for point, volume in content["volumes_m3"].items()}
    month = formatting.month(BillingMonth.parse(content["month"]))
    return ui.Table(
        caption=_("Request for %(month)s under contract %(number)s")
        % {"month": month, "number": content["contract"]},
        columns=[
            ui.Column(_("Supply point")),
            ui.Column(_("Requested"), numeric=True, unit=_("thousand m³")),
        ],
        rows=[
            ui.Row([names.get(point, point), formatting.volume(volume)]) for point, volume in volumes.items()
        ],
        total=ui.Row([_("Total"), formatting.volume(sum(volumes.values(), Decimal(0)))]),
        show_caption=True,
    )


def _files(content: Mapping[str, Any]) -> ui.Table:
    rows = [
        ui.Row(
            [
                one["name"],
                str(documents.KIND.get(one["kind"], one["kind"])),
                formatting.file_size(int(one["size"])),
                ui.safe(f'<span class="hash">{one["sha256"]}</span>'),
            ]
        )
        for one in content["files"]
    ]
    labels = [_("File"), _("Kind"), _("Size"), "SHA-256"]
    return ui.Table(
        caption=_("Files under contract %(number)s") % {"number": content["contract"]},
        columns=[ui.Column(label) for label in labels],
        rows=rows,
        show_caption=True,
    )


def _indexes(content: Mapping[str, Any]) -> ui.Table:
    taken_at = formatting.moment(datetime.fromisoformat(content["taken_at"]))
    rows = [
        ui.Row(
            [
                ui.Noted(one["unit"], one["instrument"]),
                formatting.index(Decimal(one["index"])),
                formatting.DASH if one["before"] is None else formatting.index(Decimal(one["before"])),
                formatting.DASH if one["volume"] is None else formatting.volume(Decimal(one["volume"])),
                metering.reason(one["reason"]),
            ]
        )
        for one in content["indexes"]
    ]
    return ui.Table(
        caption=_("Counters under contract %(number)s, read at %(moment)s")
        % {"number": content["contract"], "moment": taken_at},
        columns=[
            ui.Column(_("Counter")),
            ui.Column(_("Index, m³"), numeric=True),
            ui.Column(_("Index before, m³"), numeric=True),
            ui.Column(pgettext("volume", "Passed"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Reason")),
        ],
        rows=rows,
        show_caption=True,
    )


def _hours(content: Mapping[str, Any]) -> ui.Table:
    unit = _("thousand m³")
    rows = [
        ui.Row(
            [
                formatting.day(date.fromisoformat(one["gas_day"])),
                one["unit"],
                str(one["hours"]),
                formatting.volume(Decimal(one["sum"])),
                formatting.DASH if one["given"] is None else formatting.volume(Decimal(one["given"])),
            ]
        )
        for one in content["hours"]
    ]
    return ui.Table(
        caption=_("Hours of the archive %(file)s under contract %(number)s")
        % {"file": content["file"]["name"], "number": content["contract"]},
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("Metering unit")),
            ui.Column(_("Hours"), numeric=True),
            ui.Column(_("Sum of the hours"), numeric=True, unit=unit),
            ui.Column(_("Volume of the day"), numeric=True, unit=unit),
        ],
        rows=rows,
        show_caption=True,
    )


def _plain(content: Mapping[str, Any]) -> ui.Table:
    rows = [ui.Row([name, json.dumps(value, ensure_ascii=False)]) for name, value in content.items()]
    return ui.Table(
        caption=_("Content"),
        columns=[ui.Column(pgettext("of a value", "Name")), ui.Column(_("Value"))],
        rows=rows,
    )
