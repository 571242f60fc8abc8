"""Opening what a customer has sent: their receipt then says who looked at it first."""

from datetime import datetime

from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal import queries


def note_opened(*, viewer: Viewer, subject: str, now: datetime) -> None:
    journal.note_sighting(viewer=viewer, subject=subject, at=now)


def note_receipt_opened(*, viewer: Viewer, number: str, now: datetime) -> None:
    """Note it for what is known by the number of its receipt; what has none was not sent by the customer."""
    if number:
        receipt = queries.get_receipt(viewer=viewer, number=number)
        journal.note_sighting(viewer=viewer, subject=receipt.subject, at=now)
