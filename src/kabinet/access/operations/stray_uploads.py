"""Scans of strangers: kept while their form may come back, and let go where nothing refers to them then."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kabinet.access.models import StrayUpload

#: Longer than the form carries its references.
_KEPT_FOR = timedelta(hours=26)
_STRANGERS = "nobody who is signed in sent them"


def note_uploads(file_ids: Iterable[int], *, now: datetime) -> None:
    """Note that a stranger has sent these files now; what was sent again counts from now on."""
    rows = StrayUpload.objects.everywhere(reason=_STRANGERS)
    for file_id in file_ids:
        rows.update_or_create(file_id=file_id, defaults={"at": now})


def forget_uploads(*, now: datetime, limit: int = 100) -> list[int]:
    """Return the files whose time is over, and note them no longer; whoever removes them asks what refers to them."""
    rows = StrayUpload.objects.everywhere(reason=_STRANGERS)
    over = list(
        rows.filter(at__lte=now - _KEPT_FOR).order_by("at", "id").values_list("file_id", flat=True)[:limit]
    )
    rows.filter(file_id__in=over).delete()
    return over
