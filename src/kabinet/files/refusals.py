"""Why a file is not taken. The facts name the file, so that one of a batch can be found."""

from kabinet.foundation.refusal import NotFound, Refusal


class FileMissing(Refusal):
    code = "files.missing"


class FileEmpty(Refusal):
    code = "files.empty"


class FileTooLarge(Refusal):
    """Facts: name, megabytes (the limit)."""

    code = "files.too-large"


class TooManyFiles(Refusal):
    """Facts: limit."""

    code = "files.too-many"


class FileTypeNotAllowed(Refusal):
    """It is none of the allowed kinds, or its name announces another one. Facts: name, allowed (labels)."""

    code = "files.type-not-allowed"


class FileDamaged(Refusal):
    """It begins as a file of its kind and does not go on as one: cut off, or written wrongly."""

    code = "files.damaged"


class FileEncrypted(Refusal):
    code = "files.encrypted"


class FileInfected(Refusal):
    """Facts: name, virus."""

    code = "files.infected"


class ArchiveBomb(Refusal):
    """It is small and unfolds into something huge, or into archives within archives. Facts: name, reason."""

    code = "files.bomb"


class ScannerUnavailable(Refusal):
    """The antivirus is configured and did not say that the file is clean."""

    code = "files.scanner-unavailable"


class UploadBrokenOff(Refusal):
    """The bytes did not come through to their end, or could not be kept."""

    code = "files.broken-off"


class StoredFileNotFound(NotFound):
    """There is no such file, or the storage has lost its bytes."""

    code = "files.not-found"
