"""Scans of strangers: those that came to nothing go, those that were sent stay."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from kabinet.access.operations import stray_uploads
from kabinet.console import chores
from kabinet.files import operations as files
from kabinet.files import queries
from kabinet.files.refusals import StoredFileNotFound
from kabinet.metering.models import GasQuality
from kabinet.values.months import BillingMonth
from tests.access.applications.test_submitting import scan, submit
from tests.factories import NOW, Cast

LATER = NOW + timedelta(hours=27)


@pytest.fixture
def later(settings: Settings) -> None:
    settings.FROZEN_NOW = LATER


class TestStrayUploads:
    def test_go_when_their_form_can_come_back_no_longer(self, cast: Cast, later: None) -> None:
        stored = files.store_bytes(b"nobody's scan", media_type="application/pdf", now=NOW)
        stray_uploads.note_uploads([stored.pk], now=NOW)

        chores.let_stray_uploads_go(LATER)

        with pytest.raises(StoredFileNotFound):
            queries.get_file(stored.pk)

    def test_stay_with_the_application_they_were_sent_with(self, cast: Cast, later: None) -> None:
        paper = scan()
        stray_uploads.note_uploads([paper.stored.pk], now=NOW)
        submit(papers=[paper])

        chores.let_stray_uploads_go(LATER)

        assert queries.get_file(paper.stored.pk) == paper.stored

    def test_stay_where_a_table_common_to_all_refers_to_the_same_bytes(self, cast: Cast, later: None) -> None:
        stored = files.store_bytes(b"a quality passport", media_type="application/pdf", now=NOW)
        stray_uploads.note_uploads([stored.pk], now=NOW)
        GasQuality.objects.create(
            region="Тверская область",
            month=BillingMonth(2026, 11),
            calorific_value=8000,
            passport_number="11",
            passport=stored,
            set_at=NOW,
            set_by="Метролог",
        )

        chores.let_stray_uploads_go(LATER)

        assert queries.get_file(stored.pk) == stored

    def test_stay_when_they_were_sent_again(self, cast: Cast, later: None) -> None:
        stored = files.store_bytes(b"twice", media_type="application/pdf", now=NOW)
        stray_uploads.note_uploads([stored.pk], now=NOW)
        stray_uploads.note_uploads([stored.pk], now=LATER - timedelta(hours=1))

        assert stray_uploads.forget_uploads(now=LATER) == []

    def test_are_asked_for_once(self, db: None) -> None:
        stray_uploads.note_uploads([1, 2], now=NOW)

        assert stray_uploads.forget_uploads(now=LATER) == [1, 2]
        assert stray_uploads.forget_uploads(now=LATER) == []
