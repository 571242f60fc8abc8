"""What stands in the supplier's chain of the journal."""

from kabinet.journal.models import SUPPLIER, Record


def latest() -> Record:
    record = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER).last()
    assert record is not None
    return record


def events() -> list[str]:
    records = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER).order_by("id")
    return list(records.values_list("event", flat=True))
