"""One archive of the demo has another density of the gas than is recorded: client and metering engineer see it."""

from kabinet.demo.scope import Scope
from kabinet.metering import archives, queries
from kabinet.metering.discrepancies import read_discrepancy
from kabinet.metering.models import ArchiveFile, DailyVolume, HourlyVolume
from kabinet.metering.rules.words import Doubt, Status
from kabinet.organizations import queries as organizations
from tests.demo.reading import rows, viewer


def test_an_archive_puts_its_day_in_doubt_for_both_sides(demo: Scope) -> None:
    [file] = rows(ArchiveFile)
    seen_by = viewer("head", demo.today)
    archive = queries.get_archive(viewer=seen_by, archive_id=file.pk)
    [volume] = rows(DailyVolume).filter(submission__archive=file, source="archive")

    [day] = archives.plan_of(
        archive, viewer=seen_by, terms=organizations.terms_of(archive.contract), now=demo.midnight
    )
    found = read_discrepancy(viewer=seen_by, unit_id=volume.unit_id, day=volume.gas_day, now=demo.midnight)

    assert (day.volume, day.what, volume.status) == (volume.volume, Doubt.CONSTANTS, Status.RECORDED)
    assert found.doubt(volume.volume) is Doubt.CONSTANTS
    assert [(one.known, one.found) for one in found.constants] == [("0,6882", "0.6937")]


def test_its_hours_add_up_to_the_day(demo: Scope) -> None:
    [file] = rows(ArchiveFile)
    [volume] = rows(DailyVolume).filter(submission__archive=file, source="archive")

    hours = rows(HourlyVolume).filter(archive=file)
    assert (hours.count(), sum(hours.values_list("volume", flat=True))) == (24, volume.volume)
