"""What changes people and their access. The nouns are modules: `operations.applications.submit_application`."""

# Note [Who waits for whom]
# ~~~~~~~~~~~~~~~~~~~~~~~~~
# Locks are taken in one order, so that nobody waits in a circle: applications, then the journal's chains by number (the
# supplier's is 0 and comes first), then the person, then sessions and devices. A person is locked with `no_key`: rows
# that only refer to them (a notification, a proposal) do not wait.

from kabinet.access.operations.offers import propose_offer
from kabinet.access.operations.parked_forms import discard_parked_form, park_form
from kabinet.access.operations.people import choose_contract, choose_language
from kabinet.access.operations.requisites import propose_requisites
from kabinet.access.operations.sign_in import record_sign_in

__all__ = [
    "choose_contract",
    "choose_language",
    "discard_parked_form",
    "park_form",
    "propose_offer",
    "propose_requisites",
    "record_sign_in",
]
