"""The form by which signed papers are sent."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.documents.queries import Document
from kabinet.files.kinds import KINDS, SCAN_TYPES
from kabinet.files.queries import StoredFile
from kabinet.foundation import formatting, ui
from kabinet.portal import papers
from kabinet.portal.forms.documents import ScanForm
from kabinet.portal.uploads import Batch

FIELD = "files"


def upload_part(problems: Sequence[str] = (), *, label: str = "") -> ui.Upload:
    endings = sorted({ending for kind in SCAN_TYPES for ending in kind.endings})
    megabytes = Decimal(settings.UPLOAD_BYTES) / 1024 / 1024
    whole = megabytes == megabytes.to_integral_value()
    facts = {"size": formatting.number(megabytes, 0 if whole else 1), "count": settings.UPLOAD_COUNT}
    return ui.Upload(
        field=FIELD,
        label=label or _("Files of the scan"),
        hint=_("PDF, JPG, PNG or TIFF, each smaller than %(size)s MB, at most %(count)s at a time.") % facts,
        accept=",".join(endings),
        errors=list(problems),
    )


def page_of(form: ScanForm, *, batch: Batch, waiting: Sequence[Document]) -> dict[str, Any]:
    problems = [ui.Problem(text, f"id_{FIELD}") for text in batch.problems]
    return {
        "form": form,
        "errors": bool(problems or form.errors),
        "summary": ui.ErrorSummary([*problems, *form.summary.problems]),
        "upload": upload_part(batch.problems),
        "has_kept": bool(batch.files),
        "waiting": ui.Facts(
            [ui.Fact(papers.name_of(one), papers.file_link(one)) for one in waiting], tight=True
        ),
        "crumbs": ui.Breadcrumbs([ui.Link(_("Documents"), reverse("portal:documents"))]),
    }


def kept_choices(batch: Batch) -> list[tuple[str, str]]:
    return [(one.reference, f"{one.name} ({_about(one.stored)})") for one in batch.files]


def _about(stored: StoredFile) -> str:
    label = next((kind.label for kind in KINDS if kind.media_type == stored.media_type), "")
    return f"{label}, {formatting.file_size(stored.size)}"
