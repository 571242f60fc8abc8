"""Handing in daily volumes, correcting them, and the supplier's decision."""

from kabinet.metering.checks import Entry, Finding, ReasonNeeded, VolumesRefused, check_volumes
from kabinet.metering.operations.decisions import AlreadyDecided, decide_submission
from kabinet.metering.operations.drafts import cell_name, save_draft
from kabinet.metering.operations.volumes import (
    ChangedMeanwhile,
    NothingToSubmit,
    correct_volume,
    submit_volumes,
)

#: What the doors ask of readings, the checks among it.
__all__ = [
    "AlreadyDecided",
    "ChangedMeanwhile",
    "Entry",
    "Finding",
    "NothingToSubmit",
    "ReasonNeeded",
    "VolumesRefused",
    "cell_name",
    "check_volumes",
    "correct_volume",
    "decide_submission",
    "save_draft",
    "submit_volumes",
]
