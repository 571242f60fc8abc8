"""The app on somebody's telephone."""

from base64 import b32decode
from datetime import datetime

from django_otp.oath import TOTP

SECRET = "31323334353637383930" * 2


def code_at(moment: datetime, secret: str = SECRET) -> str:
    """Return the code that the app shows at the moment for the secret (hexadecimal)."""
    app = TOTP(bytes.fromhex(secret))
    app.time = moment.timestamp()
    return f"{app.token():06d}"


def typed_in(key: str) -> str:
    """Return the secret that the app makes of the key on the page: «JBSW Y3DP …»."""
    return b32decode(key.replace(" ", "")).hex()
