"""Reading the offer agreement."""

from datetime import date

from kabinet.access.models import Offer
from kabinet.foundation.refusal import NotFound


class OfferNotFound(NotFound):
    code = "access.offer-not-found"


def offer_in_force(*, on: date) -> Offer | None:
    """Return the offer whose text is accepted by signing in on this day; none before the first is published."""
    return Offer.objects.filter(in_force_from__lte=on).order_by("-in_force_from", "-id").first()


def get_offer(*, version: str) -> Offer:
    """:raises OfferNotFound: there is no such version"""
    found = Offer.objects.filter(version=version).first()
    if found is None:
        raise OfferNotFound
    return found


def list_offers() -> list[Offer]:
    return list(Offer.objects.order_by("-in_force_from", "-id"))
