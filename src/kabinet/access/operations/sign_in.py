"""Signing in, and keeping what was typed into an expired session."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from kabinet.access.models import ParkedForm, SignIn, User
from kabinet.access.queries.offers import offer_in_force
from kabinet.foundation.transactions import operation
from kabinet.journal import operations as journal
from kabinet.journal.operations import Actor

_PARKED_FOR = timedelta(hours=20)


@operation
def record_sign_in(*, user: User, address: str, browser: str, on: date, at: datetime) -> SignIn:
    """Record who signed in, from where, and which version of the offer was accepted by it."""
    offer = offer_in_force(on=on)
    sign_in = SignIn(user=user, at=at, address=address[:64], browser=browser[:300], offer=offer)
    sign_in.save(force_insert=True)
    user.offer_version = offer.version if offer else ""
    user.save(update_fields=["offer_version"])
    journal.record(
        "access.signed_in",
        viewer=Actor(user.pk, user.full_name, address),
        subject=f"user:{user.username}",
        data={"offer": user.offer_version, "address": address, "browser": sign_in.browser},
        at=at,
    )
    return sign_in


@operation
def record_refused_sign_in(*, username: str, address: str, at: datetime) -> None:
    """Record a wrong user name or password. What was typed as the name is kept, never the password."""
    journal.record(
        "access.sign_in_refused",
        viewer=Actor(None, "", address),
        subject=f"user:{username[:60]}",
        data={"address": address},
        at=at,
    )


@operation
def park_form(*, path: str, fields: Mapping[str, list[str]], at: datetime) -> str:
    """
    Keep what was typed into a form whose session had expired; return the secret that gives it back.

    Passwords are not kept, nor are zero bytes, which PostgreSQL does not take.
    """
    ParkedForm.objects.everywhere(reason="nobody comes back for them").filter(
        parked_at__lt=at - _PARKED_FOR
    ).delete()
    key = secrets.token_urlsafe(32)
    kept = {
        _without_zeros(name): [_without_zeros(value) for value in values]
        for name, values in fields.items()
        if "password" not in name.lower()
    }
    ParkedForm(key=key, path=path[:500], fields=kept, parked_at=at).save(force_insert=True)
    return key


def _without_zeros(text: str) -> str:
    return text.replace("\0", "")


def discard_parked_form(*, key: str) -> None:
    ParkedForm.objects.everywhere(reason="the key is the browser's own secret").filter(key=key).delete()
