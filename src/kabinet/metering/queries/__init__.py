"""Reading metering units and their volumes."""

from kabinet.metering.models import (
    ArchiveFile,
    DailyVolume,
    FaultInterval,
    Instrument,
    MeteringUnit,
    MonthStatement,
    VolumeSubmission,
)
from kabinet.metering.queries.archives import ArchiveNotFound, get_archive, list_archives
from kabinet.metering.queries.basis import bases_of, installed_in
from kabinet.metering.queries.control import (
    Control,
    ControlCell,
    ControlRow,
    ControlUnit,
    next_problem,
    read_control,
    rows_of,
)
from kabinet.metering.queries.drafts import get_draft
from kabinet.metering.queries.equipment import EquipmentDay, equipment_on, faults_within
from kabinet.metering.queries.hours import Hour, day_sums, list_hours
from kabinet.metering.queries.in_order import count_in_order, list_in_order
from kabinet.metering.queries.months import DayRow, MonthGrid, month_grid
from kabinet.metering.queries.outlook import HISTORY, Outlook, Period, Today, hours_by_day, outlook
from kabinet.metering.queries.plan_fact import WHOLE, GivenVolume, Part, PlanFact, plan_fact
from kabinet.metering.queries.proposals import Proposal, proposals_in
from kabinet.metering.queries.statements import (
    AdjustmentRow,
    ContractMonth,
    UnitMonth,
    adjustments_about,
    adjustments_of,
    contract_months,
    find_statement,
    unit_months,
)
from kabinet.metering.queries.submissions import (
    SubmissionNotFound,
    SubmissionRow,
    count_waiting_submissions,
    get_submission,
    list_waiting_submissions,
    newest_submissions,
    submissions_of_archive,
    volumes_of_submission,
)
from kabinet.metering.queries.units import (
    UnitNotFound,
    get_unit,
    get_unit_in_full,
    is_awaited,
    list_instruments,
    list_units,
)
from kabinet.metering.queries.volumes import (
    GivenDay,
    daily_totals,
    latest_volume_day,
    list_given_days,
    older_versions,
    totals_by_point,
    versions_of_day,
)

#: Doors name these types and never import the tables.
__all__ = [
    "HISTORY",
    "WHOLE",
    "AdjustmentRow",
    "ArchiveFile",
    "ArchiveNotFound",
    "ContractMonth",
    "Control",
    "ControlCell",
    "ControlRow",
    "ControlUnit",
    "DailyVolume",
    "DayRow",
    "EquipmentDay",
    "FaultInterval",
    "GivenDay",
    "GivenVolume",
    "Hour",
    "Instrument",
    "MeteringUnit",
    "MonthGrid",
    "MonthStatement",
    "Outlook",
    "Part",
    "Period",
    "PlanFact",
    "Proposal",
    "SubmissionNotFound",
    "SubmissionRow",
    "Today",
    "UnitMonth",
    "UnitNotFound",
    "VolumeSubmission",
    "adjustments_about",
    "adjustments_of",
    "bases_of",
    "contract_months",
    "count_in_order",
    "count_waiting_submissions",
    "daily_totals",
    "day_sums",
    "equipment_on",
    "faults_within",
    "find_statement",
    "get_archive",
    "get_draft",
    "get_submission",
    "get_unit",
    "get_unit_in_full",
    "hours_by_day",
    "installed_in",
    "is_awaited",
    "latest_volume_day",
    "list_archives",
    "list_given_days",
    "list_hours",
    "list_in_order",
    "list_instruments",
    "list_units",
    "list_waiting_submissions",
    "month_grid",
    "newest_submissions",
    "next_problem",
    "older_versions",
    "outlook",
    "plan_fact",
    "proposals_in",
    "read_control",
    "rows_of",
    "submissions_of_archive",
    "totals_by_point",
    "unit_months",
    "versions_of_day",
    "volumes_of_submission",
]
