"""The antivirus: clamd, where one is configured. Only its plain "OK" means clean."""

import logging
from typing import BinaryIO

from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from kabinet.files.refusals import FileInfected, ScannerUnavailable

logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 60


def is_configured() -> bool:
    return bool(settings.CLAMD)


def check_clean(stream: BinaryIO, *, name: str) -> None:
    """
    Ask the antivirus.

    :raises FileInfected: it found something
    :raises ScannerUnavailable: it did not answer, or did not say that the file is clean
    """
    stream.seek(0)
    try:
        status, virus = _client(settings.CLAMD).instream(stream)["stream"]
    except Exception as error:
        logger.exception("the antivirus did not answer")
        raise ScannerUnavailable(name=name) from error
    if status == "FOUND":
        logger.warning("%s found in an upload", virus)
        raise FileInfected(name=name, virus=virus)
    if status != "OK":
        logger.error("the antivirus answered %s: %s", status, virus)
        raise ScannerUnavailable(name=name)


def _client(address: str) -> ClamdNetworkSocket:
    """Make a client for "/run/clamav/clamd.ctl" or "scanner:3310"."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdecimal():
        return ClamdNetworkSocket(host=host, port=int(port), timeout=_TIMEOUT_SECONDS)
    return ClamdUnixSocket(path=address, timeout=_TIMEOUT_SECONDS)
