"""Reading people and their access. The nouns are modules: `queries.applications.list_waiting`."""

from kabinet.access.models import Membership, Offer, SignIn
from kabinet.access.queries.curators import curator_of, in_charge_of, in_place_of
from kabinet.access.queries.offers import OfferNotFound, get_offer, list_offers, offer_in_force
from kabinet.access.queries.people import (
    Person,
    get_user,
    list_members,
    members_with,
    staff_with,
    viewer_of,
)
from kabinet.access.queries.sign_in import (
    closed_until,
    latest_sign_in_at,
    list_sign_ins,
    name_as_known,
    parked_form,
)

#: Doors name these types and never import the tables.
__all__ = [
    "Membership",
    "Offer",
    "OfferNotFound",
    "Person",
    "SignIn",
    "closed_until",
    "curator_of",
    "get_offer",
    "get_user",
    "in_charge_of",
    "in_place_of",
    "latest_sign_in_at",
    "list_members",
    "list_offers",
    "list_sign_ins",
    "members_with",
    "name_as_known",
    "offer_in_force",
    "parked_form",
    "staff_with",
    "viewer_of",
]
