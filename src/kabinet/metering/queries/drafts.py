"""What was typed and not handed in."""

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import VolumeDraft
from kabinet.values.months import BillingMonth


def get_draft(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> dict[str, str]:
    """Return what the person typed and has not handed in, as typed, by cell name."""
    drafts = VolumeDraft.objects.visible_to(viewer).filter(contract_id=contract_id, month=month)
    return drafts.values_list("cells", flat=True).first() or {}
