"""
Files of a form in several attempts: the good ones are kept, and need not be sent again after a mistake.

What was kept goes through the page as a signed reference, so that nobody names a file that they did not send.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from kabinet.files import operations
from kabinet.files import queries as files
from kabinet.files.kinds import SCAN_TYPES, Kind
from kabinet.files.names import clean_name
from kabinet.files.queries import StoredFile
from kabinet.files.refusals import StoredFileNotFound, TooManyFiles
from kabinet.files.wording import explain
from kabinet.foundation.refusal import Refusal

Uploads: TypeAlias = "Sequence[UploadedFile[bytes]]"

_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    stored: StoredFile
    name: str
    reference: str


@dataclass(slots=True)
class Batch:
    """The good files of a form, and for each other one why it was not taken."""

    files: list[Kept] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def take_in(
    uploads: Uploads,
    *,
    references: Iterable[str],
    user_id: int,
    now: datetime,
    allowed: frozenset[Kind] = SCAN_TYPES,
) -> Batch:
    """Examine and keep what was sent, beside what was kept before."""
    batch = Batch()
    for reference in references:
        _take_back(batch, reference, user_id=user_id)
    for upload in uploads:
        try:
            _check_count(batch)
            stored = operations.store_upload(upload, allowed=allowed, now=now)
        except Refusal as refusal:
            batch.problems.append(explain(refusal))
        else:
            _keep(batch, stored, clean_name(upload.name or ""), user_id=user_id)
    batch.problems = list(dict.fromkeys(batch.problems))
    return batch


def _check_count(batch: Batch) -> None:
    if len(batch.files) >= settings.UPLOAD_COUNT:
        raise TooManyFiles(limit=settings.UPLOAD_COUNT)


def _keep(batch: Batch, stored: StoredFile, name: str, *, user_id: int) -> None:
    if (stored.pk, name) not in {(one.stored.pk, one.name) for one in batch.files}:
        reference = signing.dumps([stored.pk, name], salt=_salt(user_id))
        batch.files.append(Kept(stored, name, reference))


def _take_back(batch: Batch, reference: str, *, user_id: int) -> None:
    """Find the file again; one whose reference is forged, foreign or old has to be chosen anew."""
    try:
        file_id, name = signing.loads(reference, salt=_salt(user_id), max_age=_KEPT_SECONDS)
        _keep(batch, files.get_file(file_id), name, user_id=user_id)
    except (signing.BadSignature, StoredFileNotFound):
        return


def _salt(user_id: int) -> str:
    return f"kabinet.portal.uploads.{user_id}"
