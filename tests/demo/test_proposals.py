"""A correction of the demo that waits for consent, in a demo of its own in which its day was corrected before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kabinet.demo.load import load
from kabinet.demo.readings import Reader
from kabinet.demo.volumes import Given
from kabinet.metering.models import DailyVolume, VolumeSubmission
from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth
from tests.demo.conftest import SCOPE
from tests.demo.reading import rows


@pytest.mark.django_db
def test_of_a_day_that_was_corrected_before_is_its_next_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hand_in = Reader._hand_in_day

    def hand_in_and_correct(reader: Reader, month: BillingMonth, day: date, together: list[Given]) -> None:
        hand_in(reader, month, day, together)
        if day == reader.scope.last_given_day - timedelta(days=12):
            for given in together:
                reader._correct(month, given, at=reader.deal.clock.ends_at(day) + timedelta(hours=5))

    monkeypatch.setattr(Reader, "_hand_in_day", hand_in_and_correct)
    load(replace(SCOPE, organizations=7, extra_documents=0))

    [proposed] = rows(DailyVolume).filter(status=Status.PROPOSED)
    versions = rows(DailyVolume).filter(unit=proposed.unit_id, gas_day=proposed.gas_day)
    counts = versions.get(superseded_at=None)
    assert sorted(versions.values_list("version", flat=True)) == list(range(1, proposed.version + 1))
    assert counts.version == proposed.version - 1 >= 2
    assert rows(VolumeSubmission).get(pk=counts.submission_id).status == Status.ACCEPTED
