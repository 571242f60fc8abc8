"""Sheets with daily volumes: taking them in, naming their columns, handing in what they say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kabinet.files.models import StoredFile
from kabinet.files.queries import read_file
from kabinet.formats.volume_sheets import (
    Finding,
    FindingCode,
    Form,
    Layout,
    Table,
    column_name,
    holds_days,
    recognise_form,
    signature_of,
)
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering import queries, sheets
from kabinet.metering.archives import HANDED_IN, PlannedDay
from kabinet.metering.archives.reading import ArchiveUnreadable
from kabinet.metering.checks import ReasonNeeded
from kabinet.metering.models import ArchiveFile, ColumnMapping
from kabinet.metering.operations.archives import ArchiveNotReady
from kabinet.metering.operations.handing_in import HandedIn, hand_in, receipts_of_key
from kabinet.metering.operations.volumes import NothingToSubmit
from kabinet.metering.rules.words import ArchiveStatus, Source
from kabinet.metering.sheets import FORM, SHEET, Chosen
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth


@operation
def take_sheet(
    *, viewer: Viewer, contract_id: int, stored: StoredFile, name: str, now: datetime
) -> ArchiveFile:
    """
    Take a sheet in. The cabinet's own form, and a sheet whose headings are known, are read at once.

    The same file of the same person, not handed in yet, is the same row.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not hand in readings for it
    :raises ArchiveUnreadable: it is no table, or a form of another contract
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    journal.lock_chain(terms.contract.organization_id)
    if known := _taken_before(viewer, contract_id, stored):
        return known
    tables = sheets.tables_in(read_file(stored.pk), name)
    row = ArchiveFile(
        contract=terms.contract,
        file=stored,
        name=name,
        template=SHEET,
        uploaded_at=now,
        uploaded_by=viewer.name,
        uploader_id=viewer.user_id,
        status=ArchiveStatus.UNMAPPED,
    )
    if form := recognise_form(tables):
        _fill_from_form(row, form, tables, viewer=viewer)
    elif not any(map(holds_days, tables)):
        raise ArchiveUnreadable(problem=sheets.no_days_problem(tables), name=name)
    elif chosen := sheets.remembered(tables, viewer=viewer, terms=terms, name=name):
        _fill_as_before(row, chosen, tables)
    row.save(force_insert=True)
    return row


def _taken_before(viewer: Viewer, contract_id: int, stored: StoredFile) -> ArchiveFile | None:
    rows = ArchiveFile.objects.visible_to(viewer).filter(
        contract_id=contract_id,
        file=stored,
        uploader_id=viewer.user_id,
        template__in=[SHEET, FORM],
        status__in=[ArchiveStatus.UNMAPPED, ArchiveStatus.READ],
    )
    return rows.order_by("id").first()


def _fill_from_form(row: ArchiveFile, form: Form, tables: Sequence[Table], *, viewer: Viewer) -> None:
    units = queries.list_units(viewer=viewer, contract_id=row.contract_id)
    ids = {unit.code: unit.pk for unit in units}
    foreign = [code for code in form.columns if code not in ids]
    if len(foreign) == len(form.columns):
        raise ArchiveUnreadable(problem="other-contract", contract=form.contract)
    findings = [
        Finding(FindingCode.UNKNOWN_UNIT, form.heading, column_name(form.columns[code]), {"unit": code})
        for code in foreign
    ]
    own = [form.table, *(table for table in tables if table.visible and table is not form.table)]
    chosen = Chosen(form.table, form.layout(ids))
    row.template, row.status = FORM, ArchiveStatus.READ
    row.report = sheets.report_of(chosen, own, more=findings)


def _fill_as_before(row: ArchiveFile, chosen: Chosen, tables: Sequence[Table]) -> None:
    """
    Read the sheet by what was said of its headings before.

    Where that gives nothing, or cells themselves name another unit of volume, it is asked again.
    """
    try:
        report = sheets.report_of(chosen, tables)
    except ArchiveUnreadable:
        return
    if any(code == FindingCode.OTHER_UNIT for code, *_where in report["findings"]):
        return
    row.report = report
    row.status = ArchiveStatus.READ
    row.unit_id = _only_unit(chosen.layout)


def _only_unit(layout: Layout) -> int | None:
    return next(iter(layout.unit_ids)) if len(layout.unit_ids) == 1 else None


