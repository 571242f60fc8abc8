"""Metering units with their instruments and equipment; the volumes, archives and index readings that they gave."""

from kabinet.metering.models.archives import ArchiveFile, HourlyVolume
from kabinet.metering.models.distributor import DistributorReport, DistributorVolume
from kabinet.metering.models.equipment import FaultInterval, GasUsingUnit, SealedInterval
from kabinet.metering.models.mappings import ColumnMapping
from kabinet.metering.models.quality import GasQuality
from kabinet.metering.models.readings import IndexReading
from kabinet.metering.models.statements import Adjustment, MonthStatement
from kabinet.metering.models.units import DeviceConstant, Instrument, MeteringUnit, Seal, Verification
from kabinet.metering.models.volumes import DailyVolume, VolumeDecision, VolumeDraft, VolumeSubmission

__all__ = [
    "Adjustment",
    "ArchiveFile",
    "ColumnMapping",
    "DailyVolume",
    "DeviceConstant",
    "DistributorReport",
    "DistributorVolume",
    "FaultInterval",
    "GasQuality",
    "GasUsingUnit",
    "HourlyVolume",
    "IndexReading",
    "Instrument",
    "MeteringUnit",
    "MonthStatement",
    "Seal",
    "SealedInterval",
    "Verification",
    "VolumeDecision",
    "VolumeDraft",
    "VolumeSubmission",
]
