"""What changes people and their access. The nouns are modules: `operations.applications.submit_application`."""

from kabinet.access.operations.people import change_password, choose_contract, choose_language
from kabinet.access.operations.sign_in import (
    discard_parked_form,
    park_form,
    record_refused_sign_in,
    record_sign_in,
)

__all__ = [
    "change_password",
    "choose_contract",
    "choose_language",
    "discard_parked_form",
    "park_form",
    "record_refused_sign_in",
    "record_sign_in",
]
