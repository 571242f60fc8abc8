"""Instruments whose verification runs out, or has run out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from kabinet.foundation.rows import read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import Instrument
from kabinet.metering.rules.reminders import VERIFICATION_REMINDERS

_REMINDING = "everybody whose instruments are to be verified is reminded"
_AHEAD = timedelta(days=max(VERIFICATION_REMINDERS))


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """An installed instrument that is trusted until a day that is near, or past."""

    pk: int
    kind: str
    model: str
    serial_number: str
    owner: str
    verified_until: date
    unit_id: int
    unit: str
    contract_id: int
    contract: str
    organization_id: int
    organization: str
    phone: str


_PATHS: Mapping[str, str] = {
    "unit": "unit__name",
    "contract_id": "unit__contract_id",
    "contract": "unit__contract__number",
    "organization_id": "unit__contract__organization_id",
    "organization": "unit__contract__organization__name",
    "phone": "unit__contract__organization__phone",
}


@dataclass(frozen=True, slots=True)
class VerificationPage:
    rows: list[VerificationRow]
    total: int
    expired: int


def list_verifications(
    *, viewer: Viewer, words: str, on: date, page: int, size: int = 50
) -> VerificationPage:
    """Return one page of what runs out within ninety days or has run out, the earliest first. Three queries."""
    rows = _running_out(Instrument.objects.visible_to(viewer), on)
    for word in words.lower().split():
        curated = Q(unit__contract__organization__curator__full_name__contains=word.capitalize())
        found = Q(unit__contract__organization__search__contains=word)
        rows = rows.filter(curated | found | Q(serial_number__contains=word))
    first = (page - 1) * size
    shown = rows.order_by("verified_until", "id")[first : first + size]
    return VerificationPage(
        rows=read_rows(VerificationRow, shown, **_PATHS),
        total=rows.count(),
        expired=rows.filter(verified_until__lt=on).count(),
    )


def verifications_running_out(*, on: date) -> list[VerificationRow]:
    """Return the same of all customers, for the reminders. One query."""
    rows = _running_out(Instrument.objects.everywhere(reason=_REMINDING), on)
    return read_rows(VerificationRow, rows.order_by("id"), **_PATHS)


def _running_out(rows: QuerySet[Instrument], on: date) -> QuerySet[Instrument]:
    in_use = Q(unit__in_use_to__isnull=True) | Q(unit__in_use_to__gt=on)
    return rows.filter(in_use, removed_at__isnull=True, verified_until__lte=on + _AHEAD)
