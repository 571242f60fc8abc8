"""Keeping what was typed into an expired session."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from kabinet.access.models import ParkedForm
from kabinet.foundation.transactions import operation

_PARKED_FOR = timedelta(hours=20)

#: Fields that hold what signs somebody in: they are kept nowhere in a readable form.
_SECRETS = frozenset({"code", "codes", "secret"})


@operation
def park_form(*, path: str, fields: Mapping[str, list[str]], at: datetime) -> str:
    """
    Keep what was typed into a form whose session had expired; return the secret that gives it back.

    Passwords and codes are not kept, nor are zero bytes, which PostgreSQL does not take.
    """
    forget_parked_forms(at=at)
    key = secrets.token_urlsafe(32)
    kept = {
        _without_zeros(name): [_without_zeros(value) for value in values]
        for name, values in fields.items()
        if "password" not in name.lower() and name.lower() not in _SECRETS
    }
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
