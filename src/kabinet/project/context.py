"""What every page's frame shows: the brand, the navigation, the contract, the curator, unread notifications."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kabinet.access import queries as access
from kabinet.access.queries.places import Place, list_places
from kabinet.desk.pages.setup import entries_for
from kabinet.foundation import clock, formatting
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.notifications import queries as notifications
from kabinet.portal.contract import chosen_contract


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ContractInFrame:
    number: str
    organization_name: str
    several: bool


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str


def page(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer | None = getattr(request, "viewer", None)
    at_desk = request.path.startswith("/desk/")
    frame: dict[str, Any] = {
        "brand": settings.BRAND,
        "viewer": viewer,
        "door": "desk" if at_desk else "portal",
        "printed_at": f"{timezone.localtime(clock.now()):%d.%m.%Y %H:%M}",
        "places": _places,  # a template that shows them calls it, and no other page asks for them
    }
    if viewer is None:
        return frame
    if viewer.watcher:
        frame["watched_until"] = formatting.clock_time(viewer.watcher.until)
    elif not at_desk:  # the desk has no bell
        frame["unread"] = notifications.count_unread(viewer=viewer)
    if viewer.is_staff:
        return frame | {"navigation": _mark(request, _desk_items(viewer)), "contract": None, "curator": None}
    contract = chosen_contract(request)
    frame["navigation"] = _mark(request, _portal_items(viewer))
    if contract is None:
        return frame
    curator = access.in_place_of(contract.organization.curator)
    return frame | {
        "contract": ContractInFrame(contract.number, contract.organization.name, len(viewer.grants) > 1),
        "curator": Contact(curator.full_name, curator.phone),
    }


def _places() -> list[Place]:
    return list_places(on=timezone.localdate(clock.now()))


def _portal_items(viewer: Viewer) -> Iterable[tuple[str, ...]]:
    yield _("Home"), reverse("portal:home")
    if viewer.grants:
        yield from _items_of_a_contract(viewer)
    yield _("Help"), reverse("portal:help")


def _items_of_a_contract(viewer: Viewer) -> Iterable[tuple[str, ...]]:
    yield _("Readings"), reverse("portal:readings"), reverse("portal:consumption")
    yield _("Requests"), reverse("portal:requests")
    if viewer.may(Right.SEE_MONEY):
        yield _("Settlements"), reverse("portal:settlements")
    yield _("Documents"), reverse("portal:documents")
    yield _("Contract and instruments"), reverse("portal:contract")
    if viewer.may(Right.MANAGE_PEOPLE):
        yield _("People"), reverse("portal:people"), reverse("portal:colleagues")


def _desk_items(viewer: Viewer) -> Iterable[tuple[str, ...]]:
    if viewer.may(Right.ISSUE_ACCESS):
        yield _("Issue of access"), reverse("desk:issues")
    else:
        yield _("Queue"), reverse("desk:queue")
    if viewer.may(Right.SEE_SUPPLY):
        yield _("Customers"), reverse("desk:clients")
    if viewer.may(Right.DECIDE_READINGS):
        yield _("Control of readings"), reverse("desk:matrix")
    elif viewer.may(Right.POST_PAYMENTS):
        yield _("Close of the month"), reverse("desk:months"), reverse("desk:matrix")
    if viewer.may(Right.DECIDE_APPLICATIONS):
        yield _("Access applications"), reverse("desk:applications")
    if viewer.may(Right.SEE_JOURNAL):
        yield _("Journal"), reverse("desk:journal")
    if entries := entries_for(viewer):
        yield _("Setup"), reverse("desk:setup"), *(reverse(entry.url_name) for entry in entries)


def _mark(request: HttpRequest, items: Iterable[tuple[str, ...]]) -> tuple[NavigationItem, ...]:
    """Mark the item under one of whose addresses the page lies; the shortest one is marked only on itself."""
    homes = {reverse("portal:home"), reverse("desk:queue")}
    return tuple(
        NavigationItem(
            label, url, request.path == url if url in homes else request.path.startswith((url, *more))
        )
        for label, url, *more in items
    )
