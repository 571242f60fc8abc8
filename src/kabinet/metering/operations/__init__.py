"""Handing in daily volumes, correcting them, and the supplier's decision."""

from kabinet.metering.archives.reading import ArchiveUnreadable
from kabinet.metering.checks import Entry, Finding, ReasonNeeded, VolumesRefused, check_volumes
from kabinet.metering.index_days import Offer, SharedDay
from kabinet.metering.index_plan import Comparison, NewIndex, PlannedIndex, compare_newest, plan_indexes
from kabinet.metering.operations.archives import ArchiveNotReady, SeenOtherwise, submit_archive, take_archive
from kabinet.metering.operations.constants import record_constant
from kabinet.metering.operations.decisions import AlreadyDecided, decide_submission
from kabinet.metering.operations.distributor import check_may_compare, load_report, take_report
from kabinet.metering.operations.drafts import cell_name, save_draft
from kabinet.metering.operations.equipment import seal_equipment, unseal_equipment
from kabinet.metering.operations.faults import FaultFacts, end_fault, record_fault, report_fault
from kabinet.metering.operations.handing_in import HOURS
from kabinet.metering.operations.indexes import IndexesRefused, submit_index_readings
from kabinet.metering.operations.instruments import (
    AlreadyRecorded,
    WrongOrder,
    record_verification,
    remove_seal,
    set_seal,
)
from kabinet.metering.operations.quality import QualityFacts, QualityOutOfRange, set_quality
from kabinet.metering.operations.replacing import (
    RIGHT_TO_CLOSED_MONTHS,
    ClosingIndexImpossible,
    ClosingIndexUnlikely,
    MonthIsClosed,
    NewInstrument,
    OpeningIndexImpossible,
    SerialNumberTaken,
    replace_instrument,
)
from kabinet.metering.operations.sealed import put_in_sealed_days
from kabinet.metering.operations.sheets import name_columns, submit_sheet, take_sheet
from kabinet.metering.operations.statements import (
    MonthAlreadyClosed,
    MonthIncomplete,
    MonthSeenOtherwise,
    NothingToClose,
    close_month,
)
from kabinet.metering.operations.volumes import (
    ChangedMeanwhile,
    CorrectionTooLate,
    CorrectionWaits,
    NothingChanges,
    NothingToSubmit,
    correct_volume,
    put_in_volumes,
    submit_volumes,
)
from kabinet.metering.rules.indexes import IndexFell
from kabinet.metering.terms import term_of_correction, term_of_month, term_of_reading

#: What the doors ask of readings, the checks among it.
__all__ = [
    "HOURS",
    "RIGHT_TO_CLOSED_MONTHS",
    "AlreadyDecided",
    "AlreadyRecorded",
    "ArchiveNotReady",
    "ArchiveUnreadable",
    "ChangedMeanwhile",
    "ClosingIndexImpossible",
    "ClosingIndexUnlikely",
    "Comparison",
    "CorrectionTooLate",
    "CorrectionWaits",
    "Entry",
    "FaultFacts",
    "Finding",
    "IndexFell",
    "IndexesRefused",
    "MonthAlreadyClosed",
    "MonthIncomplete",
    "MonthIsClosed",
    "MonthSeenOtherwise",
    "NewIndex",
    "NewInstrument",
    "NothingChanges",
    "NothingToClose",
    "NothingToSubmit",
    "Offer",
    "OpeningIndexImpossible",
    "PlannedIndex",
    "QualityFacts",
    "QualityOutOfRange",
    "ReasonNeeded",
    "SeenOtherwise",
    "SerialNumberTaken",
    "SharedDay",
    "VolumesRefused",
    "WrongOrder",
    "cell_name",
    "check_may_compare",
    "check_volumes",
    "close_month",
    "compare_newest",
    "correct_volume",
    "decide_submission",
    "end_fault",
    "load_report",
    "name_columns",
    "plan_indexes",
    "put_in_sealed_days",
    "put_in_volumes",
    "record_constant",
    "record_fault",
    "record_verification",
    "remove_seal",
    "replace_instrument",
    "report_fault",
    "save_draft",
    "seal_equipment",
    "set_quality",
    "set_seal",
    "submit_archive",
    "submit_index_readings",
    "submit_sheet",
    "submit_volumes",
    "take_archive",
    "take_report",
    "take_sheet",
    "term_of_correction",
    "term_of_month",
    "term_of_reading",
    "unseal_equipment",
]
