"""Many documents as one ZIP: written while it is sent, or, where there are too many for that, by a job."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import tee
from typing import BinaryIO

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from zipstream import ZipStream

from kabinet.access import queries as access
from kabinet.documents import operations, queries
from kabinet.documents.drawing import NothingToDraw
from kabinet.documents.queries import Document
from kabinet.documents.rules.names import unique_names
from kabinet.files import operations as files
from kabinet.files.kinds import ZIP
from kabinet.files.queries import open_file
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation import formatting
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import operations as jobs
from kabinet.jobs.progress import Progress
from kabinet.jobs.queries import JobRow, get_arguments
from kabinet.jobs.registry import Outcome, register

KIND = "documents.zip"
#: What is packed while the reader waits; a job packs more.
MOST_AT_ONCE = 200
#: An archive of more is of no use to anybody.
MOST = 20_000

_PORTION = 200
_WINDOW = 256 * 1024


def zip_name(now: datetime) -> str:
    name = _("Documents")
    return f"{name}_{timezone.localdate(now)}.zip"


def zip_of(*, viewer: Viewer, documents: Iterable[Document], now: datetime) -> Iterator[bytes]:
    """Return the documents' files as a ZIP; each is noted as seen by the client when its turn comes."""
    return _packed(
        documents,
        viewer=viewer,
        now=now,
        done=lambda document: operations.note_seen(viewer=viewer, document=document, now=now),
    )


@operation
def order_zip(*, viewer: Viewer, document_ids: Sequence[int], key: str, now: datetime) -> int:
    """
    Order a ZIP of the documents as a job of the viewer's, and return its number. One job a key and choice.

    :raises DocumentNotFound: one of them does not exist, or is not for the viewer's eyes
    """
    queries.check_documents(viewer=viewer, document_ids=document_ids)
    chosen = list(dict.fromkeys(document_ids))
    title = ngettext("ZIP of %(count)s document", "ZIP of %(count)s documents", len(chosen))
    choice = hashlib.sha256(repr(chosen).encode()).hexdigest()
    return jobs.start_job(
        kind=KIND,
        arguments={"documents": chosen},
        title=title % {"count": formatting.number(len(chosen))},
        viewer=viewer,
        key=f"{key[:64]}-{choice[:16]}",
        now=now,
    )


@register(KIND)
def make_zip(job: Progress, *, documents: Sequence[int]) -> Outcome:
    """
    Pack what was ordered, from the beginning after a crash: what was drawn up before it is kept.

    :raises DocumentNotFound: the owner's right to one of them was withdrawn meanwhile
    """
    owner = access.get_user(user_id=job.owner_id)
    viewer = access.viewer_of(user=owner, address="", on=timezone.localdate(job.now))
    missing, whole = set(documents), len(documents) + 1

    def step(document: Document) -> None:
        missing.discard(document.pk)
        job.step(len(documents) - len(missing), whole, document.file_name)

    with translation.override(owner.language), tempfile.TemporaryFile() as archive:
        for piece in _packed(_in_portions(viewer, documents), viewer=viewer, now=job.now, done=step):
            archive.write(piece)
        job.step(len(documents), whole, _("The archive is being stored"))
        stored = files.store_stream(archive, media_type=ZIP.media_type, now=job.now)
        return Outcome({"missing": sorted(missing)}, file_id=stored.pk, file_name=zip_name(job.now))


@operation
def note_fetched(*, viewer: Viewer, job: JobRow, now: datetime) -> None:
    """
    Note the documents of an archive that is handed over as seen by the client.

    :raises DocumentNotFound: the viewer's right to one of them was withdrawn since it was made
    """
    ordered = get_arguments(viewer=viewer, number=job.number)["documents"]
    queries.check_documents(viewer=viewer, document_ids=ordered)
    packed = set(ordered) - set(job.result["missing"])
    operations.note_all_seen(viewer=viewer, document_ids=sorted(packed), now=now)


def _in_portions(viewer: Viewer, document_ids: Sequence[int]) -> Iterator[Document]:
    for start in range(0, len(document_ids), _PORTION):
        portion = document_ids[start : start + _PORTION]
        yield from queries.get_documents(viewer=viewer, document_ids=portion)


def _packed(
    documents: Iterable[Document], *, viewer: Viewer, now: datetime, done: Callable[[Document], None]
) -> Iterator[bytes]:
    """
    Write the archive piece by piece, under a name of its own for each document; nothing of it is kept in memory.

    What cannot be had is named in a text at the end of the archive, instead of breaking the rest off.
    """
    archive = ZipStream()
    missing: list[str] = []
    documents, again = tee(documents)
    names = unique_names(document.file_name for document in again)
    for document, name in zip(documents, names, strict=True):
        try:
            stream = _open(document, viewer=viewer, now=now)
        except (NothingToDraw, StoredFileNotFound):
            missing.append(name)
            continue
        archive.add(_chunks(stream), name)
        yield from archive.file()
        done(document)
    if missing:
        archive.add("\r\n".join(missing), _("Not in the archive, call your curator.txt"))
    yield from archive.finalize()


def _open(document: Document, *, viewer: Viewer, now: datetime) -> BinaryIO:
    stored = operations.ensure_drawn(viewer=viewer, document=document, now=now)
    stream, _stored = open_file(stored.pk)
    return stream


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_WINDOW):
            yield chunk
