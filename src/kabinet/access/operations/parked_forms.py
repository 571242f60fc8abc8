"""Keeping what was typed into an expired session."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from kabinet.access.models import ParkedForm
from kabinet.access.operations.public_tries import count_try, count_try_of_person
from kabinet.access.rules.public_tries import TryKind
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation

_PARKED_FOR = timedelta(hours=20)
#: A month of daily volumes by hand takes some twenty thousand bytes.
MOST_BYTES = 64 * 1024

#: Fields that hold what signs somebody in: they are kept nowhere in a readable form.
_SECRETS = frozenset({"code", "codes", "secret"})


class FormTooLong(Refusal):
    """More was typed than is kept."""

    code = "access.form-too-long"


def park_form(*, user_id: int, address: str, path: str, fields: Mapping[str, list[str]], at: datetime) -> str:
    """
    Keep what was typed into a form whose session had expired; return the secret that gives it back.

    `user_id` is who signed in last in the browser. Passwords and codes are not kept, nor are zero bytes, which
    PostgreSQL does not take.

    :raises FormTooLong: there is too much of it
    :raises TooManyTries: so many were parked of this person, or from this address, that there are no more today
    """
    kept = {
        _without_zeros(name): [_without_zeros(value) for value in values]
        for name, values in fields.items()
        if "password" not in name.lower() and name.lower() not in _SECRETS
    }
    if len(json.dumps(kept, ensure_ascii=False).encode(errors="replace")) > MOST_BYTES:
        raise FormTooLong
    count_try_of_person(TryKind.PARK_OWN, user_id=user_id, now=at)
    count_try(TryKind.PARK, address=address, now=at)
    return _park(path, kept, at)


@operation
def _park(path: str, kept: Mapping[str, list[str]], at: datetime) -> str:
    forget_parked_forms(at=at)
    key = secrets.token_urlsafe(32)
    ParkedForm(key=key, path=path[:500], fields=kept, parked_at=at).save(force_insert=True)
    return key


def _without_zeros(text: str) -> str:
    return text.replace("\0", "")


def discard_parked_form(*, key: str) -> None:
    ParkedForm.objects.everywhere(reason="the key is the browser's own secret").filter(key=key).delete()


def forget_parked_forms(*, at: datetime) -> None:
    """Remove those for which nobody has come back."""
    parked = ParkedForm.objects.everywhere(reason="nobody comes back for them")
    parked.filter(parked_at__lt=at - _PARKED_FOR).delete()
