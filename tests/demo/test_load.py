"""The loading itself: the journal."""

from django.db import transaction

from kabinet.demo.scope import Scope
from kabinet.documents.models import Document
from kabinet.journal.models import Receipt, Record
from kabinet.journal.queries import verify_chains
from kabinet.metering.models import VolumeSubmission
from kabinet.notifications.models import Notification
from kabinet.settlements.models import LedgerEntry
from tests.demo.reading import rows


class TestJournal:
    def test_is_whole(self, demo: Scope) -> None:
        assert verify_chains() == []

    def test_has_a_receipt_for_everything_handed_in(self, demo: Scope) -> None:
        handed_in = rows(VolumeSubmission).values_list("receipt_number", flat=True)
        numbers = set(rows(Receipt).values_list("number", flat=True))

        assert set(handed_in) <= numbers
        assert set(rows(Document).filter(direction="in").values_list("receipt_number", flat=True)) <= numbers

    def test_knows_of_nothing_that_is_still_to_come(self, demo: Scope) -> None:
        assert not rows(Record).filter(at__gt=demo.midnight).exists()
        assert not rows(Notification).filter(created_at__gt=demo.midnight).exists()
        assert not rows(LedgerEntry).filter(posted_on__gt=demo.today).exists()

    def test_goes_on_where_the_demo_stopped(self, demo: Scope) -> None:
        newest = rows(Record).last()
        kept = {field.attname: getattr(newest, field.attname) for field in Record._meta.concrete_fields}
        entry = Record(**kept | {"id": None, "position": newest.position + 1})
        with transaction.atomic():
            entry.save(force_insert=True)
            transaction.set_rollback(True)

        assert entry.pk == newest.pk + 1
