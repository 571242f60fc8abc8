"""The secret with which an applicant looks at their application. Plain Python."""

import hashlib

from kabinet.formats.lookalikes import folded

#: No 0, O, 1 and I: the secret is copied from paper.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH, _GROUP = 12, 4


def secret_from(seed: bytes) -> str:
    """Return «K7PX-2MQR-9TWA» for a random seed of 12 bytes or more: 60 bits of chance."""
    signs = "".join(_SIGNS[byte % len(_SIGNS)] for byte in seed[:_LENGTH])
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def hash_of(*, number: str, secret: str) -> str:
    """Return what is kept of the secret; case, dashes and letters of the other alphabet do not matter."""
    signs = "".join(sign for sign in folded(secret.upper()) if sign in _SIGNS)
    return hashlib.sha256(f"{number}:{signs}".encode()).hexdigest()
