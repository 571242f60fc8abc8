"""Signing in: whose password it is, and what is recorded of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from kabinet.access.models import IssuePoint, SignIn, User
from kabinet.access.operations.offers import note_acceptance
from kabinet.access.queries.offers import offer_in_force
from kabinet.access.queries.sign_in import is_new_place
from kabinet.access.rules.codes import as_printed, is_code
from kabinet.access.rules.names import normal_username
from kabinet.access.rules.places import browser_of, network_of
from kabinet.access.telling import tell_of_own_access
from kabinet.access.throttling import sign_in_counters, take_back, take_try
from kabinet.foundation.formatting import DASH
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.transactions import operation
from kabinet.journal import operations as journal
from kabinet.journal.models import SUPPLIER
from kabinet.journal.operations import Actor


class WrongCredentials(Refusal):
    """
    The name or the password is wrong, or the person is not let in any longer: which of them is told to nobody.

    `closed_until` is when the next try is judged, if this one was the last free one.
    """

    code = "access.wrong-credentials"

    def __init__(self, closed_until: datetime | None = None) -> None:
        super().__init__(closed_until=closed_until)
        self.closed_until = closed_until


class CodeExpired(WrongCredentials):
    """The access code is the right one, and its time is over. `point` is where the person gets another."""

    code = "access.code-expired"

    def __init__(self, closed_until: datetime | None, *, point: IssuePoint | None) -> None:
        super().__init__(closed_until)
        self.point = point


@dataclass(frozen=True, slots=True)
class Visit:
    """
    A browser at the sign-in: from where, and what it tells of itself.

    `known_browser` is its key, if the person who wants to sign in has signed in with it before.
    """

    address: str
    browser: str
    known_browser: str = ""


def check_password(*, username: str, password: str, visit: Visit, at: datetime, real_at: datetime) -> User:
    """
    Return the user of this name and password, or access code, and sign nobody in yet.

    A refusal costs one hash and the same queries, whatever the reason: time tells nothing.

    :raises SignInClosed: there were too many wrong tries; this one was not judged
    :raises CodeExpired: the code was given out too long ago
    :raises WrongCredentials: any other reason
    """
    name, code = normal_username(username), as_printed(password)
    counters = sign_in_counters(
        username=name,
        address=visit.address,
        known_browser=visit.known_browser,
        at=at,
        by_code=is_code(code),
    )
    closed_until = take_try(counters, at=real_at)
    user = User.objects.filter(username=name).first()
    if not _is_right(user, password, code) or user is None or not user.is_active:
        _record_refusal(name, known=user is not None, address=visit.address, at=at)
        raise WrongCredentials(closed_until)
    if user.code_expires_at is not None and user.code_expires_at < at:
        _record_refusal(name, known=True, address=visit.address, at=at, code_expired=True)
        raise CodeExpired(closed_until, point=user.issue_point)
    take_back(counters)
    return user


def _is_right(user: User | None, password: str, code: str) -> bool:
    """Compare what looks like an access code with access codes only: it is not counted by the name."""
    waits_for_code = user is not None and user.code_expires_at is not None
    if user is None or (is_code(code) and not waits_for_code):
        make_password(password)  # a wrong password takes as long
        return False
    return user.check_password(code if waits_for_code else password)


@operation
def _record_refusal(
    username: str, *, known: bool, address: str, at: datetime, code_expired: bool = False
) -> None:
    """Record a refusal, never the password: an unknown name may be one, typed into the wrong field."""
    shown = username if known else f"{username[:2]}…"
    journal.record(
        "access.sign_in_refused",
        viewer=Actor(None, "", address),
        subject=f"user:{shown}",
        data={"address": address} | ({"code": "expired"} if code_expired else {}),
        at=at,
    )


@operation
def record_sign_in(*, user: User, visit: Visit, on: date, at: datetime, second_step: str = "") -> SignIn:
    """
    Record who signed in, from where, and which version of the offer was accepted by it; tell them of a new place.

    `second_step` says by what the person passed it.
    """
    offer = offer_in_force(on=on)
    sign_in = SignIn(
        user=user,
        at=at,
        address=visit.address[:64],
        browser=visit.browser[:300],
        network=network_of(visit.address),
        browser_name=browser_of(visit.browser)[:80],
        offer=offer,
    )
    is_new = not visit.known_browser and is_new_place(sign_in)
    journal.lock_chain(SUPPLIER)
    sign_in.save(force_insert=True)
    if offer:
        note_acceptance(user=user, offer=offer, address=visit.address, at=at)
    user.offer_version = offer.version if offer else ""
    user.save(update_fields=["offer_version"])
    journal.record(
        "access.signed_in",
        viewer=Actor(user.pk, user.full_name, visit.address),
        subject=f"user:{user.username}",
        data={"offer": user.offer_version, "address": visit.address, "browser": sign_in.browser}
        | ({"second_step": second_step} if second_step else {}),
        at=at,
    )
    if is_new:
        browser = sign_in.browser_name or DASH
        tell_of_own_access("access.new_place", user, at=at, address=sign_in.address, browser=browser)
    return sign_in
