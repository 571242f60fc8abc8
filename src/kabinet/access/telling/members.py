"""Telling a client's people and their curators what became of somebody's rights, access and powers."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import pgettext

from kabinet.access.models import Membership
from kabinet.access.queries.curators import in_charge_of
from kabinet.access.queries.people import Person, managers_of, person_of
from kabinet.access.telling import recipient
from kabinet.access.wording import RIGHT
from kabinet.access.wording import members as wording
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.notifications.operations import notify
from kabinet.notifications.wording import Fact
from kabinet.organizations.models import Contract


def tell_of_rights(
    membership: Membership,
    contract: Contract,
    old: Collection[Right],
    new: Collection[Right],
    *,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Tell the colleague by letter, and whoever serves the organization on their page."""
    facts: dict[str, Fact] = {
        "by": viewer.name,
        "person": membership.user.full_name,
        "organization": membership.organization.name,
        "contract": contract.number,
    }
    given, taken = set(new) - set(old), set(old) - set(new)
    for person, event, url in _both_sides(membership, wording.YOUR_RIGHTS, wording.RIGHTS, at=at):
        notify(
            [recipient(person)],
            event=event,
            facts=facts | _named(given, taken, language=person.language),
            url=url,
            at=at,
            by_email=event == wording.YOUR_RIGHTS,
        )


def _named(given: Iterable[Right], taken: Iterable[Right], *, language: str) -> dict[str, Fact]:
    """Name the rights in the language of the reader: a list has no facts from which it could be named later."""
    with translation.override(language):
        nothing = pgettext("rights", "none")
        return {
            "given": ", ".join(str(RIGHT[right]) for right in sorted(given)) or nothing,
            "taken": ", ".join(str(RIGHT[right]) for right in sorted(taken)) or nothing,
        }


def tell_of_end(membership: Membership, *, viewer: Viewer, at: datetime) -> None:
    """Tell the colleague and whoever serves the organization, both by letter."""
    today, ends = timezone.localdate(at), membership.valid_to
    over = ends is not None and ends <= today
    own, theirs = (
        (wording.YOUR_ACCESS_ENDED, wording.ACCESS_ENDED)
        if over
        else (wording.YOUR_ACCESS_ENDS, wording.ACCESS_ENDS)
    )
    facts: dict[str, Fact] = {
        "by": viewer.name,
        "person": membership.user.full_name,
        "organization": membership.organization.name,
        "day": today if ends is None or over else ends - timedelta(days=1),
        "reason": membership.end_reason.rstrip("."),
    }
    for person, event, url in _both_sides(membership, own, theirs, at=at):
        notify([recipient(person)], event=event, facts=facts, url=url, at=at)


def tell_of_end_by_supplier(membership: Membership, *, viewer: Viewer, at: datetime) -> None:
    """Tell the colleague, those who manage the people there, and whoever else serves them, all by letter."""
    on = timezone.localdate(at)
    facts: dict[str, Fact] = {
        "by": viewer.name,
        "person": membership.user.full_name,
        "organization": membership.organization.name,
        "reason": membership.end_reason.rstrip("."),
    }
    managing = managers_of(organization_id=membership.organization_id, on=on)
    page = wording.portal_url(membership.pk)
    told = [(person, wording.ENDED_BY_SUPPLIER, page) for person in managing]
    told += [
        (person, event, url)
        for person, event, url in _both_sides(
            membership, wording.YOURS_ENDED_BY_SUPPLIER, wording.ACCESS_ENDED, at=at
        )
        if person.user_id != viewer.user_id
    ]
    for person, event, url in told:
        notify([recipient(person)], event=event, facts=facts, url=url, at=at)


def _both_sides(
    membership: Membership, own: str, theirs: str, *, at: datetime
) -> Iterable[tuple[Person, str, str]]:
    """Return whom to tell, of which event, and where it leads."""
    serving = in_charge_of(organization_id=membership.organization_id, on=timezone.localdate(at))
    desk = wording.desk_url(membership.organization_id)
    yield person_of(membership.user), own, ""
    yield from ((person, theirs, desk) for person in serving)


def remind_of_powers(membership: Membership, managers: Iterable[Person], *, days: int, at: datetime) -> None:
    """Tell the person, the organization's managers and whoever serves it that the powers end; each of them once."""
    assert membership.valid_to is not None  # noqa: S101 (only those are asked about)
    last = membership.valid_to - timedelta(days=1)
    facts: dict[str, Fact] = {
        "person": membership.user.full_name,
        "organization": membership.organization.name,
        "day": last,
    }
    once = f"powers-{membership.pk}-{membership.valid_to}-{days}"
    on = timezone.localdate(at)
    told = [(person_of(membership.user), wording.YOUR_POWERS, wording.APPLY_URL)]
    told += [(person, wording.POWERS_OF_COLLEAGUE, wording.portal_url(membership.pk)) for person in managers]
    told += [
        (person, wording.POWERS, wording.desk_url(membership.organization_id))
        for person in in_charge_of(organization_id=membership.organization_id, on=on)
    ]
    for person, event, url in told:
        notify([recipient(person)], event=event, facts=facts, url=url, at=at, once=once)
