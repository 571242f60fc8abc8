"""Using up the codes of the second factor: each counts once."""

from datetime import datetime
from enum import StrEnum

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from kabinet.access.models import RecoveryCode
from kabinet.access.rules.codes import as_printed
from kabinet.foundation.refusal import Refusal

_DIGITS = 6


class Means(StrEnum):
    """By what the second step was passed."""

    APP = "app"
    RECOVERY_CODE = "recovery-code"


class WrongCode(Refusal):
    """
    The code is wrong, or was used before.

    `closed_until` is when the next try is judged, if this one was the last free one.
    """

    code = "access.wrong-code"

    def __init__(self, closed_until: datetime | None = None) -> None:
        super().__init__(closed_until=closed_until)
        self.closed_until = closed_until


def use_code(typed: str, *, user_id: int, at: datetime, real_at: datetime) -> Means:
    """
    Use up the code: one of the app's at this real time, or a printed one.

    :raises WrongCode: it is neither, or was used before
    """
    code = code_of_app(typed)
    if code is not None:
        used, means = _use_code_of_app(code, user_id, real_at), Means.APP
    else:
        used, means = _use_printed_code(as_printed(typed), user_id, at), Means.RECOVERY_CODE
    if not used:
        raise WrongCode
    return means


def code_of_app(typed: str) -> int | None:
    """Read the six digits of an app, however they are grouped; None is something else."""
    digits = "".join(typed.split())
    return int(digits) if digits.isdecimal() and len(digits) == _DIGITS else None


@transaction.atomic
def _use_code_of_app(code: int, user_id: int, real_at: datetime) -> bool:
    """Two tries with one code wait for each other, and the second finds it used."""
    device = TOTPDevice.objects.select_for_update().filter(user_id=user_id).order_by("id").first()
    if device is None or not takes(device, code, real_at=real_at):
        return False
    device.save()
    return True


def takes(device: TOTPDevice, code: int, *, real_at: datetime) -> bool:
    """
    Take the code of this half minute, of the one before or of the one after it, if no later one was taken.

    What was taken stands in the device, which the caller saves.
    """
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = real_at.timestamp()
    if not totp.verify(code, device.tolerance, device.last_t + 1):
        return False
    device.last_t, device.drift, device.last_used_at = totp.t(), totp.drift, real_at
    return True


def _use_printed_code(code: str, user_id: int, at: datetime) -> bool:
    codes = RecoveryCode.objects.everywhere(reason="codes are looked for among the person's own")
    unused = codes.filter(user_id=user_id, used_at__isnull=True)
    found = next((row.pk for row in unused.order_by("id") if check_password(code, row.code_hash)), None)
    return found is not None and bool(unused.filter(pk=found).update(used_at=at))
