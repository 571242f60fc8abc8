"""Reading people and their access. The nouns are modules: `queries.applications.list_waiting`."""

from kabinet.access.models import IssuePoint, Membership, Offer, SignIn
from kabinet.access.queries.curators import curator_of, in_charge_of, in_place_of
from kabinet.access.queries.offers import OfferNotFound, get_offer, list_offers, offer_in_force
from kabinet.access.queries.people import (
    Person,
    find_by_session,
    get_user,
    latest_part,
    list_members,
    members_with,
    staff_with,
    viewer_of,
)
from kabinet.access.queries.second_factor import count_recovery_codes, is_obligatory
from kabinet.access.queries.sessions import OwnSession, list_sessions
from kabinet.access.queries.sign_in import (
    credentials_of,
    latest_sign_in_at,
    list_sign_ins,
    name_as_known,
    parked_form,
)

#: Doors name these types and never import the tables.
__all__ = [
    "IssuePoint",
    "Membership",
    "Offer",
    "OfferNotFound",
    "OwnSession",
    "Person",
    "SignIn",
    "count_recovery_codes",
    "credentials_of",
    "curator_of",
    "find_by_session",
    "get_offer",
    "get_user",
    "in_charge_of",
    "in_place_of",
    "is_obligatory",
    "latest_part",
    "latest_sign_in_at",
    "list_members",
    "list_offers",
    "list_sessions",
    "list_sign_ins",
    "members_with",
    "name_as_known",
    "offer_in_force",
    "parked_form",
    "staff_with",
    "viewer_of",
]