@operation
def name_columns(
    *,
    viewer: Viewer,
    archive_id: int,
    sheet: str,
    layout: Layout,
    month: BillingMonth | None,
    now: datetime,
) -> ArchiveFile:
    """
    Read a sheet by what somebody says of its shape and columns, and remember that for the next one like it.

    :raises ArchiveNotFound: the viewer sees no such file
    :raises NotAllowed: the viewer may not hand in readings for its contract
    :raises ArchiveNotReady: it is no sheet, or was handed in
    :raises UnitNotFound: a column is said to be of a unit that is not the contract's
    :raises ArchiveUnreadable: read so, there is no volume in it
    """
    row = queries.get_archive(viewer=viewer, archive_id=archive_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=row.contract_id)
    journal.lock_chain(row.contract.organization_id)
    row.refresh_from_db(fields=["status"])
    if row.template != SHEET or row.status not in {ArchiveStatus.UNMAPPED, ArchiveStatus.READ}:
        raise ArchiveNotReady(status=row.status)
    units = {unit.pk for unit in queries.list_units(viewer=viewer, contract_id=row.contract_id)}
    if not layout.unit_ids <= units:
        raise queries.UnitNotFound
    tables = sheets.tables_of(row)
    table = next((table for table in tables if table.name == sheet), None)
    if table is None:
        raise ArchiveUnreadable(problem="no-volumes")
    row.report = sheets.report_of(Chosen(table, layout, month), tables)
    row.status = ArchiveStatus.READ
    row.unit_id = _only_unit(layout)
    _keep_reading(row, viewer=viewer)
    _remember(row, signature_of(table, layout), layout, units, viewer=viewer, now=now)
    return row


def _keep_reading(row: ArchiveFile, *, viewer: Viewer) -> None:
    """:raises ArchiveNotReady: it was handed in meanwhile"""
    still_open = ArchiveFile.objects.visible_to(viewer).filter(
        pk=row.pk, status__in=[ArchiveStatus.UNMAPPED, ArchiveStatus.READ]
    )
    if not still_open.update(report=row.report, status=row.status, unit=row.unit_id):
        raise ArchiveNotReady(status=ArchiveStatus.SUBMITTED)


def _remember(
    row: ArchiveFile, digest: str, layout: Layout, own: set[int], *, viewer: Viewer, now: datetime
) -> None:
    """
    Keep what was said. What was said of other contracts' units in sheets with the same headings stays.

    Without headings there is nothing to know the next sheet by.
    """
    mappings = ColumnMapping.objects.visible_to(viewer)
    known = mappings.filter(organization_id=row.contract.organization_id, signature=digest).first()
    if known:
        before = Layout.of_json(known.mapping)
        layout = layout.beside(before.of_units(before.unit_ids - own))
    if digest:
        mappings.update_or_create(
            organization_id=row.contract.organization_id,
            signature=digest,
            defaults={"mapping": layout.as_json(), "used_at": now, "used_by": viewer.name},
        )


@operation
def submit_sheet(*, viewer: Viewer, archive_id: int, reason: str, key: str, now: datetime) -> list[Receipt]:
    """
    Hand in the volumes of a sheet that can be. A receipt a month, and one for what wants consent.

    Days that were given as they stand in the sheet are passed over, those that differ are corrected for the reason
    given; impossible ones stay out. A repeated key answers with the first receipts.

    :raises ArchiveNotFound: the viewer sees no such file
    :raises NotAllowed: the viewer may not hand in readings for its contract
    :raises ArchiveNotReady: nobody has said yet which column is what
    :raises NothingToSubmit: no volume of it can be handed in
    :raises ReasonNeeded: something is in doubt, or differs from what was given, and no reason was said
    """
    # Load
    row = queries.get_archive(viewer=viewer, archive_id=archive_id)
    terms = organizations.get_terms(viewer=viewer, contract_id=row.contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=row.contract_id)
    if known := receipts_of_key(row, sheets.months_of(row), viewer=viewer, key=key):
        return known
    if not sheets.is_sheet(row) or row.status not in {ArchiveStatus.READ, ArchiveStatus.SUBMITTED}:
        raise ArchiveNotReady(status=row.status)

    # Judge
    plan = sheets.plan_of_sheet(row, viewer=viewer, terms=terms, now=now)
    chosen: Mapping[int, list[PlannedDay]] = {
        unit_id: [day for day in days if day.fate in HANDED_IN] for unit_id, days in plan.items()
    }
    if not any(chosen.values()):
        raise NothingToSubmit
    if any(day.wants_reason for days in chosen.values() for day in days) and not reason.strip():
        raise ReasonNeeded(findings=[])

    # Save, record
    receipts = hand_in(
        HandedIn(row, chosen, Source.SHEET, reason.strip()), viewer=viewer, terms=terms, key=key, now=now
    )
    row.status = ArchiveStatus.SUBMITTED
    row.save(update_fields=["status"])
    return receipts
