"""What receipts of readings of counters and of faults say, as readable tables."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.foundation import formatting
from kabinet.metering import wording
from kabinet.portal.pages.journal_content import Column, Content
from kabinet.values.volume import ZERO


def indexes(raw: Mapping[str, Any], zone: ZoneInfo) -> Content:
    with_reasons = any(row["reason"] for row in raw["indexes"])
    columns = [
        Column(_("Counter")),
        Column(_("Index, m³"), numeric=True),
        Column(_("Reading before")),
        Column(pgettext("volume", "Passed, thousand m³"), numeric=True),
        Column(_("SHA-256 of the photograph")),
    ]
    if with_reasons:
        columns.append(Column(_("Reason")))
    return Content(
        columns=columns,
        rows=[_index(row, zone, with_reasons=with_reasons) for row in raw["indexes"]],
        facts=[
            (_("Taken at"), formatting.moment(datetime.fromisoformat(raw["taken_at"]), zone)),
            *(_shared(row) for row in raw["indexes"] if row.get("shared")),
        ],
    )


def _shared(row: Mapping[str, Any]) -> tuple[str, str]:
    """Say among how many gas days the volume was shared, and what that changed, m³."""
    days = row["shared"]
    effect = sum((Decimal(one["volume"]) - Decimal(one["replaces"] or 0) for one in days), ZERO)
    text = ngettext(
        "%(count)d gas day, effect %(effect)s m³", "%(count)d gas days, effect %(effect)s m³", len(days)
    )
    notes = [
        text % {"count": len(days), "effect": formatting.signed(formatting.index(effect))},
        *_counted(_("corrections among them: %(count)d"), sum(one["replaces"] is not None for one in days)),
        *_counted(
            _("after the supplier's consent: %(count)d"), sum(one["counts_after_consent"] for one in days)
        ),
    ]
    return _("Shared among days, %(unit)s") % {"unit": row["unit"]}, "; ".join(notes)


def _counted(text: str, count: int) -> list[str]:
    return [text % {"count": count}] if count else []


def _index(row: Mapping[str, Any], zone: ZoneInfo, *, with_reasons: bool) -> list[str]:
    before = formatting.DASH
    if row["before_at"]:
        at = formatting.moment(datetime.fromisoformat(row["before_at"]), zone)
        before = f"{formatting.index(Decimal(row['before']))}, {at}"
    volume = formatting.DASH if row["volume"] is None else formatting.volume(Decimal(row["volume"]))
    cells = [
        f"{row['unit']}, {row['instrument']}",
        formatting.index(Decimal(row["index"])),
        before,
        volume,
        row["photo_sha256"] or formatting.DASH,
    ]
    return [*cells, wording.reason(row["reason"])] if with_reasons else cells


def fault(raw: Mapping[str, Any], zone: ZoneInfo) -> Content:
    ended = raw["ended_at"]
    return Content(
        columns=[Column(_("Metering unit")), Column(_("Instrument")), Column(_("What is wrong"))],
        rows=[[raw["unit"], raw["instrument"] or _("the whole unit"), str(wording.FAULT_KIND[raw["kind"]])]],
        facts=[
            (_("Began"), formatting.moment(datetime.fromisoformat(raw["began_at"]), zone)),
            (_("Ended"), formatting.moment(datetime.fromisoformat(ended), zone) if ended else _("lasts")),
            (_("Explanation"), raw["note"] or formatting.DASH),
        ],
    )
