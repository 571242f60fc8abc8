"""Handing in daily volumes, correcting them, and the supplier's decision."""

from kabinet.metering.archives import ArchiveUnreadable
from kabinet.metering.checks import Entry, Finding, ReasonNeeded, VolumesRefused, check_volumes
from kabinet.metering.index_plan import Comparison, NewIndex, PlannedIndex, compare_newest, plan_indexes
from kabinet.metering.operations.archives import ArchiveNotReady, submit_archive, take_archive
from kabinet.metering.operations.decisions import AlreadyDecided, decide_submission
from kabinet.metering.operations.drafts import cell_name, save_draft
from kabinet.metering.operations.indexes import IndexesRefused, submit_index_readings
from kabinet.metering.operations.statements import MonthAlreadyClosed, MonthIncomplete, close_month
from kabinet.metering.operations.volumes import (
    ChangedMeanwhile,
    CorrectionTooLate,
    NothingToSubmit,
    correct_volume,
    put_in_volumes,
    submit_volumes,
)
from kabinet.metering.terms import term_of_correction

#: What the doors ask of readings, the checks among it.
__all__ = [
    "AlreadyDecided",
    "ArchiveNotReady",
    "ArchiveUnreadable",
    "ChangedMeanwhile",
    "Comparison",
    "CorrectionTooLate",
    "Entry",
    "Finding",
    "IndexesRefused",
    "MonthAlreadyClosed",
    "MonthIncomplete",
    "NewIndex",
    "NothingToSubmit",
    "PlannedIndex",
    "ReasonNeeded",
    "VolumesRefused",
    "cell_name",
    "check_volumes",
    "close_month",
    "compare_newest",
    "correct_volume",
    "decide_submission",
    "plan_indexes",
    "put_in_volumes",
    "save_draft",
    "submit_archive",
    "submit_index_readings",
    "submit_volumes",
    "take_archive",
    "term_of_correction",
]
