"""Signing in, choosing a contract, and keeping what was typed into an expired session."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from kabinet.access import queries
from kabinet.access.models import ParkedForm, SignIn, User
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.operations import Actor
from kabinet.organizations import queries as organizations

_PARKED_FOR = timedelta(hours=20)


@operation
def record_sign_in(*, user: User, address: str, browser: str, on: date, at: datetime) -> SignIn:
    """Record who signed in, from where, and which version of the offer was accepted by it."""
    offer = queries.offer_in_force(on=on)
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


def choose_contract(*, viewer: Viewer, contract_id: int) -> None:
    """
    Remember the contract the person works with.

    :raises ContractNotFound: the viewer has no part in it
    """
    organizations.get_contract(viewer=viewer, contract_id=contract_id)
    User.objects.filter(pk=viewer.user_id).update(last_contract_id=contract_id)


@operation
def change_password(*, viewer: Viewer, password: str, at: datetime) -> User:
    """
    Give the person another password, which the door has judged by the rules for passwords.

    Their sessions in other browsers end with it, since a session is bound to the password's hash.
    """
    user = User.objects.select_for_update().get(pk=viewer.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.record(
        "access.password_changed",
        viewer=viewer,
        subject=f"user:{user.username}",
        data={"address": viewer.address},
        at=at,
    )
    return user


def choose_language(*, viewer: Viewer, language: str) -> None:
    User.objects.filter(pk=viewer.user_id).update(language=language)


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
