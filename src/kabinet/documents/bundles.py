"""Many documents as one ZIP that is written while it is sent: nothing of it is kept in memory or on the disk."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _
from zipstream import ZipStream

from kabinet.documents import operations
from kabinet.documents.drawing import NothingToDraw
from kabinet.documents.queries import Document
from kabinet.documents.rules.names import unique_names
from kabinet.files import queries as files
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation.viewer import Viewer

_WINDOW = 256 * 1024


def zip_of(*, viewer: Viewer, documents: Sequence[Document], now: datetime) -> Iterator[bytes]:
    """
    Return the documents' files under names of their own; each is noted as seen by the client when its turn comes.

    What cannot be had is named in a text at the end of the archive, instead of breaking the rest off.
    """
    archive = ZipStream()
    missing: list[str] = []
    names = unique_names(document.file_name for document in documents)
    for document, name in zip(documents, names, strict=True):
        try:
            stream = _open(document, viewer=viewer, now=now)
        except (NothingToDraw, StoredFileNotFound):
            missing.append(name)
            continue
        archive.add(_chunks(stream), name)
        yield from archive.file()
        operations.note_seen(viewer=viewer, document=document, now=now)
    if missing:
        archive.add("\r\n".join(missing), _("Not in the archive, call your curator.txt"))
    yield from archive.finalize()


def _open(document: Document, *, viewer: Viewer, now: datetime) -> BinaryIO:
    stored = operations.ensure_drawn(viewer=viewer, document=document, now=now)
    stream, _stored = files.open_file(stored.pk)
    return stream


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_WINDOW):
            yield chunk
