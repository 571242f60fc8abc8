"""The distributor's monthly report: read, looked over, put beside our own month."""

from datetime import datetime

from django.db.models import Max

from kabinet.files.models import StoredFile
from kabinet.files.queries import read_file
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.metering import distributor, queries
from kabinet.metering.models import DistributorReport, DistributorVolume
from kabinet.metering.rules.words import ReportStatus
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


def check_may_compare(viewer: Viewer) -> None:
    """:raises NotAllowed: the viewer does not control the readings of all customers"""
    viewer.check_may(Right.DECIDE_READINGS)
    if not viewer.sees_all_clients:
        raise NotAllowed


@operation
def take_report(*, viewer: Viewer, stored: StoredFile, name: str, now: datetime) -> DistributorReport:
    """
    Read a report; nothing counts before it was looked over. The same file, not loaded yet, is the same row.

    :raises NotAllowed: the viewer does not control the readings of all customers
    :raises ArchiveUnreadable: it is no such report
    :raises NoRuleSet: no rule set says what would agree in its month
    """
    check_may_compare(viewer)
    waiting = DistributorReport.objects.visible_to(viewer).filter(file=stored, status=ReportStatus.READ)
    if known := waiting.order_by("id").first():
        return known
    read = distributor.read_bytes(read_file(stored.pk), name)
    queries.tolerance_of(read.month, {})
    report = DistributorReport(
        month=read.month,
        file=stored,
        name=name,
        points=len(read.points),
        volume=sum((row.total for row in read.points), ZERO),
        uploaded_at=now,
        uploaded_by=viewer.name,
    )
    report.save(force_insert=True)
    return report


@operation
def load_report(*, viewer: Viewer, report_id: int, now: datetime) -> DistributorReport:
    """
    Let the report count: its volumes replace those of an earlier one of the month, and nothing else changes.

    Loading one that counts already does nothing; one that was replaced may count again.

    :raises ReportNotFound: there is none, or the viewer does not control the readings of all customers
    """
    check_may_compare(viewer)
    journal.lock_chain(SUPPLIER)
    report = queries.get_report(viewer=viewer, report_id=report_id)
    if report.status == ReportStatus.COUNTS:
        return report
    compared = distributor.comparison_of(report, viewer=viewer)
    version = _replace_earlier(report.month, viewer=viewer, now=now) + 1
    report.version, report.status = version, ReportStatus.COUNTS
    report.loaded_at, report.loaded_by = now, viewer.name
    report.save(update_fields=["version", "status", "loaded_at", "loaded_by"])
    DistributorVolume.objects.everywhere(reason="points were matched as the viewer's").bulk_create(
        DistributorVolume(
            report=report,
            supply_point_id=one.point.pk,
            month=report.month,
            volume=one.total,
            within=one.within,
            over=one.over,
        )
        for one in compared.points
    )
    journal.record(
        "metering.distributor.loaded",
        viewer=viewer,
        subject=f"distributor:{report.pk}",
        data={
            "month": str(report.month),
            "version": version,
            "file": report.name,
            "sha256": report.file.sha256,
            "points": len(compared.points),
            "volume": str(report.volume),
        },
        at=now,
    )
    return report


def _replace_earlier(month: BillingMonth, *, viewer: Viewer, now: datetime) -> int:
    """Let the earlier report of the month and its volumes count no longer; return how many there were."""
    reports = DistributorReport.objects.visible_to(viewer).filter(month=month)
    earlier: int = reports.aggregate(newest=Max("version"))["newest"] or 0
    volumes = DistributorVolume.objects.visible_to(viewer).filter(month=month, superseded_at__isnull=True)
    volumes.update(superseded_at=now)
    reports.filter(status=ReportStatus.COUNTS).update(status=ReportStatus.REPLACED)
    return earlier
