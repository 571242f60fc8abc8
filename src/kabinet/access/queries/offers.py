"""Reading the offer agreement, and who accepted which version of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from kabinet.access.models import Acceptance, Offer, Proposal
from kabinet.access.rules.proposals import Kind, Status
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.viewer import Viewer

#: Doors name these types and never import the tables.
__all__ = [
    "Acceptance",
    "AcceptancePage",
    "Offer",
    "OfferNotFound",
    "count_acceptances",
    "get_offer",
    "iterate_acceptances",
    "list_acceptances",
    "list_offers",
    "offer_before",
    "offer_in_force",
    "offer_on",
    "publication_of",
]


class OfferNotFound(NotFound):
    code = "access.offer-not-found"


def offer_in_force(*, on: date) -> Offer | None:
    """Return the offer whose text is accepted by signing in on this day; none before the first is published."""
    return Offer.objects.filter(in_force_from__lte=on).order_by("-in_force_from", "-id").first()


def offer_before(*, day: date) -> Offer | None:
    """Return the version that one coming into force on the day replaces."""
    return Offer.objects.filter(in_force_from__lt=day).order_by("-in_force_from", "-id").first()


def offer_on(*, day: date) -> Offer | None:
    """Return the version that comes into force on just this day."""
    return Offer.objects.filter(in_force_from=day).first()


def get_offer(*, version: str) -> Offer:
    """:raises OfferNotFound: there is no such version"""
    found = Offer.objects.filter(version=version).first()
    if found is None:
        raise OfferNotFound
    return found


def list_offers() -> list[Offer]:
    return list(Offer.objects.order_by("-in_force_from", "-id"))


def publication_of(*, viewer: Viewer, version: str) -> Proposal | None:
    """Return the proposal by which two people published the version; none where it was there from the beginning."""
    approved = Proposal.objects.visible_to(viewer).filter(
        kind=Kind.OFFER, subject=f"offer:{version}", status=Status.APPROVED
    )
    return approved.select_related("proposed_by", "decided_by").order_by("-id").first()


def count_acceptances(*, viewer: Viewer) -> dict[int, int]:
    """Return by offer id how many people accepted it, of those the viewer sees."""
    counted = Acceptance.objects.visible_to(viewer).values_list("offer_id").annotate(people=Count("id"))
    return dict(counted.order_by("offer_id"))


@dataclass(frozen=True, slots=True)
class AcceptancePage:
    rows: list[Acceptance]
    total: int


def list_acceptances(
    *, viewer: Viewer, words: str, version: str, page: int, size: int = 50
) -> AcceptancePage:
    """Return who accepted which version, the latest first. Two queries."""
    found = _acceptances(viewer, words, version)
    first = (page - 1) * size
    return AcceptancePage(rows=list(found[first : first + size]), total=found.count())


def iterate_acceptances(*, viewer: Viewer, words: str, version: str) -> Iterator[Acceptance]:
    """Give all that is found, in the same order, without holding it in memory."""
    return _acceptances(viewer, words, version).iterator(chunk_size=2000)


def _acceptances(viewer: Viewer, words: str, version: str) -> QuerySet[Acceptance]:
    found = Acceptance.objects.visible_to(viewer).select_related("offer", "user")
    if version:
        found = found.filter(offer__version=version)
    for word in words.lower().split():
        found = found.filter(search__contains=word)
    return found.order_by("-at", "-id")
