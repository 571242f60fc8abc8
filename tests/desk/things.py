"""What customers send, made by the operations that they use."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from kabinet.documents import operations as documents
from kabinet.documents.models import Document
from kabinet.documents.operations import Scan
from kabinet.documents.rules.words import Kind, Status
from kabinet.files import operations as files
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations as metering
from kabinet.metering.models import VolumeSubmission
from kabinet.metering.operations import Entry
from kabinet.organizations.models import Contract
from kabinet.requests import operations as requests
from kabinet.requests.models import VolumeRequest
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import Cast

REASON = "a test's own rows"
DECEMBER = factories.MONTH.next


def request(
    cast: Cast, director: Viewer, volume: str = "1240000", month: BillingMonth = DECEMBER
) -> VolumeRequest:
    """Ask for the month's volume, m³, in the plant's name; after a return, as the next version."""
    rows = VolumeRequest.objects.everywhere(reason=REASON).filter(contract=cast.contract, month=month)
    versions = list(rows.values_list("version", flat=True))
    requests.submit_volume_request(
        viewer=director,
        contract_id=cast.contract.pk,
        month=month,
        volumes={cast.point.pk: Decimal(volume)},
        comment="Вторая печь",
        key=f"request-{month}-{versions}",
        now=factories.NOW,
    )
    return rows.get()


def submission(
    cast: Cast, director: Viewer, volumes: Mapping[date, str], reason: str = ""
) -> VolumeSubmission:
    entries = [Entry(cast.unit.pk, day, Decimal(volume), reason) for day, volume in volumes.items()]
    receipt = metering.submit_volumes(
        viewer=director,
        contract_id=cast.contract.pk,
        entries=entries,
        key=f"volumes-{min(volumes)}",
        now=factories.NOW,
    )
    return VolumeSubmission.objects.everywhere(reason=REASON).get(receipt_number=receipt.number)


def day(ago: int) -> date:
    return factories.TODAY - timedelta(days=ago)


def act(of: Contract, number: str = "1045") -> Document:
    return factories.document(of, Kind.ACT, number, status=Status.AWAITS_SIGNATURE)


def scan(
    cast: Cast, director: Viewer, *, answers: Document | None = None, data: bytes = b"%PDF-1.4 scan"
) -> Document:
    media_type = "application/pdf" if data.startswith(b"%PDF") else "image/png"
    stored = files.store_bytes(data, media_type=media_type, now=factories.NOW)
    receipt = documents.send_scans(
        viewer=director,
        contract_id=cast.contract.pk,
        scans=[Scan(stored, "акт.pdf", Kind.ACT)],
        answers_id=answers.pk if answers else None,
        key=f"scan-{answers.pk if answers else 0}-{stored.pk}",
        now=factories.NOW,
    )
    return Document.objects.everywhere(reason=REASON).get(receipt_number=receipt.number)
