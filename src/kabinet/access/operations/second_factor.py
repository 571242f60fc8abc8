"""The second factor: an app on the telephone, and ten printed codes for the day on which it is lost."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from kabinet.access.models import RecoveryCode, User
from kabinet.access.operations.passwords import WrongPassword
from kabinet.access.operations.second_codes import WrongCode, code_of_app, takes, use_code
from kabinet.access.queries.second_factor import is_obligatory
from kabinet.access.rules.codes import new_code
from kabinet.access.telling import tell_of_own_access
from kabinet.access.throttling import own_counter, take_back, take_try
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER

_RECOVERY_CODES = 10
_OWN = "the codes are the person's own"


class SecondFactorOn(Refusal):
    """It is on already; its printed codes were shown when it was switched on."""

    code = "access.second-factor-on"


class SecondFactorOff(Refusal):
    """There is none to do anything with."""

    code = "access.second-factor-off"


class SecondFactorObligatory(Refusal):
    """The supplier's policy wants it of this role."""

    code = "access.second-factor-obligatory"


def switch_on(
    *, viewer: Viewer, secret: str, password: str, code: str, at: datetime, real_at: datetime
) -> Sequence[str]:
    """
    Bind the app that holds the secret (hexadecimal), once it has shown a code; return the printed codes, readable for
    this once.

    :raises SignInClosed, WrongPassword: they have not proved that it is them
    :raises WrongCode: the app shows other codes
    :raises SecondFactorOn: that was done before
    """
    device = TOTPDevice(user_id=viewer.user_id, name="app", key=secret)
    counters = own_counter(viewer.user_id)
    closed_until = take_try(counters, at=real_at)
    if not User.objects.get(pk=viewer.user_id).check_password(password):
        raise WrongPassword
    shown = code_of_app(code)
    if shown is None or not takes(device, shown, real_at=real_at):
        raise WrongCode(closed_until)
    take_back(counters)
    codes = _new_codes()
    _bind(viewer, device, codes, at)
    return list(codes)


@operation
def _bind(viewer: Viewer, device: TOTPDevice, codes: dict[str, str], at: datetime) -> None:
    journal.lock_chain(SUPPLIER)
    user = User.objects.select_for_update(no_key=True).get(pk=viewer.user_id)
    if user.second_factor:
        raise SecondFactorOn
    device.save()
    _save_codes(user.pk, codes)
    _set(user, on=True)
    _record_and_tell("access.second_factor_on", viewer, user, at)


def switch_off(*, viewer: Viewer, password: str, code: str, at: datetime, real_at: datetime) -> None:
    """
    Sign in by the password alone from now on.

    :raises SecondFactorObligatory: the role cannot do without
    :raises SignInClosed, WrongPassword, WrongCode, SecondFactorOff: they have not proved that it is them
    """
    if is_obligatory(viewer.role):
        raise SecondFactorObligatory
    _prove(viewer, password, code, at, real_at)
    _unbind(viewer, at)


@operation
def _unbind(viewer: Viewer, at: datetime) -> None:
    journal.lock_chain(SUPPLIER)
    user = remove_second_factor(viewer.user_id)
    _record_and_tell("access.second_factor_off", viewer, user, at)


def renew_recovery_codes(
    *, viewer: Viewer, password: str, code: str, at: datetime, real_at: datetime
) -> Sequence[str]:
    """
    Return ten new printed codes, readable for this once; the earlier ones count no longer.

    :raises SignInClosed, WrongPassword, WrongCode, SecondFactorOff: they have not proved that it is them
    """
    _prove(viewer, password, code, at, real_at)
    codes = _new_codes()
    _replace_codes(viewer, codes, at)
    return list(codes)


@operation
def _replace_codes(viewer: Viewer, codes: dict[str, str], at: datetime) -> None:
    journal.lock_chain(SUPPLIER)
    user = User.objects.select_for_update(no_key=True).get(pk=viewer.user_id)
    _save_codes(user.pk, codes)
    _record_and_tell("access.recovery_codes_renewed", viewer, user, at)


def remove_second_factor(user_id: int) -> User:
    """Take the app and the printed codes from the person, as a part of the caller's transaction."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    TOTPDevice.objects.filter(user_id=user_id).delete()
    _codes_of(user_id).delete()
    _set(user, on=False)
    return user


def _prove(viewer: Viewer, password: str, code: str, at: datetime, real_at: datetime) -> None:
    user = User.objects.get(pk=viewer.user_id)
    if not user.second_factor:
        raise SecondFactorOff
    counters = own_counter(viewer.user_id)
    closed_until = take_try(counters, at=real_at)
    if not user.check_password(password):
        raise WrongPassword
    try:
        use_code(code, user_id=user.pk, at=at, real_at=real_at)
    except WrongCode as refusal:
        raise WrongCode(closed_until) from refusal
    take_back(counters)


def _set(user: User, *, on: bool) -> None:
    user.second_factor = on
    user.save(update_fields=["second_factor"])


def _new_codes() -> dict[str, str]:
    """Return codes with what is kept of each; hashing them takes longer than a transaction should."""
    codes = [new_code() for _ in range(_RECOVERY_CODES)]
    return {code: make_password(code) for code in codes}


def _save_codes(user_id: int, codes: dict[str, str]) -> None:
    _codes_of(user_id).delete()
    RecoveryCode.objects.everywhere(reason=_OWN).bulk_create(
        RecoveryCode(user_id=user_id, code_hash=kept) for kept in codes.values()
    )


def _codes_of(user_id: int) -> QuerySet[RecoveryCode]:
    return RecoveryCode.objects.everywhere(reason=_OWN).filter(user_id=user_id)


def _record_and_tell(event: str, viewer: Viewer, user: User, at: datetime) -> None:
    subject, data = f"user:{user.username}", {"address": viewer.address}
    journal.record(event, viewer=viewer, subject=subject, data=data, at=at)
    tell_of_own_access(event, user, at=at, address=viewer.address)
