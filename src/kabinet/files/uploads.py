"""How uploads arrive: past the limit bytes are let go, and the form can say which file was too large."""

import weakref
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_IN_MEMORY = 512 * 1024


class Arrived(UploadedFile):  # type: ignore[type-arg]  # generic for the type checker only
    """A file of the form. One that was too large, or one too many, is empty and says so, under its name."""

    too_large: bool = False
    too_many: bool = False


class LimitedUploadHandler(FileUploadHandler):
    """
    Keep each file up to the limit, in memory while it is small and on disk after that.

    The rest of a file beyond the limit is read off the line and dropped: the browser goes on sending, the
    other files of the form come through, and neither memory nor disk fills.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.count += 1
        self.size = 0
        self.spool: Any = SpooledTemporaryFile(  # noqa: SIM115 (the upload closes it)
            max_size=_IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR
        )
        # A line that breaks raises past us: the half of a file goes when we go.
        self.let_go = weakref.finalize(self, self.spool.close)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        self.size += len(raw_data)
        if self.size > settings.UPLOAD_BYTES or self.count > settings.UPLOAD_COUNT:
            self.spool.seek(0)
            self.spool.truncate()
        else:
            self.spool.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":  # noqa: ARG002 (counted by ourselves)
        too_large = self.size > settings.UPLOAD_BYTES
        too_many = self.count > settings.UPLOAD_COUNT
        self.let_go.detach()
        self.spool.seek(0)
        arrived = Arrived(
            file=self.spool,
            name=self.file_name,
            content_type=self.content_type,
            size=0 if too_large or too_many else self.size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        arrived.too_large, arrived.too_many = too_large, too_many
        return arrived

    def upload_interrupted(self) -> None:
        self.let_go()
