"""What changes people and their access. The nouns are modules: `operations.applications.submit_application`."""

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
